"""A report in which everything is there, as long as it can be, and written by somebody hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from posture.events import CountedBy
from posture.therapy import pain_values as pains
from posture.therapy import report as rep
from posture.therapy.items import Light, Variable
from posture.therapy.measures import Verdict
from posture.therapy.onset import Stage
from posture.therapy.progression import Action, Rule
from posture.therapy.records import Occasion, YellowFlag

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}",
    "&lt;b&gt; javascript:alert(1)",
    "=HYPERLINK(1)",
    "| a | [x](javascript:alert(1)) `b` **c**",
    "\u200f\u05d0\u05d1\u05d2 <iframe src=http://localhost/> \u200e",
)
PLAIN = (
    "Scapular squeeze with elastic band, standing",
    "Seated thoracic rotation, both sides",
    "Übung für den Rücken mit Stuhl",
    "تمرين الكتف مع الشريط",
    "Étirement des épaules au bureau",
    "座位での肩甲骨の運動",
)
Say = Callable[[int, int], str]
"""Words: which, and how long at most."""
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 29)
MADE = datetime(2026, 11, 30, 8, tzinfo=UTC)
_LONG = " and so on with many more words" * 70


def words(number: int, length: int) -> str:
    """Hostile words of this length."""
    return (HOSTILE[number % len(HOSTILE)] + "W" * 30 + _LONG)[:length]


def plain_words(number: int, length: int) -> str:
    """Words as somebody who likes to write would write them, of about this length and at most 200."""
    said = f"{PLAIN[number % len(PLAIN)]} ({number + 1})"
    return (said + ", and then as it was told last time, slowly and without haste" * 3)[: min(length, 200)]


def days(count: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in range(count)]


def measures(id_: str, count: int, say: Say = words) -> tuple[rep.MeasureLine, ...]:
    return tuple(
        rep.MeasureLine(
            id=id_, name=say(number, 80), baseline=10, previous=9.5, now=8.5, change=-1.5, times=9,
            verdict=Verdict.BETTER, rule=say(number + 1, 300), baseline_on=FIRST,
            previous_on=FIRST + timedelta(days=number % 20), now_on=LAST - timedelta(days=number % 7),
            more_is_better=True,
        )
        for number in range(count)
    )  # fmt: skip


def rule_line(number: int, *, day: date = LAST, say: Say = words) -> rep.RuleLine:
    return rep.RuleLine(
        day=day, revision=2, exercise=f"exercise_{number}", name=say(number, 80), rule=Rule.POOR_SESSIONS,
        action=Action.STEP_BACK, applied=False, variable=Variable.RESISTANCE, amount_from=2, amount_to=1,
        amounts=say(number, 160), good_sessions=0, poor_sessions=3, sessions_needed=3, done_percent=55.5,
        light=Light.RED,
    )  # fmt: skip


def rated(day: date, say: Say = words) -> pains.RatedPain:
    return pains.RatedPain(day=day, pain=10, moment=pains.PainMoment.AFTER, exercise=say(4, 80))


def full_report(count: int = 30, say: Say = words) -> rep.Report:
    """Every table with so many rows, in the words of somebody hostile or of somebody else."""
    shares = tuple(rep.WeekShare(first=day, due=9, done=7) for day in days(28)[::7])
    version = rep.PlanVersion(
        id="a" * 40, revision=12, hash="f" * 64, title=say(0, 120), since=FIRST, until=None
    )
    return rep.Report(
        header=rep.Header(
            patient=say(1, 80), therapist=say(2, 80), first=FIRST, last=LAST, made=MADE,
            app_version="0.1.0", data_days=28, plan=version, versions=(version,) * 3,
            calibration=rep.Calibration(profile=say(3, 64), quality="good", day=LAST),
        ),
        left_out=(),
        goals=tuple(
            rep.GoalLine(
                text=say(number, 300), measure=say(number, 100), measured_by="pain_average",
                unit=say(number, 60), baseline=100.5, previous=90.5, now=80.5, target=70.5, reached=False,
                verdict=Verdict.WORSE, rule=say(number, 200), withheld=False,
            )
            for number in range(count)
        ),
        adherence=rep.Adherence(
            exercises=tuple(
                rep.ExerciseAdherence(
                    id=f"exercise_{number}", name=say(number, 80), due=112, done=101, extra=12,
                    by_camera=100, by_self_report=13, percent=90.2, band=rep.Band.MOST, amount_percent=87.5,
                    repetitions_done=1000, repetitions_asked=1200, stopped_early=2, weeks=shares,
                )
                for number in range(count)
            ),
            due=3360, done=3030, percent=90.2, band=rep.Band.MOST, weeks=shares, days_with_exercise=28,
        ),
        symptoms=rep.Symptoms(
            measures=tuple(
                measures(f"pain_{name}", 1, say)[0] for name in ("now", "average", "worst")
            ),
            days=tuple(pains.PainDay(day=day, before=3, after=8, next_day=2) for day in days(28)),
            green=100, amber=50, red=40, not_rated=30, flare_days=tuple(days(28)),
            check_ins=tuple(
                pains.CheckInPain(day=day, now=10, average=9, worst=10, place=say(number, 80))
                for number, day in enumerate(days(28))
            ),
            highest=rated(LAST, say),
            red_ratings=tuple(rated(day, say) for day in days(28)),
            places=tuple(pains.PlaceLine(day=LAST, place=say(number, 80)) for number in range(count)),
        ),
        function=rep.Function(
            measures=(*measures("activity", count, say), *measures("score", count, say)),
            change=rep.ChangeLine(day=LAST, score=-7, since=FIRST, words="a large change, worse"),
            course=rep.CourseLine(began=FIRST, weeks=100, stage=Stage.CHRONIC, assessed=True),
        ),
        sitting=rep.Sitting(
            days_watched=28, sitting_s_a_day=36000, standing_s_a_day=7200, bouts=500, median_bout_s=3000,
            longest_bout_s=16000, over_30_min_percent=72.5, over_60_min_percent=33.3, breaks_a_day=10.5,
            breaks_seen=200, breaks_self_reported=94, breaks_missed=100, shifts_an_hour=3.25,
            asked_break_after_s=1800, asked_breaks_a_day=8,
            weekdays=tuple(
                rep.WeekdayLine(weekday=number, days=4, sitting_s=36000, breaks=10.5) for number in range(7)
            ),
            days=tuple(
                rep.SittingDay(
                    day=day, watched_s=43000, sitting_s=36000, standing_s=7000, longest_bout_s=16000,
                    breaks=10, slouch_s=5000,
                )
                for day in days(28)
            ),
            watched_s_a_day=43000, enough_watched=True,
        ),
        posture=rep.PostureTime(
            seconds_a_day=5000, sitting_percent=13.9, episodes=300,
            seconds_by_label={"slouched": 70000, "leaning_forward": 50000, "leaning_left": 10000,
                              "leaning_right": 10000},
        ),
        notes=tuple(
            rep.NoteLine(
                day=LAST, topic=list(YellowFlag)[number % len(YellowFlag)], text=say(number, 2000)
            )
            for number in range(count)
        ),
        safety=rep.Safety(
            times_asked=40,
            signs=tuple(
                rep.SignLine(
                    at=MADE, tier=1, occasion=Occasion.ON_DEMAND, signs=(say(number, 300),),
                    paused_exercises=True,
                )
                for number in range(count)
            ),
            stopped=tuple(
                rep.StoppedLine(
                    day=LAST, exercise=say(number, 80), reason=say(number, 2000),
                    counted_by=CountedBy.CAMERA,
                )
                for number in range(count)
            ),
        ),
        rules=rep.Rules(
            now=tuple(rule_line(number, say=say) for number in range(count)),
            fired=tuple(rule_line(number, day=FIRST, say=say) for number in range(count)),
            questions=tuple(
                rep.QuestionLine(about=say(number, 300), text=say(number, 300)) for number in range(count)
            ),
        ),
        quality=rep.Quality(
            watched_s=1200000, paused_s=100000, asleep_s=100000, watching_percent=85.7, unknown_percent=12.3,
            not_judged_percent=23.4, data_days_of_30=28, camera_moved=40,
        ),
    )  # fmt: skip
