"""The second half of the file was lost on the way.

Task: experiment
Misconception: none
Loses: 10
"""

# %% evidence
import io

whole = io.BytesIO()
np.savez(whole, **arrays)
data = whole.getvalue()[: whole.tell() // 2]
