"""Train the reference solution many times on MNIST, and write what students should see into notebook and documentation.

python -m tools.vae_digits.bands --runs 20     (2 minutes a run; VAEKIT_MNIST names an mnist.npz)

Each run is kept in .vaekit/bands/: a second call goes on where the first was interrupted, and trains only what is
missing. `--folder` names another folder of such runs. A run of other code than today's is trained anew.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from tools.vae_digits import reproduce

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "source" / "vae-digits"
RUNS = ROOT / ".vaekit" / "bands"
CELLS = ("given-imports", "given-constants", "sampling", "given-models", "losses", "train-step")
EPOCHS = (1, 5, 10, 30)
# A band reaches as far from the mean, or to the outermost run, whichever is farther. Of 300 students with eight numbers
# each six would see one outside of three deviations; of four, one in seven such classes. At ten epochs 176.4 was seen.
DEVIATIONS = 4


@dataclass(frozen=True)
class Run:
    """The losses of one run in nats per image, by epoch: of the training (epoch means) and on the test images."""

    training: dict[int, float]
    held_out: dict[int, float]
    seconds: float
    versions: dict[str, str]


KINDS: dict[str, Callable[[Run], dict[int, float]]] = {
    "training loss": lambda run: run.training,
    "held-out loss": lambda run: run.held_out,
}


# --- the runs ---------------------------------------------------------------------------------------------------


def train(count: int, folder: Path) -> list[Run]:
    """That many runs from random starts, each in a folder of its own: kept ones are read, the others trained."""
    sys.path.insert(0, str(SOURCE))
    import lab  # type: ignore[import-not-found, unused-ignore]  # the student's helper

    lab.quiet_tensorflow()
    x_train = lab.load_data()[0]
    if lab.data_source(lab.data_digest(x_train)) != "mnist":
        raise SystemExit("The bands are those of MNIST: name a copy of mnist.npz in VAEKIT_MNIST.")
    names = _reference()
    found = []
    for number in range(1, count + 1):
        print(f"Run {number} of {count}:", flush=True)
        place = folder / f"run-{number:02}"
        place.mkdir(parents=True, exist_ok=True)
        found.append(_run(lab, names, x_train, place))
    return found


def _reference() -> dict[str, Any]:
    """The names that the reference solution's cells define, as far as the training."""
    names: dict[str, Any] = {"__name__": "reference_solution"}
    notebook = nbformat.read(SOURCE / "vae-digits.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in CELLS:
            exec(cell.source, names)
    return names


def _run(lab: Any, names: dict[str, Any], x_train: Any, place: Path) -> Run:
    parts = (names[name] for name in ("VAE", "build_encoder", "build_decoder"))
    settings = {"batch_size": names["BATCH_SIZE"], "learning_rate": names["LEARNING_RATE"], "folder": place}
    experiment = lab.run_experiment(*parts, x_train, epochs=EPOCHS, **settings)
    return Run(
        {epoch: float(experiment.history["loss"][epoch - 1]) for epoch in EPOCHS},
        {epoch: experiment.held_out_losses[epoch]["loss"] for epoch in EPOCHS},
        experiment.seconds,
        experiment.versions,
    )


# --- what they say ----------------------------------------------------------------------------------------------


def band(values: Sequence[float]) -> tuple[int, int]:
    """From and to, in whole nats: covers every value, and `DEVIATIONS` standard deviations on each side of their mean."""
    reach = DEVIATIONS * statistics.stdev(values) if len(values) > 1 else 0.0
    mean = statistics.mean(values)
    return math.floor(min(*values, mean - reach)), math.ceil(max(*values, mean + reach))


def table(runs: Sequence[Run]) -> str:
    """The notebook's table of what a student should see, in nats per image."""
    head = " | ".join("1 epoch" if epoch == 1 else f"{epoch} epochs" for epoch in EPOCHS)
    rows = [
        f"| {kind} | {' | '.join('{} to {}'.format(*band(values)) for values in _by_epoch(runs, kind).values())} |"
        for kind in KINDS
    ]
    return "\n".join([f"| | {head} |", "|---" * (len(EPOCHS) + 1) + "|", *rows])


def _by_epoch(runs: Sequence[Run], kind: str) -> dict[int, list[float]]:
    return {epoch: [KINDS[kind](run)[epoch] for run in runs] for epoch in EPOCHS}


def section(runs: Sequence[Run]) -> str:
    """What the page says of the runs' spread."""
    rows = [
        f"| {kind} | {epoch} | {_spread(values)} | {'{} to {}'.format(*band(values))} |"
        for kind in KINDS
        for epoch, values in _by_epoch(runs, kind).items()
    ]
    minutes = [run.seconds / 60 for run in runs]
    versions = "; ".join(sorted({", ".join(f"{k} {v}" for k, v in run.versions.items()) for run in runs}))
    return f"""{reproduce.SPREAD}

Written by `python -m tools.vae_digits.bands --runs {len(runs)}`: {len(runs)} whole runs of the reference solution
on MNIST, each from a random start of its own, in nats per image. The training loss is the mean over the epoch, while
the weights move; the held-out loss is that of the 10,000 test images with the weights at the epoch's end. The
notebook's *You should see roughly* is the band: in whole nats, rounded outwards, it covers every run and
{DEVIATIONS} standard deviations on each side of the mean.

| loss | epochs | runs | minimum | 10 % | median | 90 % | maximum | mean | standard deviation | band |
|---|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

A run took {min(minutes):.1f} to {max(minutes):.1f} minutes here, with {versions}.
"""


def _spread(values: Sequence[float]) -> str:
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    shown = [min(values), tenths[0], statistics.median(values), tenths[8], max(values), statistics.mean(values)]
    return f"{len(values)} | {' | '.join(f'{value:.2f}' for value in shown)} | {statistics.stdev(values):.2f}"


# --- where it is written ----------------------------------------------------------------------------------------


def with_bands(notebook: Any, runs: Sequence[Run]) -> Any:
    """The source notebook with the bands in Task 2B's table and Task 1C's sentence; SystemExit where it has no place."""
    low, high = band(_by_epoch(runs, "training loss")[1])
    _replace(
        notebook, "text-experiment", r"\| \| 1 epoch \|.*\n\|[-|]+\|\n(?:\|.*\|(?:\n|$))+", f"{table(runs)}\n"
    )
    _replace(notebook, "text-train-step", r"\d+ to \d+ after epoch 1", f"{low} to {high} after epoch 1")
    return notebook


def _replace(notebook: Any, cell_id: str, pattern: str, words: str) -> None:
    cell = next(cell for cell in notebook.cells if cell.id == cell_id)
    cell.source, count = re.subn(pattern, words, cell.source)
    if count != 1:
        raise SystemExit(
            f"The cell {cell_id} of the source notebook has {count} places for {words!r}, and not one."
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="how many, at least 2 (default: 20)")
    parser.add_argument("--folder", type=Path, default=RUNS, help="where they are kept (default: .vaekit/bands)")
    options = parser.parse_args()
    if options.runs < 2:
        parser.error("a spread takes at least 2 runs")
    try:
        runs = train(options.runs, options.folder)
    except KeyboardInterrupt:
        raise SystemExit(
            "Interrupted: what was trained is kept, and the same command goes on from there."
        ) from None
    path = SOURCE / "vae-digits.ipynb"
    notebook = with_bands(nbformat.read(path, as_version=4), runs)
    nbformat.write(notebook, path)
    reproduce.write_spread(section(runs))
    print(f"Written: {path.relative_to(ROOT)} and {reproduce.PAGE.relative_to(ROOT)}. Now run `make build`.")


if __name__ == "__main__":
    main()
