"""Settings from the file and from `--set key=value`, checked as one.

The defaults and the bounds stand in `posture/settings.py`; here a file or a command line is laid over
them. A wrong key or value is an error that names the key, the value and what is allowed.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture.adapters.settings_text import read_settings_text
from posture.adapters.source_kind import SOURCE_WORDS, is_live, may_be_source
from posture.errors import PostureError, SettingsError, UsageError
from posture.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COMMAND_LINE = "in --set"

_HIGHEST_NUMBER = 10**9
"""Of a camera; far above any, and far below what cannot be written out."""
_LONGEST_SHOWN = 60
_ALIKE = 0.7
"""How alike a known key must be to be suggested, of 1. ENG: what is less alike is another thing."""

_HEADER = re.compile(r"\s*\[\s*([^\[\]]+)\]")
_SET = re.compile(r"\s*([\w\"'.\s-]+?)\s*=")
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def known_keys() -> tuple[str, ...]:
    """Every settings key, `section.name`."""
    return tuple(
        f"{section.name}.{field.name}"
        for section in fields(Settings)
        for field in fields(getattr(Settings(), section.name))
    )


def allowed_values(key: str) -> str:
    """What a setting may be, in words: "a number from 0.3 to 3"."""
    section, _, name = key.partition(".")
    return _allowed(getattr(Settings(), section), name)


def flat_settings(settings: Settings) -> dict[str, Any]:
    """Every key with its value."""
    values = {}
    for key in known_keys():
        section, _, name = key.partition(".")
        values[key] = getattr(getattr(settings, section), name)
    return values


def load_settings(path: Path | None, overrides: Iterable[str] = ()) -> Settings:
    """The defaults, then the file at `path` (if given and there), then `key=value` overrides.

    Raises:
        SettingsError: the file is not TOML, or a key or value in it is not allowed.
        UsageError: an override is not allowed.
    """
    text = "" if path is None else read_settings_text(path)
    values = _values(text, path)
    lines = _lines(text) if values else {}
    origin = {key: f"in {path}{_at_line(lines, key)}" for key in values}
    for override in overrides:
        key, equals, text = override.partition("=")
        key = key.strip()
        if not equals:
            msg = f"--set {override!r} has no '='; write it as key=value, for example slouch.sensitivity=1.2"
            raise UsageError(msg)
        values[key] = _parsed(text.strip())
        origin[key] = _COMMAND_LINE
    return _build(values, origin) if values else Settings()


def settings_of(values: Mapping[str, object]) -> Settings:
    """The defaults with these values over them: `{"slouch.nudge_after_s": 120}`.

    Raises:
        SettingsError: a key or value is not allowed.
    """
    taken = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    return _build(taken, dict.fromkeys(taken, "in settings"))


def checked_value(key: str, text: str) -> Any:  # noqa: ANN401 - whatever a setting can be
    """A value as it is typed for a known key, as a file holds it: "1800", "true", "desktop", "[]".

    Raises:
        SettingsError: it is not allowed; the message names key, value and what is allowed.
    """
    section, _, name = key.partition(".")
    value = _parsed(text.strip())
    try:
        checked = _checked(getattr(Settings(), section), name, value)
    except ValueError as error:
        msg = f"{key} = {_shown(value)} is not allowed; use {error}"
        raise SettingsError(msg) from error
    if "source" in _limits(getattr(Settings(), section), name):
        _refuse_missing(key, checked)
    if isinstance(checked, float) and checked.is_integer():
        return int(checked)
    return list(checked) if isinstance(checked, tuple) else checked


def _refuse_missing(key: str, source: str) -> None:
    """A file or device is looked for where somebody types it; what is set already may be unplugged."""
    is_address = is_live(source) and not source.startswith("/")
    if not is_address and not source.isdecimal() and not Path(source).exists():
        msg = f"{key} = {_shown(source)}: there is no such file or device; use {SOURCE_WORDS}"
        raise SettingsError(msg)


def _values(text: str, path: Path | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    try:
        _flatten(tomllib.loads(text), "", values)
    # Numbers of thousands of digits and brackets nested as deep end the parser in ways of their own.
    except (ValueError, RecursionError) as error:
        msg = f"the settings file {path} is not valid TOML ({error}); mend or remove it"
        raise SettingsError(msg) from error
    return values


def _lines(text: str) -> dict[str, int]:
    """The line on which each key is set, or a whole section where that is one line; for messages."""
    lines: dict[str, int] = {}
    header = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _HEADER.match(line):
            header = f"{_bare(found[1])}."
        elif found := _SET.match(line):
            lines.setdefault(header + _bare(found[1]), number)
    return lines


def _bare(name: str) -> str:
    """A name as TOML lets it be written, without blanks and quotes."""
    return re.sub(r"[\s\"']", "", name)


def _at_line(lines: Mapping[str, int], key: str) -> str:
    number = lines.get(key, lines.get(key.partition(".")[0]))
    return "" if number is None else f", line {number},"


def _flatten(table: Mapping[str, Any], prefix: str, into: dict[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[f"{prefix}{key}"] = value


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """A command-line value as TOML would read it; anything else, such as a bare word, is a text."""
    try:
        read = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return read["value"] if len(read) == 1 else text


def _build(values: Mapping[str, Any], origin: Mapping[str, str]) -> Settings:
    keys = known_keys()
    defaults = Settings()
    sections: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        if key not in keys:
            close = difflib.get_close_matches(key, keys, n=1, cutoff=_ALIKE)
            hint = f"did you mean {close[0]}?" if close else "`posture settings` lists every key"
            # A key may hold anything; what a terminal would obey or break at is shown as what it is.
            named = key if key.isprintable() else _shown(key)
            raise _error(f"unknown setting {named} {origin[key]}; {hint}", origin[key])
        section, _, name = key.partition(".")
        try:
            sections.setdefault(section, {})[name] = _checked(getattr(defaults, section), name, value)
        except ValueError as error:
            msg = f"setting {key} = {_shown(value)} {origin[key]} is not allowed; use {error}"
            raise _error(msg, origin[key]) from error
    built = {name: replace(getattr(defaults, name), **table) for name, table in sections.items()}
    return replace(defaults, **built)


def _checked(section: object, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """The value as this setting holds it.

    Raises:
        ValueError: it is not allowed; the message says what is.
    """
    default = getattr(section, name)
    limits = _limits(section, name)
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        raise ValueError(_allowed(section, name))
    if "choices" in limits:
        if isinstance(value, str) and value in limits["choices"]:
            return value
        raise ValueError(_allowed(section, name))
    if "source" in limits:
        # A camera number is written as a number by everybody, and kept as text.
        number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST_NUMBER
        text = str(value) if number else value
        if isinstance(text, str) and may_be_source(text):
            return text
        raise ValueError(_allowed(section, name))
    if isinstance(default, tuple):
        checked = _checked_list(limits, value)
        if checked is None:
            raise ValueError(_allowed(section, name))
        return checked
    kinds = (int,) if isinstance(default, int) else (int, float)
    # `low <= value` is false for a value that is not a number at all (NaN), which is what is wanted.
    if isinstance(value, kinds) and not isinstance(value, bool) and limits["low"] <= value <= limits["high"]:
        return type(default)(value)
    raise ValueError(_allowed(section, name))


def _allowed(section: object, name: str) -> str:
    default, limits = getattr(section, name), _limits(section, name)
    if isinstance(default, bool):
        return "true or false"
    if "choices" in limits:
        return f"one of {', '.join(limits['choices'])}"
    if "source" in limits:
        return SOURCE_WORDS
    if isinstance(default, tuple):
        if "words" in limits:
            return "a list of " + ", ".join(f'"{word}"' for word in limits["words"])
        if "times" in limits:
            return 'a list of "HH:MM", for example ["08:30", "17:00"]'
        return 'a list of "HH:MM-HH:MM", for example ["12:00-13:00", "22:00-07:00"]'
    kind = "a whole number" if isinstance(default, int) else "a number"
    return f"{kind} from {limits['low']} to {limits['high']}"


def _limits(section: object, name: str) -> Mapping[str, Any]:
    return next(item.metadata for item in fields(section) if item.name == name)  # type: ignore[arg-type]


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    """A value in a message, kept short."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # thousands of digits, as 0x... can have, or thousands of brackets
        return "(too long to show)"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _checked_list(
    limits: Mapping[str, Any],
    value: Any,  # noqa: ANN401 - whatever TOML can hold
) -> tuple[str, ...] | None:
    """Words in their order, each at most once; times of day in theirs; or hours. `None` for anything else."""
    texts = value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None
    if texts is None:
        return None
    if "times" in limits:
        return tuple(sorted(set(texts))) if all(_TIME.fullmatch(item) for item in texts) else None
    words = limits.get("words")
    if words is None:
        return tuple(texts) if all(_HOURS.fullmatch(item) for item in texts) else None
    return tuple(word for word in words if word in texts) if set(texts) <= set(words) else None


def _error(message: str, origin: str) -> PostureError:
    """A value on the command line is wrong usage; one in the file is a file to mend."""
    return UsageError(message) if origin == _COMMAND_LINE else SettingsError(message)
