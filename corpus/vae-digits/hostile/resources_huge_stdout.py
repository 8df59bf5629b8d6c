"""Prints 2 GB in one line, on every stream and on the bare descriptors.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, sys
chunk = "x" * (1 << 20)
for _ in range(700):
    sys.stdout.write(chunk)
    sys.stderr.write(chunk)
    os.write(1, chunk.encode())
    os.write(2, chunk.encode())
print(chunk * 64)
