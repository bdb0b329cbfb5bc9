"""The plan in use says when a break is due and how long it is: its targets of this week, over the settings.

What was given with `--set` wins over the plan, and the plan over the settings file. Only while a plan runs:
before its start, after its end and without one the user's own settings hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from posture.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from posture.instant import Instant
    from posture.settings import Settings
    from posture.therapy.plan import Plan
    from tui.homework_source import HomeworkSource

NUDGE_KEY = "sitting.nudge_after_s"


class PlanTargets:
    """Reads the plan in use again when its list or the day changes; `in_use` is what it lays over now.

    Args:
        source: reads the plan.
        given: what stands after `--set`; the plan leaves those keys alone.
        fail: is told why the plan cannot be read; the user's own settings hold then.
    """

    def __init__(
        self,
        source: HomeworkSource,
        given: Iterable[str] | None = None,
        fail: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        self._source = source
        self._given = frozenset(one.partition("=")[0].strip() for one in given or ())
        self._fail = fail
        self._looked: tuple[object, date] | None = None
        self.in_use: Mapping[str, float] = {}

    @property
    def sets_breaks(self) -> bool:
        """Whether the plan says after how much sitting a break is due."""
        return NUDGE_KEY in self.in_use

    def look(self) -> bool:
        """Look whether another plan, or another day, brings other targets; whether it did."""
        today = self._source.now().date()
        now = (self._source.plan_list_changed(), today)
        if now == self._looked:
            return False
        self._looked = now
        before, self.in_use = self.in_use, self._read(today)
        return self.in_use != before

    def over(self, settings: Settings) -> Settings:
        """These settings with the plan's targets over them."""
        changed: dict[str, Any] = {key.partition(".")[2]: value for key, value in self.in_use.items()}
        return replace(settings, sitting=replace(settings.sitting, **changed)) if changed else settings

    def following(self, own: Settings, use: Callable[[Instant, Settings], None]) -> Callable[[Instant], None]:
        """What a monitor without a screen calls at each picture; `use` gets the settings from then on."""

        def follow(at: Instant) -> None:
            if self.look():
                use(at, self.over(own))

        return follow

    def _read(self, today: date) -> Mapping[str, float]:
        try:
            plan = self._source.plan_in_use()
        except PostureError as error:
            self._fail(str(error))
            return {}
        return {} if plan is None else _running_targets(plan, today, self._given)


def _running_targets(plan: Plan, today: date, given: frozenset[str]) -> Mapping[str, float]:
    from posture.therapy.schedule import Phase, phase_on  # noqa: PLC0415 - not before the first paint
    from posture.therapy.targets import target_settings  # noqa: PLC0415

    if phase_on(plan, today) in (Phase.BEFORE, Phase.OVER):
        return {}
    return {key: value for key, value in target_settings(plan, today).items() if key not in given}
