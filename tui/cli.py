"""The `posture` command: reads the command line, runs one command, turns failures into one sentence.

Exit codes (CONTRACT.md): 0 done, 1 the work failed, 2 wrong usage, 130 interrupted. Data goes to standard
output, everything said to people to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture.errors import PostureError, UsageError
from tui.commands import calibrate, data, demo, doctor, log, record, replay, run, settings, watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
_EXIT_SIGNAL = 128

_WRONG_USAGE: Any = typer.BadParameter.__mro__[2]
"""Every complaint of the command-line parser; typer exports only the most special of them."""

app = typer.Typer(
    name="posture",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("watch")(watch.watch)
app.command("calibrate")(calibrate.calibrate)
app.command("replay")(replay.replay)
app.command("record")(record.record)
app.command("log")(log.log)
app.command("settings")(settings.settings)
app.command("doctor")(doctor.doctor)
app.add_typer(data.app, name="data")


@app.callback(invoke_without_command=True)
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
        typer.echo(f"posture {version('posture')}")
    elif context.invoked_subcommand is None:
        run.run()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    _exit_on(signal.SIGTERM)
    if hasattr(signal, "SIGHUP"):
        _exit_on(signal.SIGHUP)
    try:
        code = app(words, prog_name="posture", standalone_mode=False)
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
