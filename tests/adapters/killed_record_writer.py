"""A process that keeps records two at a time, until it is killed; it prints how many were kept.

Usage: python -m tests.adapters.killed_record_writer DATABASE
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from posture.adapters.record_store import keep
from posture.therapy.records import Note

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def main(database: Path) -> None:
    number = 0
    while True:
        number += 2
        keep(database, [Note(at=AT, text=str(number - 1)), Note(at=AT, text=str(number))])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
