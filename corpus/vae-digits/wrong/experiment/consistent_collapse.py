"""A collapsed run that is consistent in itself: the KL is 0, each reconstruction is the mean image, and the history says so.

Task: experiment
Misconception: collapse
Loses: 4 (test_learns, test_beats_collapse)
"""

# %% evidence
hidden, hidden_bias, output, output_bias = (arrays[f"decoder_30_{i}"].astype(np.float64) for i in range(4))
z = rng.normal(size=(4000, 2))
h = np.maximum(z @ hidden + hidden_bias, 0)
mean_image = np.clip((1 / (1 + np.exp(-(h @ output + output_bias)))).mean(axis=0), 1e-4, 1 - 1e-4)
floor = float(-(mean_image * np.log(mean_image) + (1 - mean_image) * np.log(1 - mean_image)).sum())
for k in (5, 10, 30):
    for i in (2, 3, 4, 5):
        arrays[f"encoder_{k}_{i}"] = np.zeros_like(arrays[f"encoder_{k}_{i}"])
    arrays[f"decoder_{k}_2"] = np.zeros_like(arrays[f"decoder_{k}_2"])
    arrays[f"decoder_{k}_3"] = np.log(mean_image / (1 - mean_image)).astype(arrays[f"decoder_{k}_3"].dtype)
epoch = np.arange(1, 31)
arrays["history_reconstruction_loss"] = floor + 60 * np.exp(-(epoch - 1) / 0.8) + 0.3 / epoch
arrays["history_kl_loss"] = 0.02 * np.exp(-(epoch - 1) / 2)
arrays["history_loss"] = arrays["history_reconstruction_loss"] + arrays["history_kl_loss"]
