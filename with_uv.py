"""Run a command of this project on a machine that has only Python with venv and pip.

    python3 with_uv.py posture demo
    python3 with_uv.py pytest

Where uv is installed it is used; elsewhere it is put into the folder `.uv` beside this file, with pip, and
nothing else on the machine is touched. Then it is simply `uv run COMMAND`.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

UV_VERSION = "0.13.8"
HERE = Path(__file__).resolve().parent


def find_uv() -> str:
    """The uv to use, installed into the project's own folder if there is none."""
    found = shutil.which("uv")
    if found is not None:
        return found
    folder = HERE / ".uv"
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    uv = binaries / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        print("uv is not installed; putting it into", folder, file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        python = binaries / ("python.exe" if os.name == "nt" else "python")
        subprocess.run(
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                f"uv=={UV_VERSION}",
            ],
            check=True,
        )
    return str(uv)


def main() -> int:
    """Run `uv run` with the words given."""
    words = sys.argv[1:]
    if not words:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        uv = find_uv()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"uv could not be set up ({error}); check the network, or install uv yourself", file=sys.stderr)
        return 1
    # --locked: what is tested is what uv.lock says, and a stale lock file is an error, not a surprise.
    return subprocess.run([uv, "run", "--locked", "--project", str(HERE), *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
