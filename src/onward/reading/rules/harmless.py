"""Words that may be left out: how something was measured, by which guideline, at which visit. A closed list."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import Finding, LabValue, LabWord, Performance
from onward.reading.grammar import Found, Stage
from onward.reading.sought import sought
from onward.reading.things import Fixed, Window, with_quality

HARMLESS = Stage("words without weight")
rule = HARMLESS.rule

_VERSION = "[,] [version|v|ver|guideline|criterion|rule|<N>|v1|( version] [version|v|<N:b>|v1|( v] [<N:c>] [criterion|guideline|)]"


@rule(
    f"[,|(] [{{as|when}}] [defined|assessed|measured|evaluated|determined|documented|graded|confirmed|based] {{by|per|according to|as per|using|with|in accordance with|on|as defined by|under|following|in line with|as defined in|as outlined in|based on|by means of|as assessed by|as defined per|as determined by|as measured by}} [modified|standard|current|local|institutional] {{recist|response evaluation criterion in solid tumor|response evaluation criterion in J|mrecist|irecist|recist criterion|response evaluation criterion for solid tumor|pcwg3|rano|rano bm|who criterion|percist}} [( recist )|( recist] {_VERSION} [at baseline|criterion|guideline|by investigator|assessed locally|by local assessment|by ct or mri|as determined by investigator|as assessed by investigator|and evaluated by investigator] [)]",
    f"[,] [( ] {{recist|recist criterion}} {_VERSION} [)]",
    gives="",
)
def by_recist(found: Found) -> object:
    """ "per RECIST 1.1"."""
    if found.words.count("(") != found.words.count(")"):
        return None
    return ""


@rule(
    "{by|on|using|with|via|based on|as determined by|as assessed by|per|as measured by|measured by|assessed by|evaluated by|as evaluated by|documented by|demonstrated by|as documented by} {ct|mri|computed tomography|magnetic resonance imaging|ct or mri|ct scan|physical examination|imaging|radiographic imaging|x ray|bone scan|pet|pet / ct|clinical examination|radiologic imaging|ultrasound|computed tomography or magnetic resonance imaging|mri or ct|conventional technique|spiral ct scan|spiral ct|diagnostic quality imaging|radiograph|chest x ray|palpation} [( ct )|( mri )] [scan] [{and/or|or|,|and|, or} {ct|mri|computed tomography|magnetic resonance imaging|physical examination|imaging|x ray|bone scan|pet|ultrasound|clinical examination} [scan]] [{and/or|or|,|and|, or} {ct|mri|magnetic resonance imaging|physical examination|x ray|bone scan|pet} [scan]]",
    gives="",
)
def by_imaging(found: Found) -> object:
    """ "by CT or MRI"; "(by CT scan or clinical evidence)" goes on."""
    before, behind = found.match.string[: found.match.start()], found.match.string[found.match.end() :]
    return None if before.endswith("( ") and behind.startswith(("or ", "and/or ")) else ""


@rule(
    "[,|(] {as determined by|by|per|according to|based on|as per|as assessed by|determined by|confirmed by|assessed by|as confirmed by|as documented by|in|from|at|using|following|in accordance with|as defined by|tested by|on|documented by|as evaluated by|as measured by|as tested by|evaluated by|per the|as established by} [standard|current|most recent|latest|validated|approved|fda approved|clia certified|an accredited|accredited|clia approved|certified|approved clia|appropriate|recent|established] {local laboratory|local lab|central laboratory|local pathology|local assessment|central review|central lab|institutional standard|local testing|central testing|clia certified laboratory|local standard|local guideline|institutional guideline|standard of care|local laboratory result|central pathology review|institutional criterion|clinical guideline|standard guideline|local practice|reference laboratory|laboratory|ihc|immunohistochemistry|local pathology report|local or central laboratory|local or central testing|protocol|standard clinical practice|next generation sequencing|ngs|genetic testing|medical record|medical history|self report|protocol guideline|institutional practice|institutional standard of care|clia laboratory|pathology report|patient report|national guideline|local regulation|country specific regulation|laboratory standard|investigator assessment|local standard of care|clia certified lab|standard assay|laboratory based test} [testing|assessment|result|assay|report|test] [)]",
    "[,|(] {as determined by|by|per|according to|based on|as per|as assessed by|as defined by|defined by|following|in accordance with|meeting|using} [the] [current|most recent|latest|recent|updated|<N>] {asco / cap|asco cap|asco - cap|american society of clinical oncology / college of american pathologist|american society of clinical oncology college of american pathologist|asco and cap|american society of clinical oncology ( asco ) / college of american pathologist ( cap )|american society of clinical oncology ( asco ) college of american pathologist ( cap )|american society of clinical oncology|nccn|esmo|asco} [( asco / cap )] [guideline|criterion|recommendation|definition|standard|testing guideline|<N:year>|( <N:year2> )] [guideline|criterion|<N:year3>|( <N:year4> )] [)]",
    gives="",
)
def by_laboratory(found: Found) -> object:
    """ "by local laboratory", "per ASCO/CAP guidelines"."""
    if found.words.count("(") != found.words.count(")"):
        return None
    return ""


@rule(
    "[,|(] {during|for duration of|throughout|while on|for entire duration of|over course of|for course of|during course of|while participating in|for period of|during participation in|while enrolled in|while in} [entire|duration of|active] {study|trial|study period|study treatment|study participation|treatment period|protocol treatment|protocol therapy|study drug administration|screening period|study duration|D} [period|participation|treatment] [)]",
    "[,|(] {at time of|at|on|upon|prior to|before} [initial|study|time of|day of|date of|first] {informed consent|signing informed consent|signing of informed consent|study entry|enrollment|registration|randomization|screening|baseline|study enrollment|inclusion|consent|signature of informed consent|signing of informed consent form|signing informed consent form|entry|study start|visit|study registration|trial entry|consenting|study inclusion} [)]",
    "{any time|at any time|at any time prior to enrollment|at any time in past|in past}",
    gives="",
)
def at_visit(found: Found) -> object:
    """ "at study entry"."""
    words = found.words.split()
    if _GOES_ON.match(found.words) is not None and _TREATMENT_BEFORE.search(
        found.draft.spoken(found.match.string[: found.match.start()])
    ):
        # "Chemotherapy during the study" is not chemotherapy of any time: it is read with the treatment.
        return None
    if words[0] in ("prior", "before") and not found.match.string[: found.match.start()].rstrip().endswith(
        ("X", "F", "C")
    ):
        before = found.match.string[: found.match.start()].split()
        if not before or len(before[-1]) != 2 or before[-1][0] not in "XFC":
            return None
    if found.words.count("(") != found.words.count(")"):
        return None
    return ""


_GOES_ON = sought(
    r"^(?:[,(] )?(?:during|for duration of|throughout|while|for entire duration of|over course of|for course of|for period of)\b.*\b(?:study|trial|protocol|treatment period)\b"
)
_TREATMENT_BEFORE = sought(
    r"^(?!.*\b(?:anticipat\w+|need\w*|plan\w*|likely|expect\w*|requir\w+|concurrent\w*|concomitant\w*|current\w*|ongoing|will|agree\w*|willing\w*|intend\w*|intention|scheduled|progress\w+|pregnan\w+|contracept\w+|abstain|donat\w+)\b)"
    r".*\b(?:therapy|treatment|agent|drug|medication|chemotherapy|radiotherapy|irradiation|radiation|immunotherapy|inhibitor|antibody|hormone|steroid|corticosteroid|vaccine) ?$"
)

TRAILING = Stage("what stands behind a value")
trailing = TRAILING.rule


@trailing(
    "<X> [,|(] [obtained|performed|assessed|measured|done|documented|taken|determined|evaluated|tested|all|drawn|collected|must be|should be|completed|value|result|all within|to be|confirmed|test|must be obtained|must be performed|all laboratory test must be performed] [obtained|performed|done|assessed] <W> [)]",
    "<W> [,|:] <X>",
    gives="X",
)
def in_window(found: Found) -> object:
    """ "hemoglobin ≥ 10 g/dL (obtained within 14 days)"."""
    window = found.take("W", Window)
    if window.at_least or window.days is None or found.words.count("(") != found.words.count(")"):
        return None
    before = found.match.string[: found.match.start()].split()
    if found.words[0] == "W" and "," in found.words and before and before[-1] not in (";", ".", ":", ",", "(", "and"):
        # "Infarction within 6 months, QTc > 470 ms": the time is that of the infarction.
        return None
    return _within(found.any("X"), window.days)


def _within(criterion: object, days: int) -> object:
    from onward.criteria import AllOf, AnyOf, When

    match criterion:
        case LabValue() | LabWord() | Performance():
            return replace(criterion, within_days=days) if criterion.within_days is None else None
        case AllOf() | AnyOf():
            parts = tuple(_within(part, days) for part in criterion.of)
            return None if any(part is None for part in parts) else replace(criterion, of=parts)  # pyright: ignore
        case When():
            then = _within(criterion.then, days)
            otherwise = None if criterion.otherwise is None else _within(criterion.otherwise, days)
            if then is None or (criterion.otherwise is not None and otherwise is None):
                return None
            return replace(criterion, then=then, otherwise=otherwise)  # pyright: ignore
        case _:
            return None


@trailing(
    "{adequate|acceptable|normal|sufficient|appropriate|satisfactory|preserved|good} [baseline|bone marrow|hepatic|renal|cardiac|liver|kidney|hematologic|hematological|organ|coagulation|marrow|,|and|or|/|and/or|haematological|hematopoietic|end organ|pulmonary|metabolic|blood coagulation|left ventricular|biochemical|cardiovascular|endocrine|immune|major organ] [bone marrow|hepatic|renal|cardiac|liver|kidney|hematologic|hematological|organ|coagulation|marrow|,|and|or|/|and/or|haematological] [bone marrow|hepatic|renal|cardiac|liver|kidney|hematologic|organ|coagulation|marrow|,|and|or|/|and/or] [bone marrow|hepatic|renal|cardiac|liver|kidney|organ|marrow] [<Y>|<Y:b> and <Y:c>|<Y:d> , <Y:e> and] {function|reserve|capacity|system|parameter|value|functions|status|laboratory value|laboratory parameter|test} [,|;|-|(] [<W>|at baseline|at screening] [is|are|as|,|(] [defined as|defined by|evidenced by|as evidenced by|as defined by|including|as indicated by|indicated by|demonstrated by|as demonstrated by|as determined by|with|as shown by|based on|as follow|as measured by|measured by|confirmed by|meeting|meaning|determined by|ie|documented by|as assessed by|assessed by|including following|defined below|as|per|must be|reflected by] [following|a] [:|,] <X> [)]",
    "{hematology|hematologic|hematopoietic|hepatic|renal|bone marrow|liver|kidney|cardiac|coagulation|laboratory value|bone marrow function|liver function|renal function|hepatic function|kidney function|cardiac function|hematological|hematologic function|bone marrow reserve|hematological function|blood count|cardiovascular|coagulation function|marrow function|hematopoietic function|biochemistry|chemistry|metabolic|<Y> function|<Y:b>|organ function|blood routine|laboratory test|complete blood count|hematology test|serum chemistry|blood test} [function|reserve] [as defined by|defined as|as evidenced by|:|-|,|is defined as|test] [:] <X>",
    gives="X",
)
def adequate(found: Found) -> object:
    """ "adequate renal function defined as creatinine ≤ 1.5 x ULN": what it is defined as."""
    return found.any("X")


@trailing("{adequate|acceptable|sufficient|satisfactory|good} <X>", gives="X")
def adequately(found: Found) -> object:
    """ "adequate cardiac function as evidenced by LVEF ≥ 45 %": what shows it says it all."""
    value = found.any("X")
    before = found.match.string[: found.match.start()].split()
    if found.draft.denied or (before and before[-1] in ("no", "not", "without", "and", "or", ",")):
        return None
    return value if isinstance(value, LabValue) else None


_OF_ITS_OWN = re.compile(
    r"\b(?:rising|elevated|increasing|marker|ca|cea|progressing|progressive|progression|primary|breast|brain|cns|liver|lung|residual)\b"
)
_WIDER = re.compile(r"\b(?:or|and/or) (?:\w+ ){0,6}?(?:lytic|osteolytic|evaluable|non ?measurable|bone only)\b")
_DEFINES = re.compile(r"\b(?:lesion|diameter|dimension|axis|mm|cm|recist|measured|slice|scan)\b|R[\ue000-\uf8ff]")


@trailing(
    "<F> [,|;|(] {defined as|as defined by|defined by|as defined as|characterized by|ie|is defined as|which is defined as|with|including} [at least] $rest",
    gives="F",
)
def measurable(found: Found) -> object:
    """ "measurable disease, defined as at least one lesion of 10 mm": the definition is the trial's, a human applies it."""
    thing = found.any("F")
    if not isinstance(thing, Fixed) or not isinstance(thing.criterion, Finding):
        return None
    if thing.criterion.name not in (
        "measurable disease",
        "evaluable disease",
        "non-measurable disease",
        "visceral crisis",
    ):
        return None
    rest = found.match["rest"].split()
    if {"unless", "except", "not", "no", "must", "eligible", "allowed", "patient"} & set(rest):
        return None
    if _WIDER.search(found.draft.spoken(found.match["rest"])) is not None:
        # "Measurable disease, i.e. a measurable or a lytic bone lesion": wider than its name.
        return None
    told = found.words.split()[1:]
    defined = not {"defined", "characterized", "ie"}.isdisjoint(told[:3])
    if not defined and (
        _DEFINES.search(found.match["rest"]) is None or _OF_ITS_OWN.search(found.match["rest"]) is not None
    ):
        # "Non-measurable disease with a rising marker", "with a primary lesion of 3 cm" asks for that as well.
        return with_quality(thing, found.draft.spoken(" ".join(told)).strip(" ,;()"))
    return thing
