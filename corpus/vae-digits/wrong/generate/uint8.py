"""Pixels as uint8.

Task: generate
Misconception: pixels-times-255
Loses: 2 (test_pixels)
"""

# %% cell: generate
def generate_digits(decoder, n=10):
    return (decoder.predict(np.random.normal(size=(n, 2)), verbose=0) * 255).astype('uint8')
