"""What tests of the screens share."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.tui.looks import Album, Looks


@pytest.fixture
def looks(snapshot: SnapshotAssertion, request: pytest.FixtureRequest) -> Looks:
    """Compares the screen that is shown with its six pictures."""
    return Album(snapshot, request.node).hold
