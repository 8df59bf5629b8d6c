"""Write `docs/reproduction.md` from the evidence of a run of the reference solution.

`make build` executes the reference solution on MNIST and calls this with the evidence that the run left.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.handin.evidence_arrays import read_file

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reproduction.md"

# Epoch: the loss that the original submission printed, three separate runs; the second row is one run of 30 epochs
# of the same code, epoch means.
ORIGINAL = {5: 186.37, 10: 172.74, 30: 161.33}
MEASURED = {5: 184.40, 10: 170.72, 30: 161.61}
WITHIN = 3.5  # nats per image: five runs from random starts differed by up to 3.3 after 5 epochs


def write(evidence_file: Path) -> None:
    """The page, or SystemExit where the run was not on MNIST or strays from the known losses."""
    evidence = read_file(evidence_file, 12)
    if str(evidence["data_source"]) != "mnist":
        raise SystemExit(
            "This run was not on MNIST: set VAEKIT_MNIST to an mnist.npz. The page is left as it was."
        )
    PAGE.write_text(_page(evidence), encoding="utf-8")
    strays = {k: float(evidence["history_loss"][k - 1]) - MEASURED[k] for k in MEASURED}
    if any(abs(stray) > WITHIN for stray in strays.values()):
        raise SystemExit(f"The losses stray from the known ones by {strays}; see {PAGE.name}.")


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
printed. This run stays within {WITHIN} nats of the earlier run at each snapshot, or the command fails.

Run with {versions}, in {float(evidence["seconds"]):.0f} s.
"""
