"""A line that stands under another: what the upper line makes of it.

"At least 14 days since any of the following:" gives a washout for "fulvestrant"; "No uncontrolled illness, including:"
denies "heart failure", and asks whether it is uncontrolled. Where the two together are not understood, a line that
only names a thing is not either: alone it would say something else.
"""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import (
    NODES,
    AllOf,
    AnyOf,
    AskHuman,
    Criterion,
    DrugSet,
    Exposed,
    HasSex,
    Not,
    When,
)
from onward.reading.announced import Kind, in_its_place
from onward.reading.asked_of_some import asked_of_some, of_those_above
from onward.reading.below_asked import of_those_meant, there_at_all
from onward.reading.below_drugs import BRACKET, drug_sets, instead, listed_drugs, names_of, parts_within, with_drugs
from onward.reading.below_whom import condition_of
from onward.reading.composed import said_together
from onward.reading.decides import is_general
from onward.reading.eligibility import Section
from onward.reading.headings import is_heading
from onward.reading.line import Reader
from onward.reading.of_whom import is_of_a_donor
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import Ill, Several, all_of, negated, with_quality
from onward.reading.things_asked import question_of

# Words of a parent that change what a thing below them means: a window, a quality, a denial, a reason.
_TIMED_OR_JUDGED = sought(
    r"\b(?:within|past|last|months?|weeks?|days?|years?|half[- ]li\w+|uncontrolled|severe|symptomatic|significant|"
    r"unstable|serious|requir\w+|since|prior|previous\w*|concurrent|concomitant|current\w*|active|no|not|without|never|"
    r"washout|discontinued|allerg\w+|hypersensitiv\w+|contraindicat\w+|family|inducer|inhibitor|prolong|interact|"
    r"before|after|during|received?|tak(?:e|ing)|use[ds]?|using|treated|treatment|therapy|unless|except)\b",
    re.IGNORECASE,
)
# "... illness, including but not limited to, any of the following:"
_INCLUDING = sought(
    r"[\s,(:;-]*\b(?:includ(?:ing|es?)|such as|for example|e\.g\.?|i\.e\.?|eg|ie)\b[\s,:/-]*(?:(?:but|and)\s*[-\s]?(?:is |are )?not[-\s]?(?:necessarily )?limited[-\s]?to)?[\s,:/-]*"
    r"(?:(?:any|one|either|all|each)?\s*(?:or more)?\s*(?:of)?\s*(?:the\s+)?(?:following|these)(?:\s+\w+){0,2})?[\s,:;.)-]*$",
    re.IGNORECASE,
)
_ILLNESS = sought(
    r"\b(?:illness(?:es)?|conditions?|diseases?|disorders?|comorbidit\w+|co-?morbidit\w+|infections?|abnormalit\w+|problems?|impairments?|dysfunctions?|events?)\b",
    re.IGNORECASE,
)
_NO_ILLNESS = sought(
    r"\b(?:within|months?|weeks?|days?|years?|medicat\w+|drugs?|agents?|treatment|therap\w+|history of|family|risk|allerg\w+|hypersens\w+|cancer|malignan\w+|breast|metasta\w+|measurable|unless|except\w*|if|must)\b|\d",
    re.IGNORECASE,
)
_DENYING = sought(
    r"^\W*(?:(?:the |all )?(?:patients?|subjects?|participants?|women)\s+)?(?:(?:must|should|may|who|with|has|have|do|does)\s+)*(?:have\s+)?(?:no|not have|not|none|without|absence of|free of)\s+(?:any\s+)?(?:evidence of\s+|known\s+|history of\s+)?(?:other\s+)?",
    re.IGNORECASE,
)
# A child with a quality of its own is one of the illnesses meant, as it is written.
_QUALIFIED = sought(
    r"\b(?:symptomatic|unstable|uncontrolled|severe|active|ongoing|acute|recurrent|significant\w*|serious|nyha|class|grade|decompensated|poorly|advanced|requiring|untreated|"
    r"progressive|major|life[- ]threatening|refractory|current|recent|within|complete|congenital|chronic|abnormal|clinically)\b|[≥≤<>]",
    re.IGNORECASE,
)
_CANNOT_STOP = sought(
    r"\b(?:can ?not|unable to|(?:is|are) not able to|may not|could not) (?:be )?(?:safely )?(?:discontinu\w+|stop\w*|switch\w+|interrupt\w+|replac\w+|held|withdraw\w*|withheld)\b",
    re.IGNORECASE,
)
_NOT_LIMITED = sought(r"\b(?:but |and )?(?:is |are )?not (?:necessarily )?limited to\b", re.IGNORECASE)
_OWN_DENIAL = sought(r"^\W*(?:no|not|none|without|never|absence|free of|must not)\b", re.IGNORECASE)


