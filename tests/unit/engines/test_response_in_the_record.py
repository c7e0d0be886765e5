"""Response from measured lesions in a record: it ends lines and answers trial criteria; disagreement ends none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.knowledge.option_people import bundle_of
from tests.knowledge.response_reads import rows_of, write_rows

from onward.app.answers import Answer, answer
from onward.app.reference import criteria_reference
from onward.criteria import answer as answer_to
from onward.criteria import from_plain, subject_of
from onward.intake import read
from onward.terms import Truth
from onward.timeline import DiseaseStatus

# First line from before the baseline of 2026-01-05; the second from 2026-05-20.
PERSON = {
    "diagnosed": "2025-10-01",
    "er": "90 %",
    "her2": "0",
    "metastases": {"liver": "2025-12-01"},
    "treatments": [
        {"drugs": ["letrozole"], "start": "2025-12-15", "end": "2026-05-04", "setting": "metastatic"},
        {"drugs": ["palbociclib"], "start": "2025-12-15", "end": "2026-05-04", "setting": "metastatic"},
    ],
}
ASK = {"exposed": {"to": {"classes": ["CDK4/6 inhibitor"]}, "ended_by": ["progression"]}}
# Days 56 and 112 after the baseline are 2026-03-02 and 2026-04-27.
GROWS = ("0: T01=50", "56: T01=30", "112: T01=36")
SHRINKS = ("0: T01=50", "56: T01=30", "112: T01=30")


def answered(folder: Path, *reads: tuple[str, tuple[str, ...]], as_of: date = date(2026, 6, 1)) -> Answer:
    """The person's records and what her readers read, asked on a day."""
    (folder / "record.json").write_text(json.dumps(bundle_of(PERSON, id_="P1")), encoding="utf-8")
    tu, tr = [], []
    for reader, visits in reads:
        rows = rows_of({"id": "P1", "lesions": {"T01": "liver", "N01": "lung"}, "visits": visits}, reader=reader)
        tu += rows[0]
        tr += rows[1]
    write_rows(folder, tu, tr)
    (record,) = read(folder).people
    return answer(record, as_of=as_of)


def progressed_on_cdk46(found: Answer, as_of: date = date(2026, 6, 1)) -> Truth:
    subject = subject_of(found.timeline, found.picture, criteria_reference(), as_of=as_of)
    return answer_to(from_plain(ASK), subject).truth


def statuses(found: Answer) -> list[tuple[str, str]]:
    return [(str(fact.when.start), fact.value) for fact in found.timeline.of(DiseaseStatus)]


def test_response_is_a_disease_status_that_names_its_measurements(tmp_path: Path) -> None:
    found = answered(tmp_path, ("INVESTIGATOR", GROWS))
    assert statuses(found) == [("2026-03-02", "partial_remission"), ("2026-04-27", "progression")]
    progression = found.timeline.of(DiseaseStatus)[-1]
    assert progression.evidence == ("imaging",)
    assert "sum 36 mm against the smallest sum 30 mm" in progression.text
    assert {source.file.rpartition("/")[2] for source in progression.sources} == {"tr.csv"}


def test_progression_by_measurement_is_progression_on_the_running_treatment(tmp_path: Path) -> None:
    assert progressed_on_cdk46(answered(tmp_path, ("INVESTIGATOR", GROWS))) is Truth.YES


def test_response_by_measurement_is_no_progression(tmp_path: Path) -> None:
    assert progressed_on_cdk46(answered(tmp_path, ("INVESTIGATOR", SHRINKS))) is not Truth.YES


def test_the_day_before_the_scan_nothing_was_known(tmp_path: Path) -> None:
    found = answered(tmp_path, ("INVESTIGATOR", GROWS), as_of=date(2026, 4, 26))
    assert statuses(found) == [("2026-03-02", "partial_remission")]


def test_an_equivocal_new_lesion_dates_progression_back_once_it_is_certain(tmp_path: Path) -> None:
    visits = ("0: T01=50", "56: T01=50, N01=equivocal", "112: T01=50, N01=unequivocal")
    before = answered(tmp_path, ("INVESTIGATOR", visits), as_of=date(2026, 4, 26))
    assert statuses(before) == [("2026-03-02", "stable")]
    after = answered(tmp_path, ("INVESTIGATOR", visits))
    assert ("2026-03-02", "progression") in statuses(after)


def test_the_investigator_counts_before_independent_readers(tmp_path: Path) -> None:
    found = answered(tmp_path, ("INVESTIGATOR", SHRINKS), ("INDEPENDENT ASSESSOR", GROWS))
    assert [value for _, value in statuses(found)] == ["partial_remission", "partial_remission"]


def test_an_adjudicator_counts_before_everybody(tmp_path: Path) -> None:
    found = answered(tmp_path, ("INVESTIGATOR", SHRINKS), ("ADJUDICATOR", GROWS))
    assert statuses(found)[-1] == ("2026-04-27", "progression")


def test_independent_readers_who_disagree_write_no_response_and_it_is_told(tmp_path: Path) -> None:
    found = answered(tmp_path, ("READER 1", SHRINKS), ("READER 2", GROWS))
    assert statuses(found) == [("2026-03-02", "partial_remission")], "they agree on the first visit only"
    said = [issue for issue in found.timeline.issues if "readers disagree" in issue.what]
    assert [issue.what for issue in said] == ["readers disagree on the response: READER 1 PR, READER 2 PD"]
    assert progressed_on_cdk46(found) is not Truth.YES


def test_what_cannot_be_evaluated_is_no_status(tmp_path: Path) -> None:
    assert statuses(answered(tmp_path, ("INVESTIGATOR", ("0: T01=50", "56: T01=ne")))) == []
