"""Rows of TU and TR to facts: who read, at which visit, which lesion, what was measured or judged of it.

SDTM implementation guide 3.4, domains TU and TR. A lesion is told by its link id, within a person and a reader; where a
reader's own TU row is missing, that of another reader with the same link id says which lesion it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from onward.intake.sdtm.said import state_said
from onward.intake.sdtm.scans import SCAN_TESTS, Scans
from onward.intake.sdtm.tables import Row, SdtmTable
from onward.knowledge import Codes
from onward.terms import Issue, PartialDate, Quantity, Severity, at, parse_date, ucum_of_spelling
from onward.timeline import AnyFact, Laterality, LesionMeasurement, Source

_ROLES = {
    "TARGET": "target", "NON-TARGET": "non-target", "NONTARGET": "non-target", "NEW": "new", "BENIGN": "benign",
    "REFERENCE": "reference", "REFERENCE REGION": "reference",
}  # fmt: skip
# Measures that are told in one unit only: a cell without a unit is in it.
_UPTAKE = frozenset({"SUVmax", "SUVpeak", "SUVmean", "SUV SD", "SULmax", "SULpeak", "SULmean", "SUL SD"})
# TRTESTCD; the perpendicular of a node is its short axis, which is what RECIST measures of it.
_MEASURES = {
    "LDIAM": "longest diameter",
    "DIAMETER": "longest diameter",
    "LPERP": "perpendicular diameter",
    "SAXIS": "short axis",
    "VOLUME": "volume",
    "ESTCHG": "estimated change",
    "SUVMAX": "SUVmax",
    "SUVPEAK": "SUVpeak",
    "SUVMEAN": "SUVmean",
    "SUVSD": "SUV SD",
    "SULMAX": "SULmax",
    "SULPEAK": "SULpeak",
    "SULMEAN": "SULmean",
    "SULSD": "SUL SD",
    "MTV": "MTV",
    "TLG": "TLG",
    "UPTKLEN": "uptake extent",
    "TUMSTATE": "state",
}
_METHODS = (
    ("PET/CT", "PET/CT"),
    ("PET-CT", "PET/CT"),
    ("PET CT", "PET/CT"),
    ("PET", "PET"),
    ("MRI", "MR"),
    ("MAGNETIC", "MR"),
    ("CT", "CT"),
    ("SCINTIGRAPHY", "bone scan"),
    ("BONE SCAN", "bone scan"),
    ("X-RAY", "X-ray"),
    ("ULTRASOUND", "ultrasound"),
    ("PHYSICAL", "clinical"),
)
_NODE = re.compile(r"\bNODES?\b|\bLYMPH\b|\bNODAL\b")
_SIDES = {"LEFT": Laterality.LEFT, "RIGHT": Laterality.RIGHT, "BILATERAL": Laterality.BILATERAL}


@dataclass(slots=True)
class FoundOf:
    """What the tables hold of one person while they are read."""

    facts: list[AnyFact] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What TU says of a lesion."""

    role: str
    site: str
    site_text: str
    laterality: Laterality | None
    is_node: bool | None
    method: str


