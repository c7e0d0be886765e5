"""People of whom RECIST 1.1 says nothing: bone, PET and brain speak in the record, and doubt ends no line (ADR 0020).

Each case was derived by hand from the decision and the papers before the code ran. Day 56 is 2026-03-02, day 112 is
2026-04-27; the first line began on 2025-12-15, so that every visit lies in the 180 days of a possible flare.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tests.knowledge.response_pet as pet
from tests.knowledge.option_people import bundle_of
from tests.knowledge.response_reads import write_rows
from tests.knowledge.response_tables import COLUMNS, tables_of
from tests.unit.trials.files import study

from onward.app.answers import Answer, answer
from onward.app.reference import criteria_reference
from onward.cli import main
from onward.criteria import answer as answer_to
from onward.criteria import from_plain, subject_of
from onward.intake import read
from onward.terms import Truth
from onward.timeline import DiseaseStatus

DAY_56, DAY_112 = "2026-03-02", "2026-04-27"
ASK = {"exposed": {"to": {"classes": ["CDK4/6 inhibitor"]}, "ended_by": ["progression"]}}


def person(*metastases: str) -> dict[str, Any]:
    """First line from before the baseline to 2026-05-04."""
    span = {"start": "2025-12-15", "end": "2026-05-04", "setting": "metastatic"}
    return {
        "diagnosed": "2025-10-01",
        "er": "90 %",
        "her2": "0",
        "metastases": dict.fromkeys(metastases, "2025-12-01"),
        "treatments": [{"drugs": ["letrozole"], **span}, {"drugs": ["palbociclib"], **span}],
    }


def answered(
    folder: Path,
    metastases: Sequence[str],
    lesions: Mapping[str, str],
    *visits: str,
    reads: Sequence[tuple[str, Sequence[str]]] = (),
    as_of: date = date(2026, 11, 28),
    **around: object,
) -> Answer:
    """Lesions of CT, X-ray, MRI and bone scan as one investigator read them, or as each of `reads` did."""
    _record(folder, metastases)
    rows: dict[str, list[dict[str, str]]] = {}
    for reader, seen in reads or (("INVESTIGATOR", visits),):
        case = {"id": "P1", "lesions": lesions, "visits": seen, **(around if reader == "INVESTIGATOR" else {})}
        for domain, found in tables_of(case).items():
            said = [{key: reader if key.endswith("EVAL") else value for key, value in row.items()} for row in found]
            rows.setdefault(domain, []).extend(said)
    for domain, found in rows.items():
        if found:
            with (folder / f"{domain}.csv").open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, COLUMNS[domain], restval="")
                writer.writeheader()
                writer.writerows(found)
    return _answer(folder, as_of)


def on_pet(folder: Path, metastases: Sequence[str], lesions: Mapping[str, str], *visits: str) -> Answer:
    """SULpeak of lesions; every PET 60 minutes after injection, normal liver 2.0 with a deviation of 0.2."""
    _record(folder, metastases)
    scan = "scan.uptake=60, LIVER=2~0.2, "
    seen = [f"{day}: {scan}{said.strip()}" for day, _, said in (visit.partition(":") for visit in visits)]
    write_rows(folder, *pet.rows_of({"id": "P1", "lesions": lesions, "visits": seen}, "SULPEAK"))
    return _answer(folder, date(2026, 11, 28))


def _record(folder: Path, metastases: Sequence[str]) -> None:
    (folder / "record.json").write_text(json.dumps(bundle_of(person(*metastases), id_="P1")), encoding="utf-8")


def _answer(folder: Path, as_of: date) -> Answer:
    (record,) = read(folder).people
    return answer(record, as_of=as_of)


def statuses(found: Answer) -> list[tuple[str, str, str]]:
    return [(str(fact.when.start), fact.value, fact.criterion) for fact in found.timeline.of(DiseaseStatus)]


def progressed_on_cdk46(found: Answer, as_of: date = date(2026, 11, 28)) -> Truth:
    subject = subject_of(found.timeline, found.picture, criteria_reference(), as_of=as_of)
    return answer_to(from_plain(ASK), subject).truth


def told(found: Answer) -> list[str]:
    return [issue.what for issue in found.timeline.issues]


BONE = "MD Anderson bone criteria"


# --- disease in bone alone


def test_bone_only_healing_then_lysis_is_remission_then_progression_and_ends_the_line(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone"},
        "0: NT01=ct present",
        "56: NT01=ct sclerotic rim",
        "112: NT01=ct lytic growth",
    )
    assert statuses(found) == [(DAY_56, "partial_remission", BONE), (DAY_112, "progression", BONE)]
    progression = found.timeline.of(DiseaseStatus)[-1]
    assert progression.evidence == ("imaging",)
    assert progression.text.startswith("MD Anderson bone criteria by INVESTIGATOR, DAY 112: PD (")
    assert {source.file.rpartition("/")[2] for source in progression.sources} == {"tr.csv"}
    assert progressed_on_cdk46(found) is Truth.YES


def test_in_bone_alone_neither_gone_nor_worse_by_recist_gives_way_to_the_bone_criteria(tmp_path: Path) -> None:
    # "Increased" is no unequivocal progression for RECIST 1.1 (NON-CR/NON-PD); on X-ray it is PD in the bone criteria.
    found = answered(tmp_path, ["bone"], {"NT01": "bone"}, "0: NT01=xr present", "56: NT01=xr increased")
    assert statuses(found) == [(DAY_56, "progression", BONE)]


def test_where_recist_measures_the_liver_bone_alone_does_not_speak_for_the_disease(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone", "liver"],
        {"T01": "liver", "NT01": "bone"},
        "0: T01=50, NT01=xr present",
        "56: T01=50, NT01=xr increased",
    )
    assert statuses(found) == [(DAY_56, "stable", "RECIST 1.1")]
    assert progressed_on_cdk46(found) is not Truth.YES


def test_healing_in_bone_is_no_response_of_a_person_whose_liver_nobody_measured(tmp_path: Path) -> None:
    visits = ("0: NT01=ct present", "56: NT01=ct sclerotic rim")
    assert statuses(answered(tmp_path, ["bone", "liver"], {"NT01": "bone"}, *visits)) == []


def test_progression_in_bone_is_progression_also_of_a_person_whose_liver_nobody_measured(tmp_path: Path) -> None:
    visits = ("0: NT01=ct present", "56: NT01=ct lytic growth")
    found = answered(tmp_path, ["bone", "liver"], {"NT01": "bone"}, *visits)
    assert statuses(found) == [(DAY_56, "progression", BONE)]


def test_a_hotter_spot_in_the_months_of_flare_ends_no_line(tmp_path: Path) -> None:
    found = answered(tmp_path, ["bone"], {"NT01": "bone"}, "0: NT01=bs present", "56: NT01=bs increased")
    assert statuses(found) == []
    assert progressed_on_cdk46(found) is not Truth.YES


def test_a_new_spot_in_the_months_of_flare_ends_no_line_also_where_recist_calls_it_new(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone", "N01": "bone"},
        "0: NT01=ct present",
        "56: NT01=ct present, N01=bs unequivocal",
    )
    assert "progression" not in [value for _, value, _ in statuses(found)]
    assert progressed_on_cdk46(found) is not Truth.YES
    assert [what for what in told(found) if "flare" in what], told(found)


def test_a_new_spot_in_liver_beside_a_possible_flare_is_progression(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone", "N01": "bone", "N02": "liver"},
        "0: NT01=ct present",
        "56: NT01=ct present, N01=bs unequivocal, N02=ct unequivocal",
    )
    assert (DAY_56, "progression", "RECIST 1.1") in statuses(found)


def test_an_equivocal_new_spot_in_bone_ends_no_line(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone", "N01": "bone"},
        "0: NT01=ct present",
        "56: NT01=ct present, N01=ct equivocal",
    )
    assert "progression" not in [value for _, value, _ in statuses(found)]
    assert progressed_on_cdk46(found) is not Truth.YES


def test_after_progression_in_bone_the_old_baseline_says_nothing_more(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone"},
        "0: NT01=ct present",
        "56: NT01=ct lytic growth",
        "112: NT01=ct sclerotic rim",
    )
    assert statuses(found) == [(DAY_56, "progression", BONE)]


def test_in_bone_too_the_investigator_counts_before_independent_readers(tmp_path: Path) -> None:
    same = ("0: NT01=xr present", "56: NT01=xr present")
    worse = ("0: NT01=xr present", "56: NT01=xr increased")
    reads = (("INVESTIGATOR", same), ("INDEPENDENT ASSESSOR", worse))
    found = answered(tmp_path, ["bone"], {"NT01": "bone"}, reads=reads)
    assert [value for _, value, _ in statuses(found)] == ["stable"]


def test_independent_readers_who_disagree_on_bone_write_nothing_and_it_is_told(tmp_path: Path) -> None:
    same = ("0: NT01=bs present", "56: NT01=bs absent")
    worse = ("0: NT01=bs present", "56: NT01=xr lytic growth")
    found = answered(tmp_path, ["bone"], {"NT01": "bone"}, reads=(("READER 1", same), ("READER 2", worse)))
    assert [value for _, value, criterion in statuses(found) if criterion == BONE] == []
    assert [what for what in told(found) if "readers disagree" in what]


# --- PET alone


def test_a_new_lesion_on_pet_alone_is_progression_and_ends_the_line(tmp_path: Path) -> None:
    found = on_pet(tmp_path, ["bone"], {"T01": "bone", "N01": "liver"}, "0: T01=8", "56: T01=7, N01=6")
    assert statuses(found) == [(DAY_56, "progression", "PERCIST 1.0")]
    assert progressed_on_cdk46(found) is Truth.YES


def test_less_uptake_by_30_percent_is_remission(tmp_path: Path) -> None:
    found = on_pet(tmp_path, ["lung"], {"T01": "lung"}, "0: T01=10", "56: T01=7")
    assert statuses(found) == [(DAY_56, "partial_remission", "PERCIST 1.0")]


def test_more_uptake_alone_waits_for_the_scan_that_confirms_it(tmp_path: Path) -> None:
    # Table 7: progression without a new lesion is to be confirmed.
    found = on_pet(tmp_path, ["lung"], {"T01": "lung"}, "0: T01=10", "56: T01=14")
    assert statuses(found) == []
    assert [what for what in told(found) if "PERCIST 1.0" in what and "confirm" in what], told(found)


def test_more_uptake_that_the_next_pet_confirms_dates_from_the_first(tmp_path: Path) -> None:
    found = on_pet(tmp_path, ["lung"], {"T01": "lung"}, "0: T01=10", "56: T01=14", "84: T01=15")
    assert statuses(found) == [(DAY_56, "progression", "PERCIST 1.0")]
    assert str(found.timeline.of(DiseaseStatus)[0].recorded_on) == "2026-03-30", "day 84: not known before"


def test_more_uptake_that_the_next_pet_takes_back_is_no_progression(tmp_path: Path) -> None:
    found = on_pet(tmp_path, ["lung"], {"T01": "lung"}, "0: T01=10", "56: T01=14", "84: T01=10")
    assert statuses(found) == [("2026-03-30", "stable", "PERCIST 1.0")]


# --- the brain


def test_growth_in_the_brain_is_progression_there_while_the_body_is_stable_and_both_are_kept(tmp_path: Path) -> None:
    # Sum 120 to 126: +5 %, stable. Brain 20 to 26: +30 % and 6 mm, progression in the central nervous system.
    found = answered(
        tmp_path, ["brain", "liver"], {"T01": "brain", "T02": "liver"}, "0: T01=20, T02=100", "56: T01=26, T02=100"
    )
    assert sorted(statuses(found)) == [(DAY_56, "progression", "RANO-BM"), (DAY_56, "stable", "RECIST 1.1")]
    (brain,) = [fact for fact in found.timeline.of(DiseaseStatus) if fact.value == "progression"]
    assert "progression in the central nervous system" in brain.text
    assert progressed_on_cdk46(found) is Truth.YES


def test_stable_brain_says_nothing_of_the_body(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["brain", "liver"],
        {"T01": "brain"},
        "0: T01=8",
        "56: T01=8",
        steroids=["none"],
        clinical=["56 stable"],
    )
    assert "RANO-BM" not in [criterion for _, _, criterion in statuses(found)]


def test_clinical_worsening_with_stable_images_is_no_progression_by_imaging(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["brain", "liver"],
        {"T01": "brain", "T02": "liver"},
        "0: T01=20, T02=100",
        "56: T01=20, T02=100",
        steroids=["none"],
        clinical=["56 worse"],
    )
    derived = [one for one in statuses(found) if one[2]]
    assert derived == [(DAY_56, "stable", "RECIST 1.1")], "what the record itself says of symptoms stands beside it"
    assert [what for what in told(found) if "RANO-BM" in what and "clinical" in what], told(found)


def test_a_tumour_marker_that_rises_is_never_a_status(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["bone"],
        {"NT01": "bone"},
        "0: NT01=ct present",
        "56: NT01=ct present",
        marker="CA 15-3",
        values=["-3: 100 U/mL", "56: 300 U/mL", "84: 500 U/mL"],
    )
    assert [value for _, value, _ in statuses(found)] == ["stable"]


def test_the_liver_that_grows_is_no_growth_in_the_brain(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        ["brain", "liver"],
        {"T01": "liver", "NT01": "brain"},
        "0: T01=50, NT01=present",
        "56: T01=80, NT01=present",
    )
    assert statuses(found) == [(DAY_56, "progression", "RECIST 1.1")]


def test_lesions_that_no_reader_chose_say_nothing_for_the_record(tmp_path: Path) -> None:
    # Without roles (a viewer's measurements) nobody has said that this is the disease to follow.
    (tmp_path / "record.json").write_text(json.dumps(bundle_of(person("bone"), id_="P1")), encoding="utf-8")
    rows = tables_of(
        {"id": "P1", "lesions": {"NT01": "bone"}, "visits": ["0: NT01=ct present", "56: NT01=ct lytic growth"]}
    )
    tu = [{**row, "TUSTRESC": ""} for row in rows["tu"]]
    write_rows(tmp_path, tu, [{**row, "TRGRPID": ""} for row in rows["tr"]])
    found = _answer(tmp_path, date(2026, 11, 28))
    assert statuses(found) == []


def test_between_two_answers_of_recist_pet_says_nothing_for_the_record(tmp_path: Path) -> None:
    # CT at days 0, 56 and 168 (stable); the PET of day 112 shows something new: told side by side, no line ends.
    _record(tmp_path, ["lung"])
    case = {
        "id": "P1",
        "lesions": {"T01": "lung", "N01": "liver"},
        "visits": [
            "0: scan.uptake=60, LIVER=2~0.2, T01=8, T01.ct=50",
            "56: T01.ct=50",
            "112: scan.uptake=60, LIVER=2~0.2, T01=14",
            "140: scan.uptake=60, LIVER=2~0.2, T01=15",
            "168: T01.ct=50",
        ],
    }
    write_rows(tmp_path, *pet.rows_of(case, "SULPEAK"))
    found = _answer(tmp_path, date(2026, 11, 28))
    assert {(value, criterion) for _, value, criterion in statuses(found)} == {("stable", "RECIST 1.1")}
    # On the day before the last CT the PETs are the newest that is known, and they agree.
    before = _answer(tmp_path, date(2026, 6, 21))
    assert ("2026-04-27", "progression", "PERCIST 1.0") in statuses(before)


def test_progressed_on_is_asked_of_the_day_on_which_the_bones_were_read(tmp_path: Path) -> None:
    visits = ("0: NT01=ct present", "56: NT01=ct present", "112: NT01=ct lytic growth")
    after = answered(tmp_path, ["bone"], {"NT01": "bone"}, *visits)
    assert progressed_on_cdk46(after) is Truth.YES
    before = answered(tmp_path, ["bone"], {"NT01": "bone"}, *visits, as_of=date(2026, 4, 26))
    assert progressed_on_cdk46(before, as_of=date(2026, 4, 26)) is not Truth.YES


def test_a_trial_for_progression_on_cdk46_inhibitors_opens_with_progression_in_bone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    wanted = "Disease progression on a CDK4/6 inhibitor"
    eligibility = {"eligibilityCriteria": f"Inclusion Criteria:\n\n* {wanted}", "sex": "ALL"}
    trials = tmp_path / "trials.json"
    trials.write_text(json.dumps([study(eligibility=eligibility)]), encoding="utf-8")
    verdicts: list[str] = []
    for name, last in (("healing", "112: NT01=ct sclerotic rim"), ("lysis", "112: NT01=ct lytic growth")):
        records = tmp_path / name
        records.mkdir()
        answered(records, ["bone"], {"NT01": "bone"}, "0: NT01=ct present", "56: NT01=ct present", last)
        main(["trials", "match", str(records), "--trials", str(trials), "--ndjson", "--quiet", "--as-of", "2026-11-13"])
        (matched,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        (line,) = [one for one in matched["lines"] if one["text"] == wanted]
        verdicts.append(line["verdict"])
    assert verdicts[1] == "yes"
    assert verdicts[0] != "yes"
