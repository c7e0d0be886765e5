"""Treatment over time: lines of therapy, events and one lane for each drug, on a calendar that folds empty years.

Below runs a second axis in months since metastasis was found. The same facts stand in a table beside the chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onward.disease import Course, DiseasePicture, Line
from onward.outputs.html.chart_events import DISEASE, RADIOTHERAPY, ROWS, Event
from onward.outputs.html.drawing import Bar, EventMark, EventRow, Lane, LineBand, Tick, TreatmentChart
from onward.outputs.html.drug_groups import colour_group, is_cancer_treatment
from onward.outputs.html.phrases import listed, sentence_case, span_text
from onward.outputs.html.time_scale import TimeScale, time_scale, year_ticks
from onward.terms import PartialDate, add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Measures of one version of the chart, in view-box units.

    gutter       room for names at the left; 0: names stand above their bars
    letter       width of an average letter at the label's size
    """

    name: str
    width: int
    gutter: float
    lane: float
    bar: float
    row: float
    label_rows: int
    letter: float


# One drawing for a desk, one for paper and tablets, one for a phone: a chart that is only shrunk cannot be read.
LAYOUTS = (
    Layout(name="wide", width=1120, gutter=208, lane=25, bar=13, row=17, label_rows=4, letter=6.5),
    Layout(name="print", width=720, gutter=206, lane=21, bar=12, row=14, label_rows=4, letter=6.0),
    Layout(name="narrow", width=344, gutter=0, lane=34, bar=12, row=15, label_rows=5, letter=6.0),
)

# What stands over a band that is too narrow for its name; the title has the whole.
_SHORT = {"adjuvant": "adj.", "neoadjuvant": "neo."}
# Width of an average letter of a name and of the class beside it in the widest font that a machine may fall back on.
_BOLD, _SMALL = 8.8, 6.8
_RIGHT_EDGE = 12.0
_AXIS = 24.0
_STUB = 26.0
_HEADING = 16.0


def shown_courses(picture: DiseasePicture) -> tuple[Course, ...]:
    """The courses that the chart is about, dated or not."""
    return tuple(course for course in picture.courses if is_cancer_treatment(course))


def treatment_chart(
    picture: DiseasePicture, events: tuple[Event, ...], *, as_of: date, layout: Layout
) -> TreatmentChart | None:
    """The chart in one layout; None when nothing is dated."""
    courses = [course for course in shown_courses(picture) if course.start is not None or course.end is not None]
    days = _moments(courses, picture.lines, events)
    if not days:
        return None
    died = next((event.when for event in events if event.shape == "cross"), None)
    scale = time_scale(
        [*days, *([as_of] if died is None else [])],
        left=layout.gutter + 6.0,
        width=layout.width - layout.gutter - 6.0 - _RIGHT_EDGE,
    )
    band_rows = _band_rows(picture.lines, scale, layout)
    y = _AXIS + 20.0 * len({row for _, row in band_rows}) + (6.0 if band_rows else 0.0)
    rows: list[EventRow] = []
    for name in ROWS:
        own = [event for event in events if event.row == name]
        if own:
            row = _event_row(name, own, scale, layout, y)
            rows.append(row)
            y += row.height
    y += 6.0
    lanes: list[Lane] = []
    for name, own_courses in _by_drug(courses).items():
        lanes.append(_lane(name, own_courses, scale, layout, y, as_of))
        y += layout.lane
    bottom = y + 4.0
    anchor = picture.onset.first_metastasis
    return TreatmentChart(
        name=layout.name,
        width=layout.width,
        height=round(bottom + (40.0 if anchor is not None else 14.0)),
        plot_x=scale.left,
        plot_width=round(scale.right - scale.left, 1),
        top=_AXIS,
        bottom=bottom,
        years=year_ticks(scale, label_width=30.0),
        months=_month_ticks(scale, anchor) if anchor is not None else (),
        months_caption="months since metastasis was found" if anchor is not None else "",
        folds=scale.folds(),
        bands=tuple(_band(line, row, scale, as_of, bottom) for line, row in band_rows),
        rows=tuple(rows),
        lanes=tuple(lanes),
        progressions=tuple(dict.fromkeys(scale.x(event.when.earliest) for event in events if event.shape == "worse")),
        anchor_x=scale.x(anchor.earliest) if anchor is not None else None,
        today_x=scale.x(as_of) if died is None else None,
        today=as_of.isoformat(),
        summary=_summary(picture, courses),
    )


