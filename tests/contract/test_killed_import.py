"""An import that is killed: the store opens clean, shows nothing half-done, and the repeated import completes it."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.contract.filling import lines, observation

from onward.app.importing import import_records
from onward.store import Store

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

# Says after each resource how far it is, so that the test knows when to kill it.
_PROGRAM = """
import sys
from datetime import UTC, datetime
from onward.app.importing import import_records
from onward.store import Store

def tell(done, total):
    print(done, total, flush=True)

with Store.open(sys.argv[1]) as store:
    tell(0, 1)
    import_records(sys.argv[2:], store, now=datetime.now(UTC), progress=tell)
"""

State = list[tuple[str, str, str, int, bytes, tuple[tuple[str, str], ...]]]


def many_records(people: int, observations: int) -> bytes:
    """NDJSON of some women with many results each, her own lines scattered; some results were corrected later."""
    patients = [json.dumps({"resourceType": "Patient", "id": f"p{n}"}).encode() for n in range(people)]
    results = [
        observation(f"o{number}", f"p{n}", f"value {number} of {n}" + " and further words" * (number % 20))
        for number in range(observations)
        for n in range(people)
    ]
    corrected = [observation("o7", f"p{n}", "corrected") for n in range(people)]
    return lines(*patients, *results, *corrected)


def import_and_kill(address: str, file: Path, share: float) -> None:
    """Start an import in a process of its own; kill it, without warning, when that share of the file is done."""
    with subprocess.Popen([sys.executable, "-c", _PROGRAM, address, str(file)], stdout=subprocess.PIPE) as importing:
        assert importing.stdout is not None
        for line in importing.stdout:
            done, total = map(int, line.split())
            if done >= share * total:
                break
        importing.send_signal(signal.SIGKILL)
        assert importing.wait(timeout=60) == -signal.SIGKILL


def state_of(store: Store) -> State:
    """Everything that the store says, but for the time of import."""
    return [
        (person, one.kind, one.id, one.version, one.raw, tuple((where.file, where.place) for where in one.appearances))
        for person in store.people()
        for one in store.resources_of(person)
    ]


@pytest.mark.slow
def test_a_killed_import_is_completed_by_repeating_it(new_address: Callable[[], str], tmp_path: Path) -> None:
    content = many_records(people=10, observations=600)
    file = tmp_path / "export.ndjson"
    file.write_bytes(content)
    with Store.open(new_address()) as undisturbed:
        report = import_records([file], undisturbed, now=NOON)
        expected, expected_counts = state_of(undisturbed), undisturbed.counts()
    assert report.resources["Observation"].seen == 10 * 601
    assert report.resources["Patient"].seen == 10

    address = new_address()
    chance = random.Random(2026)
    for share in (0.0, *(chance.uniform(0.05, 0.9) for _ in range(3))):
        import_and_kill(address, file, share)
        with Store.open(address) as store:
            assert store.check() == ()
            assert store.people() == ()
            assert store.counts() == ()

    with Store.open(address) as store:
        assert [document.name for document in store.unfinished()] == ["export.ndjson"]
        again = import_records([file], store, now=NOON)
        assert again.resources == report.resources
        assert state_of(store) == expected
        assert store.counts() == expected_counts
        assert store.unfinished() == ()
        assert store.check() == ()
        (document,) = store.documents()
        assert store.document_bytes(document.sha256) == content
        repeated = import_records([file], store, now=NOON)
        assert all(count.duplicate == count.seen for count in repeated.resources.values())
        assert state_of(store) == expected


def test_what_was_complete_before_the_kill_stays(new_address: Callable[[], str], tmp_path: Path) -> None:
    """Yesterday's file is not touched by what happens to today's."""
    yesterday, today = tmp_path / "yesterday.ndjson", tmp_path / "today.ndjson"
    yesterday.write_bytes(lines(observation("er", "anna", "positive")))
    today.write_bytes(many_records(people=3, observations=1_500) + lines(observation("er", "anna", "negative")))
    address = new_address()
    with Store.open(address) as store:
        import_records([yesterday], store, now=NOON)
        before = state_of(store)
    import_and_kill(address, today, 0.5)
    with Store.open(address) as store:
        assert state_of(store) == before
        import_records([today], store, now=NOON)
        mine = [one for one in state_of(store) if one[0] == "anna"]
        assert [version for _, _, _, version, _, _ in mine] == [1, 2]
