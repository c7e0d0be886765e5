"""A trial's eligibility: its text line by line, its cohorts' coded criteria, and the limits of its registry fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from onward.criteria import AskHuman, Criterion, When
from onward.knowledge import ReadingLexicon
from onward.reading.alternatives import are_joined_by_or, several_of, way_of, with_alternatives
from onward.reading.announced import (
    Kind,
    before_its_criteria,
    before_its_definition,
    before_the_choice,
    defines_one_of_several,
    how_many_of,
    is_asked_only_if,
    is_definition,
    is_exception,
    names_what_follows,
    only_announces,
    without_last_sentence,
)
from onward.reading.below import names_a_sex, reading_below, without_list
from onward.reading.below_setting import in_setting_above
from onward.reading.below_whom import holds_for_some
from onward.reading.cancer_names import asks_for_a_kind, names_a_group, names_cancer
from onward.reading.childbearing_ways import with_childbearing_ways
from onward.reading.coded_lines import coded_lines
from onward.reading.contrary_lines import without_contrary_lines
from onward.reading.decides import says_something
from onward.reading.eligibility import FOR_A_HUMAN, EligibilityLine, EligibilityReading, WhyUnreadable
from onward.reading.headings import cohort_above, cohort_before, is_heading
from onward.reading.inline_lists import read_inline
from onward.reading.line import Reader, reader_of
from onward.reading.measurable_meaning import with_meaning_of_measurable
from onward.reading.own_words import in_own_words
from onward.reading.parents import Parent, parent_of
from onward.reading.registry_limits import structured_fields
from onward.reading.sought import sought
from onward.reading.split import Item, split_lines
from onward.reading.studied import studied_illnesses, with_studied
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.ties import excepted, exceptions_among, with_its_conditions, with_its_exceptions
from onward.registry import Trial

# Whatever stands above them, these ask for nothing that a record holds.
_STAYS_ASIDE = FOR_A_HUMAN - {"judgement"}
_RECEPTOR = sought(r"\b(?:ER|PR|PgR|HR|HER-?2|ERBB2|receptor|hormone|triple)\b", re.IGNORECASE)


def read_eligibility(trial: Trial, lexicon: ReadingLexicon) -> EligibilityReading:
    """Every line of the trial, each with its question or why there is none; nothing is dropped."""
    reader = reader_of(lexicon)
    studied = studied_illnesses(trial.conditions, reader)
    lines = list(read_text(trial.eligibility_text, reader, studied=studied))
    if trial.match is not None:
        lines.extend(coded_lines(trial.match, first=len(lines), cohort=""))
    for cohort in trial.cohorts:
        code = cohort.code or cohort.label
        if cohort.match is not None:
            lines.extend(coded_lines(cohort.match, first=len(lines), cohort=code))
        if cohort.eligibility_text:
            lines.extend(read_text(cohort.eligibility_text, reader, first=len(lines), cohort=code))
    return EligibilityReading(lines=tuple(lines), structured=structured_fields(trial))


def read_text(
    text: str, reader: Reader, *, first: int = 0, cohort: str = "", studied: frozenset[str] = frozenset()
) -> tuple[EligibilityLine, ...]:
    """The lines of one eligibility text.

    first    the index of its first line;  studied  the illnesses that the trial is about
    """
    items = split_lines(text)
    parents = [parent_of(items, n) for n in range(len(items))]
    has_children = {parent.at for parent in parents if parent is not None}
    parents = [_denied_from_above(parents, n) for n in range(len(items))]
    lines = [
        _line(item, n, n in has_children, reader, first, cohort, under=parents[n] is not None)
        for n, item in enumerate(items)
    ]
    lines = with_studied(lines, parents, studied, reader)
    for n, parent in enumerate(parents):
        above = "" if parent is None else cohort_above(lines[parent.at].text) or lines[parent.at].cohort
        if above and not lines[n].cohort:
            lines[n] = replace(lines[n], cohort=above)
    for n, parent in enumerate(parents):
        if parent is None or lines[n].why_unreadable in _STAYS_ASIDE:
            continue
        if parent.kind in ("except", "provided"):
            continue
        if n not in has_children or holds_for_some(lines[parent.at].text):
            lines[n] = _under(lines[n], lines[parent.at], parent.kind, reader)
    told = with_alternatives(_with_parents(parents, lines, first, reader))
    return tuple(without_contrary_lines(with_meaning_of_measurable(with_childbearing_ways(told))))


def _denied_from_above(parents: list[Parent | None], n: int) -> Parent | None:
    """The parent of a line; a denial further above goes for all that stands below it."""
    parent = parents[n]
    above = parent
    while above is not None:
        if above.kind == "none of":
            return parent if parent is None else replace(parent, kind="none of")
        above = parents[above.at]
    return parent


def _line(
    item: Item, n: int, has_children: bool, reader: Reader, first: int, cohort: str, *, under: bool
) -> EligibilityLine:
    line = EligibilityLine(
        section=item.section, index=first + n, text=item.text, cohort=cohort or item.cohort, depth=item.depth
    )
    # "Chemotherapy" alone is a label; in a list below another line it is one of what is listed.
    labels = not under or has_children or item.text.rstrip().endswith(":")
    # "Pregnancy" is a label of the older form, and keeps out where it stands among what keeps out.
    keeps_out = item.section == "exclusion" and not has_children and _PREGNANCY.match(item.text) is not None
    if item.opens is not None or (
        labels and is_heading(item.text) and not keeps_out and not before_its_criteria(item.text)
    ):
        return replace(line, why_unreadable="heading")
    if item.section == "exclusion" and names_a_group(item.text):
        return replace(line, why_unreadable="heading")
    if item.section != "exclusion" and _MAY_BEAR.match(item.text) is not None:
        return replace(line, why_unreadable="note")  # who may become pregnant, and nothing that is asked for
    name, words = cohort_before(item.text)
    found = reader.read(words, item.section, has_children=False)
    defines = before_its_definition(words) or before_its_criteria(words) if item.section != "exclusion" else ""
    if found.reading is None and (has_children or defines):
        head = without_list(words) or defines
        alone = reader.read(head, item.section, has_children=False) if head else found
        if alone.reading is not None:
            found = alone
        elif has_children:
            found = reader.read(words, item.section, has_children=True)
    if found.reading is None and not has_children and found.why == "not understood":
        found = read_inline(words, item.section, reader) or found
    reading = None if found.reading is None else in_own_words(found.reading, words)
    return replace(line, reading=reading, why_unreadable=found.why, assumed=found.assumed, cohort=line.cohort or name)


_PREGNANCY = sought(r"^\W*pregnancy\s*[.;,]?\s*$", re.IGNORECASE)
_MAY_BEAR = sought(
    r"^\W*(?:has|have|who ha(?:s|ve)) not (?:undergone|had|been)\b[^.;]{0,40}\b(?:hysterectomy|oophorectomy|steril\w+|naturally post-?menopausal)\b[^.]*$",
    re.IGNORECASE,
)


def _under(line: EligibilityLine, parent: EligibilityLine, kind: Kind, reader: Reader) -> EligibilityLine:
    found = reading_below(line.text, line.reading, parent.text, parent.reading, kind, line.section, reader)
    found = in_setting_above(found, line.text, parent.text, line.section, reader)
    if found is line.reading:
        return line
    why = "" if found is not None else (line.why_unreadable or "not understood")
    return replace(line, reading=found, why_unreadable=why)


def _with_parents(
    parents: list[Parent | None], lines: list[EligibilityLine], first: int, reader: Reader
) -> list[EligibilityLine]:
    """Lines under a parent: a choice is one question, and a denial goes for all that stands below it."""
    for at in sorted({parent.at for parent in parents if parent is not None}, reverse=True):
        below = [n for n, parent in enumerate(parents) if parent is not None and parent.at == at]
        kind: Kind = next(parent.kind for parent in parents if parent is not None and parent.at == at)
        if kind == "all of" and (
            _are_alternatives([lines[n] for n in below]) or are_joined_by_or([lines[n] for n in below])
        ):
            kind = "any of"
        _tie_exceptions(lines, at, below, first, kind)
        head = lines[at]
        listed = [lines[n] for n in below]
        many, own = how_many_of(head.text)
        if many and head.reading is None and kind in ("any of", "all of"):
            some = several_of(many, own, listed)
            lines[at] = replace(head, reading=some, why_unreadable="not understood" if some is None else "")
            for n in below:
                lines[n] = replace(lines[n], part_of=first + at)
            continue
        if _only_names(head) or _is_for_one_sex(head, lines) or _is_heading_of_read_lines(head, listed, reader):
            lines[at] = head = replace(head, reading=None, why_unreadable="heading")
        if is_definition(head.text) and (kind == "except" or (kind == "any of" and head.section != "exclusion")):
            # What a word means elsewhere asks for nothing here.
            lines[at] = _before_its_meaning(head, reader)
            for n in below:
                lines[n] = replace(lines[n], part_of=first + at)
            continue
        match kind:
            case "any of":
                if head.section == "exclusion":
                    # Each of them excludes by itself: the parent only announces them.
                    if head.reading is None and only_announces(head.text):
                        lines[at] = replace(head, why_unreadable="heading")
                    continue
                aside = is_asked_only_if(head.text) or defines_one_of_several(head.text)
                choice = None if aside else _choice(head, lines, below, reader)
                lines[at] = replace(head, reading=choice, why_unreadable="not understood" if choice is None else "")
                for n in below:
                    lines[n] = replace(lines[n], part_of=first + at)
            case "except" | "provided":
                listed = [lines[n] for n in below if lines[n].part_of is None] or [lines[n] for n in below]
                tied = with_its_exceptions if kind == "except" else with_its_conditions
                found = tied(head, listed, reader)
                why: WhyUnreadable = "" if found is not None else _why_untied(head)
                lines[at] = replace(head, reading=found, why_unreadable=why)
                for n in below:
                    if kind == "except" and isinstance(lines[n].reading, When):
                        continue  # "Patients with liver metastases: at most 5 times ..." holds for them
                    lines[n] = replace(lines[n], reading=None, why_unreadable="note", part_of=first + at)
            case "all of" if _is_defined_below(head) or _tells_what_it_means(head):
                # What HER2-positive means tells nothing that is asked for beside it.
                for n in below:
                    if lines[n].depth > head.depth:
                        lines[n] = replace(lines[n], part_of=first + at)
            case "none of" | "all of":
                if head.reading is None and only_announces(head.text):
                    lines[at] = replace(head, why_unreadable="heading")
            case _:
                assert_never(kind)
    return lines


def _before_its_meaning(head: EligibilityLine, reader: Reader) -> EligibilityLine:
    """What a word means asks for nothing; what a sentence before it asks for stays: "Is X. X is defined as: ..."."""
    before = without_last_sentence(head.text)
    if not before:
        return replace(head, reading=None, why_unreadable="note")
    found = reader.read(before, head.section)
    why = "note" if found.why in FOR_A_HUMAN else found.why
    return replace(head, reading=found.reading, why_unreadable=why, assumed=found.assumed)


def _why_untied(head: EligibilityLine) -> WhyUnreadable:
    """Why a line with exceptions or conditions below it is not read: "Exceptions:" alone is a heading."""
    return "heading" if is_exception(head.text) and len(head.text.split()) <= 4 else "not understood"


def _is_heading_of_read_lines(head: EligibilityLine, below: Sequence[EligibilityLine], reader: Reader) -> bool:
    """ "Cardiac disease, including:" above "stroke within 3 months" keeps out by that, and not by its own words."""
    if head.section != "exclusion" or head.reading is None or not head.text.rstrip(" *").endswith(":"):
        return False
    if _TIMED_LIST.search(head.text) is not None and _SAYS_MORE.search(head.text) is None:
        return True
    read = [line.reading is not None and line.depth > head.depth for line in below]
    if any(read) and len(head.text.split()) <= _LABEL and reader.is_bare(_FIRST.sub("", head.text), head.section):
        return True
    if any(line.part_of is not None for line in below) or _SAYS_MORE.search(_INCLUDES.sub(":", head.text)) is not None:
        return False
    named = _NAMED_BELOW.search(head.text) is not None and any(line.depth > head.depth for line in below)
    return named or sum(read) >= 0.5 * len(read)


# "Cardiac disease. This includes:", "... must not have any of the following:".
_INCLUDES = sought(r"\.?\s*(?:this|these|which)\s+includes?\W*$", re.IGNORECASE)
_NAMED_BELOW = sought(r"\b(?:following|includ(?:e|es|ing)|such as|as follows)\b[^.:]{0,30}:\W*$", re.IGNORECASE)
# "History of any of the following cardiovascular conditions within the past 6 months:": of those that stand below.
_TIMED_LIST = sought(
    r"^\W*(?:[\w,/-]+\s+){0,8}?(?:any|one|either)\b[^.:;]{0,20}\bof (?:the )?following\b[^.:;]{0,60}\b(?:within|in the (?:last|past)|during)\b[^.:;]{0,60}:\W*$",
    re.IGNORECASE,
)
_LABEL = 6
_FIRST = sought(r"^\W*(?:any|prior|previous|known|history of|current|concurrent|active)\s+", re.IGNORECASE)


# A second sentence, or exceptions: the line says something by itself.
_SAYS_MORE = sought(r"[a-z)]\. [A-Z]|\b(?:allowed|permitted|eligible|enrol+ed|except\w*|unless)\b", re.IGNORECASE)


def _tie_exceptions(lines: list[EligibilityLine], at: int, below: list[int], first: int, kind: Kind) -> None:
    """ "Exception: ..." below a line is part of it, and decides nothing by itself."""
    found = [below[n] for n in exceptions_among(lines[at], [lines[n] for n in below], is_choice=kind == "any of")]
    if not found:
        return
    head = lines[at]
    if head.reading is not None:
        reading = excepted(head.reading, [lines[n].text for n in found], is_exclusion=head.section == "exclusion")
        lines[at] = replace(head, reading=reading)
    for n in found:
        lines[n] = replace(lines[n], reading=None, why_unreadable="note", part_of=first + at)


def _is_for_one_sex(head: EligibilityLine, lines: Sequence[EligibilityLine]) -> bool:
    """ "Male participants:" in a trial that has lines for women too, or asks of men what it asks of both in their turn."""
    if not names_a_sex(head.text, head.reading):
        return False
    return any(names_a_sex(other.text, other.reading) and other.reading != head.reading for other in lines) or any(
        _OF_BOTH_SEXES.search(line.text) for line in lines
    )


# Words that tell that the trial is for both: then a heading of one sex asks nothing of the other.
_OF_BOTH_SEXES = sought(
    r"\b(?:wom[ae]n (?:and|or|/) m[ae]n|m[ae]n (?:and|or|/) wom[ae]n|(?:fe)?males? ?(?:and|or|/) ?(?:fe)?males?|sperm|partners?|of child-?\s?bearing|contracepti\w+)\b",
    re.IGNORECASE,
)


def _only_names(head: EligibilityLine) -> bool:
    """ "Any of the following cardiac abnormalities:" keeps out by what it lists, and not by its name."""
    return head.section == "exclusion" and head.reading is not None and names_what_follows(head.text)


def _are_alternatives(lines: list[EligibilityLine]) -> bool:
    """Whether lines exclude each other, so that a list of them can only be a choice: kinds of cancer."""
    kinds = [line for line in lines if asks_for_a_kind(line.reading) or _only_names_a_kind(line)]
    read = {line.reading for line in kinds if line.reading is not None}
    return len(kinds) >= 2 and len(kinds) >= 0.6 * len(lines) and (len(read) != 1 or len(kinds) > len(read) + 1)


def _only_names_a_kind(line: EligibilityLine) -> bool:
    return (
        names_cancer(line.text)
        and _RECEPTOR.search(line.text) is None
        and (line.reading is not None or len(line.text.split()) <= _LONGEST_KIND)
        and _DEMANDS.match(line.text) is None
        and _OF_SOME.match(line.text) is None
    )


_LONGEST_KIND = 14
_OF_SOME = sought(r"^\W*(?:for|if|in) ", re.IGNORECASE)


def _choice(head: EligibilityLine, lines: list[EligibilityLine], below: list[int], reader: Reader) -> Criterion | None:
    """ "One of the following": any of the lines below; one that could not be read stays as a question for a human.

    What the upper line itself asks for ("measurable disease, defined as one of the following") goes along.
    """
    parts: list[Criterion] = []
    demanding = [_DEMANDS.match(lines[n].text) is not None for n in below]
    demands = not demanding[0] and sum(demanding) < 0.5 * len(demanding)
    for n in below:
        line = lines[n]
        if line.part_of is not None or (line.why_unreadable in ("heading", "note") and not names_cancer(line.text)):
            continue
        way = way_of(line.reading, [lines[one] for one in below])
        asked_for = way or AskHuman(question=f"Is it so: {line.text}?", because=JUDGED)
        if parts and demands and _DEMANDS.match(line.text) is not None:
            # "Cohort A: prostate cancer" and below it "Patients must have had ...": more of the way before it.
            parts[-1] = all_of((parts[-1], asked_for))
        else:
            parts.append(asked_for)
    if not any(says_something(part) for part in parts):
        return None
    choice = any_of(tuple(parts))
    own = before_the_choice(head.text)
    if not own:
        # "Metastatic disease:" above a list of kinds, which is a choice whatever stands above it.
        above = None if before_its_definition(head.text) else head.reading
        return choice if above is None or asks_for_a_kind(above) else all_of((above, choice))
    either = _EITHER.search(own) is not None
    own = _EITHER.sub("", own)
    read = reader.read(own, head.section).reading or AskHuman(question=f"Is it so: {own}?", because=JUDGED)
    return any_of((read, choice)) if either else all_of((read, choice))


# "Postmenopausal and/or meets one of the following".
_EITHER = sought(r"\s+(?:and/or|or)\s*(?:meets?)?\W*$", re.IGNORECASE)


_DEMANDS = sought(
    r"^\W*(?:(?:the |all )?(?:patients?|subjects?|participants?)|they|must)\b.*\b(?:must|should|have)\b", re.IGNORECASE
)


def _is_defined_below(head: EligibilityLine) -> bool:
    """Whether a line that is read names what the lines below it define."""
    return head.section != "exclusion" and head.reading is not None and bool(before_its_definition(head.text))


def _tells_what_it_means(head: EligibilityLine) -> bool:
    """ "Triple negative is defined as ... based on:" above the tests that tell it."""
    return head.why_unreadable == "note" and head.text.rstrip().endswith(":") and "defined" in head.text
