#!/usr/bin/env bash
# Gradescope runs this once, as root and with a network, when it builds the autograder.
set -euo pipefail
source=/autograder/source
environment=/opt/vaekit
versions="$(cat "$source/python-version") 3.12 3.11 3.13"

usable_python() {
  local version python
  for version in $versions; do
    if python="$(command -v "python$version")" && "$python" -c 'import ensurepip, venv' 2> /dev/null; then
      echo "$python"
      return
    fi
  done
  return 1
}

if ! python="$(usable_python)"; then
  apt-get update --quiet
  for version in $versions; do
    apt-get install --yes --quiet "python$version-venv" && break
  done
  python="$(usable_python)"
fi
"$python" -m venv "$environment"
"$environment/bin/pip" install --quiet --no-cache-dir --requirement "$source/requirements.txt" --constraint "$source/constraints.txt"
"$environment/bin/python" -m compileall -q "$source/kit"
# the kit starts, and lists once which libraries the sandbox shows: it keeps the list in ~/.cache/vaekit
PYTHONPATH="$source/kit" "$environment/bin/python" -P -c 'from autograder.sandbox.mounts import readable; readable()'
chmod -R go-rwx "$source" # the hidden checks
