import numpy as np
import pytest

from autograder.authoring.comparison import expect_close, expect_shape


@pytest.mark.task("square", points=3)
def test_value(student):
    """The square of 3 is 9."""
    y = student.square(np.array([3.0, 1.5]))
    expect_close(y, np.array([9.0, 2.25]), what="the square", rtol=1e-6, known_mistakes={"doubled": [6.0, 3.0]})


@pytest.mark.task("square", points=1)
def test_shape(student):
    """A square has the shape of its argument."""
    expect_shape(student.square(np.ones((2, 3))), (2, 3), what="the shape of the square")


@pytest.mark.task("norm", points=2)
def test_norm(student):
    """The norm of (3, 4) is 5."""
    expect_close(student.norm(np.array([3.0, 4.0])), 5.0, what="the norm", rtol=1e-6)
