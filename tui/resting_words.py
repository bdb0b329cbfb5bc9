"""Why exercises rest, what ends it, and how that is asked; in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.resting import STOP_RULE
from posture.therapy.today import Held
from tui.plan_words import day_words, item_name

if TYPE_CHECKING:
    from tui.homework_source import HomeworkNow

LOOKED_AT = "Noted. Exercises can go on as the doctor or PT said."
NOT_LOOKED_AT = "Noted. Exercises rest on, and you are asked again."
"""After the answer, whether somebody has looked at a sign."""
_TAKE_BACK = (
    "If that was a slip, `posture checkin --list` has its number and `posture checkin --withdraw NUMBER` "
    "takes it back."
)


def rest_words(now: HomeworkNow) -> str | None:
    """Why an answer about warning signs lets exercises rest, and what ends it; `None` where none does."""
    rest = now.rest
    if rest is None:
        return None
    until = "until somebody has looked at it" if rest.until is None else "until midnight"
    if rest.until is not None and rest.asks:
        until += ", and then until somebody has looked at it"
    asks = (
        " `posture redflags --looked-at`, or y under Homework in the app, says that a doctor or PT has."
        if rest.asks
        else ""
    )
    return (
        f"Exercises rest {until}: {answered_words(now)}{asks} If an answer was a slip, "
        "`posture checkin --list` has its number and `posture redflags --replaces NUMBER` puts another "
        "in its place."
    )


def answered_words(now: HomeworkNow) -> str:
    """What was answered, and when, as the patient would say it."""
    assert now.rest is not None
    told = "; ".join(now.signs.get(sign, sign.replace("_", " ")) for sign in now.rest.signs)
    return f'on {day_words(now.rest.answered.date())} you answered "{told}".'


def looked_at_question(now: HomeworkNow) -> str:
    """Whether somebody has looked at what was answered."""
    words = answered_words(now)
    return f"{words[:1].upper()}{words[1:]} Has a doctor or PT looked at it since?"


def held_words(now: HomeworkNow) -> str | None:
    """Why exercises rest, or `None`."""
    today = now.today
    if today is None or today.held is None:
        return None
    match today.held:
        case Held.WARNING_SIGN:
            return rest_words(now)
        case Held.STOP_RULE:
            return (
                f"That is enough for today: your plan says to stop ({held_reason(now)}). "
                f"It is noted for your therapist. {_TAKE_BACK}"
            )
        case Held.RED:
            return (
                f"That is enough for today: {held_reason(now)}. Your plan says to stop there, "
                f"and it is noted for your therapist. {_TAKE_BACK}"
            )


def held_reason(now: HomeworkNow) -> str | None:
    """What a session says that ended the day: the stop rule, or "pain 7 of 10 after Squat"."""
    session = None if now.today is None else now.today.held_by
    if session is None:
        return None
    reason = session.stopped_reason or ""
    if reason.startswith(STOP_RULE):
        return reason.removeprefix(STOP_RULE)
    name = name_of(session.exercise, now)
    if session.pain_after is None:
        return f"pain {session.pain_before} of 10 before {name}"
    return f"pain {session.pain_after} of 10 after {name}"


def name_of(exercise_id: str, now: HomeworkNow) -> str:
    """What people call an exercise or activity of the plan."""
    item = None if now.plan is None else now.plan.item(exercise_id)
    if item is not None:
        return item_name(item, now.exercises)
    return now.exercises[exercise_id].name if exercise_id in now.exercises else exercise_id
