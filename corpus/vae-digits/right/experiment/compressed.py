"""The file is compressed.

Task: experiment
"""

# %% evidence
import io

packed = io.BytesIO()
np.savez_compressed(packed, **arrays)
data = packed.getvalue()