def _summary(picture: DiseasePicture, courses: list[Course]) -> str:
    lines = [line for line in picture.lines if line.start is not None]
    said = "; ".join(f"{line_name(line)} {line.regimen}, {span_text(line.start, line.end)}" for line in lines)
    drugs = f"{len(courses)} courses of drugs" if len(courses) != 1 else "one course of a drug"
    return (
        f"Treatment over time with {drugs}. {said}. The table below the chart says the same."
        if said
        else (f"Events over time with {drugs}. The table below the chart says the same.")
    )


def line_name(line: Line) -> str:
    """ "Line 2", or the setting of treatment that has no number."""
    if is_numbered(line):
        return f"Line {line.n}"
    return sentence_case(line.setting) if line.setting != "unknown" else "Line without number"


def is_numbered(line: Line) -> bool:
    """Whether it is a line of the metastatic setting: 0 is before it, None is not known."""
    return line.n is not None and line.n >= 1


def _moments(courses: list[Course], lines: tuple[Line, ...], events: tuple[Event, ...]) -> list[date]:
    dates: list[PartialDate | None] = []
    for course in courses:
        dates += [course.start, course.end]
    for line in lines:
        dates += [line.start, line.end]
    for event in events:
        dates += [event.when, event.end]
    return [day for when in dates if when is not None for day in (when.earliest, when.latest)]


def _by_drug(courses: list[Course]) -> dict[str, list[Course]]:
    """One lane for each drug, in order of the first start; what only goes with treatment comes last."""
    order = {"anticancer": 0, "ovarian suppression": 1, "bone agent": 2}
    found: dict[str, list[Course]] = {}
    ordered = sorted(
        courses,
        key=lambda course: (
            order.get(course.role, 0),
            (course.start or course.end or PartialDate(date.max, date.max, "")).sort_key,
            course.drug,
        ),
    )
    for course in ordered:
        found.setdefault(course.drug, []).append(course)
    return found


def _lane(name: str, courses: list[Course], scale: TimeScale, layout: Layout, y: float, as_of: date) -> Lane:
    group = colour_group(courses[0])
    beside = layout.gutter > 0
    bar_y = y + (layout.lane - layout.bar) / 2 if beside else y + layout.lane - layout.bar - 3.0
    bars = tuple(_bar(course, group, scale, layout, bar_y, as_of) for course in courses)
    detail = courses[0].drug_class if courses[0].known else "not known to Onward"
    if beside:
        label_x, label_y = layout.gutter - 4.0, y + layout.lane / 2 + 4.0
        if len(name) * _BOLD + (len(detail) + 1) * _SMALL > layout.gutter - 8.0:
            detail = ""
    else:
        if len(name) * _BOLD + (len(detail) + 1) * _SMALL > scale.right - scale.left:
            detail = ""
        words = len(name) * _BOLD + (len(detail) + 1) * _SMALL
        label_x = max(scale.left, min(bars[0].x, scale.right - words))
        label_y = y + 14.0
    return Lane(
        y=y, height=layout.lane, name=name, detail=detail, label_x=label_x, label_y=label_y, group=group, bars=bars
    )


