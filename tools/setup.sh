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
.venv/bin/pip install --quiet --disable-pip-version-check -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
.venv/bin/python -m compileall -q autograder  # each grading process would compile it where Python may not keep what it did

if ! command -v bwrap >/dev/null 2>&1; then
    echo "setup: bubblewrap is missing"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq >/dev/null && apt-get install -y -qq bubblewrap >/dev/null || true
    elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n apt-get update -qq >/dev/null && sudo -n apt-get install -y -qq bubblewrap >/dev/null || true
    fi
    command -v bwrap >/dev/null 2>&1 ||
        echo "setup: please install it (sudo apt-get install bubblewrap, or sudo dnf install bubblewrap);" \
            "until then the grader refuses to run student code." >&2
fi
