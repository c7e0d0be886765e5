"""What an inclusion demands of the body, the disease or its treatment beside what a human judges, arranges or allows.

"Has had a taxane and is no longer a candidate for it" asks for the taxane, whatever somebody judges of it. Such a line is
never set aside: it is read in part, or stays open.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.criteria import NODES, AskHuman, Condition, Criterion, HasSex, parts_of
from onward.reading.grammar import Draft
from onward.reading.rules.disease import is_disease
from onward.reading.sought import sought
from onward.reading.things import CnsSpread, Fixed, Happened, Ill, Several, Treated

# A thing whose own words say that it was, or never was.
_SAYS_IT_WAS = sought(
    r"^(?:(?:who|that|must|should|to|patient) )*(?:(?:have|has|had) (?:not )?(?:previously |already |also )?(?:received|had|undergone|failed|been treated|completed|progressed|relapsed|experienced)"
    r"|(?:must|should) (?:not )?have (?:not |previously |already )*(?:received|had|undergone|failed|been|completed|progressed)|not have (?:received|had|undergone)|received |previously (?:received|treated)"
    r"|progress(?:ed|ion) (?:on|after|during|following)|(?:prior|earlier|previous) (?:[a-z]+ )?(?:treatment|therapy|chemotherapy|radiotherapy) (?:must|had to|should have|including|with)|not have (?:any|a|an|active|known)\b|chemotherapy naive|must have (?!an? |negative))"
)
# What stands right before a thing that is demanded, and what right behind it.
_MANY = r"(?: (?:all|any|at|least|one|two|prior|previous|primary|their|approved|fda|total|intact|either|a|an|the|definitive|of|standard|mutant|positive|negative|/)| G[\ue000-\uf8ff]| R[\ue000-\uf8ff]| N[\ue000-\uf8ff])*"
_DEMANDED = sought(
    r"(?:^| )(?:(?:must|should|has to|have to|needs? to|will) (?:be (?:currently )?(?:on|taking|receiving)|have|have (?:had|received|completed|undergone|failed|been treated with|progressed on)|be (?:resistant|refractory|intolerant) to|receive)"
    rf"|(?:have|has|had) (?:received|had|completed|undergone|failed)|(?:resistant|refractory) to(?: or)?|completed|recovered from|received|progressed|(?:is|are) (?:after|post)|progression (?:on|after|during|following)|diagnosed (?:by physician )?(?:with|as having)|documenting|had to include|must have consisted of|(?:must|should) be (?:[a-z]+ )*and have){_MANY} $"
)
_ENTERED = sought(r"(?:^| )(?:randomi[sz]ed|registered|enrolled|randomi[sz]ation must take place) $")
_WITHIN = sought(r"^within \d+ (?:day|week|month|year) (?:of|after|from|following)\b")
# Tissue that is sent, how something is found, treatment that is to come: not what was had.
_OF_TISSUE = sought(r"\b(?:tissue|sample|specimen|block|slide|biops\w+|archival|donor|caregiver|questionnaire)\b")
_NOT_OF_THE_PAST = sought(
    r"\b(?:planned|planning|scheduled|anticipated|candidate|contraindication|indicated|recommended|expected|intend\w*|consent|mri|ct|imaging|scan|mammogra\w+|pregnancy test|study treatment)\b"
)
# "Women aged 18", "haemoglobin at least 10": a number of the person.
_NUMBER = sought(
    r"\b(?:age|aged) N[\ue000-\uf8ff]|L[\ue000-\uf8ff] (?:of |: )?R[\ue000-\uf8ff]|(?:^| )R[\ue000-\uf8ff] (?:[a-z]+ )?lesion\b.*\b(?:assess|measur|evaluat|follow|accurately)"
)
# The disease that a clause begins with.
_OF_THE_DISEASE = sought(
    r"^(?:(?:patient|subject|participant|woman|must|have|has|had|with|who|histologically|cytologically|pathologically|pathologic|histologic|proven|confirmed|documented|diagnosis|of|or|and|non|/) |[PQY][\ue000-\uf8ff] )*(?P<letter>[FXJ])(?P<sign>[\ue000-\uf8ff])(?: [a-z,(]| ?$)"
)
_FOUND_OUT = sought(r"\b(?:histolog\w+|cytolog\w+|patholog\w+|diagnos\w+)\b")
_LETS_IN = sought(
    r"\b(?:allowed|permitted|acceptable|eligible|permissible|accepted|optional|may|(?:can|could) (?:also|have|be (?:included|enrolled|considered|used|given)|participate|enroll|receive|continue)|not required|not necessary|not mandatory|not excluded|does not|do not|no limit|any number|regardless|irrespective)\b"
)
# "... with any duration of therapy permitted": of what was demanded before.
_ANY_AMOUNT = sought(r" with any (?:number|duration|amount|line)s? of [^.;,]*\b(?:allowed|permitted)\b")
_WHATEVER = sought(r"\b(?:regardless|irrespective) of .*")
_ELIGIBLE_FOR = sought(r"\b(?:not )?eligible (?:for|to)\b")
_MUST_HAVE_HAD = sought(
    r"^(?!.*\b(?:consent|tissue|sample|specimen|biops\w+|scan|imaging|mri|ct|questionnaire|may|allowed|permitted|acceptable)\b)(?:[^ ]+ ){0,14}?(?:must|should|has to|have to) (?:previously |already )?have (?:previously |already )?(?:received|achieved|progressed|failed|undergone|relapsed|included|been treated)\b"
    r"|\bprovided (?:that )?(?:they|patient|subject|participant) (?:have|has|had) (?:received|had|failed|progressed|completed|undergone)\b"
)
_RECOVERED = sought(r"\b(?:recovered|resolved|returned)\b[^.;]* to (?:[a-z]+ )*grade \d")
# Asked of some only, or said of something that is not there.
_OF_SOME = sought(
    r"^(?:if|for|in|when|where|unless|note|only|patient who (?:have|has|had|are|is)|those|subject who|participant who|all patient who|patient (?:receiving|treated|with)) "
)
_GENERIC = frozenset({"concurrent illness", "psychiatric illness", "psychiatric disorder", "mental illness"})
_TO_COME = sought(
    r"\b(?:planned|planning|scheduled|anticipated|candidate|contraindication|indicated|recommended|expected|intend\w*|study treatment)\b"
)
# "No heart disease"; "no other condition that ..." is of whatever illness.
_NONE = sought(
    r"^(?:no|without(?! (?:chemo|immuno|radio)?(?:therapy|treatment)| prior| any| (?:[a-z]+ )?(?:chemotherapy|therapy|treatment))) (?!other|serious|major|significant|severe|condition|medical)"
)
_ALSO = sought(r"\b(?:also|defined|considered|means|may|can|could|allowed|permitted|acceptable|not)\b")
_THING = sought(r"([CDFOX])([\ue000-\uf8ff])")
_ENDS = sought(r" [;.,] ")


def demands_beside(line: str, left: str, draft: Draft) -> bool:
    """Whether a clause of an inclusion demands something of a record.

    line  the canonical line;  left  what the grammar leaves of it
    """
    clauses = [*_clauses(f"{left} ")]
    if not clauses:
        return False
    return (
        (_RECOVERED.search(line) or _MUST_HAVE_HAD.search(line)) is not None
        or begins_with_the_disease(line, clauses[0], draft)
        or _begins_with_what_was_given(line, clauses[0], draft)
        or any(_demands(clause, draft) for clause in clauses)
    )


def _begins_with_what_was_given(line: str, clause: str, draft: Draft) -> bool:
    """ "Must have completed radiotherapy": words before it that add nothing for the grammar."""
    found = _THING.match(clause)
    if found is None or _LETS_IN.search(draft.spoken(clause)) is not None:
        return False
    said = draft.spoken(f"{found[0]} ").strip()
    before = f" {line.partition(said)[0]}" if said in line else ""
    return _is_demanded(found[1], draft.at(found[2]), said, before=before, behind=clause[found.end() :].strip())


def begins_with_the_disease(line: str, clause: str, draft: Draft) -> bool:
    """Whether a clause begins with the disease, found out: "confirmed breast cancer for which surgery is indicated"."""
    found = _OF_THE_DISEASE.match(clause)
    if found is None or _FOUND_OUT.search(line) is None or _ALSO.search(clause) is not None:
        return False
    if _OF_TISSUE.match(clause[found.end("sign") :].strip()) is not None:
        return False
    value = draft.at(found["sign"])
    criterion = value.criterion if isinstance(value, Fixed) else value
    return found["letter"] == "J" or (isinstance(criterion, NODES) and _tells_of_the_disease(criterion))


def _tells_of_the_disease(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    return any(map(_tells_of_the_disease, parts)) if parts else is_disease(criterion)


def _clauses(left: str) -> Iterator[str]:
    yield from (f"{one.strip()} " for one in _ENDS.split(left) if one.strip())


def _demands(clause: str, draft: Draft) -> bool:
    words = _WHATEVER.sub("", _ELIGIBLE_FOR.sub("", _ANY_AMOUNT.sub("", draft.spoken(clause))))
    if _LETS_IN.search(words) is not None:
        return False
    return (_NUMBER.search(clause) is not None and _OF_SOME.match(words) is None) or any(
        _is_demanded(
            found[1],
            draft.at(found[2]),
            draft.spoken(found[0] + " ").strip(),
            before=f" {clause[: found.start()]}",
            behind=clause[found.end() :].strip(),
        )
        for found in _THING.finditer(clause)
    )


def _is_demanded(letter: str, value: object, said: str, *, before: str, behind: str) -> bool:
    if any(map(_OF_TISSUE.search, (said, " ".join(before.split()[-4:])))) or _OF_TISSUE.match(behind) is not None:
        return False
    if not is_of_a_record(value):
        return False
    if _SAYS_IT_WAS.match(said) is not None:
        return True
    if _WITHIN.match(said) is not None:
        return _ENTERED.search(before) is not None
    shown = before.endswith("documenting ")
    if _TO_COME.search(said) is not None or (_NOT_OF_THE_PAST.search(before) is not None and not shown):
        return False
    return _DEMANDED.search(before) is not None or (letter == "X" and _NONE.match(said) is not None)


def is_of_a_record(value: object) -> bool:
    """Whether a thing is something that a record may hold or deny."""
    match value:
        case Ill():
            return _GENERIC.isdisjoint(value.groups)
        case Treated() | Happened() | CnsSpread():
            return True
        case Fixed():
            return _holds_something(value.criterion)
        case Several():
            return any(map(is_of_a_record, value.parts))
        case _:
            return isinstance(value, NODES) and _holds_something(value)


def _holds_something(criterion: Criterion) -> bool:
    """Whether there is anything in it that a record may hold, and that is not only of its sex."""
    parts = parts_of(criterion)
    if parts:
        return any(map(_holds_something, parts))
    if isinstance(criterion, Condition):
        return _GENERIC.isdisjoint(criterion.groups)
    return not isinstance(criterion, (AskHuman, HasSex))
