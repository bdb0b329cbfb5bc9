"""Plans from TOML files: read, checked, and every problem told with its line, its key and what is allowed.

A plan is somebody else's file. It is read up to a size, never run, and refused as a whole when anything in
it is not what it should be (docs/plans.md).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from posture.adapters.plan_consistency import consistency_faults
from posture.adapters.plan_model import PlanModel
from posture.adapters.plan_problems import (
    Fault,
    Problem,
    Severity,
    fault_of,
    printable,
    shown_path,
)
from posture.adapters.plan_syntax import foreign_problem, syntax_problem
from posture.adapters.toml_lines import key_lines, line_of
from posture.errors import PlanError
from posture.therapy.plan_advice import advice_on
from posture.therapy.plan_slips import slips_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from posture.exercises import Exercise
    from posture.therapy.plan import Plan

LARGEST_BYTES = 1_000_000
"""A plan is a page or two; what is larger is no plan. ENG."""

_FORMAT = b"posture-plan"
"""What every plan file says in its first line."""

MOST_PROBLEMS = 50
"""More are not told at once. ENG."""

_MOST_LOOKED_AT = 1000
"""So many complaints are put into words before the first are chosen. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a plan may refer to: the exercises by id, and the ids of the pieces to read."""

    exercises: Mapping[str, Exercise]
    education: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A plan file, looked at: the plan, or `None` where there are errors; and every problem in its order.

    `says_plan` tells whether the file calls itself a plan at all.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    says_plan: bool = True

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is for the therapist to know."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)


def read_bytes(path: Path) -> bytes:
    """The content of a plan file.

    Raises:
        PlanError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        msg = f"cannot read the plan {printable(str(path))}: {reason}; name a plan file"
        raise PlanError(msg) from error
    if len(content) > LARGEST_BYTES:
        msg = f"the plan {printable(str(path))} is larger than 1 MB, so it is no plan; name another file"
        raise PlanError(msg)
    return content


def check_plan(content: bytes, known: Knowledge, today: date | None = None) -> Checked:
    """The plan in this content, and everything that is wrong or unusual in it.

    Without `today`, the reader's date, nothing is said about what lies in the past.
    """
    tables = _tables(content)
    # Without the zeros of UTF-16, which has a problem of its own.
    says_plan = _FORMAT in content.replace(b"\0", b"")
    if isinstance(tables, Problem):
        return Checked(plan=None, problems=(tables,), says_plan=says_plan)
    text = content.decode("utf-8-sig")
    faults: list[Fault] = []
    model = None
    try:
        model = PlanModel.model_validate(tables)
    except ValidationError as error:
        schema = _schema()
        faults = [fault_of(one, schema) for one in error.errors(include_url=False)[:_MOST_LOOKED_AT]]
    fitting = list(consistency_faults(tables, known.exercises, known.education))
    # Which exercise may be meant says more than how a name is spelt.
    named = {fault.path for fault in fitting if fault.path[-1:] == ("id",)}
    faults = [*(fault for fault in faults if fault.path not in named), *fitting]
    lines = key_lines(text)
    if faults or model is None:
        errors = [_error(fault, lines) for fault in dict.fromkeys(_widest(faults))]
        return Checked(plan=None, problems=tuple(_sorted(errors)[:MOST_PROBLEMS]), says_plan=says_plan)
    plan = model.value(content_hash=_hash(model))
    remarks = [
        Problem(
            severity=Severity.WARNING,
            line=line_of(lines, advice.path),
            key=shown_path(advice.path),
            what=advice.text,
            basis=advice.basis,
        )
        for advice in (*slips_in(plan, today), *advice_on(plan, known.exercises))
    ]
    return Checked(plan=plan, problems=tuple(_sorted(remarks)))


def read_plan(path: Path, known: Knowledge) -> Plan:
    """The plan in this file.

    Raises:
        PlanError: it cannot be read, or is not as it should be; the message has the first error.
    """
    checked = check_plan(read_bytes(path), known)
    if checked.plan is None:
        raise PlanError(refusal(path, checked))
    return checked.plan


def refusal(path: Path, checked: Checked) -> str:
    """One sentence about a plan that cannot be used."""
    if not checked.says_plan:
        return (
            f"the file {printable(str(path))} is no plan: the line "
            f'format = "{_FORMAT.decode()}" is not in it; '
            "name the file that your therapist sent, or one that `posture plan new` wrote"
        )
    first, count = checked.errors[0], len(checked.errors)
    where = "" if first.line is None else f" on line {first.line}"
    more = "" if count == 1 else f" (and {count - 1} more)"
    key = f"{first.key}: " if first.key else ""
    name = printable(str(path))
    return (
        f"the plan {name} cannot be used{where}, {key}{first.what}{more}; "
        f"`posture plan check {name}` lists what to mend"
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file, for editors (docs/plan.schema.json)."""
    model = PlanModel.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "posture plan",
        **{key: value for key, value in model.items() if key != "title"},
    }


@cache
def _schema() -> dict[str, Any]:
    return PlanModel.model_json_schema()


def _tables(content: bytes) -> dict[str, Any] | Problem:
    """The tables of the file, or what keeps them from being read."""
    foreign = foreign_problem(content)
    if foreign is not None:
        return foreign
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "a character that is not UTF-8: save the file as plain text in UTF-8"
        return Problem(severity=Severity.ERROR, line=line, what=what)
    except RecursionError:
        return Problem(severity=Severity.ERROR, what="brackets nested too deep to be a plan")
    except ValueError as error:
        return syntax_problem(
            content.decode("utf-8-sig"), str(error), _keys_that_are("boolean"), _keys_that_are("array")
        )


def _keys_that_are(kind: str) -> set[str]:
    """The keys of a plan that hold this kind of value; lists only where they are of tables."""
    schema = _schema()
    tables = (schema, *schema["$defs"].values())
    return {
        key
        for table in tables
        for key, node in table.get("properties", {}).items()
        if node.get("type") == kind and (kind != "array" or "$ref" in node["items"])
    }


def _widest(faults: list[Fault]) -> list[Fault]:
    """The faults without those inside something that is of another kind altogether, told once."""
    seen: set[tuple[str | int, ...]] = set()
    kept = []
    for fault in faults:
        if fault.path not in seen or not fault.path:
            kept.append(fault)
        seen.add(fault.path)
    return kept


def _error(fault: Fault, lines: dict[tuple[str | int, ...], int]) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        line=line_of(lines, fault.path),
        key=shown_path(fault.path),
        what=fault.what,
        allowed=fault.allowed,
    )


def _sorted(problems: list[Problem]) -> list[Problem]:
    """By line; what is about the whole file first."""
    return sorted(problems, key=lambda one: one.line or 0)


def _hash(model: PlanModel) -> str:
    """SHA-256 of what the plan says: keys in order, defaults left out, no comments and no layout."""
    said = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
