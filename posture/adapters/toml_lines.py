"""On which line each key of a TOML text stands; the parser of the standard library does not tell.

Only for texts that the parser has read without complaint: what is not understood here is stepped over.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")' r"|'''.*?'{3,5}(?!')" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)


def key_lines(text: str) -> dict[Path, int]:
    """The line of every key, table and element of a list, counted from 1, by its path."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.read_document()
    return scanner.lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of this path, or of the nearest thing around it that has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


@dataclass(slots=True)
class _Scanner:
    text: str
    position: int = 0
    table: Path = ()
    lines: dict[Path, int] = field(default_factory=dict)
    _lengths: dict[Path, int] = field(default_factory=dict)
    _counted_to: int = 0
    _line: int = 1

    def read_document(self) -> None:
        self._skip(_SPACE)
        while self.position < len(self.text):
            if self.text.startswith("[[", self.position):
                self._read_header(2)
            elif self.text.startswith("[", self.position):
                self._read_header(1)
            else:
                self._read_pair(self.table)
            self._skip(_SPACE)

    def _read_header(self, brackets: int) -> None:
        line = self._line_now()
        self.position += brackets
        parts = self._read_key()
        self._skip(_BLANK)
        self.position += brackets
        path: Path = ()
        for number, part in enumerate(parts):
            path = (*path, part)
            if number == len(parts) - 1 and brackets == 2:
                self.lines.setdefault(path, line)
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
            self.lines.setdefault(path, line)
        self.table = path

    def _read_pair(self, table: Path) -> None:
        line = self._line_now()
        path = (*table, *self._read_key())
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self._skip(_BLANK)
        self.position += 1  # the equals sign
        self._read_value(path)

    def _read_value(self, path: Path) -> None:
        self._skip(_BLANK)
        first = self.text[self.position : self.position + 1]
        if first == "[":
            self._read_list(path)
        elif first == "{":
            self._read_inline_table(path)
        else:
            self._skip(_STRING if first in ('"', "'") else _SCALAR)

    def _read_list(self, path: Path) -> None:
        self.position += 1
        number = 0
        self._skip(_SPACE)
        while self._inside("]"):
            self.lines.setdefault((*path, number), self._line_now())
            self._read_value((*path, number))
            number += 1
            self._skip_comma()
        self.position += 1

    def _read_inline_table(self, path: Path) -> None:
        self.position += 1
        self._skip(_SPACE)
        while self._inside("}"):
            self._read_pair(path)
            self._skip_comma()
        self.position += 1

    def _inside(self, closing: str) -> bool:
        return self.position < len(self.text) and self.text[self.position] != closing

    def _skip_comma(self) -> None:
        self._skip(_SPACE)
        if self.text.startswith(",", self.position):
            self.position += 1
            self._skip(_SPACE)

    def _read_key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            found = _KEY_PART.match(self.text, self.position)
            if found is None:  # not met in what the parser has read; never stand still
                self.position += 1
                return parts
            self.position = found.end()
            parts.append(_plain(found[0]))
            self._skip(_BLANK)
            if not self.text.startswith(".", self.position):
                return parts
            self.position += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.position)
        self.position = self.position + 1 if found is None else found.end()

    def _line_now(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self.position)
        self._counted_to = self.position
        return self._line


def _plain(part: str) -> str:
    """A part of a key without quotation marks, as the parser reads it."""
    return part if part[0] not in "\"'" else next(iter(tomllib.loads(f"{part} = 1")))
