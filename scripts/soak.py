"""A month of the real engine and the real store under faults, and the account of it.

What happens is in tests/soak_story.py and tests/soak_faults.py, what must hold in tests/soak_account.py.

Usage: uv run python scripts/soak.py [--days 30] [--seed 2026]
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.soak_account import account
from tests.soak_story import Soak


def main() -> None:
    """Run, hold the log against what it was given, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder) / "posture.sqlite3", options.seed)
        memory_mb = []
        for days in (options.days * sixth / 6 for sixth in range(1, 7)):
            soak.run(days)
            memory_mb.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        found = account(soak)
    print(f"{options.days:g} days, seed {options.seed}: {found.observations} observations")
    print(f"{found.sessions} sessions, {found.killed} of them killed, {found.events} events: all in the log")
    print(f"{found.lost} events lost, all of processes killed while the log was held by others")
    print(f"{found.watched_s:.0f} s of sessions, figures and days add up to it; the database is sound")
    print(f"faults: {found.faults}")
    print(f"told about the log: {found.told}")
    print(f"most memory after each sixth, MB: {', '.join(f'{size:.0f}' for size in memory_mb)}")


if __name__ == "__main__":
    main()
