"""Some hundred bytes in the middle of the file are damaged.

Task: experiment
Misconception: none
Loses: 10 (test_complete, test_own, test_one_run, test_learns, test_beats_collapse, test_history)
"""

# %% evidence
import io

file = io.BytesIO()
np.savez_compressed(file, **arrays)
damaged = bytearray(file.getvalue())
middle = len(damaged) // 2
damaged[middle : middle + 256] = bytes(byte ^ 0x5A for byte in damaged[middle : middle + 256])
data = bytes(damaged)
