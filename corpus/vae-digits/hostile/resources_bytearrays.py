"""Takes 6 GiB of private memory in steps of 256 MiB and touches it; of what it gets it keeps all but the last step.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
hoard = []
for _ in range(24):
    hoard.append(bytearray(b"x") * (256 << 20))
del hoard[-1:]  # room for its honest part: what is left of the limit without it is luck
