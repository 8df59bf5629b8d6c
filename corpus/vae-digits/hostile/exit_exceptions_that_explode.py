"""Raises exceptions whose __str__ exits, whose type's __name__ is no text, and whose traceback is endless, so that describing them fails.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
class _Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(3)
class _Bomb(Exception, metaclass=_Meta):
    def __str__(self):
        os._exit(1)
raise _Bomb()
