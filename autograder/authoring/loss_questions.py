"""What the checks of assignments in TensorFlow share: questions to a loss, and answers of a sane form.

Every number here comes from untrusted code: it is evidence, never a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.authoring.comparison import Array, CheckFailed, expect_close, expect_finite, expect_shape, numbers
from autograder.authoring.student import Ask, Spoilt
from autograder.records.outcomes import StudentFailed


class Losses:
    """Asks the student's loss functions: the base of a `student`. `ask` runs a question of `tensors` in the sandbox."""

    def __init__(self, ask: Ask) -> None:
        self._ask = _unless_refused(ask)
        self.spoilt: Spoilt = {}

    def loss_values(self, name: str, *cases: Sequence[Any]) -> list[Array]:
        """What the loss of that name returns for the arguments of each case, of whatever shape."""
        answer = self._ask("loss_values", name=name, cases=[list(case) for case in cases])
        values = [numbers(value, what=f"`{name}`") for value in items(answer, "values", len(cases))]
        for value in values:
            expect_finite(value, what=f"`{name}`")
        return values

    def loss_gradients(self, name: str, *arguments: Any) -> list[Array]:
        """The gradients of the loss with respect to the arguments that are arrays; 0 where is none.

        Raises CheckFailed where the loss has another value in a graph that does not know the batch size.
        """
        answer = self._ask("loss_gradients", name=name, arguments=list(arguments))
        what = f"`{name}` in a graph whose batch size is unknown, against its value outside of one"
        in_a_graph, outside = (numbers(answer.get(key), what=what) for key in ("in_a_graph", "value"))
        # both round in float32, each in its own order: 1e-6
        expect_close(in_a_graph, outside, what=what, rtol=1e-4, atol=1e-6)
        arrays = [argument for argument in arguments if isinstance(argument, np.ndarray)]
        pairs = zip(items(answer, "gradients", len(arrays)), arrays, strict=True)
        return [gradient(value, array.shape, f"`{name}`'s argument") for value, array in pairs]


_REFUSALS = {  # what `tensors` says, in a word, where a question can't be asked
    "eager": "Your notebook turns TensorFlow's eager execution off, as `tf.compat.v1.disable_eager_execution()` and "
    "`disable_v2_behavior()` do. Keras 3 can't train a model then, in your notebook neither: remove that line."
}


def _unless_refused(ask: Ask) -> Ask:
    """Asks, and fails where a question of `tensors` refuses to run, with its reason."""

    def asked(question: str, **arguments: Any) -> dict[str, Any]:
        answer = ask(question, **arguments)
        if reason := _REFUSALS.get(str(answer.get("refused"))):
            raise StudentFailed(reason)
        return answer

    return asked


def items(answer: Mapping[str, Any], key: str, count: int) -> list[Any]:
    """The answers under a key, as many as were asked for."""
    found = answer.get(key)
    if not isinstance(found, list) or len(found) != count:
        raise CheckFailed(f"Expected {count} answers for `{key}`, but they did not come.")
    return found


def gradient(value: Any, shape: tuple[int, ...], by: str) -> Array:
    """A gradient of that shape; 0 where there is none."""
    what = f"the gradient with respect to {by}"
    array = expect_shape(np.zeros(shape) if value is None else value, shape, what=what)
    expect_finite(array, what=what)
    return array
