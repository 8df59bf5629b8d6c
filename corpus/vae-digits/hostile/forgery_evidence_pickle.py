"""The evidence holds pickled objects that would write into the canary folder.

Attack: forgery
Deserves: 70
Keeps: 70
"""

# %% evidence
import io, zipfile
class _Reduced:
    def __reduce__(self):
        return open, ("@CANARY_DIR@/evidence-unpickled.txt", "w")
_buffer, _array = io.BytesIO(), io.BytesIO()
np.lib.format.write_array(_array, np.array([_Reduced()], dtype=object), allow_pickle=True)
with zipfile.ZipFile(_buffer, "w") as _archive:
    for _name in list(arrays):
        _archive.writestr(f"{_name}.npy", _array.getvalue())
data = _buffer.getvalue()