class Lesions:
    """All tumour tables of a folder on their way to facts."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._named: dict[tuple[str, str, str], _Named] = {}
        self._by_link: dict[tuple[str, str], _Named] = {}
        self._scans: dict[str, Scans] = {}
        self.people: dict[str, FoundOf] = {}
        self.nobodys: list[Issue] = []

    def name(self, table: SdtmTable) -> None:
        """Take in a TU table: which lesions there are."""
        for row in table.rows:
            person = self.person(table, row)
            if person is None:
                continue
            link, reader = _link(row, "TU"), _reader(row, "TU")
            if not link:
                self._issue(table, row, "TULNKID", "the row names no lesion", "left it out")
                continue
            place = row["TULOC"]
            named = _Named(
                role=_ROLES.get((row["TUSTRESC"] or row["TUORRES"]).upper(), ""),
                site=self._codes.sites.body_site((), place.lower()),
                site_text=place,
                laterality=_SIDES.get(row["TULAT"].upper()),
                is_node=None if not place else _NODE.search(place.upper()) is not None,
                method=_method(row["TUMETHOD"]),
            )
            self._named.setdefault((row["USUBJID"], reader, link), named)
            self._by_link.setdefault((row["USUBJID"], link), named)
            person.facts.append(
                self._fact(table, row, "TU", link, named, measure="identified", state=_split_or_merged(row), value=None)
            )

    def measure(self, table: SdtmTable) -> None:
        """Take in a TR table; after every TU table."""
        for row in table.rows:
            person = self.person(table, row)
            if person is None:
                continue
            test = row["TRTESTCD"].upper()
            if test in SCAN_TESTS:
                self._scan(table, row, test)
                continue
            measure = _MEASURES.get(test)
            if measure is None:
                continue  # sums and counts that the sender derived: Onward derives its own
            link = _link(row, "TR")
            if not link:
                self._issue(table, row, "TRLNKID", "the row names no lesion", "left it out")
                continue
            named = self._named.get((row["USUBJID"], _reader(row, "TR"), link)) or self._by_link.get(
                (row["USUBJID"], link)
            )
            if named is None:
                self._issue(
                    table, row, "TRLNKID", "no TU row says which lesion this is", "took its role from TRGRPID alone"
                )
                named = _Named(
                    role=_ROLES.get(row["TRGRPID"].upper(), ""),
                    site="",
                    site_text="",
                    laterality=None,
                    is_node=True if test == "SAXIS" else None,
                    method=_method(row["TRMETHOD"]),
                )
            if measure == "perpendicular diameter" and named.is_node:
                measure = "short axis"
            role = named.role or _ROLES.get(row["TRGRPID"].upper(), "")
            state = _state(row, role) if measure == "state" else ""
            value = None if measure == "state" else self._value(table, row, is_uptake=measure in _UPTAKE)
            person.facts.append(self._fact(table, row, "TR", link, named, measure=measure, state=state, value=value))

    def person(self, table: SdtmTable, row: Row) -> FoundOf | None:
        """Whom a row is about; None, and an issue of nobody, where it names nobody."""
        subject = row["USUBJID"]
        if not subject:
            self.nobodys.append(_issue_at(table, row, "USUBJID", "the row names nobody", "left it out"))
            return None
        person = self.people.setdefault(subject, FoundOf())
        person.rows += 1
        return person

    def _issue(self, table: SdtmTable, row: Row, column: str, what: str, did: str) -> None:
        self.people[row["USUBJID"]].issues.append(_issue_at(table, row, column, what, did))

    def _scan(self, table: SdtmTable, row: Row, test: str) -> None:
        scans = self._scans.setdefault(row["USUBJID"], Scans())
        wrong = scans.take(
            test,
            row["TRSTRESN"] or row["TRSTRESC"] or row["TRORRES"],
            row["TRSTRESU"] or row["TRORRESU"],
            reader=_reader(row, "TR"),
            visit=row["VISIT"],
            visit_number=_number(row["VISITNUM"]),
            date=_date(row["TRDTC"]),
            source=_source(table, row, "TR"),
        )
        if wrong:
            self._issue(table, row, "TRSTRESN", wrong, "left it out; how the PET was made stays unknown in this point")

    def close(self) -> None:
        """After the last row: the acquisitions, which several rows make together."""
        for subject, scans in self._scans.items():
            self.people[subject].facts.extend(scans.facts())

    def _value(self, table: SdtmTable, row: Row, *, is_uptake: bool) -> Quantity | None:
        if row["TRSTAT"]:
            return None
        written = row["TRSTRESN"] or row["TRSTRESC"] or row["TRORRES"]
        unit = row["TRSTRESU"] or row["TRORRESU"]
        if not written:
            return None
        try:
            number = Decimal(written)
        except InvalidOperation:
            if not any(sign.isdigit() for sign in written):
                return None  # "TOO SMALL TO MEASURE" stands as the state
            self._issue(table, row, "TRSTRESN", "the measurement is no number", "kept it as not measured")
            return None
        if not number.is_finite():
            self._issue(table, row, "TRSTRESN", "the measurement is no number", "kept it as not measured")
            return None
        known = ucum_of_spelling(unit) if unit else "g/mL" if is_uptake else None
        if known is None:
            self._issue(table, row, "TRSTRESU", "the measurement has no unit that is known", "units are never guessed")
        return Quantity(number, known)

    def _fact(
        self,
        table: SdtmTable,
        row: Row,
        domain: str,
        link: str,
        named: _Named,
        *,
        measure: str,
        state: str,
        value: Quantity | None,
    ) -> LesionMeasurement:
        written = "" if value is not None else _words(row, domain)
        return LesionMeasurement(
            when=at(_date(row[f"{domain}DTC"])),
            text=written,
            sources=(_source(table, row, domain),),
            lesion=link,
            reader=_reader(row, domain),
            reader_role=row[f"{domain}EVAL"].lower(),
            role=named.role or _ROLES.get(row[f"{domain}GRPID"].upper(), ""),
            visit=row["VISIT"],
            visit_number=_number(row["VISITNUM"]),
            site=named.site,
            site_text=named.site_text,
            laterality=named.laterality,
            is_node=named.is_node,
            measure=measure,
            value=value,
            state=state
            or ("too small to measure" if "TOO SMALL" in row[f"{domain}ORRES"].upper() + written.upper() else ""),
            not_done=_not_done(row, domain),
            method=_method(row[f"{domain}METHOD"]) or named.method,
            group=row[f"{domain}GRPID"],
        )


def _source(table: SdtmTable, row: Row, domain: str) -> Source:
    return Source(
        table.name,
        table.sha256,
        f"row {row.number}",
        f"{domain} {row[f'{domain}SEQ'] or row.number}",
        f"column {domain}{'STRESC' if domain == 'TU' else 'STRESN'}",
    )


def _link(row: Row, domain: str) -> str:
    return row[f"{domain}LNKID"] or row[f"{domain}REFID"] or row[f"{domain}SPID"]


def _reader(row: Row, domain: str) -> str:
    return " ".join(part for part in (row[f"{domain}EVAL"], row[f"{domain}EVALID"]) if part)


def _words(row: Row, domain: str) -> str:
    return row[f"{domain}STRESC"] or row[f"{domain}ORRES"]


def _state(row: Row, role: str) -> str:
    """A judgement in lower case, as CDISC's codelist TUMSTATE has it; "" when nothing was judged."""
    return "" if row["TRSTAT"] else state_said(_words(row, "TR"), role)