_WASHOUT = sought(r"\bwash-?\s?out\b.*:\s*$", re.IGNORECASE)


def _names_treatment_at_no_time(own: Criterion) -> bool:
    """Whether a reading only says that some treatment was given at some time."""
    asked_of = _told(own)
    return bool(asked_of) and all(isinstance(part, Exposed) for part in asked_of)


_ALLERGIC_TO = sought(
    r"\b(?:allerg\w+|hypersensitiv\w+|intoleran\w+)\b[^.]*\b(?:to|against|of)\b[^.]{0,40}:\s*$", re.IGNORECASE
)
# A list of ways in which something is known: each of them speaks for itself.
_DEFINED = sought(
    r"\b(?:defin\w+|evidenced|documented|demonstrated|confirmed|criteri\w+|menopaus\w+|indicated|determined|shown)\b",
    re.IGNORECASE,
)


def reading_below(
    text: str, own: Criterion | None, parent: str, above: Criterion | None, kind: Kind, section: Section, reader: Reader
) -> Criterion | None:
    """What a line says under its parent.

    text, own      the line, and its reading alone;  parent, above  its parent, and the parent's reading
    kind           what the parent makes of the lines below it
    """
    if own is None and is_of_a_donor(text.lower()):
        return None
    if names_a_sex(parent, above):
        # Below "Male participants:" a line of the other sex's heading, or of everybody, may stand by its layout alone.
        return (
            own if own is None or _OF_SEX.search(text) is None else When(condition=cast("Criterion", above), then=own)
        )
    some = asked_of_some(parent, text) if own is not None and section != "exclusion" else None
    if own is not None and some is not None:
        return of_those_above(own, some)
    condition = condition_of(parent, above, reader)
    if condition is not None:
        if own is None:
            return None
        if section == "exclusion" and isinstance(condition, NODES) and _MUST_NOT.search(parent) is not None:
            # "Patients with brain metastases must not have any of the following:" keeps out those of them who have it.
            return all_of((condition, own))
        if section == "exclusion" or not isinstance(condition, NODES):
            return of_those_meant(own, parent, kind, section)
        return When(condition=condition, then=own)
    denied_above = kind == "none of" and section != "exclusion"
    if own is not None and _WASHOUT.search(parent) is not None and _names_treatment_at_no_time(own):
        # "A 14 day washout is required, including: targeted agents such as ...": its time is not the line's yet.
        return there_at_all(own, text, parent, section)
    if not reader.is_bare(text, section):
        if own is not None and _ALLERGIC_TO.search(parent) is not None and _names_treatment_at_no_time(own):
            # "Hypersensitivity to:" "ibuprofen, or more than one of its kind": nobody is meant for having taken it.
            return None
        if own is None:
            found = _together(text, parent, kind, section, reader) or _by_name(text, parent, kind, section, reader)
            if found is not None:
                return found
        if own is not None and section == "exclusion" and _CANNOT_STOP.search(parent) is not None:
            # "Takes any of the following that cannot be stopped:" keeps out nobody who can stop it.
            return own if _asks_a_human(own) else all_of((own, asked(parent.rstrip(" :"))))
        return _denied(text, own, reader) if denied_above else own
    together = None if kind == "any of" and _DEFINED.search(parent) is not None else in_its_place(parent, text)
    composed = reader.read(together, section) if together is not None else None
    whole = None if composed is None or composed.is_partial else composed.reading
    if whole is not None and _adds(whole, kind, parent, section, reader):
        return whole
    thing = reader.thing(text)
    found = instead(above or _alone(parent, section, reader), thing, text, reader)
    if found is not None:
        return found
    if isinstance(thing, Ill) and _is_of_illness(parent):
        how_bad = "" if thing.qualities or _QUALIFIED.search(text) else _illness_words(parent)
        named = with_quality(thing, how_bad) if how_bad else thing
        question = question_of(named, denied=True)
        return negated(question) if denied_above else question
    if kind == "any of" and _DEFINED.search(parent) is not None and section != "exclusion":
        return own
    told = _NOT_LIMITED.sub(" ", _DENYING.sub("", parent))
    governs = not (is_heading(parent) or _NAMES_THE_LIST.match(parent)) and _TIMED_OR_JUDGED.search(told) is not None
    if own is None or governs:
        found = _together(text, parent, kind, section, reader) or _by_name(text, parent, kind, section, reader)
        if found is not None:
            return found
    if isinstance(thing, Ill) and governs and (denied_above or section == "exclusion") and _judges(parent):
        # "No uncontrolled condition that hinders swallowing, including: nausea": somebody looks what it does.
        narrowed = all_of((question_of(thing, denied=True), asked(_DENYING.sub("", parent).rstrip(" :"))))
        return negated(narrowed) if denied_above else narrowed
    if _names_illnesses(thing) and not denied_above and _CONTRAINDICATIONS.search(parent) is not None:
        return own
    if governs:
        return None if own is None else there_at_all(own, text, parent, section)
    return _denied(text, own, reader) if denied_above else own


