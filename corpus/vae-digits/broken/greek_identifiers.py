"""The sampling cell uses Greek identifiers, which Python allows.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "class Sampling(layers.Layer):\n    def call(self, inputs):\n        μ, logσ2 = inputs\n        ε = keras.random.normal(ops.shape(μ))\n        return μ + ops.exp(0.5 * logσ2) * ε\n"
    save(folder, notebook)
