"""Cancers that share one noun, each with its own: "breast, lung or colorectal cancer", "carcinoma of the ovary or cervix"."""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_ORGAN_NAMES = (
    "triple negative breast|breast|non small cell lung|small cell lung|lung|colon|rectal|rectum|colorectal|prostate|ovarian|ovary|pancreatic|pancreas|pancrea|gastric|stomach|esophageal|esophagus|gastroesophageal junction|gastroesophageal|gastro esophageal|"
    "gastro esophageal junction|bladder|urothelial|renal cell|renal|kidney|liver|hepatic|hepatocellular|thyroid|cervical|cervix|endometrial|endometrium|uterine|head and neck|nasopharyngeal|oropharyngeal|laryngeal|oral|oral cavity|testicular|"
    "biliary tract|biliary|bile duct|gallbladder|anal|vulvar|vaginal|penile|fallopian tube|primary peritoneal|peritoneal|salivary gland|adrenal|thymic|hematologic|hematological|gynecologic|gynecological|genitourinary|gastrointestinal|neuroendocrine|"
    "small bowel|small intestine|epithelial ovarian|ovarian epithelial|primary peritoneal cavity|uterine cervix|cervical stump|oropharynx|nasopharynx|larynx|hypopharynx|hypopharyngeal|pharynx|nasal cavity|paranasal sinus|"
    "lip|tongue|ureter|ureteral|renal pelvis|urethra|urethral|urinary bladder|urinary tract|ge junction|gej|esophagogastric junction|ampullary|ampulla of vater|appendiceal|appendix|anus|anal canal|vulva|vagina|penis|testis|uterus|"
    "duodenal|thymus|parotid|bronchus|brain|skin"
)
_ORGANS = "|".join(sorted(_ORGAN_NAMES.split("|"), key=len, reverse=True))
# How the cells look, told before the organ or before the noun.
_CELLS = (
    "squamous cell|squamous|transitional cell|urothelial|small cell|large cell|serous|high grade serous|low grade serous|endometrioid|clear cell|mucinous|papillary|undifferentiated|poorly differentiated|adenosquamous|"
    "muscle invasive|medullary|anaplastic"
)
_ADJECTIVES = "(?:(?:squamous|non squamous|nonsquamous|serous|high grade serous|low grade serous|castration resistant|platinum resistant|epithelial|clear cell) )?"
_HEADS = "cancer|carcinoma|adenocarcinoma|malignancy"
_HEAD = rf"(?:(?:{_CELLS}) )*(?:{_HEADS}|malignant tumor)"
_NOUN = re.compile(r"\b(?:cancer|carcinoma|malignancy|malignant tumor)$")
# Of these the cells are part of the name ("squamous cell carcinoma of the skin"), or their names are known as they stand.
_OWN_NAMES = frozenset({"lung", "skin", "breast", "head and neck", "cervix", "esophagus", "liver", "brain"})
_JOIN = r" (?:,|/|or|and|and/or|, or|, and|, and/or|;) "
_LIST = sought(
    rf"(?<![^ ])(?P<list>(?:{_ADJECTIVES}(?:{_ORGANS}))(?:{_JOIN}{_ADJECTIVES}(?:{_ORGANS}))+) (?P<head>{_HEADS}|solid tumor cancer) "
)
_OF = sought(
    rf"(?<![^ ])(?P<heads>{_HEAD}(?: (?:or|and|and/or|/|,) {_HEAD})?) (?P<tie>of|arising (?:from|in)|originating (?:from|in)|(?:that|which) (?:arise|originate) (?:from|in)) (?P<list>(?:{_ORGANS})(?:{_JOIN}(?:{_ORGANS}))*) (?!tract|cavity|gland|junction|tube|cord|canal|stump)"
)
_OF_THE_URINARY_TRACT = frozenset(
    {"bladder", "urinary bladder", "ureter", "renal pelvis", "urethra", "urinary tract", "urothelial"}
)
_PARTS = re.compile(rf"({_JOIN})")


