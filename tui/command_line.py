"""The parser of the command line: one module of `tui.commands` for each command."""

from __future__ import annotations

import os
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture.adapters.source_kind import may_be_source
from posture.errors import UsageError
from tui.parser_words import complaint_words

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "run", "demo", "watch", "calibrate", "replay", "record", "trace", "batch", "evaluate", "log", "export",
    "learn", "exercise", "plan", "today", "report", "cohort", "checkin", "redflags",
    "status", "attach", "pause", "resume", "snooze", "break", "standing", "meeting",
    "settings", "service", "doctor", "data",
)  # fmt: skip
"""In the order of the help; each has a module of `tui.commands`, or stands in `tui.commands.tell`."""

_SHORT = {
    "demo": "Play a recorded day, sped up; no camera is needed.",
    "watch": "Watch without a screen; print one JSON event a line.",
    "calibrate": "Learn your own comfortable reference, in 15 seconds.",
    "batch": "Replay many recordings and write their figures as tables.",
    "evaluate": "Compare what the monitor sees with labels by a person.",
    "learn": "Read short pieces about back pain, movement and sitting.",
    "exercise": "Do one exercise in front of the camera, which counts it.",
    "today": "Show today's homework: what is due, done and left.",
    "report": "Write a one-page report for your physical therapist.",
    "cohort": "Print a table over the reports of many patients.",
    "redflags": "Go through the signs that need a doctor or a PT.",
    "status": "Print one line from the running monitor.",
    "snooze": "Put breaks off for a while.",
    "standing": "Tell the running monitor that you stand, or sit again.",
    "meeting": "Tell the running monitor of a meeting, or of its end.",
    "settings": "List every setting, its value and what is allowed.",
    "doctor": "Check what works here; say what to do about the rest.",
}
"""What the list of commands says where the first sentence of the help is too long for 80 columns."""

_GROUPS = ("trace", "export", "plan", "service", "data")
"""Commands with commands of their own."""

_TOLD = ("pause", "resume", "snooze", "break", "standing", "meeting")
"""What the running monitor is told."""

_NO_BREAK = "1000"
"""Columns: more than the longest help of an option."""

_WRONG_USAGE: Any = typer.BadParameter.__mro__[2]
"""Every complaint of the parser; typer exports only the most special of them."""


def parse_and_run(words: Sequence[str]) -> int:
    """Run the command these words name; the exit code it asks for.

    Raises:
        UsageError: the words are no command.
        KeyboardInterrupt: the user stopped a question.
    """
    try:
        code = command_line(words or _typed_so_far())(list(words), prog_name="posture", standalone_mode=False)
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except _WRONG_USAGE as error:
        meant = _meant_source(words)
        if meant is not None:
            raise UsageError(f"a source needs a command: did you mean `posture run {meant}`?") from error
        raise UsageError(complaint_words(error)) from error
    return code if isinstance(code, int) else 0


def _meant_source(words: Sequence[str]) -> str | None:
    """The source that stands where a command is expected, such as `posture clip.mp4`, or `None`."""
    first, *rest = words
    option, equals, value = first.partition("=")
    if option == "--source":
        return value if equals else next(iter(rest), None)
    return first if may_be_source(first) and not first.startswith("-") else None


def _typed_so_far() -> list[str]:
    """What stands on the line that a shell wants completed; it comes in variables, not as words."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    if line:
        # The parser breaks what it says about a word at the terminal's width; fish offers each line.
        os.environ["COLUMNS"] = _NO_BREAK
    return line.split()[1:]


def command_line(words: Sequence[str]) -> typer.Typer:
    """The parser for these words, with only the module of the command they name imported."""
    app = typer.Typer(
        name="posture",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(posture)
    named = next((word for word in words if not word.startswith("-")), None)
    for name in (named,) if named in COMMANDS else COMMANDS:
        module = import_module(f"tui.commands.{'tell' if name in _TOLD else name}")
        if name in _GROUPS:
            app.add_typer(module.app, name=name)
        else:
            command = getattr(module, "take_break" if name == "break" else name)
            app.command(name, short_help=_SHORT.get(name))(command)
    return app


def posture(
    context: typer.Context,
    *,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """A local posture and movement-habit monitor: your webcam, your own reference, no pictures kept.

    Without a command it opens the terminal app on your camera. `posture demo` needs no camera. Put
    --debug anywhere to see where a failure comes from.

    Example: posture demo
    """
    if show_version:
        typer.echo(f"posture {metadata.version('posture')}")
    elif context.invoked_subcommand is None:
        raise UsageError("there is no command; `posture --help` lists them")
