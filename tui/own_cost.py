"""What a monitor costs, in words: processor, memory, camera, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.adapters.process_cost import memory_mb, processor_s
from tui.wording import duration

if TYPE_CHECKING:
    from posture.ports import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Since the monitor was started.

    Attributes:
        running_s: how long it has run.
        processor_s: seconds of one processor core.
        memory_mb: resident megabytes, or `None` where the system does not tell.
        camera_on_s: how long the camera was open, or `None` for what is none.
        looks: pictures looked at.
        analysed: those of them that the pose model saw.
    """

    running_s: float
    processor_s: float
    memory_mb: float | None
    camera_on_s: float | None
    looks: int
    analysed: int


def cost_of(running_s: float, usage: Usage, *, processor_before_s: float = 0.0) -> Cost:
    """The cost of this process for what its source was used."""
    memory = memory_mb()
    return Cost(
        running_s=round(running_s, 3),
        processor_s=round(processor_s() - processor_before_s, 3),
        memory_mb=None if memory is None else round(memory, 1),
        camera_on_s=None if usage.camera_on_s is None else round(usage.camera_on_s, 3),
        looks=usage.looks,
        analysed=usage.analysed,
    )


def cost_lines(cost: Cost) -> list[str]:
    """A line for each thing."""
    running_s = max(cost.running_s, 1e-3)
    processor = f"{cost.processor_s:.1f} s, {cost.processor_s / running_s:.1%} of one core"
    lines = [f"processor   {processor}"]
    if cost.memory_mb is not None:
        lines.append(f"memory      {cost.memory_mb:.0f} MB")
    if cost.camera_on_s is not None:
        lines.append(f"camera      on for {duration(cost.camera_on_s)}, {cost.camera_on_s / running_s:.0%}")
    lines.append(f"pictures    {cost.looks} looked at, {cost.analysed} analysed")
    return lines
