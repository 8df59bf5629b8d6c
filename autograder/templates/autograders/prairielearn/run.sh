#!/usr/bin/env bash
# PrairieLearn runs this for each hand-in, in the image that `vaekit-image/Dockerfile` makes.
export PYTHONPATH=/grade/serverFilesCourse/vaekit/kit
exec /opt/vaekit/bin/python -P -m autograder package grade /grade/tests/package.json
