"""A command without a process of its own; all that a process would keep to itself is put back after it.

A start of Python with its imports costs over half a second, and most tests ask what a command prints and
how it ends, not how Python starts. The descriptors are turned, not only Python's names for them: what a
native library prints, and a command that itself turns a descriptor, must look as they do in a process.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

STREAMS = ("stdin", "stdout", "stderr")
"""In the order of their descriptors."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP)
"""What a command handles in its own way."""


def run_here(words: Sequence[str], environment: Mapping[str, str], cwd: Path | None) -> tuple[int, str, str]:
    """Run a command to its end, without a terminal: the exit code, standard output, standard error."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        with (
            patch.dict(os.environ, environment, clear=True),
            chdir(cwd or Path.cwd()),
            _handlers_put_back(),
            _streams(Path(os.devnull).open(), out.open("w"), err.open("w")),
        ):
            code = _exit_code(words)
        return code, out.read_text(), err.read_text()


def _exit_code(words: Sequence[str]) -> int:
    try:
        return main(words)
    except SystemExit as left:
        return int(left.code or 0)


@contextmanager
def _handlers_put_back() -> Iterator[None]:
    before = [signal.getsignal(number) for number in SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(SIGNALS, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def _streams(*files: TextIO) -> Iterator[None]:
    """These files as the three standard streams and behind the three descriptors."""
    names = [*STREAMS, *(f"__{name}__" for name in STREAMS)]
    with ExitStack() as at_end:
        for descriptor, file in enumerate(files):
            kept = os.dup(descriptor)
            at_end.callback(os.close, kept)
            at_end.callback(os.dup2, kept, descriptor)
            os.dup2(file.fileno(), descriptor)
            at_end.enter_context(file)
        for name, file in zip(names, files * 2, strict=True):
            at_end.enter_context(patch.object(sys, name, file))
        yield
