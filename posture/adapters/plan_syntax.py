"""What keeps a file from being TOML, in words for somebody who never wrote any.

The parser says where it stopped; what people write there again and again is recognised and shown as it
should be.
"""

from __future__ import annotations

import re

from posture.adapters.plan_problems import Problem, Severity, shortened

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_PAIR = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+)\s*=\s*(?P<value>[^#]*?)\s*(?:#.*)?$")
_KEY_OF_WORDS = re.compile(r"\s*[A-Za-z0-9_-]+(?:[ \t]+[A-Za-z0-9_-]+)+\s*=")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_BARE_TEXT = re.compile(r"[^\W\d][^\"'\[\]{}]*")
_USUAL = 'key = value; texts stand in "quotes", lists in [brackets], decimals with a point'


def syntax_problem(text: str, complaint: str) -> Problem:
    """The parser's complaint with its place, the line as it stands, and what to write there."""
    found = _WHERE.search(complaint)
    line = int(found[1]) if found and found[1] else None
    lines = text.splitlines()
    stands = lines[line - 1].strip() if line is not None and line <= len(lines) else ""
    # Also numbers of thousands of digits end here, without a place.
    what = _WHERE.sub("", complaint)
    said = f"not valid TOML: {shortened(what[:1].lower() + what[1:])}"
    return Problem(
        severity=Severity.ERROR,
        line=line,
        column=int(found[2]) if found and found[2] else None,
        what=f"{said}, in: {shortened(stands)}" if stands else said,
        allowed=_mended(stands),
    )


def _mended(line: str) -> str:
    """What the line should be, where it is one of the usual slips."""
    if _KEY_OF_WORDS.match(line):
        return "a key is one word before the =, such as times_a_day"
    pair = _PAIR.match(line)
    if pair is None:
        return _USUAL
    key, value = pair["key"], pair["value"]
    if _DATE.fullmatch(value):
        return f"a date as year-month-day, without quotes: {key} = 2026-11-23"
    if _DECIMAL_COMMA.fullmatch(value):
        return f"a decimal point: {key} = {value.replace(',', '.')}"
    if _BARE_TEXT.fullmatch(value):
        return f'quotation marks around a text: {key} = "{shortened(value)}"'
    return _USUAL
