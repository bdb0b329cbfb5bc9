"""Meeting mode: who begins it, who ends it, and that nobody has to."""

from __future__ import annotations

from posture.meeting import Meeting, MeetingBy
from posture.settings import ReminderSettings

SETTINGS = ReminderSettings(meeting_ends_after_s=3600.0)


def test_a_meeting_begins_once_and_ends_once() -> None:
    meeting = Meeting(SETTINGS)
    assert not meeting.end()
    assert meeting.begin(10.0, MeetingBy.USER)
    assert not meeting.begin(20.0, MeetingBy.USER)
    assert meeting.deadline == 3610.0
    assert meeting.end()
    assert (meeting.by, meeting.deadline) == (None, None)


def test_the_users_word_takes_over_a_meeting_that_the_camera_began() -> None:
    meeting = Meeting(SETTINGS)
    assert meeting.begin(0.0, MeetingBy.CAMERA)
    assert not meeting.begin(10.0, MeetingBy.USER)
    assert meeting.by is MeetingBy.USER
    assert not meeting.begin(20.0, MeetingBy.CAMERA)
    assert meeting.by is MeetingBy.USER


def test_the_camera_begins_none_when_that_is_switched_off() -> None:
    meeting = Meeting(ReminderSettings(meeting_when_camera_taken=False))
    assert not meeting.begin(0.0, MeetingBy.CAMERA)
    assert meeting.by is None
    assert meeting.begin(0.0, MeetingBy.USER)
