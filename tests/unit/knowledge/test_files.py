"""Knowledge files: what is in order loads typed and cited; whatever is not is refused with file, line and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from onward.knowledge import entries, entry, only_keys, read_file
from onward.terms import KnowledgeError

HEAD = """\
id: codes/colours
version: "1.10"
about: Colours.
sources:
  BOOK: {title: The book, url: "https://example.org", checked: "2026-11-01", verified: "true"}
review: none
expires: "2027-11-01"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    name: str
    source: tuple[str, ...]
    codes: tuple[str, ...] = ()
    shade: Decimal | None = None
    warm: bool = False


def written(tmp_path: Path, body: str, head: str = HEAD) -> Path:
    path = tmp_path / "codes" / "colours.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(head + body)
    return path


def colours(tmp_path: Path, body: str) -> tuple[Colour, ...]:
    return entries(read_file(written(tmp_path, body)), Colour, "colours")


def test_a_file_with_its_head(tmp_path: Path) -> None:
    file = read_file(written(tmp_path, "colours: []\n"))
    assert (file.id, file.version, file.review, file.expires) == ("codes/colours", "1.10", "none", date(2027, 11, 1))
    assert file.sources["BOOK"].verified is True
    assert len(file.sha256) == 64


def test_scalars_stay_what_is_written(tmp_path: Path) -> None:
    """Plain YAML would make False of NO, and 10 of 012."""
    body = "colours:\n  - {name: NO, codes: [012, 1.10, ~], shade: 0.50, warm: true, source: BOOK}\n"
    assert colours(tmp_path, body) == (
        Colour(name="NO", codes=("012", "1.10", "~"), shade=Decimal("0.50"), warm=True, source=("BOOK",)),
    )


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    assert colours(tmp_path, "colours:\n  - {name: red, source: [BOOK]}\n") == (Colour(name="red", source=("BOOK",)),)
    assert colours(tmp_path, "colours:\n") == ()
    assert entries(read_file(written(tmp_path, "other: x\n")), Colour, "colours") == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "colours:\n  - {name: red, source: BOK}\n",
            'codes/colours.yaml:9: unknown source "BOK". Did you mean "BOOK"?',
        ),
        (
            "colours:\n  - name: red\n    source: BOOK\n    shaed: 1\n",
            'codes/colours.yaml:11: unknown key "shaed". Did you mean "shade"?',
        ),
        ("colours:\n  - {name: red}\n", 'codes/colours.yaml:9: the key "source" is missing'),
        (
            "colours:\n  - {name: red, source: BOOK, shade: dark}\n",
            'codes/colours.yaml:9: expected a number, found "dark"',
        ),
        (
            "colours:\n  - {name: red, source: BOOK, warm: maybe}\n",
            'codes/colours.yaml:9: expected true or false, found "maybe"',
        ),
        ("colours:\n  - {name: [red], source: BOOK}\n", "codes/colours.yaml:9: expected text"),
        ("colours:\n  - red\n", "codes/colours.yaml:9: expected keys and values"),
        ("colours: red\n", "codes/colours.yaml:8: expected a list"),
        ("colours: [\n", "codes/colours.yaml:9: did not find expected node content. Check quotes and indentation."),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        colours(tmp_path, body)
    assert str(raised.value) == message


@pytest.mark.parametrize("key", ["id", "version", "about", "sources", "review", "expires"])
def test_the_head_is_complete(tmp_path: Path, key: str) -> None:
    lines = HEAD.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = start + (2 if key == "sources" else 1)
    with pytest.raises(KnowledgeError, match=f'the key "{key}" is missing at the top of the file'):
        read_file(written(tmp_path, "", "".join(lines[:start] + lines[end:])))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="the file cannot be read"):
        read_file(tmp_path / "gone.yaml")


def test_keys_that_no_reader_knows(tmp_path: Path) -> None:
    file = read_file(written(tmp_path, "colors: []\n"))
    with pytest.raises(KnowledgeError, match=r'unknown key "colors". Did you mean "colours"'):
        only_keys(file, "colours")


def test_a_single_entry(tmp_path: Path) -> None:
    file = read_file(written(tmp_path, "best: {name: red, source: BOOK}\n"))
    assert entry(file, Colour, "best").name == "red"
    with pytest.raises(KnowledgeError, match='the key "worst" is missing'):
        entry(file, Colour, "worst")


def test_what_was_parsed_is_kept_under_its_hash(tmp_path: Path) -> None:
    path = written(tmp_path, "colours:\n  - {name: red, source: BOOK}\n")
    first = entries(read_file(path), Colour, "colours")
    kept = path.parent / "__pycache__" / "colours.yaml.json"
    assert kept.exists()
    assert entries(read_file(path), Colour, "colours") == first
    # A changed file is read anew, and a damaged copy does no harm.
    written(tmp_path, "colours:\n  - {name: blue, source: BOOK}\n")
    assert entries(read_file(path), Colour, "colours")[0].name == "blue"
    kept.write_bytes(b"{broken")
    assert entries(read_file(path), Colour, "colours")[0].name == "blue"
