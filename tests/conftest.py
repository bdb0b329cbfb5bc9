"""Settings of the whole suite."""

from __future__ import annotations

import os

from hypothesis import settings

# Chance finds new faults while developing; a check that decides about a change must not depend on it.
settings.register_profile("ci", derandomize=True, deadline=None)
# A busy machine is slow now and then; that is no fault of what is tested.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("anywhere")
if os.environ.get("CI"):
    settings.load_profile("ci")
