"""Long ways to say one thing of a disease, in one short form: that it can, or can no longer, be treated for cure."""

from __future__ import annotations

from onward.reading.sought import sought

_MODE = (
    "local|locoregional|loco regional|definitive|potentially|surgical|surgery|resection|radiation|radiotherapy|radiation therapy|chemoradiation|chemoradiotherapy|therapy|"
    "treatment|with|of|by|other|any|standard|intent|further|combined|modality|excision|irradiation|re irradiation|ablation|either|local therapy|for|multimodality|systemic|chemotherapy|approach|curative"
)
# "amenable to resection or radiation therapy with curative intent", "candidate for local curative treatment".
_CURABLE = sought(
    r"(?<![^ ])(?:amenable|suitable|accessible|candidate|eligible|susceptible|treatable|appropriate)(?: (?:to|for|by|with))? "
    rf"(?:(?:{_MODE}|or|and|and/or|/|,) )*?(?:curative|potentially curative|cure)(?:(?: (?:or|and|and/or|/|,))* (?:intent|intention|treatment|therapy|surgery|resection|radiotherapy|radiation|radiation therapy|approach|purpose|option|modality|excision|local|by|with|surgical))*(?= |$)"
)
_UNRESECTABLE = r"(?:unresectable|inoperable|non ?resectable|nonresectable)"
_RECURRENT = sought(rf"(?<!, )(?<![^ ])locally recurrent (?:, |and |and/or )?{_UNRESECTABLE} (?!, |or )")


_OF_THE_BREAST = sought(r"\bbreast|\bibc\b|\bt4|\bstage\b|\btumor|\bcancer|\bmetasta")


def with_short_disease(line: str) -> str:
    """A canonical line with the short form of what it says at length of the disease."""
    if "curative" in line or " cure" in line:
        line = _CURABLE.sub("amenable to curative treatment", line)
    if "inflammatory disease" in line and _OF_THE_BREAST.search(line) is None:
        # An inflammation somewhere, which is no inflammatory breast cancer.
        line = line.replace("inflammatory disease", "inflammatory disorder")
    if " present " in line:
        line = line.replace("must not present ", "must not have ").replace("do not present with ", "do not have ")
    if "locally recurrent" in line:
        line = _RECURRENT.sub("unresectable locally recurrent ", line)
    return line
