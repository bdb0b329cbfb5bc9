"""The built wheel, as somebody gets it who has nothing else of this project: installed, run, and tested with.

    uv run python scripts/check_wheel.py

Builds the wheel, installs it into a new environment without this project's overrides and development tools,
and runs there, outside this folder: the demo, the example project's tests, and a collection on one process,
on two, and on a Dask cluster of this computer, which must give the same.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "replay_tests"


def run(*words: str | Path, cwd: Path, keep: bool = False) -> str:
    """Run a command to its end; leave with its output if it fails."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    environment["POSTURE_HOME"] = str(cwd / "home")
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout if keep else ""


def same(one: Path, other: Path) -> bool:
    """Whether two folders of results hold the same to the last byte."""
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    others = sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    return names == others and not any(filecmp.cmpfiles(one, other, map(str, names), shallow=False)[1:])


def main() -> int:
    """Everything the module's docstring says; 0 when all of it works."""
    # `uv run` names itself here; elsewhere it is looked for on the path.
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        sys.exit("uv is not installed; run this with `uv run` or with_uv.py")
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        run(uv, "build", "--quiet", "--wheel", "--out-dir", there, ROOT, cwd=there)
        (wheel,) = there.glob("*.whl")
        pins = there / "pins.txt"
        run(
            uv, "export", "--quiet", "--locked", "--no-dev", "--all-extras", "--no-emit-project",
            "--no-hashes", "--project", ROOT, "--output-file", pins, cwd=there,
        )  # fmt: skip
        python = there / "environment" / ("Scripts" if os.name == "nt" else "bin") / "python"
        run(
            uv, "venv", "--quiet", "--no-config", "--python", sys.executable, there / "environment", cwd=there
        )
        run(
            uv, "pip", "install", "--quiet", "--no-config", "--python", python, "--constraint", pins,
            f"posture[dask,parquet] @ {wheel.as_uri()}", "pytest>=8", cwd=there,
        )  # fmt: skip
        posture = python.with_name("posture")
        print(run(posture, "--version", cwd=there, keep=True).strip(), "from the wheel")
        assert "Watched" in run(posture, "demo", "--text", cwd=there, keep=True)
        example = shutil.copytree(EXAMPLE, there / "example")
        run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=example)
        print("the demo and the example project's tests pass")
        batch = ("batch", "recordings", "--calibrate", "0:4", "--parquet")
        run(posture, *batch, "--workers", "1", "--out", "one", cwd=example)
        run(posture, *batch, "--workers", "2", "--out", "two", cwd=example)
        run(
            python, ROOT / "scripts" / "on_local_cluster.py", posture, *batch, "--out", "cluster", cwd=example
        )
        for out in ("two", "cluster"):
            if not same(example / "one", example / out):
                sys.exit(f"the results differ: {out}")
        print("a collection gives the same on one process, two, and a cluster")
    return 0


if __name__ == "__main__":
    sys.exit(main())
