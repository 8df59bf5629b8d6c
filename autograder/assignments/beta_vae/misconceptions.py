"""The misconceptions that the checks of this assignment name."""

from __future__ import annotations

from autograder.catalogue import Misconception, catalogue

LOSS = "Task 1: the weighted loss"

CATALOGUE = catalogue(
    Misconception(
        "weight-ignored",
        "That is the loss with a weight of 1, whatever beta is.",
        "Where does your code use beta?",
        LOSS,
    ),
    Misconception(
        "weight-on-reconstruction",
        "That is the loss with beta before the reconstruction.",
        "Which of the two terms does the formula weight?",
        LOSS,
    ),
    Misconception(
        "weight-on-both",
        "That is beta times the whole loss.",
        "Does a factor before both terms change which of them counts more?",
        LOSS,
    ),
    Misconception(
        "weight-divides",
        "That is the loss with the divergence divided by beta.",
        "Should a larger beta make the divergence count more or less?",
        LOSS,
    ),
    Misconception(
        "weights-add-up-to-one",
        "That is the loss with 1 - beta before the reconstruction.",
        "What stands before the reconstruction in the formula?",
        LOSS,
    ),
    Misconception(
        "divergence-subtracted",
        "That is the loss with the divergence subtracted.",
        "Training makes the loss small: what would it do to a divergence that is subtracted?",
        LOSS,
    ),
    Misconception(
        "pixel-mean",
        "That is the mean over the pixels.",
        "Is an image's loss the sum or the mean of its pixels' losses, and what does that do to beta?",
        LOSS,
    ),
    Misconception(
        "squared-error",
        "That is a squared error, not a cross-entropy.",
        "Which distribution does the decoder give for each pixel?",
        LOSS,
    ),
    Misconception(
        "reconstruction-arguments-swapped",
        "That is the cross-entropy with data and reconstruction in each other's place.",
        "Of which of the two is the logarithm taken?",
        LOSS,
    ),
    Misconception(
        "latent-mean",
        "That is the mean over the latents.",
        "Do the latents' divergences add up, or are they averaged?",
        LOSS,
    ),
    Misconception(
        "divergence-missing-half",
        "That is twice the divergence.",
        "Which factor stands before the sum over the latents?",
        LOSS,
    ),
    Misconception(
        "divergence-of-log-deviation",
        "That is the divergence for z_log_var taken as log σ in place of log σ².",
        "What does the encoder give: the logarithm of σ or of σ²?",
        LOSS,
    ),
    Misconception(
        "divergence-arguments-swapped",
        "That is the divergence with z_mean and z_log_var in each other's place.",
        "In which order do the arguments arrive?",
        LOSS,
    ),
    Misconception(
        "batch-sum",
        "That is the sum over the batch.",
        "Should the loss of an image depend on how many others are in the batch?",
        LOSS,
    ),
    Misconception(
        "batch-not-averaged",
        "There is one value for each image.",
        "Which step makes one number of a batch?",
        LOSS,
    ),
    Misconception(
        "gradient-cut",
        "The value does not depend, for TensorFlow, on the input that it was computed from.",
        "Which operation leaves the graph: numpy, float(), stop_gradient?",
        LOSS,
    ),
)