def _together(text: str, parent: str, kind: Kind, section: Section, reader: Reader) -> Criterion | None:
    """What a line and its parent say as one sentence."""
    if len(parent) > _LONGEST_FRAME or (kind == "none of" and not _OWN_DENIAL.match(parent)):
        # Denied by a line further up: the sentence alone would not say so.
        return None
    for sentence in said_together(parent, text):
        found = reader.read(sentence, section).reading
        if found is not None and _adds(found, kind, parent, section, reader):
            return found
    return None


def _adds(found: Criterion, kind: Kind, parent: str, section: Section, reader: Reader) -> bool:
    """Whether what is understood of a parent and its child comes of the child as well."""
    listed = _INCLUDING.search(parent) is not None or _FOLLOW.search(parent) is not None
    if not listed and not _asks_a_human(found):
        return True
    parents = _told(_of_the_parent(parent, section, reader))
    if section == "exclusion" and isinstance(found, AnyOf) and parents:
        # "Cardiac disease or a history of any of the following": the line keeps out by what it names, and not by that.
        return False
    if _told(found) != parents:
        return True
    # One of several that are listed may be there without the name above them being on record.
    return not listed and section == "exclusion" and isinstance(found, AllOf) and bool(parents)


def _of_the_parent(parent: str, section: Section, reader: Reader) -> Criterion | None:
    """What is understood of a sentence with a word that means nothing in the place of the child: the parent's part."""
    for sentence in said_together(parent, _NOTHING):
        found = reader.read(sentence, section).reading
        if found is not None:
            return found
    return _alone(parent, section, reader) or reader.read(parent.rstrip(" :"), section).reading


_NOTHING = "glimmering"
_FOLLOW = sought(r"\bfollowing\b|\b(?:this|these|which) includes?\b", re.IGNORECASE)


def _told(criterion: Criterion | None) -> frozenset[Criterion]:
    """The questions in it that a record answers."""
    if criterion is None:
        return frozenset()
    return frozenset(
        part for part in parts_within(criterion) if not isinstance(part, (AskHuman, AllOf, AnyOf, Not, When))
    )


def _asks_a_human(criterion: Criterion) -> bool:
    return any(isinstance(part, AskHuman) for part in parts_within(criterion))


_LONGEST_FRAME = 200
_OF_MEDICINES = sought(
    r"\b(?:medicat\w+|drugs?|agents?|treatment|treated|therap\w+|allerg\w+|hypersens\w+|family|relative|contra-?\s?indicat\w+|history|within|past|last|months?|weeks?|days?|years?|except\w*|unless|risk)\b",
    re.IGNORECASE,
)


_TO_TAKE = sought(
    r"\b(?:tak(?:e|ing)|swallow\w*|absor\w+(?: of)?|ingest\w*|retain\w*) (?:\w+ )?(?:oral )?(?:medications?|medicines?|drugs?|agents?|treatment)\b",
    re.IGNORECASE,
)


def _judges(parent: str) -> bool:
    """Whether a parent only says how bad an illness is, and what it hinders."""
    plain = _TO_TAKE.sub(" ", parent)
    return _ILLNESS.search(plain) is not None and _OF_MEDICINES.search(plain) is None


# "General exclusion criteria for all arms (unless only for one, as indicated):".
_NAMES_THE_LIST = sought(
    r"^\W*(?:[\w/-]+\s+){0,3}(?:inclusion|exclusion|eligibility) criteria\b[^.]*:\s*$", re.IGNORECASE
)


def _names_illnesses(thing: object) -> bool:
    return isinstance(thing, Ill) or (isinstance(thing, Several) and all(map(_names_illnesses, thing.parts)))


