"""Settings of the whole suite."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

# Chance finds new faults while developing; a check that decides about a change must not depend on it.
settings.register_profile("ci", derandomize=True, deadline=None)
# A busy machine is slow now and then; that is no fault of what is tested.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("anywhere")
if os.environ.get("CI"):
    settings.load_profile("ci")

BYTECODE_FOLDER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Let the processes of a run share what Python compiles, where it may not leave it beside the sources.

    Compiling is most of the time that a command takes to start, and the suite starts dozens.

    Garbage is looked for less often than usual: each of hundreds of apps makes objects by the ten thousand,
    and a third of their time went into counting those that live.
    """
    gc.set_threshold(50_000, 20, 50)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        config.stash[BYTECODE_FOLDER] = tempfile.mkdtemp(prefix="posture-tests-bytecode-")
        os.environ["PYTHONPYCACHEPREFIX"] = config.stash[BYTECODE_FOLDER]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove it: the next run may be of other sources."""
    if (folder := config.stash.get(BYTECODE_FOLDER, None)) is not None:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Two more than there are processors: live stories wait for real seconds to pass, and need none."""
    workers = yield
    return workers if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else workers + 2
