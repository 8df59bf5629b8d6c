"""While the cells load, a forged message whose kind is an array of two.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

protocol = _wire()
protocol.send(_child()._connection, {"kind": np.array([1, 2]), "errors": [], "place": np.array([0, 0])})