# An illness that is listed as a contraindication keeps out by itself.
_CONTRAINDICATIONS = sought(r"\bcontra-?\s?indications? (?:to|for)\b", re.IGNORECASE)
# A drug that stands for any other while a sentence is read.
_STAND_INS = ("itraconazole", "lapatinib")
_OF_DRUGS = sought(
    r"\b(?:medications?|medicines?|drugs?|agents?|inhibitors?|inducers?|substrates?|antibiotics?|anticoagulants?|antagonists?|agonists?|preparations?|supplements?|compounds?|therap(?:y|ies)|treated|products)\b",
    re.IGNORECASE,
)
_AGAINST_CANCER = sought(
    r"\b(?:anti-?\s?cancer|anti-?neoplastic|chemo\w+|target\w+|HER[12]|EGFR|therap(?:y|ies))\b", re.IGNORECASE
)


def _by_name(text: str, parent: str, kind: Kind, section: Section, reader: Reader) -> Criterion | None:
    """What is said of a list of medicines, said of the one that a line names, whether the lexicon holds it or not."""
    if _OF_DRUGS.search(parent) is None:
        return None
    if not reader.is_bare(BRACKET.sub("", text), section):
        return None
    names = names_of(listed_drugs(text), reader)
    if not names:
        return None
    stand_in = _STAND_INS[_AGAINST_CANCER.search(parent) is not None]
    found = _together(stand_in, parent, kind, section, reader)
    if found is None or set(drug_sets(found)) != {DrugSet(drugs=(stand_in,))}:
        return None
    return with_drugs(found, DrugSet(drugs=names))


_MUST_NOT = sought(r"\b(?:must|should|may|can) not\b", re.IGNORECASE)


_OF_ONE_SEX = sought(
    r"^\W*(?:for\s+)?(?:all\s+)?(?:(?:fe)?male|wom[ae]n|m[ae]n)(?:\s+(?:patients?|participants?|subjects?))?(?:\s+(?:must|should|only))?\s*:\W*$",
    re.IGNORECASE,
)


_OF_SEX = sought(
    r"\b(?:contracept\w*|sperm|pregnan\w*|condom|partners?|abstinen\w+|abstain\w*|child-?\s?bearing|menopaus\w*|testosterone|vasectom\w+|hysterectom\w+|oophorectom\w+|breast-?\s?feeding|lactating|prostate)\b",
    re.IGNORECASE,
)


def names_a_sex(parent: str, above: Criterion | None) -> bool:
    """Whether a line only says for which sex the lines below it hold: "Male participants:"."""
    return isinstance(above, HasSex) and _OF_ONE_SEX.match(parent) is not None


def _denied(text: str, own: Criterion | None, reader: Reader) -> Criterion | None:
    """The denial of what a line names; a line that denies by itself says the same under "none of"."""
    if _OWN_DENIAL.match(text):
        return own
    keeps_out = reader.read(text, "exclusion").reading
    return None if keeps_out is None or is_general(keeps_out) else negated(keeps_out)


def without_list(text: str) -> str:
    """The words of a line before "including the following:"; "" where it has none of these."""
    found = _INCLUDING.search(text)
    return "" if found is None or found.start() == 0 else text[: found.start()]


def _alone(parent: str, section: Section, reader: Reader) -> Criterion | None:
    head = without_list(parent)
    return reader.read(head, section).reading if head else None


def _is_of_illness(parent: str) -> bool:
    head = without_list(parent)
    return bool(head) and _ILLNESS.search(head) is not None and _NO_ILLNESS.search(head) is None


# "Uncontrolled intercurrent illness" says of an illness below it that it is uncontrolled.
_HOW_BAD = sought(
    r"\b(?:clinically significant|poorly controlled|uncontrolled|severe|significant|unstable|serious|symptomatic|active|ongoing|major|life-threatening|untreated)\b",
    re.IGNORECASE,
)


def _illness_words(parent: str) -> str:
    told = _DENYING.sub("", without_list(parent)).strip(" ,:;*-").lower()
    found = [one[0] for one in _HOW_BAD.finditer(told)]
    return (" or " if " or " in told else " and ").join(dict.fromkeys(found)) or (
        told if _NARROWS.search(told) is not None else ""
    )


_NARROWS = sought(
    r"\b(?:requir\w+|that|which|with|interfer\w+|preclud\w+|affect\w+|caus\w+|result\w+|would|could|may)\b"
)
