"""What is said of one regimen: line, setting, whether it goes on, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onward.terms import PartialDate

METASTATIC = "metastatic"
EARLY = ("adjuvant", "neoadjuvant", "early")


@dataclass(slots=True)
class Said:
    """What is said of one regimen; "" and None for what is not.

    status      active, stopped or completed;  why   progression, toxicity, choice, completed
    carried     the cue that holds for what follows in a list ("progressed on A, then B")
    replaces    it took the place of a drug before it for `replaced_for`
    continues   it goes on from the treatment before it, as maintenance
    """

    line: int | None = None
    setting: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    days: tuple[int, int] | None = None
    duration: str = ""
    status: str = ""
    why: str = ""
    why_at: tuple[int, int] | None = None
    progressed: PartialDate | None = None
    progressed_at: tuple[int, int] | None = None
    carried: str = ""
    without_line: bool = False
    replaces: bool = False
    continues: bool = False
    replaced_for: str = ""

    def updated(self, later: Said) -> Said:
        """With what a later mention of the same drugs adds."""
        return replace(
            self,
            end=later.end or self.end,
            start=self.start or later.start,
            days=self.days or later.days,
            duration=self.duration or later.duration,
            status=later.status or self.status,
            why=later.why or self.why,
            why_at=later.why_at or self.why_at,
            progressed=later.progressed or self.progressed,
            progressed_at=later.progressed_at or self.progressed_at,
        )

    def ended(self, why: str) -> Said:
        """Stopped, because another drug took its place."""
        return replace(self, status="stopped", why=why or self.why)
