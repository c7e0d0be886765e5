"""Elements that cannot be read are taken out of a header, so that one broken element does not cost the whole object."""

from __future__ import annotations

import re
import warnings
from typing import cast

from pydicom import Dataset, config
from pydicom.datadict import dictionary_VR, keyword_for_tag
from pydicom.dataelem import RawDataElement
from pydicom.tag import BaseTag

# What a maker writes against the standard is no news here, and the library's warnings quote values: names, birth dates.
config.settings.reading_validation_mode = config.IGNORE
warnings.filterwarnings("ignore", category=UserWarning, module=r"pydicom\.")

# Value representations (PS3.5 6.2): texts, and numbers by the bytes that one of them takes.
_TEXTS = frozenset(("AE", "AS", "CS", "DA", "DT", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"))
_BYTES = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
_SIZES = {"US": 2, "SS": 2, "UL": 4, "SL": 4, "FL": 4, "FD": 8, "AT": 4, "SV": 8, "UV": 8}
_DEEPEST = 60


def take_out_unreadable(header: Dataset, depth: int = 0) -> tuple[str, ...]:
    """Take what cannot be read out of a header and out of its sequences; gives the keywords of what was taken out.

    Only raw elements are looked at, and only as far as it takes: most of a header is never read by anybody. Raises
    RecursionError for sequences that are nested too deep.
    """
    if depth > _DEEPEST:
        raise RecursionError
    taken: list[str] = []
    for tag in list(header.keys()):
        element = header.get_item(tag)
        is_raw = isinstance(element, RawDataElement)
        if is_raw and not _is_sound(cast("RawDataElement", element)):
            taken.append(_name(tag))
            del header[tag]
            continue
        vr = _vr(element, tag)
        if vr != "SQ":
            continue
        try:
            items = [item for item in header[tag].value if isinstance(item, Dataset)]
        except RecursionError:
            raise
        except Exception:  # pydicom raises many kinds for broken sequences; each means that there is none
            taken.append(_name(tag))
            del header[tag]
            continue
        for item in items:
            taken += (f"{_name(tag)}.{name}" for name in take_out_unreadable(item, depth + 1))
    return tuple(dict.fromkeys(taken))


def _vr(element: object, tag: BaseTag) -> str:
    vr = getattr(element, "VR", None)
    if vr is None:
        try:
            return dictionary_VR(tag)
        except KeyError:
            return "UN"
    return str(vr)


def _is_sound(element: RawDataElement) -> bool:
    vr = _vr(element, element.tag)
    value = element.value
    if vr in _TEXTS or vr in _BYTES or vr == "SQ" or not value:
        return True
    if vr in _SIZES:
        return len(value) % _SIZES[vr] == 0
    if vr in ("DS", "IS"):
        return _are_numbers(value)
    # "US or SS" and the like stand in the dictionary for elements of implicit syntaxes.
    return " or " in vr


# Python reads "1_000", "nan" and "inf" as numbers; DICOM knows no such.
_SIGNS = re.compile(rb"[0-9.eE+\-\\ \0]*")


def _are_numbers(value: bytes) -> bool:
    if _SIGNS.fullmatch(value) is None:
        return False
    try:
        for one in value.strip(b" \0").split(b"\\"):
            if one.strip(b" \0"):
                float(one.strip(b" \0"))
    except ValueError:
        return False
    return True


def _name(tag: BaseTag) -> str:
    return keyword_for_tag(tag) or str(tag)
