"""The untouched sampling cell was pasted at the end as a backup: the answer, and the check behind it, stand before.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    backup = json.loads(json.dumps(cell(notebook, "sampling")))
    backup["source"] = (
        "class Sampling(layers.Layer):\n    def call(self, inputs):\n"
        '        """Draw z ~ N(z_mean, exp(z_log_var)).\n\n'
        '        inputs: [z_mean, z_log_var], each (batch, latent). Returns z, (batch, latent).\n        """\n'
        "        # YOUR CODE HERE\n"
        '        raise NotImplementedError("Task 1A: write `Sampling.call`, which returns z = mean + deviation * noise")\n'
    )
    notebook["cells"].append(backup)
    save(folder, notebook)
