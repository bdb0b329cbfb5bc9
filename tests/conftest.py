"""Settings of the whole suite."""

from __future__ import annotations

import os

from hypothesis import settings

# Chance finds new faults while developing; a check that decides about a change must not depend on it.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
