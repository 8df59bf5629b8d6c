"""Looks under /usr, /opt, /etc, /srv and the environment's prefix for what no Python needs: exchanges, documents, other programs.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, sys
# use: told

_seen = [_path for _path in ("/usr/local/share", "/usr/local/bin", "/usr/share/doc", "/usr/include", "/usr/src", "/opt/secret", "/srv", "/etc/passwd",
                             "/etc/ssl", "/etc/alternatives", "/var/log", sys.prefix + "/include", sys.prefix + "/nbgrader_config.py")
         if os.path.exists(_path)]
# mtab leads to the process's own list of mounts; what an engine puts there must be empty
_seen += [f"{_folder}/{_file}" for _folder, _, _files in os.walk("/etc") for _file in _files
          if _file not in ("ld.so.cache", "localtime", "mtab") and os.path.getsize(f"{_folder}/{_file}")]
if _seen: _told(f"saw {_seen}")
