"""The forged answer of `generate` has ragged latents, no images and no names.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# use: frames

_questions()["generate"] = lambda parts, **arguments: {
    "calls": [{"latents": [[[1, 2], [3]]]} for _ in arguments["counts"]]}
