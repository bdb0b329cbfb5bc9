"""A report as JSON, its published schema (docs/report.schema.json), and reports read back."""

from __future__ import annotations

import json
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from posture.errors import ReportError
from posture.therapy.report import Report

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "posture-report"
VERSION = 1

LARGEST_BYTES = 5_000_000
"""A report of a year is far below 1 MB; what is larger is no report. ENG."""


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def report_document(report: Report) -> dict[str, Any]:
    """The report as a JSON-ready dict."""
    return {"format": FORMAT, "version": VERSION, **_adapter().dump_python(report, mode="json")}


def report_json(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(report_document(report), indent=2, ensure_ascii=False) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema of `report_json`."""
    made = _adapter().json_schema(mode="serialization")
    named = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "posture report",
        "properties": {**named, **made["properties"]},
        "required": [*named, *made["required"]],
    }


def read_report(path: Path) -> Report:
    """A report from its file.

    Raises:
        ReportError: it cannot be read, or is no report; the message says which file and what is wrong.
    """
    name = shown(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ReportError(f"cannot read {name}: {reason}; name a report file") from error
    if len(content) > LARGEST_BYTES:
        raise ReportError(f"{name} is larger than 5 MB, so it is no report; name another file")
    return _report_of(content, name)


def shown(text: str) -> str:
    """Somebody else's words on one line, without characters that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _report_of(content: bytes, name: str) -> Report:
    try:
        document = json.loads(content, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{name} is not JSON; ask for the file of `posture report --json`") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ReportError(f"{name} is no report of this program; ask for the file of `posture report --json`")
    if document.get("version") != VERSION:
        version = shown(str(document.get("version")))[:20]
        raise ReportError(
            f"{name} is a report of version {version}, and this program reads version {VERSION}"
        )
    try:
        report = _adapter().validate_python(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ReportError(f"{name} is no whole report, at {shown(where)}: {shown(first['msg'])}") from error
    if report.header.first > report.header.last:
        raise ReportError(f"{name} is no whole report: its period begins after its last day")
    return report


def _finite(text: str) -> float:
    """A number that is one; Python's own reader takes `Infinity`, `NaN` and 1e999 too."""
    value = float(text)
    if not isfinite(value):
        msg = f"{text[:20]} is no number"
        raise ValueError(msg)
    return value