def _bar(course: Course, group: str, scale: TimeScale, layout: Layout, y: float, as_of: date) -> Bar:
    start, end = course.start, course.end
    if course.ongoing and (end is None or end.latest >= as_of):
        right, soft_end, closing = scale.x(as_of), 0.0, "ongoing"
    elif end is not None:
        right, soft_end, closing = scale.x(end.latest), scale.x(end.latest) - scale.x(end.earliest), "closed"
    else:
        assert start is not None  # an undated course has no bar
        right, soft_end, closing = min(scale.x(start.latest) + _STUB, scale.right), 0.0, "unknown"
    if start is not None:
        left, soft_start, opening = scale.x(start.earliest), scale.x(start.latest) - scale.x(start.earliest), "closed"
    else:
        left, soft_start, opening = max(right - _STUB, scale.left), 0.0, "unknown"
    width = max(right - left, 3.0)
    last = as_of if closing == "ongoing" else end.latest if end is not None else None
    when = span_text(start, end, ongoing=course.ongoing)
    why = f", stopped: {course.why_stopped}" if course.why_stopped else ""
    only = ", ordered; nothing says that it was taken" if course.only_ordered else ""
    return Bar(
        x=left,
        width=round(width, 1),
        y=y,
        height=layout.bar,
        group=group,
        soft_start=round(min(soft_start, width), 1),
        soft_end=round(min(soft_end, width), 1),
        start=opening,
        end=closing,
        breaks=scale.breaks_between(start.earliest, last) if start is not None and last is not None else (),
        title=f"{sentence_case(course.drug)} ({course.drug_class or 'class not known'}): {when}{why}{only}",
        ordered=course.only_ordered,
    )


def _event_row(name: str, events: list[Event], scale: TimeScale, layout: Layout, top: float) -> EventRow:
    """Marks with labels; labels that would touch go one row lower, and the last resort is the table twin."""
    beside = layout.gutter > 0
    y = top + (0.0 if beside else _HEADING)
    taken: list[list[tuple[float, float]]] = []
    marks: list[EventMark] = []
    bars: list[Bar] = []
    for event in _merged(events, scale):
        x = scale.x(event.when.earliest)
        end_x = scale.x(event.end.latest) if event.end is not None else x
        reach = max(end_x - x, 0.0) / 2 + 7.0
        words = len(event.label) * layout.letter
        level, label_x, anchor = _room(taken, x, end_x, words, reach, scale, layout)
        mark_y = y + level * layout.row + layout.row / 2 + 1.0
        if event.shape == "bar":
            bars.append(_radiation_bar(event, x, end_x, mark_y))
        marks.append(
            EventMark(
                x=x,
                y=mark_y,
                shape=event.shape,
                label=event.label if anchor else "",
                label_x=round(label_x, 1),
                anchor=anchor or "start",
                title=f"{event.words}, {event.when}",
            )
        )
    height = max(len(taken), 1) * layout.row + (4.0 if beside else _HEADING + 4.0)
    return EventRow(
        y=top,
        height=height,
        name=name,
        label_x=layout.gutter - 4.0 if beside else scale.left,
        label_y=top + layout.row / 2 + 5.0 if beside else top + 12.0,
        events=tuple(marks),
        bars=tuple(bars),
    )


def _room(
    taken: list[list[tuple[float, float]]],
    x: float,
    end_x: float,
    words: float,
    reach: float,
    scale: TimeScale,
    layout: Layout,
) -> tuple[int, float, str]:
    """The first level with room for mark and label: level, label position, anchor ("" when the label finds none)."""
    after = (x - 6.0, end_x + 8.0 + words)
    before = (x - 8.0 - words, end_x + 6.0)
    bare = (x - 6.0, end_x + 6.0)
    choices = [(after, end_x + 8.0, "start"), (before, x - 8.0, "end")] if words else [(bare, x, "start")]
    for level in range(layout.label_rows):
        if level == len(taken):
            taken.append([])
        for (left, right), label_x, anchor in choices:
            outside = right > scale.right + _RIGHT_EDGE or left < scale.left - 6.0
            if not outside and all(right <= a or left >= b for a, b in taken[level]):
                taken[level].append((left, right))
                return (level, label_x, anchor)
    level = min(range(len(taken)), key=lambda n: len(taken[n]))
    taken[level].append(bare)
    return (level, x, "")


