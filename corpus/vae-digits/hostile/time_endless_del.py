"""Objects whose __del__ and __eq__ spin for ever are left in the namespace and dropped at the end of the cell.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
class _Sticky:
    def __del__(self):
        while True:
            pass
    __eq__ = __hash__ = __del__
sticky = _Sticky()
del sticky
