"""What an exception in a student's code usually means: one sentence with the cause and the remedy.

The type and the text come from the sandbox: they are only compared with patterns.
"""

from __future__ import annotations

import re

_PREDICTS = re.compile(r"\.predict(_on_batch)?\(")
_WRONG_SHAPE = r"is incompatible with the layer|Invalid input shape for input"
_NO_PREDICT = "`predict` can't be used while a step is trained: call the model itself, as in `self.encoder(data)`."
# (type, pattern of its text, sentence); `\1` is the first group of the match. The first that fits is used.
_MEANINGS = (
    (
        "UnboundLocalError",
        r"local variable '(\w+)'",
        r"An assignment to `\1` inside a function makes the name local, so the function of that name can't be "
        r"called there: give the result another name, such as `\1_value`.",
    ),
    (
        "ValueError",
        r"too many values to unpack \(expected (\d+)\)",
        r"The right side has more values than there are names on the left: the encoder has three outputs (z_mean, "
        r"z_log_var, z), and a batch of images is one array, not a pair.",
    ),
    (
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        r"The right side has fewer values than there are names on the left.",
    ),
    (
        "OperatorNotAllowedInGraphError|TypeError",
        r"[Ii]terating over a symbolic",
        r"A tensor was unpacked or looped over, which a graph can't do: work on the whole batch at once. `fit` hands "
        r"`train_step` the images alone, no pair of images and labels.",
    ),
    (
        "OperatorNotAllowedInGraphError|TypeError",
        r"symbolic `?tf\.Tensor`? as a Python `?bool`?",
        r"An `if`, `while`, `and` or `not` asks about a tensor, whose value is not known while the code is compiled to a "
        r"graph: use `tf.where`, `tf.maximum` or `tf.minimum` in its place.",
    ),
    (
        "ValueError",
        r"No gradients provided for any variable",
        r"The tape saw nothing that leads from the weights to the loss: encoder, decoder, losses and their sum belong "
        r"inside the block `with tf.GradientTape() as tape:`, and no numpy may stand between.",
    ),
    (
        "AttributeError",
        r"'\w+' object has no attribute 'minimize'",
        r"Optimizers of Keras 3 have no `minimize`: take the gradients with a `tf.GradientTape`, then call "
        r"`self.optimizer.apply_gradients(zip(gradients, weights))`.",
    ),
    (
        "TypeError|NotImplementedError|AttributeError",
        r"symbolic tf\.Tensor|tensor of a graph|SymbolicTensor' object has no attribute 'numpy'",
        r"`fit` compiles the step to a graph, in which numpy, `float()` and `.numpy()` can't be used: write it with "
        r"`tf` or `keras.ops`.",
    ),
    (
        "NotImplementedError",
        r"numpy\(\) is only available when eager",
        r"`fit` compiles the step to a graph, in which numpy, `float()` and `.numpy()` can't be used, nor Keras's "
        r"variables as arguments of a `tf.function`: take them from `self` inside of it.",
    ),
    (
        "NotImplementedError",
        r"does not have a `call\(\)` method",
        r"Keras's own `train_step`, or a call of the model itself, runs `VAE.call`, which is not there: write the whole "
        r"step in your own `train_step`, with `self.encoder` and `self.decoder`.",
    ),
    (
        "ValueError",
        r"No loss to compute",
        r"Keras's own `train_step` wants a loss from `compile`: write the whole step in your own `train_step`.",
    ),
    (
        "TypeError",
        r"'(?:method|function)' object is not iterable",
        r"A method was used without calling it. Keras reads `metrics` as a property: write `@property` above it, or "
        r"leave it out.",
    ),
    (
        "TypeError|ValueError",
        r"expects 1 input\(s\), but it received (\d+) input",
        r"A model with one input was given several: the decoder takes z alone, not all outputs of the encoder.",
    ),
    (
        "InvalidArgumentError|ValueError",
        r"Incompatible shapes: \[(\d+),\d+\] vs\. \[(\d+),\d+\]|Dimensions must be equal, but are (\d+) and (\d+)",
        r"Two arrays have different numbers of rows: one of a fixed size fits batches of that size only. Take the size "
        r"from the data, as `tf.shape(z_mean)` does.",
    ),
    (
        "ValueError|TypeError|InvalidArgumentError",
        r"None values not supported|Cannot convert a partially known TensorShape"
        r"|Cannot convert .*None.* to (?:a )?[Tt]ensor"
        r"|Failed to convert elements of \(None"
        r"|unsupported operand type\(s\) for .*('int' and 'NoneType'|'NoneType' and 'int')"
        r"|'NoneType' object cannot be interpreted as an integer",
        r"A size was not known: while `fit` compiles the step, `x.shape[0]` is None. Take `tf.shape(x)`, or "
        r"`ops.shape(x)`, which are known at any time.",
    ),
    (
        "ValueError",
        _WRONG_SHAPE,
        r"A model was given an array of another shape than its inputs have: the encoder takes images, "
        r"(batch, 28, 28, 1), the decoder takes z, (batch, latent).",
    ),
    (
        "TypeError|AttributeError",
        r"'?NoneType'?",
        r"Something is None here: most often a function that it comes from has no `return`.",
    ),
    (
        "NameError",
        r"name '(\w+)' is not defined",
        r"Nothing is called `\1` where this line runs: look for a slip of the pen, or define it in a cell above.",
    ),
    (
        "AttributeError",
        r"module '([\w.]+)' has no attribute '(\w+)'",
        r"There is no `\2` in `\1` of the installed version: examples for older versions may use other names.",
    ),
    (
        "TypeError",
        r"missing \d+ required positional argument|positional arguments? but \d+ (?:was|were) given|unexpected keyword",
        r"A function is called with other arguments than its `def` line takes: compare it with the line that was given.",
    ),
    (
        "InvalidArgumentError|ValueError|AxisError",
        r"Invalid reduction dimension|out of bounds|axis \d+ is out of",
        r"The array has fewer axes than the number named: look at its shape, and count the axes from 0.",
    ),
)


def meaning(kind: str, text: str, line: str = "", *, named: bool = True) -> str:
    """Return the sentence for an exception of that type and text, raised by that line; empty where none is known.

    Without `named` the sentence holds nothing of the text, which could carry reference parts.
    """
    if _PREDICTS.search(line) and not re.search(_WRONG_SHAPE, text):
        return _NO_PREDICT
    for kinds, pattern, sentence in _MEANINGS:
        if re.fullmatch(kinds, kind) and (match := re.search(pattern, text)) and (named or "\\1" not in sentence):
            return match.expand(sentence)
    return ""
