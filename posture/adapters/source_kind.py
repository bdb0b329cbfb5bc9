"""What kind of source the user named, told from its name alone: nothing is opened."""

from __future__ import annotations

import re
from pathlib import PurePath

TRACE_SUFFIXES = (".jsonl", ".jsonl.gz")
STREAM_SCHEMES = frozenset({"http", "https", "rtsp", "rtsps"})
SOURCE_WORDS = "a camera number, device, file, or http(s) or rtsp stream"
"""What a source may be, in few words, for settings and complaints."""
_LONGEST = 2000
"""Characters of the longest source. ENG: more than any address or path that somebody types."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def scheme_of(spec: str) -> str | None:
    """`http` of `http://...`, in small letters, or `None`."""
    match = _SCHEME.match(spec)
    return None if match is None else match.group(1).lower()


def is_trace(spec: str) -> bool:
    """Whether this is a landmark trace."""
    return spec.lower().endswith(TRACE_SUFFIXES) and scheme_of(spec) is None


def is_camera(spec: str) -> bool:
    """Whether this is a camera, by number or device path."""
    return (spec.isascii() and spec.isdecimal()) or (spec.startswith("/dev/") and not is_trace(spec))


def may_be_source(spec: str) -> bool:
    """Whether this can name a source at all: a bare word is no camera, no address and no file name."""
    if not spec.isprintable() or not 0 < len(spec) <= _LONGEST:
        return False
    scheme = scheme_of(spec)
    if scheme is not None:
        return scheme in STREAM_SCHEMES
    path = PurePath(spec)
    return is_camera(spec) or bool(path.suffix) or len(path.parts) > 1


def is_live(spec: str) -> bool:
    """Whether it happens now: a camera or a stream. What is not is a recording."""
    return is_camera(spec) or scheme_of(spec) in STREAM_SCHEMES
