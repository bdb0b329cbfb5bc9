"""Videos as people have them: phones', cut ones, and files that are no videos."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from posture.adapters.video import VideoFrameSource
from posture.adapters.whole_file import is_cut_short
from posture.errors import SourceError
from posture.instant import Instant
from posture.ports import SourceInfo
from tests.mp4_boxes import index_in_front, turned_clockwise, with_frame_times

if TYPE_CHECKING:
    from pathlib import Path

FRAMES = 40


def numbered_video(path: Path, *, fps: float = 10.0, codec: str = "mp4v") -> Path:
    """40 dark pictures of 160 x 120 with a white top; a bar below it is 4 columns wider in each."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, (160, 120))
    for number in range(FRAMES):
        picture = np.zeros((120, 160, 3), np.uint8)
        picture[:20] = 255
        picture[40:, : 4 * number] = 255
        writer.write(picture)
    writer.release()
    return path


@pytest.fixture(scope="module")
def constant(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Ten pictures a second for four seconds, the index at the end."""
    return numbered_video(tmp_path_factory.mktemp("video") / "constant.mp4").read_bytes()


def stored(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def sampled(path: Path, fps: float) -> list[tuple[float, int]]:
    """Time and number of each picture that is analysed."""
    source = VideoFrameSource(str(path), fps=fps)
    pairs = []
    for frame in source.frames():
        assert frame.bgr is not None
        assert frame.at == Instant(mono_s=frame.at.mono_s)
        bar = frame.bgr[60:110].mean(axis=(0, 2)) > 127
        pairs.append((frame.at.mono_s, round(int(bar.sum()) / 4)))
    source.close()
    return pairs


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(VideoFrameSource(str(path), fps=2).frames())
    return str(caught.value)


def test_two_pictures_per_second_of_video_time(tmp_path: Path, constant: bytes) -> None:
    path = stored(tmp_path / "a.mp4", constant)
    assert sampled(path, 2) == [(number / 10, number) for number in range(0, FRAMES, 5)]
    assert sampled(path, 100) == [(number / 10, number) for number in range(FRAMES)]


def test_what_it_says_about_itself(tmp_path: Path, constant: bytes) -> None:
    path = stored(tmp_path / "a.mp4", constant)
    source = VideoFrameSource(str(path), fps=2)
    assert source.info == SourceInfo(name=str(path), frame_size=(160, 120), live=False, started=None)
    source.close()
    source.close()


def test_times_of_a_varying_frame_rate_are_the_containers(tmp_path: Path, constant: bytes) -> None:
    # 10 pictures at 10 a second, 10 at 2.5 a second, 20 at 20 a second: 1 s, 4 s, 1 s.
    path = stored(tmp_path / "phone.mp4", with_frame_times(constant, [(10, 1.0), (10, 4.0), (20, 0.5)]))
    assert sampled(path, 1) == [(0.0, 0), (1.0, 10), (2.2, 13), (3.0, 15), (4.2, 18), (5.0, 20)]


def test_a_picture_flagged_as_turned_comes_out_upright(tmp_path: Path, constant: bytes) -> None:
    path = stored(tmp_path / "turned.mp4", turned_clockwise(constant))
    source = VideoFrameSource(str(path), fps=1)
    first = next(iter(source.frames()))
    source.close()

    assert source.info.frame_size == (120, 160)
    assert first.bgr is not None
    assert first.bgr.shape == (160, 120, 3)
    # The white top of the recorded picture is on the right once it is turned clockwise.
    assert first.bgr[:, 105:].mean() > 240
    assert first.bgr[:, :95].mean() < 15


def test_the_same_video_gives_the_same_pictures(tmp_path: Path, constant: bytes) -> None:
    path = str(stored(tmp_path / "a.mp4", constant))
    first, second = (
        [frame.bgr.tobytes() for frame in VideoFrameSource(path, fps=5).frames() if frame.bgr is not None]
        for _ in range(2)
    )
    assert len(first) == 20
    assert first == second


def test_closing_ends_the_frames(tmp_path: Path, constant: bytes) -> None:
    source = VideoFrameSource(str(stored(tmp_path / "a.mp4", constant)), fps=10)
    frames = source.frames()
    assert len(list(islice(frames, 3))) == 3
    source.close()
    assert list(frames) == []


def test_half_a_video_with_its_index_in_front_is_used_and_then_reported(
    tmp_path: Path, constant: bytes
) -> None:
    whole = index_in_front(constant)
    path = stored(tmp_path / "half.mp4", whole[: len(whole) * 6 // 10])
    frames = VideoFrameSource(str(path), fps=10).frames()
    times: list[float] = []
    with pytest.raises(SourceError) as caught:
        times.extend(frame.at.mono_s for frame in frames)

    assert times == [number / 10 for number in range(len(times))]
    assert 5 <= len(times) <= 30
    assert str(caught.value) == (
        f"The video {path} breaks off at {times[-1]} s of about 4.0 s, the file is incomplete: "
        "copy or record it again."
    )


def test_half_an_avi_is_used_and_then_reported(tmp_path: Path) -> None:
    whole = numbered_video(tmp_path / "a.avi", codec="MJPG").read_bytes()
    assert "breaks off" in refusal(stored(tmp_path / "half.avi", whole[: len(whole) // 2]))


def test_half_a_video_without_its_index_is_one_sentence(tmp_path: Path, constant: bytes) -> None:
    path = stored(tmp_path / "half.mp4", constant[: len(constant) // 2])
    assert refusal(path) == f"The video {path} is incomplete and cannot be opened: copy or record it again."


def test_bytes_behind_a_whole_video_are_no_cut(tmp_path: Path, constant: bytes) -> None:
    path = stored(tmp_path / "a.mp4", constant + b"appended by a camera")
    assert len(sampled(path, 2)) == 8


def test_a_text_file_named_mp4(tmp_path: Path) -> None:
    path = stored(tmp_path / "notes.mp4", b"hello\n" * 100)
    assert refusal(path) == (
        f"{path} is not a video that can be read: name an MP4, MOV, MKV, WebM or AVI file."
    )


def test_an_empty_file_a_folder_and_no_file(tmp_path: Path) -> None:
    assert "is not a video that can be read" in refusal(stored(tmp_path / "empty.mp4", b""))
    assert "is a folder" in refusal(tmp_path)
    assert f"There is no file {tmp_path / 'none.mp4'}" in refusal(tmp_path / "none.mp4")


def matroska(length_field: bytes, payload: bytes) -> bytes:
    """The two outermost elements of a Matroska file."""
    return b"\x1a\x45\xdf\xa3\x84abcd" + b"\x18\x53\x80\x67" + length_field + payload


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (matroska(b"\x8a", b"0123456789"), False),
        (matroska(b"\x8a", b"012345678"), True),
        (matroska(b"\x01\x00\x00\x00\x00\x00\x00\x0a", b"0123456789"), False),
        (matroska(b"\x01\x00\x00\x00\x00\x00\x00\x0a", b"0"), True),
        (matroska(b"\x01" + b"\xff" * 7, b"live, no length"), False),
        (b"\x1a\x45\xdf\xa3", False),
        (b"RIFF\x04\x00\x00\x00AVI ", False),
        (b"RIFF\x05\x00\x00\x00AVI ", True),
        (b"\x00\x00\x00\x0cftypisom", False),
        (b"\x00\x00\x00\x0cftypisom\x00\x00\x00\x09mdat", True),
        (b"\x00\x00\x00\x0cftypisom\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x10", False),
        (b"\x00\x00\x00\x0cftypisom\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x11", True),
        (b"\x00\x00\x00\x0cftypisom\x00\x00\x00\x00mdatto the end", False),
        (b"some other kind of file", False),
        (b"", False),
    ],
)
def test_containers_tell_whether_they_are_whole(tmp_path: Path, content: bytes, *, cut: bool) -> None:
    assert is_cut_short(stored(tmp_path / "file", content)) is cut
