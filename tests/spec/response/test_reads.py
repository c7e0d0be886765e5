"""Reads of a network.

`onward reads`: what a read is, the states that a case goes through, and what is kept and told when records do not fit.
All of it follows from the set of signed records; the order in which they came makes no difference. Readers: Amber and
Birch read first, Cedar adjudicates. How to use it: docs/how-to/read-together.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from tests.spec.manual import Section

from onward.engines.response.readings import (
    OTHER_READERS,
    Agreement,
    Assignment,
    Case,
    CaseState,
    Category,
    Mark,
    NoRecordError,
    Read,
    Record,
    Role,
    State,
    Survey,
    Withdrawal,
    Workflow,
    hidden_from,
    record_bytes,
    record_id,
    record_of,
    survey,
)

MARK = Mark(
    lesion="T01",
    visit="Baseline",
    measure="longest diameter",
    role="target",
    site="liver",
    date="2026-01-10",
    value=Decimal("42.0"),
    unit="mm",
    position_mm=(Decimal("-61.0"), Decimal("-20.5"), Decimal(110)),
    frame_of_reference="1.2.840.1",
)
ROLES = {"Amber": Role.LOCAL, "Birch": Role.SPECIALIST, "Cedar": Role.ADJUDICATOR}


def at(minute: int) -> str:
    return f"2026-11-02T09:{minute:02}:00Z"


def case_of(workflow: Workflow = Workflow.DOUBLE, *, blind: bool = False) -> Case:
    return Case(
        person="P-17",
        visits=("Baseline", "Week 8"),
        workflow=workflow,
        criteria=("recist-1.1",),
        by="Amber",
        at=at(0),
        blinded_to=(OTHER_READERS,) if blind else (),
    )


class Network:
    """Records as they are added, and where the case stands."""

    def __init__(self, workflow: Workflow = Workflow.DOUBLE, *, blind: bool = False) -> None:
        self.case = case_of(workflow, blind=blind)
        self.key = record_id(self.case)
        self.records: dict[str, Record] = {self.key: self.case}
        self._minute = 0

    def add(self, record: Record) -> str:
        key = record_id(record)
        self.records[key] = record
        return key

    def now(self) -> str:
        self._minute += 1
        return at(self._minute)

    def assign(self, *readers: str, **roles: Role) -> list[str]:
        return [
            self.add(
                Assignment(
                    case=self.key,
                    person="P-17",
                    reader=reader,
                    role=roles.get(reader, ROLES[reader]),
                    by="Amber",
                    at=self.now(),
                )
            )
            for reader in readers
        ]

    def read(self, reader: str, overall: str, **changes: object) -> str:
        read = Read(
            case=self.key,
            person="P-17",
            reader=reader,
            site="Site A",
            role=ROLES[reader],
            at=self.now(),
            marks=(MARK,),
            categories=(Category(criterion="recist-1.1", rule="recist@1", visit="Week 8", overall=overall),),
        )
        return self.add(replace(read, **changes))  # type: ignore[arg-type]  (fields of Read by name)

    @property
    def found(self) -> Survey:
        return survey(self.records)

    @property
    def state(self) -> CaseState:
        case = self.found.case(self.key)
        assert case is not None
        return case

    @property
    def problems(self) -> list[str]:
        return [one.what for one in self.found.problems]


def test_a_read_is_a_value(manual: Section) -> None:
    """Its bytes are canonical: sorted keys, numbers as they were written, empty fields left out. Its identity is their
    SHA-256, and what is signed is these bytes."""
    read = Read(case="c", person="P-17", reader="R. Amber", site="Site A", role=Role.LOCAL, at=at(0), marks=(MARK,))
    raw = record_bytes(read)
    assert record_of(raw) == read
    assert record_id(replace(read)) == record_id(read)
    longer = replace(read, marks=(replace(MARK, value=Decimal("42.00")),))
    assert record_id(longer) != record_id(read)  # written with other decimals: another value
    manual.code(raw.decode().replace('","', '",\n "').replace("],", "],\n "), "json")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"42.0"', b"42.0", "a bare number"),
        (b'"role":"target"', b'"rolle":"target"', "a field that is not known"),
        (b'"local radiologist"', b'"janitor"', "a word that is not one of those allowed"),
        (b'{"at"', b'{ "at"', "not in canonical form"),
        (b"onward.read/1", b"onward.read/2", "schema is not"),
        (b"09:00:00Z", b"09:00:00", "a time that is not written"),
        (b'"42.0"', b'"4_2.0"', "a number in another form"),
    ],
)
def test_what_is_no_record(manual: Section, old: bytes, new: bytes, why: str) -> None:
    """Reading is strict: nothing is guessed, and nothing that a newer Onward added is dropped."""
    read = Read(case="c", person="P-17", reader="R. Amber", site="Site A", role=Role.LOCAL, at=at(0), marks=(MARK,))
    raw = record_bytes(read)
    assert old in raw
    with pytest.raises(NoRecordError, match=why):
        record_of(raw.replace(old, new, 1))
    manual.row(("instead of", "came", "refused as"), (old.decode(), new.decode(), why))


def _single() -> Iterable[tuple[str, Network]]:
    network = Network(Workflow.SINGLE)
    yield "asked for", network
    network.assign("Amber")
    yield "Amber assigned", network
    network.read("Amber", "SD")
    yield "Amber signed", network


def _double(first: str, second: str) -> Iterable[tuple[str, Network]]:
    network = Network()
    yield "asked for", network
    network.assign("Amber")
    yield "Amber assigned", network
    network.assign("Birch")
    yield "Birch assigned", network
    network.read("Amber", first)
    yield f"Amber signed {first}", network
    network.read("Birch", second)
    yield f"Birch signed {second}", network
    if first != second:
        network.assign("Cedar")
        yield "Cedar assigned", network
        network.read("Cedar", second, judged=network.state.primary)
        yield f"Cedar upheld {second}", network


def _consensus() -> Iterable[tuple[str, Network]]:
    network = Network(Workflow.CONSENSUS)
    network.assign("Amber", "Birch")
    network.read("Amber", "SD")
    network.read("Birch", "SD")
    yield "both signed SD", network
    joint = network.read("Amber", "SD", role=Role.CONSENSUS, judged=network.state.primary)
    yield "Amber wrote the consensus", network
    network.add(Agreement(case=network.key, person="P-17", read=joint, reader="Birch", at=network.now()))
    yield "Birch agreed", network


@pytest.mark.parametrize(
    ("called", "steps", "expected"),
    [
        ("single", _single(), ("open", "assigned", "settled")),
        ("double, the readers agree", _double("SD", "SD"), ("open", "open", "assigned", "in work", "settled")),
        (
            "double, the readers differ",
            _double("SD", "PD"),
            (
                "open",
                "open",
                "assigned",
                "in work",
                "awaiting adjudication",
                "awaiting adjudication",
                "settled",
            ),
        ),
        ("consensus", _consensus(), ("signed", "signed", "settled")),
    ],
)
def test_states(manual: Section, called: str, steps: Iterable[tuple[str, Network]], expected: tuple[str, ...]) -> None:
    """Open, assigned, in work, signed, awaiting adjudication, settled; called off before anybody signed. A draft on
    this machine is in work too."""
    rows = [(step, network.state.state.value) for step, network in steps]
    assert tuple(state for _, state in rows) == expected
    manual.row(("workflow", "step by step"), (called, " → ".join(f"{step}: {state}" for step, state in rows)))


def test_a_category_that_one_reader_lacks_is_a_disagreement(manual: Section) -> None:
    """Not evaluable for one and stable for the other, or a visit that one did not read: both wait for an
    adjudicator."""
    for said in ("NE", ""):
        network = Network()
        network.assign("Amber", "Birch")
        network.read("Amber", "SD")
        network.read("Birch", said)
        assert network.state.state is State.AWAITING_ADJUDICATION
        assert network.state.differing[0].said == (("Amber", "SD"), ("Birch", said))


def test_amendments(manual: Section) -> None:
    """A version that names the former holds; the former stays. Two that do not know of each other are a conflict, until
    their reader amends both by one. An adjudication on an amended read no longer settles."""
    network = Network()
    network.assign("Amber", "Birch", "Cedar")
    amber, _ = network.read("Amber", "SD"), network.read("Birch", "PD")
    network.read("Cedar", "PD", judged=network.state.primary)
    assert network.state.state is State.SETTLED
    second = network.read("Amber", "NE", replaces=(amber,))
    assert amber in network.state.counted
    assert amber not in network.state.primary
    assert network.state.state is State.AWAITING_ADJUDICATION
    assert any("other primary reads" in one for one in network.problems)
    third = network.read("Amber", "PR", replaces=(amber,))
    assert network.state.conflicts == (("Amber", tuple(sorted((second, third)))),)
    assert network.state.state is State.SIGNED
    network.read("Amber", "PD", replaces=(second, third))
    assert network.state.conflicts == ()
    assert network.state.state is State.SETTLED  # both say PD now


def test_blinding(manual: Section) -> None:
    """Until as many have signed as are needed no read of a blinded case enters an answer; until a reader has signed,
    other reads are hidden from that reader. An adjudicator sees both."""
    network = Network(blind=True)
    network.assign("Amber", "Birch", "Cedar")
    amber = network.read("Amber", "SD")
    assert network.state.counted == ()
    assert hidden_from("Birch", network.found, network.records) == {amber}
    assert hidden_from("Amber", network.found, network.records) == frozenset()
    assert hidden_from("Cedar", network.found, network.records) == frozenset()
    birch = network.read("Birch", "SD")
    assert set(network.state.counted) == {amber, birch}
    assert hidden_from("Birch", network.found, network.records) == frozenset()


def _twice() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    network.read("Amber", "SD")
    network.read("Amber", "PD")
    return network


def _other_person() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    network.read("Amber", "SD", person="P-18")
    return network


def _unassigned() -> Network:
    network = Network(Workflow.SINGLE)
    network.read("Amber", "SD")
    return network


def _own_judge() -> Network:
    network = Network()
    network.assign("Amber", "Birch")
    network.assign("Amber", Amber=Role.ADJUDICATOR)
    network.read("Amber", "SD")
    network.read("Birch", "PD")
    network.read("Amber", "SD", role=Role.ADJUDICATOR, judged=network.state.primary)
    return network


def _others_read() -> Network:
    network = Network()
    network.assign("Amber", "Birch")
    amber = network.read("Amber", "SD")
    network.read("Birch", "PD", replaces=(amber,))
    return network


def _not_here() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    network.read("Amber", "SD", replaces=("0" * 64,))
    return network


def _no_case() -> Network:
    network = _twice()
    del network.records[network.key]
    return network


def _backwards() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    first = network.read("Amber", "SD")
    network.read("Amber", "PD", replaces=(first,), at=at(0))
    return network


def _before_the_images() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    network.read("Amber", "SD", marks=(replace(MARK, date="2026-12-24"),))
    return network


def _unknown_lesion() -> Network:
    network = Network(Workflow.SINGLE)
    network.assign("Amber")
    later = replace(MARK, lesion="T09", visit="Week 8", date="2026-03-07")
    network.read("Amber", "SD", marks=(MARK, later))
    return network


def _withdrawn_late() -> Network:
    network = Network(Workflow.SINGLE)
    (assignment,) = network.assign("Amber")
    network.read("Amber", "SD")
    network.add(Withdrawal(case=network.key, person="P-17", assignment=assignment, by="Amber", at=network.now()))
    return network


@pytest.mark.parametrize(
    ("network", "what", "counted"),
    [
        (_twice(), "the reader signed twice", 2),
        (_other_person(), "a read of another person", 0),
        (_unassigned(), "nobody assigned this reader", 0),
        (_own_judge(), "the adjudicator is one of the case's readers", 2),
        (_others_read(), "amends a read of another reader", 2),
        (_not_here(), "amends a version that is not here", 1),
        (_no_case(), "a read of a case that is not here", 0),
        (_backwards(), "signed before the version that it amends", 2),
        (_before_the_images(), "signed before the day of the images", 1),
        (_unknown_lesion(), "neither chose at the first visit nor called new", 1),
        (_withdrawn_late(), "an assignment taken back after its read was signed", 1),
    ],
)
def test_what_does_not_fit(manual: Section, network: Network, what: str, counted: int) -> None:
    """Kept and told, never corrected; the last column says how many reads enter the person's answers."""
    (problem,) = (one for one in network.found.problems if what in one.what)
    assert len(network.state.counted) == counted
    manual.row(("what", "what was done", "reads that count"), (problem.what, problem.did, str(counted)))


def test_the_order_of_arrival_does_not_matter(manual: Section) -> None:
    """Every order of the records of a double read with an amendment gives the same."""
    network = Network()
    network.assign("Amber", "Birch")
    amber = network.read("Amber", "SD")
    network.read("Birch", "PD")
    network.read("Amber", "PD", replaces=(amber,))
    expected = network.found
    for order in permutations(network.records.items()):
        assert survey(dict(order)) == expected
