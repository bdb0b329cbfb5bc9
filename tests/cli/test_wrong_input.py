"""Wrong input: one clear sentence, the right exit code, and nothing that was recorded is lost."""

from __future__ import annotations

import errno
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write_story
from tests.portraits import Shot, portrait_video
from tui.commands.doctor import run_check


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute at a desk, as a trace."""
    return write_story(tmp_path_factory.mktemp("story") / "story.jsonl", "upright 60s")


def refused(posture: Command, *words: str, code: int, says: str, **more: str) -> str:
    """Run a command that must fail with one sentence that has these words; what it printed before."""
    ran = posture(*words, **more)
    assert ran.code == code, ran
    assert ran.err.startswith("posture: ")
    assert ran.err.count("\n") == 1, ran.err
    assert says in ran.err
    assert "Traceback" not in ran.err
    return ran.out


def test_no_camera(posture: Command) -> None:
    refused(posture, "calibrate", "--source", "97", code=1, says="posture demo")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.mp4", b"this is no video\n", "is not a video that can be read"),
        ("story.jsonl", b"hello\n", "story.jsonl"),
        ("empty.jsonl", b"", "empty.jsonl"),
        ("empty.mp4", b"", "empty.mp4"),
    ],
)
def test_a_file_that_is_something_else(
    posture: Command, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    refused(posture, "replay", str(tmp_path / name), code=1, says=says)


def test_a_missing_file_and_a_folder(posture: Command, tmp_path: Path) -> None:
    refused(posture, "replay", str(tmp_path / "none.mp4"), code=1, says="There is no file")
    refused(posture, "replay", str(tmp_path), code=1, says="is a folder")


def test_a_video_that_was_cut_off(posture: Command, tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    portrait_video(whole, [Shot(seconds=6)], fps=4)
    half = tmp_path / "half.mp4"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    refused(posture, "replay", str(half), code=1, says="incomplete")


def test_a_trace_with_a_bad_line_names_it_and_keeps_what_came_before(
    posture: Command, story: Path, tmp_path: Path
) -> None:
    lines = story.read_text().splitlines()
    lines[60] = lines[60].replace("poses", "people")
    broken = tmp_path / "broken.jsonl"
    broken.write_text("\n".join(lines) + "\n")
    out = refused(posture, "replay", str(broken), "--events", "-", code=1, says="line 61")
    types = [json.loads(line)["type"] for line in out.splitlines()]
    assert types == ["session_started", "present", "sitting_started", "sitting_ended", "session_ended"]


def test_a_trace_whose_last_line_was_cut_off_is_read_with_a_warning(
    posture: Command, story: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(story.read_bytes()[:-200])
    ran = posture("replay", str(cut), "--events", "-")
    assert ran.code == 0
    assert "cut off" in ran.err or "truncated" in ran.err
    packed = tmp_path / "cut.jsonl.gz"
    packed.write_bytes(gzip.compress(story.read_bytes())[:-2000])
    assert posture("replay", str(packed), "--events", "-").code == 0


def test_a_profile_of_another_version_or_none(posture: Command, story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"format": "posture-profile", "version": 99}')
    refused(posture, "replay", str(story), "--profile", str(other), code=1, says="version 99")
    refused(posture, "replay", str(story), "--profile", "nowhere", code=1, says="there is no profile")
    other.write_text('{"format": "posture-profile", "version": 2}')
    refused(posture, "replay", str(story), "--profile", str(other), code=1, says="damaged")


def test_a_data_folder_that_cannot_be(story: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for home, says in ((tmp_path / "file", "is a file"), (tmp_path / "file" / "home", "which is a file")):
        posture = Command(home)
        for words in (("calibrate", "--source", str(story)), ("settings",), ("log",), ("data", "where")):
            out = refused(posture, *words, code=1, says=says, POSTURE_HOME=str(home))
            assert out == ""
        refused(posture, "settings", code=1, says=f"POSTURE_HOME must be a folder, and {home} ")
        refused(posture, "settings", code=1, says="set it to a folder, or unset it")


def test_a_place_that_cannot_even_be_looked_at(posture: Command, tmp_path: Path) -> None:
    """A folder closed to the user is refused in the same way; for root, who may run this, none is closed."""
    home = str(tmp_path / ("long" * 80))
    ran = posture("data", "where", POSTURE_HOME=home)
    assert ran.code == 0
    assert ran.out.count("(it cannot be looked at)") == len(ran.out.splitlines())
    refused(posture, "today", code=1, says="File name too long; check the folder", POSTURE_HOME=home)


def test_doctor_tells_of_a_file_that_is_kept_from_it() -> None:
    def check() -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "/closed/default.json")

    assert run_check("reference", check).told == (
        "cannot use /closed/default.json: permission is denied; "
        "make it readable and writable or set POSTURE_HOME to another folder"
    )


def test_a_profile_that_could_not_be_saved_is_told_before_the_user_sits_still(
    posture: Command, story: Path, tmp_path: Path
) -> None:
    target = tmp_path / "folder.json"
    target.mkdir()
    refused(posture, "calibrate", "--source", str(story), "--profile", str(target), code=1, says="a folder")
    (tmp_path / "file").write_text("in the way")
    below = tmp_path / "file" / "x.json"
    refused(
        posture, "calibrate", "--source", str(story), "--profile", str(below), code=1, says="a file stands"
    )


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\b", ".."])
def test_a_profile_name_stays_in_its_folder(posture: Command, story: Path, name: str) -> None:
    refused(posture, "calibrate", "--source", str(story), "--profile", name, code=2, says="not allowed")
    assert not posture.home.exists()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("slouch.sensitivty=2", "did you mean slouch.sensitivity?"),
        ("sitting.nudge_after_s=soon", "a number from 60"),
        ("sitting.nudge_after_s=1", "a number from 60"),
        ("nonsense", "has no '='"),
        ('reminders.quiet_hours=["late"]', "HH:MM-HH:MM"),
    ],
)
def test_a_setting_on_the_command_line_that_is_not_allowed(
    posture: Command, story: Path, setting: str, says: str
) -> None:
    refused(posture, "replay", str(story), "--set", setting, code=2, says=says)


def test_a_setting_in_the_file_that_is_not_allowed(posture: Command) -> None:
    folder = posture.home / "config"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("[sitting]\nnudge_after_s = 'soon'\n")
    refused(posture, "settings", code=1, says="sitting.nudge_after_s = 'soon'")
    (folder / "settings.toml").write_text("[sitting\n")
    refused(posture, "settings", code=1, says="not valid TOML")
    (folder / "settings.toml").write_text("sitting.nudge_after_s = 2400\n")
    assert "2400" in posture("settings").out


@pytest.mark.parametrize("stretch", ["10", "10:5", "a:b", "-1:5", "5:5"])
def test_a_stretch_that_is_none(posture: Command, story: Path, stretch: str) -> None:
    refused(posture, "replay", str(story), f"--calibrate={stretch}", code=2, says="A before B")


def test_a_check_makes_no_reference(posture: Command, story: Path) -> None:
    check = ("calibrate", "--source", str(story), "--check")
    refused(posture, *check, "--relaxed", code=2, says="leave out --relaxed")
    refused(posture, *check, "--validate", code=2, says="leave out --relaxed, --standing, --validate")
    refused(posture, *check, "--standing", code=2, says="leave out --relaxed, --standing")
    refused(posture, "calibrate", "--relaxed", "--standing", code=2, says="one after the other")
    refused(posture, "calibrate", "--source", str(story), "--format", "json", code=2, says="for --check")


def test_a_stretch_after_the_end_of_the_source(posture: Command, story: Path) -> None:
    ran = posture("replay", str(story), "--calibrate", "9000:9010", "--events", "-")
    assert ran.code == 0
    [told] = ran.err.splitlines()
    assert "from 9000 to 9010 s lies after the end of the source, at 59.5 s" in told
    assert "longer stretch" not in told
    assert "calibration_failed" in ran.out


def test_a_bad_header_is_not_to_be_removed(posture: Command, story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(story.read_text().replace('"version": 1', '"version": 9', 1))
    refused(posture, "replay", str(other), code=1, says="first line")
    assert "remove" not in posture("replay", str(other)).err


def test_a_word_that_is_not_allowed_is_told_without_jargon(posture: Command) -> None:
    refused(posture, "log", "--format", "xml", code=2, says="'xml' is not one of")
    assert "Value error" not in posture("log", "--format", "xml").err


def test_unknown_words(posture: Command, story: Path) -> None:
    refused(posture, "dance", code=2, says="dance")
    refused(posture, "replay", str(story), "--dance", code=2, says="--dance")
    refused(posture, "log", "someday", code=2, says="someday")
    refused(posture, "replay", code=2, says="SRC")


def test_a_source_without_a_command_is_told_which_one(posture: Command, story: Path) -> None:
    for words in (("--source", str(story)), (f"--source={story}",), (str(story),)):
        refused(posture, *words, code=2, says=f"did you mean `posture run {story}`?")
    refused(posture, "clip", code=2, says="clip")


@pytest.mark.parametrize("command", ["run", "watch"])
def test_two_sources_are_one_too_many(posture: Command, story: Path, command: str) -> None:
    refused(posture, command, str(story), "--source", "0", code=2, says="two sources are named")


def test_watch_takes_the_source_as_a_word_or_as_an_option(posture: Command, story: Path) -> None:
    as_word, as_option = posture("watch", str(story)), posture("watch", "--source", str(story))
    assert as_word.code == 0
    assert as_word.out == as_option.out != ""


def test_a_stretch_too_short_for_a_reference_warns_and_goes_on(posture: Command, story: Path) -> None:
    ran = posture("replay", str(story), "--calibrate", "0:2", "--events", "-")
    assert ran.code == 0
    assert "calibration failed" in ran.err
    assert "calibration_failed" in ran.out
    five = posture("replay", str(story), "--calibrate", "0:2.5", "--events", "-")
    assert '"calibrated"' in five.out


def test_a_model_that_is_missing_or_damaged(posture: Command, tmp_path: Path) -> None:
    video = tmp_path / "one.mp4"
    portrait_video(video, [Shot(seconds=1)], fps=4)
    refused(posture, "replay", str(video), "--model", str(tmp_path / "none.task"), code=1, says="none.task")
    (tmp_path / "bad.task").write_bytes(b"no model")
    refused(posture, "replay", str(video), "--model", str(tmp_path / "bad.task"), code=1, says="bad.task")


def test_output_that_cannot_be_written(posture: Command, story: Path, tmp_path: Path) -> None:
    refused(
        posture, "replay", str(story), "--events", str(tmp_path / "no" / "x"), code=1, says="cannot write"
    )
    refused(posture, "replay", str(story), "--events", "/dev/full", code=1, says="No space left")
    existing = tmp_path / "old.jsonl"
    existing.write_text("precious")
    refused(posture, "record", str(story), str(existing), code=1, says="replace it with --force")
    assert existing.read_text() == "precious"


@pytest.mark.parametrize(
    "words",
    [
        ["report", "--html={}.html"],
        ["plan", "new", "{}.toml", "--yes"],
        ["data", "export", "{}.zip"],
        ["export", "activitywatch", "--out", "{}.json"],
        ["trace", "info", "{}.jsonl"],
    ],
)
def test_a_name_that_the_system_refuses_even_to_look_at(posture: Command, words: list[str]) -> None:
    # As root nothing is forbidden; a name that is too long is refused to everybody, in the same way.
    named = [word.format("x" * 300) for word in words]
    refused(posture, *named, code=1, says="(File name too long)")


@pytest.mark.parametrize("name", ["clip", "clip.json", "clip.mp4", "clip.gz"])
def test_a_recording_under_a_name_that_no_trace_has(
    posture: Command, story: Path, tmp_path: Path, name: str
) -> None:
    refused(posture, "record", str(story), str(tmp_path / name), code=2, says=".jsonl or .jsonl.gz")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("command", ["replay", "watch", "record"])
def test_a_model_for_a_trace_which_needs_none(posture: Command, story: Path, command: str) -> None:
    words = {"replay": ["replay"], "watch": ["watch", "--source"], "record": ["record"]}[command]
    posture("calibrate", "--source", str(story))
    more = ["out.jsonl"] if command == "record" else []
    refused(
        posture,
        *words,
        str(story),
        *more,
        "--model",
        "none.task",
        code=2,
        says="a trace, which needs no model",
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("command", ["replay", "events", "watch", "log", "help"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_standard_output_that_cannot_be_written(
    posture: Command, story: Path, command: str, unbuffered: str
) -> None:
    words = {
        "replay": ["replay", str(story)],
        "events": ["replay", str(story), "--events", "-"],
        "watch": ["watch", "--source", str(story), "--calibrate", "0:10"],
        "log": ["log"],
        "help": ["--help"],
    }[command]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=posture.environment(PYTHONUNBUFFERED=unbuffered),
        )
    assert done.returncode == 1
    assert done.stderr == (
        "posture: cannot write standard output (No space left on device); "
        "free some space or name another file\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a POSIX shell does")
def test_streams_that_are_closed_lead_nowhere(posture: Command, story: Path, tmp_path: Path) -> None:
    """What is printed is not shown, and goes into no file that is opened meanwhile."""
    frames = tmp_path / "frames.jsonl"
    done = subprocess.run(
        [
            *("/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-m", "tui.cli"),
            *("replay", str(story), "--events", "-", "--frames", str(frames)),
        ],
        check=False,
        env=posture.environment(),
    )
    assert done.returncode == 0
    assert all("posture" in json.loads(line) for line in frames.read_text().splitlines())


def test_a_reader_that_has_seen_enough_is_no_failure(posture: Command, story: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "replay", str(story), "--frames", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=posture.environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["t"] == 0.0
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(20) == 0


def test_the_app_needs_a_terminal_and_says_so(posture: Command) -> None:
    refused(posture, code=1, says="needs a terminal")


def test_a_fault_shows_its_traceback_only_to_who_asks(posture: Command, tmp_path: Path) -> None:
    missing = ("replay", str(tmp_path / "none.mp4"))
    assert "Traceback" in posture.process(*missing, "--debug").err
    ran = posture.process(*missing)
    assert (ran.code, ran.err.count("\n"), "Traceback" in ran.err) == (1, 1, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "today --done swimming --pain 12",
            "--pain: '12' is no answer here: give a whole number from 0 to 10",
        ),
        ("today --done swimming --pain x", "--pain: 'x' is no answer here: give a whole number from 0 to 10"),
        (
            "exercise neck_rotation --sets 21",
            "--sets: '21' is no answer here: give a whole number from 1 to 20",
        ),
        (
            "evaluate x --calibrate-labelled 3",
            "--calibrate-labelled: '3' is no answer here: give a whole number of 5 or more",
        ),
        ("watch --fps 99", "--fps: '99' is no answer here: give a number from 0.1 to 30"),
        ("redflags --replaces x", "--replaces: 'x' is no answer here: give a whole number"),
        ("trace", "name a command: info, cut, merge, anonymise, plot; `posture trace --help` explains them"),
        ("plan", "name a command: new, check, show, use, stop, history; `posture plan --help` explains them"),
        ("data", "name a command: where, export, purge; `posture data --help` explains them"),
        ("service", "name a command: install, remove, status; `posture service --help` explains them"),
        ("export", "name a command: activitywatch; `posture export --help` explains them"),
    ],
)
def test_an_option_or_a_group_that_lacks_something_says_what_to_give(
    posture: Command, words: str, says: str
) -> None:
    ran = posture(*words.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"posture: {says}\n")
