"""Two sites, one network: whoever has exchanged bundles holds the same reads, in whatever order they came."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.contract.reading_network import PERSON, VISITS, Clock, key_of, marks, trust_in

from onward.app import read_judging, reads
from onward.app.read_desk import Desk, open_desk
from onward.app.read_store import held_reads, keep_reads
from onward.app.reader_keys import SigningKey
from onward.app.reads_exchange import make_bundle, take_bundle
from onward.engines.response.readings import OTHER_READERS, Read, Role, State, Workflow, survey
from onward.store import Store
from onward.terms import Severity, UsageError

AMBER, BIRCH, CEDAR = key_of("R. Amber", "Site A"), key_of("R. Birch", "Site B"), key_of("R. Cedar", "Site B")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One Onward folder for both sites: each trusts the other's keys."""
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    trust_in(tmp_path / "home", AMBER, BIRCH, CEDAR)
    return tmp_path / "home"


@pytest.fixture
def two_stores(new_address: Callable[[], str]) -> Iterator[tuple[Store, Store]]:
    with Store.open(new_address()) as one, Store.open(new_address()) as other:
        yield one, other


class Site:
    """One site: its store, and what its readers do there."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.folder = folder

    def desk(self) -> Desk:
        return open_desk(self.store, now=self.clock())

    def ask(self, *, blind: bool = False, workflow: Workflow = Workflow.DOUBLE) -> str:
        return reads.ask_for_read(
            self.desk(),
            AMBER,
            person=PERSON,
            visits=VISITS,
            workflow=workflow,
            criteria="recist-1.1",
            blinded_to=(OTHER_READERS,) if blind else (),
            is_new_person=True,
        )

    def assign(self, case: str, key: SigningKey, role: Role) -> None:
        desk = self.desk()
        reads.assign(desk, AMBER, desk.case(case), reader=key.public.name, role=role)

    def sign(self, case: str, key: SigningKey, week_8_mm: int) -> str:
        desk = self.desk()
        found = desk.case(case)
        reads.draft(
            desk,
            found,
            reader=key.public.name,
            site=key.public.site,
            marks=marks(week_8_mm),
        )
        return reads.sign(desk, key, found)

    def amend(self, case: str, key: SigningKey, week_8_mm: int) -> str:
        desk = self.desk()
        return read_judging.amend(desk, key, desk.case(case), marks=marks(week_8_mm), because="measured again")

    def send(self, to: str = "") -> Path:
        path = self.folder / "sent.reads"
        path.write_bytes(make_bundle(self.desk(), AMBER, to=to).content)
        return path

    def take(self, path: Path) -> tuple[str, ...]:
        return tuple(issue.what for issue in take_bundle(path, self.store, now=self.clock()).issues)

    def ids(self) -> set[str]:
        return set(held_reads(self.store).signed)

    def state(self, case: str) -> State:
        found = self.desk().found.case(case)
        assert found is not None
        return found.state


@pytest.fixture
def sites(two_stores: tuple[Store, Store], tmp_path: Path) -> tuple[Site, Site]:
    clock = Clock()
    return Site(two_stores[0], clock, tmp_path), Site(two_stores[1], clock, tmp_path)


def test_a_double_read_goes_from_site_to_site_and_is_settled_by_an_adjudicator(sites: tuple[Site, Site]) -> None:
    a, b = sites
    case = a.ask()
    a.assign(case, AMBER, Role.LOCAL)
    assert a.state(case) is State.OPEN
    a.assign(case, BIRCH, Role.SPECIALIST)
    assert a.state(case) is State.ASSIGNED
    a.sign(case, AMBER, 44)
    assert a.state(case) is State.IN_WORK
    b.take(a.send())
    b.sign(case, BIRCH, 50)
    a.take(b.send())
    # 44 mm is +10 % and stable, 50 mm is +25 % and +10 mm: progression.
    assert a.state(case) is b.state(case) is State.AWAITING_ADJUDICATION
    a.assign(case, CEDAR, Role.ADJUDICATOR)
    desk = a.desk()
    settling = read_judging.adjudicate(
        desk, CEDAR, desk.case(case), uphold="R. Birch", because="measured on the right slice"
    )
    assert a.state(case) is State.SETTLED
    b.take(a.send())
    assert b.state(case) is State.SETTLED
    assert a.ids() == b.ids()
    read = b.desk().read(settling)
    assert (read.role, read.marks) == (Role.ADJUDICATOR, marks(50))
    # An amendment after it: the adjudication stands on a read that no longer holds.
    b.amend(case, BIRCH, 46)
    assert b.state(case) is State.SETTLED  # both say SD now: nothing is left to adjudicate
    assert any("stands on other primary reads" in one.what for one in b.desk().found.problems)


def test_two_amendments_that_do_not_know_of_each_other_are_both_kept_until_settled(sites: tuple[Site, Site]) -> None:
    a, b = sites
    case = a.ask(workflow=Workflow.SINGLE)
    a.assign(case, AMBER, Role.LOCAL)
    a.sign(case, AMBER, 44)
    b.take(a.send())
    here, there = a.amend(case, AMBER, 45), b.amend(case, AMBER, 52)
    said = a.take(b.send())
    assert any("neither amendment knows of the other" in one for one in said)
    found = a.desk().found.case(case)
    assert found is not None
    assert found.conflicts == (("R. Amber", tuple(sorted((here, there)))),)
    assert found.state is State.SIGNED
    desk = a.desk()
    read_judging.amend(
        desk, AMBER, desk.case(case), marks=None, keep=there, because="the other was a slip of the mouse"
    )
    assert a.state(case) is State.SETTLED
    b.take(a.send())
    assert b.state(case) is State.SETTLED
    assert b.desk().found.problems == ()
    assert len(b.ids()) == 6  # the case, the assignment, and four versions: nothing is lost


def test_a_blinded_reader_gets_no_bundle_with_the_other_read(sites: tuple[Site, Site]) -> None:
    a, b = sites
    case = a.ask(blind=True)
    a.assign(case, AMBER, Role.LOCAL)
    a.assign(case, BIRCH, Role.SPECIALIST)
    signed = a.sign(case, AMBER, 44)
    b.take(a.send(to="R. Birch"))
    assert signed not in b.ids()
    b.take(a.send())  # somebody forgot to say for whom: it comes, and stays hidden
    assert signed in b.ids()
    assert signed in b.desk().hidden_from("R. Birch")
    b.sign(case, BIRCH, 45)
    assert b.desk().hidden_from("R. Birch") == frozenset()


@pytest.fixture
def one_signed(sites: tuple[Site, Site]) -> tuple[Site, Site, str]:
    a, b = sites
    case = a.ask(workflow=Workflow.SINGLE)
    a.assign(case, AMBER, Role.LOCAL)
    a.sign(case, AMBER, 44)
    return a, b, case


def test_a_bundle_that_was_cut_gives_what_came_whole_and_says_what_is_missing(
    one_signed: tuple[Site, Site, str],
) -> None:
    a, b, _ = one_signed
    path = a.send()
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        try:
            said = b.take(path)
        except UsageError:
            assert length < len(whole.partition(b"\n")[0])  # not even the first line came
            continue
        assert any("cut or damaged" in one or "no bundle" in one for one in said), length
        assert b.ids() <= a.ids()
    path.write_bytes(whole)
    assert b.take(path) == ()
    assert b.ids() == a.ids()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"value":"44"', b'"value":"54"', "the signature does not fit"),
        (b'"reader":"R. Amber"', b'"reader":"R. Birch"', "the signature does not fit"),
        (b'"records":["', b'"records":["00', "the sender's signature does not fit"),
    ],
)
def test_a_bundle_that_was_altered_is_refused(
    one_signed: tuple[Site, Site, str], old: bytes, new: bytes, said: str
) -> None:
    a, b, _ = one_signed
    path = a.send()
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    assert any(said in one for one in b.take(path))
    assert b.ids() < a.ids()
    assert all(one in a.ids() for one in b.ids())


def test_every_altered_byte_is_noticed(one_signed: tuple[Site, Site, str]) -> None:
    """Whatever byte is changed: a record either comes as it was signed, or does not come."""
    a, b, _ = one_signed
    path = a.send()
    whole = path.read_bytes()
    for at in range(0, len(whole), 211):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            b.take(path)
        except UsageError:
            continue
        assert b.ids() <= a.ids()


def test_a_record_that_somebody_put_in_is_refused(one_signed: tuple[Site, Site, str]) -> None:
    """Signed by a trusted reader, and yet not sent by the sender."""
    a, b, _ = one_signed
    path = a.send()
    other = b.desk()
    reads.ask_for_read(
        other,
        BIRCH,
        person="P-99",
        visits=("Baseline",),
        workflow=Workflow.SINGLE,
        criteria="recist-1.1",
        is_new_person=True,
    )
    (foreign,) = held_reads(b.store).signed.values()
    path.write_bytes(path.read_bytes() + foreign.raw + b"\n")
    assert any("does not name" in one for one in a.take(path))
    assert foreign.id not in a.ids()


def test_an_unknown_key_is_refused_until_it_is_trusted(one_signed: tuple[Site, Site, str], home: Path) -> None:
    a, b, _ = one_signed
    path = a.send()
    trusted = home / "keys" / "trusted" / f"{AMBER.public.fingerprint}.json"
    content = trusted.read_bytes()
    trusted.unlink()
    said = b.take(path)
    assert sum("not trusted here" in one for one in said) == 4  # three records and the sender
    assert b.ids() == set()
    trusted.write_bytes(content)
    assert b.take(path) == ()
    assert b.ids() == a.ids()


def test_nobody_signs_for_somebody_else(one_signed: tuple[Site, Site, str], home: Path) -> None:
    """A key that is trusted as Birch's signs a read in Amber's name."""
    a, b, _ = one_signed
    signed = [one for one in held_reads(a.store).signed.values() if isinstance(one.record, Read)]
    impostor = key_of("R. Amber", "Site A", seed=7)
    forged = impostor.sign(signed[0].record)
    liar = home / "keys" / "trusted" / f"{impostor.public.fingerprint}.json"
    liar.write_bytes(type(impostor.public)(name="R. Birch", site="Site B", key=impostor.public.key).text)
    keep_reads(b.store, [forged], now=b.clock())
    held = held_reads(b.store)
    assert held.signed == {}
    assert any("another's key" in issue.what and issue.severity is Severity.ERROR for issue in held.issues)


def test_a_key_whose_trust_has_ended_counts_no_longer(one_signed: tuple[Site, Site, str], home: Path) -> None:
    a, _, case = one_signed
    assert a.state(case) is State.SETTLED
    (home / "keys" / "trusted" / f"{AMBER.public.fingerprint}.json").unlink()
    assert a.desk().found.cases == ()
    assert len(a.desk().held.issues) == 3  # each record is named with its cure, and all stay in the store
    assert len(a.store.documents()) == 3


class Exchange(RuleBasedStateMachine):
    """Readers at two sites work and send bundles as it comes: nothing is lost, and after an exchange all is equal."""

    make: Callable[[], str]
    folder: Path
    numbers = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.stores = [Store.open(self.make()), Store.open(self.make())]
        self.sites = [Site(store, self.clock, self.folder) for store in self.stores]
        self.ever: set[str] = set()
        self.sent: list[bytes] = []
        self.cases: list[str] = []

    def teardown(self) -> None:
        try:
            for _ in range(2):
                self.exchange()
            assert self.sites[0].ids() == self.sites[1].ids() == self.ever
            records = [held_reads(site.store).records for site in self.sites]
            assert survey(records[0]) == survey(records[1])
            shuffled = dict(sorted(records[0].items(), key=lambda one: one[0][::-1]))
            assert survey(shuffled) == survey(records[0])
            for store in self.stores:
                assert store.check() == ()
        finally:
            for store in self.stores:
                store.close()

    @initialize(blind=st.booleans(), workflow=st.sampled_from(Workflow))
    def first_case(self, blind: bool, workflow: Workflow) -> None:
        self.cases.append(self.sites[0].ask(blind=blind, workflow=workflow))
        self.note(0)

    @rule(
        at=st.integers(0, 1),
        who=st.sampled_from((AMBER, BIRCH, CEDAR)),
        role=st.sampled_from((Role.LOCAL, Role.SPECIALIST, Role.ADJUDICATOR)),
    )
    def assign(self, at: int, who: SigningKey, role: Role) -> None:
        self.attempt(at, lambda: self.sites[at].assign(self.cases[0], who, role))

    @rule(at=st.integers(0, 1), who=st.sampled_from((AMBER, BIRCH)), mm=st.sampled_from((39, 40, 44, 48, 50)))
    def sign(self, at: int, who: SigningKey, mm: int) -> None:
        self.attempt(at, lambda: self.sites[at].sign(self.cases[0], who, mm))

    @rule(at=st.integers(0, 1), who=st.sampled_from((AMBER, BIRCH)), mm=st.sampled_from((38, 43, 49)))
    def amend(self, at: int, who: SigningKey, mm: int) -> None:
        self.attempt(at, lambda: self.sites[at].amend(self.cases[0], who, mm))

    @rule(at=st.integers(0, 1), who=st.sampled_from((AMBER, BIRCH, CEDAR)))
    def withdraw(self, at: int, who: SigningKey) -> None:
        def act() -> None:
            desk = self.sites[at].desk()
            reads.withdraw(desk, AMBER, desk.case(self.cases[0]), reader=who.public.name, because="")

        self.attempt(at, act)

    @rule(at=st.integers(0, 1))
    def settle(self, at: int) -> None:
        def act() -> None:
            desk = self.sites[at].desk()
            case = desk.case(self.cases[0])
            for reader, keys in case.conflicts:
                key = next(one for one in (AMBER, BIRCH, CEDAR) if one.public.name == reader)
                read_judging.amend(desk, key, case, marks=None, keep=keys[0], because="this one")
                return
            read_judging.adjudicate(desk, CEDAR, case, uphold="R. Amber", because="clear")

        self.attempt(at, act)

    @rule(at=st.integers(0, 1))
    def call_off(self, at: int) -> None:
        """Rarely meant, and at the other site somebody may have signed meanwhile."""

        def act() -> None:
            desk = self.sites[at].desk()
            reads.call_off(desk, AMBER, desk.case(self.cases[0]), because="a mistake")

        if self.clock.now.minute % 3 == 0:
            self.attempt(at, act)

    @rule(at=st.integers(0, 1))
    def agree_together(self, at: int) -> None:
        def act() -> None:
            desk = self.sites[at].desk()
            read_judging.write_consensus(desk, AMBER, desk.case(self.cases[0]), marks=marks(47), because="together")
            again = self.sites[at].desk()
            read_judging.agree(again, BIRCH, again.case(self.cases[0]))

        self.attempt(at, act)

    @rule(at=st.integers(0, 1))
    def send(self, at: int) -> None:
        if self.sites[at].ids():
            self.sent.append(self.sites[at].send().read_bytes())

    @precondition(lambda self: bool(self.sent))
    @rule(data=st.data(), at=st.integers(0, 1))
    def arrive(self, data: st.DataObject, at: int) -> None:
        """Any bundle that was ever sent: late, again, out of order, cut at any byte."""
        content = data.draw(st.sampled_from(self.sent))
        length = data.draw(st.one_of(st.just(len(content)), st.integers(1, len(content))))
        path = self.folder / "came.reads"
        path.write_bytes(content[:length])
        before = self.sites[at].ids()
        try:
            self.sites[at].take(path)
        except UsageError:
            assert length <= len(content.partition(b"\n")[0])
        assert before <= self.sites[at].ids() <= self.ever

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.sites[0].ids() | self.sites[1].ids() == self.ever

    def attempt(self, at: int, act: Callable[[], object]) -> None:
        """Do something that may be refused; what is refused leaves no record."""
        before = self.sites[at].ids()
        try:
            act()
        except UsageError:
            assert self.sites[at].ids() >= before
        self.note(at)

    def note(self, at: int) -> None:
        self.ever |= self.sites[at].ids()

    def exchange(self) -> None:
        for one, other in ((0, 1), (1, 0)):
            if self.sites[one].ids():
                self.sites[other].take(self.sites[one].send())


@pytest.mark.slow
def test_two_stores_that_exchanged_bundles_hold_the_same_reads(
    new_address: Callable[[], str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Concurrent edits, duplicates, any order of arrival, bundles cut at any byte: nothing lost, all equal."""

    class AtThisAddress(Exchange):
        make = staticmethod(new_address)
        folder = tmp_path

    is_server = "postgresql" in request.node.name
    run_state_machine_as_test(
        AtThisAddress,
        settings=settings(
            max_examples=6 if is_server else 12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
