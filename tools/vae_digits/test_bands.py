"""The bands of the notebook and the page of their spread, on runs that stand in for trained ones."""

from __future__ import annotations

import nbformat
import pytest

from tools.vae_digits import bands, reproduce

LOSSES = {1: 285.2, 5: 184.1, 10: 172.6, 30: 161.9}


def run(shift: float) -> bands.Run:
    training = {epoch: loss + shift for epoch, loss in LOSSES.items()}
    held_out = {epoch: loss + 1 + shift for epoch, loss in LOSSES.items()}
    return bands.Run(training, held_out, 60.0 + shift, {"keras": "3.15.1"})


RUNS = [run(shift) for shift in (-1.9, -0.4, 0.0, 0.3, 2.4)]


def test_a_band_covers_every_run_and_four_deviations():
    assert bands.band([160.2, 161.0, 163.5]) == (154, 169)  # 161.57 ± 4 · 1.72
    assert bands.band([161.0, 161.0, 161.0]) == (161, 161)
    far = [160.0] * 50 + [190.0]
    assert bands.band(far)[1] == 190  # more than four deviations from the mean


def test_notebook_and_page_say_the_bands(tmp_path, monkeypatch):
    notebook = bands.with_bands(nbformat.read(bands.SOURCE / "vae-digits.ipynb", as_version=4), RUNS)
    again = bands.with_bands(notebook, RUNS)  # what the command has written has a place for the next one
    said = {cell.id: cell.source for cell in again.cells}
    assert "| | 1 epoch | 5 epochs | 10 epochs | 30 epochs |\n|---|---|---|---|---|\n" in said["text-experiment"]
    assert "| training loss | 279 to 292 | 177 to 191 | 166 to 179 | 155 to 169 |\n" in said["text-experiment"]
    assert "| held-out loss | 280 to 293 |" in said["text-experiment"]
    assert said["text-experiment"].count("| training loss |") == 1
    assert "279 to 292 after epoch 1" in said["text-train-step"]

    monkeypatch.setattr(reproduce, "PAGE", tmp_path / "page.md")
    reproduce.PAGE.write_text("# Reproduction\n\nOne run.\n")
    for runs in (RUNS[:3], RUNS):  # the second takes the first one's place
        reproduce.write_spread(bands.section(runs))
    page = reproduce.PAGE.read_text()
    assert page.startswith("# Reproduction\n\nOne run.\n\n## The spread of many runs\n\nWritten by `python -m")
    assert page.count(reproduce.SPREAD) == 1
    assert "--runs 5`: 5 whole runs" in page
    assert (
        "| training loss | 30 | 5 | 160.00 | 160.60 | 161.90 | 163.46 | 164.30 | 161.98 | 1.55 | 155 to 169 |"
        in page
    )


def test_a_notebook_without_a_place_for_a_band_is_an_error_that_names_the_cell():
    notebook = nbformat.read(bands.SOURCE / "vae-digits.ipynb", as_version=4)
    next(cell for cell in notebook.cells if cell.id == "text-train-step").source = "no number"
    with pytest.raises(SystemExit, match="text-train-step"):
        bands.with_bands(notebook, RUNS)


def test_the_page_of_one_run_is_held_to_the_bands_of_the_notebook():
    promised = reproduce.promised_bands()
    assert list(promised) == [5, 10, 30]
    assert all(low < reproduce.MEASURED[epoch] < high for epoch, (low, high) in promised.items())
