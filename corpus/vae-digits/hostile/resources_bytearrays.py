"""Takes 6 GiB of private memory in steps of 256 MiB and touches it.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
hoard = []
for _ in range(24):
    hoard.append(bytearray(b"x") * (256 << 20))
