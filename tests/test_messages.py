"""What a student reads of an error: the cause in a sentence, never a name of the kit's, never "not written yet" of code
that is written. And what exceptions mean, without a sandbox.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.records.outcomes import Outcome
from autograder.sandbox.exception_meanings import meaning
from corpus.entries import REFERENCE, entries
from corpus.grading import grade_entries

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
def messages(starts):
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


def test_what_is_not_known_has_no_meaning():
    assert meaning("ValueError", "something else") == ""
    assert meaning("KeyError", "No gradients provided for any variable.") == ""


def test_common_errors_have_a_meaning():
    assert "no `return`" in meaning(
        "TypeError", "unsupported operand type(s) for +: 'NoneType' and 'SymbolicTensor'"
    )
    assert "size was not known" in meaning("TypeError", "unsupported operand type(s) for *: 'NoneType' and 'int'")
    assert "`vae`" in meaning("NameError", "name 'vae' is not defined")
    assert "`randn`" in meaning("AttributeError", "module 'keras.ops' has no attribute 'randn'")
    assert "`def` line" in meaning("TypeError", "kl_loss() takes 2 positional arguments but 3 were given")


def test_a_sentence_fits_its_cause():
    wrong_shape = (
        "Input 0 of layer 'decoder' is incompatible with the layer: expected shape=(None, 2), found (7, 784)"
    )
    assert "another shape" in meaning("ValueError", wrong_shape, "return decoder.predict(z)")
    assert "size was not known" in meaning("TypeError", "'NoneType' object cannot be interpreted as an integer")
    asked = "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed."
    assert "`tf.where`" in meaning("OperatorNotAllowedInGraphError", asked)
    looped = meaning("OperatorNotAllowedInGraphError", "Iterating over a symbolic `tf.Tensor` is not allowed.")
    assert "whole batch at once" in looped
    assert "arguments of a `tf.function`" in meaning(
        "NotImplementedError", "numpy() is only available when eager execution is enabled."
    )


def test_the_name_of_a_local_variable_is_told():
    assert "`kl_loss_value`" in meaning("UnboundLocalError", "cannot access local variable 'kl_loss' where it is")


def test_switches_that_a_run_survives_cost_nothing(messages):
    assert {name: messages[name] for name in RIGHT} == {name: [] for name in RIGHT}
