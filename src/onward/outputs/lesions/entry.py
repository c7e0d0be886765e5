"""One lesion on one series of images as tables and resources need it, wherever its numbers come from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from onward.terms import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One number of a lesion.

    name      in Onward's words ("longest diameter", "SUVmax"), else in the source's
    value     None where nothing was measured; `why_none` then says why
    unit      UCUM; "" when the source gives none
    concept   its code; statistic: which statistic of it (mean, maximum, ...), None for the value itself
    """

    name: str
    value: Decimal | None
    unit: str
    concept: Code | None = None
    statistic: Code | None = None
    why_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionEntry:
    """One lesion, measured once.

    study_date     YYYY-MM-DD, "" when not recorded
    instances      how many images the series has; 0 when they are not here
    is_lesion      False for anatomy, None where nobody says
    reader         who confirmed it, "" while nobody has
    algorithm      what drew it, "" for a hand
    file           the object that it was read from
    is_synthetic   the images were made by a program, of nobody
    """

    person: str
    study_uid: str
    study_date: str
    series_uid: str
    modality: str
    instances: int
    tracking_uid: str
    tracking_id: str
    label: str
    measures: tuple[Written, ...]
    finding: Code | None = None
    site: Code | None = None
    laterality: Code | None = None
    is_lesion: bool | None = None
    reader: str = ""
    algorithm: str = ""
    file: str = ""
    is_synthetic: bool = False
    notes: tuple[str, ...] = ()
