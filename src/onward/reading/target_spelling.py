"""Targets of drugs by their short name where the long one stands: "anti-programmed cell death protein 1 (anti-PD-1)"."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_SAID_AGAIN = r"(?: \( (?:anti )?(?:{short})s? \))?"
_DEATH = r"programmed (?:cell )?death"
_MOLECULE = r"(?: (?:receptor|protein))*"
_PD_1 = _SAID_AGAIN.format(short="pd ?1")
_PD_L1 = _SAID_AGAIN.format(short="pd ?l ?1")
_PD_L2 = _SAID_AGAIN.format(short="pd ?l ?2")
_CTLA = _SAID_AGAIN.format(short="ctla ?4")
_MTOR = _SAID_AGAIN.format(short="mtor")
_PI3K = _SAID_AGAIN.format(short="pi ?3 ?k")
_AKT = _SAID_AGAIN.format(short="akt")
_CHANGES = Changes(
    (sought(rf"(?<![^ ]){_DEATH}{_MOLECULE}(?: 1)?(?: \( (?:anti )?pd(?: ?1)? \))?(?: 1)? ?ligand(?P<n> ?[12])(?:(?<=1){_PD_L1}|(?<=2){_PD_L2})(?= |$)"), lambda found: f"pd l{found['n'].strip()}"),
    (sought(rf"(?<![^ ])pd ligand (?P<n>[12])(?:(?<=1){_PD_L1}|(?<=2){_PD_L2})(?= |$)"), r"pd l\g<n>"),
    (sought(rf"(?<![^ ]){_DEATH}{_MOLECULE} (?:\( (?:anti )?pd \) )?1{_PD_1}(?= |$)"), "pd 1"),
    (sought(rf"(?<![^ ])cytotoxic t lymphocyte(?: associated)?(?: (?:antigen|protein|molecule))*(?: antigen)? 4{_CTLA}(?= |$)"), "ctla 4"),
    (sought(r"(?<![^ ])cluster of differentiation (?:\( cd \) )?(?P<n>\d{2,3})(?: \( cd ?(?P=n) \))?(?= |$)"), r"cd\g<n>"),
    (sought(rf"(?<![^ ])(?:mechanistic|mammalian) target of rapamycin{_MTOR}(?= |$)"), "mtor"),
    (sought(rf"(?<![^ ])(?:phosphoinositide|phosphatidylinositol|phosphatidyl inositol|phosphoinositol) 3 kinase{_PI3K}(?= |$)"), "pi3k"),
    (sought(rf"(?<![^ ])(?:serine / threonine(?: specific)? protein kinase|protein kinase b){_AKT}(?= |$)"), "akt"),
    # "PI3K-mTOR inhibitors": of both.
    (sought(r"(?<![^ ])dual pi3k mtor (?=inhibitor)"), "pi3k / mtor "),
)  # fmt: skip


def with_short_targets(line: str) -> str:
    """A canonical line with the short names of the targets of drugs."""
    return _CHANGES.made_in(line)
