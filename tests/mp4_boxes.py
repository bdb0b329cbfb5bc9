"""Change an MP4 file in the ways real ones differ: rotation flag, varying frame rate, index in front.

OpenCV's writer makes none of these, phones make all of them.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEADER_BYTES = 8


def boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and payload of each box, in order."""
    position = 0
    while position < len(content):
        size, name = struct.unpack_from(">I4s", content, position)
        yield name, content[position + HEADER_BYTES : position + size]
        position += size


def box(name: bytes, payload: bytes) -> bytes:
    """One box."""
    return struct.pack(">I4s", HEADER_BYTES + len(payload), name) + payload


def rewritten(content: bytes, path: Sequence[bytes], change: Callable[[bytes], bytes | None]) -> bytes:
    """The file with the box at `path` changed, or left out where `change` gives `None`."""
    result = b""
    for name, payload in boxes(content):
        if name != path[0]:
            result += box(name, payload)
        elif len(path) > 1:
            result += box(name, rewritten(payload, path[1:], change))
        elif (changed := change(payload)) is not None:
            result += box(name, changed)
    return result


def turned_clockwise(content: bytes) -> bytes:
    """Flag the pictures to be turned by 90 degrees clockwise when shown."""
    matrix = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 240 << 16, 0, 1 << 30)
    return rewritten(
        content, [b"moov", b"trak", b"tkhd"], lambda payload: payload[:40] + matrix + payload[76:]
    )


def with_frame_times(content: bytes, runs: Sequence[tuple[int, float]]) -> bytes:
    """Give runs of (frames, multiple of the normal duration) to a file of constant rate."""

    def times(payload: bytes) -> bytes:
        (ticks,) = struct.unpack_from(">I", payload, 12)
        entries = b"".join(struct.pack(">II", count, round(ticks * multiple)) for count, multiple in runs)
        return struct.pack(">II", 0, len(runs)) + entries

    table = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stts"]
    without_old_length = rewritten(content, [b"moov", b"trak", b"edts"], lambda _payload: None)
    return rewritten(without_old_length, table, times)


def index_in_front(content: bytes) -> bytes:
    """Move the index before the pictures, as files made for streaming have it."""
    by_name = dict(boxes(content))
    length = HEADER_BYTES + len(by_name[b"moov"])

    def moved(payload: bytes) -> bytes:
        (count,) = struct.unpack_from(">I", payload, 4)
        offsets = struct.unpack_from(f">{count}I", payload, 8)
        return payload[:8] + struct.pack(f">{count}I", *(offset + length for offset in offsets))

    table = [b"trak", b"mdia", b"minf", b"stbl", b"stco"]
    index = box(b"moov", rewritten(by_name[b"moov"], table, moved))
    others = b"".join(
        box(name, payload) for name, payload in boxes(content) if name not in {b"ftyp", b"moov"}
    )
    return box(b"ftyp", by_name[b"ftyp"]) + index + others
