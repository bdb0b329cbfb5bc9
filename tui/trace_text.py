"""What a landmark trace holds, as a dictionary with stable keys and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture.adapters.trace_lines import FORMAT, LANDMARKS, VERSION
from tui.log_format import duration

if TYPE_CHECKING:
    from datetime import datetime

    from posture.trace_facts import TraceFacts


def facts_dict(
    name: str, frame_size: tuple[int, int], started: datetime | None, facts: TraceFacts
) -> dict[str, Any]:
    """The facts under their stable keys; seconds end in `_s`."""
    people = {"no_picture" if count < 0 else str(count): seen for count, seen in sorted(facts.people.items())}
    return {
        "file": name,
        "format": FORMAT,
        "version": VERSION,
        "landmarks": LANDMARKS,
        "frame_size": list(frame_size),
        "started": None if started is None else started.isoformat(),
        "length_s": round(facts.length_s, 3),
        "observations": facts.observations,
        "fps": facts.fps,
        "people": people,
        "gaps": facts.gaps,
        "longest_gaps": [
            {"begin_s": round(begin_s, 3), "length_s": round(length_s, 3)}
            for begin_s, length_s in facts.longest_gaps
        ],
        "labels": dict(sorted(facts.labels.items())),
        "inputs": dict(sorted(facts.inputs.items())),
        "brightness": facts.lit,
    }


def facts_text(told: dict[str, Any]) -> str:
    """`facts_dict` as lines, each ended by a newline."""
    width, height = told["frame_size"]
    rate = "" if told["fps"] is None else f", {told['fps']:g} a second"
    rows = [
        ("File", told["file"]),
        ("Format", f"{told['format']}, version {told['version']}, {told['landmarks']}"),
        ("Pictures were", f"{width} x {height}; none of them is in here"),
        ("Started", told["started"] or "not known"),
        ("Length", f"{duration(told['length_s'])} ({told['length_s']:g} s)"),
        ("Observations", f"{told['observations']}{rate}"),
        ("People in view", _counts(told["people"], _PEOPLE_WORDS)),
        ("Gaps", _gaps(told)),
        ("Labels", _counts(told["labels"], {})),
        ("Keys", _counts(told["inputs"], {})),
        ("About a person", _personal(told)),
    ]
    return "".join(f"{name:<16}{text}\n" for name, text in rows)


_PEOPLE_WORDS = {"no_picture": "no picture", "0": "nobody", "1": "one"}


def _counts(counts: dict[str, int], words: dict[str, str]) -> str:
    return ", ".join(f"{words.get(name, name)} {count}" for name, count in counts.items()) or "none"


def _gaps(told: dict[str, Any]) -> str:
    longest = ", ".join(f"{gap['length_s']:g} s from {gap['begin_s']:g} s" for gap in told["longest_gaps"])
    return f"{told['gaps']}, the longest: {longest}" if longest else "none"


def _personal(told: dict[str, Any]) -> str:
    held = (
        ["body landmarks"]
        if any(told["people"].get(count) for count in told["people"] if count > "0")
        else []
    )
    if told["brightness"]:
        held.append("how bright the picture was")
    if told["started"]:
        held.append("date and time")
    if told["labels"]:
        held.append("labels")
    if told["inputs"]:
        held.append("keys pressed")
    return ", ".join(held) or "nothing"
