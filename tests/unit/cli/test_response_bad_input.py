"""Tumour tables that do not fit, through `onward response`: refused or flagged with the rule, never corrected."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.response_reads import TR, TU, rows_of, write_rows

from onward.cli import main
from onward.outputs.response import Table
from onward.outputs.response.transport import transport_bytes

Rows = list[dict[str, str]]
TWO = {"T01": "liver", "T02": "lung"}


class Folder:
    """A folder of tumour tables of one person, and what the command answers to it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def write(self, tu: Rows, tr: Rows) -> None:
        write_rows(self.path, tu, tr)

    def answer(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The one reader's answer, and the issues of the files."""
        main(["response", str(self.path), "--criteria", "recist-1.1", "--ndjson", "--quiet"])
        documents = [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]
        (found,) = [one for one in documents if "person" in one]
        issues = [issue for one in documents for issue in one.get("issues", []) if "person" not in one]
        return found, issues


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


def tables(*visits: str, lesions: dict[str, str] | None = None) -> tuple[Rows, Rows]:
    return rows_of({"id": "P1", "lesions": lesions or TWO, "visits": visits})


def flags(found: dict[str, Any]) -> str:
    return "\n".join(f"{flag['visit']} {flag['lesion']}: {flag['what']}; {flag['did']}" for flag in found["flags"])


def overall(found: dict[str, Any]) -> list[str]:
    return [visit["overall"] for visit in found["visits"] if not visit["baseline"]]


def test_visits_whose_numbers_contradict_their_days_are_put_in_order_of_days_and_flagged(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10", "112: T01=20, T02=12")
    for row in tr:
        row["VISITNUM"] = {"BASELINE": "1", "DAY 56": "3", "DAY 112": "2"}[row["VISIT"]]
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert [visit["visit"] for visit in found["visits"]] == ["BASELINE", "DAY 56", "DAY 112"]
    assert overall(found) == ["PR", "PD"]
    assert "numbers of visits and their days do not run the same way" in flags(found)


def test_two_visits_on_one_day_are_both_kept_and_flagged(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10", "57: T01=16, T02=10")
    for row in tr:
        if row["VISIT"] == "DAY 57":
            row["TRDTC"] = next(one["TRDTC"] for one in tr if one["VISIT"] == "DAY 56")
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert len(found["visits"]) == 3
    assert "on the same day as DAY 56" in flags(found)


def test_a_lesion_measured_twice_with_other_numbers_is_not_measured(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    tr.append({**tr[2], "TRSEQ": "99", "TRSTRESN": "28", "TRORRES": "28"})
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert "T01: measured more than once: 15 mm and 28 mm; took it as not measured" in flags(found)


def test_a_reader_who_signed_twice_is_flagged_and_what_differs_counts_for_nothing(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    tr.extend({**row, "TRSEQ": "99", "TRSTRESN": "29", "TRORRES": "29"} for row in tr[2:4])
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert "DAY 56 None: the reader signed this visit twice" in flags(found)


def test_a_missing_baseline_is_not_replaced_by_the_first_visit_under_treatment(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10", "112: T01=30, T02=20")
    names = {"DAY 56": "WEEK 8", "DAY 112": "WEEK 16"}
    kept = [{**row, "VISIT": names[row["VISIT"]]} for row in tr if row["VISIT"] in names]
    folder.write([{**row, "VISIT": "", "VISITNUM": "", "TUDTC": ""} for row in tu], kept)
    found, _ = folder.answer()
    assert overall(found) == ["NE", "NE"], "30 over 15 would be progression, but nobody knows from where it came"
    assert "WEEK 8 None: the baseline is missing" in flags(found)


def test_a_missing_baseline_does_not_hide_a_new_lesion(folder: Folder) -> None:
    tu, tr = tables("0: T01=30", "56: T01=15, N01=unequivocal", lesions={"T01": "liver", "N01": "brain"})
    kept = [{**row, "VISIT": "WEEK 8"} for row in tr if row["VISIT"] == "DAY 56"]
    folder.write([{**row, "VISIT": "", "VISITNUM": "", "TUDTC": ""} for row in tu], kept)
    assert overall(folder.answer()[0]) == ["PD"]


def test_centimetres_are_brought_to_millimetres_and_the_change_of_units_is_flagged(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=30, T02=20")
    tr[2].update(TRSTRESN="3.6", TRORRES="3.6", TRSTRESU="cm")
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert found["visits"][1]["sum_mm"] == 56
    assert "T01: units change between visits (cm and mm)" in flags(found)


@pytest.mark.parametrize("unit", ["", "furlong", "kg"])
def test_a_length_without_a_unit_of_length_is_not_guessed(folder: Folder, unit: str) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    tr[2]["TRSTRESU"] = unit
    folder.write(tu, tr)
    found, issues = folder.answer()
    assert overall(found) == ["NE"]
    assert "T01" in flags(found)
    assert unit == "kg" or any("unit" in issue["what"] for issue in issues)


def test_a_length_below_zero_is_not_measured(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    tr[2].update(TRSTRESN="-15", TRORRES="-15")
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert "T01: a length below zero" in flags(found)


def test_zero_at_a_later_visit_is_gone_and_flagged(folder: Folder) -> None:
    folder.write(*tables("0: T01=30, T02=20", "56: T01=0, T02=20"))
    found, _ = folder.answer()
    assert found["visits"][1]["sum_mm"] == 20
    assert "T01: a diameter of 0 mm" in flags(found)


def test_zero_at_the_baseline_is_no_target(folder: Folder) -> None:
    folder.write(*tables("0: T01=0, T02=20", "56: T01=10, T02=20"))
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert "T01: a target of 0 mm at the baseline (3.1.1)" in flags(found)


def test_a_target_that_nobody_chose_is_left_out_and_flagged(folder: Folder) -> None:
    lesions = {**TWO, "T03": "liver"}
    folder.write(*tables("0: T01=30, T02=20", "56: T01=30, T02=20, T03=40", lesions=lesions))
    found, _ = folder.answer()
    assert overall(found) == ["SD"]
    assert "DAY 56 T03: a target that was not chosen at the baseline" in flags(found)


def test_of_two_baselines_the_later_counts_and_it_is_flagged(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "10: T01=32, T02=20", "56: T01=30, T02=20")
    for row in (*tu, *tr):
        row["VISIT"] = {"BASELINE": "SCREENING", "DAY 10": "BASELINE"}.get(row["VISIT"], row["VISIT"])
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert found["visits"][0]["sum_mm"] == 52
    assert "BASELINE None: 2 visits are called baseline" in flags(found)


def test_more_targets_than_allowed_are_counted_and_flagged_with_the_section(folder: Folder) -> None:
    lesions = {"T01": "liver", "T02": "liver", "T03": "liver", "T04": "lung", "T05": "lung", "T06": "adrenal gland"}
    read = ", ".join(f"{name}=20" for name in lesions)
    folder.write(*tables(f"0: {read}", f"56: {read}", lesions=lesions))
    found, _ = folder.answer()
    assert found["visits"][0]["sum_mm"] == 120
    assert "6 targets; RECIST 1.1 allows 5 (4.2)" in flags(found)
    assert "3 targets in one organ (liver); RECIST 1.1 allows 2 (4.2)" in flags(found)


@pytest.mark.parametrize(
    ("lesion", "size", "said"),
    [
        ("liver", "9.9", "a lesion of 9.9 mm; a target needs 10 mm (3.1.1)"),
        ("liver", "10", ""),
        ("node of the axilla", "14.9", "a node of 14.9 mm is pathological but a non-target"),
        ("node of the axilla", "9", "a node of 9 mm is normal"),
        ("node of the axilla", "15", ""),
        ("bone, lytic", "20", "soft tissue of at least 10 mm"),
        ("bone, blastic", "20", "not measurable (3.1.2)"),
        ("pleural effusion", "20", "not measurable (3.1.2)"),
    ],
)
def test_a_target_that_cannot_be_measured_is_flagged(folder: Folder, lesion: str, size: str, said: str) -> None:
    folder.write(*tables(f"0: T01={size}", f"56: T01={size}", lesions={"T01": lesion}))
    found, _ = folder.answer()
    assert said in flags(found)
    assert said or not found["flags"]


def test_another_method_than_at_the_baseline_is_a_doubt(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=30, T02=20")
    with_method = [{**row, "TRMETHOD": "MRI" if row["VISIT"] == "DAY 56" else "CT SCAN"} for row in tr]
    folder.write(tu, [])
    with (folder.path / "tr.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list[str]([*TR, "TRMETHOD"]), restval="")
        writer.writeheader()
        writer.writerows(with_method)
    found, _ = folder.answer()
    assert any("by CT at the baseline and by MR now" in doubt for doubt in found["visits"][1]["doubts"])


def test_measured_and_called_absent_contradict_each_other(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    tr.append({**tr[2], "TRSEQ": "99", "TRTESTCD": "TUMSTATE", "TRORRES": "ABSENT", "TRSTRESN": "", "TRSTRESU": ""})
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert "T01: measured 15 mm and called absent" in flags(found)


@pytest.mark.parametrize("word", ["EQUIVOCAL", "FLIBBERT", "NO UNEQUIVOCAL PROGRESSION"])
def test_a_word_that_says_nothing_of_a_non_target_is_not_evaluated(folder: Folder, word: str) -> None:
    tu, tr = tables("0: NT01=present", "56: NT01=present", lesions={"NT01": "bone"})
    tr[1]["TRORRES"] = word
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["NE"]
    assert f'"{word.lower()}" says nothing of a non-target' in flags(found)


def test_unequivocal_of_a_non_target_is_progression_and_flagged(folder: Folder) -> None:
    tu, tr = tables("0: NT01=present", "56: NT01=present", lesions={"NT01": "bone"})
    tr[1]["TRORRES"] = "UNEQUIVOCAL"
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert overall(found) == ["PD"]
    assert '"unequivocal" of a non-target does not say of what' in flags(found)


def test_readers_in_the_measurements_only_still_know_the_lesions(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=15, T02=10")
    folder.write([{**row, "TUEVAL": "", "VISIT": "", "VISITNUM": "", "TUDTC": ""} for row in tu], tr)
    found, _ = folder.answer()
    assert found["reader"] == "INVESTIGATOR"
    assert [visit["visit"] for visit in found["visits"]] == ["BASELINE", "DAY 56"]
    assert overall(found) == ["PR"]


def test_near_a_threshold_the_answer_says_how_near(folder: Folder) -> None:
    folder.write(*tables("0: T01=30, T02=20", "56: T01=36, T02=22"))
    found, _ = folder.answer()
    visit = found["visits"][1]
    assert (visit["to_progression_mm"], visit["to_response_mm"]) == (2, 23)
    assert "progression from a sum of 60 mm: 2 mm more" in visit["would_change"]
    assert any("2 mm from the threshold of progression" in doubt for doubt in visit["doubts"])


def test_one_name_for_several_visits_is_told_apart_by_their_numbers(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=20, T02=10", "112: T01=20, T02=20")
    for row in tr:
        if row["VISIT"] != "BASELINE":
            row["VISIT"] = "UNSCHEDULED"
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert [visit["visit"] for visit in found["visits"]] == ["BASELINE", "UNSCHEDULED (2)", "UNSCHEDULED (3)"]
    assert overall(found) == ["PR", "PD"]


def test_a_visit_that_only_names_lesions_is_no_visit(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=20, T02=20")
    for row in tu:
        row.update(VISIT="SCREENING", VISITNUM="0.5", TUDTC="")
    folder.write(tu, tr)
    found, _ = folder.answer()
    assert [visit["visit"] for visit in found["visits"]] == ["BASELINE", "DAY 56"]
    assert not found["flags"]


def test_a_baseline_that_only_names_the_targets_leaves_nothing_to_compare_with(folder: Folder) -> None:
    tu, tr = tables("0: T01=30, T02=20", "56: T01=20, T02=20", "112: T01=40, T02=30")
    folder.write(tu, [row for row in tr if row["VISIT"] != "BASELINE"])
    found, _ = folder.answer()
    assert overall(found) == ["NE", "NE"]
    assert "BASELINE T01: a target without a measurement at the baseline (4.2)" in flags(found)


def test_new_lesions_are_known_by_their_group_where_no_row_names_them(folder: Folder) -> None:
    tu, tr = tables("0: T01=30", "56: T01=30, N01=unequivocal", lesions={"T01": "liver", "N01": "brain"})
    folder.write([row for row in tu if row["TULNKID"] != "N01"], tr)
    found, issues = folder.answer()
    assert overall(found) == ["PD"]
    assert any("no TU row says which lesion this is" in issue["what"] for issue in issues)


def test_transport_files_say_the_same_as_csv(folder: Folder) -> None:
    tu, tr = tables("0: T01=30.5, T02=20", "56: T01=20, T02=absent", "112: T01=31.2, T02=absent")
    folder.write(tu, tr)
    from_csv, _ = folder.answer()
    for name, columns, rows, numbers in (("tu", TU, tu, ()), ("tr", TR, tr, ("TRSTRESN", "VISITNUM"))):
        cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
        (folder.path / f"{name}.csv").unlink()
        content = transport_bytes(Table(name, columns, cells), numbers=numbers, label="")
        (folder.path / f"{name}.xpt").write_bytes(content)
    from_transport, _ = folder.answer()
    assert from_transport == from_csv
    assert overall(from_csv) == ["PR", "PD"]
