"""What can be measured, in one short form: "at least one lesion that can be accurately measured" as "measurable lesion"."""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_HOW = r"(?:(?:radiographically|radiologically|radiologic|clinically|objectively|bi ?dimensionally|uni ?dimensionally|accurately|recist) )?"
_ADJECTIVE = rf"{_HOW}(?:measurable|mesurable|evaluable|assessable|non ?measurable|unmeasurable|not measurable)"
_NOUN = r"(?:disease|tumor lesion|target lesion|metastatic lesion|metastatic disease|lesion|tumor|site of disease|site|metastasis|malignancy|target)"
_JOIN = r"(?:(?:, )?(?:and/or|or|but|/) (?:only )?|, )"
_EITHER = sought(
    rf"(?<![^ ])(?P<list>{_ADJECTIVE} (?:disease |lesion )?(?:\( [^()]{{0,60}}\) )?(?:{_JOIN}{_ADJECTIVE} (?:\( [^()]{{0,60}}\) )?)+)(?:, )?(?P<noun>{_NOUN})(?= |$)"
)
_NAMES = re.compile(r"\b(non ?measurable|unmeasurable|not measurable|measurable|mesurable|evaluable|assessable)\b")
_CAN = r"(?:can|could|may|is able to|is possible to) be (?:accurately |reliably |reproducibly |objectively |serially |clearly |accurately and serially |and )*"
_LYTIC = r"(?:(?:predominantly|mainly|purely) )?(?:lytic|osteolytic)(?: or mixed(?: \( (?:lytic|osteolytic)[^()]{0,40}\))?(?: lytic(?: blastic| sclerotic| and blastic)?)?)?"
_CHANGES = Changes(
    (sought(r"(?:(?:according to|per|by|using|as defined by|defined by|as per) )?(?:response evaluation criterion in solid tumor )?\( recist ?(?:;|,|\() ?[^()]*\) "), ""),
    (sought(r"\bor non ?measurable (?:disease )?(?:\( )?bone lesion (?:\) )?in absence of measurable disease(?: as defined (?:above|below))?"), "or bone metastasis"),
    (sought(r"\b(at least (?:one|1)|one or more|≥ 1) (?:lesion|tumor|site) (?:(?:that|which) (?:is|are) )?(measurable|evaluable) (?:and/or|or|and) (non ?measurable|measurable|evaluable)(?! (?:disease|lesion))(?: or evaluable(?! (?:disease|lesion)))?"), r"\1 \2 or \3 lesion"),
    (sought(r"\b(?:uni|bi|one|two|1|2) ?dimension(?:al|ally|ly)? (?=(?:measurable|evaluable))"), ""),
    (sought(r"\b(?:radiographically|radiologically|clinically) (?:or|and/or|and) (?:radiographically|radiologically|clinically) (?=(?:measurable|evaluable))"), ""),
    (sought(r"\bevaluable \( (?:measurable (?:and/or|or) non ?measurable|target (?:and/or|or) non ?target) \) (?=disease|lesion)"), "evaluable "),
    (sought(r"\bevaluable (disease|lesion) \( (?:measurable (?:and/or|or) non ?measurable|target (?:and/or|or) non ?target) \)"), r"evaluable \1"),
    (sought(r"^(?:there must be )?(?:radiographic|radiologic|radiological|clinical|physical examination|physical)(?: (?:or|and/or) (?:radiographic|radiological|clinical|physical|physical examination))* (?:evidence|documentation) of (?=at least|measurable|one or more)"), "evidence of "),
    (sought(r"^(?:there must be )?documentation that (?:patient|subject|participant) has (?=evidence|measurable|metastatic)"), "has "),
    (sought(r"\bevidence \( measurable or non ?measurable \) of\b"), "evidence of"),
    (sought(r"^within \d{1,2} (?:day|week) before (?:first dose|randomization|enrollment|registration|study entry)[a-z ]*, (?=(?:patient |subject |participant )?(?:must have|must|have|has) [a-z0-9 ]*(?:measurable|evaluable))"), ""),
    (sought(r"\bmeasurable disease , (?:ie|defined as|that is) ,? ?(?=at least (?:one|1) measurable lesion (?:[a-z0-9. ]+ )?or at least)"), ""),
    (sought(r"^(?:with )?disease evaluable (?:for (?:tumor )?response|by [a-z ]*criterion)(?: (?:by|according to|per) (?:[a-z]+ ){0,4}criterion)?(?= ?[.;]? ?$)"), "evaluable disease"),
    (sought(r"\bmeasurable residual (?:tumor|disease)(?: after (?:core )?(?:needle )?biopsy)?(?= ?[.;]? ?$)"), "measurable disease"),
    (sought(r"^((?:(?:patient|subject|participant|those) )?with bone only (?:disease|metastasis|metastatic cancer|metastatic disease|breast cancer) must have )(?:at least (?:one|1) )?(?:bone )?lytic (?:component|lesion)(?: (?:in bone|component))?(?: (?:that|which) can be [a-z ]*)?(?= ?[.;]? ?$)"), r"\1at least one lytic bone lesion"),
    (sought(r"^(?:if|for|in) (?:patient |subject |participant )?(?:(?:has|have|with) )?(bone only (?:disease|metastasis)) (?:, )?(?:(?:patient|there|they) )?(?:must (?:have|be) )?(?:at least (?:one|1) )?(?:bone )?lytic (?:bone )?lesion (?:must be present|is required|must be measurable)?(?= ?[.;]? ?$)"), r"patient with \1 must have at least one lytic bone lesion"),
    (sought(r"\brecist (?:guidance|standard|rule|definition)(?= |$|\.|,)"), "recist"),
    (sought(r"(?<=measurable disease )assessable (?:using|by|with) (?:standard|conventional) technique"), ""),
    (sought(r"(?<=measurable lesion )assessable (?:using|by|with) (?:standard|conventional) technique"), ""),
    (sought(r"\bnon ?measurable (?:disease|lesion) (?:(?:that|which) (?:is|are) )?evaluable\b"), "evaluable disease"),
    (sought(r"\b(?:must have|have|has|with) (?:one|1) (?=(?:target|measurable) lesion)"), "have at least one "),
    (sought(rf"\b(?P<noun>lesion|tumor|disease|site|site of disease|metastasis) (?:that|which) {_CAN}(?:measured|assessed by measurement)(?: in (?:at least )?(?:one|1|two|2) dimension| uni ?dimensionally| bi ?dimensionally)?"), r"measurable \1"),
    (sought(rf"\b(?P<noun>lesion|tumor|disease|site|site of disease|metastasis) (?:that|which) {_CAN}(?:evaluated|assessed)(?= |$)"), r"evaluable \1"),
    (sought(r"\bmeasurable (?:region|area|mass|focus|site of disease|disease site|manifestation|disease lesion|tumor mass|tumor site|parameter of disease|lesion lesion|metastatic disease lesion|metastatic site)(?= |$)"), "measurable lesion"),
    (sought(r"\b(one or more|at least one|at least 1|≥ 1) (?:tumor|lesion|site|metastasis) (?:(?:that|which) (?:is|are) )?(measurable|evaluable|measurable or evaluable|measurable and/or evaluable)(?= |$)(?! (?:disease|lesion))"), r"\1 \2 lesion"),
    (sought(r"\b(metastatic|locally advanced|residual) disease (?:must|should|has to) be measured\b"), r"\1 disease must be measurable"),
    (sought(r"\b(?:lesion|disease) must be (?:measured|measurable) and/or evaluable\b"), "measurable or evaluable disease"),
    (sought(r"\b(?:meeting|meet|fulfilling|fulfill|satisfying) criterion (?:for|of) (?=measurable|evaluable)"), ""),
    (sought(r"\bone or several (?=me|ev|as|non)"), "one or more "),
    (sought(r"\b(?:irecist|recist|mrecist|irrecist|iwg) (?=evaluable|measurable|assessable)"), ""),
    # The one who has nothing to measure has to have a lytic lesion: either will do.
    (sought(r"(?:\bor )?if (?:there is |there are )?no measurable (?:disease|lesion) (?:is |are )?(?:present )?(?:, )?(?:then )?(?:, )?(?=at least|presence of at least|must have)"), "or "),
    (sought(rf"\bbone lesion (?:: |, |\( )?{_LYTIC} ?(?:\) )?(?= |$|in absence)"), "lytic bone lesion "),
    (sought(rf"(?<![^ ]){_LYTIC} (?:metastatic )?(?:bone|osseous) (?:lesion|metastasis|disease)(?= |$)"), "lytic bone lesion"),
    (sought(r"(?<=lytic bone lesion )(?:must be present |present )?(?:\( |, )?(?:that|which) can be (?:accurately )?(?:assessed|evaluated|measured|followed)(?: at baseline)?(?: and (?:is |are )?suitable for repeated assessment)?(?: \))?"), ""),
    (sought(r"\bor bone lesion in absence of measurable disease(?: as defined (?:above|below))?"), "or bone metastasis"),
    (sought(r"(?<=measurable disease )(?:, )?or (?:at least one )?lytic bone lesion in absence of measurable disease(?: as defined (?:above|below))?"), "or lytic bone lesion "),
    (sought(r"(?<=measurable disease or lytic bone lesion )in absence of measurable disease(?: as defined (?:above|below))?"), ""),
    (sought(r"(?<=measurable disease )(?:,? ?and which|,? ?that|,? ?which) can be followed(?: (?:by|on|with|using) [a-z /,()]+?)?(?= \.|$| \))"), ""),
    (sought(r"(?<=measurable lesion )(?:lesion )?anywhere in body(?= |$)"), ""),
    (sought(r"\b(measurable|evaluable) (?:\( (?:that is , )?target \) |target )(?=lesion(?: |$))"), r"\1 "),
    (sought(r"(?<=measurable lesion )assessable (?:by|using|with) (?:standard|conventional) technique"), ""),
    (sought(r"; if (?:disease is )?measurable(?: disease)?(?: is present)?(?: ,)? (?:[a-z ]*recist[a-z ()]* )?(?:criterion )?(?:should|must|will) be used(?= |$)"), ""),
    (sought(r"(?<=evaluable disease )(?:and/or|or) rano(?: bm)?(?: criterion)?(?= |$)"), ""),
    # What of the lesions counts for nothing, told in a bracket behind it.
    (sought(r"(?<=measurable lesion )\( (?:except|excluding) (?:for )?(?:(?:bone|lytic|blastic|metastasis|lesion|ascites|pleural|pericardial|effusion|or|and|,) )+\)"), ""),
)  # fmt: skip


