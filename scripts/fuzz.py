"""Hostile and broken input by the hundred thousand: no traceback, no hang, no growing memory.

    python scripts/fuzz.py                      # 100,000 inputs of every kind
    python scripts/fuzz.py --inputs 5000 --only traces --seed 7

Each input is a good one with a few seeded changes. It must be taken, or refused with one of our own errors in
one sentence, within a second of computing. A good line of a trace also goes through the whole monitor. What
fails is printed with its seed, and the exit code is 1. The suite runs a few hundred (tests/test_fuzz.py).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from calibration.collector import Collector
from calibration.profile import Profile
from calibration.profile_file import read_profile, write_profile
from calibration.quality import Grade
from posture.adapters import control_socket
from posture.adapters.clock import SystemClock
from posture.adapters.plan_file import check_plan
from posture.adapters.plan_knowledge import load_knowledge
from posture.adapters.plan_templates import Answers, filled, template_names
from posture.adapters.settings_file import load_settings
from posture.adapters.trace import TraceSource
from posture.adapters.trace_lines import BadLineError, TraceHeader, header_line, item_line, parse_item
from posture.errors import PostureError
from posture.instant import Instant
from posture.monitor import Monitor
from posture.ports import SourceInfo
from posture.settings import Settings
from posture.testing.scenario import scenario
from tui.control_desk import ControlDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture.baseline import Baseline

    Target = Callable[[bytes], object]

SLOWEST_S = 1.0
TRACED = 10_000
"""Memory is followed over so many inputs, the last ones: it makes everything four times slower."""
GROWTH_BYTES = 1_000_000
"""So much more memory after them than after their first tenth: 100 bytes an input, less than any line."""

TOKENS = (
    b"null", b"true", b"-1", b"0", b"1e308", b"-1e308", b"1e999", b"NaN", b"Infinity", b"9" * 400,
    b'""', b"[]", b"{}", b"[[[]]]", b"[" * 2000, b'{"t":' * 500,
    b"\xff\xfe", b"\x00", b"\n", b"\\u0000", b"\\ud800", b"\x1b[2J",
    b",", b":", b'"', b"]", b"}", b"=", b"0x", b"1979-05-27",
    b"poses", b"input", b"label", b"snooze", b"minutes",
)  # fmt: skip
"""What parsers stumble over."""

_HEADER = TraceHeader(frame_size=(640, 480), started=datetime(2026, 11, 20, 9, tzinfo=UTC))
_REQUESTS = (
    b'{"request": "status"}',
    b'{"request": "snooze", "minutes": 5}',
    b'{"request": "snooze", "minutes": "tomorrow"}',
    b'{"request": "pause"}',
)


def changed(sample: bytes, chance: Random) -> bytes:
    """The sample with one to four changes."""
    text = bytearray(sample)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 5, 20, 200)))
        match chance.randrange(6):
            case 0 if at < len(text):
                text[at] = chance.randrange(256)
            case 1:
                del text[at:end]
            case 2:
                text[at:at] = text[at:end]
            case 3:
                text[at:at] = chance.choice(TOKENS)
            case 4:
                text[at:end] = chance.choice(TOKENS)
            case _:
                _change_number(text, chance)
    return bytes(text)


def _change_number(text: bytearray, chance: Random) -> None:
    """Put something else in the place of a number: what keeps the form gets further."""
    digits = [index for index, byte in enumerate(text) if chr(byte).isdigit()]
    if digits:
        begin = end = chance.choice(digits)
        while end < len(text) and chr(text[end]) in "0123456789.eE+-":
            end += 1
        text[begin:end] = chance.choice(
            (b"1e300", b"-1e300", b"0", b"-5", b"1e-320", b"9" * 400, b"2", b"7.5")
        )


def reference() -> Baseline:
    """A reference of somebody who sits upright."""
    collector = Collector(Settings(), Instant(mono_s=0.0), get_ready_s=0.0, collect_s=10.0, patience=1.0)
    for item in scenario("upright 12s").observations():
        collector.observe(item)  # type: ignore[arg-type]
    return collector.result().baseline


def traces(_folder: Path) -> tuple[Sequence[bytes], Target]:
    """Lines of a trace; what is a line goes on through the monitor."""
    story = scenario(
        "upright 20s; slouch 20s; two_people 10s; away 10s; dark 5s; no_frame 5s; !snooze 5; upright 5s"
    )
    samples = [item_line(item).encode() for item in story.observations()]
    monitor = Monitor(Settings(), reference())
    monitor.start(Instant(mono_s=0.0), "fuzz")
    clock_s = 0.0

    def take(line: bytes) -> None:
        nonlocal clock_s
        try:
            value = parse_item(line, _HEADER).value
        except BadLineError:
            return
        clock_s += 0.5
        timed = replace(value, at=Instant(mono_s=clock_s))
        monitor.observe(timed) if hasattr(timed, "poses") else monitor.apply(timed)  # type: ignore[arg-type]

    return samples, take


def trace_files(folder: Path) -> tuple[Sequence[bytes], Target]:
    """Whole small files, read as `posture replay` reads them."""
    story = scenario("upright 3s; two_people 1s; away 2s; !pause; upright 1s", fps=1)
    info = SourceInfo(name="", frame_size=(640, 480), live=False, started=None)
    lines = [header_line(info), *map(item_line, story.observations())]
    path = folder / "clip.jsonl"

    def take(content: bytes) -> None:
        path.write_bytes(content)
        with TraceSource(str(path), warn=lambda _: None) as source:
            for _ in source.observations():
                pass

    return ["\n".join(lines).encode()], take


def settings(folder: Path) -> tuple[Sequence[bytes], Target]:
    """Settings files, and the same as values of `--set`."""
    path = folder / "settings.toml"
    file = b'[slouch]\nsensitivity = 1.2\nnudge_after_s = 300\n[reminders]\nquiet_hours = ["22:00-07:00"]\n'
    option = b"slouch.sensitivity=1.5"

    def take(content: bytes) -> None:
        if b"[" in content[:1]:
            path.write_bytes(content)
            load_settings(path)
        else:
            load_settings(None, [content.decode(errors="replace")])

    return [file, option], take


def profiles(folder: Path) -> tuple[Sequence[bytes], Target]:
    """Profiles of calibration."""
    path = folder / "desk.json"
    profile = Profile(name="desk", created=None, source="0", grade=Grade.GOOD, baseline=reference())
    write_profile(path, profile)
    sample = path.read_bytes()

    def take(content: bytes) -> None:
        path.write_bytes(content)
        read_profile(path)

    return [sample], take


def plans(folder: Path) -> tuple[Sequence[bytes], Target]:
    """Plans of a physical therapist; every problem with one must be a single line."""
    known = load_knowledge(folder)
    answers = Answers(patient="A", therapist="B", start=date(2026, 11, 20), weeks_to_review=4)
    samples = [filled(name, answers).encode() for name in template_names()]

    def take(content: bytes) -> None:
        for problem in check_plan(content, known).problems:
            told = problem.key + problem.what + problem.allowed
            if not told.isprintable():
                raise AssertionError(told)

    return samples, take


def control(_folder: Path) -> tuple[Sequence[bytes], Target]:
    """Requests to the running monitor."""

    class Desk(ControlDesk):
        def _hand_in(self, kind: object, minutes: float | None) -> bool:  # noqa: ARG002 - no monitor takes it
            return True

    desk = Desk(lambda _now: None, SystemClock())

    def take(line: bytes) -> None:
        answer = control_socket._answer(line, desk.answer)  # noqa: SLF001 - what a line from the socket meets
        json.dumps(answer)
        if "cannot answer" in str(answer.get("error")):
            raise AssertionError(answer["error"])

    return _REQUESTS, take


TARGETS = {
    "traces": traces, "trace_files": trace_files, "settings": settings, "profiles": profiles,
    "plans": plans, "control": control,
}  # fmt: skip


def faults(name: str, inputs: int, seed: int) -> list[str]:
    """What went wrong with so many inputs of one kind."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        samples, take = TARGETS[name](Path(folder))
        traced, settled = min(TRACED, inputs), 0
        for number in range(inputs):
            if number == inputs - traced:
                tracemalloc.start()
            chance = Random(f"{name} {seed} {number}")
            content = changed(chance.choice(samples), chance)
            begun_s = time.process_time()  # a busy machine is slow now and then; that is no fault
            try:
                take(content)
            except PostureError as error:
                if "\n" in str(error) or not str(error):
                    found.append(f"{name} {seed} {number}: not one sentence: {str(error)!r}")
            except Exception:  # noqa: BLE001 - any of these is what is looked for
                found.append(f"{name} {seed} {number}: {content[:200]!r}\n{traceback.format_exc()}")
            if time.process_time() - begun_s > SLOWEST_S:
                found.append(f"{name} {seed} {number}: took {time.process_time() - begun_s:.1f} s")
            if number == inputs - traced + traced // 10:
                settled = tracemalloc.get_traced_memory()[0]
        grown = tracemalloc.get_traced_memory()[0] - settled
        tracemalloc.stop()
    if grown > GROWTH_BYTES:
        found.append(f"{name} {seed}: memory grew by {grown} bytes")
    return found


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=list(TARGETS))
    asked = parser.parse_args()
    failed = 0
    for name in [asked.only] if asked.only else TARGETS:
        begun_s = time.perf_counter()
        found = faults(name, asked.inputs, asked.seed)
        failed += len(found)
        print(*found[:10], sep="\n", end="\n" if found else "")
        print(f"{name}: {asked.inputs} inputs, {len(found)} faults, {time.perf_counter() - begun_s:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
