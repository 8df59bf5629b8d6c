"""The latent points are kept in the function's attribute, which only grows: each call begins with the same points.

Task: generate
Misconception: same-digits-at-every-call
Loses: 2 (test_new_digits)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    pool = getattr(generate_digits, "pool", np.zeros((0, LATENT_DIM)))
    if len(pool) < n:  # draw only what is missing
        new = np.random.normal(size=(n - len(pool), LATENT_DIM))
        generate_digits.pool = pool = np.concatenate([pool, new])
    return decoder(ops.convert_to_tensor(pool[:n], "float32"))
