"""Which reports belong to one visit: by their time points where these name visits, else by the days of the studies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from onward.intake.dicom.reports import Report, ReportedGroup
from onward.terms import Issue, Severity

# Two studies this far apart are two visits, whatever a time point calls them.
_ONE_VISIT_DAYS = 42


class Visits:
    """What the visits are called: by time points where these are one visit each, else by the days of the studies."""

    def __init__(self, unsound: dict[str, Report]) -> None:
        self._unsound = unsound

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Visits:
        """Time points of a person that some reports lack, or that hold studies of several months, name no visit."""
        unsound: dict[str, Report] = {}
        days: dict[tuple[str, str], list[date]] = {}
        for report in reports:
            day = day_of(report.study_date)
            for group in report.groups:
                point = group.time_point or report.time_point
                if not point or day is None:
                    unsound.setdefault(report.person, report)
                else:
                    held = days.setdefault((report.person, point), [])
                    held.append(day)
                    if (max(held) - min(held)).days > _ONE_VISIT_DAYS:
                        unsound[report.person] = report
        return cls(unsound)

    def of_group(self, report: Report, group: ReportedGroup) -> tuple[str, Decimal | None]:
        """Name and number of the visit; "" where it goes by its day."""
        point = group.time_point or report.time_point
        if not point or (report.person in self._unsound and day_of(report.study_date) is not None):
            return "", None
        try:
            number = Decimal(point)
        except InvalidOperation:
            return point, None
        return point, number if number.is_finite() else None

    def issues_of(self, person: str) -> tuple[Issue, ...]:
        report = self._unsound.get(person)
        if report is None or not any(group.time_point or report.time_point for group in report.groups):
            return ()
        return (
            issue_of(
                report,
                "Time Point",
                "time points do not tell the visits apart: one of them holds studies of several months, or some "
                "reports have none",
                "told the visits by the days of the studies",
            ),
        )


def day_of(text: str) -> date | None:
    """A day as DICOM writes it; None for anything else."""
    digits = text.strip()[:8]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
    except ValueError:
        return None


def issue_of(report: Report, place: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    """An imperfection of one report."""
    return Issue(file=report.file, place=place, what=what, did=did, severity=severity)
