"""The catalogue of misconceptions: what a student reads when a check has recognised a mistake by its number.

A slug is stable: gradebooks and class reports count by it. The sentence says what the evidence shows, the hint
asks a question that leaves the line to the student, and `reread` names the notebook's section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misconception:
    """One known mistake."""

    slug: str
    sentence: str
    hint: str
    reread: str


SAMPLING, LOSSES = "Task 1A: sampling", "Task 1B: the two losses"
TRAIN, GENERATE, RUN = "Task 1C: one step of training", "Task 2A: new digits", "Task 2B: the experiment"

_ALL = (
    Misconception(
        "log-variance-as-standard-deviation",
        "That is exp(z_log_var), the variance.",
        "How does a standard deviation follow from a variance?",
        SAMPLING,
    ),
    Misconception(
        "raw-log-variance",
        "That is z_log_var itself.",
        "Can a standard deviation be negative, as a logarithm can?",
        SAMPLING,
    ),
    Misconception(
        "halved-log-variance",
        "That is half of z_log_var itself.",
        "What undoes a logarithm?",
        SAMPLING,
    ),
    Misconception(
        "inverse-deviation",
        "That is one over the expected value: the deviation shrinks where it should grow.",
        "Which sign stands in the exponent?",
        SAMPLING,
    ),
    Misconception(
        "log-variance-unused",
        "The noise has the same size whatever z_log_var is.",
        "Which of the two inputs says how far z may lie from the mean?",
        SAMPLING,
    ),
    Misconception(
        "inputs-swapped",
        "z_mean and z_log_var have changed places.",
        "In which order do the two inputs arrive?",
        SAMPLING,
    ),
    Misconception(
        "mean-unused",
        "z does not follow z_mean.",
        "Around which point should the noise lie?",
        SAMPLING,
    ),
    Misconception(
        "noise-unused",
        "z is z_mean itself: there is no noise in it.",
        "What makes two calls with the same inputs differ?",
        SAMPLING,
    ),
    Misconception(
        "deviation-without-noise",
        "z lies exactly one standard deviation above z_mean: there is no noise in it.",
        "What makes two calls with the same inputs differ?",
        SAMPLING,
    ),
    Misconception(
        "uniform-noise",
        "The noise is spread evenly over an interval, as uniform noise is.",
        "Which distribution does ε have in the formula?",
        SAMPLING,
    ),
    Misconception(
        "two-valued-noise",
        "The noise has only two values.",
        "Which distribution does ε have in the formula?",
        SAMPLING,
    ),
    Misconception(
        "one-noise-row",
        "Every row of the batch gets the same noise.",
        "Which shape must the noise have, if each image needs its own?",
        SAMPLING,
    ),
    Misconception(
        "one-noise-per-row",
        "All latents of a row get the same noise.",
        "Which shape must the noise have, if each latent needs its own?",
        SAMPLING,
    ),
    Misconception(
        "same-noise-at-every-call",
        "The noise is the same at every call.",
        "What does a fixed seed, or noise drawn once outside TensorFlow, do at the next call?",
        SAMPLING,
    ),
    Misconception(
        "noise-only-in-training",
        "The noise is left out when `training` is not True.",
        "Does the text make the noise depend on `training`?",
        SAMPLING,
    ),
    Misconception(
        "gradient-cut",
        "The value does not depend, for TensorFlow, on the input that it was computed from.",
        "Which operation leaves the graph: numpy, float(), stop_gradient, rounding?",
        f"{SAMPLING}; {LOSSES}",
    ),
    Misconception(
        "pixel-mean",
        "That is the mean over the pixels.",
        "Is an image's loss the sum or the mean of its pixels' losses?",
        LOSSES,
    ),
    Misconception(
        "sum-over-one-axis",
        "That is the sum over one side of the image and the mean over the other.",
        "How many axes do the pixels of an image have?",
        LOSSES,
    ),
    Misconception(
        "squared-error",
        "That is a squared error, not a cross-entropy.",
        "Which distribution does the decoder give for each pixel?",
        LOSSES,
    ),
    Misconception(
        "squared-error-mean",
        "That is a mean squared error, not a cross-entropy.",
        "Which distribution does the decoder give for each pixel?",
        LOSSES,
    ),
    Misconception(
        "absolute-error",
        "That is an absolute error, not a cross-entropy.",
        "Which distribution does the decoder give for each pixel?",
        LOSSES,
    ),
    Misconception(
        "reconstruction-arguments-swapped",
        "That is the cross-entropy with data and reconstruction in each other's place.",
        "Of which of the two is the logarithm taken?",
        LOSSES,
    ),
    Misconception(
        "half-the-cross-entropy",
        "That is the term of the white pixels alone.",
        "What does a dark pixel cost, if the reconstruction is bright there?",
        LOSSES,
    ),
    Misconception(
        "binarised-targets",
        "That is the loss for targets rounded to 0 and 1.",
        "Do grey targets stay grey?",
        LOSSES,
    ),
    Misconception(
        "probabilities-as-logits",
        "That is the loss if the reconstruction were logits.",
        "What has the decoder's last layer already done?",
        LOSSES,
    ),
    Misconception(
        "label-smoothing",
        "That is the loss with smoothed targets.",
        "Which options did you give to the cross-entropy?",
        LOSSES,
    ),
    Misconception(
        "base-two-logarithm",
        "That is the loss in bits.",
        "Which logarithm gives nats?",
        LOSSES,
    ),
    Misconception(
        "sign-flipped",
        "That is the right value with the opposite sign.",
        "Should a better reconstruction, or a narrower gap, make the loss larger or smaller?",
        LOSSES,
    ),
    Misconception(
        "divided-by-batch-size",
        "That is the right value divided by 128.",
        "What does a mean over the batch divide by, if the batch is not full?",
        LOSSES,
    ),
    Misconception(
        "batch-sum",
        "That is the sum over the batch.",
        "Should the loss of an image depend on how many others are in the batch?",
        LOSSES,
    ),
    Misconception(
        "batch-not-averaged",
        "There is one value for each image.",
        "Which step makes one number of a batch?",
        LOSSES,
    ),
    Misconception(
        "latent-mean",
        "That is the mean over the latents.",
        "Do the latents' divergences add up, or are they averaged?",
        LOSSES,
    ),
    Misconception(
        "kl-missing-one",
        "That is the formula without its 1.",
        "What should the divergence be where z_mean and z_log_var are 0?",
        LOSSES,
    ),
    Misconception(
        "kl-missing-half",
        "That is twice the divergence.",
        "Which factor stands before the sum?",
        LOSSES,
    ),
    Misconception(
        "kl-weighted",
        "That is the divergence times a constant.",
        "Does the formula give the divergence a weight?",
        LOSSES,
    ),
    Misconception(
        "kl-exp-missing",
        "That is the formula with z_log_var where exp(z_log_var) belongs.",
        "Which term is the variance itself, not its logarithm?",
        LOSSES,
    ),
    Misconception(
        "kl-log-variance-squared",
        "That is the formula with the square of z_log_var where the variance belongs.",
        "How does the variance follow from its logarithm?",
        LOSSES,
    ),
    Misconception(
        "kl-deviation-for-variance",
        "That is the formula with the deviation exp(z_log_var / 2) where the variance belongs.",
        "Which power of σ stands in the formula?",
        LOSSES,
    ),
    Misconception(
        "kl-log-deviation",
        "That is the formula for z_log_var taken as log σ in place of log σ².",
        "What does the encoder give: the logarithm of σ or of σ²?",
        LOSSES,
    ),
    Misconception(
        "kl-variance-squared",
        "That is the formula with the variance squared.",
        "Is exp(z_log_var) the deviation or the variance?",
        LOSSES,
    ),
    Misconception(
        "kl-log-missing",
        "That is the formula without z_log_var.",
        "What keeps the variance from shrinking to 0?",
        LOSSES,
    ),
    Misconception(
        "kl-mean-missing",
        "That is the formula without z_mean.",
        "What does it cost if a cloud lies far from 0?",
        LOSSES,
    ),
    Misconception(
        "kl-mean-not-squared",
        "That is the formula with z_mean not squared.",
        "Should a mean of −1 cost less than a mean of 1?",
        LOSSES,
    ),
    Misconception(
        "kl-sign-of-mean",
        "That is the formula with the opposite sign before the squared mean.",
        "Which terms are subtracted, and which added?",
        LOSSES,
    ),
    Misconception(
        "kl-sign-of-variance",
        "That is the formula with the opposite sign before the variance.",
        "Which terms are subtracted, and which added?",
        LOSSES,
    ),
    Misconception(
        "kl-sign-of-log-variance",
        "That is the formula with the opposite sign before z_log_var.",
        "Which terms are subtracted, and which added?",
        LOSSES,
    ),
    Misconception(
        "kl-sign-of-one",
        "That is the formula with the opposite sign before the 1.",
        "What should the divergence be where z_mean and z_log_var are 0?",
        LOSSES,
    ),
    Misconception(
        "kl-arguments-swapped",
        "That is the divergence with z_mean and z_log_var in each other's place.",
        "In which order do the arguments arrive?",
        LOSSES,
    ),
    Misconception(
        "kl-reversed",
        "That is the divergence of N(0, I) from q, not of q from N(0, I).",
        "Which of the two distributions is the average taken over?",
        LOSSES,
    ),
    Misconception(
        "kl-not-trained",
        "The encoder moved as if the loss were the reconstruction alone.",
        "Of which quantity does the tape take the gradient, and was all of it computed inside the tape?",
        TRAIN,
    ),
    Misconception(
        "reconstruction-not-trained",
        "The encoder moved as if the loss were the KL alone.",
        "Of which quantity does the tape take the gradient, and was all of it computed inside the tape?",
        TRAIN,
    ),
    Misconception(
        "not-trained",
        "These variables did not move.",
        "For which weights do you ask the tape for gradients?",
        TRAIN,
    ),
    Misconception(
        "uphill",
        "The step goes uphill: the loss grows.",
        "Which sign does the loss need, if an optimizer makes it small?",
        TRAIN,
    ),
    Misconception(
        "several-steps-a-batch",
        "The optimizer was applied more than once.",
        "How often should each batch move the weights?",
        TRAIN,
    ),
    Misconception(
        "optimizer-bypassed",
        "The optimizer counted no step.",
        "Which object, given to `compile`, should move the weights?",
        TRAIN,
    ),
    Misconception(
        "loss-without-kl",
        "That is the reconstruction loss alone.",
        "Which two losses make the total?",
        TRAIN,
    ),
    Misconception(
        "internal-loss-tracker",
        "That is 0, as of a tracker that is never updated.",
        "Which trackers does `self.metrics` hold besides your own?",
        TRAIN,
    ),
    Misconception(
        "last-batch-for-mean",
        "That is the last batch's own value.",
        "Which of a tracker's methods gives the mean so far?",
        TRAIN,
    ),
    Misconception(
        "mean-decoded",
        "The decoder was given z_mean itself.",
        "Which of the encoder's outputs is a draw from q(z|x)?",
        TRAIN,
    ),
    Misconception(
        "globals-for-self",
        "The notebook's own models were used in place of those that the VAE was built with.",
        "Where does the VAE keep the encoder and the decoder that it was given?",
        TRAIN,
    ),
    Misconception(
        "tracker-never-updated",
        "That is 0, as of a tracker that bears this name and is never updated.",
        "Which of your trackers does `fit` read at the end of an epoch, and what was it told?",
        TRAIN,
    ),
    Misconception(
        "prior-for-posterior",
        "z is drawn from N(0, I), whatever the image is.",
        "Which distribution does the encoder describe for each image?",
        TRAIN,
    ),
    Misconception(
        "kl-from-draw",
        "That is the formula with the drawn z where z_mean belongs.",
        "Of which numbers is the divergence a function?",
        TRAIN,
    ),
    Misconception(
        "uniform-latents",
        "The points are spread evenly over an interval.",
        "From which distribution was the KL made to keep the latents close to?",
        GENERATE,
    ),
    Misconception(
        "same-digits-at-every-call",
        "Two calls gave the same images.",
        "What does a fixed seed, or z drawn once outside the function, do at the next call?",
        GENERATE,
    ),
    Misconception(
        "one-digit-repeated",
        "All images come from the same z.",
        "How many rows must z have?",
        GENERATE,
    ),
    Misconception(
        "global-decoder",
        "The notebook's own decoder was used in place of the argument.",
        "Which decoder should the function use, if it is called with another one?",
        GENERATE,
    ),
    Misconception(
        "binarised-pixels",
        "The pixels were rounded to 0 and 1.",
        "What does a grey pixel of the decoder mean?",
        GENERATE,
    ),
    Misconception(
        "pixels-times-255",
        "The pixels were multiplied by 255.",
        "In which range does the decoder give its pixels?",
        GENERATE,
    ),
    Misconception(
        "inverted-pixels",
        "Black and white have changed places.",
        "Should the pixels be changed at all?",
        GENERATE,
    ),
    Misconception(
        "collapse",
        "The model does no better than one mean image for all: z is not used.",
        "Which of the two losses outweighs the other?",
        RUN,
    ),
    Misconception(
        "untrained",
        "These weights are no better than those before training.",
        "Which line changes the weights, and was it reached?",
        RUN,
    ),
    Misconception(
        "several-runs",
        "The snapshots come from several random starts, so a comparison of them is partly one of starts.",
        "What has to stay the same, for only the number of epochs to differ?",
        RUN,
    ),
    Misconception(
        "evidence-of-another",
        "The evidence has to come from your own run.",
        "Did the experiment cell finish in your copy of the notebook?",
        RUN,
    ),
)

CATALOGUE: Mapping[str, Misconception] = {entry.slug: entry for entry in _ALL}


def explain(slug: str) -> str | None:
    """What a student reads after the numbers: the sentence, the hint, and where to read again."""
    entry = CATALOGUE.get(slug)
    return f"{entry.sentence} {entry.hint} (Read again: {entry.reread}.)" if entry else None
