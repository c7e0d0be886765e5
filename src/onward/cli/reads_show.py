"""`onward reads worklist|show|compare|quality`: where cases stand, how readers differ, how they do over time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from onward import __version__
from onward.app.read_desk import Desk, open_desk
from onward.app.read_store import HeldReads
from onward.app.reader_keys import own_key, own_keys
from onward.app.reads_compared import (
    Comparison,
    NetworkQuality,
    compare_case,
    compare_records,
    network_quality,
)
from onward.app.records import load_people
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.cli.reads_words import agreement_lines, interval_text, share_text
from onward.cli.today import today
from onward.engines.response import CRITERIA
from onward.engines.response.readings import CaseState, Compared, Problem, Read, State
from onward.intake.reads import read_issue
from onward.outputs.plain import issue_document
from onward.outputs.plain.reads import (
    agreement_document,
    case_document,
    comparison_document,
    quality_documents,
)
from onward.store import Store
from onward.terms import UsageError

_DONE = (State.SETTLED, State.CALLED_OFF)


def run_worklist(arguments: argparse.Namespace) -> int:
    """Every case, or what waits for one reader."""
    asking = own_key(arguments.reader).name if arguments.reader else ""
    with Store.open(arguments.store, create=False) as store:
        desk = open_desk(store, now=datetime.now(UTC))
    cases = [one for one in desk.found.cases if arguments.all or one.state not in _DONE]
    if asking:
        cases = [one for one in cases if any(seat.reader == asking for seat in one.seats)]
    hidden = _hidden(desk, asking)
    issues = _issues(desk, {one.id for one in cases} if asking else None, hidden)
    if arguments.json:
        print_json(
            {
                "schema": "onward.reads/1",
                "reader": asking or None,
                "cases": [
                    {**case_document(one, desk.reads_of(one), hidden), "waits_for_you": _waits(one, asking)}
                    for one in cases
                ],
                "issues": issues,
            }
        )
        return 0
    print_table(
        ("case", "person", "workflow", "visits", "readers", "state", "to do"),
        [
            (
                one.id[:8],
                one.person,
                one.case.workflow.value if one.case else "?",
                ", ".join(one.case.visits) if one.case else "",
                "; ".join(f"{seat.reader} ({seat.role.value}): {seat.state.value}" for seat in one.seats) or "none yet",
                one.state.value + (", blinded" if one.case and one.case.blinded_to else ""),
                _to_do(one, asking),
            )
            for one in cases
        ],
    )
    if not cases:
        print("Nothing waits." if asking else "No case is open. `onward reads open PERSON --visits ...` asks for one.")
    print_issues(issues)
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """One case."""
    asking = own_key(arguments.reader).name if arguments.reader else ""
    with Store.open(arguments.store, create=False) as store:
        desk = open_desk(store, now=datetime.now(UTC))
    case = desk.case(arguments.case)
    hidden = _hidden(desk, asking)
    document = case_document(case, desk.reads_of(case), hidden)
    issues = _issues(desk, {case.id}, hidden)
    if arguments.json:
        print_json({"schema": "onward.reads/1", **document, "issues": issues})
        return 0
    print(f"case {case.id[:12]}   {case.person}   {case.state.value}")
    if case.case:
        blinded = f", blinded to {', '.join(case.case.blinded_to)}" if case.case.blinded_to else ""
        print(
            f"  {case.case.workflow.value} read of {', '.join(case.case.visits)} "
            f"by {', '.join(case.case.criteria)}{blinded}"
        )
    heads = {key for seat in case.seats for key in seat.reads} | {case.settled_by}
    print_table(
        ("read", "reader", "role", "site", "signed", "holds", "says", "because"),
        [
            (
                key[:8],
                read.reader,
                read.role.value,
                read.site,
                read.at,
                "yes" if key in heads else "amended" if key in case.counted else "does not count",
                ", ".join(f"{one.visit} {one.overall}" for one in read.categories if one.overall),
                read.because,
            )
            for key, read in sorted(desk.reads_of(case).items(), key=lambda item: item[1].at)
            if key not in hidden
        ],
    )
    if arguments.marks:
        _show_marks([desk.read(key) for key in desk.reads_of(case) if key in heads and key not in hidden])
    if hidden & desk.reads_of(case).keys():
        print("Other reads are hidden until you have signed.")
    elif case.differing:
        for one in case.differing:
            print(f"  {one.visit}: " + ", ".join(f"{reader} {said or 'not read'}" for reader, said in one.said))
    print_issues(issues)
    return 0


def _show_marks(reads: Sequence[Read]) -> None:
    for read in reads:
        print(f"{read.reader}, {read.role.value}")
        print_table(
            ("visit", "lesion", "role", "site", "measure", "value", "state", "method", "LPS mm"),
            [
                (
                    mark.visit,
                    mark.lesion,
                    mark.role,
                    " ".join(
                        filter(None, (mark.laterality.value if mark.laterality else "", mark.site_text or mark.site))
                    ),
                    mark.measure,
                    "" if mark.value is None else f"{mark.value} {mark.unit or 'without unit'}",
                    mark.state or mark.not_done,
                    mark.method,
                    "" if mark.position_mm is None else ", ".join(str(one) for one in mark.position_mm),
                )
                for mark in read.marks
            ],
        )


def run_compare(arguments: argparse.Namespace) -> int:
    """Two readers side by side."""
    if arguments.criterion not in CRITERIA:
        raise UsageError(f"There is no criterion {arguments.criterion!r}. Known: {', '.join(CRITERIA)}.")
    found = _records(arguments) if _are_records(arguments) else _stored(arguments)
    if arguments.out:
        from onward.outputs.html.readers import render_comparison  # heavy; only a page needs it

        _write(arguments.out, render_comparison(found.compared, found.agreement, as_of=today(), version=__version__))
    if arguments.json:
        print_json(
            {
                "schema": "onward.reads-comparison/1",
                "comparisons": [comparison_document(one) for one in found.compared],
                "agreement": [agreement_document(one) for one in found.agreement],
            }
        )
    else:
        for one in found.compared:
            _show_compared(one)
        for line in agreement_lines(found.agreement):
            print(line)
    if arguments.out:
        print(f"wrote {arguments.out}", file=sys.stderr)
    return 0


def run_quality(arguments: argparse.Namespace) -> int:
    """Readers and sites over time."""
    with Store.open(arguments.store, create=False) as store:
        found = network_quality(open_desk(store, now=datetime.now(UTC)))
    if arguments.out:
        from onward.outputs.html.readers import render_quality  # heavy; only a page needs it

        _write(
            arguments.out, render_quality(found.readers, found.sites, found.pairs, as_of=today(), version=__version__)
        )
    if arguments.json:
        print_json(
            {
                "schema": "onward.reads-quality/1",
                "readers": quality_documents(found.readers),
                "sites": quality_documents(found.sites),
                "pairs": [agreement_document(one) for one in found.pairs],
            }
        )
    else:
        _show_quality(found)
    if arguments.out:
        print(f"wrote {arguments.out}", file=sys.stderr)
    return 0


def _are_records(arguments: argparse.Namespace) -> bool:
    """Files and folders, or persons in the store; a case is named by the beginning of its hash."""
    if any(Path(one).exists() for one in arguments.what):
        return True
    if not Store.is_there(arguments.store):
        return False
    with Store.open(arguments.store, create=False) as store:
        return all(store.knows(one) for one in arguments.what)


def _records(arguments: argparse.Namespace) -> Comparison:
    day = today()
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        loaded = load_people(arguments.what, store=arguments.store, progress=progress, today=day)
    return compare_records(loaded.people, criterion=arguments.criterion, as_of=arguments.as_of or day)


def _stored(arguments: argparse.Namespace) -> Comparison:
    if len(arguments.what) != 1:
        raise UsageError("Give one case, or records that exist as files or folders.")
    asking = own_key(arguments.reader).name if arguments.reader else ""
    with Store.open(arguments.store, create=False) as store:
        desk = open_desk(store, now=datetime.now(UTC))
    return compare_case(desk, desk.case(arguments.what[0]), hidden=_hidden(desk, asking))


def _issues(desk: Desk, cases: set[str] | None, hidden: frozenset[str]) -> list[dict[str, object]]:
    """What does not fit, of these cases; a reader is told nothing of reads that are hidden from her."""
    held: HeldReads = desk.held
    problems: list[Problem] = [
        one for one in desk.found.problems if (cases is None or one.case in cases) and one.record not in hidden
    ]
    return [
        dict(issue_document(one))
        for one in (*(read_issue(problem, held.sources.get(problem.record)) for problem in problems), *held.issues)
    ]


def _hidden(desk: Desk, asking: str) -> frozenset[str]:
    """What must not be shown: to the one who asks, or to any reader whose key lies on this machine."""
    readers = [asking] if asking else [key.name for key in own_keys()]
    return frozenset().union(*(desk.hidden_from(reader) for reader in readers))


def _waits(case: CaseState, asking: str) -> bool:
    return any(seat.reader == asking for seat in case.seats) and bool(_to_do(case, asking))


def _to_do(case: CaseState, asking: str) -> str:
    """What comes next, for one reader or for whoever looks after the case."""
    if case.conflicts:
        mine = [reader for reader, _ in case.conflicts if asking in ("", reader)]
        if mine:
            return "two versions contradict: amend both by one" if asking else f"{', '.join(mine)}: settle two versions"
    for seat in case.seats:
        if seat.reader != asking:
            continue
        if seat.role.is_primary and not seat.reads:
            return "sign your draft" if seat.state is State.IN_WORK else "read"
        if not seat.role.is_primary and case.state is State.AWAITING_ADJUDICATION:
            return "adjudicate"
        if seat.role.is_primary and case.state is State.SIGNED and not case.conflicts:
            return "write or join the consensus"
        return ""
    if asking:
        return ""
    match case.state:
        case State.OPEN:
            return "assign readers"
        case State.AWAITING_ADJUDICATION:
            has_one = any(not seat.role.is_primary for seat in case.seats)
            return "adjudicate" if has_one else "assign an adjudicator"
        case State.SIGNED:
            return "write the consensus"
        case _:
            return ""


def _show_compared(one: Compared) -> None:
    print(
        f"\n{one.person}   {one.criterion}   "
        f"{one.left.reader} ({one.left.role}) | {one.right.reader} ({one.right.role})"
    )
    print_table(
        ("visit", "date", one.left.reader or "first", one.right.reader or "second", "why", "differences"),
        [
            (
                visit.visit,
                str(visit.date or ""),
                _category(visit.left, visit.left_sum_mm),
                _category(visit.right, visit.right_sum_mm),
                visit.account if visit.left or visit.right else "baseline",
                "; ".join(
                    f"{'/'.join(filter(None, (apart.left, apart.right)))} {apart.kind.value}: {apart.says}"
                    for apart in visit.differences
                ),
            )
            for visit in one.visits
        ],
    )
    print_table(
        (one.left.reader or "first", one.right.reader or "second", "paired by", "apart"),
        [
            *(
                (
                    pair.left.called,
                    pair.right.called,
                    pair.by.value,
                    "" if pair.distance_mm is None else f"{pair.distance_mm} mm",
                )
                for pair in one.pairing.pairs
            ),
            *((lesion.called, "none", "", "") for lesion in one.pairing.left_only),
            *(("none", lesion.called, "", "") for lesion in one.pairing.right_only),
        ],
    )


def _category(overall: str, sum_mm: object) -> str:
    return " ".join(filter(None, (overall, "" if sum_mm is None else f"({float(str(sum_mm)):g} mm)")))


def _show_quality(found: NetworkQuality) -> None:
    if not found.readers:
        print("No visit has been read by two readers yet.")
        return
    for heading, rows in (("reader", found.readers), ("site", found.sites)):
        print_table(
            (heading, "visits", "categories differ", "upheld when settled", "sum minus the other's", "change a year"),
            [
                (
                    one.who,
                    str(one.visits),
                    share_text(one.differing),
                    share_text(one.upheld),
                    interval_text(one.bias_mm, "mm"),
                    interval_text(one.drift_pct_a_year, "%") + (" DRIFT" if one.drifts else ""),
                )
                for one in rows
            ],
        )
    for line in agreement_lines(found.pairs):
        print(line)


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--out {path}: cannot be written ({error.strerror}).") from None
