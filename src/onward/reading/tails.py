"""How a thing was found, by whose laboratory and on which day: words behind a criterion that change nothing in it.

A tail begins with a word such as "by" or "according to", goes on in words of a closed list, names a method, a guideline
or a moment, and ends where a sentence, a clause or a bracket ends. A word outside of the list keeps the tail as it is.
"""

from __future__ import annotations

from onward.reading.word_set import word_set

_STARTS = word_set(
    "by per via using utilizing following on as according based assessed determined defined confirmed documented tested measured evaluated verified evidenced demonstrated "
    "established diagnosed proven classified meeting in with when upon at under"
)
# Words that may follow the first one before the method is named.
_LINKS = word_set(
    "by per via using on as to according based assessed determined defined confirmed documented tested measured evaluated verified evidenced demonstrated with in of accordance basis "
    "from either for when set forth outlined described detailed upon under line following utilizing at performed done analyzed obtained reported interpreted"
)
_METHODS = word_set(
    "recist irecist mrecist imrecist irrecist pcwg3 rano percist who cheson lugano ct mri pet spect fdg cect ultrasound ultrasonography mammography mammogram scan x ray xray radiograph radiography radiology imaging "
    "tomography resonance examination exam palpation caliper photography bronchoscopy endoscopy asco cap nccn esmo guideline immunohistochemistry immunohistochemical immunohistochemically ihc fish ish cish sish "
    "hybridization laboratory lab pathology histology cytology histopathology biopsy assay sequencing ngs pcr cytogenetics testing investigator radiologist pathologist physician clinician review"
)
_MOMENTS = word_set(
    "consent icf enrollment enrolment randomization screening registration entry inclusion baseline consenting recruitment"
)
_WORDS = (
    _LINKS
    | _METHODS
    | _MOMENTS
    | word_set(
        "the a an and or and/or / - ( ) , version v guideline criterion recommendation standard update updated current currently most recent latest new revised modified local locally central centrally "
        "institutional institution site independent blinded approved validated certified accredited fda clia ce marked sponsor designated reference commercial commercially available appropriate routine practice clinical clinic "
        "hospital own national international american society oncology college pathologist network comprehensive cancer european medical eisenhauer et al jco allison wolff hammond therasse response evaluation solid tumor tumour "
        "sample specimen tissue block slide archival archived fresh primary metastatic recurrent lesion histologic histological cytologic cytological pathologic pathological diagnostic test result report analysis method methodology technique technology technologies conventional spiral helical contrast iv enhanced computed computerized magnetic positron emission bone chest abdomen pelvis body whole mammographic "
        "plain other laparoscopy modality radiographic radiological radiologic radiologically radiographically physical physician local area assessment assessed evaluation evaluated treating study team site staff next generation genetic genomic molecular polymerase chain reaction "
        "fluorescence fluorescent chromogenic silver situ dual probe immunostaining staining stain core needle fine aspiration time day date moment document icd signing signed signature sign informed written form obtaining providing giving "
        "obtained given initial first visit start study trial subject patient participant her his their its this that is are was were has have been must be should"
    )
)
_NUMBER = word_set("1.0 1.1 1 2 3 2000 2007 2009 2010 2013 2014 2018 2019 2020 2021 2022 2023 2024")
_NOT_BEHIND = word_set(
    "be been being is are was were will should must not only except unless solely no without + or and of to for than if"
)
# Behind a tail and a joint a new part begins, and not one way more.
_NEW_PARTS = word_set(
    "measurable evaluable non nonmeasurable lytic at have has must her2 er pr hr estrogen progesterone hormone triple metastatic locally no not patient subject participant who is are ≥ > < ≤"
)
_TRIMMED = word_set(
    "and or and/or , / - ( is are was were has have been must be should a the that this its her his their patient subject participant in at of by per on as with for to"
)
_ENDS = word_set(". ; ) :")


def without_tails(line: str) -> str:
    """A canonical line without what says only how, where and when something was found."""
    tokens = line.split()
    if _METHODS.isdisjoint(tokens) and _MOMENTS.isdisjoint(tokens):
        return line
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        end = _tail(tokens, at) if tokens[at] in _STARTS and at > 0 else at
        if end == at:
            kept.append(tokens[at])
            at += 1
            continue
        opened = kept[-1:] == ["("] and tokens[end : end + 1] == [")"]
        if opened:
            kept.pop()
            end += 1
        if kept[-1:] == [","] and tokens[end : end + 1] in ([], ["."], [";"], [","], [")"]):
            kept.pop()
        at = end
    return f"{' '.join(kept)} "


def _tail(tokens: list[str], at: int) -> int:
    """The place behind the tail that begins here; the place itself where none does."""
    before = tokens[at - 1] if tokens[at - 1] not in ("(", ",") or at < 2 else tokens[at - 2]
    if before in _NOT_BEHIND or before.isdigit() or tokens[at - 1] in _NOT_BEHIND:
        return at
    end = at + 1
    depth = 0
    while end < len(tokens):
        word = tokens[end]
        if word == ")" and depth == 0:
            break
        if word not in _WORDS and not (word in _NUMBER and tokens[end - 1] not in ("≥", ">", "<", "≤")):
            break
        depth += (word == "(") - (word == ")")
        end += 1
    while end > at + 1 and (tokens[end - 1] in _TRIMMED or depth > 0):
        end -= 1
        depth -= (tokens[end] == "(") - (tokens[end] == ")")
    words = tokens[at:end]
    if _METHODS.isdisjoint(words) and (
        _MOMENTS.isdisjoint(words) or words[0] not in ("at", "on", "upon", "when", "as")
    ):
        return at
    if words[0] in ("in", "with", "as") and (len(words) < 2 or words[1] not in _LINKS):
        return at
    return end if _is_end(tokens, end) else at


def _is_end(tokens: list[str], end: int) -> bool:
    if end == len(tokens) or tokens[end] in _ENDS:
        return True
    if tokens[end] in (",", "and", "or"):
        behind = tokens[end + 1 : end + 3]
        if behind[:1] in (["and"], ["or"]):
            behind = behind[1:]
        return bool(behind) and behind[0] in _NEW_PARTS
    return False
