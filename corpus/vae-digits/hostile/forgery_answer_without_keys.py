"""Forged answers of `train` that lack keys or hold other types than the trusted side expects (a KeyError there is a fault of the grader: no grade at all).

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# use: frames

_questions()["train"] = lambda parts, **arguments: {"batches": [{}, 7, None], "epochs": 3, "returned": 5}
