"""A part of the corpus, graded at every run of the tests; `make accuracy` grades all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.authoring.assignment import assignments
from autograder.records.outcomes import Outcome
from corpus.entries import EVIDENCE, REFERENCE, entries
from corpus.grading import grade_entries, kept_processes

ASSIGNMENTS = pytest.mark.parametrize("assignment", assignments().values(), ids=lambda assignment: assignment.name)
PART = 7  # every seventh answer: each kind and task is there, and the run stays short
ONCE_WRONG = ("train-step/cloned", "train-step/update_step_by_hand")  # graded at every run as well
AT_LEAST = {"vae-digits": (60, 120)}  # of others six and twelve


@pytest.fixture(scope="module")
def graders(starts) -> Iterator[None]:
    """The processes that grade, for all tests here: each imports TensorFlow once."""
    with kept_processes():
        yield


@ASSIGNMENTS
def test_every_entry_is_whole(assignment):
    cells = {task.id: {task.solution_cell} for task in assignment.tasks}
    checks = "".join(path.read_text() for path in assignment.checks_folder.glob("*.py"))
    for entry in (*entries("right", assignment), *entries("wrong", assignment)):
        assert entry.sentence.endswith("."), entry.path
        changed = {grade_id if kind == "cell" else None for kind, grade_id, _ in entry.parts}
        assert changed & cells[entry.task], entry.path
        assert entry.right is (entry.loses == 0), entry.path
        assert entry.misconceptions <= set(assignment.misconceptions), entry.path
        assert all(f"def {check}(" in checks for check in entry.checks), entry.path


@ASSIGNMENTS
def test_there_are_many_of_both(assignment):
    found = [len(entries(kind, assignment)) for kind in ("right", "wrong")]
    assert found >= [*AT_LEAST.get(assignment.name, (6, 12))]
    assert found[1] >= AT_LEAST.get(assignment.name, (6, 12))[1]


@ASSIGNMENTS
@pytest.mark.parametrize("kind", ["right", "wrong"])
@pytest.mark.usefixtures("graders")
def test_a_part_is_graded_as_its_entries_say(kind, assignment):
    assert EVIDENCE.exists()
    every = entries(kind, assignment)
    part = [entry for number, entry in enumerate(every) if number % PART == 0 or entry.name in ONCE_WRONG]
    graded = grade_entries(part, f"every {PART}th {kind} answer of {assignment.name}", assignment=assignment)
    assert [f"{item.entry.name}: {fault}" for item in graded for fault in item.faults] == []


@ASSIGNMENTS
def test_catalogue_is_written_for_students(assignment):
    text = assignment.source_notebook.read_text(encoding="utf-8")
    for slug, misconception in assignment.misconceptions.items():
        assert slug == misconception.slug
        assert misconception.sentence.endswith(".")
        assert misconception.hint.endswith("?")
        assert all(section in text for section in misconception.reread.split("; "))


# --- what a student reads: the cause in a sentence, no name of the kit's, and never "not written yet" of code that is


OWN = ("_Seen", "__seen", "_Keeping", "_Watched", "_Probe", "_Run", "_Record", "<questions>", "<tensors>")
SAID = {  # of answers in the corpus: words of the sentence that tells what is wrong
    "numpy_log_in_the_step": "`fit` compiles the step to a graph",
    "super_train_step": "write the whole step in your own `train_step`",
    "tape_left_before_the_encoder": "inside the block `with tf.GradientTape() as tape:`",
    "two_of_three_outputs": "the encoder has three outputs",
    "loss_called_like_its_function": "give the result another name",
    "optimizer_minimize": "Optimizers of Keras 3 have no `minimize`",
    "encoder_predict": "call the model itself",
    "if_on_a_tensor": "not allowed. (line 19 of cell `train-step`)",
    "kl_weight_two": "1 × `reconstruction_loss` + 2 × `kl_loss`",
    "no_such_vae": "name 'vae' is not defined",
    "static_shape": "`tf.shape(x)`",
}
RIGHT = ("floatx_float64", "log_var_guarded", "warnings_are_errors")  # switches and guards that cost nothing


@pytest.fixture(scope="module")
def messages(graders):
    """The messages of each answer's train-step checks, graded once for all tests here."""
    chosen = [entry for entry in entries("wrong") if entry.task == "train-step" and entry.path.stem in SAID]
    switched = replace(REFERENCE, parts=(("extra before", "sampling", "tf.compat.v1.disable_eager_execution()"),))
    right = [entry for entry in entries("right") if entry.task == "train-step" and entry.path.stem in RIGHT]
    graded = grade_entries([*chosen, switched, *right], "answers whose messages are read")
    found = {}
    for item in graded:
        checks = [
            check for task in item.result.tasks for check in task.checks if check.outcome is not Outcome.PASSED
        ]
        found[item.entry.path.stem] = [check.message for check in checks]
    return found


def test_each_says_what_is_wrong(messages):
    silent = [name for name, words in SAID.items() if not any(words in message for message in messages[name])]
    assert silent == [], {name: messages[name][:2] for name in silent}


def test_no_message_shows_a_name_of_the_kits(messages):
    shown = [(name, own) for name, all_of in messages.items() for text in all_of for own in OWN if own in text]
    assert shown == []


def test_only_a_stub_is_not_written_yet(messages):
    assert not [name for name, all_of in messages.items() for text in all_of if "Not written yet" in text]


def test_a_switch_that_no_run_survives_is_named(messages):
    assert messages["solution"]
    told = [text for text in messages["solution"] if "disable_eager_execution" in text]
    assert told
    assert "remove that line" in told[0]


def test_switches_that_a_run_survives_cost_nothing(messages):
    assert {name: messages[name] for name in RIGHT} == {name: [] for name in RIGHT}
