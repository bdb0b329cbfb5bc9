"""Settings from the file and from `--set key=value`, checked as one.

The defaults and the bounds stand in `posture/settings.py`; here a file or a command line is laid over
them. A wrong key or value is an error that names the key, the value and what is allowed.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from posture.errors import PostureError, SettingsError, UsageError
from posture.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_COMMAND_LINE = "in --set"

_QUIET_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def known_keys() -> tuple[str, ...]:
    """Every settings key, `section.name`."""
    return tuple(
        f"{section.name}.{field.name}"
        for section in fields(Settings)
        for field in fields(getattr(Settings(), section.name))
    )


def load_settings(path: Path | None, overrides: Iterable[str] = ()) -> Settings:
    """The defaults, then the file at `path` (if given and there), then `key=value` overrides.

    Raises:
        SettingsError: the file is not TOML, or a key or value in it is not allowed.
        UsageError: an override is not allowed.
    """
    values = {} if path is None else _read(path)
    origin = dict.fromkeys(values, f"in {path}")
    for override in overrides:
        key, equals, text = override.partition("=")
        key = key.strip()
        if not equals:
            msg = f"--set {override!r} has no '='; write it as key=value, for example slouch.sensitivity=1.2"
            raise UsageError(msg)
        values[key] = _parsed(text.strip())
        origin[key] = _COMMAND_LINE
    return _build(values, origin) if values else Settings()


def _read(path: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the settings file {path} ({error}); mend or remove it"
        raise SettingsError(msg) from error
    except tomllib.TOMLDecodeError as error:
        msg = f"the settings file {path} is not valid TOML ({error}); mend or remove it"
        raise SettingsError(msg) from error
    values: dict[str, Any] = {}
    _flatten(tables, "", values)
    return values


def _flatten(table: Mapping[str, Any], prefix: str, into: dict[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[f"{prefix}{key}"] = value


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """A command-line value as TOML would read it; a bare word is a string."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _build(values: Mapping[str, Any], origin: Mapping[str, str]) -> Settings:
    # Imported here: most starts have no settings file, and this import is not quick.
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415

    keys = known_keys()
    sections: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        if key not in keys:
            close = difflib.get_close_matches(key, keys, n=1)
            hint = f"did you mean {close[0]}?" if close else "`posture settings` lists every key"
            msg = f"unknown setting {key} {origin[key]}; {hint}"
            raise _error(msg, origin[key])
        section, _, name = key.partition(".")
        sections.setdefault(section, {})[name] = value
    built: dict[str, Any] = {}
    hints = get_type_hints(Settings)
    for section, table in sections.items():
        adapter: TypeAdapter[Any] = TypeAdapter(hints[section])
        try:
            built[section] = adapter.validate_python(_lenient(table))
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            key = f"{section}.{name}"
            msg = f"setting {key} = {values[key]!r} {origin[key]} is not allowed; use {_allowed(hints[section], name)}"
            raise _error(msg, origin.get(key, "")) from error
    settings = Settings(**built)
    for hours in settings.reminders.quiet_hours:
        if not _QUIET_HOURS.fullmatch(hours):
            msg = (
                f"setting reminders.quiet_hours = {hours!r} {origin['reminders.quiet_hours']} is not allowed: "
                'write each as "HH:MM-HH:MM", for example ["12:00-13:00", "22:00-07:00"]'
            )
            raise _error(msg, origin["reminders.quiet_hours"])
    return settings


def _allowed(section: type, name: str) -> str:
    """What a value may be, in words."""
    hint = get_type_hints(section, include_extras=True)[name]
    kind = _KINDS.get(get_args(hint)[0] if get_origin(hint) is Annotated else hint, "a list of texts")
    low = next((bound.ge for bound in getattr(hint, "__metadata__", ()) if isinstance(bound, Ge)), None)
    high = next((bound.le for bound in getattr(hint, "__metadata__", ()) if isinstance(bound, Le)), None)
    return kind if low is None else f"{kind} from {low} to {high}"


_KINDS: dict[Any, str] = {int: "a whole number", float: "a number", str: "a text"}


def _error(message: str, origin: str) -> PostureError:
    """A value on the command line is wrong usage; one in the file is a file to mend."""
    return UsageError(message) if origin == _COMMAND_LINE else SettingsError(message)


def _lenient(table: Mapping[str, Any]) -> dict[str, Any]:
    """A camera number is written as a number by everybody, and kept as text."""
    return {
        name: str(value) if name == "source" and isinstance(value, int) else value
        for name, value in table.items()
    }