# What stays behind when the kinds of disease have one spelling: how it is seen, and the sizes by which the criteria call it
# measurable.
_SEEN = r"(?:(?<=measurable disease )|(?<=measurable lesion )|(?<=evaluable disease )|(?<=evaluable lesion ))"
_BEHIND = Changes(
    (sought(r"\b(measurable|evaluable) evaluable (?=(?:lesion|disease|tumor|site)(?: |$))"), r"\1 "),
    (sought(rf"{_SEEN}(?:, )?(?:as )?(?:per|by|using|according to|with) (?:m|i|ir)?recist(?: criterion)? ?(?=$|and |, |or |[.;(])"), ""),
    (sought(rf"{_SEEN}(?:, )?(?:and )?(?:(?:that|which) )?(?:can be (?:accurately |reliably )?(?:assessed|evaluated|measured|followed)|(?:is|are) suitable for (?:accurate )?repeated (?:radiological )?(?:assessment|evaluation|measurement))(?:(?: ,)? and (?:(?:that|which) )?(?:(?:is|are) )?suitable for (?:accurate )?repeated (?:radiological )?(?:assessment|evaluation|measurement))? ?(?=$|[.,;)])"), ""),
    (sought(rf"{_SEEN}and/or rano(?: bm)?(?: criterion)? ?(?=$|[.,;)])"), ""),
    (sought(rf"{_SEEN}(?:that (?:is|are) )?assessable(?= ?[.;]? ?$)"), ""),
    (sought(rf"{_SEEN}\( (?:target or non ?target|(?:(?:by|on|via|using|ct|pet|mri|or|and|and/or|/|,|scan|x ray|chest|clinical exam|physical exam|ultrasound|caliper) ?)+) ?\) ?"), ""),
    (sought(r"^((?:(?:patient|subject|participant|must|have|has|with|at least|one|1) )*(?:measurable disease or evaluable disease|evaluable disease or measurable disease|measurable disease|evaluable disease|measurable lesion) ?)[.;] ?(?:patient |subject |participant )?(?:with )?bone only (?:disease|metastasis) (?:is|are) (?:also )?(?:allowed|eligible|permitted|acceptable)(?: to (?:enter|enroll in|participate in) (?:study|trial))? ?\.? ?$"), r"\1or bone only disease"),
)  # fmt: skip
_SIZE = r"(?:≥|>|at least|greater than or equal to|more than|not less than) ?(?:10 ?mm|15 ?mm|1 ?cm|1\.0 ?cm|1\.5 ?cm|20 ?mm|2 ?cm|2\.0 ?cm)"
_OF_A_SIZE = (
    r"(?:in|its|longest|long|greatest|largest|diameter|dimension|short|shortest|axis|for|of|if|non|lymph|node|nodal|nonnodal|extranodal|lesion|tumor|or|and|with|by|on|using|ct|mri|spiral|helical|conventional|technique|"
    r"scan|mm|cm|except|excluding|which|that|must|have|has|be|is|are|at least|one|x ray|chest|clinical|exam|examination|caliper|physical|slice|thickness|measured|measurement|not|thicker|greater than or equal to|than|when|assessed|imaging|a|≥|>|\d{1,2}(?:\.\d)?|[,();])"
)
_BY_SIZE = sought(
    rf"{_SEEN}(?:, |\( |: |- )?(?:(?:as|of|with|that|which|is|are|be|measuring|measure|measured|defined|ie|having|must|should|have|long axis|diameter|size) )*(?P<sizes>{_SIZE}(?: {_OF_A_SIZE})*?) ?(?=\.|$|and (?:which|that|is) )"
)


