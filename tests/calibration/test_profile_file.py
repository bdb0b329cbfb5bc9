"""Profiles on disk: round trip, privacy, and refusals."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.profile import Profile
from calibration.profile_file import profile_path, read_profile, write_profile
from calibration.quality import Grade
from posture.baseline import Baseline
from posture.errors import ProfileError, StorageError, UsageError
from posture.features import Features

numbers = st.floats(min_value=-1e6, max_value=1e6)
positive = st.floats(min_value=1e-6, max_value=1e6)
features = st.builds(
    Features, neck=positive, neck_mouth=numbers, face=positive, shoulders=positive, face_ratio=positive,
    shoulder_y=numbers, shoulder_x=numbers, head_y=numbers, head_roll=numbers, shoulder_tilt=numbers,
    lateral=numbers, pitch=numbers, yaw=numbers, ear_ahead=numbers, trunk=numbers, hip_seen=numbers,
)  # fmt: skip
baselines = st.builds(
    Baseline,
    centre=features,
    spread=features,
    samples=st.integers(1, 10_000),
    frame_size=st.tuples(st.integers(1, 8000), st.integers(1, 8000)),
    relaxed=st.none() | features,
    standing=st.none() | features,
)
profiles = st.builds(
    Profile,
    name=st.text(max_size=20),
    created=st.none() | st.datetimes(timezones=st.just(UTC)),
    source=st.text(max_size=40),
    grade=st.sampled_from(Grade),
    baseline=baselines,
)


def example() -> Profile:
    """Some profile."""
    centre = Features(0.5, 0.3, 0.24, 0.53, 0.45, 0.7, 0.66, 0.45, 0.1, 0.0, 0.0, 0.2, 0.0, 4.0, 1.0, 0.2)
    return Profile(
        name="office",
        created=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        source="0",
        grade=Grade.GOOD,
        baseline=Baseline(centre=centre, spread=centre, samples=20, frame_size=(640, 480)),
    )


@settings(max_examples=50)
@given(profiles)
def test_what_is_written_is_read(profile: Profile) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        write_profile(path, profile)
        assert read_profile(path) == profile


def test_it_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "office.json"
    write_profile(path, example())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["office.json"]


def test_an_old_profile_survives_a_write_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    write_profile(path, example())
    with pytest.raises(StorageError):
        write_profile(path / "below" / "a-file.json", example())
    assert read_profile(path) == example()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": 1}, "has version 1 and this program reads version 2"),
        ({"version": None}, "has version None"),
        ({"format": "something"}, "is not a posture profile"),
        ({"grade": "superb"}, "is damaged at grade"),
        ({"surprise": 1}, "is damaged at surprise"),
        ({"baseline": {}}, "is damaged at baseline.centre"),
    ],
)
def test_a_profile_that_is_not_right_is_refused_with_what_to_do(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    path = tmp_path / "office.json"
    write_profile(path, example())
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ProfileError) as caught:
        read_profile(path)
    assert says in str(caught.value)
    assert "posture calibrate" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'"posture-profile"', b"[" * 100_000])
def test_bytes_that_are_no_profile_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "office.json"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match="posture calibrate"):
        read_profile(path)
    with pytest.raises(ProfileError, match="there is no profile"):
        read_profile(tmp_path / "none.json")


def test_a_name_lies_in_the_folder_and_a_path_is_a_path(tmp_path: Path) -> None:
    assert profile_path(tmp_path, "my office") == tmp_path / "my office.json"
    assert profile_path(tmp_path, "x.json") == Path("x.json")
    assert profile_path(tmp_path, "../x.json") == Path("../x.json")
    for name in ("", "..", "../x", "./x", "a/b", "a\\b", "a..b", "a:b", "-x", "n" * 65):
        with pytest.raises(UsageError, match="not allowed"):
            profile_path(tmp_path, name)


def profile_or_refusal(path: Path) -> tuple[Profile | None, str]:
    """What came of reading it; any other exception than a `ProfileError` is a fault."""
    try:
        return read_profile(path), ""
    except ProfileError as error:
        return None, str(error)


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5), st.just([])
)


@settings(max_examples=50)
@given(data=st.data(), leaf=leaves)
def test_a_profile_with_anything_else_in_it_is_read_or_refused(data: st.DataObject, leaf: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.json"
        write_profile(path, example())
        payload = json.loads(path.read_text())
        baseline = payload["baseline"]
        inner = data.draw(st.sampled_from([payload, baseline, baseline["centre"], baseline["spread"]]))
        inner[data.draw(st.sampled_from(sorted(inner)))] = leaf
        path.write_text(json.dumps(payload))
        profile, refusal = profile_or_refusal(path)
        if profile is None:
            assert str(path) in refusal
            assert refusal.endswith("calibrate again with `posture calibrate`")
        else:
            assert all(isfinite(value) for value in (*profile.baseline.centre, *profile.baseline.spread))
            assert min(profile.baseline.centre.neck, profile.baseline.centre.shoulders) > 0.0
