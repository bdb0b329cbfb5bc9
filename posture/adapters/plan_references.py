"""What a plan refers to by name: exercises, pieces to read, questionnaires of its own; and names given twice.

As in `plan_consistency.py` the tables are read as they stand in the file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from typing import Any

from posture.adapters.plan_problems import DID_YOU_MEAN, Fault, Path, shortened, shown_value

_MEASURES = (
    "therapist", "pain_now", "pain_average", "pain_worst", "activities", "longest_sitting", "breaks_a_day",
)  # fmt: skip
_QUESTIONNAIRE = "questionnaire"

_LOOKED_AT = 100
"""Entries of a list; a list of more is refused for its length."""

_LONGEST_ID = 60

Table = dict[str, Any]


def tables_in(table: Table, key: str) -> Iterator[tuple[Path, Table]]:
    """The tables of a list under this key, with their paths."""
    found = table.get(key)
    for number, one in enumerate(found[:_LOOKED_AT] if isinstance(found, list) else []):
        if isinstance(one, dict):
            yield (key, number), one


def reference_faults(
    tables: Table, exercise_ids: Collection[str], education_ids: Collection[str]
) -> Iterator[Fault]:
    """Names of what there is not, and names that are there already."""
    yield from _known_ids(tables, exercise_ids, education_ids)
    yield from _named_twice(tables)
    yield from _goals(tables)


def _known_ids(
    tables: Table, exercise_ids: Collection[str], education_ids: Collection[str]
) -> Iterator[Fault]:
    for path, exercise in tables_in(tables, "exercises"):
        wanted = exercise.get("id")
        if isinstance(wanted, str) and wanted not in exercise_ids:
            yield Fault(
                path=(*path, "id"),
                what=f'there is no exercise "{shortened(wanted)}"',
                allowed=_near(wanted, exercise_ids, "an id that `posture exercise --list` lists"),
            )
    education = tables.get("education")
    for number, wanted in enumerate(education[:_LOOKED_AT] if isinstance(education, list) else []):
        if isinstance(wanted, str) and wanted not in education_ids:
            yield Fault(
                path=("education", number),
                what=f'there is no piece "{shortened(wanted)}"',
                allowed=_near(wanted, education_ids, "an id that `posture learn` lists"),
            )


def _named_twice(tables: Table) -> Iterator[Fault]:
    seen: set[str] = set()
    for key in ("exercises", "activities"):
        for path, item in tables_in(tables, key):
            name = item.get("id")
            if isinstance(name, str):
                if name in seen:
                    yield Fault(
                        path=(*path, "id"),
                        what=f'"{shortened(name)}" is in the plan already',
                        allowed="each exercise or activity once; times_a_day repeats it",
                    )
                seen.add(name)
    seen = set()
    for path, questionnaire in tables_in(tables, "questionnaires"):
        name = questionnaire.get("id")
        if isinstance(name, str):
            if name in seen:
                yield Fault(
                    path=(*path, "id"), what=f'"{shortened(name)}" is there already', allowed="another id"
                )
            seen.add(name)


def _goals(tables: Table) -> Iterator[Fault]:
    ids = [table.get("id") for _, table in tables_in(tables, "questionnaires")]
    own = [f"{_QUESTIONNAIRE}:{name}" for name in ids if isinstance(name, str)]
    for path, goal in tables_in(tables, "goals"):
        measured = goal.get("measured_by", "therapist")
        if not isinstance(measured, str) or measured in (*_MEASURES, *own):
            continue
        at = (*path, "measured_by")
        begin, _, wanted = measured.partition(":")
        if begin == _QUESTIONNAIRE:
            yield _unknown_questionnaire(at, wanted, own)
        else:
            otherwise = f"one of {', '.join((*_MEASURES, *map(shortened, own or ['questionnaire:ID'])))}"
            yield Fault(
                path=at,
                what=f"it is {shown_value(measured)}",
                allowed=_near(measured, (*_MEASURES, *own), otherwise),
            )


def _unknown_questionnaire(path: Path, wanted: str, own: list[str]) -> Fault:
    if own:
        allowed = _near(f"{_QUESTIONNAIRE}:{wanted}", own, f"one of {', '.join(map(shortened, own))}")
    else:
        allowed = (
            f'a block [[questionnaires]] with id = "{shortened(wanted) or "my_questions"}"; in a plan of '
            "`posture plan new` take the # away from every line of that block"
        )
    return Fault(
        path=path, what=f'there is no questionnaire "{shortened(wanted)}" in this plan', allowed=allowed
    )


def _near(wanted: str, known: Collection[str], otherwise: str) -> str:
    word = re.sub(r"[\s-]+", "_", wanted.casefold().strip()[:_LONGEST_ID])
    same = [one for one in sorted(known) if one.replace("-", "_") == word]
    # Somebody who writes "neck" means one of those that begin so.
    begin = [one for one in sorted(known) if word and one.startswith(word)]
    near = same or [*begin, *difflib.get_close_matches(word, known, n=3, cutoff=0.5)]
    first = list(dict.fromkeys(near))[:3]
    return f"{DID_YOU_MEAN}{' or '.join(map(shortened, first))}?" if first else otherwise
