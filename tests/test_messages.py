"""What exceptions mean to a student, without a sandbox; what they read of one in a grading, test_corpus.py looks at."""

from __future__ import annotations

from autograder.sandbox.exception_meanings import meaning


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
