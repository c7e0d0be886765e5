"""Tests for viruses by one name each, and what is said before or behind a list of them said of each.

"Positive hepatitis B virus surface antigen (HBsAg), HCV antibody or HIV test" becomes "hbsag positive , anti hcv positive
or hiv positive"; "negative for HBsAg and anti-HCV" becomes "hbsag negative and anti hcv negative".
"""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_B = r"(?:hepatitis b(?: virus)?(?: \( (?:hbv|hep b|hepatitis b) \))?|hbv|hep b|hepb)"
_C = r"(?:hepatitis c(?: virus)?(?: \( (?:hcv|hep c|hepatitis c) \))?|hcv|hep c|hepc)"
_H = r"(?:human immunodeficiency virus(?: \( hiv \))?|hiv)"
_KIND = r"(?: ?(?:1|i) ?(?:/|and|or|and/or|,|\+) ?(?:2|ii)| (?:type )?(?:1|2|i|ii|1/2)(?= (?:antibody|ab|antigen|infection|test|positive|serolog)))"
_ANTIBODY = r"(?:antibody|ab|igg)(?: \( (?:ab|abs) \))?"
_NAMES = Changes(
    (sought(r"\bantihepatitis (?=[bc]\b)"), "anti hepatitis "),
    (sought(r"\bpolymerase chain reaction(?: \( (?:rt )?pcr \))?"), "pcr"),
    (sought(rf"\b(?:serum |plasma )?(?:{_B} (?:virus )?(?:surface|s) ?(?:antigen|ag)|hbs ?(?:ag|antigen)|hbv ?sag|hepbsag|hbvsag|{_B} sag|surface antigen of {_B})(?: \( (?:hbs ?ag|hbv ?sag|hb s ag|hbs antigen|hepbsag|sag) \))?(?= |$)"), "hbsag"),
    (sought(rf"\b{_B} antigen(?: \( (?:hbv? ?ag) \))?(?= |$)"), "hbsag"),
    (sought(rf"\b(?:total |serum )?(?:anti(?:body)?(?: to)? )?(?:{_B} (?:virus )?core ?{_ANTIBODY}|anti {_B} core(?: {_ANTIBODY})?|antibody to {_B} core(?: antigen)?|hbc ?{_ANTIBODY}|hbcab|anti hbc(?: {_ANTIBODY})?)(?: \( (?:total )?(?:anti hbc|hbcab|hbc ab|hbc antibody) \))?(?= |$)"), "anti hbc"),
    (sought(rf"\b(?:anti {_C}(?: virus)?(?: {_ANTIBODY})?|{_C} (?:virus )?{_ANTIBODY}|{_ANTIBODY} (?:to|against) {_C}|hcvab|hcab)(?: \( (?:anti hcv|hcv ?ab|hcvab|hcab|hep c ab|hcv antibody) \))?(?= |$)"), "anti hcv"),
    (sought(rf"\b(?:serum |plasma )?{_C} (?:virus )?rna(?: \( (?:hcv rna|qualitative|qualitative assay) \))?(?: (?:by )?pcr)?(?= |$)"), "hcv rna"),
    (sought(rf"\b(?:serum |plasma )?{_B} (?:virus )?(?:dna|deoxyribose nucleic acid)(?: \( hbv dna \))?(?: (?:by )?pcr)?(?= |$)"), "hbv dna"),
    (sought(rf"\b(?:anti {_H}(?:{_KIND})?(?: {_ANTIBODY})?|{_H}(?:{_KIND})? {_ANTIBODY}|{_ANTIBODY} (?:to|against) {_H}(?:{_KIND})?)(?: \( (?:hiv ab|anti hiv|hiv 1 / 2 ab) \))?(?= |$)"), "anti hiv"),
    # Whether a test is made asks for nothing.
    (sought(r"\( (?:no )?(?:testing|test) (?:is |are )?(?:not )?(?:required|mandatory|needed|necessary)(?: [a-z]+){0,4} \) ?"), ""),
    (sought(r"(?:; |\. |, )?(?:note : )?(?:no )?(?:baseline |routine |pre ?)?(?:testing|test) for (?:[a-z0-9/,]+ ){1,12}(?:is|are) (?:not )?(?:required|mandatory|needed|necessary)(?: unless (?:mandated|required|clinically indicated|indicated|otherwise required)(?: by [a-z ]+?)?)?(?: (?:for|by|in|at) [a-z ]+?)?(?= ?\.| ?;|$)"), ""),
)  # fmt: skip

