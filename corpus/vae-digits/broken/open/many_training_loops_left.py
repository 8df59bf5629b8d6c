"""Eight added cells each train by hand for hours: together they outlast the time for a submission.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    loop = (
        "vae = VAE(build_encoder(), build_decoder())\nvae.compile(keras.optimizers.Adam(1e-4))\n"
        "for epoch in range(30):\n    for start in range(0, 60000, 128):\n        vae.train_on_batch(x_train[start % 384:][:128])\n"
    )
    for _ in range(8):
        notebook["cells"].append(code(loop))
    save(folder, notebook)
