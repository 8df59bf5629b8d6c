"""One numpy array of 6 GiB, filled.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
hoard = np.ones(6 << 27, np.float64)