_MARKER = r"(?:hbsag|anti hbc|anti hcv|hcv rna|hbv dna|anti hiv|hiv rna|hepatitis b(?: virus)?|hepatitis c(?: virus)?|hbv|hcv|hiv(?: 1/2| 1 / 2| 1 or 2| type 1)?|human immunodeficiency virus|hepatitis a|hav|htlv(?: 1| i)?|syphilis)"
_JOIN = r" (?:,|or|and|and/or|/|, or|, and|, and/or|;|; or) (?:for |to |the )?"
_LIST = rf"(?P<list>{_MARKER}(?:{_JOIN}{_MARKER})*)"
_TEST = r"(?:(?:blood|serum|serologic|serological|serology|screening|screen|laboratory|test|testing|result|antibody|marker|status|viral|at|on|in|the|visit|during) )*"
_POSITIVE_BEFORE = sought(
    rf"(?<![^ ])(?:positive|positivity|seropositive|seropositivity|reactive) {_TEST}(?:for|of|on|to|using)(?: (?:presence of|infection with))? {_LIST}(?: (?:infection|test|testing|result|positive|positivity|serology))*(?= |$)"
)
_POSITIVE_LIST = sought(
    rf"(?<![^ ])(?:positive|reactive|detectable) {_LIST}(?: (?:test|testing|result|serology|infection))*(?= |$)"
)
_POSITIVE_BEHIND = sought(
    rf"(?<![^ ]){_LIST} (?:(?:test|testing|result|serology) )*(?:is |are )?(?:positive|positivity|reactive|seropositive|seropositivity)(?: (?:status|result|test|serology))*(?= |$)"
)
_NEGATIVE_BEFORE = sought(
    rf"(?<![^ ])(?:negative|seronegative|non ?reactive) {_TEST}(?:for|of|on|to)(?: (?:presence of|infection with))? {_LIST}(?: (?:infection|test|testing|result|serology))*(?= |$)"
)
_NEGATIVE_LIST = sought(rf"(?<![^ ])(?:negative|non ?reactive) {_LIST}(?: (?:test|testing|result|serology))*(?= |$)")
_NEGATIVE_BEHIND = sought(
    rf"(?<![^ ]){_LIST} (?:(?:test|testing|result|serology) )*(?:is |are |must be )?(?:negative|seronegative|non ?reactive)(?: (?:status|result|test|serology))*(?= |$)"
)
_PIECES = re.compile(rf"({_JOIN})")
_ABOUT = sought(r"hepat|hbv|hcv|hbs|hbc|hiv|human immunodef|hep b|hep c|polymerase")


def _each(found: re.Match[str], word: str) -> str:
    pieces = _PIECES.split(found["list"])
    return "".join(piece if n % 2 else f"{piece} {word}" for n, piece in enumerate(pieces))


def _positive(found: re.Match[str]) -> str:
    if _PIECES.search(found["list"]) is None and not _is_test(found["list"]):
        return found[0]  # an illness by its name: "positive for HIV" is a phrase of its own
    return _each(found, "positive")


def _negative(found: re.Match[str]) -> str:
    # Every one of them is asked to be negative, whichever word joins them.
    pieces = [piece for n, piece in enumerate(_PIECES.split(found["list"])) if n % 2 == 0]
    if len(pieces) == 1 and not _is_test(pieces[0]):
        return found[0]
    ill = [piece for piece in pieces if not _is_test(piece)]
    denied = f"no {' or '.join(ill)}" if ill else ""
    return " and ".join(filter(None, (denied, *(f"{piece} negative" for piece in pieces if _is_test(piece)))))


def _is_test(name: str) -> bool:
    return name.startswith(("hbsag", "anti ", "hcv rna", "hbv dna", "hiv rna"))


_CHRONIC = sought(
    r"(?<!acute or )(?<!acute and )(?<!acute and/or )(?<!acute / )(?<!active or )(?<!active and )(?<!active and/or )(?<!active / )\bchronic hepatitis (?P<one>[bc])(?: virus)?(?: \( h[bc]v \))?(?: infection)?"
    r"(?:(?P<joint> (?:or|and|and/or|/) )(?:hepatitis )?(?P<other>[bc])(?: virus)?(?: \( h[bc]v \))?(?: infection)?)?(?= |$)(?! (?:rna|dna|antibody|antigen|surface|core))"
)


def _chronic(found: re.Match[str]) -> str:
    """ "Chronic hepatitis B or C": either of them chronic."""
    other = "" if found["other"] is None else f"{found['joint']}chronic h{found['other']}v"
    return f"chronic h{found['one']}v{other}"


def with_short_viruses(line: str) -> str:
    """A canonical line in which each test for a virus has one name, with its own result."""
    if _ABOUT.search(line) is None:
        return line
    line = _NAMES.made_in(line).replace("  ", " ")
    if "positiv" in line or "reactive" in line or "detectable" in line:
        line = _POSITIVE_BEHIND.sub(_positive, line)
        line = _POSITIVE_LIST.sub(_positive, _POSITIVE_BEFORE.sub(_positive, line))
    if "negative" in line or "reactive" in line:
        line = _NEGATIVE_BEHIND.sub(_negative, line)
        line = _NEGATIVE_LIST.sub(_negative, _NEGATIVE_BEFORE.sub(_negative, line))
    if "chronic" in line:
        line = _CHRONIC.sub(_chronic, line)
    return line
