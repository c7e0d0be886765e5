"""What the tumour-board page shows: typed values, every text ready to read. Templates render exactly these.

Texts are plain (never markup): the template escapes them. A statement that the record does not hold says
"not recorded" in words and has no marks; everything else carries the marks of its sources.
"""

from __future__ import annotations

from dataclasses import dataclass

from onward.outputs.html.drawing import BodyMap, Curve, TreatmentChart
from onward.outputs.html.lesion_drawing import LesionRow, ScanFigure
from onward.outputs.html.response_drawing import LesionTrend, Swimmer, Waterfall
from onward.outputs.html.spider import Spider


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One small link to a source: its number on this page, the anchor it opens and what it is ("Observation/7")."""

    number: int
    anchor: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The sources of one statement.

    first   the first few, each a link of its own
    more    how many further sources there are; all of them stand in the list at `basis`
    basis   anchor of that list, "" when there are no more
    """

    first: tuple[Mark, ...] = ()
    more: int = 0
    basis: str = ""


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement with its date and its sources; `when` is "" where it needs none."""

    text: str
    when: str = ""
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One line of the head: what is told, the answer, and what stands behind it.

    known    False when the answer is that it is not recorded or cannot be told
    detail   a second, quieter line: dates, what is unsure
    why      the reason and the rule, folded away on the screen
    settle   what would settle it, "" when nothing is open
    """

    label: str
    text: str
    known: bool = True
    detail: str = ""
    why: str = ""
    settle: str = ""
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell.

    text    the answer; notes   quieter lines below it
    why     reason and rule, folded away on the screen; why_label the word to unfold it by
    settle  what would settle it, "" when nothing is open
    link    the page that the text leads to, "" for none
    tone    "", "call" (the answer of a rule), "open" (not recorded, cannot be told), "above" or "below" (out of the
            reference range)
    """

    text: str
    notes: tuple[str, ...] = ()
    why: str = ""
    settle: str = ""
    tone: str = ""
    marks: Marks = NO_MARKS
    why_label: str = "why"
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; the first column names the row.

    numeric   indexes of columns of numbers, set in tabular figures
    empty     what to say in place of a table without rows
    wide      True for tables with many columns: they scroll in their own frame and never become cards
    even      True for columns of one width
    more      further rows, folded away on the screen, and what they are
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()
    empty: str = ""
    wide: bool = False
    even: bool = False
    more: tuple[tuple[Cell, ...], ...] = ()
    more_caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What cannot all be true, both sides with their sources, and what would settle it."""

    what: str
    settle: str
    sides: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is missing, what it would decide, and what would settle it; marks where a source shows that it is open."""

    what: str
    matters: str
    settle: str
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """What could not be read: file, place, what was wrong, what was done about it."""

    file: str
    place: str
    what: str
    did: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseDrawing:
    """One picture of response with its table twin.

    kind    "spider", "waterfall", "trend", "swimmer" or "change": which template draws it
    legend  what its signs mean; twin holds the same numbers
    """

    kind: str
    title: str
    drawing: Spider | Waterfall | LesionTrend | Swimmer | BodyMap
    legend: str
    twin: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesPart:
    """Pictures of measured lesions.

    lesions   one row of key images for each lesion;  pairs scans with two views, by heading
    tables    the same in words and numbers;  notes what was chosen, and by whom the lesions were confirmed
    """

    lesions: tuple[LesionRow, ...]
    pairs: tuple[tuple[str, tuple[ScanFigure, ...]], ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    is_synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePart:
    """Whether treatment works.

    beside     all criteria side by side, where more than one answered
    drawings   in the order in which they stand
    tables     one for each reader and criterion, with `headings`; flags what did not fit
    measured   lesions were measured: the answers are not from the record alone
    """

    beside: Table | None
    measured: bool
    drawings: tuple[ResponseDrawing, ...]
    tables: tuple[Table, ...]
    headings: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def spider(self) -> Spider | None:
        """The sums over time, where they are drawn."""
        return next((one.drawing for one in self.drawings if isinstance(one.drawing, Spider)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePanel:
    """One laboratory curve with its table twin; `notes` name the results that could not be drawn, and why."""

    curve: Curve | None
    title: str
    latest: Statement
    tone: str
    notes: tuple[str, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source resource that a statement of the page cites.

    text     its original text, "" when it is not in the page; then `absent` says why
    paths    the places within the resource that were cited
    """

    number: int
    anchor: str
    resource: str
    file: str
    place: str
    paths: tuple[str, ...]
    text: str
    absent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One colour of the treatment chart (a name of drug_colours.css) and what it stands for."""

    group: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All sources of a statement that rests on many."""

    anchor: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPart:
    """The therapy options, in reading order.

    nothing    why nothing is offered, "" when something may be
    lead       the present treatment, what would follow it, whose approvals count
    groups     what may be given, as the clinic thinks; together: several targets at once, reasoned about
    rejected, not_available, sources   folded away on the screen
    """

    nothing: str
    lead: tuple[Labelled, ...]
    groups: tuple[Table, ...]
    together: tuple[Statement, ...]
    tests: Table
    undecided: Table
    questions: Table
    immunotherapy: Table
    rejected: Table
    not_available: Table
    sources: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialsPart:
    """Trials on the board page and at the head of a folder of pages, in reading order.

    rest   what does not stand in `best`, folded away on the screen
    """

    lead: tuple[Labelled, ...]
    best: Table
    near_misses: Table
    questions: Table
    rest: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The whole page, in reading order."""

    title: str
    name: str
    person: str
    as_of: str
    died: Statement | None
    who: tuple[Labelled, ...]
    sentence: Statement
    now: tuple[Labelled, ...]
    contradictions: tuple[Contradiction, ...]
    missing: tuple[Missing, ...]
    options: OptionsPart | None
    trials: TrialsPart | None
    body: BodyMap | None
    sites: Table
    stages: Table
    changes: tuple[str, ...]
    receptors: Table
    unused_receptors: Table
    variants: tuple[Table, ...]
    genes_studied: Table
    scores: Table
    charts: tuple[TreatmentChart, ...]
    legend: tuple[LegendEntry, ...]
    undated_drugs: tuple[str, ...]
    chart_twin: Table
    lines: Table
    exposures: Table
    drugs: Table
    local_treatment: Table
    curves: tuple[CurvePanel, ...]
    measurements: Table
    statuses: Table
    response: ResponsePart | None
    pictures: PicturesPart | None
    imaging: Table
    procedures: Table
    reports: Table
    health: tuple[Table, ...]
    counts: Table
    asked: Table
    unreadable: tuple[Unreadable, ...]
    inputs: Table
    knowledge: Table
    sources: tuple[SourceEntry, ...]
    bases: tuple[Basis, ...]
    version: str
    packet_id: str
