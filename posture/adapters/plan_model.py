"""The plan file as tables and keys: what each is, what is allowed, and the frozen `Plan` they become.

The JSON Schema for editors (docs/plan.schema.json) is made from here. What several keys must agree about is
in `plan_consistency.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from posture.adapters.plan_item_model import ActivityTable, ExerciseTable
from posture.adapters.plan_text_types import (
    Day,
    EveryDays,
    Line,
    Lines,
    Name,
    Notes,
    Pain,
    PlanTable,
    Text,
    TimeOfDay,
)
from posture.therapy.plan import (
    CheckIns,
    Direction,
    Goal,
    PainLimits,
    Plan,
    Questionnaire,
    Scoring,
    SittingStep,
)

_MINUTE_S = 60.0


class GoalTable(PlanTable):
    """What the patient wants to be able to do."""

    text: Text = Field(description="The goal in the patient's words.")
    measure: Line = Field(description="What is measured, in words.")
    measured_by: Line = Field(
        default="therapist",
        description="Where the report takes the figure from: pain_now, pain_average, pain_worst, activities, "
        "questionnaire:ID, longest_sitting, breaks_a_day; or therapist, who enters it.",
    )
    unit: Line = Field(description='The unit, such as "0-10" or "min".')
    baseline: FiniteFloat | None = Field(default=None, description="The figure at the start.")
    target: FiniteFloat = Field(description="The figure to reach.")


class SittingTable(PlanTable):
    """Targets for sitting and breaks, from one week of the plan on."""

    from_week: Annotated[int, Field(ge=1, le=104)] = Field(
        default=1, description="From this week of the plan on."
    )
    break_after_min: Annotated[FiniteFloat, Field(ge=5.0, le=240.0)] = Field(
        description="A break is due after so many minutes of sitting."
    )
    break_min: Annotated[FiniteFloat, Field(ge=0.5, le=60.0)] = Field(
        default=5.0, description="How many minutes a whole break is."
    )

    def value(self) -> SittingStep:
        """As the core knows it."""
        return SittingStep(
            from_week=self.from_week,
            break_after_s=self.break_after_min * _MINUTE_S,
            break_s=self.break_min * _MINUTE_S,
        )


class PainTable(PlanTable):
    """The pain traffic light, 0 to 10: green up to one number, amber up to the next, red above."""

    green_up_to: Pain = Field(default=3, description="Go on.")
    amber_up_to: Pain = Field(default=5, description="Go on gently; it should settle.")
    settles_within_h: Annotated[FiniteFloat, Field(ge=1.0, le=168.0)] = Field(
        default=24.0, description="Hours in which raised pain should settle."
    )


class CheckInTable(PlanTable):
    """What the patient is asked, and how often; leave a key out to not ask."""

    pain_every_days: EveryDays | None = None
    activities_every_days: EveryDays | None = None
    change_at_review: bool = True
    activities: Annotated[list[Line], Field(max_length=5)] = Field(
        default=[], description="What the patient rates from 0 to 10; left out, the patient names them."
    )


class QuestionnaireTable(PlanTable):
    """A questionnaire of your own; mind the licence of one that is somebody else's."""

    id: Name
    title: Line
    intro: Text | None = None
    items: Annotated[list[Text], Field(min_length=1, max_length=50)]
    lowest: Annotated[int, Field(ge=-100, le=100)] = Field(default=0, description="The lowest answer.")
    highest: Annotated[int, Field(ge=-100, le=100)] = Field(description="The highest answer.")
    lowest_means: Line
    highest_means: Line
    scoring: Literal["sum", "mean"]
    direction: Literal["higher_is_better", "lower_is_better"]
    meaningful_change: Annotated[FiniteFloat, Field(gt=0.0, le=10000.0)] | None = Field(
        default=None, description="The smallest change of the score that means something."
    )
    every_days: EveryDays | None = Field(default=None, description="Left out: at start and review.")

    def value(self) -> Questionnaire:
        """As the core knows it."""
        return Questionnaire(
            id=self.id,
            title=self.title,
            intro=self.intro or "",
            items=tuple(self.items),
            scale_from=self.lowest,
            scale_to=self.highest,
            from_means=self.lowest_means,
            to_means=self.highest_means,
            scoring=Scoring(self.scoring),
            meaningful_change=self.meaningful_change,
            direction=Direction(self.direction),
            every_days=self.every_days,
        )


class ReminderTable(PlanTable):
    """When the patient is reminded of the exercises."""

    times: Annotated[list[TimeOfDay], Field(max_length=12)] = Field(description='Such as ["09:30", "15:00"].')
    patient_may_change: bool = Field(default=True, description="Whether the patient may move them.")


class PlanModel(PlanTable):
    """A plan from a physical therapist to one patient."""

    format: Literal["posture-plan"]
    version: Literal[1] = Field(description="Of this file format.")
    id: Name = Field(description="A name for the plan; later versions keep it.")
    revision: Annotated[int, Field(ge=1, le=9999)] = Field(description="Count it up at each change.")
    title: Line
    patient: Line = Field(alias="for", description="An alias, not the full name.")
    therapist: Line = Field(alias="from", description="Who wrote it.")
    start: Day = Field(description="The first day.")
    review: Day | None = Field(default=None, description="When you look at it together.")
    end: Day | None = Field(default=None, description="The last day.")
    breaks_a_day: Annotated[int, Field(ge=1, le=50)] | None = None
    stop_rules: Lines = Field(default=[], description="When to stop anything in the plan.")
    precautions: Lines = Field(default=[])
    education: Annotated[list[Line], Field(max_length=50)] = Field(
        default=[], description="Pieces to read: `posture learn` lists them."
    )
    notes: Notes = ""
    goals: Annotated[list[GoalTable], Field(max_length=8)] = Field(default=[])
    sitting: Annotated[list[SittingTable], Field(max_length=30)] = Field(default=[])
    exercises: Annotated[list[ExerciseTable], Field(max_length=20)] = Field(default=[])
    activities: Annotated[list[ActivityTable], Field(max_length=20)] = Field(default=[])
    pain: PainTable = PainTable()
    check_ins: CheckInTable = CheckInTable()
    questionnaires: Annotated[list[QuestionnaireTable], Field(max_length=10)] = Field(default=[])
    reminders: ReminderTable = ReminderTable(times=[])

    def value(self, *, content_hash: str) -> Plan:
        """The plan as the core knows it; its keys must agree with each other."""
        hours = (time.split(":") for time in sorted(set(self.reminders.times)))
        return Plan(
            id=self.id,
            revision=self.revision,
            hash=content_hash,
            title=self.title,
            patient=self.patient,
            therapist=self.therapist,
            start=self.start,
            review=self.review,
            end=self.end,
            goals=tuple(Goal(**goal.model_dump()) for goal in self.goals),
            sitting=tuple(step.value() for step in self.sitting),
            breaks_a_day=self.breaks_a_day,
            items=(*(one.value() for one in self.exercises), *(one.value() for one in self.activities)),
            pain=PainLimits(**self.pain.model_dump()),
            stop_rules=tuple(self.stop_rules),
            precautions=tuple(self.precautions),
            check_ins=CheckIns(
                **{**self.check_ins.model_dump(), "activities": tuple(self.check_ins.activities)}
            ),
            questionnaires=tuple(one.value() for one in self.questionnaires),
            reminders=tuple(int(hour) * 60 + int(minute) for hour, minute in hours),
            reminders_may_change=self.reminders.patient_may_change,
            education=tuple(self.education),
            notes=self.notes,
        )