def _merged(events: list[Event], scale: TimeScale) -> list[Event]:
    """Events of one shape at one place are one mark with both names."""
    found: dict[tuple[float, str, float], Event] = {}
    for event in events:
        end_x = scale.x(event.end.latest) if event.end is not None else 0.0
        key = (scale.x(event.when.earliest), event.shape, end_x)
        before = found.get(key)
        if before is None:
            found[key] = event
        elif event.label not in before.label:
            found[key] = Event(
                row=event.row,
                when=before.when,
                end=before.end,
                shape=event.shape,
                label=", ".join(label for label in (before.label, event.label) if label),
                words=f"{before.words}; {event.words}",
                facts=(*before.facts, *event.facts),
            )
    # Progression before other marks of the disease row: its label must find room.
    return sorted(found.values(), key=lambda one: (one.row == DISEASE and not one.label, one.when.sort_key))


def _radiation_bar(event: Event, x: float, end_x: float, y: float) -> Bar:
    return Bar(
        x=x,
        width=max(round(end_x - x, 1), 4.0),
        y=y - 4.0,
        height=8.0,
        group=RADIOTHERAPY.lower(),
        soft_start=0.0,
        soft_end=0.0,
        start="closed",
        end="closed",
        breaks=(),
        title=event.words,
    )


def _band_rows(lines: tuple[Line, ...], scale: TimeScale, layout: Layout) -> list[tuple[Line, int]]:
    """Each dated line with the row of its label; lines that overlap stand below each other."""
    ends: list[float] = []
    placed: list[tuple[Line, int]] = []
    for line in sorted(
        (line for line in lines if line.start is not None),
        key=lambda one: one.start.sort_key if one.start is not None else (date.max, date.max, ""),
    ):
        assert line.start is not None
        left = scale.x(line.start.earliest)
        right = scale.x(line.end.latest) if line.end is not None else scale.right
        label_right = left + (len(line_name(line)) + 2) * layout.letter
        row = next((n for n, end in enumerate(ends) if end <= left + 0.5), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = max(right, min(label_right, scale.right)) if layout.name != "narrow" else max(right, left + 24.0)
        placed.append((line, row))
    return placed


def _band(line: Line, row: int, scale: TimeScale, as_of: date, bottom: float) -> LineBand:
    assert line.start is not None
    left = scale.x(line.start.earliest)
    if line.end is not None:
        right = scale.x(line.end.latest)
    elif line.why_ended == "ongoing":
        right = scale.x(as_of)
    else:
        right = min(left + _STUB, scale.right)
    width = max(right - left, 3.0)
    name = line_name(line)
    roomy = width >= (len(name) + 1) * 6.2
    return LineBand(
        x=left,
        width=round(width, 1),
        y=_AXIS + 2.0 + row * 20.0,
        height=round(bottom - _AXIS - 2.0 - row * 20.0, 1),
        label=name if roomy else str(line.n) if is_numbered(line) else _SHORT.get(line.setting, "?"),
        title=f"{name}: {line.regimen}, {span_text(line.start, line.end, ongoing=line.why_ended == 'ongoing')}",
        shaded=is_numbered(line),
    )


def _month_ticks(scale: TimeScale, anchor: PartialDate) -> tuple[Tick, ...]:
    """Ticks in months since the anchor; steps that leave room for their numbers."""
    per_month = scale.pixels_per_year() / 12
    step = next((months for months in (1, 3, 6, 12, 24, 60) if months * per_month >= 34.0), 120)
    ticks: list[Tick] = []
    month = 0
    while (day := add_months(anchor.earliest, month)) <= scale.last:
        x = scale.x(day)
        if not scale.is_folded(day) and (not ticks or x - ticks[-1].at >= 20.0):
            ticks.append(Tick(at=x, label=str(month)))
        month += step
    return tuple(ticks)


def chart_names(courses: tuple[Course, ...]) -> str:
    """The drugs of a chart in words."""
    return listed(dict.fromkeys(course.drug for course in courses))
