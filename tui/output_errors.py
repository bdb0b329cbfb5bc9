"""Output that cannot be written; apart from who writes it, because the command line needs this first."""

from __future__ import annotations


class ReaderGoneError(Exception):
    """Whoever read standard output has what he wanted (`| head -1`): the work is done, not failed."""


def cannot_write(target: str, error: OSError) -> str:
    """One sentence about a place that takes no more, such as a full disk."""
    return f"cannot write {target} ({error.strerror}); free some space or name another file"
