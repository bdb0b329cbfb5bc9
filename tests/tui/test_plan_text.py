"""A plan as the patient reads it: dates near to today, every part that is there, and nothing that is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from posture.adapters.plan_templates import FOLDER
from tests.adapters.test_plan_file import KNOWN, LITTLE, usable
from tui.plan_text import plan_text
from tui.plan_words import days_words, relative_words, seconds_words

START = date(2026, 11, 23)
WHOLE = """\
[[goals]]
text = "Garden"
measure = "Minutes in the garden"
unit = "min"
target = 30
[[sitting]]
break_after_min = 45
break_min = 2.5
[[sitting]]
from_week = 3
break_after_min = 30
[[questionnaires]]
id = "q"
title = "Two questions"
items = ["a", "b"]
highest = 4
lowest_means = "no"
highest_means = "yes"
scoring = "sum"
direction = "lower_is_better"
"""


def shown(text: str, days: int = 0, columns: int = 80) -> str:
    return plan_text(usable(text), KNOWN.exercises, {}, START + timedelta(days=days), columns)


def test_a_short_plan_as_a_whole() -> None:
    plan = usable(LITTLE)
    assert (
        shown(LITTLE, -3)
        == f"""\
Little
For A., from B. (little, version 1, {plan.hash[:12]})
It starts in 3 days, on Mon 23 Nov 2026.

What to do

1. Neck rotation
   10 repetitions; once a day, every day
   Left and right each count: 10 in all, 5 to each side.
   How: Sit or stand tall and look ahead. Turn the head slowly to one side, as
   far as is comfortable. Come back to the middle, then the other side. The
   shoulders stay where they are.
   Take care: Small and slow while the neck is sore.
   The camera counts it.

If it hurts (0 is no pain, 10 the worst there is)
- 0 to 3: go on.
- 4 to 5: go on gently; it should settle within 24 hours.
- 6 to 10: stop for today and note it.

When to stop
- Stop at new numbness, tingling, weakness, dizziness, chest pain or
  breathlessness, and ask for help.

A day that was missed is simply a day: there is nothing to catch up.
"""
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("repetitions = 9", "Left and right each count: 9 in all.\n"),
        ("sets = 2\nrepetitions = 8", "Left and right each count: 8 in all, 4 to each side.\n"),
        ('repetitions = 10\nside = "each"', ""),
        ('repetitions = 10\nside = "left"', ""),
        ("duration_s = 60", ""),
    ],
)
def test_how_the_sides_count_is_said_where_it_can_be_misread(changes: str, said: str) -> None:
    lines = shown(LITTLE.replace("repetitions = 10", changes)).splitlines(keepends=True)
    assert "".join(line.lstrip() for line in lines if "each count" in line) == said


def test_goals_targets_and_questions() -> None:
    text = shown(LITTLE + WHOLE)
    assert "- Garden (Minutes in the garden: to 30, min)\n" in text
    assert "- A break of 2 min 30 s after 45 min of sitting.\n" in text
    assert "- From week 3 on (Mon 7 Dec 2026): a break of 5 min after 30 min of sitting.\n" in text
    assert "- Two questions (2 questions), at the start and at the review.\n" in text


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (-1, "It starts tomorrow, on Mon 23 Nov 2026."),
        (0, "Today is in week 1; it started on Mon 23 Nov 2026."),
        (7, "Today is in week 2; it started on Mon 23 Nov 2026."),
        (8, "Its last day was Mon 30 Nov 2026: ask your therapist how to go on."),
    ],
)
def test_where_today_lies(days: int, says: str) -> None:
    dated = LITTLE.replace("start = 2026-11-23", "start = 2026-11-23\nreview = 2026-11-28\nend = 2026-11-30")
    text = shown(dated, days)
    assert says in text.splitlines()
    assert ("You look at it together" in text) == (days < 8)


def test_rules_and_bands_in_words() -> None:
    text = shown((FOLDER / "band_raise.toml").read_text(encoding="utf-8"), columns=200)
    joined = " ".join(text.split())
    assert "2 min, with the red band; once a day, Mon, Tue, Wed, Thu, Fri" in joined
    assert (
        "More: After 5 good sessions in a row (100 % or more done, pain on green): the next heavier one, "
        "at most blue band. Your therapist decides." in joined
    )
    assert (
        "Less: After 3 sessions in a row that went hard (less than 75 % done, or pain on red): the next "
        "lighter one, at least yellow band. The program does it." in joined
    )


@pytest.mark.parametrize("columns", [10, 40, 60, 300])
def test_it_fits_the_terminal(columns: int) -> None:
    text = shown((FOLDER / "first_week.toml").read_text(encoding="utf-8"), columns=columns)
    assert max(map(len, text.splitlines())) <= max(40, min(columns, 80))


def test_markup_and_whatever_else_stays_text() -> None:
    text = shown(LITTLE.replace('"Little"', '"<b>[red]x[/red]</b>"'))
    assert text.startswith("<b>[red]x[/red]</b>\n")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-5, "5 days ago")],
)
def test_days_from_today(days: int, words: str) -> None:
    assert relative_words(START + timedelta(days=days), START) == words


def test_a_week_begins_where_the_reader_says() -> None:
    assert days_words((0, 2, 6)) == "Mon, Wed, Sun"
    assert days_words((0, 2, 6), first=6) == "Sun, Mon, Wed"
    assert days_words(range(7), first=6) == "every day"
    plan = usable(LITTLE.replace("repetitions", 'days = ["sun", "mon", "wed"]\nrepetitions'))
    for first, words in ((0, "once a day, Mon, Wed, Sun"), (6, "once a day, Sun, Mon, Wed")):
        assert words in plan_text(plan, KNOWN.exercises, {}, START, 80, first_weekday=first)


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (90, "90 s"), (120, "2 min"), (150, "2 min 30 s"), (1800, "30 min")]
)
def test_seconds(seconds: float, words: str) -> None:
    assert seconds_words(seconds) == words
