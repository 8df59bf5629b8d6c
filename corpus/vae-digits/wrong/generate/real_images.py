"""Real images passed through.

Task: generate
Misconception: none
Loses: 10
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return x_test[np.random.choice(len(x_test), n)]
