"""The report as the app shows and writes it; called in threads, what was gathered once is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from posture.adapters.report_files import check_target, write_file
from posture.adapters.report_text import report_text
from posture.errors import PlanError, ReportError
from posture.therapy.report_making import make_report
from tui.report_formats import report_as
from tui.report_period import report_period
from tui.report_sources import gather, plan_began

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from posture.adapters.data_dirs import Places
    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report, Section
    from posture.therapy.report_sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report as it would be written now; `told` is what it has to do without."""

    report: Report
    sources: Sources
    place: ReaderPlace
    told: tuple[str, ...]

    def preview(self, columns: int) -> str:
        """As a terminal of this width shows it: the same words; tables that are too wide become lines."""
        return report_text(self.report, self.place, columns)

    def text(self, kind: str) -> str:
        """As `html`, `md` or `json`."""
        return report_as(kind, self.report, self.sources, self.place)

    def write(self, kind: str, words: str, folder: Path) -> Path:
        """Write it where the words say, a name without a folder into this one; where that is.

        Raises:
            ReportError: it cannot be written there, or something is there already.
        """
        if not words.strip():
            raise ReportError("the file needs a name")
        path = folder / Path(words.strip()).expanduser()
        if path.exists() and not path.is_dir():
            raise ReportError(f"{path} is there already; choose another name")
        check_target(path, force=False)
        write_file(path, self.text(kind).encode(), force=False)
        return path


class ReportDesk:
    """Makes drafts of one user's report.

    Args:
        where: the user's folders.
        now: tells the local time.
        place: dates, weeks and paper where the user lives.
    """

    def __init__(self, where: Places, now: Callable[[], datetime], place: ReaderPlace) -> None:
        self._where = where
        self.now = now
        self.place = place
        self._sources: Sources | None = None
        self._told: tuple[str, ...] = ()

    def usual_period(self) -> tuple[date, date]:
        """The days that `posture report` takes by itself."""

        def began(day: date) -> date | None:
            try:
                return plan_began(self._where, day)
            except PlanError:
                return None  # the draft says what is wrong

        return report_period(None, None, None, self.now().date(), plan_began=began)

    def draft(self, first: date, last: date, without: frozenset[Section]) -> Draft:
        """The report about these days without these sections.

        Raises:
            PostureError: the log, a plan or an exercise cannot be read.
        """
        kept = self._sources
        if kept is None or (kept.first, kept.last) != (first, last):
            told: list[str] = []
            kept = gather(
                self._where,
                first,
                last,
                made=self.now(),
                first_weekday=self.place.first_weekday,
                tell=told.append,
            )
            self._sources, self._told = kept, tuple(told)
        wanted = replace(kept, without=without)
        return Draft(report=make_report(wanted), sources=wanted, place=self.place, told=self._told)
