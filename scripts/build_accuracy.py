"""Write docs/accuracy.md: how often the program is right, about simulated people and about public sets.

    python scripts/build_accuracy.py
    python scripts/build_accuracy.py --data DIR

Without --data the part on public sets stays as it is. The page itself tells where they come from and how
DIR is laid out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from public_figures import public_part
from simulated_people import simulated_part

OUT = Path(__file__).parents[1] / "docs" / "accuracy.md"
BEGIN = "<!-- public sets: written only with --data -->"
END = "<!-- end of public sets -->"

HEADER = """\
# Accuracy

Made by `python scripts/build_accuracy.py --data DIR`; DIR holds the public sets described below. Without
`--data` the figures on simulated people are made anew, and the part on public sets stays as it stands.
"""


def page(simulated: str, public: str) -> str:
    """The whole page."""
    return f"{HEADER}\n{simulated}\n{BEGIN}\n{public}{END}\n"


def kept_public_part(text: str) -> str:
    """The part on public sets of a page.

    Raises:
        ValueError: the page has none.
    """
    _, begin, rest = text.partition(f"{BEGIN}\n")
    part, end, _ = rest.partition(f"{END}\n")
    if not begin or not end:
        msg = "the page has no part on public sets"
        raise ValueError(msg)
    return part


def main(arguments: list[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write docs/accuracy.md.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the public sets")
    folder = parser.parse_args(arguments).data
    # First what can go wrong: the simulated people take minutes.
    public = _kept() if folder is None else _made(folder)
    OUT.write_text(page(simulated_part(), public), encoding="utf-8")


def _kept() -> str:
    try:
        return kept_public_part(OUT.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        msg = f"{OUT.name} has no part on public sets to keep: give the folder of the sets with --data DIR"
        raise SystemExit(msg) from error


def _made(folder: Path) -> str:
    try:
        return public_part(folder)
    except FileNotFoundError as error:
        msg = f"{error.filename} is not there: docs/accuracy.md tells what --data needs"
        raise SystemExit(msg) from error


if __name__ == "__main__":
    main()
