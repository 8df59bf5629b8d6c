"""A training of 300 epochs left in a cell, with a loop of its own that no patched `fit` shortens.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
class _Own(keras.Model):
    def fit(self, *arguments, **keywords):
        total = 0.0
        for _ in range(300):
            for start in range(0, 60_000, 128):
                total += float(ops.sum(ops.matmul(keras.random.normal((128, 784)), keras.random.normal((784, 512)))))
        return total
history = _Own().fit(x_train, epochs=300)
