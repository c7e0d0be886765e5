"""Cancers that share one noun, each with its own: "breast, lung or colorectal cancer", "carcinoma of the ovary or cervix"."""

from __future__ import annotations

import re

from onward.reading.sought import sought

_ORGANS = (
    "triple negative breast|breast|non small cell lung|small cell lung|lung|colon|rectal|rectum|colorectal|prostate|ovarian|ovary|pancreatic|pancreas|gastric|stomach|esophageal|esophagus|gastroesophageal junction|gastroesophageal|gastro esophageal|"
    "gastro esophageal junction|bladder|urothelial|renal cell|renal|kidney|liver|hepatic|hepatocellular|thyroid|cervical|cervix|endometrial|endometrium|uterine|head and neck|nasopharyngeal|oropharyngeal|laryngeal|oral|oral cavity|testicular|"
    "biliary tract|biliary|bile duct|gallbladder|anal|vulvar|vaginal|penile|fallopian tube|primary peritoneal|peritoneal|salivary gland|adrenal|thymic|hematologic|hematological|gynecologic|gynecological|genitourinary|gastrointestinal|neuroendocrine|"
    "small bowel|small intestine|epithelial ovarian|brain|skin"
)
_ADJECTIVES = "(?:(?:squamous|non squamous|nonsquamous|serous|high grade serous|low grade serous|castration resistant|platinum resistant|epithelial|clear cell) )?"
_HEADS = "cancer|carcinoma|adenocarcinoma|malignancy"
_JOIN = r" (?:,|/|or|and|and/or|, or|, and|, and/or|;) "
_LIST = sought(
    rf"(?<![^ ])(?P<list>(?:{_ADJECTIVES}(?:{_ORGANS}))(?:{_JOIN}{_ADJECTIVES}(?:{_ORGANS}))+) (?P<head>{_HEADS}) "
)
_OF = sought(rf"(?<![^ ])(?P<head>{_HEADS}) of (?P<list>(?:{_ORGANS})(?:{_JOIN}(?:{_ORGANS}))+) ")
_PARTS = re.compile(rf"({_JOIN})")
# "Ovarian (epithelial ovarian, primary peritoneal or fallopian tube) cancer": the bracket tells which are counted.
_COUNTED = sought(
    rf"(?<![^ ])(?P<organ>ovarian|colorectal|gastric|lung|head and neck) \( (?:(?:{_ORGANS}|epithelial|cancer|carcinoma|and|or|,|/|primary|including|colon|gej|gea|ge|junction|of|small|non) )+\) (?=(?:{_HEADS}) )"
)


# Letters behind a name that they stand for.
_LETTERS = sought(
    r"(?<![^ ])(?P<noun>cancer|carcinoma|adenocarcinoma|tumor|lymphoma|leukemia|myeloma|sarcoma|glioblastoma|melanoma) \( (?:m?crc|nsclc|sclc|m?tnbc|hcc|m?rcc|ccrcc|prcc|pdac|hnscc|scchn|gej|gea|gec|btc|m?bc|ec|oc|ov|uc|mm|aml|all|cll|cml|dlbcl|nhl|hl|nets?|nec|gist|gbm|m?crpc|npc|eac|eac / gej|cscc|lca|pca|hgsoc|proc|psoc|lc|pc|gc|ovca) \) "
)


def with_own_nouns(line: str) -> str:
    """A canonical line in which each cancer has its noun."""
    line = _LETTERS.sub(lambda found: f"{found['noun']} ", line)
    line = _COUNTED.sub(lambda found: f"{found['organ']} ", line)

    def spell(found: re.Match[str]) -> str:
        parts = _PARTS.split(found["list"])
        if (
            any(n % 2 == 0 and part in ("brain", "skin", "liver", "hepatic") for n, part in enumerate(parts))
            and "breast" not in parts
        ):
            return found[0]
        return "".join(part if n % 2 else f"{part} {found['head']}" for n, part in enumerate(parts)) + " "

    return _OF.sub(spell, _LIST.sub(spell, line))