def _parted(listed: str) -> list[str]:
    """The organs of a list, and what joins them; "head and neck" is one."""
    return [
        part.replace("head+neck", "head and neck")
        for part in _PARTS.split(listed.replace("head and neck", "head+neck"))
    ]


# "Ovarian (epithelial ovarian, primary peritoneal or fallopian tube) cancer": the bracket tells which are counted.
_COUNTED = sought(
    rf"(?<![^ ])(?P<organ>ovarian|colorectal|gastric|lung|head and neck) \( (?:(?:{_ORGANS}|epithelial|cancer|carcinoma|and|or|,|/|primary|including|colon|gej|gea|ge|junction|of|small|non) )+\) (?=(?:{_HEADS}) )"
)


# Letters behind a name that they stand for.
_LETTERS = sought(
    r"(?<![^ ])(?P<noun>cancer|carcinoma|adenocarcinoma|tumor|lymphoma|leukemia|myeloma|sarcoma|glioblastoma|melanoma) \( (?:m?crc|nsclc|sclc|m?tnbc|hcc|m?rcc|ccrcc|prcc|pdac|hnscc|scchn|gej|gea|gec|btc|m?bc|ec|oc|ov|uc|mm|aml|all|cll|cml|dlbcl|nhl|hl|nets?|nec|gist|gbm|m?crpc|npc|eac|eac / gej|cscc|lca|pca|hgsoc|proc|psoc|lc|pc|gc|ovca) \) "
)


# Of both the place is told: "CNS lymphoma or leukemia".
_OF_THE_CNS = sought(
    r"\b(?P<place>cns|central nervous system) (?P<one>lymphoma|leukemia) (?P<joint>or|and|and/or|/) (?P<other>leukemia|lymphoma)\b"
)
_JUNCTION = sought(r"\b((?:ge|gastro ?esophageal|esophagogastric) junction) \( (?:gej|egj|geja|ge junction) \) ")


def with_own_nouns(line: str) -> str:
    """A canonical line in which each cancer has its noun."""
    line = _JUNCTION.sub(r"\1 ", line) if "junction (" in line else line
    return _NOUNS.made_in(line)


def _each_organ(found: re.Match[str]) -> str:
    """ "Ovarian or colorectal cancer": "ovarian cancer or colorectal cancer"."""
    parts = _parted(found["list"])
    if (
        any(n % 2 == 0 and part in ("brain", "skin", "liver", "hepatic") for n, part in enumerate(parts))
        and "breast" not in parts
    ):
        return found[0]
    head = "cancer" if found["head"] == "solid tumor cancer" else found["head"]
    return "".join(part if n % 2 else f"{part} {head}" for n, part in enumerate(parts)) + " "


def _of_organs(found: re.Match[str]) -> str:
    """ "Squamous cell carcinoma of the larynx or pharynx": "squamous cell larynx cancer or pharynx cancer"."""
    heads, parts = found["heads"], _parted(found["list"])
    organs = parts[::2]
    is_plain = heads in _HEADS.split("|")
    if len(organs) == 1 and found["tie"] == "of" and (is_plain or organs[0] in _OWN_NAMES):
        return found[0]
    if not {"brain", "skin", "liver"}.isdisjoint(organs) and "breast" not in organs:
        return found[0]
    noun = heads if is_plain else "cancer"
    cells = [_NOUN.sub("", head).strip() for head in re.split(r" (?:or|and|and/or|/|,) ", heads)]
    if _OF_THE_URINARY_TRACT.issuperset(organs) and {"transitional cell", "urothelial"}.issuperset(cells):
        cells = []
    told = "" if is_plain or not cells or not all(cells) else " or ".join(cells) + " "
    return told + "".join(part if n % 2 else f"{part} {noun}" for n, part in enumerate(parts)) + " "


_NOUNS = Changes(
    (_OF_THE_CNS, r"\g<place> \g<one> \g<joint> \g<place> \g<other>"),
    (_LETTERS, r"\g<noun> "),
    (_COUNTED, r"\g<organ> "),
    (_LIST, _each_organ),
    (_OF, _of_organs),
)
