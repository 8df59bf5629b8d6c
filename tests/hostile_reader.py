"""A second reader for tests, behind `vaekit suggest --command`: what it does to a prompt stands in its first argument."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

prompt = sys.stdin.read()
kind, log = sys.argv[1], Path(sys.argv[2])
with log.open("a") as file:
    file.write("asked\n")
nonce = re.search(r"BEGIN TEXT (\w+)", prompt)[1]
text = prompt.split(f"BEGIN TEXT {nonce}\n")[1].split(f"\nEND TEXT {nonce}")[0]
wanted = json.loads(prompt.split("# Your answer")[1].split("\n\n", 2)[2])
answer = {"id": wanted["id"], "criteria": {}}
for key, one in wanted["criteria"].items():
    answer["criteria"][key] = {"level": one["level"], "quote": text.split("\n")[0][:12], "reason": "It says so."}
first = next(iter(answer["criteria"]))
if kind == "missing":
    del answer["criteria"][first]
elif kind == "unknown-level":
    answer["criteria"][first]["level"] = "best"
elif kind == "more":
    answer["criteria"]["bonus"] = answer["criteria"][first]
elif kind == "forged-quote":
    answer["criteria"][first]["quote"] = "words that nobody wrote"
elif kind == "no-quote":
    answer["criteria"][first]["quote"] = ""
elif kind == "another-id":
    answer["id"] = "0" * 24
elif kind == "number":
    answer["criteria"][first]["level"] = 5
elif kind == "extra-field":
    answer["points"] = 100
words = json.dumps(answer)
if kind == "twice":
    one = json.dumps(answer["criteria"][first])
    words = words.replace(f'"{first}": {one}', f'"{first}": {one}, "{first}": {one.replace("full", "half")}')
elif kind == "fence":
    words = f"```json\n{words}\n```\n"
elif kind == "talk":
    words = f"Here is my answer: {words}"
elif kind == "empty":
    words = ""
elif kind == "nan":
    words = "NaN"
elif kind == "deep":
    words = "[" * 30_000
elif kind == "bytes":
    sys.stdout.buffer.write(b"\xff\xfe")
    words = ""
elif kind == "flood":
    while True:
        print("x" * 65_536, flush=True)
elif kind == "late":
    time.sleep(600)
elif kind == "leaves-a-child":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
elif kind == "closes-and-stays":
    print(words, flush=True)
    os.close(1)
    time.sleep(600)
elif kind == "only-ada" and "four corners" not in text:
    sys.exit(3)
print(words)
sys.exit(1 if kind == "fails" else 0)
