"""The environment variables and the command of a worker, whatever confines it."""

from __future__ import annotations

from autograder.sandbox.backends.backend import WorkerOptions
from autograder.sandbox.mounts import python_in_sandbox
from autograder.wire import Isolation, WorkerSettings


def worker_environment(home: str) -> dict[str, str]:
    """Return all environment variables of the worker: none of the user's."""
    return {
        "HOME": home,
        "TMPDIR": home,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "student",
        "PYTHONHASHSEED": "random",
        "PYTHONNOUSERSITE": "1",
        "MPLBACKEND": "Agg",
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",  # the other one is compiled anew in each child: 30 ms
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "-1",
        "HDF5_USE_FILE_LOCKING": "FALSE",  # no file can be locked in the sandbox
    }


def worker_command(
    options: WorkerOptions, kit: str, control: int | str, isolation: Isolation | None = None
) -> list[str]:
    """Return the command that runs the worker.

    `kit` is the folder with its files, as the sandbox names it; `control` the number of the control socket that it
    inherits, or the path of one that it connects to; `isolation` what it needs to isolate each child.
    """
    left_out = isolation.own_limits if isolation is not None else ()
    limits = {name: value for name, value in options.limits.for_kernel().items() if name not in left_out}
    settings = WorkerSettings(control, options.preload, limits, isolation, options.show_stderr)
    return [python_in_sandbox(), "-s", "-B", f"{kit}/worker.py", settings.to_json()]
