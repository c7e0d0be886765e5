"""Makes the images of the example people: three visits each, DICOM, every object labelled SYNTHETIC.

    python examples/make_images.py FOLDER              images, segmentations and lesion books of all three
    python examples/make_images.py FOLDER hr-positive  of one of them

FOLDER/NAME/VISIT/ holds a CT, PET/CT with a bone scan, or MR; lesions.dcm and organs.dcm beside them are segmentations;
FOLDER/NAME/lesions.json is the lesion book, confirmed by "Example reader". The images are made of ellipsoids
(phantom/); sizes are those of the stories. Nobody was scanned.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as DicomSequence

from phantom.body import bone_scan_views, ct_values, mr_values, organ_masks, suv_values
from phantom.people import ABDOMEN, CHEST, HEAD, PEOPLE, WHOLE_BODY, Imaged
from phantom.series import CT, MR, PET, Visit, uid, write_views, write_volume

READER = "Example reader"
_DOSE_BQ = 3.2e8
_HALF_LIFE_S = 6586.2
# Stored value of 1 g/mL: 68 kg, 320 MBq, one hour after injection.
_BQML_PER_SUV = _DOSE_BQ * 0.5 ** (3600 / _HALF_LIFE_S) / 68_000


def main(arguments: list[str]) -> int:
    if not arguments or any(name not in {one.folder for one in PEOPLE} for name in arguments[1:]):
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[0])
    for person in PEOPLE:
        if len(arguments) == 1 or person.folder in arguments[1:]:
            started = time.perf_counter()
            count = make_person(person, root / person.folder)
            print(f"{person.folder}: {count} synthetic DICOM files in {time.perf_counter() - started:.1f} s")
    return 0


def make_person(person: Imaged, folder: Path) -> int:
    """Images, segmentations and the lesion book of one person; gives how many DICOM files there are."""
    for old in folder.rglob("*.dcm"):
        old.unlink()
    for number in range(3):
        _images(person, number, folder / _iso(person.days[number]))
    _segment(person, folder)
    _book(person, folder)
    return sum(1 for _ in folder.rglob("*.dcm"))


def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _visit(person: Imaged, number: int, kind: str) -> Visit:
    day = person.days[number]
    return Visit(
        patient_id=person.patient_id,
        patient_name=person.patient_name,
        born=person.born,
        date=day,
        study=uid(person.folder, day, kind),
        description=f"SYNTHETIC {kind}",
        frame=uid(person.folder, day, "frame", kind),
    )


def _images(person: Imaged, number: int, folder: Path) -> None:
    foci, shift = tuple(person.foci(number)), person.shifts_mm[number]
    chance = np.random.default_rng([20261128, number, len(person.folder)])
    for scan in person.scans:
        match scan:
            case "abdomen" | "chest":
                lattice = ABDOMEN if scan == "abdomen" else CHEST
                stored = ct_values(lattice, foci, shift, chance)
                visit = _visit(person, number, "PET/CT" if "pet" in person.scans else "CT")
                write_volume(
                    folder / "ct",
                    visit,
                    lattice,
                    stored,
                    modality="CT",
                    sop_class=CT,
                    description=f"SYNTHETIC CT {scan}, portal venous",
                    tags={"ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "KVP": 120, "BodyPartExamined": scan.upper()},
                )
            case "pet":
                values = suv_values(WHOLE_BODY, foci, shift, chance)
                slope = float(values.max()) * _BQML_PER_SUV / 32000
                write_volume(
                    folder / "pet",
                    _visit(person, number, "PET/CT"),
                    WHOLE_BODY,
                    np.rint(values * _BQML_PER_SUV / slope).astype(np.uint16),
                    modality="PT",
                    sop_class=PET,
                    description="SYNTHETIC PET, attenuation corrected",
                    tags=_pet_tags(person.days[number]),
                    slope=slope,
                )
            case "bone scan":
                write_views(
                    folder / "bone-scan",
                    _visit(person, number, "bone scan"),
                    bone_scan_views(foci, shift, chance),
                    {"BodyPartExamined": "WHOLEBODY", "RadiopharmaceuticalInformationSequence": [_tracer_of_bone()]},
                )
            case "head":
                write_volume(
                    folder / "mr",
                    _visit(person, number, "MR brain"),
                    HEAD,
                    mr_values(HEAD, foci, shift, chance),
                    modality="MR",
                    sop_class=MR,
                    description="SYNTHETIC T1 after contrast",
                    tags={"ImageType": ["ORIGINAL", "PRIMARY", "M"], "BodyPartExamined": "HEAD"},
                )
            case _:
                raise ValueError(scan)


def _pet_tags(day: str) -> dict[str, object]:
    tracer = Dataset()
    tracer.Radiopharmaceutical = "Fluorodeoxyglucose"
    tracer.RadionuclideTotalDose, tracer.RadionuclideHalfLife = _DOSE_BQ, _HALF_LIFE_S
    tracer.RadiopharmaceuticalStartDateTime = f"{day}090000"
    return {
        "ImageType": ["ORIGINAL", "PRIMARY"],
        "Units": "BQML",
        "DecayCorrection": "START",
        "CorrectedImage": ["ATTN", "DECY", "SCAT", "RAN", "NORM"],
        "ActualFrameDuration": 120000,
        "FrameReferenceTime": 60000,
        "BodyPartExamined": "WHOLEBODY",
        "RadiopharmaceuticalInformationSequence": DicomSequence([tracer]),
    }


def _tracer_of_bone() -> Dataset:
    tracer = Dataset()
    tracer.Radiopharmaceutical = "Technetium Tc^99m^ medronate"
    return tracer


def _segment(person: Imaged, root: Path) -> None:
    """Lesions on each volume as a reader would have drawn them, and organs on each PET."""
    from onward.app.imaging import index_folder, values_of
    from onward.imaging import DrawnLesion, ball, measure_region, reported
    from onward.outputs.dicom import write_segmentation

    for stack in index_folder([root]).stacks:
        number = person.days.index(stack.series.text("SeriesDate"))
        folder, shift = root / _iso(person.days[number]), person.shifts_mm[number]
        written = datetime.strptime(person.days[number] + "12", "%Y%m%d%H").replace(tzinfo=UTC)
        values, unit, _ = values_of(stack)
        assert values is not None
        lesions = []
        for place in person.places:
            size = place.sizes_mm[number]
            if not size or (place.site == "bone" and (unit != "SUVbw" or place.suv[number] < 3.1)):
                continue
            centre = tuple(a + b for a, b in zip(place.centre_mm, shift, strict=True))
            mask = ball(stack.grid, centre, size / 2 + (1.5 if unit == "SUVbw" else -0.5))
            if not mask.any():
                continue
            lesions.append(
                DrawnLesion(
                    tracking_uid=uid(person.folder, "lesion", place.name),
                    tracking_id=place.name,
                    label=place.text,
                    grid=stack.grid,
                    mask=mask,
                    site="node_distant" if place.site == "node" else place.site,
                    site_text=place.text,
                    series_instance_uid=stack.series.uid,
                    study_instance_uid=stack.series.text("StudyInstanceUID"),
                    frame_of_reference_uid=stack.series.text("FrameOfReferenceUID"),
                )
            )
        headers = [plane.instance.header for plane in stack.planes]
        kind = stack.series.modality.lower()
        _save(
            write_segmentation(
                [
                    reported(
                        one, measure_region(values, one.grid, one.mask, uptake=unit == "SUVbw"), number=at, unit=unit
                    )
                    for at, one in enumerate(lesions, start=1)
                ],
                headers,
                written=written,
                description="SYNTHETIC lesions",
            ),
            folder / f"lesions-{kind}.dcm",
        )
        if unit == "SUVbw":
            organs = [
                DrawnLesion(
                    tracking_uid="",
                    label=name,
                    grid=stack.grid,
                    mask=mask,
                    algorithm="example organs",
                    series_instance_uid=stack.series.uid,
                    study_instance_uid=stack.series.text("StudyInstanceUID"),
                    frame_of_reference_uid=stack.series.text("FrameOfReferenceUID"),
                )
                for name, mask in organ_masks(WHOLE_BODY, shift).items()
            ]
            _save(
                write_segmentation(
                    [
                        reported(one, measure_region(values, one.grid, one.mask, uptake=False), number=at, unit="")
                        for at, one in enumerate(organs, start=1)
                    ],
                    headers,
                    written=written,
                    description="SYNTHETIC organs",
                ),
                folder / "organs.dcm",
            )


def _save(made: Dataset, path: Path) -> None:
    made.save_as(path, enforce_file_format=True)


def _book(person: Imaged, folder: Path) -> None:
    """The lesion book, as `onward imaging follow` and a reader would make it."""
    from onward.app.imaging import index_folder
    from onward.app.lesion_books import ReaderWord, enter, record_word, save_book
    from onward.app.lesion_following import follow_lesions
    from onward.app.lesions import LesionWish, find_lesions, one_person

    path = folder / "lesions.json"
    path.unlink(missing_ok=True)
    found = index_folder([folder])
    organs = tuple({region.file for region in found.regions if region.file.endswith("organs.dcm")})
    drawn = find_lesions(found, LesionWish(only_drawn=True, organ_files=organs))
    book = enter(path, one_person(drawn.series), [one.series for one in drawn.series])
    book = follow_lesions(book, found).book
    save_book(path, book)
    last = datetime.strptime(person.days[2] + "15", "%Y%m%d%H").replace(tzinfo=UTC)
    for place in person.places:
        names = tuple(
            lesion.name
            for series in book.series
            for lesion in series.lesions
            if lesion.tracking_uid == uid(person.folder, "lesion", place.name)
        )
        word = ReaderWord(
            reader=READER,
            confirm=names,
            role=place.role,
            site="node_distant" if place.site == "node" else place.site,
            site_text=place.text,
            is_node=place.is_node or None,
        )
        record_word(path, word, now=last)
    # Read with the scans side by side: the same lesions, those that are new, and those that are gone; and the liver and
    # blood that uptake is compared with.
    names = (*(one.name for one in book.matches), *(one.name for series in book.series for one in series.references))
    record_word(path, ReaderWord(reader=READER, confirm=names), now=last)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
