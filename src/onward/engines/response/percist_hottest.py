"""The hottest lesion of a PET (PERCIST 1.0, table 7, measurability): it need not be the one of the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.pet import PetVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hottest:
    """The lesion with the highest SULpeak.

    sul      None when none was measured; 0 when every measured lesion of the baseline is gone without a number
    unknown  why another lesion may be hotter, "" when none may
    doubts   what was taken for granted
    """

    lesion: str
    sul: Decimal | None
    is_bone: bool
    unknown: str = ""
    doubts: tuple[str, ...] = ()


def hottest_of(visit: PetVisit, first: PetVisit | None) -> Hottest:
    """Of lesions that were there before; new ones are no part of it."""
    measured = [(one.values["SULpeak"], one) for one in visit.tumours if "SULpeak" in one.values]
    here = {one.lesion: one for one in visit.tumours}
    followed = [] if first is None else [one for one in first.tumours if "SULpeak" in one.values]
    unknown: list[str] = []
    unread: list[str] = []
    gone: list[str] = []
    for was in followed:
        now = here.get(was.lesion)
        if now is None:
            unread.append(was.lesion)
        elif "SULpeak" not in now.values:
            (gone if now.is_called_gone else unknown).append(was.lesion)
    why = f"{', '.join(unknown)} was not measured and may be the hottest" if unknown else ""
    doubts: tuple[str, ...] = ()
    if unread and measured:
        doubts = (f"{', '.join(unread)} was not read now; taken as not hotter than what was measured",)
    elif unread and not why:
        why = f"{', '.join(unread)} was neither measured nor judged and may be the hottest"
    if measured:
        sul, hottest = max(measured, key=lambda pair: (pair[0], pair[1].lesion))
        return Hottest(lesion=hottest.lesion, sul=sul, is_bone=hottest.is_bone, unknown=why, doubts=doubts)
    if gone and not why:
        doubts = (f"{', '.join(gone)} is gone without a number: counted as 0",)
        return Hottest(lesion=gone[0], sul=Decimal(0), is_bone=False, doubts=doubts)
    return Hottest(lesion="", sul=None, is_bone=False, unknown=why, doubts=doubts)


def shown_sul(value: Decimal) -> str:
    """ "4.81", "3.4"."""
    return f"{value.normalize():f}"
