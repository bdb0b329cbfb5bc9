"""The `posture` command: reads the command line, runs one command, turns failures into one sentence.

Exit codes (CONTRACT.md): 0 done, 1 the work failed, 2 wrong usage, 130 interrupted. Data goes to standard
output, everything said to people to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture.errors import PostureError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
_EXIT_SIGNAL = 128

_WRONG_USAGE: Any = typer.BadParameter.__mro__[2]
"""Every complaint of the command-line parser; typer exports only the most special of them."""

COMMANDS = ("run", "demo", "watch", "calibrate", "replay", "record", "log", "settings", "doctor", "data")
"""In the order of the help; each is a module of `tui.commands`."""

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
        from tui.commands.run import run  # noqa: PLC0415 - only where it is the command

        run()


def command_line(words: Sequence[str]) -> typer.Typer:
    """The parser for these words, with only the module of the command they name imported.

    The app must draw soon after it is started, so a start pays for its own command alone.
    """
    app = typer.Typer(
        name="posture",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(posture)
    named = next((word for word in words if not word.startswith("-")), None)
    for name in (named,) if named in COMMANDS else COMMANDS:
        module = import_module(f"tui.commands.{name}")
        if name == "data":
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    _exit_on(signal.SIGTERM)
    if hasattr(signal, "SIGHUP"):
        _exit_on(signal.SIGHUP)
    try:
        code = command_line(words)(words, prog_name="posture", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader at the other end has what it wanted; nothing may complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except PostureError as error:
        code = EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
        return _say(str(error), code, error if debug else None)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user who did not ask for it
        if isinstance(error, _WRONG_USAGE):
            return _say(str(error.format_message()), EXIT_USAGE, error if debug else None)
        sentence = f"a fault in this program ({type(error).__name__}: {error}); run it with --debug to see where"
        return _say(sentence, EXIT_FAILED, error if debug else None)
    return code if isinstance(code, int) else 0


def _say(sentence: str, code: int, raised: Exception | None) -> int:
    if raised is not None:
        raise raised
    sys.stderr.write(f"posture: {sentence}\n")
    return code


def _exit_on(number: signal.Signals) -> None:
    """Leave in an orderly way, so that the log is closed, and tell by which signal."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(_EXIT_SIGNAL + number)

    signal.signal(number, leave)


if __name__ == "__main__":
    sys.exit(main())
