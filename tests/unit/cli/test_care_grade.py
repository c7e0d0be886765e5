"""`onward care grade` on files as hospitals make them: byte order marks, line ends, other delimiters, broken rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onward.cli import main

HEAD = "id,term,value,unit,low,high,baseline"
GOOD = "a1,Neutrophil count decreased,1.4,10*9/L,1.8,7.5,"


@pytest.fixture
def grade(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Writes bytes to a file, grades it, gives status, document (None where there is none) and standard error."""

    def run(data: bytes | str, *options: str) -> tuple[int, Any, str]:
        path = tmp_path / "values.csv"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        status = main(["care", "grade", str(path), *(options or ("--json",))])
        out, err = capfdbinary.readouterr()
        return status, json.loads(out) if out and not options else out.decode(), err.decode()

    return run


def grades(document: dict[str, Any]) -> list[int | None]:
    return [row["grade"] for row in document["rows"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends(grade: Any, encoding: str, end: str) -> None:
    status, document, _ = grade(end.join((HEAD, GOOD, "")).encode(encoding))
    assert (status, grades(document), document["issues"]) == (0, [2], [])


def test_quotes_and_blank_lines_and_spaces(grade: Any) -> None:
    text = f'{HEAD}\n\n"a,1","Neutrophil count decreased"," 1.4 ","10*9/L",1.8,7.5,\n   \n{GOOD}\n'
    status, document, _ = grade(text)
    assert (status, grades(document)) == (0, [2, 2])
    assert document["rows"][0]["id"] == "a,1"


def test_semicolons_and_tabs_part_cells_as_the_header_tells(grade: Any) -> None:
    for delimiter in (";", "\t"):
        status, document, _ = grade("\n".join((HEAD, GOOD)).replace(",", delimiter))
        assert (status, grades(document)) == (0, [2])


def test_columns_in_another_order_and_more_of_them(grade: Any) -> None:
    text = "Unit,note,VALUE,Term,ID,high,low,baseline\n10*9/L,first,1.4,Neutrophil count decreased,a1,7.5,1.8,\n"
    status, document, _ = grade(text)
    assert (status, grades(document)) == (0, [2])


def test_a_missing_column_is_bad_usage_and_says_the_header(grade: Any) -> None:
    status, document, err = grade("id,value,unit\na1,1.4,10*9/L\n")
    assert (status, document) == (2, "")
    assert "the column term is missing" in err
    assert HEAD in err


def test_limits_of_normal_may_be_absent_and_that_is_said(grade: Any) -> None:
    status, document, _ = grade("id,term,value,unit\na1,Neutrophil count decreased,1.4,10*9/L\n")
    assert (status, grades(document)) == (0, [2])
    assert "no column low, high, baseline" in document["issues"][0]["what"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"PK\x03\x04\x00\x00binary"])
def test_an_empty_or_binary_file_is_said_in_one_line(grade: Any, data: bytes) -> None:
    status, _, err = grade(data)
    assert status in (1, 2)
    assert err.startswith("onward: values.csv")
    assert "Traceback" not in err


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["care", "grade", str(tmp_path / "absent.csv")]) == 2
    assert "absent.csv cannot be read" in capfd.readouterr().err
    assert main(["care", "grade", str(tmp_path)]) == 2
    assert "is a folder" in capfd.readouterr().err


def test_header_without_rows_gives_no_rows(grade: Any) -> None:
    status, document, _ = grade(HEAD + "\n")
    assert (status, document["rows"], document["issues"]) == (0, [], [])


def test_bad_rows_stay_in_the_answer_and_the_rest_is_graded(grade: Any) -> None:
    text = "\n".join(
        (
            HEAD,
            GOOD,
            "a2,Anemia,9,5,g/dL,12,16,",
            "a3,Anemia",
            ",Anemia,9.5,g/dL,12,16,",
            "a1,Anemia,9.5,g/dL,12,16,",
            "a5,Anemia,1e400,g/dL,12,16,",
            "a6,Creatinine increased,2.0,mg/dL,,0,-3",
            "a7,Anemia,9.5,bananas,12,16,",
        )
    )
    status, document, err = grade(text)
    assert status == 1
    assert grades(document) == [2, None, None, 2, 2, None, None, None]
    assert [row["line"] for row in document["rows"]] == [2, 3, 4, 5, 6, 7, 8, 9]
    places = [issue["place"] for issue in document["issues"]]
    assert places == sorted(places, key=lambda place: int(place.removeprefix("line ").split(",")[0]))
    said = " ".join(issue["what"] for issue in document["issues"])
    for words in ("more cells", "no value", "no id", "stands already in line 2", "upper limit of 0", "baseline of -3"):
        assert words in said, words
    assert err == ""


def test_messages_repeat_no_cell_that_could_hold_a_name(grade: Any) -> None:
    text = f"{HEAD}\nZzyzxcanary,Zzyzxcanary,Zzyzxcanary,Zzyzxcanary,Zzyzxcanary,Zzyzxcanary,Zzyzxcanary\n"
    _, _, err = grade(text, "--ndjson")
    assert "Zzyzxcanary" not in err
    _, document, _ = grade(text)
    assert "Zzyzxcanary" not in json.dumps(document["issues"])


def test_one_object_per_line(grade: Any) -> None:
    status, out, _ = grade(f"{HEAD}\n{GOOD}\na2,Anemia,x,g/dL,12,16,\n", "--ndjson")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line.get("grade") for line in lines[:2]] == [2, None]
    assert lines[2]["kind"] == "issues"


def test_the_document_says_which_version_and_which_bytes(grade: Any) -> None:
    _, document, _ = grade(f"{HEAD}\n{GOOD}\n")
    assert document["schema"] == "onward.care-grade/1"
    assert document["version"] == "CTCAE v5.0"
    assert document["knowledge"]["id"] == "ctcae/v5"
    assert len(document["sha256"]) == 64
    assert document["rows"][0]["rule"] == "ctcae/v5#Neutrophil count decreased"


def test_an_expired_table_says_so(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "values.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n")
    main(["care", "grade", str(path), "--json", "--as-of", "2027-11-27"])
    assert json.loads(capfdbinary.readouterr().out)["knowledge"]["stale"] is False
    main(["care", "grade", str(path), "--json", "--as-of", "2027-11-28"])
    assert json.loads(capfdbinary.readouterr().out)["knowledge"]["stale"] is True


def test_the_table_for_people_counts_the_grades(grade: Any) -> None:
    status, out, err = grade(f"{HEAD}\n{GOOD}\na2,Anemia,11.9,g/dL,,,\n", "--as-of", "2026-11-28")
    assert status == 0
    assert "2 values by CTCAE v5.0. grade 2: 1, cannot be told: 1" in out
    assert err == ""