def _split_or_merged(row: Row) -> str:
    match row["TUTESTCD"].upper():
        case "TUSPLIT":
            return "split"
        case "TUMERGE":
            return "merged"
        case _:
            return ""


def _not_done(row: Row, domain: str) -> str:
    if not row[f"{domain}STAT"]:
        is_blank = row[f"{domain}TESTCD"].upper() == "TUMSTATE" and not _words(row, domain)
        return "no judgement is written" if is_blank else ""
    return row[f"{domain}REASND"].lower() or row[f"{domain}STAT"].lower()


def _method(text: str) -> str:
    upper = text.upper()
    return next((method for mark, method in _METHODS if mark in upper), "")


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _date(text: str) -> PartialDate | None:
    return parse_date(text[:10]) if text else None


def _issue_at(table: SdtmTable, row: Row, column: str, what: str, did: str) -> Issue:
    return Issue(
        file=table.name, place=f"row {row.number}, column {column}", what=what, did=did, severity=Severity.WARNING
    )


def lesions_of(named: Iterable[SdtmTable], measured: Iterable[SdtmTable], codes: Codes) -> Lesions:
    """All of a folder: first which lesions there are, then what was measured of them."""
    found = Lesions(codes)
    for table in named:
        found.name(table)
    for table in measured:
        found.measure(table)
    found.close()
    return found
