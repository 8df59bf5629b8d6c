"""A person as a platform, a roster or the gradebook identifies them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one source identifies them: a name, and ids by their kind.

    `parts` are the first and the last name, where the source has them separately.
    """

    name: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, str] | None = None

    def joined(self, other: Person) -> Person:
        return Person(self.name or other.name, {**other.ids, **self.ids}, self.parts or other.parts)

    @property
    def first_and_last(self) -> tuple[str, str] | None:
        """The first and the last name: `parts`, or split at a comma, or else the last word as the last name."""
        if self.parts is not None:
            return self.parts
        last, comma, first = self.name.partition(",")
        if not comma:
            first, _, last = self.name.rpartition(" ")
        return (first.strip(), last.strip()) if first.strip() and last.strip() else None

    @property
    def email(self) -> str:
        return self.ids.get("email") or next((value for value in self.ids.values() if "@" in value), "")


@cache
def name_keys(name: str) -> frozenset[str]:
    """Keys for comparing names: without signs, accents and spaces, one for each order of the name's parts.

    Two spellings of one name have a key in common.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", plain)
    turned = {"".join(words[at:] + words[:at]) for at in range(len(words))}
    return frozenset(turned | {"".join(sorted(words))} if words else ())
