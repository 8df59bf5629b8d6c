"""Lends pages to pipes and unmaps them, and drops the pages of shared mappings that stay: memory that no process shows.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, mmap, os, time
# use: told

_libc = ctypes.CDLL(None, use_errno=True)
_held = 0
for _ in range(100):
    try:
        _block = mmap.mmap(-1, 64 << 20)
    except OSError:
        break
    _block.write(bytes(64 << 20))
    _block.madvise(mmap.MADV_DONTNEED)
    _held += 64
_page = ctypes.create_string_buffer(1 << 21)
_reading, _writing = os.pipe()


class _Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


if _libc.vmsplice(_writing, ctypes.byref(_Vector(ctypes.addressof(_page), 4096)), 1, 0) > 0: _held += 1
if _held: _told(f"holds {_held} MiB")
