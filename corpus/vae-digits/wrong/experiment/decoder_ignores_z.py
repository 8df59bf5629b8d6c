"""The decoder of every snapshot draws one image, whatever z is.

Task: experiment
Misconception: collapse, untrained
Loses: 6
"""

# %% evidence
for epoch in (5, 10, 30):
    arrays[f"decoder_{epoch}_2"] = np.zeros_like(arrays[f"decoder_{epoch}_2"])
