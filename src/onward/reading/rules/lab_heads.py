"""Heads of lists of limits: "adequate marrow function (neutrophils ..., platelets ...)"."""

from __future__ import annotations

from typing import cast

from onward.criteria import NODES, AskHuman, Criterion
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import asks_for_values
from onward.reading.things import all_of, any_of

LAB_HEADS = Stage("heads of limits")
head = LAB_HEADS.rule


@head("<X> <X:other>", "<X> {,|;} <X:other>", gives="X", again=True)
def run_together(found: Found) -> object:
    """ "neutrophils ≥ 1.5 x 10^9/L haemoglobin ≥ 9 g/dL": a list whose commas were lost."""
    one, other = found.any("X"), found.any("other")
    if not asks_for_values(one) and not asks_for_values(other):
        return None
    if not all(asks_for_values(value) or isinstance(value, AskHuman) for value in (one, other)):
        return None
    before = found.match.string[: found.match.start()].split()
    if len(before) > 1 and before[-1] == "or" and before[-2][0] == "X":
        # "A or B, C": what is joined first is not told here.
        return None
    both = (cast("Criterion", one), cast("Criterion", other))
    if found.draft.denied:
        return any_of(both) if "," in found.words or ";" in found.words else None
    return all_of(both)


_ORGAN = "hematologic|hematological|haematologic|haematological|hematopoietic|hepatic|renal|cardiac|liver|kidney|bone marrow|marrow|coagulation|organ|end organ|pulmonary|metabolic|biochemical|cardiovascular|blood|laboratory|non hematologic|hematology|biochemistry|chemistry|serum chemistry|blood chemistry|major organ|left ventricular|blood count|blood cell count|peripheral blood|clinical laboratory|blood clotting|myeloid|<Y>"
_NAMED = f"{{{_ORGAN}}} [{{,|and|or|/|and/or|, and}} {{{_ORGAN.replace('<Y>', '<Y:b>')}}}] [{{,|and|/|, and}} {{{_ORGAN.replace('<Y>', '<Y:c>')}}}] [{{and|, and}} {{{_ORGAN.replace('<Y>', '<Y:d>')}}}]"
_WHAT = "function|reserve|status|parameter|value|test|criterion|capacity|laboratory value|laboratory test|laboratory parameter|level|count|function test|test value|result|profile|laboratory criterion|laboratory result"
_SO = "defined as|defined by|as defined by|as evidenced by|evidenced by|with|consistent with|in accordance with|as indicated by|indicated by|demonstrated by|as demonstrated by|as determined by|determined by|as shown by|including|as measured by|meeting|ie|that is|as follow|defined as follow|as assessed by|which is defined as|is defined as|documented by|as documented by|include|this include|as reflected by"


@head(
    f"[patient|<P>] [must have|has|have|should have|with] [documented|evidence of] [adequate|acceptable|normal|sufficient|appropriate|satisfactory|preserved|good|stable|abnormal|inadequate|impaired|insufficient|poor|following|clinically acceptable|required|<Q>] [baseline] {_NAMED} [{{{_WHAT}}}] [<W>|at baseline|at screening] [(|,|:|;|-|, (] [{{{_SO}}}] [,|:] [following|of] [laboratory|blood] [criterion|value|parameter|level|test|laboratory value|laboratory parameter] [:|,] [a|of|having] <X> [)]",
    "[patient|<P>] [must have|has|have|should have|with] [documented|evidence of] {adequate|acceptable|normal|sufficient|abnormal|inadequate|following} [baseline] "
    f"{{{_WHAT}}} [(|,|:|;|-|, (] [{{{_SO}}}] [,|:] [following] [:|,] [a|of|having] <X> [)]",
    gives="X",
    again=True,
)
def headed(found: Found) -> object:
    """ "adequate marrow function (neutrophils ..., platelets ...)": what it is defined as."""
    value, words = found.any("X"), found.words
    if words.count("(") != words.count(")") or not asks_for_values(value):
        return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] not in (",", ";", "and", ":", "."):
        return None
    quality = found.match["Q"] if "Q" in found.match.groupdict() else None
    if quality is not None and str(found.any("Q")) not in ("abnormal", "normal", "adequate"):
        return None
    # "Normal liver function, with ..." under what keeps out would turn.
    abnormal = bool({"abnormal", "inadequate", "impaired", "insufficient", "poor"}.intersection(words.split()))
    good = bool({"adequate", "normal", "sufficient", "acceptable", "preserved", "good"}.intersection(words.split()))
    if found.draft.denied and good and not abnormal:
        return None
    return None if abnormal and not found.draft.denied else value


@head("<X> {hepatic|renal|other|hematopoietic|cardiovascular|pulmonary|hematologic|<Y>}", gives="X", whole=True)
def next_head(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN Renal": the heading of what follows was joined to the line."""
    value = found.any("X")
    return value if isinstance(value, NODES) and asks_for_values(value) and not found.draft.denied else None
