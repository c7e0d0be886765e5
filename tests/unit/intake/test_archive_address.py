"""Where an archive is, and what is never accepted on the way to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from onward.cli import main
from onward.intake.archive import ArchiveQuery, archive_address, open_archive
from onward.intake.archive.archive import day_range
from onward.terms import UsageError


def test_dicomweb_and_dimse() -> None:
    web = archive_address("https://archive.example/dicom-web/")
    assert (web.is_web, web.url, web.port, web.encrypted) == (True, "https://archive.example/dicom-web", 443, True)
    dimse = archive_address("dicoms://ARCHIVE 1@archive.example:2762")
    assert (dimse.is_web, dimse.ae_title, dimse.host, dimse.port) == (False, "ARCHIVE 1", "archive.example", 2762)
    assert str(dimse) == "dicoms://ARCHIVE 1@archive.example:2762"


@pytest.mark.parametrize(
    "text",
    ["archive.example", "ftp://archive.example/x", "dicom://archive.example:104", "dicom://TITLE@archive.example",
     "dicom://ATITLETHATISFARTOOLONG@archive.example:104", "https://", "https://archive.example:port/",
     "https://archive.example/dicom-web?key=1", "dicom://A@h:99999999"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError, match="Write https://HOST/dicom-web"):
        archive_address(text)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        archive_address("https://reader:secret@archive.example/dicom-web")
    assert "ONWARD_ARCHIVE_PASSWORD" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("text", ["http://archive.example/dicom-web", "dicom://ARCHIVE@10.0.0.5:104"])
def test_what_others_can_listen_to_needs_the_persons_word(text: str) -> None:
    with pytest.raises(UsageError, match="--unencrypted"):
        archive_address(text)
    assert not archive_address(text, unencrypted=True).encrypted


@pytest.mark.parametrize("text", ["http://127.0.0.1:8042/dicom-web", "http://localhost/x", "dicom://A@127.0.0.1:4242"])
def test_this_machine_needs_no_encryption(text: str) -> None:
    assert archive_address(text).is_this_machine


def test_ranges_of_days() -> None:
    from datetime import date

    assert day_range(ArchiveQuery()) == ""
    assert day_range(ArchiveQuery(since=date(2026, 1, 5))) == "20260105-"
    assert day_range(ArchiveQuery(since=date(2026, 1, 5), until=date(2026, 2, 1))) == "20260105-20260201"


@pytest.fixture
def without_libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("dicomweb_client", "dicomweb_client.api", "pynetdicom"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("onward.intake.archive.dicomweb", "onward.intake.archive.dimse"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield


@pytest.mark.parametrize("text", ["http://127.0.0.1:1/dicom-web", "dicom://A@127.0.0.1:1"])
@pytest.mark.usefixtures("without_libraries")
def test_without_the_optional_libraries_the_cure_is_said(text: str) -> None:
    with pytest.raises(UsageError, match=r"pip install 'onward\[archive\]'"), open_archive(archive_address(text)):
        pass


@pytest.mark.parametrize("text", ["http://127.0.0.1:1/dicom-web", "dicom://A@127.0.0.1:1"])
def test_an_archive_that_is_not_there(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["imaging", "fetch", "--from", text, "--patient", "CANARY-NAME", "--list", "--timeout", "5"]
    assert main(asked) == 1
    said = capsys.readouterr().err
    assert "cannot be reached" in said
    assert "CANARY" not in said


def test_nowhere_to_put_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imaging", "fetch", "--from", "http://127.0.0.1:1/x", "--patient", "P"]) == 2
    assert "--out FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("uid", ["../../etc", "1.2.3/4", "x"])
def test_a_uid_that_is_none_is_refused(uid: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imaging", "fetch", "--from", "http://127.0.0.1:1/x", "--study", uid, "--list"]) == 2
    assert "digits and dots" in capsys.readouterr().err
