"""The given constants were changed to try three latents and one epoch.

Outcome: graded 80
Says: given-constants
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-constants")["source"] = "LATENT_DIM = 3\nINTERMEDIATE_DIM = 64\nBATCH_SIZE = 32\nLEARNING_RATE = 1.0\nEPOCHS = (1,)\n"
    save(folder, notebook)
