"""The pytest plugin: fixtures to replay recordings and stories, and golden files of what happened.

pytest finds it by itself wherever this program is installed (docs/replay.md). Nothing of the program is
imported before a test asks for one of the fixtures, so other test runs are not slowed down.

`Replay`, `Story`, `AssertEvents` and `Golden` are the types of the fixtures, for tests that are type-checked.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, Unpack

import pytest

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Mapping

    from calibration.profile import Profile
    from posture.baseline import Baseline
    from posture.exercises import Exercise
    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.ports import ObservationSource
    from posture.settings import Settings
    from posture.testing.trace_builder import TraceBuilder
    from posture.therapy.plan import Plan
    from posture.timeline import Timeline

UPDATE = "--posture-update-golden"
CALIBRATE = "posture_calibrate"
_WRITTEN = "posture_golden_written"


class ReferenceOptions(TypedDict, total=False):
    """Options of `posture.replay` that say how, but for the rate."""

    profile: str | os.PathLike[str] | Profile | Baseline | None
    settings: Settings | Mapping[str, object] | None
    plan: str | os.PathLike[str] | Plan | None
    calibrate: tuple[float, float] | None
    calibrate_relaxed: tuple[float, float] | None
    calibrate_standing: tuple[float, float] | None
    exercise: str | Exercise | None
    model: str | os.PathLike[str] | None


class ReplayOptions(ReferenceOptions, total=False):
    """All options of `posture.replay`."""

    fps: float | None


class Replay(Protocol):
    """`posture_replay`: as `posture.replay`; a relative path is looked up beside the test first."""

    def __call__(  # noqa: D102 - said at the fixture
        self,
        source: str | os.PathLike[str] | ObservationSource | Iterable[PoseObservation | UserInput],
        **options: Unpack[ReplayOptions],
    ) -> Timeline: ...


class Story(Protocol):
    """`posture_scenario`: what a script of the scenario language leads to."""

    def __call__(  # noqa: D102 - said at the fixture
        self, script: str, *, fps: float = 2.0, seed: int = 1, **options: Unpack[ReferenceOptions]
    ) -> Timeline: ...


class AssertEvents(Protocol):
    """`assert_events`: nothing, or a failure with a diff."""

    def __call__(  # noqa: D102 - said at the fixture
        self, timeline: Timeline, expected: str, *, within_s: float = 0.0, only: Collection[str] = ()
    ) -> None: ...


class Golden(Protocol):
    """`posture_golden`: compares with a golden file beside the test, or writes it."""

    def __call__(self, timeline: Timeline, name: str) -> None: ...  # noqa: D102 - said at the fixture


def pytest_addoption(parser: pytest.Parser) -> None:
    """One option to write golden files, one for the stretch that every reference is taken from."""
    group = parser.getgroup("posture", "replays of recordings")
    group.addoption(
        UPDATE, action="store_true", help="Write the golden files of posture_golden instead of comparing."
    )
    parser.addini(
        CALIBRATE,
        "Seconds A:B of every recording from which posture_replay takes the reference, unless a test says "
        "otherwise. Default: none.",
        default="",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the golden files that were written: they were not compared."""
    # A test may have run in a process of its own (pytest-xdist): only its report comes back here.
    reports = (one for some in terminalreporter.stats.values() for one in some)
    named = (pair for report in reports for pair in getattr(report, "user_properties", ()))
    for path in dict.fromkeys(path for name, path in named if name == _WRITTEN):
        terminalreporter.write_line(f"golden file written: {path}")


