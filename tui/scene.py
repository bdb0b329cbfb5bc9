"""Everything the dashboard shows, in one value that the app makes and the screen reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event
    from posture.figures import Figures
    from posture.landmarks import Pose
    from posture.ports import SourceInfo
    from posture.settings import Settings
    from posture.status import Status
    from tui.break_movement import BreakMovement
    from tui.day_so_far import DaySoFar
    from tui.prompt_state import PromptState
    from tui.today_view import HomeworkLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything the main screen shows.

    `events` are all of the session, oldest first; `over` says that the recording has come to its end;
    `compact` that the user wants the few lines only; `place_notice` says why the reference may not fit, if
    it may not; `place_check` that this is being found out; `breaks_by_plan` whether the plan in use says when
    a break is due.
    """

    info: SourceInfo | None
    status: Status | None
    reference: Pose | None
    prompt: PromptState
    totals: Figures | None
    day: DaySoFar | None
    events: Sequence[Event]
    banner: str
    takes_reference: bool
    demo: bool
    over: bool
    settings: Settings
    homework: HomeworkLine | None = None
    movement: BreakMovement | None = None
    tip: str | None = None
    compact: bool = False
    place_notice: str | None = None
    place_check: str | None = None
    breaks_by_plan: bool = False
