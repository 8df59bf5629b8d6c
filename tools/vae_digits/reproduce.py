"""Write `docs/reproduction.md` from the evidence of a run of the reference solution.

`make build` executes the reference solution on MNIST and calls this with the evidence that the run left. The spread of
many runs, its last section, is written by `python -m tools.vae_digits.bands`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

from autograder.handin.evidence_arrays import read_file

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reproduction.md"

# Epoch: the loss that the original submission printed, three separate runs; the second row is one run of 30 epochs
# of the same code, epoch means.
ORIGINAL = {5: 186.37, 10: 172.74, 30: 161.33}
MEASURED = {5: 184.40, 10: 170.72, 30: 161.61}
NOTEBOOK = ROOT / "source" / "vae-digits" / "vae-digits.ipynb"


def write(evidence_file: Path) -> None:
    """The page, or SystemExit where the run was not on MNIST or strays from the known losses."""
    evidence = read_file(evidence_file, 12)
    if str(evidence["data_source"]) != "mnist":
        raise SystemExit(
            "This run was not on MNIST: set VAEKIT_MNIST to an mnist.npz. The page is left as it was."
        )
    PAGE.write_text("\n".join(filter(None, [_page(evidence), _written_spread()])), encoding="utf-8")
    losses = {epoch: float(evidence["history_loss"][epoch - 1]) for epoch in MEASURED}
    outside = [epoch for epoch, (low, high) in promised_bands().items() if not low <= losses[epoch] <= high]
    if outside:
        raise SystemExit(f"The loss after {outside} epochs is not what the notebook promises; see {PAGE.name}.")


def promised_bands() -> dict[int, tuple[int, int]]:
    """What the notebook says that students should see: from and to of the training loss after 5, 10 and 30 epochs."""
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    row = next(line for cell in cells for line in cell.source.splitlines() if line.startswith("| training loss |"))
    found = [(int(low), int(high)) for low, high in re.findall(r"(\d+) to (\d+)", row)]
    return dict(zip(MEASURED, found[-len(MEASURED) :], strict=True))


SPREAD = "## The spread of many runs"


def write_spread(section: str) -> None:
    """Put the section, which begins with the heading `SPREAD`, in the place of the page's own."""
    single = PAGE.read_text(encoding="utf-8").partition(SPREAD)[0].rstrip()
    PAGE.write_text(f"{single}\n\n{section}", encoding="utf-8")


def _written_spread() -> str:
    found = PAGE.read_text(encoding="utf-8").partition(SPREAD) if PAGE.is_file() else ("", "", "")
    return "".join(found[1:])


def _page(evidence: dict) -> str:
    rows = [
        f"| {k} | {evidence['history_loss'][k - 1]:.2f} | {evidence['history_reconstruction_loss'][k - 1]:.2f} "
        f"| {evidence['history_kl_loss'][k - 1]:.2f} | {MEASURED[k]:.2f} | {ORIGINAL[k]:.2f} |"
        for k in ORIGINAL
    ]
    versions = ", ".join(f"{name} {version}" for name, version in json.loads(str(evidence["versions"])).items())
    return f"""# Reproduction

Written by `make build`, which executes the reference solution: one run of 30 epochs on MNIST, 784-512-2-512-784,
Adam at 1e-4, batches of 128. Losses are epoch means in nats per image.

| epochs | loss | reconstruction | KL | original code, run here | original submission, as printed |
|---|---|---|---|---|---|
{chr(10).join(rows)}

The original submission trained three times, from three random starts, and its figures are what its progress bar
printed. This run's losses lie in the bands that the notebook promises, or the command fails.

Run with {versions}, in {float(evidence["seconds"]):.0f} s.
"""
