"""Results of HER2 tests in one short form: "3+ staining by immunohistochemistry (IHC)" as "ihc 3 +"."""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_IHC = r"(?:immunohistochemistry|immunohistochemical(?: staining| assay)?|ihc|herceptest|hercep test)(?: \( ihc \))?(?: (?:staining|test|testing|assay|analysis|score))?"
_ISH = r"(?:fish|ish|cish|sish|dish)"
_BY = r"(?:by|on|in|with|using|per|via|of|through|at)"
_SCORES = r"(?:\d(?: \+)?(?: ?, or | ?, | or | and | / | - | to | ))*\d \+"
# "3+ staining by immunohistochemistry", "2+ or 3+ by IHC".
_SCORE_FIRST = sought(
    rf"(?<![^ (])(?P<scores>{_SCORES}) (?:(?:positive|over ?expression|overexpressing|over expressing|staining|score|expression|level|membrane|intensity|or positive|result) )*(?:{_BY} )?(?:local |central |either )?{_IHC}(?= |$)"
)
# "immunohistochemistry (3+)".
_SCORE_BEHIND = sought(
    rf"{_IHC} (?:score |staining |result )?\( (?:score of |score |at least )?(?P<scores>{_SCORES}) \)"
)
_PLAIN = sought(
    rf"{_IHC} (?:score of |score |staining of |of |staining |= )?(?P<scores>{_SCORES})(?: staining| positive| score)?(?= |$)"
)
_DEFINING = sought(
    r"(?<![^ ])(?:as defined by|defined by|as determined by|determined by|as evidenced by|evidenced by|confirmed by|by|on|using|via|as shown by|documented as|defined as) (?::  ?)?(?:either )?(?=ihc \d)"
)
_EITHER = sought(rf"(?<=\d \+) (?:and/or|and / or) (?={_ISH} )")
_SPAN = sought(r"\bihc (?:score |of |score of )*(?P<low>\d) ?\+? (?:-|to) (?P<high>[0-3]) \+")
_RESULT = sought(rf"\b(positive|negative|amplified|non amplified) ({_ISH}) (?:result|test|testing|assay)\b")
_RATIO = sought(
    rf"\b({_ISH}) \(? ?(?=(?:≥|>|<|≤|greater than|less than|at least|equal to or greater than) \d(?:\.\d+)? ?(?:\)|,|\.|;|$|or|and))"
)
_BARE_ISH = sought(
    rf"(?P<ihc>\bihc \d \+(?: (?:or|,) \d \+)?) (?:positive )?(?:, )?(?P<or>or|and/or) (?:by |positive by |positivity by )?(?P<ish>{_ISH})(?P<more> (?:or|/) {_ISH})?(?= (?:\)|,|\.|;)|$| $| (?:breast|disease|tumor|per|in|using|by|according|at|on|as|testing|assay) )"
)
_METHODS = sought(
    rf" (?:, )?(?:as )?(?:{_BY}|confirmed by|determined by|by either|assessed by|defined by|as determined by|either by|tested by|documented by) {_IHC} (?:or|and/or|and|/|,) (?:by )?{_ISH}(?: (?:or|/|,) {_ISH})?(?: (?:assay|testing|test|analysis|method|technique))*(?= (?:,|\.|;|\))|$| $| (?:and|or|per|in|breast|according|who|that|with) )"
)
_ISH_FIRST = sought(
    rf"\b(?P<call>positive|overexpressing|overexpression|amplified) by (?P<ish>{_ISH}) (?:,? ?or|and/or) (?P<ihc>ihc (?:\d \+ ?(?:or )?)+)"
)
# "estrogen and/or progesterone receptor": "estrogen" alone would be the medicine.
_BOTH_RECEPTORS = sought(
    r"(?<![^ ])estrogen (?:receptor )?((?:,|and/or|and|or|/)(?: and| or)?) progesterone (?:hormone )?receptor "
)
_POSITIVE = sought(r"\b(?:positive|overexpress\w*|over express\w*|amplif\w*|positivity)\b")


