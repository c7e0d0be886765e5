"""The numbers of a stack: stored pixels, each plane with its own rescale."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset, dcmread

from onward.intake.dicom.folder import Instance, number
from onward.intake.dicom.stacking import Plane, Stack
from onward.terms import Issue, Severity

# Larger pixel data in one instance than this is not decoded: no scanner writes it, and a header may lie.
LARGEST_PIXELS_BYTES = 2 * 1024**3
# A whole body at half a millimetre is 8 GiB of values; more is a mistake.
_LARGEST_VOLUME_BYTES = 16 * 1024**3

Progress = Callable[[int, int], None]


def read_voxels(stack: Stack, *, progress: Progress | None = None) -> NDArray[np.float32] | Issue:
    """(slices, rows, columns) of rescaled values, or the issue that names the instance that could not be decoded."""
    if 4 * math.prod(stack.grid.shape) > _LARGEST_VOLUME_BYTES:
        return _undecoded(stack.planes[0].instance, "Rows", "the headers declare a volume of more than 16 GiB")
    # Made with the first image that is really there: a header alone may claim anything.
    values: NDArray[np.float32] | None = None
    decoded: tuple[str, NDArray[np.generic]] | None = None
    for index, plane in enumerate(stack.planes):
        if decoded is None or decoded[0] != plane.instance.name:
            pixels = read_pixels(plane.instance)
            if isinstance(pixels, Issue):
                return pixels
            decoded = (plane.instance.name, pixels)
        frame = decoded[1] if decoded[1].ndim == 2 else decoded[1][plane.frame]
        if frame.shape != stack.grid.shape[1:]:
            return _undecoded(plane.instance, "PixelData", "the image has another size than its header says")
        slope, intercept = _rescale(plane.header, "RescaleSlope", 1.0), _rescale(plane.header, "RescaleIntercept", 0.0)
        if values is None:
            values = np.empty(stack.grid.shape, dtype=np.float32)
        values[index] = frame.astype(np.float64) * slope + intercept
        if progress is not None:
            progress(index + 1, len(stack.planes))
    return values if values is not None else np.empty(stack.grid.shape, dtype=np.float32)


def rescale_of(plane: Plane) -> tuple[float, float]:
    """Slope and intercept of a plane's rescale, 1 and 0 where it has none."""
    return _rescale(plane.header, "RescaleSlope", 1.0) or 1.0, _rescale(plane.header, "RescaleIntercept", 0.0)


def read_pixels(instance: Instance) -> NDArray[np.generic] | Issue:
    """Stored pixels of one instance, (rows, columns) or (frames, rows, columns), in any transfer syntax."""
    header = instance.header
    expected = (
        (number(header, "NumberOfFrames") or 1)
        * (number(header, "Rows") or 0)
        * (number(header, "Columns") or 0)
        * (number(header, "SamplesPerPixel") or 1)
        * max(1, (number(header, "BitsAllocated") or 8) // 8)
    )
    if expected > LARGEST_PIXELS_BYTES:
        return _undecoded(instance, "Rows", "the header declares more than 2 GiB of pixels")
    plain = _plain_pixels(instance)
    if plain is not None:
        return plain
    try:
        with warnings.catch_warnings(), instance.open() as opened:
            warnings.simplefilter("ignore")
            whole: Dataset = dcmread(opened, force=True)
            return whole.pixel_array
    except Exception as error:  # pydicom and its decoders raise many kinds; each means that there is no image
        return _undecoded(instance, "PixelData", f"the pixels cannot be decoded ({type(error).__name__})")


# Transfer syntaxes in which pixels lie as they are, low byte first.
_PLAIN = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")
_PIXEL_DATA = b"\xe0\x7f\x10\x00"


def _plain_pixels(instance: Instance) -> NDArray[np.generic] | None:
    """Uncompressed grey values straight from the file; None where they are anything else.

    The header was read before: reading it again takes longer than the pixels.
    """
    header = instance.header
    if str(header.file_meta.get("TransferSyntaxUID", "")) not in _PLAIN or not instance.head_bytes:
        return None
    bits, stored = number(header, "BitsAllocated"), number(header, "BitsStored")
    rows, columns = number(header, "Rows"), number(header, "Columns")
    if (
        bits not in (8, 16)
        or stored is None
        or (number(header, "SamplesPerPixel") or 1) != 1
        or not rows
        or not columns
    ):
        return None
    signed = number(header, "PixelRepresentation") == 1
    if stored != bits and signed:
        return None  # the sign stands in a bit of its own
    frames = int(number(header, "NumberOfFrames") or 1)
    kind = np.dtype(f"<{'i' if signed else 'u'}{int(bits) // 8}")
    size = frames * int(rows) * int(columns) * kind.itemsize
    try:
        with instance.open() as opened:
            opened.seek(instance.head_bytes)
            start = opened.read(12)
            if start[:4] != _PIXEL_DATA:
                return None
            # With the kind written out (OW, OB) the length stands four bytes later.
            explicit = start[4:6] in (b"OW", b"OB")
            length = int.from_bytes(start[8:12] if explicit else start[4:8], "little")
            if length == 0xFFFFFFFF or length < size or length > size + 1:
                return None
            opened.seek(instance.head_bytes + (12 if explicit else 8))
            content = opened.read(size)
    except OSError:
        return None
    if len(content) < size:
        return None
    values = np.frombuffer(content, dtype=kind)
    if stored != bits:
        values = values & kind.type((1 << int(stored)) - 1)
    shape = (int(rows), int(columns)) if frames == 1 else (frames, int(rows), int(columns))
    return values.reshape(shape)


def _rescale(header: Dataset, keyword: str, otherwise: float) -> float:
    value = number(header, keyword)
    return otherwise if value is None else value


def _undecoded(instance: Instance, place: str, what: str) -> Issue:
    return Issue(
        file=instance.name,
        place=place,
        what=what,
        did="left its series unmeasured; export the series again",
        severity=Severity.ERROR,
    )
