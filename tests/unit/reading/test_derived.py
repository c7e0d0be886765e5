"""What is kept of the reader's expressions is what would be derived anew, and nothing else is ever used."""

import hashlib
import re
from pathlib import Path

import orjson
import pytest
from tests.unit.reading.test_sought import _EXPRESSIONS

from onward.knowledge import derived, reading_lexicon
from onward.knowledge.derived import DERIVED, Derived
from onward.reading import pattern
from onward.reading.lexicon import lexicon_of
from onward.reading.needed_letters import derived_letters, needed_letters
from onward.reading.pattern import compile_pattern, derived_pattern, told_apart
from onward.reading.stages import STAGES


def test_letters_that_are_kept_are_those_of_the_expression():
    for one in _EXPRESSIONS:
        assert derived_letters(one.pattern, one.flags) == needed_letters(one.pattern, one.flags), one.pattern


def test_patterns_that_are_kept_are_those_that_are_compiled():
    fragments = lexicon_of(reading_lexicon()).fragments
    words = told_apart(fragments)
    for stage in STAGES:
        for rule in stage.rules:
            for source in () if rule.raw else rule.sources:
                kept = compile_pattern(source, fragments, whole=rule.whole)
                assert kept == derived_pattern(source, fragments, of=words, whole=rule.whole), source


def test_what_was_derived_once_is_read_and_what_is_new_is_added(tmp_path: Path):
    path = tmp_path / "__pycache__" / "derived.json"
    first = Derived(path)
    assert first.get("a", lambda: [1]) == [1]
    assert first.get("a", lambda: [2]) == [1]
    first.keep()
    second = Derived(path)
    assert second.get("a", lambda: [3]) == [1]
    assert second.get("b", lambda: [4]) == [4]
    second.keep()
    third = Derived(path)
    assert [third.get(of, lambda: [5]) for of in "abc"] == [[1], [4], [5]]


def test_all_code_that_derives_stands_in_the_hash():
    """A file that helps to derive, and is not hashed, would leave stale values in use."""
    reader = Path(pattern.__file__).parent
    found: set[str] = set()
    ahead = {"pattern", "needed_letters"}
    while ahead:
        name = ahead.pop()
        found.add(f"{name}.py")
        imported = re.findall(
            r"^\s*from onward\.reading\.(\w+) import", (reader / f"{name}.py").read_text(), re.MULTILINE
        )
        ahead |= {one for one in imported if f"{one}.py" not in found}
    assert found == set(derived._BY)  # pyright: ignore[reportPrivateUsage]


def test_nothing_is_used_that_other_code_derived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "derived.json"
    first = Derived(path)
    first.get("a", lambda: [1])
    first.keep()
    monkeypatch.setattr(derived, "_by", lambda: hashlib.sha256(b"other code").hexdigest())
    assert Derived(path).get("a", lambda: [2]) == [2]


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"by": 1}', b'{"found": {}}'])
def test_a_broken_file_is_as_none(tmp_path: Path, broken: bytes):
    path = tmp_path / "derived.json"
    path.write_bytes(broken)
    assert Derived(path).get("a", lambda: [2]) == [2]


def test_a_list_in_the_place_of_what_is_kept_is_none(tmp_path: Path):
    path = tmp_path / "derived.json"
    path.write_bytes(orjson.dumps({"by": derived._by(), "found": [1]}))  # pyright: ignore[reportPrivateUsage]
    assert Derived(path).get("a", lambda: [2]) == [2]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path):
    (tmp_path / "file").write_text("")
    kept = Derived(tmp_path / "file" / "derived.json")
    assert kept.get("a", lambda: [1]) == [1]
    kept.keep()
    assert kept.get("a", lambda: [2]) == [1]


def test_nothing_is_written_twice(tmp_path: Path):
    path = tmp_path / "derived.json"
    kept = Derived(path)
    kept.keep()
    assert not path.exists()
    kept.get("a", lambda: [1])
    kept.keep()
    path.unlink()
    kept.keep()
    assert not path.exists()
    assert DERIVED is not kept
