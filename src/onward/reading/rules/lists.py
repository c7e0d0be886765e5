"""What stands together in a list, and the presence or history that stands before it."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import AskHuman, Finding
from onward.reading.drug_sets import is_of_cancer
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.disease import is_disease
from onward.reading.rules.examples import GOES_ON, REQUIRES
from onward.reading.rules.illness import joined
from onward.reading.rules.restrictions import is_other_illness
from onward.reading.rules.values import same_letter, thing_of
from onward.reading.shared_grade import sharing_grade, sharing_grade_before
from onward.reading.shared_said import if_suspected, said_of_both, with_signs, without_any_operation
from onward.reading.shared_window import (
    active_as,
    are_moments,
    sharing_activity,
    sharing_adjective,
    sharing_head,
    sharing_window,
)
from onward.reading.sought import sought
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Ill,
    Several,
    Thing,
    Treated,
    all_of,
    any_of,
    at_present_as,
    negated,
    with_quality,
    with_status,
)
from onward.reading.things_asked import question_of

PRESENCE = Stage("presence and history")
presence = PRESENCE.rule
LISTS = Stage("lists")
rule = LISTS.rule


def _in_one_window(one: Treated, other: Treated) -> Treated:
    """ "receives steroids or immunosuppressants within 7 days": the window goes for both."""
    free = one.window is None and not one.settings and not one.ended_by
    return replace(one, window=other.window) if other.window is not None and free else one


@presence("$presence <CDFO:thing>", gives="", again=True)
def present(found: Found) -> object:
    """ "presence of ...", "known ..."."""
    sign = found.sign("thing")
    value = found.any("thing")
    if found.words.startswith(("requir", "need")) and isinstance(value, (Treated, Several)) and is_of_cancer(value):
        return None
    if re.match(r"(?:requir|need|in need)", found.words) and isinstance(value, Happened) and _is_treatment(value):
        before = found.match.string[: found.match.start()]
        if re.search(r"[CDFX][\ue000-\uf8ff] (?:, )?$", before) is None:
            # "Need for palliative radiotherapy": none that was given.
            said = found.draft.spoken(found.words)
            asked = Fixed(criterion=AskHuman(question=f"Is it so: {said}?", because=JUDGED))
            return found.draft.put("F", asked, said)
    feared = if_suspected(value, found.words, found.draft) if isinstance(value, Ill) else None
    if feared is not None:
        return found.draft.put("C", feared, found.draft.spoken(found.words))
    signed = with_signs(value, found.words) if isinstance(value, Ill) else value
    if signed is not value:
        return found.draft.put("C", signed, found.draft.spoken(found.words))
    if sign is not None:
        # What a human is asked later keeps the words: "requiring a pacemaker", "with brain involvement".
        found.draft.said[ord(sign) - FIRST_THING] = found.draft.spoken(found.words)
    return found.match[0][-3:]


def _is_treatment(event: Happened) -> bool:
    return event.window is None and event.event.event in ("radiotherapy", "procedure", "major surgery")


@presence("$ever <CFO:thing>", gives="", again=True)
def once(found: Found) -> object:
    """ "history of ..."."""
    return same_letter(found, "thing", with_status(thing_of(found.any("thing")), "ever"))


@rule(
    "{unwilling|unwillingness|refusal|not willing|unable or unwilling|inability or unwillingness|inability|unable} to {use|practice|employ|agree to use|utilize} <F:method>",
    gives="F",
)
def no_contraception(found: Found) -> object:
    """ "pregnancy, or unwillingness to use adequate birth control"."""
    method = found.any("method")
    if (
        not found.draft.denied
        or not isinstance(method, Fixed)
        or method.criterion != Finding(name="effective contraception")
    ):
        return None
    # Whoever can bear no child is not kept out for it, though the words do not say so.
    return Fixed(criterion=all_of((Finding(name="childbearing potential"), negated(method.criterion))))


# A setting as an adjective before the first of a list goes for all of it.
_PREFIXED = re.compile(r"(?:any |prior |previous |patient |who |that |has |have |had |been |receiving |received |treatment with |treated with )*(?P<setting>preoperative|pre operative|neoadjuvant|neo adjuvant|\( neo ?\) ?adjuvant|postoperative|adjuvant) ")  # fmt: skip
_AND = "{,|and|or|/|and/or|, and|, or|;|nor|, and/or|; or|; and|or any|or other|and/ or|as well as|or any other|, or any|, nor|or known|or evidence of|or history of|or current|and any|or active|, any|and other|or prior|or presence of|, has current|or has current|, has|, current|, or history of|or with|, history of|, or other|, including}"


@rule(f"<CDFO:one> {_AND} <CDFO:other>", gives="", again=True)
def listed(found: Found) -> object:
    """ "HIV, hepatitis B or hepatitis C"."""
    one, other = thing_of(found.any("one")), thing_of(found.any("other"))
    if " / " in f" {found.words}" and isinstance(one, Ill) and isinstance(other, Ill) and one.grade is None:
        # "Hypercholesterolaemia/hypertriglyceridaemia of grade 3 or more": the grade goes for both.
        one = replace(one, grade=other.grade)
    if " / " in f" {found.words}" and _says_again(one, other):
        # "Pulmonary haemorrhage/bleeding": the same, said twice.
        return found.draft.put("C", _with_window_of(one, other))
    if not found.draft.denied and _is_disease_thing(one) and isinstance(other, (Treated, Happened)):
        # "Not amenable to surgery or radiotherapy": the treatment belongs to what is said of the disease.
        return None
    if isinstance(one, Treated) and not isinstance(other, (Treated, Happened, Several)) and _is_needed(found):
        # "An arrhythmia requiring medicines, or asthma": what is required is of the illness before it.
        return None
    words = f" {found.words}"
    joint = "or" if " or " in words or "and/or" in words or " / " in words or " nor " in words else "and"
    if " and " not in words and joint == "and":
        joint = ""
    letters = {found.match.string[found.match.start(name) - 1] for name in ("one", "other")}
    ends = not found.match.string[found.match.end() :].startswith(("or ", ", ", "and/or "))
    if letters == {"F"} and joint == "" and not found.draft.denied and one != other and ends:
        # "Three metastatic sites, a measurable lesion": no words make them ways of which one is enough.
        return None
    if (
        letters == {"F"}
        and joint == ""
        and not found.draft.denied
        and _is_disease_thing(one) != _is_disease_thing(other)
    ):
        # "Postmenopausal women, stage III or node-positive": the "or" is of the disease alone.
        return None
    if letters == {"F"} and _is_disease_thing(one) and _is_disease_thing(other) and not found.draft.denied:
        parts = (question_of(one, denied=False), question_of(other, denied=False))
        if joint == "":
            return None
        return found.draft.put("F", Fixed(criterion=any_of(parts) if joint == "or" else all_of(parts)))
    setting = _PREFIXED.match(found.draft.said[ord(found.match["one"]) - FIRST_THING])
    if setting is not None and isinstance(other, Happened) and not other.qualities:
        # "Preoperative chemotherapy or radiotherapy": both before the operation.
        other = with_quality(other, f"in the {setting['setting']} setting")
    other = at_present_as(one, other)
    between = found.draft.spoken(found.match.string[found.match.end("one") + 1 : found.match.start("other") - 1])
    one, other = said_of_both(one, other, first=found.draft.said[ord(found.match["one"]) - FIRST_THING], joint=between)
    if " or history of " in words or ", history of" in words or " or prior " in words:
        other = with_status(other, "ever")
    if " or current " in words or " or active " in words:
        other = with_status(other, "now")
    if ", including " in words:
        # "Cancer therapy within 3 weeks, including chemotherapy": the window goes for what is named.
        other = without_any_operation(one, sharing_head(one, other))
    told = found.draft.said[ord(found.match["other"]) - FIRST_THING]
    if isinstance(one, Ill) and not are_moments(one) and (" history of " in words or _HISTORY.match(told) is not None):
        pass  # "cardiomyopathy, or history of stroke within 6 months": the time is that of the history
    elif (
        not _goes_on(found)
        or (" or " in words and "," not in words and (are_moments(one) or isinstance(one, Happened)))
    ) and ";" not in words.split():
        one = sharing_window(one, other, only_commas=joint == "")
    elif isinstance(one, Several) and " or " in words and "," not in words and are_moments(one.parts[-1]):
        # "Heart disease including infarction or stroke within 6 months, ...": the time is that of both events.
        one = replace(one, parts=(*one.parts[:-1], sharing_window(one.parts[-1], other)))
    if ";" not in words.split():
        one = sharing_grade(one, other)
        other = sharing_grade_before(one, sharing_activity(one, other))
        said = found.draft.said[ord(found.match["other"]) - FIRST_THING]
        if _BEGINS_ANEW.match(said) is None:
            other = sharing_adjective(one, other, of_one_noun=_is_one_noun(found, said))
        if isinstance(one, Several) and is_other_illness(one.parts[0]) and _names_examples(found):
            # "Uncontrolled illness including infection, asthma or ...": the head goes for all that it names.
            other = sharing_head(one.parts[0], other)
        elif isinstance(one, Several) and _BEGINS_ANEW.match(said) is None and _names_examples(found):
            other = active_as(one.parts[0], other)
    if joint == "":
        joint = other.joint if isinstance(other, Several) else one.joint if isinstance(one, Several) else "or"
    elif isinstance(one, Several) and one.joint != joint and not found.draft.denied:
        # "A, B and C or D" is read as one list only where all of it is denied or excluded.
        return None
    if isinstance(one, Treated) and isinstance(other, Treated) and joint == "or":
        one = _in_one_window(one, other)
    return found.draft.put("C", joined(one, other, joint))


def _is_needed(found: Found) -> bool:
    """Whether the first of the two is only what an illness before it requires."""
    return REQUIRES.match(found.draft.said[ord(found.match["one"]) - FIRST_THING]) is not None


# Words with which a member of a list begins anew: no adjective before the list is meant for it.
_BEGINS_ANEW = sought(
    r"(?:evidence|history|presence|diagnosis|known|documented|suspected|any(?! other)|patient|prior|previous|recent|new|active|ongoing|current|currently|chronic|acute)\b"
)
_NOUN = sought(r"\b(?:disorder|disease|condition|abnormality|illness|event|syndrome)$")


def _is_one_noun(found: Found, said: str) -> bool:
    """ "Uncontrolled bleeding or thrombotic disorders": one noun for both, and so one adjective."""
    first = found.draft.said[ord(found.match["one"]) - FIRST_THING]
    return _NOUN.search(said) is not None and "," not in found.words and len(_LEADING.sub("", first).split()) <= 3


_HISTORY = sought(r"^(?:a |any |known |prior |previous |past )*history of\b")
_LEADING = sought(
    r"^(?:(?:has|have|had|with|patient|participant|subject|a) )*history of |(?:hereditary|congenital) or acquired "
)
_EXAMPLES = sought(r"\b(?:includ\w+|such as|eg|like|example)\b")


def _names_examples(found: Found) -> bool:
    """Whether what stands at the head of the list is meant for all that it names: "uncontrolled illness including ..."."""
    return _EXAMPLES.search(found.draft.said[ord(found.match["one"]) - FIRST_THING]) is not None


def _goes_on(found: Found) -> bool:
    """Whether the list goes on behind this pair with something that a window could be meant for."""
    more = GOES_ON.match(found.match.string, found.match.end())
    if more is None:
        return False
    value = found.draft.at(more[0][-2])
    return not (isinstance(value, Fixed) and isinstance(value.criterion, AskHuman))


def _with_window_of(one: Thing, other: Thing) -> Thing:
    if isinstance(one, Ill) and isinstance(other, Ill):
        return replace(one, window=one.window or other.window, grade=one.grade or other.grade)
    return one


# Only of these does the wider name say the same: behind "tissue / solid organ transplant" two kinds stand.
_SAID_TWICE = frozenset({"bleeding"})


def _says_again(one: Thing, other: Thing) -> bool:
    """Whether a wider name behind a slash only says again what stands before it: "pulmonary haemorrhage / bleeding"."""
    if (
        not isinstance(one, Ill)
        or not isinstance(other, Ill)
        or other.qualities
        or other.status
        or not _SAID_TWICE.issuperset(other.groups)
        or (one.grade is not None and one.grade != other.grade)
    ):
        return False
    return all(any(name != wide and name.endswith(wide) for name in one.groups) for wide in other.groups)


def _is_disease_thing(thing: Thing) -> bool:
    return isinstance(thing, Fixed) and is_disease(thing.criterion)
