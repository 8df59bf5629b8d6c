#!/bin/sh
# Makes .venv from the lock file, and installs bubblewrap where it is missing and this user may.
set -eu
python=${1:-python3}

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || {
    echo "setup: $("$python" --version 2>&1) found; TensorFlow needs Python 3.11 to 3.13. Say: make PYTHON=python3.12 …" >&2
    exit 2
}
if [ ! -x .venv/bin/python ]; then
    echo "setup: making the environment in .venv (about 2 GB, some minutes the first time)"
    "$python" -m venv .venv || {
        echo "setup: Python's venv module is missing: sudo apt-get install python3-venv" >&2
        exit 2
    }
fi

# uv installs four times as fast as pip; pip does the same where uv can't (it has no wheel for this machine, or reads a
# package index from pip's own configuration, which uv doesn't know).
pip=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
uv=".venv/bin/uv pip install --quiet --python .venv/bin/python"
if $pip --require-hashes -r tools/requirements-uv.txt && $uv --require-hashes --no-deps --compile-bytecode -r requirements.lock; then
    $uv --no-build-isolation --no-deps -e .
else
    echo "setup: uv could not install the environment; pip does it now, which takes longer"
    $pip --no-deps -r requirements.lock
    $pip --no-build-isolation --no-deps -e .
fi
.venv/bin/python -m compileall -q autograder  # each grading process would compile it where Python may not keep what it did

if ! command -v bwrap >/dev/null 2>&1; then
    echo "setup: bubblewrap is missing"
    sh tools/debian.sh bubblewrap || true
    command -v bwrap >/dev/null 2>&1 ||
        echo "setup: please install it (sudo apt-get install bubblewrap, or sudo dnf install bubblewrap);" \
            "until then the grader refuses to run student code." >&2
fi
