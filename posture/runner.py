"""The imperative shell: pulls observations from a source, pushes steps to the sinks.

This is the whole loop. A lens and a file run through it alike; the only difference is that a recording
ends by itself.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from posture.inputs import UserInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from posture.instant import Instant
    from posture.ports import Core, ObservationSource, Sink
    from posture.status import Step


def _no_inputs(_at: Instant) -> Iterable[UserInput]:
    return ()


def _never() -> bool:
    return False


def _accept(step: Step, sinks: Iterator[Sink]) -> None:
    """Hand the step to all sinks; one that fails must not keep it from those after it, such as the log."""
    for sink in sinks:
        try:
            sink.accept(step)
        except BaseException:
            _accept(step, sinks)
            raise


def run(
    source: ObservationSource,
    core: Core,
    sinks: Sequence[Sink] = (),
    *,
    inputs: Callable[[Instant], Iterable[UserInput]] = _no_inputs,
    stop: Callable[[], bool] = _never,
) -> Iterator[Step]:
    """Run the core on `source` until the source ends or `stop` says so; yield every step.

    Args:
        source: where observations come from; closed at the end.
        core: a `Monitor`, alone or wrapped.
        sinks: where steps go, in this order, before they are yielded; closed at the end.
        inputs: what the user did since it was last asked; asked once before each observation counts.
        stop: asked before each observation.

    Raises:
        PostureError: from the source or a sink. The session is finished and the sinks are closed first,
            so what was seen until then is kept.
    """
    with ExitStack() as stack:
        stack.callback(source.close)
        for sink in sinks:
            stack.callback(sink.close)

        def deliver(step: Step) -> Step:
            _accept(step, iter(sinks))
            return step

        at: Instant | None = None
        reason = "failed"
        try:
            for item in source.observations():
                if stop():
                    break
                if at is None:
                    yield deliver(core.start(item.at, source.info.name))
                at = item.at
                for action in inputs(at):
                    yield deliver(core.apply(action))
                yield deliver(core.apply(item) if isinstance(item, UserInput) else core.observe(item))
            reason = "stopped" if stop() else "end_of_source"
        except (GeneratorExit, KeyboardInterrupt, SystemExit):
            reason = "stopped"
            raise
        finally:
            last = None if at is None else deliver(core.finish(at, reason))
        if last is not None:
            yield last
