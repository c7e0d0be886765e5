"""Pixels read straight from the file are those that the library decodes; what is nested without end stops nothing."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)
from tests.phantoms.dicom import Scan, write_scan

from onward.app.imaging import index_folder, values_of
from onward.intake.dicom import Instance, read_file
from onward.intake.dicom.voxels import read_pixels
from onward.terms import Issue


def instance(file: Path) -> Instance:
    (found,) = read_file(file, file.name)
    assert isinstance(found, Instance)
    return found


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian])
@pytest.mark.parametrize(("bits", "stored", "signed"), [(8, 8, 0), (16, 16, 0), (16, 16, 1), (16, 12, 0), (16, 12, 1)])
def test_every_kind_of_pixel(tmp_path: Path, syntax: str, bits: int, stored: int, signed: int) -> None:
    (file,) = write_scan(tmp_path, Scan(values=np.ones((1, 5, 7)), modality="CT", slope=1))
    header = dcmread(file)
    low = -(1 << (stored - 1)) if signed else 0
    kind = f"<{'i' if signed else 'u'}{bits // 8}"
    wanted = np.random.default_rng(3).integers(low, low + (1 << stored), (5, 7)).astype(kind)
    header.BitsAllocated, header.BitsStored, header.HighBit = bits, stored, stored - 1
    header.PixelRepresentation = signed
    header.PixelData = wanted.tobytes() + b"\0" * (wanted.nbytes % 2)
    header.file_meta.TransferSyntaxUID = syntax
    header.save_as(file, implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True)
    found = read_pixels(instance(file))
    assert not isinstance(found, Issue)
    assert np.array_equal(found, wanted)


def test_several_frames_in_one_instance(tmp_path: Path) -> None:
    (file,) = write_scan(tmp_path, Scan(values=np.ones((1, 5, 7)), modality="CT", slope=1))
    header = dcmread(file)
    wanted = np.arange(3 * 5 * 7, dtype=np.uint16).reshape(3, 5, 7)
    header.NumberOfFrames, header.PixelData = 3, wanted.tobytes() + b"\0" * (wanted.nbytes % 2)
    header.save_as(file)
    found = read_pixels(instance(file))
    assert not isinstance(found, Issue) and np.array_equal(found, wanted)


def test_pixels_that_are_not_all_there_are_an_issue(tmp_path: Path) -> None:
    (file,) = write_scan(tmp_path, Scan(values=np.ones((1, 50, 70)), modality="CT", slope=1))
    file.write_bytes(file.read_bytes()[:-1000])
    assert isinstance(read_pixels(instance(file)), Issue)


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_storing_a_series_in_another_way_changes_no_value(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    syntax = data.draw(st.sampled_from([ImplicitVRLittleEndian, RLELossless, DeflatedExplicitVRLittleEndian]))
    seed = data.draw(st.integers(0, 999))
    values = np.random.default_rng(seed).uniform(0, 500, (4, 6, 5))
    folder = tmp_path_factory.mktemp("series")
    files = write_scan(folder, Scan(values=values), order=data.draw(st.permutations(range(4))))
    (stack,) = index_folder([folder]).stacks
    before = values_of(stack)[0]
    for file in files:
        header = dcmread(file)
        if syntax == RLELossless:
            header.compress(syntax, generate_instance_uid=False)
            header.save_as(file)
            continue
        header.file_meta.TransferSyntaxUID = syntax
        header.save_as(file, implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True)
    (stack,) = index_folder([folder]).stacks
    after = values_of(stack)[0]
    assert before is not None and after is not None and np.array_equal(before, after)


@pytest.mark.parametrize("deep", [100, 400, 50_000])
def test_sequences_nested_without_end_stop_nothing(tmp_path: Path, deep: int) -> None:
    write_scan(tmp_path, Scan(values=np.ones((3, 4, 3)), modality="CT", slope=1))
    (file,) = write_scan(tmp_path / "deep", Scan(values=np.ones((1, 4, 3)), modality="CT", slope=1))
    whole = file.read_bytes()
    at = whole.index(b"\x10\x00\x20\x00LO")  # before PatientID: sequence and item without length, again and again
    opened = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff" + b"\xfe\xff\x00\xe0\xff\xff\xff\xff"
    closed = b"\xfe\xff\x0d\xe0\0\0\0\0" + b"\xfe\xff\xdd\xe0\0\0\0\0"
    file.write_bytes(whole[:at] + opened * deep + closed * deep + whole[at:])
    started = time.monotonic()
    found = index_folder([tmp_path])
    assert time.monotonic() - started < 10
    assert [one.instances for one in found.series] == [3]
    assert [issue.what for issue in found.issues] == ["sequences are nested too deep"]