def _spelled(found: re.Match[str]) -> str:
    low, high = int(found["low"]), int(found["high"])
    if low >= high:
        return found[0]
    names = ["0" if one == 0 else f"{one} +" for one in range(low, high + 1)]
    return f"ihc {' , '.join(names[:-1])} or {names[-1]}"


_HER2 = r"(?:her2|her 2|her2neu|erbb2|erbb 2|c erbb2|human epidermal growth factor receptor(?: type)? 2|human epidermal growth factor 2)(?: \( her ?2 \))?(?: ?/ ?neu| neu)?"
_RECEPTORS = r"(?:er|pr|pgr|hr|her2|estrogen|progesterone|hormone|hormonal|receptor|and|or|and/or|/|,|status|expression|human|epidermal|growth|factor|2|\(|\))"
_TISSUE = r"(?:tumor|lesion|disease|site|tissue|cancer|biopsy|specimen|sample|malignancy|breast)"
_AMPLIFIED_TOO = sought(
    rf"(?<=\d \+ )(?:staining )?(?:in (?:conjunction|combination|association) with|together with|with|and|confirmed by) (?:{_HER2} )?(?:gene )?amplification(?: (?:by|on|using|via|with) {_ISH}(?: ?(?:/|or) ?{_ISH})*)?(?= |$)"
)
_CALLS = Changes(
    (sought(r"\b(positive|negative) \1\b"), r"\1"),
    (sought(r"\bnegative \( negative \) "), "negative "),
    (sought(r"\b(positive|negative) of (?=(?:positive|negative)\b)"), r"\1 or "),
    (sought(r"(?<= )and or(?= )"), "and/or"),
    # Amplification that one test shows is a result of that test, and not yet the call.
    (sought(rf"\b(?:evidence of )?(?:lack|absence) of ({_HER2}) (?:oncogene |gene )?amplification (?:as )?(?:(?:determined|assessed|measured|shown|demonstrated|confirmed) )?(?:by|on|with|using|via) {_ISH}(?: test(?:ing)?)?(?= |$)"), "fish negative"),
    (sought(rf"^((?:must have |has |have |documented |confirmed |evidence of )*)(?:{_HER2} (?:oncogene |gene )?amplification|amplification of {_HER2}(?: gene| oncogene)?) (?:as )?(?:(?:determined|assessed|measured|shown|demonstrated|confirmed) )?(?:by|on|with|using|via) {_ISH}(?: test(?:ing)?)?(?= ?(?:[.;]|$))"), "fish positive"),
    # Both tests tell one thing.
    (sought(rf"\b({_HER2}) (?:gene |protein )?(?:over ?expression|overexpressing|amplification|amplified) (?:and/or|or|and) (?:gene |oncogene )?(?:amplification|amplified|over ?expression|overexpressing)\b"), r"\1 positive"),
    (sought(rf"\b(?:over ?expression|overexpress|amplification) (?:and/or|or|and) (?:gene )?(?:amplification|amplify|over ?expression) of ({_HER2})\b"), r"\1 positive"),
    (sought(rf"\b(?:no|without) (?:evidence of )?({_HER2}) (?:gene |protein )?(?:over ?expression|amplification)(?= \( (?:ihc |score )?[01])"), r"\1 negative"),
    (sought(rf"\b(?:evidence of )?(?:lack|absence) of ({_HER2}) (?:oncogene |gene |protein )?(?:amplification|over ?expression)\b"), r"\1 negative"),
    (sought(r"\bestrogen (?:receptor )?, progesterone (?:receptor )?(?:, )?and (?:her2|her 2|human epidermal growth factor receptor 2)(?: / neu)? negative\b"), "triple negative"),
    # Of which tumour, where any will do.
    (sought(rf"(?:(?<=positive )|(?<=negative ))(?:disease |tumor )?(?:on|in|of|from) (?:either )?(?:primary|metastatic|recurrent)(?: {_TISSUE})* (?:or|and/or|and|/) (?:primary|metastatic|recurrent)(?: {_TISSUE})+"), ""),
    (sought(rf"^(?:patient |participant |subject |their )*(?:primary|metastatic)(?: {_TISSUE})* (?:and/or|or) (?:primary|metastatic)(?: {_TISSUE})* (?:is |must be |are |with )?(?=(?:er|pr|her2|her 2|hr|human epidermal|estrogen|progesterone|hormone) )"), ""),
    # "Any HER2 status is allowed" asks for nothing.
    (sought(rf"\( (?:any|regardless of|irrespective of|with any|all|with or without) {_RECEPTORS}(?: {_RECEPTORS})*(?: (?:is|are))?(?: (?:allowed|permitted|eligible|acceptable|accepted))? \) "), ""),
    (sought(r"(?:: |; |\. |, )(?:asco / cap|american society of clinical oncology / college of american pathologist) guideline (?:should|must|will) be (?:utilized|used|followed)(?: for| to)? (?:assessing|assess|determine|determining|defining)[a-z0-9 /]* status"), ""),
    (_AMPLIFIED_TOO, "and fish positive"),
    (sought(rf"(?<=or )(?:{_HER2} )?(?:gene )?amplification (?:by|on|using|via|with) {_ISH}(?: ?(?:/|or) ?{_ISH})*(?: alone)?(?= |$)"), "fish positive"),
    # How and where it is found adds nothing to what is found.
    (sought(rf"\b{_HER2} status must be (?:(?:prospectively|centrally|locally|and|,) )*(?:tested|determined|assessed|confirmed|evaluated) and (?:must )?(?:be )?(?={_HER2} )"), ""),
    (sought(rf"\b{_HER2} status : (?=(?:invasive |primary )?tumor )"), ""),
    (sought(r"(?<=negative) , (?:common alerting protocol|asco|cap) guideline(?= |$)"), ""),
    (sought(rf"(?<![^ ])(?:{_HER2} )?(?:receptor )?testing (?:in breast cancer )?guideline(?= |$)"), ""),
    (sought(r"\b(?:utilizing|using|by|with) (?:one of )?(?:sponsor |study |an? )?approved (?:assay|test|method)(?= ?[.;]? ?$)"), ""),
    (sought(r"(?<=\+ )\( (?:must be|to be|as) confirmed (?:by|at|in) [^()]* \)"), ""),
    (sought(r"\b(known [a-z0-9 /,]*?status|status) \( positive or negative \) (?=known|$)"), r"\1 "),
    (sought(r"\bbased on (?:local|central|institutional)(?: laboratory| assay| test| testing)* result(?= ?[.;]? ?$)"), ""),
    (sought(rf"\b([0-3]) ?\+ level of expression of ({_HER2})(?: by (?:ihc|immunohistochemistry))?"), r"\2 ihc \1 +"),
    (sought(r"\bihc (?:\( )?([0-3]) \+ \) or \( ([0-3]) \+(?= )"), r"ihc \1 + or \2 +"),
    (sought(r"\bexpression of (er|pr|estrogen receptor|progesterone receptor)((?: (?:and/or|or) (?:er|pr|pgr|estrogen receptor|progesterone receptor)))?(?: \( (?:er|pr|pgr) \))?(?: receptor)? (?=and (?:negative|lack|absence|no))"), r"\1\2 positive "),
    (sought(rf"\bnegative expression of ({_HER2})"), r"\1 negative"),
    # Scores told beside the name.
    (sought(r"\bihc ?0 ?-? ?1 \+"), "ihc 0 or 1 +"),
    (sought(rf"\b({_HER2}) (?:score )?([0-3]) \+ (?:positive )?(?=(?:or|and|,|\)|/|by|$))"), r"\1 ihc \2 + "),
    (sought(rf"\b({_HER2}) (?:score |score of |of )?(?=(?:0 (?:\+ )?(?:, )?(?:or |and )?1 \+|1 \+ (?:, )?(?:or |and )?2 \+))"), r"\1 ihc "),
    (sought(r"(?<=overexpression )\( (?=0 (?:\+ )?(?:,|or|and|to|-) 1 \+)|(?<=negative )\( (?=0 (?:\+ )?(?:,|or|and|to|-) 1 \+)"), "( ihc "),
    (sought(r"(?<=low or )(her2|her 2) 0(?= |$)"), r"\1 null"),
    (sought(r"\b(her2|her 2) 0 (?=or (?:her2 )?(?:ultra ?low|low)\b)"), r"\1 null "),
    (sought(r"\b(er|pr|pgr|estrogen receptor|progesterone receptor)((?: \( (?:er|pr|pgr) \))?) positive (?=(?:≥|>|at least|greater than) ?\d{1,2} ?%)"), r"\1\2 "),
    (sought(rf"(?:\bstrongly positive , )?\b([0-3]) \+ (?:by|on|in) ({_HER2}) (?:ihc|immunohistochemistry)(?= |$)"), r"\2 ihc \1 +"),
    (sought(rf"(?<=[.;] ){_HER2} (?:ihc )?2 \+ (?:must|should|has to) be (?:negative|non amplified|confirmed negative)(?: (?:by|on|with) {_ISH})?(?= ?[.;]? ?$)"), ""),
    (sought(rf"^(?:the )?primary (?:breast )?(?:tumor|cancer) (?:is |must be )?(?={_HER2} (?:positive|negative|low))"), ""),
    (sought(rf"\b(?:dual|single) probe (?:average |mean )?(?={_HER2})"), ""),
    (sought(rf"\b(?:an )?(?:average|mean) ({_HER2})(?: gene)? copy number"), r"\1 copy number"),
    (sought(r"(?<=\d )(?:signal|copy|gene copy) (?:/|per) (?:cell|nucleus|tumor cell|tumor nucleus)(?= |$)"), ""),
    (sought(rf"\b({_HER2}) (?:/|:) d17z1\b"), r"\1 / cep17"),
)  # fmt: skip


