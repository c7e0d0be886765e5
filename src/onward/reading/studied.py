"""What a trial studies is asked of whoever enters: "type 2 diabetes" among what is asked for, in a trial of diabetes.

An illness that merely stands among what is asked for is left alone elsewhere, because the heading that denies it may be
lost. No such doubt is left where the registry names it as what the trial is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.criteria import BreastCancer, CancerType, Criterion
from onward.reading.alternatives import are_joined_by_or
from onward.reading.cancer_names import names_cancer
from onward.reading.decides import can_decide, says_something
from onward.reading.eligibility import EligibilityLine
from onward.reading.headings import is_heading
from onward.reading.line import Reader
from onward.reading.own_words import in_own_words
from onward.reading.parents import Parent
from onward.reading.sought import sought
from onward.reading.studied_sentence import illnesses_of, studied_head, studied_whole
from onward.reading.things import Ill


def studied_illnesses(conditions: Sequence[str], reader: Reader) -> frozenset[str]:
    """The illnesses that the registry names as those of the trial, by the names that criteria have for them."""
    found: set[str] = set()
    for name in conditions:
        # "Diabetes Mellitus, Type 2" is how a catalogue writes it.
        for written in {name, " ".join(reversed(name.split(", ")))}:
            thing = reader.thing(written)
            if isinstance(thing, Ill) and not thing.except_groups:
                found.update(thing.groups)
    return frozenset(found - _TOO_GENERAL)


# Names under which anything may be meant.
_TOO_GENERAL = frozenset({"concurrent illness", "toxicity of earlier treatment", "infection", "pain", "bleeding"})
# Here other people than those with the illness enter as well.
_OTHERS_TOO = sought(
    r"\b(?:healthy|controls|control (?:group|subject|participant|patient)s?|volunteers?|relatives|caregivers?)\b"
)


def with_studied(
    lines: list[EligibilityLine], parents: Sequence[Parent | None], studied: frozenset[str], reader: Reader
) -> list[EligibilityLine]:
    """The lines, those that ask for an illness that is studied read as what they ask for."""
    asked_for = [line for line in lines if line.section == "inclusion"]
    if not studied or any(_OTHERS_TOO.search(line.text.lower()) for line in asked_for):
        return lines
    found: dict[int, Criterion] = {}
    for n, line in enumerate(lines):
        parent = parents[n]
        if line.section != "inclusion" or line.reading is not None or line.why_unreadable != "not understood":
            continue
        if parent is not None and parent.kind not in ("any of", "all of"):
            continue
        reading = _asked_for(line.text, studied, reader)
        if reading is not None and can_decide(reading) and says_something(reading):
            found[n] = reading
    demanded = [n for n in found if (parent := parents[n]) is None or parent.kind == "all of"]
    if not _go_together(lines, demanded, found):
        # "Acute leukaemia" and "myelodysplasia", each in a line: kinds of which one is enough.
        for n in demanded:
            del found[n]
    return [
        replace(line, reading=in_own_words(found[n], line.text), why_unreadable="") if n in found else line
        for n, line in enumerate(lines)
    ]


def _go_together(lines: Sequence[EligibilityLine], demanded: Sequence[int], found: dict[int, Criterion]) -> bool:
    """Whether lines may be asked for together: they name one illness, and no line beside them another kind."""
    if are_joined_by_or([lines[n] for n in demanded]) and len(demanded) > 1:
        return False
    for n, line in enumerate(lines):
        if n in found or line.section != "inclusion" or not demanded:
            continue
        if isinstance(line.reading, CancerType | BreastCancer) or (
            len(line.text.split()) <= _LONGEST_KIND and names_cancer(line.text) and not is_heading(line.text)
        ):
            return False
    named = [illnesses_of(found[n]) for n in demanded]
    return all(one & other for one in named for other in named)


_LONGEST_KIND = 14


def _asked_for(text: str, studied: frozenset[str], reader: Reader) -> Criterion | None:
    """What a line asks for of an illness that is studied; None where it does not."""
    whole = studied_whole(*reader.reduced_line(text, denied=False), studied)
    return whole or studied_head(*reader.reduced_line(text, denied=True), studied)
