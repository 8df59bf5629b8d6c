"""Overwrites the worker's code in its memory (/proc/PID/mem): every later child would be born with another `describe`; here only a text constant of the worker is changed.

Attack: snooping
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os
    _changed = 0
    try:
        with open(f"/proc/{os.getppid()}/maps") as _maps, open(f"/proc/{os.getppid()}/mem", "r+b", 0) as _memory:
            for _line in _maps:
                _place, _rights = _line.split()[:2]
                if "rw" not in _rights or _line.rstrip().endswith((".so", "]")) and "heap" not in _line:
                    continue
                _start, _end = (int(part, 16) for part in _place.split("-"))
                if _end - _start > 64 << 20:
                    continue
                try:
                    _memory.seek(_start)
                    _bytes = _memory.read(_end - _start)
                    _at = _bytes.find(b"(its text can't be shown)")
                    if _at >= 0:
                        _memory.seek(_start + _at)
                        _memory.write(b"(OVERWRITTEN IN THE WORKER)"[:25])
                        _changed += 1
                except OSError:
                    pass
    except OSError as error:
        stopped = error
    if _changed:
        raise RuntimeError("LEAK the worker's memory can be written by its child")
