"""Pages about readers: two side by side with the reason of each difference; readers and sites over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.engines.response import CRITERIA
from onward.engines.response.readings import (
    Compared,
    Interval,
    Intraclass,
    Kappa,
    Lesion,
    Quality,
    Share,
    TwoReaders,
    VisitCompared,
)
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import day_text
from onward.outputs.html.readers_context import AgreementPart, ComparedPart, OverTimePart, ReadersPage
from onward.outputs.html.readers_drawing import bias_over_time, bland_altman, sums_of_two
from onward.outputs.html.render import render_readers

# Fewer pairs than this, and kappa and limits say little whatever their value: their intervals are wide then.
_FEW = 20


def render_comparison(
    compared: Sequence[Compared], agreement: Sequence[TwoReaders], *, as_of: date, version: str
) -> str:
    """The page of `onward reads compare`; `version` of Onward, for its foot."""
    visits = [visit for one in compared for visit in one.visits if visit.left or visit.right]
    differing = [visit for visit in visits if visit.differs]
    people = len({one.person for one in compared})
    lead = (
        f"The category of {len(differing)} of {len(visits)} visits differs between two readers, "
        f"over {people} {'person' if people == 1 else 'people'}."
        if visits
        else "No visit has a category of both readers.",
    )
    return render_readers(
        ReadersPage(
            title="Readers side by side",
            heading="Readers side by side",
            lead=lead,
            as_of=as_of.isoformat(),
            version=version,
            compared=tuple(_compared(n, one) for n, one in enumerate(compared) if _differs(one)),
            same=tuple(_compared(n, one) for n, one in enumerate(compared) if not _differs(one)),
            agreement=tuple(_agreement(one) for one in agreement),
        )
    )


def render_quality(
    readers: Sequence[Quality], sites: Sequence[Quality], pairs: Sequence[TwoReaders], *, as_of: date, version: str
) -> str:
    """The page of `onward reads quality`; `version` of Onward, for its foot."""
    drifting = [one.who for one in (*readers, *sites) if one.drifts]
    lead = (
        "Every figure compares two readers of one visit; neither is the truth. What was settled is counted apart.",
        f"Sums change over time against the others: {', '.join(drifting)}. Of two who read only with each other the "
        f"figures cannot tell which of them changed."
        if drifting
        else "No reader's or site's sums change over time against the others, as far as the intervals tell.",
    )
    tables = [_quality_table("Readers", "Reader", readers), _quality_table("Sites", "Site", sites)]
    return render_readers(
        ReadersPage(
            title="Readers over time",
            heading="Readers over time",
            lead=lead,
            as_of=as_of.isoformat(),
            version=version,
            over_time=tuple(tables),
            by_quarter=tuple(
                OverTimePart(title=one.who, drawing=bias_over_time(one), table=_period_table(one))
                for one in (*readers, *sites)
            ),
            agreement=tuple(_agreement(one) for one in pairs),
        )
    )


def _differs(one: Compared) -> bool:
    return any(visit.differs for visit in one.visits)


def _compared(n: int, one: Compared) -> ComparedPart:
    first, second = one.left.reader or "first reader", one.right.reader or "second reader"
    roles = [role for role in (one.left.role, one.right.role) if role]
    called = CRITERIA[one.criterion].called
    lead = [
        f"{visit.visit}: {visit.left or 'not judged'} and {visit.right or 'not judged'}; {visit.account}."
        for visit in one.visits
        if visit.differs
    ]
    best = f"Best response: {one.best[0] or 'none'} and {one.best[1] or 'none'}."
    return ComparedPart(
        anchor=f"compared-{n}",
        title=f"{one.person}, {called}: {first} and {second}" + (f" ({roles[0]}, {roles[-1]})" if roles else ""),
        lead=(*(lead or ["The categories of all visits are the same."]), best),
        sums=sums_of_two(one),
        visits=Table(
            caption="Visit by visit",
            columns=("Visit", first, second, "Why", "What differs"),
            rows=tuple(_visit(visit) for visit in one.visits),
            wide=True,
        ),
        lesions=Table(
            caption="Which lesion is which: proposed, for a reader to confirm",
            columns=(first, second, "Paired by", "Apart", "Role"),
            rows=(
                *(
                    (
                        Cell(text=_lesion(pair.left)),
                        Cell(text=_lesion(pair.right)),
                        Cell(text=pair.by.value, tone="open" if pair.distance_mm is None else ""),
                        Cell(text="" if pair.distance_mm is None else f"{pair.distance_mm} mm"),
                        Cell(
                            text=pair.left.role
                            if pair.left.role == pair.right.role
                            else f"{pair.left.role or 'none'} | {pair.right.role or 'none'}",
                            tone="" if pair.left.role == pair.right.role else "call",
                        ),
                    )
                    for pair in one.pairing.pairs
                ),
                *(
                    (
                        Cell(text=_lesion(lesion)),
                        Cell(text="none", tone="open"),
                        Cell(text=""),
                        Cell(text=""),
                        Cell(text=lesion.role),
                    )
                    for lesion in one.pairing.left_only
                ),
                *(
                    (
                        Cell(text="none", tone="open"),
                        Cell(text=_lesion(lesion)),
                        Cell(text=""),
                        Cell(text=""),
                        Cell(text=lesion.role),
                    )
                    for lesion in one.pairing.right_only
                ),
            ),
            empty="No lesion of either reader.",
        ),
    )


def _lesion(lesion: Lesion) -> str:
    place = ", ".join(part for part in (lesion.site, lesion.side) if part)
    return f"{lesion.called} ({place})" if place and lesion.called == lesion.name else lesion.called


def _visit(visit: VisitCompared) -> tuple[Cell, ...]:
    is_baseline = not visit.left and not visit.right
    return (
        Cell(text=visit.visit, notes=(day_text(visit.date),) if visit.date is not None else ()),
        _category(visit.left, visit.left_sum_mm, visit.differs, is_baseline),
        _category(visit.right, visit.right_sum_mm, visit.differs, is_baseline),
        Cell(text="baseline" if is_baseline else visit.account),
        Cell(
            text="nothing" if not visit.differences else "",
            notes=tuple(
                f"{' / '.join(filter(None, (one.left, one.right)))}: {one.kind.value}; {one.says}"
                for one in visit.differences
            ),
        ),
    )


def _category(overall: str, sum_mm: object, differs: bool, is_baseline: bool) -> Cell:
    return Cell(
        text="baseline" if is_baseline else overall or "not judged",
        notes=() if sum_mm is None else (f"sum {float(str(sum_mm)):g} mm",),
        tone="call" if differs else "",
    )


def _agreement(one: TwoReaders) -> AgreementPart:
    first, second = one.who[0] or "first reader", one.who[1] or "second reader"
    limits = one.limits
    cautions: list[str] = []
    if one.visits < _FEW:
        cautions.append(f"{one.visits} visits with two categories: read the intervals, not the values.")
    if one.not_ordered:
        cautions.append(
            f"{one.not_ordered} visits with a category that has no place in the order (NE) are not weighted."
        )
    if limits is not None and limits.slope is not None and (limits.slope.low > 0 or limits.slope.high < 0):
        cautions.append("The difference depends on the size of the sum: one pair of limits does not fit all sizes.")
    cautions.append("Several visits of one person are not independent: the intervals are somewhat too narrow.")
    return AgreementPart(
        title=f"{first} and {second}",
        measures=Table(
            caption="Agreement",
            columns=("Measure", "Value", "95 % interval", "Of"),
            rows=(
                _measure("Cohen's kappa", _kappa(one.kappa), one.kappa),
                _measure("Weighted kappa, quadratic", _kappa(one.weighted), one.weighted),
                *(_coefficient(coefficient) for coefficient in one.intraclass or ()),
                *(
                    ()
                    if limits is None
                    else (
                        _in_mm("Bias of sums", limits.bias, limits.n),
                        _in_mm("Lower limit of agreement", limits.lower, limits.n),
                        _in_mm("Upper limit of agreement", limits.upper, limits.n),
                    )
                ),
            ),
        ),
        categories=_categories(one.kappa, first, second),
        plot=None if limits is None else bland_altman(limits, first, second),
        points=Table(
            caption="The points of the plot, in mm",
            columns=("Pair", first, second, "Mean", f"{first} minus {second}"),
            rows=tuple(
                (
                    Cell(text=str(n)),
                    Cell(text=f"{left:g}"),
                    Cell(text=f"{right:g}"),
                    Cell(text=f"{(left + right) / 2:g}"),
                    Cell(text=f"{left - right:+g}".replace("-", "−")),
                )
                for n, (left, right) in enumerate(one.sums, start=1)
            ),
            numeric=(1, 2, 3, 4),
            empty="No visit has a sum of both readers.",
        ),
        cautions=tuple(cautions),
    )


def _categories(kappa: Kappa | None, first: str, second: str) -> Table:
    if kappa is None:
        return Table(caption="Categories", columns=(), rows=(), empty="No visit has a category of both readers.")
    return Table(
        caption=f"Categories: rows {first}, columns {second}",
        columns=(first, *kappa.categories, "all"),
        rows=(
            *(
                (
                    Cell(text=name),
                    *(
                        Cell(text=str(count), tone="call" if row == column and count else "")
                        for column, count in enumerate(counts)
                    ),
                    Cell(text=str(sum(counts))),
                )
                for row, (name, counts) in enumerate(zip(kappa.categories, kappa.table, strict=True))
            ),
            (
                Cell(text="all"),
                *(Cell(text=str(sum(counts))) for counts in zip(*kappa.table, strict=True)),
                Cell(text=str(kappa.n)),
            ),
        ),
        numeric=tuple(range(1, len(kappa.categories) + 2)),
        wide=True,
    )


def _kappa(kappa: Kappa | None) -> tuple[str, str]:
    if kappa is None:
        return "none", ""
    if kappa.value is None:
        return "cannot be reckoned", "both used one category only"
    if kappa.low is None or kappa.high is None:
        return f"{kappa.value:.2f}", "none: the formula for large samples gives none here"
    return f"{kappa.value:.2f}", f"{kappa.low:.2f} to {kappa.high:.2f}"


def _measure(name: str, said: tuple[str, str], kappa: Kappa | None) -> tuple[Cell, ...]:
    return (
        Cell(text=name),
        Cell(text=said[0]),
        Cell(text=said[1]),
        Cell(text=f"{kappa.n} visits" if kappa else "0 visits"),
    )


def _coefficient(one: Intraclass) -> tuple[Cell, ...]:
    bounds = "" if one.low is None or one.high is None else f"{one.low:.2f} to {one.high:.2f}"
    meaning = "any reader, bias counts" if one.kind == "ICC(2,1)" else "these readers, constant bias does not count"
    return (
        Cell(text=f"{one.kind} of sums", notes=(meaning,)),
        Cell(text="cannot be reckoned" if one.value is None else f"{one.value:.2f}"),
        Cell(text=bounds),
        Cell(text=f"{one.targets} sums"),
    )


def _in_mm(name: str, found: Interval, n: int) -> tuple[Cell, ...]:
    return (
        Cell(text=name),
        Cell(text=f"{found.value:+.1f} mm".replace("-", "−")),
        Cell(text=f"{found.low:+.1f} to {found.high:+.1f}".replace("-", "−")),
        Cell(text=f"{n} sums"),
    )


def _quality_table(caption: str, heading: str, found: Sequence[Quality]) -> Table:
    return Table(
        caption=caption,
        columns=(
            heading,
            "Visits",
            "Category differs",
            "Upheld when settled",
            "Sum minus the other's, mm",
            "Change a year, %",
        ),
        rows=tuple(
            (
                Cell(text=one.who),
                Cell(text=str(one.visits)),
                _share(one.differing),
                _share(one.upheld),
                _interval(one.bias_mm),
                Cell(
                    text=_interval(one.drift_pct_a_year).text,
                    notes=(
                        *_interval(one.drift_pct_a_year).notes,
                        *(("a drift: the interval leaves zero out",) if one.drifts else ()),
                    ),
                    tone="call" if one.drifts else "",
                ),
            )
            for one in found
        ),
        empty="No visit has been read by two readers yet.",
    )


def _period_table(one: Quality) -> Table:
    return Table(
        caption=f"{one.who}, by quarters",
        columns=("Quarter", "Visits", "Category differs", "Mean of sum minus the other's, mm"),
        rows=tuple(
            (
                Cell(text=period.period),
                Cell(text=str(period.visits)),
                _share(period.differing),
                Cell(text="" if period.bias_mm is None else f"{period.bias_mm:+.1f}".replace("-", "−")),
            )
            for period in one.periods
        ),
    )


def _share(found: Share) -> Cell:
    if found.low is None or found.high is None:
        return Cell(text="none", tone="open")
    return Cell(text=f"{found.k} of {found.n}", notes=(f"{found.low:.0%} to {found.high:.0%}",))


def _interval(found: Interval | None) -> Cell:
    if found is None:
        return Cell(text="too few", tone="open")
    return Cell(
        text=f"{found.value:+.1f}".replace("-", "−"),
        notes=(f"{found.low:+.1f} to {found.high:+.1f}".replace("-", "−"),),
    )
