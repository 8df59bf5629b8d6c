"""A statement of the notebook loops for ever and swallows whatever is raised in it.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import time
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException as error:
        last = error
