"""Tell a video file that was cut short from one that simply ends.

The three families of containers say at their beginning how long their parts are. A part that would
reach beyond the end of the file is proof that the rest is missing; the decoder itself just stops.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_EBML_MAGIC = b"\x1a\x45\xdf\xa3"


def is_cut_short(path: Path) -> bool:
    """Whether the file (MP4 or MOV, AVI, Matroska or WebM) ends before it says it does."""
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        start = stream.read(12)
        stream.seek(0)
        if start[:4] == b"RIFF":
            return int.from_bytes(start[4:8], "little") + 8 > size
        if start[:4] == _EBML_MAGIC:
            return _matroska_end(stream) > size
        if start[4:8] == b"ftyp":
            return _mp4_end(stream, size) > size
    return False


def _mp4_end(stream: BinaryIO, size: int) -> int:
    """Where the last box ends: each begins with its length and a name; length 1 means a longer field."""
    position = 0
    while position < size:
        stream.seek(position)
        header = stream.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if length == 0:  # "up to the end of the file"
            return size
        position += max(length, 8)
    return position


def _matroska_end(stream: BinaryIO) -> int:
    """Where the second element, which holds everything, ends; 0 when it does not say (a live recording)."""
    _skip_number(stream)
    stream.seek(_read_size(stream) or 0, os.SEEK_CUR)
    _skip_number(stream)
    length = _read_size(stream)
    return 0 if length is None else stream.tell() + length


def _skip_number(stream: BinaryIO) -> None:
    """Step over an identifier: the number of leading zero bits tells how many bytes follow the first."""
    first = stream.read(1)
    if first:
        stream.seek(8 - first[0].bit_length(), os.SEEK_CUR)


def _read_size(stream: BinaryIO) -> int | None:
    """A length in the same coding, without its marker bit; `None` for the reserved "unknown"."""
    first = stream.read(1)
    if not first or first[0] == 0:
        return None
    extra = 8 - first[0].bit_length()
    coded = first + stream.read(extra)
    unknown = (1 << (7 * len(coded))) - 1
    value = int.from_bytes(coded, "big") & unknown
    return None if value == unknown else value
