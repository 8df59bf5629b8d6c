"""The assignment's figures: readable with every kind of colour vision, on a light and a dark page, and small."""

from __future__ import annotations

import importlib.util
import itertools
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from answers import NAME, ROOT
from matplotlib import rc_context
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from autograder.assignments.vae_digits.load_lab import digits
from autograder.assignments.vae_digits.marker_page import MarkerPage
from corpus.entries import EVIDENCE, OTHER_EVIDENCE

# The linear RGB that people without one kind of cones see: Machado, Oliveira, Fernandes, "A Physiologically-based
# Model for Simulation of Color Vision Deficiency" (2009), table 1, severity 1.0.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# sRGB to CIE XYZ, for D65 (IEC 61966-2-1); and hue-rotate(180deg) of the CSS filter effects
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
OPPOSITE_HUE = np.array([[-0.574, 1.430, 0.144], [0.426, 0.430, 0.144], [0.426, 1.430, -0.856]])
OFTEN_TOGETHER = [
    *itertools.combinations((4, 7, 9), 2),
    *itertools.combinations((3, 5, 8), 2),
]  # in the latent space


@pytest.fixture(scope="module")
def lab():
    spec = importlib.util.spec_from_file_location("lab_of_figures", ROOT / "source" / NAME / "lab.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["lab_of_figures"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def experiment(lab):
    return lab.load_evidence(EVIDENCE)


@pytest.fixture(scope="module")
def figures(lab, experiment):
    """Every figure of the notebook with its text, drawn once."""
    x, y = lab.sample("stand-in", "test")
    means = {k: experiment.encode(k, x)[0] for k in experiment.epochs}
    far = {5: [array * (10 if array.shape == (512, 2) else 1) for array in experiment.encoders[5]]}
    plain = replace(experiment, epochs=(5,), encoders=far)
    return {
        "losses": lab.losses_figure(experiment),
        "latent space": lab.latent_space_figure(means, y),
        "digits": lab.digits_figure(experiment),
        "reconstructions": lab.reconstructions_figure(experiment, x, y),
        "interpolation": lab.interpolation_figure(experiment, x, y),
        "plane": lab.plane_figure(experiment),
        "without KL": lab.without_kl_figure(experiment, plain, x, y),
    }


# --- colours


def light_page(colours):
    return np.array([to_rgb(colour) for colour in colours])


def dark_page(colours):
    """The colours as `DARK_PAGE` has them: invert(0.9333) hue-rotate(180deg)."""
    inverted = light_page(colours) * (1 - 2 * 0.9333) + 0.9333
    return np.clip(inverted @ OPPOSITE_HUE.T, 0, 1)


def linear(rgb):
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def cielab(linear_rgb):
    """CIELAB of linear RGB (n, 3), for D65."""
    xyz = linear_rgb @ XYZ.T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def contrast(one, other, page):
    """The contrast of two colours, as WCAG 2.2 defines it, on a page."""
    first, second = linear(page([one, other])) @ XYZ[1]
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@pytest.mark.parametrize("page", [light_page, dark_page])
@pytest.mark.parametrize("vision", VISIONS)
def test_digits_colours_stay_apart_for_every_colour_vision(lab, vision, page):
    seen = np.clip(linear(page(lab.COLOURS)) @ np.array(VISIONS[vision]).T, 0, 1)
    points = cielab(seen)
    distances = np.linalg.norm(points[:, None] - points, axis=-1)
    assert (
        min(distances[pair] for pair in itertools.combinations(range(10), 2)) > 20
    )  # a just noticeable one is 2.3
    assert min(distances[pair] for pair in OFTEN_TOGETHER) > 30


@pytest.mark.parametrize("page", [light_page, dark_page])
def test_words_and_curves_stand_out(lab, page):
    for colour in lab.COLOURS:
        assert contrast(lab.letters_on(colour), colour, page) >= 4.5
    for colour in (lab.INK, lab.LOSS, lab.RECONSTRUCTION, lab.KL):  # the curves' names have the curves' colours
        assert contrast(colour, lab.PAPER, page) >= 4.5
    assert contrast(lab.LINE, lab.PAPER, page) >= 3


def test_no_class_covers_another_because_it_comes_later(lab, figures):
    (figure, _) = figures["latent space"]
    colours = np.array([to_rgb(colour) for colour in lab.COLOURS])
    scatters = [one for one in figure.findobj(PathCollection) if len(one.get_facecolors()) > 100]
    assert len(scatters) == 3
    for scatter in scatters:
        drawn = np.argmin(np.linalg.norm(scatter.get_facecolors()[:, None, :3] - colours, axis=-1), axis=1)
        places = [np.flatnonzero(drawn == digit) for digit in range(10)]
        for one, other in itertools.permutations(places, 2):
            assert one.min() < other.max()
            assert abs(np.median(one) - np.median(other)) < 0.35 * len(drawn)


# --- words


def words(figure) -> list[Text]:
    figure.canvas.draw()
    return [
        text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible() and shown(text)
    ]


def shown(text: Text) -> bool:
    return text.axes is None or text.axes.axison or text in text.axes.texts


NAMES = ("losses", "latent space", "digits", "reconstructions", "interpolation", "plane", "without KL")


@pytest.mark.parametrize("name", NAMES)
def test_words_can_be_read_at_the_size_that_is_shown(lab, figures, name):
    figure, told = figures[name]
    points_shown = lab.WIDTH_PX / (96 * figure.get_figwidth())
    narrow = 700 / lab.WIDTH_PX  # the marking desk's column on a screen of 1280
    assert min(text.get_fontsize() for text in words(figure)) * points_shown * narrow >= 9
    assert len(told) > 40


@pytest.mark.parametrize("name", NAMES)
def test_no_words_are_cut_off_or_lie_on_each_other(figures, name):
    figure, _ = figures[name]
    every = words(figure)
    boxes = [text.get_window_extent() for text in every]
    for text, box in zip(every, boxes, strict=True):
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y1 <= figure.bbox.y1, text
    labels = [box for text, box in zip(every, boxes, strict=True) if not text.get_text().isdigit()]
    assert [1 for one, other in itertools.combinations(labels, 2) if one.overlaps(other)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small(lab, figures, name):
    assert len(lab._few_colours(lab.png(figures[name][0]))) < 130_000


def test_a_run_has_the_same_figure_every_time(lab, experiment, figures):
    again, told = lab.digits_figure(experiment)
    assert (lab.png(again), told) == (lab.png(figures["digits"][0]), figures["digits"][1])
    x, y = lab.sample("stand-in", "test")
    means = {k: experiment.encode(k, x)[0] for k in experiment.epochs}
    assert lab.png(lab.latent_space_figure(means, y)[0]) == lab.png(figures["latent space"][0])


# --- what they show


def test_columns_of_digits_are_numbered_and_have_different_z(lab, figures):
    written = [text.get_text() for text in words(figures["digits"][0])]
    assert [text for text in written if text.isdigit()] == [str(number) for number in range(1, 11)]
    below = [text for text in written if "\n" in text and "epochs" not in text]
    assert len(set(below)) == 10
    draws = lab._unlike_draws(10)
    distances = np.linalg.norm(draws[:, None] - draws, axis=-1)[~np.eye(10, dtype=bool)]
    assert draws.shape == (10, 2)
    assert distances.min() > 0.2


def test_the_fall_and_rise_of_the_kl_fill_their_scale(lab, experiment):
    kl = [25.5, 11.1, 7.6, 6.5, 5.4, 5.3, 5.2, 5.0, 4.95, 4.9, *np.linspace(4.9, 5.4, 20)]
    run = replace(experiment, data_source="other", history={**experiment.history, "kl_loss": np.array(kl)})
    axes = lab.losses_figure(run)[0].axes[2]
    low, high = axes.get_ylim()
    assert low < 4.9
    assert high > 5.4
    assert 0.5 / (high - low) > 0.5
    assert "25.5, 11.1, 7.6, 6.5" in "".join(text.get_text() for text in axes.texts)


def test_held_out_losses_stand_beside_those_of_training(lab, experiment, figures):
    _, told = figures["losses"]
    for k in experiment.epochs:
        assert f"After {k} epochs, training digits: loss {experiment.history['loss'][k - 1]:.2f}" in told
        assert f"After {k} epochs, held-out digits: loss {experiment.held_out_losses[k]['loss']:.2f}" in told
    assert "held-out" not in lab.losses_figure(replace(experiment, data_source="other"))[1]


@pytest.mark.parametrize("losses", [[200.0, 190.0], [206.0, 206.0], [1e6, 3.0]])
def test_odd_runs_are_drawn_too(lab, experiment, losses):
    run = replace(
        experiment,
        epochs=(1, 2),
        data_source="other",
        history=dict.fromkeys(lab.LOSSES, np.array(losses)),
        encoders=dict.fromkeys((1, 2), experiment.encoders[5]),
        decoders=dict.fromkeys((1, 2), experiment.decoders[5]),
    )
    lab.png(lab.losses_figure(run)[0])
    lab.png(lab.latent_space_figure({1: np.zeros((20, 2)), 2: np.full((20, 2), 50.0)}, np.arange(20) % 10)[0])


@pytest.mark.parametrize("scale", [1e-6, 1e6, 1e30])
def test_latents_of_any_size_and_no_z_at_all_are_drawn(lab, experiment, scale):
    means = {5: np.random.default_rng(0).standard_normal((40, 2)) * scale}
    lab.png(lab.latent_space_figure(means, np.arange(40) % 10)[0])
    lab.png(lab.digits_figure(replace(experiment, z_samples=np.zeros((0, 2))))[0])


def test_an_interpolation_between_digits_that_are_not_there_says_so(lab, experiment):
    x, y = lab.sample("stand-in", "test")
    with pytest.raises(lab.LabError, match="there is no test digit of class 12"):
        lab.interpolation_figure(experiment, x, y, 3, 12)


# --- on a marker's page


DRAWN = """
import sys
from autograder.assignments.vae_digits.figures_above_texts import exhibits, prepare
from autograder.handin.submission import Handin
import numpy as np

for path in sys.argv[1:]:
    handin = Handin(cells=(), evidence=dict(np.load(path)), notes=())
    prepare(handin)
    print(*(shown.png.hex() for above in exhibits(handin).values() for shown in above if shown.png))
"""


def drawn(*evidence) -> list[str]:
    """The marker's figures of runs, drawn one after the other by a new process: a line of hexadecimal digits for each."""
    command = [sys.executable, "-c", DRAWN, *map(str, evidence)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_run_is_drawn_alike_by_a_new_process_and_by_one_that_has_drawn_another():
    (one,), (other,) = drawn(EVIDENCE), drawn(OTHER_EVIDENCE)
    assert one != other
    assert len(one.split()) == 2
    assert drawn(EVIDENCE, OTHER_EVIDENCE, EVIDENCE) == [one, other, one]


@pytest.mark.parametrize("name", ["latent space", "digits"])
def test_a_marker_sees_what_the_student_sees(lab, experiment, monkeypatch, name):
    x, y = digits("stand-in", "test")
    means = {k: experiment.encode(k, x)[0] for k in experiment.epochs}
    draw = {
        "latent space": lambda: lab.latent_space_figure(means, y),
        "digits": lambda: lab.digits_figure(experiment),
    }[name]
    figure, told = draw()
    figure.set_dpi(96)
    with rc_context({"text.hinting": "none"}):  # as a marker's page has it
        figure.canvas.draw()
    monkeypatch.setattr(lab, "_canvas", lambda height: (MarkerPage(lab.WIDTH_PX, height),) * 2)
    page, told_marker = draw()
    assert told_marker == told
    seen, own = (np.asarray(pixels)[..., :3].astype(int) for pixels in (page.drawn(), figure.canvas.buffer_rgba()))
    assert seen.shape == own.shape
    difference = np.abs(seen - own).max(axis=2)
    assert difference.mean() < 0.6
    assert np.mean(difference > 100) < 3e-5  # a letter that is missing, or lies a pixel away, is more
