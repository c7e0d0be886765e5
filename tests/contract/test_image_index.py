"""The index of images on each database: kept, found again, and taken out when files go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from tests.phantoms.dicom import Scan, write_scan

from onward.app.image_index import index_in_store
from onward.store import Store


def test_an_index_is_kept_changed_and_emptied(new_address: Callable[[], str], tmp_path: Path) -> None:
    folder = tmp_path / "images %_1"  # signs that mean something to a database
    name = {"SpecificCharacterSet": "ISO_IR 192", "PatientName": "Ä^\N{GREEK SMALL LETTER OMEGA}"}
    write_scan(folder / "a", Scan(values=np.ones((5, 4, 3))))
    write_scan(folder / "b", Scan(values=np.ones((4, 4, 3)), tags=name))
    (folder / "text.txt").write_text("none", encoding="utf-8")
    address = new_address()
    with Store.open(address) as store:
        cold = index_in_store([folder], store)
        assert (cold.read, len(cold.series), len(cold.skipped)) == (10, 2, 1)
    with Store.open(address) as store:
        warm = index_in_store([folder], store)
        assert (warm.read, warm.series, warm.skipped, warm.issues) == (0, cold.series, cold.skipped, cold.issues)
        for file in (folder / "b").iterdir():
            file.unlink()
        assert len(index_in_store([folder], store).series) == 1
        assert {Path(one.path).parent.name for one in store.image_files([str(folder)])} == {"a", "images %_1"}


def test_a_sibling_with_a_like_name_is_not_below_a_folder(new_address: Callable[[], str], tmp_path: Path) -> None:
    write_scan(tmp_path / "scan", Scan(values=np.ones((3, 4, 3))))
    write_scan(tmp_path / "scan2", Scan(values=np.ones((4, 4, 3))))
    with Store.open(new_address()) as store:
        index_in_store([tmp_path / "scan", tmp_path / "scan2"], store)
        assert [one.instances for one in index_in_store([tmp_path / "scan"], store).series] == [3]
        assert len(store.image_files([str(tmp_path / "scan2")])) == 4


def test_a_store_of_before_the_index_gets_one(new_address: Callable[[], str], tmp_path: Path) -> None:
    from sqlalchemy import text

    write_scan(tmp_path / "scan", Scan(values=np.ones((3, 4, 3))))
    with Store.open(new_address()) as store:
        with store._engine.begin() as connection:  # a store that an older Onward made has no such tables
            connection.execute(text("DROP TABLE image_files"))
            connection.execute(text("DROP TABLE image_series"))
        assert store.image_files([str(tmp_path)]) == ()
        assert index_in_store([tmp_path / "scan"], store).read == 3
        assert index_in_store([tmp_path / "scan"], store).read == 0
