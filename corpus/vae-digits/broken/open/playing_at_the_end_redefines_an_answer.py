"""Behind everything a cell plays with another KL weight and reuses the name `kl_loss`; the answer and its check stand before.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].append(code(
        "# just curious: beta-VAE\ndef kl_loss(z_mean, z_log_var, beta=4.0):\n"
        "    return beta * ops.mean(ops.sum(-0.5 * (1 + z_log_var - z_mean**2 - ops.exp(z_log_var)), axis=1))\n"))
    save(folder, notebook)
