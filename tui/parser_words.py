"""What the parser of the command line says, in the words of the rest of the program. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture.errors import UsageError

if TYPE_CHECKING:
    import typer

_NUMBER_ERRORS = frozenset({
    "greater_than_equal", "less_than_equal", "finite_number",
    "int_parsing", "int_parsing_size", "int_from_float", "float_parsing",
})  # fmt: skip
"""Types of pydantic's errors about a number that is none, or out of its range."""


def needs_command(context: typer.Context) -> None:
    """Go on where a command of this group is named.

    Raises:
        UsageError: none is.
    """
    if context.invoked_subcommand is None:
        commands: Any = context.command
        raise UsageError(
            f"name a command: {', '.join(commands.commands)}; `{context.command_path} --help` explains them"
        )


def complaint_words(error: typer.BadParameter) -> str:
    """One sentence from a complaint of the parser; a number that does not fit says what fits."""
    from pydantic import ValidationError  # noqa: PLC0415 - loads slowly; only for who typed something wrong

    parameter: Any = getattr(error, "param", None)
    if parameter is not None and isinstance(error.__cause__, ValidationError):
        first = error.__cause__.errors()[0]
        if first["type"] in _NUMBER_ERRORS:
            described = parameter.type_descriptor
            kind = "whole number" if described.annotation is int else "number"
            allowed = _allowed(described.parameter_info.min, described.parameter_info.max)
            name = parameter.opts[0]
            return f"{name}: {first['input']!r} is no answer here: give a {kind}{allowed}"
    # What pydantic puts before a complaint of ours says nothing to a user.
    return error.format_message().replace("Value error, ", "")


def _allowed(least: float | None, most: float | None) -> str:
    if least is None:
        return "" if most is None else f" up to {most:g}"
    return f" of {least:g} or more" if most is None else f" from {least:g} to {most:g}"
