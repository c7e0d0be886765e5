"""Responses as tables: CDISC SDTM RS, a summary in the shape of ADaM ADRS, and one row per visit to read.

RS follows the SDTM implementation guide 3.4 and the variables of pharmaverse's public example of RS. STUDYID is empty:
tumour tables are read by person, and the study of a person is not kept. AVAL of ADRS is the order of admiralonco
(CR 1, PR 2, SD 3, NON-CR/NON-PD 4, PD 5, NE 6), to which the codes of iRECIST and of metabolic response are laid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response import CRITERIA, ReaderResponse, VisitResponse
from onward.terms import PartialDate

RS = (
    "STUDYID", "DOMAIN", "USUBJID", "RSSEQ", "RSTESTCD", "RSTEST", "RSCAT", "RSORRES", "RSSTRESC", "RSSTAT",
    "RSEVAL", "RSEVALID", "VISITNUM", "VISIT", "RSDTC",
)  # fmt: skip
ADRS = (
    "USUBJID", "PARAMCD", "PARAM", "PARCAT1", "AVALC", "AVAL", "ADT", "AVISIT", "AVISITN", "RSEVAL", "RSEVALID",
    "ANL01FL",
)  # fmt: skip
VISITS = (
    "person", "reader", "criterion", "visit", "date", "baseline", "sum_mm", "nadir_mm", "change_from_baseline_pct",
    "change_from_nadir_pct", "to_progression_mm", "to_response_mm", "new_sum_mm", "target", "non_target", "new_lesion",
    "overall", "best_overall", "best_confirmed", "because", "doubts", "rule", "rule_version", "review", "numbers",
    "would_change",
)  # fmt: skip
_ORDER = {"CR": 1, "PR": 2, "SD": 3, "NON-CR/NON-PD": 4, "PD": 5, "NE": 6}
_ORDER |= {"CMR": 1, "PMR": 2, "SMD": 3, "PMD": 5}
_ORDER |= {"iCR": 1, "iPR": 2, "iSD": 3, "NON-iCR/NON-iUPD": 4, "iUPD": 5, "iCPD": 5}


# What is told beside response and is none: under a code of its own, never as overall response.
NO_RESPONSE = {
    "marker-trend": ("TMTREND", "Tumor Marker Trend"),
    "clinical-summary": ("DISSTAT", "Disease Status as Recorded"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A name, the columns and the rows; a cell that is not known is ""."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rs_table(responses: Iterable[ReaderResponse]) -> Table:
    """SDTM RS: target, non-target, new lesion and overall response of each visit, and the best response."""
    rows: list[tuple[str, ...]] = []
    count: dict[str, int] = {}

    def add(one: ReaderResponse, code: str, test: str, value: str, visit: VisitResponse | None) -> None:
        count[one.person] = count.get(one.person, 0) + 1
        role, reader = evaluator(one)
        number = "" if visit is None or visit.number is None else f"{visit.number.normalize():f}"
        rows.append(
            (
                "", "RS", one.person, str(count[one.person]), code, test, category(one.criterion), value, value, "",
                role, reader, number, "" if visit is None else visit.visit, day(None if visit is None else visit.date),
            )
        )  # fmt: skip

    for one in responses:
        for visit in one.visits:
            if visit.is_baseline:
                continue
            if one.criterion in NO_RESPONSE:
                if visit.overall:
                    add(one, *NO_RESPONSE[one.criterion], visit.overall, visit)
                continue
            for code, test, value in (
                ("TRGRESP", "Target Response", visit.target),
                ("NTRGRESP", "Non-target Response", visit.non_target),
                (
                    "NEWLIND",
                    "New Lesion Indicator",
                    {"yes": "Y", "no": "N", "equivocal": "EQUIVOCAL"}[visit.new_lesion],
                ),
                ("OVRLRESP", "Overall Response", visit.overall),
            ):
                if value:
                    add(one, code, test, value, visit)
        if one.best_overall:
            add(one, "BESTRESP", "Best Response", one.best_overall, None)
    return Table("rs", RS, tuple(rows))


def adrs_table(responses: Iterable[ReaderResponse]) -> Table:
    """A summary shaped like ADaM ADRS: overall response by visit, best and confirmed best, progression, response."""
    rows: list[tuple[str, ...]] = []
    for one in responses:
        if one.criterion in NO_RESPONSE:
            continue
        rows += [
            _adrs(one, "OVR", "Overall Response by Visit", visit.overall, visit.date, visit)
            for visit in one.visits
            if not visit.is_baseline
        ]
        if one.best_overall:
            rows.append(_adrs(one, "BOR", "Best Overall Response", one.best_overall))
        if one.best_confirmed:
            rows.append(_adrs(one, "CBOR", "Best Confirmed Overall Response", one.best_confirmed))
        for code, text, on in (
            ("PD", "Disease Progression", one.progressed_on),
            ("RSP", "Response", one.responded_on),
        ):
            rows.append(_adrs(one, code, text, "N" if on is None else "Y", on))
    return Table("adrs", ADRS, tuple(rows))


def _adrs(
    one: ReaderResponse,
    code: str,
    text: str,
    value: str,
    on: PartialDate | None = None,
    visit: VisitResponse | None = None,
) -> tuple[str, ...]:
    number = "" if visit is None or visit.number is None else f"{visit.number.normalize():f}"
    return (
        one.person, code, text, category(one.criterion), value, str(_ORDER.get(value, "")), day(on),
        "" if visit is None else visit.visit, number, *evaluator(one), "Y",
    )  # fmt: skip


def visits_table(responses: Iterable[ReaderResponse]) -> Table:
    """One row per person, reader, criterion and visit, with the reasons."""
    return Table("response", VISITS, tuple(_visit(one, visit) for one in responses for visit in one.visits))


def _visit(one: ReaderResponse, visit: VisitResponse) -> tuple[str, ...]:
    return (
        one.person, one.reader, one.criterion, visit.visit, day(visit.date), "Y" if visit.is_baseline else "N",
        *(
            _number(value)
            for value in (
                visit.sum_mm, visit.nadir_mm, visit.change_from_baseline_pct, visit.change_from_nadir_pct,
                visit.to_progression_mm, visit.to_response_mm, visit.new_sum_mm,
            )
        ),
        visit.target, visit.non_target, visit.new_lesion, visit.overall, one.best_overall, one.best_confirmed,
        _joined([f"{reason.says} [{reason.section}]" for reason in visit.because]), _joined(visit.doubts),
        one.rule, one.rule_version, one.review,
        _joined([f"{number.id}={_number(number.value)} {number.unit}" for number in visit.numbers]),
        _joined(visit.would_change),
    )  # fmt: skip


def category(criterion: str) -> str:
    """The criterion as RSCAT and FHIR name it."""
    return CRITERIA[criterion].called


def evaluator(one: ReaderResponse) -> tuple[str, str]:
    """RSEVAL and RSEVALID: what kind of reader, and which."""
    role = one.reader_role.upper()
    if one.reader.upper().startswith(role):
        return role, one.reader[len(role) :].strip()
    return role, one.reader


def day(on: PartialDate | None) -> str:
    """An ISO 8601 day as precise as it is known; "" for none."""
    return "" if on is None else str(on)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.quantize(Decimal('0.0001')).normalize():f}"


def _joined(sentences: Sequence[str]) -> str:
    return " | ".join(sentences)
