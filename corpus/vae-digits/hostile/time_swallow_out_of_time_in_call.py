"""Sampling.call swallows every BaseException, so that only the grader's kill ends it, and each kill costs a new start of the framework.

Attack: time
Deserves: 65
Keeps: 10
"""

# %% cell: sampling
import time

class Sampling(layers.Layer):
    def call(self, inputs):
        while True:
            try:
                while True:
                    time.sleep(0.05)
            except BaseException:
                continue
