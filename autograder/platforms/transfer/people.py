"""Matches students between two lists, by ids and names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from autograder.platforms.registry import platforms
from autograder.platforms.tables.roster import IDS
from autograder.records.person import Person, name_keys


def find(person: Person, people: Iterable[tuple[str, Person]]) -> list[str]:
    """The keys of the entries in `people` that match a person, by a shared id or else by name; several mean unclear."""
    known = list(people)
    by_id = [key for key, other in known if _share_an_id(person, other)]
    if by_id:
        return by_id
    names = name_keys(person.name)
    free = [(key, other) for key, other in known if not _are_different(person, other)]
    return [key for key, other in free if names & name_keys(other.name)]


def assignment_ids() -> tuple[str, ...]:
    """The kinds of ids that hold for one assignment: two alike are one student, two others may be."""
    return tuple(kind for platform in platforms() for kind in platform.assignment_ids)


def _unique_ids() -> tuple[str, ...]:
    """The kinds of ids that are unique for a student."""
    return (*(kind for platform in platforms() for kind in platform.student_ids), *IDS)


def _share_an_id(one: Person, other: Person) -> bool:
    kinds = (*_unique_ids(), *assignment_ids())
    shared = (kind for kind in kinds if kind in one.ids and kind in other.ids)
    if any(_same(one.ids[kind], other.ids[kind]) for kind in shared):
        return True
    return _is_student(one, other) or _is_student(other, one)


def _is_student(one: Person, other: Person) -> bool:
    """Whether nbgrader's name for the one is any id of the other, or what stands before the @ of an address."""
    student = one.ids.get("student")
    if not student:
        return False
    values = [other.ids[kind] for kind in ("student", "login", "sid", "email") if kind in other.ids]
    return any(_same(student, value) or _same(student, value.split("@")[0]) for value in values)


def _are_different(one: Person, other: Person) -> bool:
    """Whether two ids of the same kind differ: then these are two people, whatever their names."""
    return any(
        kind in other.ids and not _same(one.ids[kind], other.ids[kind])
        for kind in one.ids
        if kind in _unique_ids()
    )


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()
