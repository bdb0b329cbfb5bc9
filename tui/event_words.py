"""Events as one short line each, for the list of recent events."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from posture.events import (
    Away,
    BreakDue,
    BreakMissed,
    BreakSnoozed,
    BreakStarted,
    BreakTaken,
    Calibrated,
    CalibrationFailed,
    CameraLost,
    CameraMoved,
    CameraRestored,
    CountedBy,
    Event,
    ExerciseFinished,
    ExerciseRepetition,
    MeetingEnded,
    MeetingStarted,
    Paused,
    PostureShift,
    Present,
    Resumed,
    SessionEnded,
    SessionStarted,
    SittingEnded,
    SittingStarted,
    SlouchEnded,
    SlouchProlonged,
    SlouchStarted,
    StandingEnded,
    StandingProlonged,
    StandingStarted,
    StillnessProlonged,
    Suspended,
    VerifiedBy,
    ViewRestored,
    ViewUnusable,
)
from posture.labels import Reason
from tui.wording import LABEL_WORDS, clock_time, duration, reason_words, until_words

SILENT: tuple[type[Event], ...] = (
    Present,
    SittingStarted,
    PostureShift,
    SessionEnded,
    ViewRestored,
    BreakStarted,
    ExerciseRepetition,
)
"""Events that another line already tells."""

_CAMERA_LOST: dict[str, str] = {
    Reason.IN_USE: "Another program has the camera",
    Reason.FROZEN: "The camera's picture stands still",
}
_VIEW_OVER = (ViewRestored, SlouchStarted, Away, CameraLost, Suspended, Paused, SessionEnded)
"""Where the view could be judged again, or there was none any more."""
_VIEW_WORTH_A_LINE_S = 60.0


def event_words(event: Event) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one case for each event type
    """The event in a few words, or `None` where another line already tells it."""
    match event:
        case SessionStarted():
            return "Watching began"
        case Calibrated():
            return f"Reference in use: {event.profile} ({event.quality})"
        case CalibrationFailed():
            return f"No reference: {reason_words(event.reason)}"
        case Away():
            return "Away from the desk"
        case SittingEnded():
            return f"Sat for {duration(event.duration_s)}"
        case StandingStarted():
            return "Standing" if event.by == "camera" else "Standing (your word)"
        case StandingEnded():
            return f"Stood for {duration(event.duration_s)}"
        case StandingProlonged():
            return f"Standing for {duration(event.duration_s)}"
        case StillnessProlonged():
            return f"One position for {duration(event.duration_s)}"
        case MeetingStarted():
            return "Meeting: prompts wait"
        case MeetingEnded():
            return "Meeting over"
        case SlouchStarted():
            return LABEL_WORDS[event.label].heading
        case SlouchEnded():
            return f"Back after {duration(event.duration_s)} {LABEL_WORDS[event.label].brief}"
        case SlouchProlonged():
            return f"{LABEL_WORDS[event.label].brief.capitalize()} for {duration(event.whole_s)}"
        case BreakDue():
            return f"Break due after {duration(event.sitting_s)}"
        case BreakTaken():
            return break_taken_words(event)
        case BreakMissed():
            return _MISSED.get(event.reason, "Break not taken")
        case BreakSnoozed():
            return f"Snoozed until {until_words(event.at, event.at.shifted_to(event.until_t))}"
        case ExerciseFinished():
            return _exercise_finished(event)
        case CameraLost():
            return _CAMERA_LOST.get(event.reason, "No picture from the camera")
        case CameraRestored():
            return "Picture is back"
        case CameraMoved():
            return (
                "Camera moved: reference follows" if event.compensated else "Camera moved: press c to renew"
            )
        case ViewUnusable():
            return f"Cannot judge: {reason_words(event.reason)}"
        case Suspended():
            return f"Asleep or stopped for {duration(event.duration_s)}"
        case Paused():
            return "Paused"
        case Resumed():
            return "Resumed"
        case _:
            return None


_MISSED = {"skipped": "Break skipped", "sat_on": "Sat on past the break", "not_seen": "Break not seen"}


def break_taken_words(event: BreakTaken) -> str:
    """A break that was taken: one that was asked for is confirmed, another one is seen."""
    what = "Break confirmed" if event.prompted else "Break seen"
    match event.verified_by:
        case VerifiedBy.SELF_REPORT:
            return "Break taken (your word)"
        case VerifiedBy.ABSENCE:
            return f"{what}: {duration(event.duration_s)} away"
        case VerifiedBy.STANDING:
            return f"{what}: {duration(event.duration_s)} standing"
        case VerifiedBy.EXERCISE:
            return f"{what}: {duration(event.duration_s)} of exercise"


def _exercise_finished(event: ExerciseFinished) -> str:
    name = event.exercise.replace("_", " ")
    if event.counted is not None:
        return f"{name}: {event.repetitions} (your word)"
    if event.counted_by is CountedBy.SELF_REPORT:
        return f"{name}: {duration(event.hold_s)} (your word)"
    return f"{name}: {event.repetitions} seen"


def recent_lines(
    events: Sequence[Event], most: int, now_s: float, said: Collection[Event] = ()
) -> tuple[str, ...]:
    """The newest worded events, newest first, each with its time.

    A view that could not be judged for a moment is left out: there are many in an hour, and what can be
    seen now stands on the screen anyway. `now_s` is the time of the session, seconds; `said` are the
    events that became prompts.
    """
    lines: list[str] = []
    view_until_s = now_s
    for event in reversed(events):
        words = event_words(event)
        if isinstance(event, ViewUnusable):
            lasted_s, view_until_s = view_until_s - event.since_t, event.since_t
            if lasted_s < _VIEW_WORTH_A_LINE_S:
                continue
        elif isinstance(event, _VIEW_OVER):
            view_until_s = event.since_t if isinstance(event, ViewRestored) else event.at.mono_s
        if words is not None and event in said:
            words = f"Prompt: {words[0].lower()}{words[1:]}"
        if words is not None:
            lines.append(f"{clock_time(event.at)}  {words}")
        if len(lines) == most:
            break
    return tuple(lines)
