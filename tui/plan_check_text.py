"""What `posture plan check` found, as text for people and as JSON for scripts."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from posture.adapters.plan_problems import DID_YOU_MEAN, IT_BELONGS, Severity, printable
from tui.plan_words import counted

if TYPE_CHECKING:
    from posture.adapters.plan_file import Checked
    from posture.adapters.plan_problems import Problem

_INDENT = "    "


def check_text(file: str, checked: Checked, columns: int) -> str:
    """How many problems there are, and each with its place, what is allowed and where it comes from."""
    found = f"{counted(len(checked.errors), 'error')}, {counted(len(checked.warnings), 'warning')}"
    lines = [f"{printable(file)}: {found}"]
    if checked.plan is not None:
        lines[0] += " (a warning is for you to know; the plan can be used as it is)" * bool(checked.warnings)
    for problem in checked.problems:
        lines += ["", *_problem_lines(problem, columns)]
    if checked.plan is not None:
        plan = checked.plan
        lines += ["", f"{plan.id}, version {plan.revision}, SHA-256 {plan.hash}"]
    return "\n".join(lines) + "\n"


def check_json(file: str, checked: Checked) -> str:
    """The same as one JSON object with stable keys."""
    plan = checked.plan
    document = {
        "file": file,
        "usable": plan is not None,
        "id": None if plan is None else plan.id,
        "revision": None if plan is None else plan.revision,
        "hash": None if plan is None else plan.hash,
        "problems": [
            {
                "severity": one.severity.value,
                "line": one.line,
                "column": one.column,
                "key": one.key,
                "what": one.what,
                "allowed": one.allowed,
                "basis": one.basis,
            }
            for one in checked.problems
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _problem_lines(problem: Problem, columns: int) -> list[str]:
    place = []
    if problem.line is not None:
        column = "" if problem.column is None else f", column {problem.column}"
        place.append(f"line {problem.line}{column}")
    place += [problem.key] if problem.key else []
    mark = "warning, " if problem.severity is Severity.WARNING else ""
    where = f"{mark}{', '.join(place) or 'the file'}: "
    lines = textwrap.wrap(f"{where}{problem.what}", columns, subsequent_indent=_INDENT)
    if problem.allowed:
        label = "" if problem.allowed.startswith((DID_YOU_MEAN, IT_BELONGS)) else "allowed: "
        lines += _indented(f"{label}{problem.allowed}", columns)
    if problem.basis:
        lines += _indented(f"basis: {problem.basis}", columns)
    return lines


def _indented(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, initial_indent=_INDENT, subsequent_indent=_INDENT * 2)
