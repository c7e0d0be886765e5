"""How two scans of one person were made, and where they differ: what stands between their numbers.

Nothing is judged to be equal that is not written: an aspect that one of the two does not say is listed as not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Agreement = Literal["same", "within limits", "differs", "not known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanProtocol:
    """How one series was made, as its headers say.

    said   by aspect: a number in the unit of the aspect, or words; what is not written is not there
    """

    modality: str
    series_instance_uid: str
    study_instance_uid: str
    description: str
    date: str
    said: Mapping[str, float | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectLimit:
    """One aspect and what it may differ by.

    apart            the two may differ by so much, percent: by so much of the earlier; None: no difference at all
    lowest, highest  between which each has to lie by itself; None: not limited
    """

    aspect: str
    words: str
    modalities: tuple[str, ...]
    unit: str
    says: str
    apart: float | None = None
    percent: float | None = None
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolDifference:
    """One aspect of two scans.

    change           later minus earlier for numbers; change_percent of the earlier
    outside          which of the two lies outside of what the aspect allows each by itself: "earlier", "later"
    """

    aspect: str
    words: str
    unit: str
    earlier: float | str | None
    later: float | str | None
    agreement: Agreement
    change: float | None
    change_percent: float | None
    outside: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolComparison:
    """Two series of two studies, aspect by aspect in the order of the limits; what neither says is left out."""

    earlier: ScanProtocol
    later: ScanProtocol
    aspects: tuple[ProtocolDifference, ...]

    @property
    def differing(self) -> tuple[ProtocolDifference, ...]:
        """What a reader should see: what differs beyond its limit, or lies outside by itself."""
        return tuple(one for one in self.aspects if one.agreement == "differs" or one.outside)


def protocol_differences(
    earlier: ScanProtocol, later: ScanProtocol, limits: Iterable[AspectLimit]
) -> ProtocolComparison:
    """Compare two series of one modality. Raises ValueError for two modalities."""
    if earlier.modality != later.modality:
        raise ValueError(f"{earlier.modality} and {later.modality} cannot be compared")
    return ProtocolComparison(
        earlier=earlier,
        later=later,
        aspects=tuple(
            _compared(limit, earlier.said.get(limit.aspect), later.said.get(limit.aspect))
            for limit in limits
            if earlier.modality in limit.modalities and (limit.aspect in earlier.said or limit.aspect in later.said)
        ),
    )


def pair_series(
    earlier: Iterable[ScanProtocol], later: Iterable[ScanProtocol]
) -> tuple[tuple[tuple[ScanProtocol, ScanProtocol], ...], tuple[ScanProtocol, ...]]:
    """Which series of the later study is compared with which of the earlier, and those without a partner.

    Same modality; the same description goes first, then, where just one of the modality is left on both sides, these.
    """
    left, right = list(earlier), list(later)
    pairs: list[tuple[ScanProtocol, ScanProtocol]] = []
    for one in list(left):
        partner = next(
            (
                other
                for other in right
                if other.modality == one.modality and _plain(other.description) == _plain(one.description)
            ),
            None,
        )
        if partner is not None:
            pairs.append((one, partner))
            left.remove(one)
            right.remove(partner)
    for modality in dict.fromkeys(one.modality for one in left):
        ours = [one for one in left if one.modality == modality]
        theirs = [one for one in right if one.modality == modality]
        if len(ours) == len(theirs) == 1:
            pairs.append((ours[0], theirs[0]))
            left.remove(ours[0])
            right.remove(theirs[0])
    return tuple(pairs), (*left, *right)


def _compared(limit: AspectLimit, earlier: float | str | None, later: float | str | None) -> ProtocolDifference:
    change = change_percent = None
    agreement: Agreement
    if earlier is None or later is None:
        agreement = "not known"
    elif isinstance(earlier, str) or isinstance(later, str):
        agreement = "same" if _plain(str(earlier)) == _plain(str(later)) else "differs"
    else:
        change = later - earlier
        change_percent = 100 * change / earlier if earlier else None
        agreement = _numbers_agree(limit, earlier, change)
    outside = tuple(
        name
        for name, value in (("earlier", earlier), ("later", later))
        if isinstance(value, float | int) and _outside(limit, float(value))
    )
    return ProtocolDifference(
        aspect=limit.aspect,
        words=limit.words,
        unit=limit.unit,
        earlier=earlier,
        later=later,
        agreement=agreement,
        change=change,
        change_percent=change_percent,
        outside=outside,
        says=limit.says,
    )


def _numbers_agree(limit: AspectLimit, earlier: float, change: float) -> Agreement:
    # Headers round: what differs by a millionth is the same.
    if abs(change) <= 1e-6 * max(1.0, abs(earlier)):
        return "same"
    allowed = [limit.apart] if limit.apart is not None else []
    if limit.percent is not None:
        allowed.append(abs(earlier) * limit.percent / 100)
    return "within limits" if allowed and abs(change) <= min(allowed) + 1e-9 else "differs"


def _outside(limit: AspectLimit, value: float) -> bool:
    return (limit.lowest is not None and value < limit.lowest) or (limit.highest is not None and value > limit.highest)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
