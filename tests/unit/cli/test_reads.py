"""`onward reads` from end to end, two sites each with a home of its own; and what it refuses, with the cure."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from onward.cli import main

HEAD = "visit,date,lesion,role,site,measure,value,unit,state,method,x_mm,y_mm,z_mm,frame_of_reference"


class Site:
    """One site: its home, and its command line."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *words: str, status: int = 0) -> tuple[str, str]:
        """What a command prints, and complains."""
        self._monkeypatch.setenv("ONWARD_HOME", str(self.home))
        assert main(["reads", *words]) == status, self._capsys.readouterr().err
        said = self._capsys.readouterr()
        return said.out, said.err

    def told(self, *words: str, status: int = 0) -> Any:
        """The same as a document."""
        return json.loads(self.run(*words, "--json", status=status)[0])

    def refused(self, *words: str) -> str:
        """Why it does not do something."""
        return self.run(*words, status=2)[1]

    def answer(self, *words: str) -> list[dict[str, Any]]:
        """`onward response` at this site."""
        self._monkeypatch.setenv("ONWARD_HOME", str(self.home))
        main(["response", *words, "--ndjson", "--quiet"])
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[Site, Site]:
    """Two sites that trust each other's reader."""
    a, b = (Site(tmp_path / name, monkeypatch, capsys) for name in ("a", "b"))
    for site, name, place in ((a, "R. Amber", "Site A"), (b, "R. Birch", "Site B")):
        site.run("key", "--new", name, "--site", place)
        site.run("key", "--out", str(tmp_path / f"{place}.json"))
    a.run("trust", str(tmp_path / "Site B.json"))
    b.run("trust", str(tmp_path / "Site A.json"))
    return a, b


def marks(path: Path, baseline: Sequence[int], week_8: Sequence[int], more: Sequence[str] = ()) -> str:
    """A table of marks: a liver and a lung lesion at both visits."""
    rows = [HEAD]
    for visit, day, sizes in (("Baseline", "2026-01-10", baseline), ("Week 8", "2026-03-07", week_8)):
        for name, site, size in zip(("T01", "T02"), ("liver", "lung"), sizes, strict=True):
            rows.append(f"{visit},{day},{name},target,{site},longest diameter,{size},mm,,CT,,,,")
    path.write_text("\n".join([*rows, *more]) + "\n", encoding="utf-8")
    return str(path)


def opened(site: Site, *, workflow: str = "double", blind: bool = True) -> str:
    words = ["open", "P-17", "--visits", "Baseline,Week 8", "--workflow", workflow, "--new-person"]
    return str(site.told(*words, *(["--blind"] if blind else []))["record"])


def double(a: Site) -> str:
    case = opened(a)
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    a.run("assign", case, "--to", "R. Birch", "--as", "specialist")
    return case


def test_two_sites_read_blinded_disagree_and_an_adjudicator_settles_it(
    sites: tuple[Site, Site], tmp_path: Path
) -> None:
    """60 to 71 mm is +18.3 % and stable; 60 to 73 mm is +21.7 % and 13 mm: progression."""
    a, b = sites
    case = double(a)
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    a.run("sign", case, "--yes")
    a.run("export", "--for", "R. Birch", "--out", str(tmp_path / "to-b.reads"))
    assert b.told("import", str(tmp_path / "to-b.reads")) == {
        "schema": "onward.reads/1",
        "new": 3,
        "known": 0,
        "refused": 0,
        "issues": [],
    }
    (waiting,) = b.told("worklist", "--reader", "R. Birch")["cases"]
    assert (waiting["waits_for_you"], waiting["reads"]) == (True, [])
    b.run("draft", case, "--marks", marks(tmp_path / "b.csv", (40, 20), (52, 21)))
    b.run("sign", case, "--yes")
    b.run("export", "--out", str(tmp_path / "from-b.reads"))
    a.run("import", str(tmp_path / "from-b.reads"))
    (listed,) = a.told("worklist")["cases"]
    assert listed["state"] == "awaiting adjudication"
    assert listed["differing"] == [
        {"visit": "Week 8", "said": [{"reader": "R. Amber", "overall": "SD"}, {"reader": "R. Birch", "overall": "PD"}]}
    ]
    compared = a.told("compare", case)["comparisons"][0]
    assert compared["visits"][1]["decisive"] == ["other measurement of the same lesion"]
    a.run("key", "--new", "R. Cedar", "--site", "Site A")
    a.run("assign", case, "--reader", "R. Amber", "--to", "R. Cedar", "--as", "adjudicator")
    a.run(
        "adjudicate",
        case,
        "--reader",
        "R. Cedar",
        "--uphold",
        "R. Birch",
        "--because",
        "the edge is sharper on slice 40",
    )
    shown = a.told("show", case, "--reader", "R. Cedar")
    assert shown["state"] == "settled"
    roles = {one["role"]: one for one in shown["reads"]}
    assert roles["adjudicator"]["upheld"] == roles["network specialist"]["read"]
    answers = {one["reader"]: one for one in a.answer("P-17", "--criteria", "recist-1.1") if "reader" in one}
    assert answers["R. Cedar, adjudicator"]["reader_role"] == "adjudicator"
    assert [visit["overall"] for visit in answers["R. Cedar, adjudicator"]["visits"]] == [None, "PD"]


