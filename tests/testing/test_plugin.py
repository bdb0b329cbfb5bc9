"""The pytest plugin, as a project of somebody else uses it: in folders of their own, with no conftest."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = ("pytester",)

TEST = """
    def test_it(posture_scenario, posture_golden):
        posture_golden(posture_scenario("upright {seconds}s", fps=1), "story.jsonl")
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Only this plugin is loaded: others of this suite are not made to run inside themselves."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return pytester


def ran(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "posture.testing.plugin", *words)


def test_a_recording_beside_the_test_with_the_stretch_of_the_project(run: pytest.Pytester) -> None:
    run.makeini("[pytest]\nposture_calibrate = 0:10")
    run.makepyfile(
        """
        def test_it(trace_builder, posture_replay, assert_events, request):
            here = request.path.parent
            trace_builder(fps=1).story("upright 20s; slouch 20s").write(here / "clip.jsonl")
            timeline = posture_replay("clip.jsonl")
            assert_events(timeline, "24 slouch_started label=slouched", only=["slouch_started"], within_s=1)
            assert "calibrated" in timeline.types
            assert "calibrated" not in posture_replay("clip.jsonl", calibrate=None).types

        def test_a_failure_can_be_read(posture_scenario, assert_events):
            assert_events(posture_scenario("upright 5s"), "3 break_due", only=["break_due", "present"])
        """
    )
    result = ran(run)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*def assert_events*")
    result.stdout.fnmatch_lines(
        [
            "E*the events are not the expected ones: 1 missing (-), 1 extra (+), within 0 s:",
            "E*+      1.000  present since_t=0.0",
            "E*-      3.000  break_due",
        ]
    )


def test_a_stretch_that_is_none_is_told(run: pytest.Pytester) -> None:
    run.makeini("[pytest]\nposture_calibrate = soon")
    run.makepyfile("def test_it(posture_replay): posture_replay([])")
    result = ran(run)
    result.assert_outcomes(errors=0, failed=1)
    result.stdout.fnmatch_lines(["*posture_calibrate = soon is not a stretch of time; write A:B in seconds*"])


def test_golden_files_are_written_compared_and_told_apart(run: pytest.Pytester) -> None:
    run.makepyfile(test_story=TEST.format(seconds=20))
    missing = ran(run)
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines(["*there is no golden file*run pytest with --posture-update-golden*"])
    written = ran(run, "--posture-update-golden")
    written.assert_outcomes(passed=1)
    written.stdout.fnmatch_lines(["golden file written: *story.jsonl"])
    elsewhere = ran(run, "-p", "xdist.plugin", "-n1", "--posture-update-golden")
    elsewhere.stdout.fnmatch_lines(["golden file written: *story.jsonl"])
    ran(run).assert_outcomes(passed=1)
    # Of another length: within one second, compiled code is told from older by its size alone.
    run.makepyfile(test_story=TEST.format(seconds="25.0"))
    changed = ran(run)
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(
        [
            "*not what golden/story.jsonl holds; if this is meant, run pytest with --posture-update-golden*",
            '*-{"t": 19.0*"sitting_ended"*',
            '*+{"t": 24.0*"sitting_ended"*',
        ]
    )


def test_other_test_runs_load_nothing_of_the_program() -> None:
    names = "(name for name in sys.modules if name.startswith('posture'))"
    script = f"import posture.testing.plugin, sys; print(*sorted({names}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["posture", "posture.testing", "posture.testing.plugin"]
