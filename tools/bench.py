"""Measure how fast the experiment trains, a class is graded and texts are marked, and write docs/performance.md.

python -m tools.bench                       everything (hours), in rounds that follow each other
python -m tools.bench training class        some parts: training, class, floor, breakdown, one, price, many, landlock,
                                            desk; what was measured of the others is kept in docs/measured, and stands
                                            on the page too; a section none of whose parts is kept there stays as it is
python -m tools.bench --rounds 1 training   a quick look, nothing kept and nothing written
python -m tools.bench desk                  40 minutes; interrupted, the same command goes on where it was

What is compared is timed in turn, so that a busy machine slows all alike. For the training the networks, batches,
optimizer and data are the same each time. PyTorch is installed in an environment of its own, `.venv-bench` (`make
bench` makes it); without it, its column is left out, and the page says so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
KEPT = ROOT / "docs" / "measured"  # the last rounds of each part, in the repository: all of them take hours
TRAINING = "training"
TORCH = ROOT / ".venv-bench" / "bin" / "python"
BATCH, RATE, EPOCHS = 128, 1e-4, 4  # the first epoch compiles and is not counted
ROUNDS = 5
WAYS = {
    "plain": "plain `fit`, as in the original submission",
    "lab": "`lab.run_experiment`",
    "torch": "PyTorch, the same model",
}


# --- one run, in a process of its own ---------------------------------------------------------------------------


def run_plain(x: np.ndarray, names: dict[str, object], epochs: int) -> dict[str, list[float]]:
    """The original submission's way: `fit` on the array, as Keras does it by itself."""
    import keras

    class Clock(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
            self.began = time.perf_counter()

        def on_epoch_end(self, epoch: int, logs: object = None) -> None:
            seconds.append(time.perf_counter() - self.began)

    seconds: list[float] = []
    vae = names["VAE"](names["build_encoder"](), names["build_decoder"]())  # type: ignore[operator]
    vae.compile(optimizer=keras.optimizers.Adam(learning_rate=RATE))
    history = vae.fit(x, epochs=epochs, batch_size=BATCH, verbose=0, callbacks=[Clock()])
    return {"seconds": seconds, "loss": [float(value) for value in history.history["loss"]]}


def run_lab(x: np.ndarray, names: dict[str, object], epochs: int) -> dict[str, list[float]]:
    """The course's runner, progress bar, checkpoints and all."""
    lab = names["lab"]
    seconds: list[float] = []
    began = [time.perf_counter()]
    end_epoch = lab._Run.end_epoch  # type: ignore[attr-defined]

    def timed(self: object, *arguments: object) -> None:
        end_epoch(self, *arguments)
        seconds.append(time.perf_counter() - began[0])
        began[0] = time.perf_counter()

    lab._Run.end_epoch = timed  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        parts = (names["VAE"], names["build_encoder"], names["build_decoder"])
        run = lab.run_experiment(*parts, x, epochs=(epochs,), folder=folder)  # type: ignore[attr-defined]
    return {"seconds": seconds, "loss": run.history["loss"].tolist()}


def run_torch(x: np.ndarray, epochs: int) -> dict[str, list[float]]:
    """The same model in PyTorch, written as its examples are."""
    import torch
    from torch import nn

    hidden = nn.Sequential(nn.Linear(784, 512), nn.ReLU())
    mean, log_var = nn.Linear(512, 2), nn.Linear(512, 2)
    decoder = nn.Sequential(nn.Linear(2, 512), nn.ReLU(), nn.Linear(512, 784), nn.Sigmoid())
    parts = nn.ModuleList([hidden, mean, log_var, decoder])
    for layer in parts.modules():
        if isinstance(layer, nn.Linear):  # as Keras starts
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(parts.parameters(), lr=RATE)
    images = torch.from_numpy(x.reshape(len(x), 784))
    seconds, losses = [], []
    for _ in range(epochs):
        began, total = time.perf_counter(), 0.0
        for rows in torch.randperm(len(images)).split(BATCH):
            batch = images[rows]
            features = hidden(batch)
            m, lv = mean(features), log_var(features)
            z = m + torch.exp(lv / 2) * torch.randn_like(m)
            entropy = nn.functional.binary_cross_entropy(decoder(z), batch, reduction="sum") / len(batch)
            loss = entropy + 0.5 * (m**2 + lv.exp() - 1 - lv).sum(dim=1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
        seconds.append(time.perf_counter() - began)
        losses.append(total / -(-len(images) // BATCH))
    return {"seconds": seconds, "loss": losses}


def one_run(kind: str, data: Path, epochs: int) -> None:
    """Train once and print the seconds and the loss of each epoch."""
    x = np.load(data)
    result = run_torch(x, epochs) if kind == "torch" else _in_notebook(kind, x, epochs)
    print("RESULT " + json.dumps(result))


def _in_notebook(kind: str, x: np.ndarray, epochs: int) -> dict[str, list[float]]:
    """The reference solution's cells, run; then one of the two ways to train."""
    sys.path.insert(0, str(_source()))
    import lab
    import nbformat

    lab.quiet_tensorflow()
    names: dict[str, object] = {}
    notebook = nbformat.read(next(_source().glob("*.ipynb")), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in CELLS:
            exec(cell.source, names)
    return (run_plain if kind == "plain" else run_lab)(x, names, epochs)


def _source() -> Path:
    """The folder of the assignment whose training is timed."""
    from corpus.entries import example_assignment  # PyTorch's interpreter has no kit

    return example_assignment().source_notebook.parent


CELLS = ("given-imports", "given-constants", "sampling", "given-models", "losses", "train-step")


# --- rounds ---------------------------------------------------------------------------------------------------------


def rounds(count: int, kinds: tuple[str, ...]) -> list[dict[str, dict[str, list[float]]]]:
    """Each kind once, so many times over."""
    sys.path.insert(0, str(_source()))
    import lab

    found = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "x_train.npy"
        np.save(data, lab.load_data()[0])
        for number in range(count):
            found.append({kind: _child(kind, data) for kind in kinds})
            told = ", ".join(f"{kind} {_epoch(result):.2f} s an epoch" for kind, result in found[-1].items())
            print(f"round {number + 1} of {count}: {told}")
    return found


def _child(kind: str, data: Path) -> dict[str, list[float]]:
    python = str(TORCH) if kind == "torch" else sys.executable
    code = f"import runpy, sys; sys.argv = ['bench', '--one', {kind!r}, {str(data)!r}]; "
    code += "runpy.run_module('tools.bench', run_name='__main__')"
    command = [python, "-c", code] if kind != "torch" else [python, str(Path(__file__)), "--one", kind, str(data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if "RESULT " in line]
    if done.returncode or not lines:
        raise SystemExit(f"The {kind} run failed:\n{done.stderr[-2000:]}")
    result: dict[str, list[float]] = json.loads(lines[-1].partition("RESULT ")[2])
    return result


def _epoch(result: dict[str, list[float]]) -> float:
    """Seconds of an epoch, the first one left out."""
    return statistics.median(result["seconds"][1:])


def training(found: list[dict[str, dict[str, list[float]]]]) -> str:
    """What the page says of training, from its rounds."""
    kinds = list(found[0])
    rows = []
    for kind in kinds:
        seconds = [_epoch(one[kind]) for one in found]
        ratios = [_epoch(one[kind]) / _epoch(one["plain"]) for one in found]
        losses = [one[kind]["loss"][-1] for one in found]
        spread = statistics.stdev(losses) if len(losses) > 1 else 0.0
        ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        loss = f"{statistics.mean(losses):.2f} ± {spread:.2f}"
        rows.append(f"| {WAYS[kind]} | {ratio} | {statistics.median(seconds):.1f} | {loss} |")
    without = "" if "torch" in kinds else "\nPyTorch was not installed: `make bench` installs it.\n"
    return f"""## Training

The reference solution on the course's training images, batches of {BATCH}, Adam at {RATE}. The first of {EPOCHS} epochs
compiles and is left out of the times; {len(found)} rounds, each kind in turn.

| | time of an epoch over plain `fit`'s, median (from–to) | seconds | loss of epoch {EPOCHS}, mean ± deviation |
|---|---|---|---|
{chr(10).join(rows)}
{without}"""


def page(found: dict[str, list[Any]], before: str = "") -> str:
    """docs/performance.md, from the rounds of each part that was measured; a section of `before` stays where there are
    none for it.
    """
    import psutil

    from tools import bench_desk, bench_grading, bench_landlock  # PyTorch's interpreter has no kit

    machine = f"{platform.machine()}, {os.cpu_count()} cores, {psutil.virtual_memory().total >> 30} GiB of memory"
    grading = {name: rounds for name, rounds in found.items() if name in bench_grading.RATIOS}
    sections = _sections(before)
    sections |= {"Training": training(found[TRAINING])} if TRAINING in found else {}
    sections |= {"Grading": bench_grading.section(grading)} if grading else {}
    if "breakdown" in found:
        sections[bench_grading.STAGES_HEADING] = bench_grading.stages_section(found["breakdown"][-1])
    sections |= {bench_landlock.HEADING: bench_landlock.section(found["landlock"])} if "landlock" in found else {}
    sections |= {"The marking desk": bench_desk.section(found["desk"])} if "desk" in found else {}
    order = ("Training", "Grading", bench_grading.STAGES_HEADING, bench_landlock.HEADING, "The marking desk")
    told = [sections[name].strip() + "\n" for name in order if name in sections]
    return "\n".join([f"# Performance\n\nWritten by `make bench` on {machine}.\n", *told])


def _sections(page: str) -> dict[str, str]:
    """The sections of a page, by their headings."""
    _, *found = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    return {one.partition("\n")[0].removeprefix("## "): one for one in found}


def _kept(part: str) -> Path:
    return KEPT / f"bench-{part}.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="training, class, floor, breakdown, one, price, many, landlock, desk; or all",
    )
    parser.add_argument("--rounds", type=int, help="of each part; nothing is kept")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "DATA"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_run(options.one[0], Path(options.one[1]), EPOCHS)
        return
    from tools import bench_desk, bench_grading, bench_landlock

    parts = {**bench_grading.PARTS, **bench_landlock.PARTS, **bench_desk.PARTS}
    unknown = set(options.parts) - {TRAINING, *parts}
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}: name some of {', '.join([TRAINING, *parts])}")
    found: dict[str, list[Any]] = {}
    for name in options.parts or [TRAINING, *parts]:
        if name == TRAINING:
            kinds = tuple(kind for kind in WAYS if kind != "torch" or TORCH.exists())
            found[name] = rounds(options.rounds or ROUNDS, kinds)
        else:
            found[name] = bench_grading.measured(name, *parts[name], options.rounds)
        if options.rounds is None:
            KEPT.mkdir(parents=True, exist_ok=True)
            _kept(name).write_text(json.dumps(found[name]) + "\n", encoding="utf-8")
    if options.rounds is None:
        places = {name: _kept(name) for name in (TRAINING, *parts)}
        found = {name: json.loads(place.read_text()) for name, place in places.items() if place.exists()}
        PAGE.write_text(page(found, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(page(found))


if __name__ == "__main__":
    main()
