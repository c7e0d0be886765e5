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


def with_short_measuring(line: str) -> str:
    """A canonical line with the short form of what can be measured."""
    if "measur" not in line and "evaluable" not in line and "lytic" not in line and "target" not in line:
        return line
    line = _CHANGES.made_in(line)
    line = _EITHER.sub(_spelled, line)
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
    return " or ".join(f"{one} disease" for one in dict.fromkeys(names))