# What the short forms leave said twice: "either defined as", "IHC 0 negative".
_AT_LAST = Changes(
    (_AMPLIFIED_TOO, "and fish positive"),
    (sought(r"\beither (?=defined as )"), ""),
    (sought(r"\bihc (?=ihc \d)"), ""),
    (sought(r"(?<=ihc 0 )negative(?= |$)|(?<=ihc 1 \+ )negative(?= |$)"), ""),
)


def _with_short_calls(line: str) -> str:
    return _CALLS.made_in(line)


_OF_RECEPTORS = sought(r"her ?2|erb ?b|epidermal growth|estrogen|progesterone|hormone|receptor|\ber\b")


def with_short_results(line: str) -> str:
    """A canonical line with the short form of receptors and of HER2 test results."""
    if _OF_RECEPTORS.search(line) is not None:
        line = _with_short_calls(line)
    if "progesterone" in line:
        line = _BOTH_RECEPTORS.sub(r"estrogen receptor \1 progesterone receptor ", line)
    if "immunohisto" not in line and "ihc" not in line and "ish " not in line and "herceptest" not in line:
        return line
    line = _SCORE_BEHIND.sub(lambda found: f"ihc {found['scores'].strip()}", line)
    line = _SCORE_FIRST.sub(lambda found: f"ihc {found['scores'].strip()}", line)
    line = _SPAN.sub(_spelled, _PLAIN.sub(lambda found: f"ihc {found['scores'].strip()}", line))
    line = _EITHER.sub(" or ", _DEFINING.sub("defined as ", line))
    line = _RESULT.sub(r"\2 \1", line)
    line = _RATIO.sub(lambda found: f"{found[1]} ratio " if "(" not in found[0] else f"{found[1]} ( ratio ", line)
    line = _ISH_FIRST.sub(lambda found: f"{found['call']} ( {found['ish']} positive or {found['ihc'].strip()} ) ", line)

    def told(found: re.Match[str]) -> str:
        before = line[: found.start()]
        if _POSITIVE.search(before) is None or "negative" in before.rsplit(".", 1)[-1].split("(")[-1]:
            return found[0]
        return f"{found['ihc']} {found['or']} {found['ish']} positive"

    line = _AT_LAST.made_in(_BARE_ISH.sub(told, line))
    return _METHODS.sub(" ", line).replace("  ", " ") if "fish" in line or "ish " in line else line
