"""Heavy libraries load late and quietly, and a missing one is one sentence. Each in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posture.adapters.native_libraries import missing_library_error

ROOT = Path(__file__).resolve().parents[2]


def run(program: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return finished.stdout.strip()


def test_importing_the_adapters_loads_nothing_heavy() -> None:
    program = (
        "import sys, posture.adapters.open_source, posture.adapters.native_log;"
        "import posture.adapters.trace_writer;"
        "print(sorted({'cv2', 'mediapipe', 'numpy', 'matplotlib'} & set(sys.modules)))"
    )
    assert run(program) == "[]"


def test_charts_and_sound_are_left_out_and_still_there_for_others() -> None:
    program = """
import sys
from posture.adapters.native_libraries import load_mediapipe
print(load_mediapipe().__version__)
print([name for name in sys.modules if name.partition(".")[0] in ("matplotlib", "sounddevice")])
import matplotlib.pyplot
print(matplotlib.pyplot.plot.__name__)
"""
    assert run(program).splitlines() == ["0.10.33", "[]", "plot"]


@pytest.mark.parametrize(
    ("blocked", "load", "library"),
    [("cv2", "load_opencv", "OpenCV"), ("mediapipe", "load_mediapipe", "MediaPipe")],
)
def test_a_library_that_cannot_load_is_one_sentence(blocked: str, load: str, library: str) -> None:
    program = f"""
import sys
sys.modules[{blocked!r}] = None
from posture.adapters.native_libraries import {load}
from posture.errors import ModelError
try:
    {load}()
except ModelError as error:
    print(error)
"""
    said = run(program)
    assert said.startswith(f"{library} cannot be loaded (")
    assert said.endswith(
        "): on Debian or Ubuntu install what it stands on with "
        "'sudo apt-get install libgl1 libegl1 libgles2', or else install this program again."
    )


def test_the_missing_file_is_named() -> None:
    cause = OSError("libGLESv2.so.2: cannot open shared object file: No such file or directory")
    assert "MediaPipe cannot be loaded (libGLESv2.so.2: cannot open" in str(
        missing_library_error("MediaPipe", cause)
    )
