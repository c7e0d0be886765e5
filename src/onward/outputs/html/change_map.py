"""Body map of change: at each site whether its lesions grew, shrank, are new or gone at one visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response import LesionRead, ReaderResponse, VisitResponse, lesion_labels
from onward.outputs.html.body_map import FRAME, Wanted, placed_labels, spot_of
from onward.outputs.html.body_shapes import ORGANS
from onward.outputs.html.context import Cell, ResponseDrawing, Table
from onward.outputs.html.drawing import BodyMap, OrganShape
from onward.outputs.html.phrases import listed, sentence_case
from onward.outputs.html.response_said import baseline_of, lesion_name, percent_text, short_name
from onward.timeline import Laterality, site_name

_GROWTH, _GROWTH_MM, _SHRINKAGE = Decimal(20), Decimal(5), Decimal(-30)
_WORSE = frozenset({"unequivocal progression", "progression", "progressive disease", "lytic growth", "blastic growth"})
_BETTER = frozenset(
    {"sclerotic rim", "partial sclerotic fill-in", "complete sclerotic fill-in", "decreased", "improved"}
)
_GONE = frozenset({"absent", "resolved", "disappeared", "not present", "gone", "normalised", "normalized"})
_SAME = frozenset({"present", "stable", "unchanged", "no change", "persistent"})
# Beside the outline there is room for a few letters.
_SHORT = {
    "partial sclerotic fill-in": "filling in",
    "complete sclerotic fill-in": "filled in",
    "unequivocal progression": "progression",
}
_WORDS = {
    "grown": "larger",
    "shrunk": "smaller",
    "new": "new",
    "gone": "gone",
    "same": "about the same",
    "open": "not assessed",
    "mixed": "some larger, some smaller",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one lesion: kind as in the legend, and the change in words ("-30.0 %", "new")."""

    lesion: str
    name: str
    site: str
    sides: frozenset[Laterality | None]
    kind: str
    says: str


def change_map(response: ReaderResponse) -> ResponseDrawing | None:
    """The last visit of one reader, against the baseline; None where no visit follows it or no lesion was read."""
    start = baseline_of(response)
    later = [visit for visit in response.visits if not visit.is_baseline and visit.lesions]
    if start is None or not later:
        return None
    last = later[-1]
    changes = changes_at(response, start, last)
    if not changes:
        return None
    by_site: dict[str, list[Change]] = {}
    for one in changes:
        by_site.setdefault(one.site, []).append(one)
    wanted = [
        Wanted(_site_word(site), tuple(_rows(of)), _spot(of), _together([one.kind for one in of]))
        for site, of in by_site.items()
    ]
    width, height, centre = FRAME
    said = [f"{one.name}: {one.says}" for one in changes]
    return ResponseDrawing(
        kind="change",
        title=f"Change at {last.visit}",
        drawing=BodyMap(
            width=width,
            height=height,
            centre=centre,
            organs=tuple(OrganShape(name=one.name, paths=one.paths, involved=False) for one in ORGANS),
            labels=placed_labels(wanted),
            summary=f"Change of lesions at {last.visit} against the baseline: {listed(said)}.",
        ),
        legend="▲ larger (20 % and 5 mm over its smallest), ▲ with a cross: new, ▼ smaller (30 % below the baseline), "
        "■ about the same, ◆ both, ○ gone, dotted: not assessed. Marks the organ, not the place within it.",
        twin=_twin(changes, last),
    )


def changes_at(response: ReaderResponse, start: VisitResponse, visit: VisitResponse) -> list[Change]:
    """Every lesion of the baseline and every new one, in order of the baseline."""
    found: list[Change] = []
    names = {lesion.lesion: order for order, lesion in enumerate(start.lesions, start=1)}
    here = {lesion.lesion: lesion for lesion in visit.lesions}
    labels = lesion_labels(response)
    for lesion in start.lesions:
        if lesion.role not in ("target", "non-target"):
            continue
        kind, says = _change(lesion, here.get(lesion.lesion), _least(response, visit, lesion.lesion))
        found.append(_of(lesion, names[lesion.lesion], labels, kind, says))
    for order, lesion in enumerate(visit.lesions, start=1):
        if lesion.role == "new" and lesion.state not in _GONE:
            kind, says = _newness(lesion, is_certain=lesion.lesion in visit.new_certain)
            found.append(_of(lesion, len(names) + order, labels, kind, says))
    return found


