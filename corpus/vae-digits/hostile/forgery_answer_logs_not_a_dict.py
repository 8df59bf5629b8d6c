"""The forged logs are a number, the counter is infinite, the epochs are a list, the names are numbers.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# use: frames

_train = _questions()["train"]
def _odd_train(parts, **arguments):
    answer = _train(parts, **arguments)
    for state in answer["batches"]:
        state["logs"] = 7
        state["iterations"] = float("inf")
    return {**answer, "epochs": [1, 2], "globals_used": 7, "iterations_before": "0"}
_questions()["train"] = _odd_train
