"""`onward reads open|assign|withdraw|off|draft|drop|sign|amend|adjudicate|consensus|agree`: each adds one signed
record."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from onward.app import read_judging, reads
from onward.app.read_desk import Desk, open_desk
from onward.app.read_drafts import draft_of, drop_draft
from onward.app.read_marks import MarksGiven, images_in, marks_given
from onward.app.reader_keys import SigningKey, own_key, signing_key
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.reads_passphrase import ask_passphrase
from onward.cli.today import today
from onward.engines.response.readings import OTHER_READERS, CaseState, Image, Read, Role, Workflow
from onward.outputs.plain import issue_document
from onward.store import Store
from onward.terms import UsageError

_ROLES = {"local": Role.LOCAL, "specialist": Role.SPECIALIST, "adjudicator": Role.ADJUDICATOR}


def run_open(arguments: argparse.Namespace) -> int:
    """Ask for a read."""
    with _desk(arguments, create=True) as desk:
        case = reads.ask_for_read(
            desk,
            _key(arguments),
            person=arguments.person,
            visits=arguments.visits.split(","),
            workflow=Workflow(arguments.workflow),
            criteria=arguments.criteria,
            blinded_to=[*([OTHER_READERS] if arguments.blind else []), *arguments.blind_to],
            comment=arguments.comment,
            is_new_person=arguments.new_person,
        )
    return _done(
        arguments, case, f"Case {case[:12]}: assign readers with onward reads assign {case[:8]} --to NAME --as ROLE"
    )


def run_assign(arguments: argparse.Namespace) -> int:
    """Ask somebody to read."""
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        record = reads.assign(desk, _key(arguments), case, reader=arguments.to, role=_ROLES[arguments.role])
    return _done(arguments, record, f"Assigned as {_ROLES[arguments.role].value}.")


def run_withdraw(arguments: argparse.Namespace) -> int:
    """Take an assignment back."""
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        record = reads.withdraw(desk, _key(arguments), case, reader=arguments.to, because=arguments.because)
    return _done(arguments, record, "The assignment is taken back.")


def run_off(arguments: argparse.Namespace) -> int:
    """Give up a case."""
    with _desk(arguments) as desk:
        record = reads.call_off(desk, _key(arguments), desk.case(arguments.case), because=arguments.because)
    return _done(arguments, record, "The case is called off.")


def run_draft(arguments: argparse.Namespace) -> int:
    """Keep marks, unsigned, and show what they give."""
    public = own_key(arguments.reader)
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        given = _marks(arguments, case)
        found = reads.draft(
            desk, case, reader=public.name, site=public.site, marks=given.marks, images=_images(arguments)
        )
    issues = [issue_document(issue) for issue in given.issues]
    if arguments.json:
        print_json({"schema": "onward.reads/1", "draft": _draft_document(found), "issues": issues})
        return 0
    _show_draft(found)
    print_issues(issues)
    print("A draft, on this machine only.")
    print(f"  sign it   onward reads sign {case.id[:8]}")
    print(f"  drop it   onward reads drop {case.id[:8]}")
    return 0


def run_drop(arguments: argparse.Namespace) -> int:
    """Throw a draft away."""
    public = own_key(arguments.reader)
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
    dropped = drop_draft(case.id, public.name)
    if arguments.json:
        print_json({"schema": "onward.reads/1", "dropped": dropped})
    else:
        print("The draft is gone." if dropped else "There was no draft.")
    return 0


def run_sign(arguments: argparse.Namespace) -> int:
    """Sign a draft; asks first."""
    public = own_key(arguments.reader)
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        found = draft_of(case.id, public.name)
        if found is not None and not arguments.yes and not _agreed(found):
            print("Nothing was signed.", file=sys.stderr)
            return 0
        record = reads.sign(desk, _key(arguments), case)
    return _done(arguments, record, f"Signed: read {record[:12]} is locked. A change is an amendment.")


def run_amend(arguments: argparse.Namespace) -> int:
    """A new version of one's own read."""
    if bool(arguments.marks) and bool(arguments.keep):
        raise UsageError("--keep takes a version as it is, --marks gives new marks: say one of them.")
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        given = _marks(arguments, case) if arguments.marks else None
        record = read_judging.amend(
            desk,
            _key(arguments),
            case,
            marks=None if given is None else given.marks,
            keep=arguments.keep,
            because=arguments.because,
            images=_images(arguments),
        )
    return _done(arguments, record, f"Amended: read {record[:12]} holds, the former version stays beside it.", given)


