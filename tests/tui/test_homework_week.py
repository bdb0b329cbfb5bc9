"""A week of homework: counted by the real guide, kept in the real database, read back day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from posture.exercise_session import ExerciseAction, ExerciseSession
from posture.exercise_view import ExerciseView
from posture.testing.exercising import BOTH_CURL, Repetition, performance
from posture.therapy.done import guided_session, not_begun, reported_session
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.outcomes import outcomes
from posture.therapy.progression import Action, Rule, evaluate
from posture.therapy.targets import as_planned, goal_for
from posture.therapy.today import Held
from tests.tui.homework_home import MONDAY, Home, no_signs
from tui.homework_source import HomeworkNow, HomeworkSource
from tui.homework_view import message, next_line, suggestion_words, today_text

CURL, WALK = "elbow_flexion", "walk_outside"


class Week:
    """One patient, one plan; `day` 0 is Monday."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.source = HomeworkSource(self.home.where, lambda: self.home.now)

    def at(self, day: int, hour: int) -> HomeworkNow:
        """The homework at that hour."""
        self.home.now = MONDAY + timedelta(days=day, hours=hour - 9)
        return self.source.read()

    def curls(self, day: int, hour: int, *, before: int, after: int) -> int:
        """Do the curls of that hour as the app does; how many were asked for."""
        now = self.at(day, hour)
        assert now.plan is not None
        assert now.today is not None
        item = now.plan.item(CURL)
        assert item is not None
        dose = now.today.doses[CURL]
        goal = goal_for(item, dose)
        assert goal.repetitions is not None
        view = guided(as_planned(now.exercises[CURL], item, dose, now.plan), goal, goal.repetitions)
        record = guided_session(view, now.at, plan=now.plan, dose=dose, pain_before=before, pain_after=after)
        assert record is not None
        self.source.keep([record])
        return goal.repetitions

    def noted(self, day: int, hour: int, item: str, amount: int, pain: int) -> None:
        """Note an item at the patient's word."""
        now = self.at(day, hour)
        assert now.plan is not None
        assert now.today is not None
        timed = item == WALK
        record = reported_session(
            item,
            now.at,
            plan=now.plan,
            dose=now.today.doses[item],
            repetitions=None if timed else amount,
            duration_s=60.0 * amount if timed else None,
            pain_after=pain,
        )
        self.source.keep([record])

    def done(self, day: int, hour: int = 23) -> list[tuple[str, int, int, int]]:
        """Of each item due that day: counted, at the patient's word, left."""
        today = self.at(day, hour).today
        assert today is not None
        return [(one.item.id, one.counted, one.reported, one.left) for one in today.homework]


def guided(exercise: object, goal: object, times: int) -> ExerciseView:
    """Somebody does so many curls before the guide."""
    session = ExerciseSession(exercise, goal)  # type: ignore[arg-type]
    seen = performance([Repetition(out=BOTH_CURL)] * (times + 1), lead_s=2.0, fps=6).observations()
    session.act(seen[0].at, ExerciseAction.BEGIN)
    for observation in seen:
        session.observe(observation)
    return session.view()


def test_a_week_of_homework(tmp_path: Path) -> None:
    week = Week(tmp_path)
    # Monday: once before the camera, once at his word; two good sessions, so one more from now on.
    assert week.curls(0, 9, before=1, after=1) == 3
    assert next_line(week.at(0, 10)).text == "Walk outside, 15 min (key 2)"  # type: ignore[union-attr]
    week.noted(0, 18, CURL, 3, pain=1)
    assert week.done(0) == [(CURL, 1, 1, 0), (WALK, 0, 0, 1)]
    assert "at your word" in today_text(week.at(0, 23))
    # Tuesday was missed, and nothing of it is left on Wednesday.
    assert week.done(1) == [(CURL, 0, 0, 2)]
    assert week.done(2, 8) == [(CURL, 0, 0, 2), (WALK, 0, 0, 1)]
    # Wednesday ends on amber.
    assert week.curls(2, 9, before=2, after=5) == 4
    week.noted(2, 12, WALK, 15, pain=3)
    assert week.done(2) == [(CURL, 1, 0, 1), (WALK, 0, 1, 0)]
    # Thursday: it has not settled in the morning, and not after the plan's 24 hours: a flare.
    for hour in (8, 10):
        now = week.at(3, hour)
        assert now.today is not None
        assert now.today.ask_about == (MONDAY + timedelta(days=2)).date()
        week.source.keep([NextDayPain(at=now.at, of_day=now.today.ask_about, pain=5)])
    assert week.curls(3, 11, before=2, after=2) == 3
    # Friday: pain on red before it.
    now = week.at(4, 9)
    assert now.plan is not None
    assert now.today is not None
    week.source.keep([not_begun(CURL, now.at, plan=now.plan, dose=now.today.doses[CURL], pain=7)])
    held = week.at(4, 10)
    assert held.today is not None
    assert (held.today.held, week.done(4, 10)) == (Held.RED, [(CURL, 0, 0, 2), (WALK, 0, 0, 1)])
    assert "pain 7 of 10 before" in message(held, now.plan, held.today)
    # Saturday: a warning sign; Sunday all is open again.
    week.home.keep(replace(no_signs(MONDAY, yes=True), at=MONDAY + timedelta(days=5)))
    paused = week.at(5, 12).today
    assert paused is not None
    assert paused.held is Held.WARNING_SIGN
    assert week.curls(6, 9, before=1, after=1) == 3
    assert week.done(6) == [(CURL, 1, 0, 1)]

    end = week.at(6, 20)
    assert end.plan is not None
    suggestions = [one for one in evaluate(end.plan, outcomes(end.plan, end.records)) if one.exercise == CURL]
    assert [(one.rule, one.action, one.amount_to) for one in suggestions] == [
        (Rule.NONE, Action.HOLD, None),
        (Rule.GOOD_SESSIONS, Action.PROGRESS, 4.0),
        (Rule.FLARE, Action.STEP_BACK, 3.0),
        (Rule.NONE, Action.HOLD, None),
        (Rule.GOOD_SESSIONS, Action.PROGRESS, 4.0),
    ]
    assert [suggestion_words(one, end.plan) for one in suggestions[:3]] == [
        None,
        "From now on 4 repetitions instead of 3 repetitions, after 2 good sessions: your plan says so.",
        "From now on 3 repetitions instead of 4 repetitions, because of pain 5 (limit 3): your plan says so.",
    ]
