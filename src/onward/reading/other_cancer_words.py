"""Words of lines about another cancer: the breast cancer itself, cancers that trials except, and "free of it for so long"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onward.reading.sought import sought
from onward.reading.word_set import word_set

# The cancer of the trial: "other than breast cancer".
BREAST = (
    r"(?:(?:current|primary|present|index|study|this|their|her|known|existing|invasive|metastatic|ipsilateral|early|under|triple negative|locally advanced|specified|advanced) )*"
    r"(?:breast (?:cancer|carcinoma|adenocarcinoma|malignancy|tumor)|present condition|disease under treatment in (?:this )?study|specific cancer under investigation in this study|that being treated in this study|target malignancy(?: to be)? investigated in this (?:study|trial)|malignancy being treated in this study|malignancy under study|disease under study|cancer under study|study disease|one treated in this study|study indication|study cancer|carcinoma of breast|cancer of breast|breast)"
)
SKIN = r"(?:(?:superficial|cutaneous|localized|limited|non invasive|invasive|small|skin|low risk) )*(?:(?:basal|basel|squamous)(?: ?cell)? ?(?:skin )?(?:carcinoma |cancer )?(?:(?:of skin )?(?:or|and|and/or|/|,|and / or|, or|, and) (?:superficial |of )?(?:basal|squamous)(?: ?cell)? ?)*(?:\( ?(?:skin|cutaneous) ?\) )?(?:skin )?(?:cell )?(?:skin )?(?:cancer|carcinoma|tumor|malignancy|epithelioma|ca|lesion)?(?: \( ?(?:bcc|scc) ?\))?(?: of (?:skin|skin only))?)"
# How an exception is written (a regular expression over canonical words), and the group of illnesses that it is.
KINDS: tuple[tuple[str, str], ...] = (
    (rf"{SKIN}", "basal or squamous skin cancer"),
    (
        r"(?:non|no) ?melanom(?:a|atous|ic|otic|atouse|atosis)s?(?: (?:malignant|invasive))?(?: of)?(?: skin)?(?: (?:cancer|carcinoma|lesion|malignancy|tumor|neoplasm))?(?: \( nmsc \))?(?: of skin)?",
        "basal or squamous skin cancer",
    ),
    (r"(?:bcc|scc|nmsc)", "basal or squamous skin cancer"),
    (
        r"(?:ductal|intraductal) (?:carcinoma|cancer) in ?situ(?: \( dcis \))?(?: of breast| of ipsilateral breast)?|dcis(?: of breast)?|intraductal carcinoma(?: of breast)?",
        "ductal carcinoma in situ",
    ),
    (
        r"(?:lobular (?:carcinoma|cancer|neoplasia) (?:of breast )?in ?situ(?: \( lcis \))?(?: of breast)?|lcis(?: of breast)?)",
        "lobular carcinoma in situ",
    ),
    (
        r"(?:ductal|lobular) (?:and|or|/) (?:ductal|lobular) carcinoma in ?situ(?: of breast)?",
        "breast carcinoma in situ",
    ),
    (
        r"(?:in ?situ|pre ?invasive|non ?invasive)(?: (?:carcinoma|cancer))? (?:uterine )?(?:cervical|cervix)(?: (?:uteri|uterine))?(?: (?:cancer|carcinoma|neoplasia|tumor|malignancy))?|in ?situ (?:carcinoma|cancer|neoplasm|tumor|malignancy) of (?:uterine )?(?:cervix|cervical)(?: uteri| uterus| of uterus)?|(?:carcinoma|cancer|neoplasia|cacinoma) (?:in|of)? ?(?:situ|site|insitu) (?:of|in) (?:uterine )?(?:cervix|cervical)(?: uteri| uterus| of uterus| cancer)?|(?:uterine )?(?:cervical|cervix)(?: uteri)?(?: (?:carcinoma|cancer|neoplasia|tumor))? (?:in ?situ|insitu)(?: (?:carcinoma|cancer|neoplasia))?|cis of (?:uterine )?cervix(?: uteri)?|cervical (?:cis|intraepithelial neoplasia|dysplasia)|(?:carcinoma )?in ?situ of (?:uterine )?cervix(?: uteri)?|cervix (?:carcinoma|cancer) in ?situ|carcinoma insitu of cervix",
        "cervical carcinoma in situ",
    ),
    (
        r"(?:in ?situ|non ?invasive) breast (?:cancer|carcinoma)|(?:carcinoma|cancer) in ?situ of (?:ipsilateral |contralateral )?breast|in ?situ (?:carcinoma|cancer) of breast|breast (?:cancer|carcinoma) in ?situ",
        "breast carcinoma in situ",
    ),
    (r"melanoma in ?situ|in ?situ melanoma|non ?invasive melanoma", "melanoma in situ"),
    (
        r"(?:carcinoma|cancer|cis) in ?situ of (?:colon|bowel|rectum)|(?:colon|colorectal) in ?situ carcinoma|cis of colon",
        "colorectal carcinoma in situ",
    ),
    (
        r"(?:carcinoma|cancer) in ?situ of (?:urinary )?bladder|in ?situ (?:carcinoma|cancer) of (?:urinary )?bladder|bladder carcinoma in ?situ",
        "bladder carcinoma in situ",
    ),
    (
        r"(?:low grade |superficial |non muscle invasive |non ?invasive )+(?:urinary )?bladder (?:cancer|tumor|carcinoma)(?: \( (?:ta|tis|and|t1|,|or| )+\))?",
        "superficial bladder cancer",
    ),
    (
        r"(?:contralateral|bilateral|previous contralateral)(?: (?:invasive|or|bilateral|synchronous|primary))* breast (?:cancer|carcinoma|malignancy)",
        "contralateral breast cancer",
    ),
    (
        r"(?:carcinoma|cancer) of (?:uterine )?cervix|cervical (?:cancer|carcinoma)|cervix (?:cancer|carcinoma)|uterine cervix cancer",
        "cervical cancer",
    ),
    (r"papillary thyroid (?:cancer|carcinoma)", "papillary thyroid cancer"),
    (r"follicular thyroid (?:cancer|carcinoma)", "follicular thyroid cancer"),
    (
        r"(?:(?:papillary|follicular|differentiated|well differentiated|or|and) )*thyroid (?:cancer|carcinoma)",
        "thyroid cancer",
    ),
    (
        r"stage (?:i|1)(?: ,)? (?:grade (?:i|1) )?endometrial (?:cancer|carcinoma)|endometrial (?:cancer|carcinoma) stage (?:i|1)",
        "stage I endometrial cancer",
    ),
    (
        r"stage (?:i|1)(?: ,)? (?:grade (?:i|1) )?uterine (?:cancer|carcinoma)|uterine (?:cancer|carcinoma) stage (?:i|1)",
        "stage I uterine cancer",
    ),
    (r"stage (?:i|1) colon cancer", "stage I colon cancer"),
    (r"skin (?:cancer|carcinoma)|(?:cancer|carcinoma) of skin", "skin cancer"),
    (
        r"(?:carcinoma|cancer) (?:in|of) ?situ(?: \( cis \))?(?: of any (?:site|type))?|in ?situ (?:carcinoma|cancer|malignancy|neoplasm|disease|tumor)(?: of any site)?|non ?invasive(?: (?:or|/) in ?situ)? (?:carcinoma|cancer|neoplasm|malignancy)|carcinoma insitu|in ?situ|cis",
        "in situ",
    ),
    (BREAST, "breast"),
)
# "Carcinoma in situ of the cervix or breast".
ORGANS = {
    "cervix": "cervical carcinoma in situ",
    "uterine cervix": "cervical carcinoma in situ",
    "cervix uteri": "cervical carcinoma in situ",
    "breast": "breast carcinoma in situ",
    "bladder": "bladder carcinoma in situ",
    "urinary bladder": "bladder carcinoma in situ",
    "colon": "colorectal carcinoma in situ",
    "vulva": "vulvar carcinoma in situ",
    "prostate": "prostate carcinoma in situ",
}
# "From which she has been free for 5 years" is made of these alone.
FREE_WORDS = word_set(
    "from for of which that it patient subject participant individual they she he person has have had been be",
    "is are was were must disease free relapse recurrence cancer malignancy tumor complete remission",
    "continuous continuously cured curatively definitively adequately successfully treated treatment therapy",
    "diagnosed completed and or with no without evidence any sign subsequent recurrent active known all other",
    "prior previous at least minimum more than over greater longer ≥ > to before ago earlier previously study",
    "entry enrollment randomization registration screening off currently considered their the this in as since",
    "least last or , following history definitive curative intent surgery resection not now show shows there",
    "presumed ever if apparently alive further only invasive requiring additional such initiating current",
    "first dose start starting entering initiation presently present time chemotherapy radiation radiotherapy",
    "surgically patients solid tumors consent informed interval documented received another",
)
# What may stand behind "in situ" where the words do not tell of what it is.
IN_SITU_ENDS = sought(
    r"$|[,;.():/]|(?:or|and|and/or|but|within|that|which|unless|from|if|treated|of|in|with|without|at|other|are|is|must|has|have|adequately|curatively|excised|removed|resected|for|diagnosed|not|provided|only|lesion|site|surgically|both|except|excluding|as|any|to|disease|during|over|under|by|prior|who|patient|were|was|etc|on|considered|currently|completely|all|those|no|a|eligible|may|can|than|except|\d)\b"
)

_KIND = tuple((sought(rf"^(?:{source}) (?!of (?!skin))"), name) for source, name in KINDS)


def kind_at(rest: str) -> tuple[re.Match[str], str] | None:
    """The exception that is named first, and its name."""
    for pattern, name in _KIND:
        found = pattern.match(rest)
        if found is None:
            continue
        if name == "in situ" and found[0].endswith("situ ") and IN_SITU_ENDS.match(rest, found.end()) is None:
            # "In situ zorblax of the cervix": of what it is, the next word should tell.
            continue
        return found, one_skin_cancer(found[0], name)
    return None


_EITHER = "basal or squamous skin cancer"
_BASAL, _SQUAMOUS = "basal cell carcinoma", "squamous cell carcinoma of the skin"


def one_skin_cancer(words: str, name: str) -> str:
    """The name of an exception; of two skin cancers that are told together so often, the one that the words name."""
    if name != _EITHER or ("basal" in words or "basel" in words) == ("squamous" in words) or "melanom" in words:
        return name
    return _SQUAMOUS if "squamous" in words else _BASAL


def skin_cancers_together(groups: Sequence[str]) -> tuple[str, ...]:
    """The exceptions, each once; basal and squamous cell cancer of the skin by their one name where both are there."""
    skin = {_EITHER, _BASAL, _SQUAMOUS}.intersection(groups)
    together = next(iter(skin)) if len(skin) == 1 else _EITHER
    return tuple(dict.fromkeys(together if group in (_EITHER, _BASAL, _SQUAMOUS) else group for group in groups))
