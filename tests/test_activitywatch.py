"""Sessions as ActivityWatch buckets: every moment that is known, and nothing that is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import posture
from posture.activitywatch import buckets
from posture.instant import Instant
from posture.testing.scenario import scenario

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def watched(script: str, started: datetime = NINE) -> tuple[object, ...]:
    timeline = posture.replay(
        scenario(script, fps=1, started=started).source(),
        calibrate=(0, 10),
        settings={"sitting.nudge_after_s": 60},
    )
    return timeline.events


def told(bucket: dict[str, object]) -> list[tuple[str, float, dict[str, object]]]:
    return [(one["timestamp"][11:19], one["duration"], one["data"]) for one in bucket["events"]]


def test_presence_posture_and_breaks_of_a_session() -> None:
    session = watched("upright 90s; slouch 40s; away 70s; upright 20s; dark 30s; !pause; upright 9s")
    made = buckets([session], None, None, "desk")
    assert set(made) == {"posture-presence_desk", "posture-posture_desk", "posture-breaks_desk"}
    presence = made["posture-presence_desk"]
    assert {key: value for key, value in presence.items() if key != "events"} == {
        "id": "posture-presence_desk",
        "type": "afkstatus",
        "client": "posture",
        "hostname": "desk",
        "created": "2026-11-20T08:00:00.000+00:00",
    }
    here = {"status": "not-afk", "activity": "sitting"}
    assert told(presence) == [
        ("08:00:00", 131.0, here),
        ("08:02:11", 70.0, {"status": "afk"}),
        ("08:03:21", 19.0, here),
    ]
    assert told(made["posture-posture_desk"]) == [("08:01:31", 40.0, {"label": "slouched"})]
    assert told(made["posture-breaks_desk"]) == [
        ("08:02:11", 70.0, {"verified_by": "absence", "prompted": True})
    ]


def test_a_told_break_has_no_length_and_a_standing_one_has() -> None:
    session = watched(
        "upright 70s; !took_break; upright 20s; !standing; stand_at_desk 65s; !sitting; upright 5s"
    )
    assert told(buckets([session], None, None, "desk")["posture-breaks_desk"]) == [
        ("08:01:10", 0.0, {"verified_by": "self_report", "prompted": True}),
        ("08:01:30", 65.0, {"verified_by": "standing", "prompted": False}),
    ]


def test_days_are_local_and_what_began_on_one_belongs_to_it_whole() -> None:
    late = datetime(2026, 11, 20, 23, 59, 30, tzinfo=timezone(timedelta(hours=-5)))
    sessions = [watched("upright 2m"), watched("upright 60s; away 20s", late)]
    day = {"first": date(2026, 11, 20), "last": date(2026, 11, 20), "hostname": "desk"}
    assert told(buckets(sessions, **day)["posture-presence_desk"]) == [
        ("08:00:00", 119.0, {"status": "not-afk", "activity": "sitting"}),
        ("04:59:30", 61.0, {"status": "not-afk", "activity": "sitting"}),
    ]
    assert buckets(sessions, date(2026, 11, 22), None, "desk") == {}
    assert buckets(sessions, None, date(2026, 11, 19), "desk") == {}
    assert buckets([], None, None, "desk") == {}


def test_a_running_session_reaches_up_to_its_last_sign_of_life() -> None:
    running = watched("upright 60s")[:-2]
    until = Instant(mono_s=50.0, wall=NINE.astimezone(UTC) + timedelta(seconds=50))
    assert told(buckets([running], None, None, "desk", until=until)["posture-presence_desk"]) == [
        ("08:00:00", 50.0, {"status": "not-afk", "activity": "sitting"})
    ]