@pytest.fixture
def posture_replay(request: pytest.FixtureRequest) -> Replay:
    """Replay a recording: `posture_replay("clip.mp4", calibrate=(0, 10))` gives a `posture.Timeline`.

    Takes what `posture.replay` takes. A relative path is looked up in the folder of the test, then in the
    current one. Without `calibrate` and `profile` the stretch of the ini option `posture_calibrate` counts.
    """

    def run(source: Any, **options: Unpack[ReplayOptions]) -> Timeline:  # noqa: ANN401 - as `Replay` says
        import posture  # noqa: PLC0415 - only where a test asks for it
        from posture.errors import PostureError  # noqa: PLC0415

        __tracebackhide__ = True
        beside = request.path.parent
        if isinstance(source, str | Path) and (beside / source).exists():
            source = beside / source
        if options.get("profile") is None:
            options.setdefault("calibrate", _stretch(request.config))
        try:
            return posture.replay(source, **options)
        except PostureError as error:
            if isinstance(source, str | Path):
                error.add_note(f"a relative path is looked up in {beside}, then in {Path.cwd()}")
            # Where in this program it was found out is of no use to who wrote the test.
            raise error.with_traceback(None) from None

    return run


@pytest.fixture
def posture_scenario() -> Story:
    """Run a story: `posture_scenario("upright 31m; away 70s")` gives a `posture.Timeline`.

    `fps` and `seed` are of the story, everything else is as `posture.replay` takes it. For a story of
    somebody else or before another camera, replay `posture.testing.scenario.scenario(...).source()`.
    """

    def run(script: str, *, fps: float = 2.0, seed: int = 1, **options: Unpack[ReferenceOptions]) -> Timeline:
        import posture  # noqa: PLC0415 - only where a test asks for it
        from posture.testing.scenario import scenario  # noqa: PLC0415

        return posture.replay(scenario(script, fps=fps, seed=seed).source(), **options)

    return run


@pytest.fixture
def assert_events() -> AssertEvents:
    """Fail unless exactly these events happened; see `posture.testing.checking.assert_events`."""

    def check(
        timeline: Timeline, expected: str, *, within_s: float = 0.0, only: Collection[str] = ()
    ) -> None:
        from posture.testing.checking import assert_events as compare  # noqa: PLC0415

        __tracebackhide__ = True
        compare(timeline, expected, within_s=within_s, only=only)

    return check


@pytest.fixture
def posture_golden(request: pytest.FixtureRequest) -> Golden:
    """Compare the events of a timeline with `golden/NAME` beside the test, to the last digit.

    `pytest --posture-update-golden` writes the files instead.
    """

    def check(timeline: Timeline, name: str) -> None:
        __tracebackhide__ = True
        path = request.path.parent / "golden" / name
        happened = "".join(f"{line}\n" for line in timeline.event_lines())
        if request.config.getoption(UPDATE):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(happened, encoding="utf-8", newline="\n")
            request.node.user_properties.append((_WRITTEN, str(path)))
            return
        if not path.exists():
            pytest.fail(
                f"there is no golden file {path}; run pytest with {UPDATE} to write it", pytrace=False
            )
        expected = path.read_text(encoding="utf-8")
        if happened != expected:
            diff = difflib.unified_diff(
                expected.splitlines(), happened.splitlines(), f"golden/{name}", "this run", lineterm="", n=1
            )
            advice = f"if this is meant, run pytest with {UPDATE}"
            pytest.fail("\n".join([f"not what golden/{name} holds; {advice}", *diff]), pytrace=False)

    return check


@pytest.fixture
def trace_builder() -> type[TraceBuilder]:
    """The class that builds landmark traces: `trace_builder(fps=2).story("upright 20s").write(path)`."""
    from posture.testing.trace_builder import TraceBuilder  # noqa: PLC0415 - only where a test asks for it

    return TraceBuilder


def _stretch(config: pytest.Config) -> tuple[float, float] | None:
    text = str(config.getini(CALIBRATE)).strip()
    if not text:
        return None
    begin, colon, end = text.partition(":")
    try:
        if colon:
            return float(begin), float(end)
    except ValueError:
        pass
    raise pytest.UsageError(
        f"{CALIBRATE} = {text} is not a stretch of time; write A:B in seconds, such as 0:10"
    )
