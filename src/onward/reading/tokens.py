"""A line as words: lower case, singular, one spelling, numbers and signs apart, single spaces.

The canonical form is a string in which every word ends with a space, so that patterns over it are regular expressions.
It is for the reader's eyes only; what is shown is the line itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onward.reading.shared_head import spelled_out
from onward.reading.sought import Changes, sought

# Words that say nothing by themselves and may be left out anywhere.
_ARTICLES = frozenset({"the", "an", "a"})
# "a" behind these is a name: hepatitis A, cohort A.
_LETTERED = frozenset(
    {
        "hepatitis",
        "vitamin",
        "cohort",
        "arm",
        "part",
        "group",
        "type",
        "factor",
        "class",
        "influenza",
        "phase",
        "stage",
        "pugh",
    }
)

_ABBREVIATIONS = Changes(
    (sought(r"\be\.\s?g\.?,?"), "eg "),
    (sought(r"\bi\.\s?e\.?,?"), "ie "),
    (sought(r"\betc\.?"), "etc "),
    (sought(r"\bvs\."), "vs "),
    (sought(r"\bst\. (?=john)"), "st "),
    (sought(r"\bno\. (?=\d)"), "no "),
    (sought(r"\bapprox\."), "approximately "),
    (sought(r"\bdr(?:\. | \. (?=[a-z]))"), "dr "),
    (sought(r"\b(inc|ltd|corp|prof)\.(?= [a-z])"), r"\1 "),
    (sought(r"\bu\.s\.?(?:a\.?)?"), "us "),
    (sought(r"\bi\.v\.?"), "iv "),
    (sought(r"\bp\.o\.?"), "po "),
    (sought(r"\bi\.m\.?"), "im "),
    (sought(r"\bs\.c\.?"), "sc "),
)
# ER+, HER-2 negative written with a sign: "ER-", "HER2(-)", "PgR+".
_SIGNED_MARKER = sought(
    r"\b(er|pr|pgr|hr|her-?2(?:/neu)?|her2neu|erbb2|fish|ish|ihc|t?nbc|pd-?l1|ar)\s*(?:\(\s*(?P<inner>\+|-)\s*\)|(?P<sign>\+ ?ve|- ?ve|\+|-))"
    r"(?=$|[\s,;/.):\]]|her|er\b|pr\b|pgr|and\b|or\b|mbc|bc\b|breast|disease|metastatic|tumou?r|2l|1l)"
    # "HER2- (HER2/neu-) overexpressing": the hyphen belongs to what comes behind.
    r"(?!(?<=-)\s*\)?\s*(?:\([^()]*\)\s*)?(?:over-?\s?express|positiv|amplif))"
    # "HER2- or HER3-primed": the hyphen waits for "primed".
    r"(?!,?\s*(?:and/or|and|or|/)\s*[a-z0-9]+-(?!negativ|positiv|neg\b|pos\b)[a-z]{3,})"
)
# "ER- and/or PR-positive": the hyphen waits for "positive", it is no sign of its own.
_SUSPENDED = sought(
    r"\b(er|pr|pgr|hr|estrogen receptor|estrogen|oestrogen|progesterone)\s?-(?=,?\s*(?:and/or|and|or|/)\s*(?:er|pr|pgr|hr|progesterone|estrogen|oestrogen)(?:[- ]?receptor)?s?[- ]?\s*(?:positiv|negativ|\+|\(\+))"
)
# "ER- and HER2-positive": whether ER is negative, or positive too, the words do not tell.
_IN_DOUBT = sought(r"\b(er|pr|pgr|hr)-(?=\s*(?:and/or|and|or)\s*her-?2(?:/neu)?[- ]?(?:positiv|negativ))")
_POWER = sought(
    r"(?:[x*.·]|\btimes)\s*10\s*(?:\^|e|\*\*)?\s*[\[(]?\s*(?:exp)?\s*(?:\^)?\s*(3|6|9|12)\s*[\])]?(?=\s*(?:/|per|cells|platelets|neutrophils|$|[,;.)]|l\b))"
)
_K_PER_MICROLITRE = sought(r"(\d)\s*k\s*/\s*(?:ul|mcl|mm3|mm\^3|cumm|cmm)\b")
_CUBIC = sought(r"\b(mm|cm|m)\s*\^?\s*([23])\b|\bcubic\s+(?:mm|millimet(?:er|re)s?)\b|\bcu\.?\s?mm\b|\bcmm\b")
_THREE_FIGURES = sought(r"[, ]\d{3}(?!\d)")
_THOUSANDS = sought(r"\d(?<![\d.,]\d)\d{0,2}(?:[, ]\d{3})+(?![\d]|[.,]\d{3})")
_DECIMAL_COMMA = sought(r"(\d(?<![\d,.]\d)\d?),(\d{1,2})(?=\s*(?:x|e\d|g/|mg|umol|mmol|times|uln|%))")
_DIGIT = sought(r"\d")
_ORDINAL = sought(r"(\d(?<!\w\d)\d*)(?:st|nd|rd|th)\b")
_UNIT_GLUED = sought(
    r"(\d)(?=(?:mg|mcg|ug|gm|g|kg|pg|ml|dl|l|mm|cm|msec|ms|umol|mmol|mm3|iu|u|x|days?|weeks?|wks?|months?|mos?|years?|yrs?|yo|hours?|hrs?|gy|bpm|mmhg|uln|lln|(?<!pi3)k|cells)\b)"
)
# "2.5xULN", "3x the ULN", "1 xUNL": the sign of times glued to what it multiplies or is multiplied by.
_TIMES_GLUED = sought(
    r"(\d)\s*x\s*(?=(?:[iu]?uln|unl|lln|iuln|the\s|upper|normal|institution|lower))|(\s)x(?=(?:i?uln|unl|lln)\b)"
)
# "10 to the 9th power", "10 to the 9th": a power of ten in words.
_POWER_IN_WORDS = sought(r"x\s*10\s+to\s+the\s+(3|6|9)(?:th|rd)?(?:\s+power)?")
# "; b. Platelets ...": letters that count the parts of a line.
_LETTERED_PART = sought(
    r"(?:(?<=^)|(?<=[;:,] )|(?<=[a-z)] ))(?:[a-j]|i{1,3})\s?\.\s+(?=(?:absolute|platelet|hemoglobin|haemoglobin|total|serum|creatinine|ast\b|alt\b|aspartate|alanine|alkaline|bilirubin|albumin|inr\b|wbc|white|leuko|neutro|anc\b|estimated|calculated|prothrombin|international|lvef|left ventric))"
)
_WORD = sought(r"\d+(?:\.\d+)?(?![a-z0-9])|\.\d+|[a-z0-9]*[a-zα-ωé][a-z0-9α-ωé]*|[≥≤<>=%,;:()\[\]/+.^*&\"~-]")
_INITIAL = sought(r"\.(?<=\b[A-Z]\.)(?= [a-z])")
# Receptors and their ligands that hold the words "growth factor", which alone are drugs.
_NAMED_FACTORS = (
    ("human epidermal growth factor receptor 2 ( her2 )", "her2"),
    ("human epidermal growth factor receptor 2", "her2"),
    ("human epidermal growth factor receptor ( her2 )", "her2"),
    ("human epidermal growth factor 2", "her2"),
    ("vascular endothelial growth factor", "vegf"),
    ("epidermal growth factor", "egf"),
    ("fibroblast growth factor", "fgf"),
    ("platelet derived growth factor", "pdgf"),
    ("insulin like growth factor", "igf"),
    ("transforming growth factor", "tgf"),
    ("nerve growth factor", "ngf"),
)
_HYBRIDIZATION = sought(
    r"(?:fluorescen(?:ce|t)|chromogenic|silver|dual) in situ hybridization (?=\( (f|c|s|d)ish \) )|(?:(?:fluorescen(?:ce|t)|chromogenic|silver|dual) )?in situ hybridization "
)
# "EGFR" is a gene where something is said of the gene; otherwise it is the filtration rate.
_EGFR_GENE = sought(
    r"(?<![^ ])egfr (?=(?:gene|mutation|mutated|mutant|exon|amplification|alteration|or her2|and her2|/ her2|wild|activating|t790m|l858r|sensitizing)\b)"
)
_DEPARTMENT = sought(r"(?<![^ ])(?:radiation|radiotherapy|surgical) oncolog")
_SAID_TWICE = sought(r"(?<![^ ])([a-z][a-z0-9]+) (?:/ \1|\( \1 \)) ")
# "Within the past year": one year.
_UNIT_ALONE = sought(
    r"(?<![^ ])((?:within|in|during|over) (?:past|last|previous|preceding|prior)) (year|month|week)(?= )"
)
# "St. John's wort", "Dr. Smith": no sentence ends there.
_SENTENCE_END = sought(r"\.(?=\s+[A-Z(\[]|\s*$)(?<!\bSt\.)(?<!\bst\.)(?<!\bDr\.)(?<!\bInc\.)(?<!\bProf\.)")
# A name of single letters with points between them.
_DOTTED = sought(r"\b(?:[A-Za-z]\.){4,}[A-Za-z]?(?![A-Za-z])")

# Nothing follows them: the next line of the list does.
_LAST = frozenset({"or", "and", "and/or", ",", ";"})

_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "metastases": "metastasis", "diagnoses": "diagnosis", "analyses": "analysis",
    "crises": "crisis", "thromboses": "thrombosis", "stenoses": "stenosis", "psychoses": "psychosis", "viruses": "virus", "does": "does",
    "always": "always", "sepsis": "sepsis", "criteria": "criterion", "diabetes": "diabetes", "herpes": "herpes", "rabies": "rabies",
    "series": "series", "species": "species", "menses": "menses", "feces": "feces", "ascites": "ascites", "lives": "life", "half-lives": "half-life",
    "tumour": "tumor", "tumours": "tumor", "oestrogen": "estrogen", "oestrogens": "estrogen", "haemoglobin": "hemoglobin", "haematologic": "hematologic",
    "haematological": "hematological", "leukaemia": "leukemia", "anaemia": "anemia", "randomised": "randomized", "randomisation": "randomization",
    "immunised": "immunized", "hospitalised": "hospitalized", "stabilised": "stabilized", "enrolment": "enrollment", "enroled": "enrolled",
    "tumoral": "tumor", "tyrosin": "tyrosine", "oedema": "edema", "diarrhoea": "diarrhea", "ischaemic": "ischemic", "ischaemia": "ischemia", "haemorrhage": "hemorrhage",
    "haemorrhagic": "hemorrhagic", "hypercalcaemia": "hypercalcemia", "neutropaenia": "neutropenia", "paediatric": "pediatric", "anaesthesia": "anesthesia",
    "caesarean": "cesarean", "oesophageal": "esophageal", "oesophagus": "esophagus", "gynaecological": "gynecological", "glycaemia": "glycemia",
    "hyperglycaemia": "hyperglycemia", "hypoglycaemia": "hypoglycemia", "uncontrolled": "uncontrolled", "counselling": "counseling", "labelled": "labeled",
    "lymphoedema": "lymphedema", "behaviour": "behavior", "neo": "neo", "dependant": "dependent", "judgment": "judgement",
    "cacinoma": "carcinoma", "carcimoma": "carcinoma", "carcinom": "carcinoma", "carinoma": "carcinoma", "carcioma": "carcinoma", "squamos": "squamous", "sqamous": "squamous", "squamus": "squamous",
    "melonoma": "melanoma", "malignacy": "malignancy", "malignany": "malignancy", "maligancy": "malignancy", "metastasies": "metastasis", "metastatis": "metastasis", "metatstatic": "metastatic", "metastic": "metastatic",
}  # fmt: skip


def singular(word: str) -> str:
    """The word in its singular and in one spelling."""
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui":
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


_FIRST_DAY = sought(
    r"\b(?:cycle\s*(?:1|one)\s*[,/-]?\s*\(?\s*day\s*(?:1|one)\)?|cycle\s*1\s*[,/-]?\s*d1|c1\s*/?\s*d1|day\s*(?:1|one)\s*,?\s*(?:of\s+)?(?:the\s+)?(?:first\s+)?cycle(?:\s*(?:1|one))?|"
    r"study\s+day\s+1|day\s*(?:1|0|one)\b(?=\s*(?:$|[.,;)]|of\s+(?:study|treatment|therapy|protocol|trial)))|cycle\s*1(?=\s*(?:$|[.,;)])))"
)


# Which version of a guideline is meant makes no difference here.
_VERSION = sought(
    r"\b(?:version|ver|v(?!600))\.?\s*\d+(?:\.\d+)*\b|(?<=recist)\s*\(?\s*\d\.\d\)?|(?<=ctcae)\s*\d(?:\.\d+)?\b"
)
_ENUMERATOR = sought(r"(?:(?<=^)|(?<=[\s,;:]))(\()?(?:[1-9]|[a-e]|i{1,3}|iv|v)\)\s+(?=[a-z≥≤<>])", re.IGNORECASE)


def _short_hybridization(found: re.Match[str]) -> str:
    """ "fluorescence in situ hybridization" as FISH; nothing where the short form follows in brackets."""
    if found[1]:
        return ""
    return (
        {"f": "fish ", "c": "cish ", "s": "sish ", "d": "dish "}.get(found[0][0], "ish ")
        if not found[0].startswith("in ")
        else "ish "
    )


def _without_enumerators(text: str) -> str:
    """Leave out "1)", "(a)", "ii)" that count the parts of a line; "(CTCAE grade 3) or" keeps its bracket."""

    def drop(found: re.Match[str]) -> str:
        before = text[: found.start()]
        is_open = before.count("(") > before.count(")")
        return found[0] if is_open and found[1] is None else ""

    return _ENUMERATOR.sub(drop, text)


# The guideline by its long name and version, and by its short name: one word.
_RECIST_NAME = r"recist(?: criteri(?:a|on)| guidelines?)?"
_RECIST_VERSION = r"(?:version|ver|v)?[. ]{0,2}[12]\.[01]{1,2}(?:\.\d)?(?![\d.]\d)"
_RECIST = sought(
    r"(?:(?:revised|modified|standard) )*(?:response evaluation criteri(?:a|on) (?:in|for|is|of) solid tumou?rs?(?: group)?(?: criteri(?:a|on))?|"
    + _RECIST_NAME
    + r")(?:,? (?:"
    + _RECIST_NAME
    + rf"(?:,? ?{_RECIST_VERSION})?|[(\[](?:"
    + _RECIST_NAME
    + rf")?(?:,? ?{_RECIST_VERSION})?[)\]]|(?:guidelines?,? |criteri(?:a|on),? )?{_RECIST_VERSION}))*"
)


_SAME_SIGN = {"[": "(", "]": ")", "&": "and"}


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str | None:
    """The word in its canonical form; None for articles and signs, which depend on what stands beside them."""
    if word in _ARTICLES or word in '-~"*^':
        return None
    return _SAME_SIGN.get(word) or singular(word)


def canonical(text: str) -> str:
    """The line in canonical form; `text` as `one_spelling` gives it."""
    if ")" in text:
        text = _without_enumerators(text)
    if text.count(".") > 3:
        text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = _SENTENCE_END.sub(" . ", _INITIAL.sub("", text)).lower()
    if "recist" in text or "response evaluation" in text:
        text = _RECIST.sub("recist", text)
    if "." in text:
        text = _ABBREVIATIONS.made_in(text)
    if "+" in text or "-" in text:
        text = _IN_DOUBT.sub(r"\1 suspended ", _SUSPENDED.sub(r"\1 ", text))
        text = _SIGNED_MARKER.sub(lambda found: f"{found[1]} {_sign(found['sign'] or found['inner'])} ", text)
    if "v" in text:
        text = _VERSION.sub(" version ", text)
    if "x" in text:
        text = _TIMES_GLUED.sub(r"\1\2 x ", text)
    if " . " in text:
        text = _LETTERED_PART.sub("", text)
    if "10" in text:
        text = re.sub(r"(?<=\d )10\s?e\s?(3|6|9)(?=\s?/)", r"e\1", text)
        text = _POWER_IN_WORDS.sub(r" e\1 ", text)
        text = _POWER.sub(r" e\1 ", text)
    if "1" in text or "day" in text:
        text = _FIRST_DAY.sub("c1d1", text)
    if "cu" in text or "mm" in text or "2" in text or "3" in text:
        text = _CUBIC.sub(lambda found: f"{found[1]}{found[2]} " if found[1] else "mm3 ", text)
    if _DIGIT.search(text) is not None:
        text = _K_PER_MICROLITRE.sub(r"\1 e3 / ul ", text)
        if _THREE_FIGURES.search(text) is not None:
            text = _THOUSANDS.sub(lambda found: re.sub(r"[, ]", "", found[0]), text)
        text = _DECIMAL_COMMA.sub(r"\1.\2", text)
        text = _ORDINAL.sub(r"\1 th", text)
        text = _UNIT_GLUED.sub(r"\1 ", text)
    text = text.replace("'", "")
    words: list[str] = []
    for found in _WORD.finditer(text):
        word = found[0]
        plain = _plain(word)
        if plain is not None:
            words.append(plain)
            continue
        if word in _ARTICLES:
            if word == "a" and words and words[-1] in _LETTERED:
                words.append(word)
            continue
        # Only between numbers does it say anything: a range.
        if (
            word in "-~"
            and words
            and words[-1][0].isdigit()
            and text[found.end() : found.end() + 2].strip()[:1].isdigit()
        ):
            words.append("-")
    if not words:
        return ""
    while words and words[-1] in _LAST:
        words.pop()
    if not words:
        return ""
    line = " ".join(words).replace("and / or", "and/or") + " "
    if "growth factor" in line:
        for name, short in _NAMED_FACTORS:
            line = line.replace(f"{name} receptor ", f"{short}r ").replace(f"{name} ", f"{short} ")
    if "oncolog" in line:
        # A person or a department, and no treatment.
        line = _DEPARTMENT.sub("oncolog", line)
    if " hybridization " in line:
        line = _HYBRIDIZATION.sub(_short_hybridization, line)
    if " ( . . . ) " in line:
        line = line.replace(" ( . . . ) ", " ")
    if " ( ) " in line:
        line = line.replace(" ( ) ", " ")
    if "mtnbc" in line:
        line = line.replace("mtnbc ", "metastatic tnbc ")
    if "egfr" in line:
        line = _EGFR_GENE.sub("erbb1 ", line)
    if _UNIT_ALONE.search(line) is not None:
        line = _UNIT_ALONE.sub(r"\1 1 \2", line)
    if _may_be_said_twice(line):
        line = _SAID_TWICE.sub(r"\1 ", line)
    return spelled_out(line)


def _may_be_said_twice(line: str) -> bool:
    if " / " not in line and " ( " not in line:
        return False
    words = line.split()
    return any(word in "/(" and words[n] == words[n + 2] for n, word in enumerate(words[1:-1]))


def _sign(sign: str) -> str:
    return "positive" if sign.startswith("+") else "negative"
