"""Stories: a script goes through the real core, and every event it leads to is expected by name and time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calibration.from_source import CalibratingMonitor, Stretch
from posture.event_json import to_dict
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.testing.scenario import scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from posture.events import Event
    from posture.status import Step

NEVER_ASKED = ("session_started", "present", "sitting_started", "calibrated", "session_ended")
"""Every story begins and ends with these; `expect` is told only about what makes it a story."""


def no_warning(sentence: str) -> None:
    """For stories in which nothing odd should be said."""
    msg = f"unexpected warning: {sentence}"
    raise AssertionError(msg)


def settings_with(**sections: dict[str, Any]) -> Settings:
    """The defaults with some values changed: `settings_with(sitting={"nudge_after_s": 120})`."""
    settings = Settings()
    for name, values in sections.items():
        settings = replace(settings, **{name: replace(getattr(settings, name), **values)})
    return settings


def steps_of(
    script: str,
    *,
    settings: Settings | None = None,
    calibrate_s: float = 10.0,
    relaxed: Stretch | None = None,
    standing: Stretch | None = None,
    **options: Any,
) -> list[Step]:
    """Every step of a story; the first `calibrate_s` seconds are the reference."""
    settings = settings or Settings()
    core = CalibratingMonitor(
        Monitor(settings),
        settings,
        upright=Stretch(begin_s=0.0, end_s=calibrate_s),
        relaxed=relaxed,
        standing=standing,
        warn=no_warning,
    )
    return list(run(scenario(script, **options).source(), core))


def events_of(script: str, **options: Any) -> list[Event]:
    """Every event of a story."""
    return [event for step in steps_of(script, **options) for event in step.events]


def expect(
    events: Sequence[Event],
    *wanted: tuple[float, str] | tuple[float, str, dict[str, Any]],
    within_s: float = 1.0,
) -> None:
    """Fail unless exactly these events happened, each within `within_s` of its time.

    The frame that begins and ends every story is left out: the first of each of `NEVER_ASKED`. So are
    postural shifts, which every change of position brings, unless the story asks for them.
    """
    left_out: set[str] = set()
    rest: list[Event] = []
    asks_for_shifts = any(want[1] == "posture_shift" for want in wanted)
    for event in events:
        if event.type == "posture_shift" and not asks_for_shifts:
            continue
        if event.type in NEVER_ASKED and event.type not in left_out:
            left_out.add(event.type)
        else:
            rest.append(event)
    if rest and rest[-1].type == "sitting_ended" and rest[-1].at == events[-1].at:
        rest.pop()
    seen = [(round(event.at.mono_s, 3), event.type) for event in rest]
    assert [kind for _, kind in seen] == [want[1] for want in wanted], seen
    for event, want in zip(rest, wanted, strict=True):
        assert abs(event.at.mono_s - want[0]) <= within_s, (seen, want)
        if len(want) == 3:
            fields = to_dict(event)
            for name, value in want[2].items():
                found = fields[name]
                if isinstance(value, float):
                    assert abs(found - value) <= within_s, (event.type, name, found, value)
                else:
                    assert found == value, (event.type, name, found, value)
