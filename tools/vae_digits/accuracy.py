"""What `docs/accuracy.md` says of this assignment beside its corpus: statistical checks simulated, texts pre-read."""

from __future__ import annotations

from tools.vae_digits.simulate import simulate
from tools.vae_digits.texts import PARTS, counts, left_to_the_marker, texts

SIMULATED_ROUNDS = 1000
STATISTICAL = """\
Some checks look at random draws, so chance could fail a right answer. How often it does: right answers drawn in
numpy {} times (`python -m tools.vae_digits.simulate`). Each check states its derived chance of failing a right
answer beside it in the source: seven standard errors or more, 2.6e-12 a comparison for a normal statistic;
kurtoses have heavier tails and get as many of their own standard errors."""
CLAIMS = """\
Above each text a marker sees what the kit noticed in it, a flag for each finding: a number that is not of the
run, say. The table counts the flags on texts whose flags are known. *Found* are those that were raised rightly,
*wrongly* those raised where there was no cause, *missed* those that should have been raised and were not."""


def sections() -> str:
    """The sections, each with its heading."""
    return f"{_simulated()}\n{_texts()}"


def _simulated() -> str:
    rows = "\n".join(
        f"| `{name}` | {count} of {SIMULATED_ROUNDS} |" for name, count in simulate(SIMULATED_ROUNDS).items()
    )
    return f"""### The statistical checks

{STATISTICAL.format(SIMULATED_ROUNDS)}

| check | right answers failed |
|---|---|
{rows}
"""


def _texts() -> str:
    """Which claims of the two texts are found, on each set of texts."""
    found = [counts(part) for part in PARTS]
    rows = "\n".join(
        f"| {slug} | {' | '.join(str(n) for part in found for n in part[slug])} |" for slug in found[0]
    )
    sums = (sum(row[i] for row in part.values()) for part in found for i in range(3))
    sizes = [sum(1 for _ in texts(part)) for part in PARTS]
    heads = " | ".join(f"{part} set: found | wrongly | missed" for part in PARTS)
    left = ", ".join(f"{left_to_the_marker(part)} in the {part}" for part in PARTS)
    return f"""### Claims in the texts

{CLAIMS}

{sum(sizes)} texts, right and wrong, compared with the runs that they speak of. The rules were written with the first
set of {sizes[0]} in view and changed with the second of {sizes[1]} and the third of {sizes[2]} in view; the fourth of
{sizes[3]} was written with the rules known. The second set's writer set out to slip past them. `docs/log.md` has the
figures at first sight. What a text says of directions and of pictures no rule looks for: {left} are left to the marker.

| flag | {heads} |
|---|{"---|" * 3 * len(PARTS)}
{rows}
| all | {" | ".join(map(str, sums))} |
"""
