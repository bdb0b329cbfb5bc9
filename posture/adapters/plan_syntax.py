"""What keeps a file from being TOML, in words for somebody who never wrote any.

The parser says where it stopped; what people write there again and again is recognised and shown as it
should be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture.adapters.plan_problems import Problem, Severity, shortened

if TYPE_CHECKING:
    from collections.abc import Collection

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_PAIR = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+)\s*=\s*(?P<value>[^#]*?)\s*(?:#.*)?$")
_KEY_OF_WORDS = re.compile(r"\s*[A-Za-z0-9_-]+(?:[ \t]+[A-Za-z0-9_-]+)+\s*=")
_COLON = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+)\s*:")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_BARE_TEXT = re.compile(r"[^\W\d][^\"'\[\]{}]*")
_TWICE = re.compile(r"Cannot declare \((.*)\) twice$")
_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\[\]#]+)\]\]?\s*(?:#.*)?$")
_CURLY = "“”„‟«»‘’‚‹›"  # noqa: RUF001 - what word processors write in place of straight ones
_CURLY_AROUND = re.compile(rf"[=\[,]\s*[{_CURLY}]|[{_CURLY}][\s\],]*(?:#.*)?$")
_LINE_ENDS_IN_TEXT = ("Illegal character '\\n'", "Found invalid character '\\n'")
_FLAGS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
"""What people write for true and false."""
_USUAL = 'key = value; texts stand in "quotes", lists in [brackets], decimals with a point'
_CLOSING = "the closing quotation mark is missing"

_FOREIGN = {
    b"{\\rtf": "a word processor's file (RTF)",
    b"PK\x03\x04": "a word processor's file (such as docx or odt) or an archive",
    b"\xd0\xcf\x11\xe0": "a word processor's file (doc)",
    b"%PDF": "a PDF",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}
"""What is sent in place of a text file, by what it begins with."""


def foreign_problem(content: bytes) -> Problem | None:
    """What it is where it is plainly the file of another program."""
    begin = content.removeprefix(b"\xef\xbb\xbf")[:100].lstrip().lower()
    kind = next((words for mark, words in _FOREIGN.items() if begin.startswith(mark.lower())), None)
    if kind is None:
        return None
    return Problem(severity=Severity.ERROR, what=f"it is {kind}: save it as plain text and try again")


def syntax_problem(text: str, complaint: str, flags: Collection[str], lists: Collection[str]) -> Problem:
    """The parser's complaint with its place, the line as it stands, and what to write there.

    Args:
        text: the whole file.
        complaint: what the parser says.
        flags: the keys that are true or false.
        lists: the names of the blocks that begin with two brackets.
    """
    found = _WHERE.search(complaint)
    line = int(found[1]) if found and found[1] else None
    # Also numbers of thousands of digits end here, without a place.
    said = _WHERE.sub("", complaint)
    if said == "Unterminated string" and text.count('"""') % 2:
        return Problem(
            severity=Severity.ERROR,
            line=text.count("\n", 0, text.rfind('"""')) + 1,
            what='a text that begins with """ has no end',
            allowed='""" once more behind its last word',
        )
    lines = text.split("\n")
    stands = lines[line - 1].strip() if line is not None and line <= len(lines) else ""
    what, allowed = _mended(stands, said, flags, lists)
    what = what or f"not valid TOML: {shortened(said[:1].lower() + said[1:])}"
    return Problem(
        severity=Severity.ERROR,
        line=line,
        column=int(found[2]) if found and found[2] else None,
        what=f"{what}, in: {shortened(stands)}" if stands else what,
        allowed=allowed,
    )


def _mended(line: str, said: str, flags: Collection[str], lists: Collection[str]) -> tuple[str, str]:
    """What is wrong, where it can be told better than the parser does, and what the line should be."""
    twice = _stands_twice(line, said, lists)
    if twice is not None:
        return twice
    if _CURLY_AROUND.search(line):
        return "curly quotation marks", f'straight ones ("), here and elsewhere: {_straight(line)}'
    pair = _PAIR.match(line)
    if said.startswith(_LINE_ENDS_IN_TEXT) or said == "Unterminated string" or line.count('"') % 2:
        whole = pair is not None and re.fullmatch(r'"[^"]*|[^"\[]*"', pair["value"])
        if pair is None or not whole:
            return "a quotation mark is missing", 'one " before each text and one behind it'
        text = shortened(pair["value"].strip('"'))
        what = _CLOSING if pair["value"].startswith('"') else "the opening quotation mark is missing"
        return what, f'{pair["key"]} = "{text}"'
    if _KEY_OF_WORDS.match(line):
        return "", "a key is one word before the =, such as times_a_day"
    if pair is None:
        colon = _COLON.match(line)
        return "", _USUAL if colon is None else f"an = behind the key: {shortened(colon['key'])} = ..."
    return "", _mended_value(pair["key"], pair["value"], flags)


def _mended_value(key: str, value: str, flags: Collection[str]) -> str:
    flag = _FLAGS.get(value.casefold())
    if flag is not None and (key in flags or value.casefold() == flag):
        return f"true or false, in small letters and without quotation marks: {key} = {flag}"
    if _WHOLE_DATE.fullmatch(value):
        return f"a day that there is, as year-month-day: {key} = 2026-11-23"
    if _DATE.fullmatch(value):
        return f"a date as year-month-day, without quotes: {key} = 2026-11-23"
    if _DECIMAL_COMMA.fullmatch(value):
        return f"a decimal point: {key} = {value.replace(',', '.')}"
    if _BARE_TEXT.fullmatch(value):
        return f'quotation marks around a text: {key} = "{shortened(value)}"'
    return _USUAL


def _stands_twice(line: str, said: str, lists: Collection[str]) -> tuple[str, str] | None:
    """A block or a key that is there already."""
    header = _HEADER.match(line)
    if header is not None and (_TWICE.match(said) or said == "Cannot overwrite a value"):
        name = shortened(header["name"].strip())
        if name.rpartition(".")[2] in lists:
            return f"[{name}] is there already", f"[[{name}]] (two brackets) before each of them"
        return f"[{name}] is there already", f"one [{name}], with all its keys below it"
    pair = _PAIR.match(line)
    if pair is not None and said == "Cannot overwrite a value":
        return f"the key {shortened(pair['key'])} is there already", "each key once in a block"
    return None


def _straight(line: str) -> str:
    """The line with straight quotation marks around its text."""
    pair = _PAIR.match(line)
    if pair is None or pair["value"].startswith("["):
        return 'key = ["a text", "another"]'
    text = pair["value"].strip(f"{_CURLY}\"' ")
    return f'{pair["key"]} = "{shortened(text)}"'