def run_adjudicate(arguments: argparse.Namespace) -> int:
    """Settle a double read."""
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        given = _marks(arguments, case) if arguments.marks else None
        record = read_judging.adjudicate(
            desk,
            _key(arguments),
            case,
            uphold=arguments.uphold,
            marks=None if given is None else given.marks,
            because=arguments.because,
        )
    return _done(arguments, record, f"Settled by read {record[:12]}.", given)


def run_consensus(arguments: argparse.Namespace) -> int:
    """Write a consensus down."""
    with _desk(arguments) as desk:
        case = desk.case(arguments.case)
        given = _marks(arguments, case)
        record = read_judging.write_consensus(desk, _key(arguments), case, marks=given.marks, because=arguments.because)
    return _done(arguments, record, f"Read {record[:12]} waits for the other readers: onward reads agree", given)


def run_agree(arguments: argparse.Namespace) -> int:
    """Join a consensus."""
    with _desk(arguments) as desk:
        record = read_judging.agree(desk, _key(arguments), desk.case(arguments.case), arguments.read)
    return _done(arguments, record, "You stand by the consensus.")


@contextmanager
def _desk(arguments: argparse.Namespace, *, create: bool = False) -> Iterator[Desk]:
    with Store.open(arguments.store, create=create) as store:
        yield open_desk(store, now=datetime.now(UTC))


def _key(arguments: argparse.Namespace) -> SigningKey:
    return signing_key(arguments.reader, ask=ask_passphrase)


def _marks(arguments: argparse.Namespace, case: CaseState) -> MarksGiven:
    if case.case is None:
        raise UsageError("The case itself has not come yet, only records of it. Import the bundle that holds it.")
    return marks_given(
        arguments.marks, case.case, as_reader=arguments.from_reader, store=arguments.store, today=today()
    )


def _images(arguments: argparse.Namespace) -> tuple[Image, ...]:
    found: list[Image] = []
    for one in arguments.images:
        visit, sign, folder = one.partition("=")
        if not sign:
            raise UsageError(f"--images {one}: write VISIT=FOLDER, for example 'Week 8=ct/week8'.")
        found += images_in(folder, visit)
    return tuple(found)


def _done(arguments: argparse.Namespace, record: str, says: str, given: MarksGiven | None = None) -> int:
    issues = [issue_document(issue) for issue in given.issues] if given is not None else []
    if arguments.json:
        print_json({"schema": "onward.reads/1", "record": record, "says": says, "issues": issues})
    else:
        print(says)
        print_issues(issues)
    return 0


def _draft_document(read: Read) -> dict[str, object]:
    return {
        "case": read.case,
        "reader": read.reader,
        "role": read.role.value,
        "marks": len(read.marks),
        "categories": [
            {"criterion": one.criterion, "rule": one.rule, "visit": one.visit, "overall": one.overall}
            for one in read.categories
        ],
    }


def _show_draft(read: Read) -> None:
    lesions = len({mark.lesion for mark in read.marks})
    print(f"{read.reader}, {read.role.value}: {len(read.marks)} marks of {lesions} lesion(s)")
    print_table(
        ("criterion", "visit", "sum mm", "target", "non-target", "new", "overall"),
        [
            (
                one.criterion,
                one.visit,
                "" if one.sum_mm is None else f"{one.sum_mm.normalize():f}",
                one.target,
                one.non_target,
                one.new_lesion,
                one.overall or "baseline",
            )
            for one in read.categories
        ],
    )


def _agreed(read: Read) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("signing asks first; where nobody can answer, say --yes.")
    _show_draft(read)
    said: Sequence[str] = ("y", "yes")
    return input("Sign this read? It is locked from then on. [y/N] ").strip().lower() in said
