"""Opening a store: where it lies, who may read it, and what is said when it cannot be."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onward.store import Store, onward_home
from onward.terms import StoreError, UsageError


def test_the_store_lies_where_onward_home_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "mine"))
    with Store.open() as store:
        assert store.where == str(tmp_path / "mine" / "onward.sqlite")
    assert (tmp_path / "mine" / "onward.sqlite").is_file()


def test_without_onward_home_the_platforms_data_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ONWARD_HOME", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert onward_home() == tmp_path / "data" / "onward"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert onward_home() == tmp_path / ".local" / "share" / "onward"
    monkeypatch.setattr("sys.platform", "darwin")
    assert onward_home() == tmp_path / "Library" / "Application Support" / "onward"


def test_only_its_owner_may_read_the_store(tmp_path: Path) -> None:
    """Folder 0700, file 0600, and the log and the lock beside it as the file."""
    path = tmp_path / "home" / "onward.sqlite"
    with Store.open(path) as store, store.importing(received_at=datetime(2026, 11, 2, tzinfo=UTC)):
        assert store.people() == ()
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_path_and_a_url_name_the_same_file(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'a.sqlite'}") as by_url, Store.open(tmp_path / "a.sqlite") as by_path:
        assert by_url.where == by_path.where


def test_a_missing_store_is_named_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .*onward import RECORDS"):
        Store.open(tmp_path / "none.sqlite", create=False)
    assert not (tmp_path / "none.sqlite").exists()


def test_an_empty_file_is_no_store_until_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(StoreError, match="There is no store"):
        Store.open(tmp_path / "empty.sqlite", create=False)
    with Store.open(tmp_path / "empty.sqlite") as store:
        assert store.people() == ()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Anna Muster, born 1961\n" * 50)
    with pytest.raises(StoreError, match="is no Onward store") as refused:
        Store.open(tmp_path / "notes.txt")
    assert "Muster" not in str(refused.value)
    assert (tmp_path / "notes.txt").read_text().startswith("Anna")


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE documents (id INTEGER)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)


@pytest.mark.parametrize("written", ["2", "0", "none"])
def test_a_store_of_another_format_is_not_touched(tmp_path: Path, written: str) -> None:
    path = tmp_path / "onward.sqlite"
    Store.open(path).close()
    database = sqlite3.connect(path)
    database.execute("UPDATE onward_store SET value = ? WHERE key = 'schema_version'", (written,))
    database.commit()
    database.close()
    with pytest.raises(StoreError, match=f"has format {written}; this Onward reads format 1"):
        Store.open(path)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A file stands where the folder should be: nobody can make one there, not even root."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(tmp_path / "file" / "onward.sqlite")


def test_a_damaged_store_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "onward.sqlite"
    Store.open(path).close()
    content = bytearray(path.read_bytes())
    content[200:] = b"\xff" * (len(content) - 200)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        store.people()


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("mysql://localhost/x", "kind 'mysql' is not supported"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql://user:secret@host:port/x", "cannot be read"),
    ],
)
def test_an_address_that_names_no_store(where: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        Store.open(where)
    assert "secret" not in str(refused.value)


def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Store.open(f"postgresql://anna:secret@/records?host={tmp_path}")
    assert "secret" not in str(refused.value)
    assert "postgresql://anna:***@/records" in str(refused.value)