def _called_measurable(found: re.Match[str]) -> str:
    """Nothing, where the sizes are those by which the criteria call a lesion measurable; else the words as they stand."""
    told = found["sizes"]
    if found[0].count("(") != found[0].count(")"):
        return found[0]
    large = re.search(r"(?:≥|>|at least|than|to) ?(?:20 ?mm|2(?:\.0)? ?cm)", told) is not None
    small = re.search(r"\b10 ?mm|\b1(?:\.0)? ?cm", told) is not None
    return found[0] if large and not small else ""


def with_short_measuring(line: str) -> str:
    """A canonical line with the short form of what can be measured."""
    if "measur" not in line and "evaluable" not in line and "lytic" not in line and "target" not in line:
        return line
    line = _CHANGES.made_in(line)
    line = _BEHIND.made_in(_BY_SIZE.sub(_called_measurable, _BEHIND.made_in(_EITHER.sub(_spelled, line))))
    if line.startswith("or at least one lytic bone lesion"):
        line = f"measurable disease {line}"
    return line


def _spelled(found: re.Match[str]) -> str:
    """ "Measurable or non-measurable, but evaluable disease"."""
    told = found["list"]
    names = [
        "measurable" if one == "mesurable" else "evaluable" if one == "assessable" else one
        for one in _NAMES.findall(told)
    ]
    names = ["non measurable" if one.startswith(("non", "un", "not")) else one for one in names]
    if "non measurable" in names and "evaluable" in names:
        # What cannot be measured is enough where it can be evaluated.
        names = [one for one in names if one != "non measurable"]
    measured = " or ".join(f"{one} disease" for one in dict.fromkeys(names))
    # "Measurable or evaluable metastases": that they are metastases is asked for as well.
    return f"metastatic disease with {measured}" if found["noun"].startswith("metasta") else measured