def test_nothing_of_a_blinded_case_is_shown_before_the_reader_has_signed(
    sites: tuple[Site, Site], tmp_path: Path
) -> None:
    a, b = sites
    case = double(a)
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    a.run("sign", case, "--yes")
    a.run("export", "--out", str(tmp_path / "all.reads"))  # not made for her, and yet it came
    b.run("import", str(tmp_path / "all.reads"))
    for words in (("worklist",), ("worklist", "--reader", "R. Birch"), ("show", case)):
        out, err = b.run(*words)
        assert "SD" not in out + err
        assert "50" not in out + err
    (listed,) = b.told("worklist")["cases"]
    assert (listed["hidden"], listed["reads"], listed["differing"]) == (1, [], [])
    assert "blinded" in b.refused("compare", case)
    lines = b.answer("P-17", "--criteria", "recist-1.1")
    assert all("reader" not in one for one in lines)
    (issues,) = (one["issues"] for one in lines)
    assert any("blinded case" in issue["what"] for issue in issues)


def test_a_draft_can_be_replaced_and_dropped_and_a_signed_read_cannot(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    assert "no draft" in a.refused("sign", case, "--yes")
    first = a.told("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    assert [one["overall"] for one in first["draft"]["categories"]] == ["", "SD"]
    assert a.told("worklist")["cases"][0]["state"] == "in work"
    second = a.told("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (60, 21)))
    assert [one["overall"] for one in second["draft"]["categories"]] == ["", "PD"]
    assert a.told("drop", case)["dropped"] is True
    assert a.told("worklist")["cases"][0]["state"] == "assigned"
    a.run("withdraw", case, "--from", "R. Amber", "--because", "on leave")
    assert a.told("worklist")["cases"][0]["state"] == "open"
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    a.run("draft", case, "--marks", str(tmp_path / "a.csv"))
    a.run("sign", case, "--yes")
    assert "signed this read already" in a.refused("sign", case, "--yes")
    assert "locked" in a.refused("draft", case, "--marks", str(tmp_path / "a.csv"))
    assert "what is signed stays" in a.refused("withdraw", case, "--from", "R. Amber")
    marks(tmp_path / "a.csv", (40, 20), (50, 21))
    a.run("amend", case, "--marks", str(tmp_path / "a.csv"), "--because", "T01 was measured on the wrong slice")
    shown = a.told("show", case)
    assert [(read["holds"], read["categories"][-1]["overall"]) for read in shown["reads"]] == [
        (False, "PD"),
        (True, "SD"),
    ]
    (answer,) = (one for one in a.answer("P-17", "--criteria", "recist-1.1") if "reader" in one)
    assert [visit["overall"] for visit in answer["visits"]] == [None, "SD"]


def test_a_case_asked_for_by_mistake_is_called_off_before_anybody_has_signed(
    sites: tuple[Site, Site], tmp_path: Path
) -> None:
    a, b = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    b.run("import", str(exported(a, tmp_path)))
    a.run("off", case, "--because", "another person was meant")
    assert a.told("worklist")["cases"] == []
    assert a.told("show", case)["state"] == "called off"
    assert "called off" in a.refused("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    second = opened(a, workflow="single", blind=False)
    a.run("assign", second, "--to", "R. Amber", "--as", "local")
    a.run("draft", second, "--marks", str(tmp_path / "a.csv"))
    a.run("sign", second, "--yes")
    assert "what is signed stays" in a.refused("off", second)
    assert "longest diameter" in a.run("show", second, "--marks")[0]


def test_signing_asks_where_somebody_can_answer(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    assert "say --yes" in a.refused("sign", case)
    assert a.told("worklist")["cases"][0]["state"] == "in work"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Week 16,2026-05-02,T01,target,liver,longest diameter,44,mm,,CT,,,,", "the marks are also of Week 16"),
        ("Week 8,2030-05-02,T03,new,liver,state,,,unequivocal,CT,,,,", "dated after today"),
    ],
)
def test_marks_that_the_case_does_not_ask_for_are_refused(
    sites: tuple[Site, Site], tmp_path: Path, row: str, said: str
) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    path = marks(tmp_path / "a.csv", (40, 20), (50, 21), [row])
    if "dated" in said:
        a.run("draft", case, "--marks", path)
        assert said in a.refused("sign", case, "--yes")
    else:
        assert said in a.refused("draft", case, "--marks", path)


def test_marks_of_another_person_are_refused(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    path = tmp_path / "other.csv"
    path.write_text(f"person,{HEAD}\nP-18,Baseline,2026-01-10,T01,target,liver,longest diameter,40,mm,,CT,,,,\n")
    assert "another person" in a.refused("draft", case, "--marks", str(path))


def test_rows_that_cannot_be_read_are_named_and_left_out(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    bad = [
        "Week 8,2026-03-07,T03,target,liver,longest diameter,forty,mm,,CT,,,,",
        "Week 8,07/03/2026,T03,target,liver,longest diameter,40,mm,,CT,,,,",
        "Week 8,2026-03-07,,target,liver,longest diameter,40,mm,,CT,,,,",
        "Week 8,2026-03-07,T03,target,liver,longest diameter,40,,,CT,,,,",
    ]
    said = a.told("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21), bad))
    assert [(issue["place"], issue["what"]) for issue in said["issues"]] == [
        ("row 6, column value", "no number"),
        ("row 7, column date", "no date (YYYY-MM-DD)"),
        ("row 8", "a mark without visit, lesion or measure"),
        ("row 9, column unit", "no unit that is known"),
    ]


def test_lesions_without_a_role_are_nobodys_read(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    path = tmp_path / "a.csv"
    path.write_text(f"{HEAD}\nBaseline,2026-01-10,T01,,liver,longest diameter,40,mm,,CT,,,,\n")
    assert "No lesion has a role" in a.refused("draft", case, "--marks", str(path))


def test_a_lesion_that_was_never_chosen_is_named(sites: tuple[Site, Site], tmp_path: Path) -> None:
    """T03 stands at week 8 only, as a target and not as new."""
    a, _ = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    row = "Week 8,2026-03-07,T03,target,liver,longest diameter,40,mm,,CT,,,,"
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21), [row]))
    a.run("sign", case, "--yes")
    (issue,) = a.told("show", case)["issues"]
    assert "neither chose at the first visit nor called new" in issue["what"]


def test_who_may_do_what(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, b = sites
    case = double(a)
    path = marks(tmp_path / "a.csv", (40, 20), (50, 21))
    assert "has a part in this case already" in a.refused("assign", case, "--to", "R. Amber", "--as", "adjudicator")
    assert "not assigned as the adjudicator" in a.refused("adjudicate", case, "--uphold", "R. Amber", "--because", "x")
    assert "signed nothing here" in a.refused("amend", case, "--marks", path, "--because", "x")
    assert "cases have an id that begins so" in a.refused("show", "0000")
    assert "no key of that reader" in a.refused("sign", case, "--reader", "R. Nobody", "--yes")
    assert "Nobody in the store has that id" in a.refused("open", "P-99", "--visits", "Baseline")
    assert "nothing to export" in a.refused("export", "--person", "P-99", "--out", str(tmp_path / "x.reads"))
    b.run("import", str(exported(a, tmp_path)))
    b.run("draft", case, "--marks", path)
    b.run("sign", case, "--yes")
    a.run("key", "--new", "R. Cedar", "--site", "Site A")
    a.run("assign", case, "--reader", "R. Amber", "--to", "R. Cedar", "--as", "adjudicator")
    assert "nothing to adjudicate" in a.refused(
        "adjudicate", case, "--reader", "R. Cedar", "--uphold", "R. Amber", "--because", "x"
    )


def exported(site: Site, folder: Path) -> Path:
    path = folder / "exported.reads"
    site.run("export", "--reader", "R. Amber", "--out", str(path))
    return path


def test_a_clock_that_went_backwards_cannot_sign(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as real

    from onward.cli import reads_acts

    a, _ = sites
    case = opened(a, workflow="single")

    class Yesterday(real.datetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Any:
            return real.datetime.now(tz) - real.timedelta(days=1)

    monkeypatch.setattr(reads_acts, "datetime", Yesterday)
    assert "Set the clock right" in a.refused("assign", case, "--to", "R. Amber", "--as", "local")


def test_a_bundle_from_a_clock_ahead_is_kept_and_named(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as real

    from onward.cli import reads_acts

    a, b = sites

    class Tomorrow(real.datetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Any:
            return real.datetime.now(tz) + real.timedelta(days=1)

    with monkeypatch.context() as wound:
        wound.setattr(reads_acts, "datetime", Tomorrow)
        opened(a)
    said = b.told("import", str(exported(a, tmp_path)))
    assert [issue["what"] for issue in said["issues"]] == ["signed in the future by this machine's clock"]
    assert said["new"] == 1


def test_a_later_visit_in_a_case_of_its_own_is_judged_against_the_readers_own_baseline(
    sites: tuple[Site, Site], tmp_path: Path
) -> None:
    """The first case holds the baseline and week 8 and both agree (60 to 61 mm); the second holds week 16 alone: 69 mm
    is +15 % for one, 74 mm is +23 % for the other, whose baseline the adjudicator takes over with the read."""
    a, b = sites
    first = double(a)
    a.run("draft", first, "--marks", marks(tmp_path / "a.csv", (40, 20), (40, 21)))
    a.run("sign", first, "--yes")
    b.run("import", str(exported(a, tmp_path)))
    b.run("draft", first, "--marks", str(tmp_path / "a.csv"))
    b.run("sign", first, "--yes")
    b.run("export", "--out", str(tmp_path / "back.reads"))
    a.run("import", str(tmp_path / "back.reads"))
    assert a.told("show", first)["state"] == "settled"
    second = str(a.told("open", "P-17", "--visits", "Week 16")["record"])
    a.run("assign", second, "--to", "R. Amber", "--as", "local")
    a.run("assign", second, "--to", "R. Birch", "--as", "specialist")
    for site, liver in ((a, 48), (b, 53)):
        path = tmp_path / "16.csv"
        rows = [
            f"Week 16,2026-05-02,{name},target,{place},longest diameter,{size},mm,,CT,,,,"
            for name, place, size in (("T01", "liver", liver), ("T02", "lung", 21))
        ]
        path.write_text("\n".join([HEAD, *rows]) + "\n")
        b.run("import", str(exported(a, tmp_path)))
        site.run("draft", second, "--marks", str(path))
        site.run("sign", second, "--yes")
    b.run("export", "--out", str(tmp_path / "back.reads"))
    a.run("import", str(tmp_path / "back.reads"))
    assert a.told("show", second)["differing"][0]["said"] == [
        {"reader": "R. Amber", "overall": "SD"},
        {"reader": "R. Birch", "overall": "PD"},
    ]
    a.run("key", "--new", "R. Cedar", "--site", "Site A")
    a.run("assign", second, "--reader", "R. Amber", "--to", "R. Cedar", "--as", "adjudicator")
    a.run("adjudicate", second, "--reader", "R. Cedar", "--uphold", "R. Birch", "--because", "clear growth")
    answers = {one["reader"]: one for one in a.answer("P-17", "--criteria", "recist-1.1") if "reader" in one}
    assert [visit["overall"] for visit in answers["R. Cedar, adjudicator"]["visits"]] == [None, "SD", "PD"]
    assert answers["R. Cedar, adjudicator"]["flags"] == []


def test_a_consensus_holds_when_all_have_agreed(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, b = sites
    case = opened(a, workflow="consensus", blind=False)
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    a.run("assign", case, "--to", "R. Birch", "--as", "specialist")
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    a.run("sign", case, "--yes")
    assert "the case is in work" in a.refused("consensus", case, "--marks", str(tmp_path / "a.csv"))
    b.run("import", str(exported(a, tmp_path)))
    b.run("draft", case, "--marks", marks(tmp_path / "b.csv", (40, 20), (56, 21)))
    b.run("sign", case, "--yes")
    agreed = marks(tmp_path / "both.csv", (40, 20), (54, 21))
    b.run("consensus", case, "--marks", agreed, "--because", "read together")
    assert b.told("show", case)["state"] == "signed"
    before = {one["reader_role"] for one in b.answer("P-17", "--criteria", "recist-1.1") if "reader" in one}
    assert "consensus" not in before  # one reader's word for both is none yet
    b.run("export", "--out", str(tmp_path / "back.reads"))
    a.run("import", str(tmp_path / "back.reads"))
    a.run("agree", case)
    assert a.told("show", case)["state"] == "settled"
    roles = {one["reader_role"]: one for one in a.answer("P-17", "--criteria", "recist-1.1") if "reader" in one}
    assert [visit["overall"] for visit in roles["consensus"]["visits"]] == [None, "PD"]


def test_a_bundle_given_as_records_is_answered_from_directly(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, b = sites
    case = opened(a, workflow="single")
    a.run("assign", case, "--to", "R. Amber", "--as", "local")
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    a.run("sign", case, "--yes")
    bundle = exported(a, tmp_path)
    (answer,) = (one for one in b.answer(str(bundle), "--criteria", "recist-1.1") if "reader" in one)
    assert (answer["reader"], [visit["overall"] for visit in answer["visits"]]) == ("R. Amber", [None, "SD"])


def test_keys_and_bundles_are_for_their_owner_only(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, _ = sites
    opened(a)
    path = exported(a, tmp_path)
    private = [one for one in a.home.rglob("*") if one.is_file() and one.suffix in (".pem", ".json", ".sqlite")]
    for one in (path, *private):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600, one
    assert all("Amber" not in one.name for one in a.home.rglob("*"))


def test_a_key_with_a_passphrase_signs_only_with_it(
    sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a, _ = sites
    monkeypatch.setenv("ONWARD_KEY_PASSPHRASE", "a long one")
    a.run("key", "--new", "R. Dove", "--site", "Site A", "--passphrase")
    words = ("open", "P-17", "--visits", "Baseline", "--new-person", "--reader", "R. Dove")
    a.run(*words)
    monkeypatch.setenv("ONWARD_KEY_PASSPHRASE", "another")
    assert "does not open the key" in a.refused(*words)
    monkeypatch.delenv("ONWARD_KEY_PASSPHRASE")
    assert "has a passphrase" in a.refused(*words)


def test_a_key_file_that_is_none_and_a_second_key_of_one_name(sites: tuple[Site, Site], tmp_path: Path) -> None:
    a, b = sites
    (tmp_path / "none.json").write_text("{}")
    assert "no public key" in a.refused("trust", str(tmp_path / "none.json"))
    altered = json.loads((tmp_path / "Site B.json").read_text())
    altered["key"] = "A" * 43 + "="
    (tmp_path / "altered.json").write_text(json.dumps(altered))
    assert "no public key" in a.refused("trust", str(tmp_path / "altered.json"))
    words = ("key", "--new", "R. Amber", "--site", "Site B")
    assert "Another key of that name" in b.refused(*words)
    assert len(list(b.home.rglob("*.pem"))) == 1  # nothing half-made stays
    b.run(*words, "--also")
    b.run("key", "--reader", "R. Amber", "--out", str(tmp_path / "second.json"))
    assert "Another key of that name" in a.refused("trust", str(tmp_path / "second.json"))
    a.run("trust", str(tmp_path / "second.json"), "--also")


def test_what_a_terminal_would_obey_cannot_be_signed(sites: tuple[Site, Site]) -> None:
    a, _ = sites
    words = ("open", "P-17", "--visits", "Baseline", "--new-person")
    assert "cannot be signed" in a.refused(*words, "--comment", "\x1b[2J")
    assert a.told("worklist")["cases"] == []


def test_an_import_accounts_for_every_line_of_a_bundle(
    sites: tuple[Site, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`onward import` counts as INTERFACE says: in = facts + kept + duplicate + issue."""
    a, b = sites
    case = double(a)
    a.run("draft", case, "--marks", marks(tmp_path / "a.csv", (40, 20), (50, 21)))
    a.run("sign", case, "--yes")
    lines = exported(a, tmp_path).read_bytes().splitlines(keepends=True)
    path = tmp_path / "twice.reads"
    path.write_bytes(b"".join([*lines, lines[1], b"{}\n"]))
    monkeypatch.setenv("ONWARD_HOME", str(b.home))
    for expected in (
        {"in": 6, "facts": 1, "kept": 3, "duplicate": 1, "issue": 1},
        {"in": 6, "facts": 0, "kept": 0, "duplicate": 5, "issue": 1},
    ):
        assert main(["import", str(path), "--json", "--quiet"]) == 1
        assert json.loads(capsys.readouterr().out)["resources"]["SignedRead"] == expected


def test_messages_name_no_person(sites: tuple[Site, Site], tmp_path: Path) -> None:
    """Errors and issues are quoted in questions to others: no id of a person stands in them."""
    a, b = sites
    case = double(a)
    path = tmp_path / "other.csv"
    path.write_text(f"person,{HEAD}\nP-18,Baseline,2026-01-10,T01,target,liver,longest diameter,40,mm,,CT,,,,\n")
    said = a.refused("draft", case, "--marks", str(path)) + a.refused("show", "0000")
    content = exported(a, tmp_path).read_bytes()
    (tmp_path / "cut.reads").write_bytes(content[: len(content) // 2])
    issues = b.told("import", str(tmp_path / "cut.reads"), status=1)["issues"]
    assert issues
    assert "P-1" not in said + json.dumps(issues)
