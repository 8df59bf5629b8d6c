"""Every solution cell plots and calls `plt.show()`, and `generate_digits` shows its images, too.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    for name in ("sampling", "losses", "train-step", "generate"):
        one = cell(notebook, name)
        one["source"] = "".join(one["source"]) + "\nplt.figure()\nplt.plot([1, 2])\nplt.show()\n"
    one["source"] = one["source"].replace("    z = keras", "    plt.imshow(np.zeros((28, 28)))\n    plt.show()\n    z = keras")
    save(folder, notebook)
