"""Put the last lines that `make demo` and `make test` printed into the README.

make demo | tee demo.log; make test | tee test.log; python -m tools.readme demo.log test.log
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
COUNT = re.compile(
    r"=+ \d.* in .* =+"
)  # of each round of tests; what stands elsewhere may name a place on this machine


def main() -> None:
    demo, test = (Path(name).read_text(encoding="utf-8").rstrip().splitlines() for name in sys.argv[1:])
    start = next(number for number, line in enumerate(demo) if line.startswith("1 "))
    text = README.read_text(encoding="utf-8")
    for title, lines in {"demo": demo[start:], "test": list(filter(COUNT.fullmatch, test))}.items():
        shown = "\n".join(line.rstrip() for line in lines)
        pattern = rf"(<!-- {title} output -->\n```text\n).*?(```\n<!-- end -->)"
        text = re.sub(pattern, lambda found, shown=shown: f"{found[1]}{shown}\n{found[2]}", text, flags=re.DOTALL)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
