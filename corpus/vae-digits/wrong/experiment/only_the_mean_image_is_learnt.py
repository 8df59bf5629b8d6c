"""A run that learns the mean image and nothing else: its loss falls from snapshot to snapshot, and its history says so.

Task: experiment
Misconception: collapse
Loses: 2 (test_beats_collapse)
"""

# %% evidence
hidden, hidden_bias, output, output_bias = (arrays[f"decoder_30_{i}"].astype(np.float64) for i in range(4))
z = rng.normal(size=(4000, 2))
h = np.maximum(z @ hidden + hidden_bias, 0)
mean_image = np.clip((1 / (1 + np.exp(-(h @ output + output_bias)))).mean(axis=0), 1e-4, 1 - 1e-4)
logits = np.log(mean_image / (1 - mean_image))


def loss_at(scale):
    pixels = 1 / (1 + np.exp(-scale * logits))
    return float(-(mean_image * np.log(pixels) + (1 - mean_image) * np.log(1 - pixels)).sum())


learnt = {5: 0.4, 10: 0.6, 30: 1.0}
for k, scale in learnt.items():
    for i in (2, 3, 4, 5):
        arrays[f"encoder_{k}_{i}"] = np.zeros_like(arrays[f"encoder_{k}_{i}"])
    arrays[f"decoder_{k}_2"] = np.zeros_like(arrays[f"decoder_{k}_2"])
    arrays[f"decoder_{k}_3"] = (scale * logits).astype(arrays[f"decoder_{k}_3"].dtype)
scales = np.interp(np.arange(1, 31), [0, *learnt], [0, *learnt.values()])
arrays["history_reconstruction_loss"] = np.array([loss_at(scale) for scale in scales])
arrays["history_kl_loss"] = np.zeros(30)
arrays["history_loss"] = arrays["history_reconstruction_loss"] + arrays["history_kl_loss"]
