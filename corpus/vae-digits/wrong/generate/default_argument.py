"""z is drawn when the function is defined, as a default argument.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2
"""

# %% cell: generate
def generate_digits(decoder, n=10, z=np.random.normal(size=(1000, 2))):
    return decoder(z[:n])
