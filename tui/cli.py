"""The `posture` command: reads the command line, runs one command, turns failures into one sentence.

Exit codes (CONTRACT.md): 0 done, 1 the work failed, 2 wrong usage, 130 interrupted. Data goes to standard
output, everything said to people to standard error.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

from posture.errors import PostureError, UsageError
from tui.output_errors import ReaderGoneError, cannot_use, cannot_write, refused_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

COMPLETION_VARIABLE = "_POSTURE_COMPLETE"
"""Set by a shell that asks what could come next (`posture --install-completion`)."""

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
_EXIT_SIGNAL = 128
_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    _exit_on(signal.SIGTERM)
    if hasattr(signal, "SIGHUP"):
        _exit_on(signal.SIGHUP)
    try:
        if arguments is None:
            # A process of our own. Whoever calls this function from his keeps what he has.
            from tui.open_streams import open_closed_streams  # noqa: PLC0415 - before any file is opened

            open_closed_streams()
            from tui.confinement import confine_command  # noqa: PLC0415 - its failure is told as any other

            confine_command(words)
            from tui.fault_text import tell_faults_of_threads  # noqa: PLC0415 - nothing before the confinement

            tell_faults_of_threads(sys.stderr)
        code = _run(words)
        sys.stdout.flush()
    except (BrokenPipeError, ReaderGoneError):
        # The reader at the other end has what it wanted; nothing may complain about it at exit.
        _let_go_of_standard_output()
        return 0
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except PostureError as error:
        _let_go_if_refused()
        code = EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
        return _say(str(error), code, error if debug else None)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user who did not ask for it
        refused = cannot_use(error, words) or refused_file(error) if isinstance(error, OSError) else None
        if isinstance(error, OSError) and _is_refusal(error):
            _let_go_if_refused()
            sentence = cannot_write("standard output", error)
        elif refused is not None:
            sentence = refused
        else:
            from tui.fault_text import fault_words  # noqa: PLC0415 - no fault, no need

            sentence = f"a fault in this program ({fault_words(error)}); run it with --debug to see where"
        return _say(sentence, EXIT_FAILED, error if debug else None)
    return code


def _run(words: list[str]) -> int:
    # The two ways people start the app have nothing to parse, and the parser takes longer to load than
    # anything else before the first paint.
    if words in ([], ["demo"]) and COMPLETION_VARIABLE not in os.environ:
        from tui.start import start_demo, start_watching  # noqa: PLC0415

        return start_demo() if words else start_watching()
    from tui.command_line import parse_and_run  # noqa: PLC0415

    return parse_and_run(words)


def _is_refusal(error: OSError) -> bool:
    """Whether standard output takes no more, such as a full disk behind it.

    Every other file we write has an error of its own; one that cannot be opened has a name.
    """
    return error.filename is None and error.errno in _REFUSALS


def _let_go_if_refused() -> None:
    """What standard output refused may still wait in it; then Python would complain once more at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go_of_standard_output()


def _let_go_of_standard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str, code: int, raised: Exception | None) -> int:
    if raised is not None:
        from tui.fault_text import fault_places  # noqa: PLC0415 - only for who asks

        sys.stderr.write(fault_places(raised))
    sys.stderr.write(f"posture: {sentence}\n")
    return code


def _exit_on(number: signal.Signals) -> None:
    """Leave in an orderly way, so that the log is closed, and tell by which signal."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(_EXIT_SIGNAL + number)

    signal.signal(number, leave)


if __name__ == "__main__":
    sys.exit(main())
