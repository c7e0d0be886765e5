"""A time axis that folds long stretches in which nothing happens, so that ten years fit beside three weeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from onward.outputs.html.drawing import Fold, Tick
from onward.outputs.html.phrases import counted, months_between

# A stretch without any event is folded from this length on; its margins stay to scale, so that what ends or begins
# beside it can still be read.
_FOLD_FROM_DAYS = 500
_MARGIN_DAYS = 50
_FOLD_SHARE = 0.035
_FOLD_WIDTH_MIN = 16.0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: date
    end: date
    x: float
    width: float
    folded: bool


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days to x positions. Days outside the range stand at its ends."""

    pieces: tuple[_Piece, ...]

    @property
    def first(self) -> date:
        return self.pieces[0].start

    @property
    def last(self) -> date:
        return self.pieces[-1].end

    @property
    def left(self) -> float:
        return self.pieces[0].x

    @property
    def right(self) -> float:
        return self.pieces[-1].x + self.pieces[-1].width

    def x(self, day: date) -> float:
        """Where a day stands."""
        for piece in self.pieces:
            if day <= piece.end:
                length = (piece.end - piece.start).days
                share = max((day - piece.start).days, 0) / length if length else 0.0
                return round(piece.x + share * piece.width, 1)
        return round(self.right, 1)

    def is_folded(self, day: date) -> bool:
        """Whether a day lies inside a folded stretch (its edges do not)."""
        return any(piece.folded and piece.start < day < piece.end for piece in self.pieces)

    def folds(self) -> tuple[Fold, ...]:
        """The folded stretches, with their true length."""
        return tuple(
            Fold(
                x=round(piece.x, 1),
                width=round(piece.width, 1),
                label=counted(months_between(piece.start, piece.end), "month"),
            )
            for piece in self.pieces
            if piece.folded
        )

    def breaks_between(self, start: date, end: date) -> tuple[float, ...]:
        """Middles of the folds that lie wholly between two days."""
        return tuple(
            round(piece.x + piece.width / 2, 1)
            for piece in self.pieces
            if piece.folded and start <= piece.start and piece.end <= end
        )

    def pixels_per_year(self) -> float:
        """How wide a year is where time is not folded."""
        days = sum((piece.end - piece.start).days for piece in self.pieces if not piece.folded)
        width = sum(piece.width for piece in self.pieces if not piece.folded)
        return width / days * 365.25 if days else 0.0


def time_scale(days: Iterable[date], *, left: float, width: float) -> TimeScale:
    """The scale from the first to the last of `days` (at least one day is needed)."""
    moments = sorted(set(days))
    start, end = moments[0], moments[-1]
    if start == end:
        # One event: a quarter of a year around it, so that it stands in the middle of something.
        start, end = start - timedelta(days=45), end + timedelta(days=45)
        moments = [start, moments[0], end]
    stretches: list[tuple[date, date, bool]] = []
    for before, after in pairwise(moments):
        if (after - before).days < _FOLD_FROM_DAYS:
            stretches.append((before, after, False))
        else:
            inner, outer = before + timedelta(days=_MARGIN_DAYS), after - timedelta(days=_MARGIN_DAYS)
            stretches += [(before, inner, False), (inner, outer, True), (outer, after, False)]
    joined = _joined(stretches)
    folds = sum(1 for _, _, folded in joined if folded)
    fold_width = min(max(width * _FOLD_SHARE, _FOLD_WIDTH_MIN), width * 0.5 / max(folds, 1))
    open_days = sum((b - a).days for a, b, folded in joined if not folded)
    per_day = (width - folds * fold_width) / open_days
    pieces: list[_Piece] = []
    x = left
    for a, b, folded in joined:
        wide = fold_width if folded else (b - a).days * per_day
        pieces.append(_Piece(a, b, x, wide, folded))
        x += wide
    return TimeScale(tuple(pieces))


def _joined(stretches: list[tuple[date, date, bool]]) -> list[tuple[date, date, bool]]:
    found: list[tuple[date, date, bool]] = []
    for a, b, folded in stretches:
        if found and not folded and not found[-1][2]:
            found[-1] = (found[-1][0], b, False)
        else:
            found.append((a, b, folded))
    return found


def year_ticks(scale: TimeScale, *, label_width: float) -> tuple[Tick, ...]:
    """Ticks at the first of January, or at quarters of a year where there is room; labels never touch."""
    every = 12
    for months in (1, 3, 6):
        if scale.pixels_per_year() * months / 12 > label_width * 1.9:
            every = months
            break
    ticks: list[Tick] = []
    last = float("-inf")
    day = date(scale.first.year, 1, 1)
    while day <= scale.last:
        if day >= scale.first and not scale.is_folded(day):
            x = scale.x(day)
            text = f"{day:%Y}" if day.month == 1 else f"{day:%Y-%m}"
            roomy = x - last >= label_width * (1.0 if every == 12 else 1.6) and x + label_width / 2 <= scale.right + 14
            ticks.append(Tick(at=x, label=text if roomy else ""))
            if roomy:
                last = x
        month = day.month - 1 + every
        day = date(day.year + month // 12, month % 12 + 1, 1)
    return tuple(ticks)