def _newness(lesion: LesionRead, *, is_certain: bool) -> tuple[str, str]:
    """A spot that came after the baseline and is less now was perhaps a flare."""
    if lesion.state in _BETTER:
        return "shrunk", "came, less now"
    return "new", "new" if is_certain else "perhaps new"


def _least(response: ReaderResponse, until: VisitResponse, lesion: str) -> Decimal | None:
    """The smallest size before a visit."""
    sizes: list[Decimal] = []
    for visit in response.visits:
        if visit is until:
            break
        sizes += [one.diameter_mm for one in visit.lesions if one.lesion == lesion and one.diameter_mm is not None]
    return min(sizes) if sizes else None


def _change(first: LesionRead, now: LesionRead | None, least: Decimal | None) -> tuple[str, str]:
    if now is None:
        return "open", "not read"
    before, size = first.diameter_mm, now.diameter_mm
    if now.state in _GONE or size == 0:
        return "gone", "gone"
    if before is not None and size is not None and before > 0:
        change = (size - before) * 100 / before
        grown = (
            least is not None and least > 0 and (size - least) * 100 >= _GROWTH * least and size - least >= _GROWTH_MM
        )
        kind = "grown" if grown else "shrunk" if change <= _SHRINKAGE else "same"
        return kind, f"{percent_text(change)} %"
    for states, kind in ((_WORSE, "grown"), (_BETTER, "shrunk"), (_SAME, "same")):
        if now.state in states:
            return kind, _SHORT.get(now.state, now.state)
    return "open", now.state or "not assessed"


def _has_grown(size: Decimal, least: Decimal | None) -> bool:
    if least is None or least <= 0:
        return False
    return (size - least) * 100 >= _GROWTH * least and size - least >= _GROWTH_MM


def _of(lesion: LesionRead, order: int, labels: Mapping[str, str], kind: str, says: str) -> Change:
    return Change(
        lesion=short_name(lesion.lesion, order, labels),
        name=lesion_name(lesion.lesion, lesion.site or lesion.site_text.lower(), labels),
        site=lesion.site or lesion.site_text.lower() or "not said",
        sides=frozenset(fact.laterality for fact in lesion.facts),
        kind=kind,
        says=says,
    )


def _together(kinds: Sequence[str]) -> str:
    told = [kind for kind in kinds if kind != "open"]
    if not told:
        return "open"
    worse, better = {"grown", "new"} & set(told), {"shrunk", "gone"} & set(told)
    if worse and better:
        return "mixed"
    return next(kind for kind in ("grown", "new", "shrunk", "gone", "same") if kind in told)


def _rows(changes: Sequence[Change]) -> list[str]:
    rows = [f"{one.lesion} {one.says}" for one in changes]
    return rows if len(rows) <= 4 else [*rows[:3], f"and {len(rows) - 3} more"]


def _spot(changes: Sequence[Change]) -> tuple[float, float] | None:
    sides: set[Laterality | None] = set()
    for one in changes:
        sides |= one.sides
    return spot_of(changes[0].site, sides)


def _site_word(site: str) -> str:
    return sentence_case(site_name(site)) if site != "not said" else "Place not said"


def _twin(changes: Sequence[Change], visit: VisitResponse) -> Table:
    return Table(
        caption=f"Each lesion at {visit.visit} against the baseline",
        columns=("Lesion", "Change", "Meaning"),
        rows=tuple(
            (
                Cell(text=one.name),
                Cell(text=one.says),
                Cell(text=_WORDS[one.kind], tone="open" if one.kind == "open" else ""),
            )
            for one in changes
        ),
    )
