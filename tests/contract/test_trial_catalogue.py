"""The catalogue of trials: bytes as they came, every version, what changed; on every database."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.unit.trials.files import study, updated, write

from onward.app.trial_catalogue import CatalogueTrial, catalogue
from onward.app.trial_changes import ChangedTrial, changes_since, changes_since_last_import, history_of
from onward.app.trial_import import TrialImport, import_trials
from onward.store import Store
from onward.terms import Issue

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)


def bring(store: Store, file: Path, now: datetime = MONDAY) -> TrialImport:
    return import_trials([file], store, now=now)


def counts(report: TrialImport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.known, report.unreadable


def held(store: Store) -> list[CatalogueTrial]:
    return [one for one in catalogue(store) if isinstance(one, CatalogueTrial)]


def changed(found: Any) -> list[tuple[str, list[str]]]:
    return [(one.trial.id, [str(change) for change in one.changes]) for one in found if isinstance(one, ChangedTrial)]


def test_original_bytes_are_kept(store: Store, tmp_path: Path) -> None:
    """Of a packed file the packed bytes."""
    file = tmp_path / "t.ndjson.gz"
    file.write_bytes(gzip.compress(json.dumps(study()).encode() + b"\n"))
    report = bring(store, file)
    assert counts(report) == (1, 0, 0, 0)
    assert store.document_bytes(report.files[0].sha256) == file.read_bytes()
    (one,) = held(store)
    assert one.current.trial.source.file == "t.ndjson.gz"
    assert one.current.trial.source.place == ""
    assert store.check() == ()


def test_importing_the_same_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path / "t.ndjson", study("NCT00000001"), study("NCT00000002"))
    bring(store, file)
    assert counts(bring(store, file, TUESDAY)) == (0, 0, 2, 0)
    assert [len(one.versions) for one in held(store)] == [1, 1]


def test_nothing_is_lost_on_the_way_in(store: Store, tmp_path: Path) -> None:
    """In = new + changed + known + unreadable, the second time too; what is wrong is told again."""
    file = tmp_path / "t.ndjson"
    lines = [json.dumps(one) for one in (study("NCT00000001"), study("NCT00000001"), study("NCT00000002"))]
    file.write_text("\n".join([*lines, "{broken", "{}"]))
    first = bring(store, file)
    assert counts(first) == (2, 0, 1, 2) and first.seen == 5
    second = bring(store, file, TUESDAY)
    assert counts(second) == (0, 0, 3, 2)
    assert [issue.what for issue in second.issues] == [issue.what for issue in first.issues]


def test_a_changed_trial_is_a_new_version_and_the_old_one_stays(store: Store, tmp_path: Path) -> None:
    old = study(status=updated("2026-10-01"), eligibility={"eligibilityCriteria": "* ECOG 0-1"})
    new = study(status=updated("2026-11-01"), eligibility={"eligibilityCriteria": "* ECOG 0-2"})
    bring(store, write(tmp_path / "a.json", old))
    assert counts(bring(store, write(tmp_path / "b.json", new), TUESDAY)) == (0, 1, 0, 0)
    (one,) = held(store)
    assert [version.trial.eligibility_text for version in one.versions] == ["* ECOG 0-1", "* ECOG 0-2"]
    assert one.current.version == 2


def test_an_older_export_that_comes_later_does_not_count(store: Store, tmp_path: Path) -> None:
    """The date of the last update decides, not the day of the import."""
    bring(store, write(tmp_path / "b.json", study(status=updated("2026-11-01"))))
    bring(store, write(tmp_path / "a.json", study(status=updated("2026-10-01"))), TUESDAY)
    (one,) = held(store)
    assert str(one.current.trial.last_update) == "2026-11-01"


def test_without_dates_the_latest_import_counts(store: Store, tmp_path: Path) -> None:
    first, second = study(design={"phases": ["PHASE1"]}), study(design={"phases": ["PHASE2"]})
    bring(store, write(tmp_path / "a.json", first))
    bring(store, write(tmp_path / "b.json", second), TUESDAY)
    assert held(store)[0].current.trial.phases == ("PHASE2",)
    again = json.dumps(first, indent=2)
    (tmp_path / "c.json").write_text(again)
    assert counts(bring(store, tmp_path / "c.json", FRIDAY)) == (0, 0, 1, 0)
    assert held(store)[0].current.trial.phases == ("PHASE1",)


def test_what_changed_since_the_last_import(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path / "a.ndjson", study("NCT00000001"), study("NCT00000002")))
    after = study("NCT00000001", status={"overallStatus": "COMPLETED"})
    bring(store, write(tmp_path / "b.ndjson", after, study("NCT00000002"), study("NCT00000003")), TUESDAY)
    assert changed(changes_since_last_import(store)) == [("NCT00000001", ["status: COMPLETED"]), ("NCT00000003", [])]


def test_what_changed_since_a_day(store: Store, tmp_path: Path) -> None:
    for day, status in ((MONDAY, "NOT_YET_RECRUITING"), (TUESDAY, "RECRUITING"), (FRIDAY, "SUSPENDED")):
        bring(store, write(tmp_path / f"{day:%d}.json", study(status={"overallStatus": status})), day)
    assert changed(changes_since(store, date(2026, 11, 4))) == [("NCT00000001", ["status: RECRUITING → SUSPENDED"])]
    assert changed(changes_since(store, date(2026, 11, 6))) == []
    assert changed(changes_since(store, date(2026, 11, 1))) == [("NCT00000001", [])]
    assert changed(history_of(store, ["NCT00000001"])) == [
        ("NCT00000001", []),
        ("NCT00000001", ["status: NOT_YET_RECRUITING → RECRUITING"]),
        ("NCT00000001", ["status: RECRUITING → SUSPENDED"]),
    ]


def test_a_file_can_be_taken_back_with_its_versions(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path / "a.json", study(status={"overallStatus": "RECRUITING"})))
    report = bring(store, write(tmp_path / "b.json", study(status={"overallStatus": "COMPLETED"})), TUESDAY)
    store.forget(report.files[0].sha256, forgotten_at=FRIDAY)
    (one,) = held(store)
    assert (one.current.trial.status, len(one.versions)) == ("RECRUITING", 1)


def test_trials_in_every_form_come_back_as_they_were_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("protocol_no: 20-001\ntreatment_list: {step: [{arm: [{arm_code: A}]}]}\n")
    (tmp_path / "t.xml").write_text("<clinical_study><id_info><nct_id>NCT00000005</nct_id></id_info></clinical_study>")
    place = {"resourceType": "Location", "id": "l", "name": "Clinic"}
    resource = {"resourceType": "ResearchStudy", "id": "NCT00000006", "site": [{"reference": "Location/l"}]}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": resource}, {"resource": place}]}
    write(tmp_path / "t.json", bundle)
    import_trials([tmp_path], store, now=MONDAY)
    found = {one.current.trial.id: one.current.trial for one in held(store)}
    assert set(found) == {"20-001", "NCT00000005", "NCT00000006"}
    assert found["20-001"].cohorts[0].code == "A"
    assert found["NCT00000006"].sites[0].facility == "Clinic"


def test_people_and_trials_share_a_store(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path / "t.json", study()))
    assert store.people() == ()
    assert not any(isinstance(one, Issue) for one in catalogue(store, ["NCT00000001"]))
    assert [one.current.trial.id for one in held(store)] == ["NCT00000001"]
    assert list(catalogue(store, ["NCT00000099"])) == []
