"""Everything that was recorded, and what of it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from posture.therapy.records import Record, Withdrawn

_Kind = TypeVar("_Kind", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A record and the number it got when it was kept."""

    number: int
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A record of a kind that only a newer version of this program knows. It stays where it is."""

    number: int
    kind: str
    replaces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All records in the order they were kept, and those that this version cannot read."""

    stored: tuple[Stored, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

    def in_force(self) -> tuple[Stored, ...]:
        """What was neither replaced nor taken back, in the order of time.

        A correction stands where the record stood that it corrects: a first value stays the first.
        """
        gone = self.replaced()
        by_number = {one.number: one for one in self.stored}
        kept = [
            one for one in self.stored if one.number not in gone and not isinstance(one.record, Withdrawn)
        ]
        return tuple(sorted(kept, key=lambda one: _place(one, by_number)))

    def records(self) -> tuple[Record, ...]:
        """The records in force, without their numbers."""
        return tuple(one.record for one in self.in_force())

    def replaced(self) -> dict[int, int]:
        """Numbers of the records that were replaced or taken back, each with the number of what did it."""
        pairs = [(one.record.replaces, one.number) for one in self.stored]
        pairs += [(one.replaces, one.number) for one in self.unreadable]
        return {old: new for old, new in pairs if old is not None}

    def why_not_replaceable(self, number: int, kind: str) -> str | None:
        """Why record `number` cannot be replaced by one of this kind, as a sentence; `None` where it can."""
        found = next((one for one in self.stored if one.number == number), None)
        newer = self.replaced().get(number)
        taken_back = any(one.number == newer and isinstance(one.record, Withdrawn) for one in self.stored)
        if found is None:
            return f"there is no record number {number}; `posture checkin --list` shows the numbers"
        if taken_back:
            return (
                f"record {number} was taken back by record {newer}; give the answer again without --replaces"
            )
        if newer is not None:
            return f"record {number} was replaced by record {newer}; correct that one"
        if kind == Withdrawn.kind and isinstance(found.record, Withdrawn):
            return f"record {number} takes another one back; give that answer again instead"
        if kind not in {found.record.kind, Withdrawn.kind}:
            return f"record {number} is another kind of answer ({found.record.kind}); give the same kind"
        return None


def of_kind(records: Iterable[Record], kind: type[_Kind]) -> Sequence[_Kind]:
    """The records of one kind, in their order."""
    return [record for record in records if isinstance(record, kind)]


def _place(one: Stored, by_number: Mapping[int, Stored]) -> tuple[datetime, int]:
    """When the record at the beginning of a chain of corrections was made, and its number."""
    while one.record.replaces is not None and one.record.replaces in by_number:
        one = by_number[one.record.replaces]
    return one.record.at, one.number
