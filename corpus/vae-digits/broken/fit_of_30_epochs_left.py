"""A fit of 30 epochs was left in an added cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(len(notebook["cells"]), code('vae = VAE(build_encoder(), build_decoder())\nvae.compile(keras.optimizers.Adam(1e-4))\nvae.fit(x_train, epochs=30, batch_size=128)\n'))
    save(folder, notebook)
