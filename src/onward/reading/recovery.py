"""Recovery from the effects of earlier treatment: "toxicity resolved to grade 1 or less, except alopecia"."""

from __future__ import annotations

import re
from collections.abc import Callable

from onward.criteria import AskHuman, Condition, Criterion, Finding, Had, Not
from onward.reading.recovery_spelling import spelled_recovery
from onward.reading.sought import Sought, sought
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.word_set import word_set

_TOXICITY = "toxicity of earlier treatment"
_RECOVERED = sought(
    r"\b(?:recover\w*|resol\w+|subsided|returned|improved|reversed|unresolved|persist\w+|residual|ongoing|existing|reduced|decreased|experiencing|continuing|remain\w*)\b"
)
_EFFECT = sought(
    r"\b(?:toxicity|toxic|adverse|side effect|effect|complication|ae|aes|teae|irae|reaction|sequelae|symptom)\b"
)
_NOT_RECOVERED = sought(
    r"\b(?:not|failure to|failed to|incomplete\w*|inadequate\w*|insufficient\w*|without|lack of|persist\w*|unresolved|ongoing|never|unless|residual|existing|experiencing|continuing|remain\w*)\b"
)
_EXCEPT = sought(
    r" [(,;]?\s*\(?(?:except(?: for| that)?|with (?:the )?exception(?:s)? of|excluding|other than|not including|apart from|aside from|exception :|exception)\b:? (?P<apart>.*)$"
)
# An exception told in the middle: "all toxicities (except alopecia) have resolved to grade 1".
_EXCEPT_INSIDE = sought(
    r"(?:\( |, )(?:except(?: for)?|excluding|other than|with exception of) (?P<apart>[^()]*?) ?(?:\) |, )(?=(?:must|should|have|has|of|related|from|due|resolv|recover|associated|attributable))"
)
_WORDS = word_set(
    "patient subject participant woman must should have has had been be is are was were who all any each acute reversible toxic toxicity effect side adverse event ae of related relate associated attributed attributable secondary to due",
    "prior previous previously earlier preceding recent last most latest anti cancer anticancer antineoplastic therapy treatment treatments systemic chemotherapy chemotherapeutic radiotherapy radiation surgery surgical procedure operation",
    "major minor immunotherapy hormonal endocrine biologic biological targeted agent drug cytotoxic investigational regimen line complication sequelae symptom nci ctcae ctc cancer institute national common terminology criterion version v",
    "grade g or and and/or less lower better below equal than baseline level pre pretreatment at time before starting start enrollment registration randomization study entry trial day first dose c1d1 screening initiation recover recovered",
    "recovery resolve resolved resolution subsided returned improved adequately fully sufficiently clinically significant relevant the from their its on with such as in ( ) , / . : ; - ≤ < = ≥ > 0 1 2 zero one i ii within normal limit status",
    "value persistent persisting unresolved ongoing not failed failure lack complete completely full demonstrate resolving adequate for this per according by nonhematologic hematologic non known other those these received receiving",
    "administered given more eligible ie eg residual currently still which that no longer weeks months tumor tumour immune mediated hematological nonhematological severity hormone immuno chemo radio induced experienced reversed satisfactory",
    "following resulting active nonhaematological attributable cancers oncologic product device antitumor medication intervention therapeutic without need resolves existing clinical manifestation degree category ongoing grading scale unacceptable",
    "greater higher completed applicable as another administration unstable serious severe having primary underwent undergone excess please note may 3 these particular bone-marrow",
    "aes teae irae reaction disease emergent emerging reduced decreased reached existing yet continuing experiencing experience history remain remaining there antibody monoclonal resulting back anti-tumor",
    "local locoregional regional clinically ae nonsignificant",
    "acceptable until prior-treatment inclusion into consent inadequate incomplete insufficient late both if present most-recent neoadjuvant adjuvant standard initiating including lostsign week least bevacizumab trastuzumab tamoxifen taxane anthracycline",
)
# Words before "recovered from"; behind it stands what it was, in words that need no list.
_FRAME = (
    "patient|subject|participant|woman|they|he|she|must|should|shall|will|have|has|had|been|be|is|are|was|were|who|those|all|any|fully|adequately|completely|sufficiently|not|adequate|complete|full|sufficient|demonstrated|demonstrate|to|"
    "need|did|without|failed|failure|lack|inadequate|incomplete|insufficient|satisfactory|clinically|already|also|of|and|in|on|currently|yet|having|well|either|which|from"
)
_FROM = sought(
    rf"^(?:(?:{_FRAME}) )*(?:recovered|recover|recovery|recuperated)(?: (?:fully|adequately|completely|sufficiently|well))? (?:from|of) (?P<of>[^.;]+)$"
)
_BARE = sought(rf"^(?:(?:{_FRAME}) )*(?:recovered|recovery)(?: (?:fully|adequately|completely|sufficiently))?$")
# What may not stand in what was recovered from: it would narrow, turn or add to it.
_MORE = sought(
    r"\d|\b(?:if|unless|may|can|allowed|permitted|eligible|within|since|least|week|month|day|only|but|no|not|must|should|was|were|has|provided|grade|before|currently|planned|healed|healing)\b|[≥≤<>]"
)
# "... due to agents administered more than 4 weeks earlier": whenever it was.
_LONG_AGO = sought(
    r" (?:due to|related to|from|of|attributed to|caused by)(?: any)? (?:previously administered agent|(?:agent|drug|therapy|treatment|medication) (?:administered|given|received|taken) (?:more than|over|≥|>|at least|within|lostsign)(?: at least)? (?:\d+|four|three|two) (?:week|day|month) (?:earlier|previously|previous|ago|before|prior)(?: to [a-z0-9 ]+)?)$"
)
_NOT_APART = sought(
    r"\b(?:from whom|who|whom|should|and/or|if|have|has|enrolled|eligible|participant|patient|subject|treated|week|month|day)\b"
)
_WHEN = sought(
    r" (?:,? ?(?:prior to|before|at time of|at) (?:study |trial |protocol )?(?:enrollment|registration|randomization|study entry|entry|first dose|study start|screening|inclusion|starting treatment|starting therapy|treatment|enrolment|initiation of treatment|start of treatment|c1d1|study enrollment|starting study treatment)) *$"
)
_GRADE = (
    (sought(r"(?:≤|< =|less than or equal to|not more than|no greater than|not greater than|at most|up to|no more than) (?:nci )?(?:ctcae )?(?:version )?grade (\d|i{1,3})\b"), 0),
    (sought(r"grade (?:of )?(?:≤|less than or equal to|at most|no more than|not more than) (\d|i{1,3})\b"), 0),
    (sought(r"(?:<|less than|below|lower than) grade (\d|i{1,3})\b"), -1),
    (sought(r"grade (?:<|less than|below) (\d|i{1,3})\b"), -1),
    (sought(r"grade (\d|i{1,3})(?: severity| level)? (?:or|and) (?:less|lower|better|below)"), 0),
    (sought(r"grade (?:0|zero) (?:or|-|to|/|and) (?:grade )?(\d|i{1,3})\b"), 0),
    (sought(r"\( ie (?:, )?(?:resolved |to )*(?:lostsign )?grade (\d|i{1,3}) or (?:at |to )?baseline"), 0),
    (sought(r"(?:to|at) grade lostsign (\d|i{1,3})\b"), 0),
    (sought(r"to (?:at least|minimum of|minimum) grade (\d|i{1,3})\b"), 0),
    (sought(r"(?:to|at) lostsign grade (\d|i{1,3})\b"), 0),
    (sought(r"(?:to|at) (?:a |ctcae |nci |nci ctcae |ctcae version )?(?:level of |baseline or |baseline (?:level |severity )?(?:or|and) )?grade (\d|i{1,3})\b(?! or (?:more|higher|greater|above))"), 0),
)  # fmt: skip
# What is left over where somebody has not recovered.
_LEFT_OVER = (
    (sought(r"(?:>|greater than|above|more than|higher than|exceeding|in excess of) (?:nci )?(?:ctcae )?(?:version )?grade (\d|i{1,3})\b"), 0),
    (sought(r"grade (?:>|greater than|above) (\d|i{1,3})\b"), 0),
    (sought(r"(?:≥|greater than or equal to|at least|> =) (?:nci )?(?:ctcae )?grade (\d|i{1,3})\b"), -1),
    (sought(r"grade (?:≥|greater than or equal to) (\d|i{1,3})\b"), -1),
    (sought(r"grade (\d|i{1,3}) (?:or|and) (?:more|higher|greater|above|worse)"), -1),
)  # fmt: skip
_NUMBERS = {"i": 1, "ii": 2, "iii": 3}
# What an exception may be made of, as groups of conditions.
_APART = {"alopecia": "alopecia", "hair loss": "alopecia", "fatigue": "fatigue", "neuropathy": "peripheral neuropathy", "peripheral neuropathy": "peripheral neuropathy", "anemia": "anaemia", "vitiligo": "vitiligo"}  # fmt: skip


_BASELINE = sought(r"\b(?:baseline|pre ?treatment)\b")
_UNFINISHED = sought(r"\b(?:to|or|of|from|and|than|grade|following)$")
_GRAVE = sought(r"\b(?:serious|unstable|severe)\b")
# "History of persistent grade 2 toxicity": whoever once had it is kept out.
_ONCE = sought(r"\b(?:history|previous grade|prior grade)\b")
_BLOOD = sought(r"\b(?:non ?)?h(?:a)?ematolog\w+")
_OF_BOTH = sought(r"\bh(?:a)?ematolog\w+ (?:and|or|and/or|/) non ?|\bnon ?h(?:a)?ematolog\w+ (?:and|or|and/or|/) h")
_RESOLVED_TO = sought(r"\b(?:resolved|recovered|improved|returned|reversed) to\b")
_MUST = sought(r"\b(?:must|should)\b")
# "Neuropathy which must have resolved to grade 2": the grade that is accepted of it.
_MAY_BE = sought(
    r"(?:, )?\b(?:which|that) (?:must|should|may|can) (?:have |be |been )*(?:resolved|recovered|present)? ?(?:to |at )?(?=grade|≤|lostsign)"
)
_ACCEPTED = sought(
    r"^(?:note : |nb : |however , )*(?:exception (?:to this (?:criterion )?)?(?:include|are|is|:) |(?:patient|participant|subject|individual|those) (?:with|who have|that have|on|receiving) .*\b(?:eligible|allowed|permitted|not excluded|acceptable|may be (?:included|enrolled)|may enroll|exempt|are exceptions?)\b|.*\b(?:is|are) (?:acceptable|allowed|permitted|exceptions?|an exception|not excluded)\b)"
)
_LONGER = sought(r"\d (?:week|day|month|hour)|\bhalf\b|\bmust not\b|\bnot (?:eligible|allowed|permitted)\b|\bunless\b")


def read_recovery(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line about recovery, with exceptions in sentences of their own; None for others."""
    if _RECOVERED.search(line) is None:
        return None
    line = spelled_recovery(line)
    if _OF_THOSE_OPERATED.match(line.strip(" .;")) is not None:
        surgery, recovered = Had(event="major surgery"), Finding(name="recovered from earlier treatment")
        return all_of((surgery, Not(of=recovered))) if denied else any_of((Not(of=surgery), recovered))
    worse = _GETTING_WORSE.search(line)
    if worse is not None:
        told = _read_sentence(f"{line[: worse.start()]}{line[worse.end() :]}", denied=denied)
        worsens = AskHuman(question="Is toxicity of earlier treatment progressing in severity?", because=JUDGED)
        if told is None:
            return None
        return any_of((told, worsens)) if denied else all_of((told, Not(of=worsens)))
    healed = _HEALED.search(line)
    if healed is not None and not denied:
        told = _read_sentence(line[: healed.start()], denied=False)
        asked = AskHuman(question=f"Is it so: {healed['how'].strip()}?", because=JUDGED)
        return None if told is None else all_of((told, asked))
    sentences = [part.strip(" .;()") for part in _SENTENCE.split(line) if part.strip(" .;()")]
    if len(sentences) < 2:
        return _read_sentence(line, denied=denied)
    recovered = _read_sentence(sentences[0], denied=denied)
    if recovered is None or not all(_ACCEPTED.search(said) and not _LONGER.search(said) for said in sentences[1:]):
        return None
    asked = AskHuman(
        question=f"Is what is left over only one that is accepted: {'; '.join(sentences[1:])}?", because=JUDGED
    )
    return all_of((recovered, Not(of=asked))) if denied else any_of((recovered, asked))


# "If subjects received major surgery, they must have recovered from it".
_OF_THOSE_OPERATED = sought(
    r"^(?:note : )?if (?:a |any )?(?:patient|subject|participant) (?:has |have )?(?:received|had|undergone|underwent) (?:a )?major surgery , (?:they|he or she|she|he|patient|subject|participant) (?:must|should) (?:have )?recover(?:ed)? (?:adequately|fully|completely|sufficiently)(?: from (?:the |any )?(?:toxicity|complication|side effect|effect)(?: (?:and/or|and|or) (?:complication|side effect|toxicity|effect))?(?: (?:from|of) (?:the |this |that )?(?:intervention|surgery|procedure))?)?(?: (?:prior to|before) [a-z0-9 ]+)?$"
)
_GETTING_WORSE = sought(r" and/or (?:that is |is )?progressing in severity(?= |$)")
_HEALED = sought(
    r" with (?P<how>(?:completely |fully |well |adequately )?healed (?:surgical )?(?:wound|incision)|(?:surgical )?(?:wound|incision) (?:completely |fully |well |adequately )?healed(?: and no sign of infection)?) ?\.?$"
)
_SENTENCE = sought(r" \. | ; (?=(?:note|however|exception|participant|patient|subject) )")


def _read_sentence(line: str, *, denied: bool) -> Criterion | None:
    if _RECOVERED.search(line) is None:
        return None
    line = _LONG_AGO.sub(" due to earlier treatment", line.strip(" .,;"))
    inside = _EXCEPT_INSIDE.search(f"{line} ")
    if inside is not None:
        line = f"{f'{line} '[: inside.start()]}{f'{line} '[inside.end() :]}".strip()
    found = _EXCEPT.search(f" {line}") if inside is None else inside
    main = line if found is None or inside is not None else f" {line}"[: found.start()].strip()
    apart = "" if found is None else found["apart"].strip(" ().,;")
    main = main.strip(" ,;.:")
    if _UNFINISHED.search(main) is not None:
        # It goes on in the lines below.
        return None
    apart = _MAY_BE.sub("", apart)
    if _NOT_APART.search(apart) is not None:
        # More than an exception follows.
        return None
    if _is_plain_recovery(main):
        plain = _plain(main, denied=denied)
        if plain is None or not apart:
            return plain
        judged = AskHuman(question=f"Is what is left over only one that is accepted: {apart}?", because=JUDGED)
        return all_of((plain, Not(of=judged))) if denied else any_of((plain, judged))
    if _EFFECT.search(line) is None or any(word not in _WORDS for word in main.split()):
        return None
    negative = _NOT_RECOVERED.search(main) is not None
    if not negative and denied and _MUST.search(main) is not None:
        # Among what keeps out, "must have recovered" is what is asked for.
        negative = True
    if negative != denied:
        return None
    if negative and _RESOLVED_TO.search(main) is not None and _grade(main, _LEFT_OVER) != _grade(main, ()):
        # "Grade 3 toxicity that has not resolved to grade 1": what has become grade 2 counts, too.
        return None
    grade = _grade(main, _LEFT_OVER if negative else ())
    if grade is None:
        if apart or re.search(r"grade|\d", main):
            return None
        recovered = Finding(name="recovered from earlier treatment")
        if _GRAVE.search(main) is not None:
            # Toxicity that is left, and grave: how grave a human says.
            grave = Condition(groups=(_TOXICITY,), status="now", qualities=(main,))
            return grave if denied else Not(of=grave)
        return Not(of=recovered) if denied else recovered
    groups, asked = _exceptions(apart)
    blood = _BLOOD.search(main) if _OF_BOTH.search(main) is None else None
    # What has passed is recovered from.
    left = Condition(
        groups=(_TOXICITY,),
        status="ever" if denied and _ONCE.search(main) is not None else "now",
        except_groups=groups,
        at_least_grade=grade + 1,
        qualities=() if blood is None else (blood[0].strip(),),
    )
    if asked or _BASELINE.search(main) is not None:
        words = asked or "as it was before that treatment"
        judged = AskHuman(question=f"Is the toxicity that is left over one that is accepted: {words}?", because=JUDGED)
        return all_of((left, Not(of=judged))) if denied else any_of((Not(of=left), judged))
    return left if denied else Not(of=left)


def _is_plain_recovery(main: str) -> bool:
    """Whether it says no more than that somebody has recovered from something."""
    main = _WHEN.sub("", main)
    if _BARE.match(main) is not None:
        return True
    found = _FROM.match(main)
    return found is not None and _MORE.search(found["of"]) is None


def _plain(main: str, *, denied: bool) -> Criterion | None:
    recovered = Finding(name="recovered from earlier treatment")
    negative = _NOT_RECOVERED.search(main.split(" from ")[0]) is not None
    if not denied:
        return None if negative else recovered
    # Among what keeps out "must have recovered" is what is asked for.
    return Not(of=recovered) if negative or re.search(r"\b(?:must|should)\b", main) is not None else None


_TAIL = sought(
    r"^(?P<head>.{8,}?)(?P<joint>(?:, |; )?(?:and/or|and|or) |, |; )(?P<tail>(?:(?:who|those|patient|subject|participant|they|from which|must|should|has|have|had|be|been|is|are|not|fully|adequately|did|also|completely|sufficiently|yet|with|without|full|complete|adequate|insufficient|incomplete|failure to|lack of) )*(?:recovered|recovery|recover)\b[^.;]*)$"
)


_PROVIDED = sought(
    r"^(?P<head>.{8,}?)(?: ,)? (?:provided|provided that|as long as) (?P<tail>(?:all|any|there) (?:[a-z]+ )*(?:toxicity|adverse event|side effect|toxic effect|ae) .*(?:resol|recover).*)$"
)


def recovery_beside(line: str, *, denied: bool) -> tuple[str, bool, Criterion] | None:
    """The line before "... and recovered from it", whether the two are joined by "or", and the question of recovery."""
    if not denied and "provided" in line:
        found = _PROVIDED.match(line.strip(" .,;"))
        told = None if found is None else read_recovery(found["tail"], denied=False)
        if found is not None and told is not None:
            return f"{found['head'].strip(' ,;')} ", False, told
    if not denied and "resolv" in line:
        found = _RESOLVED.match(line.strip(" .,;"))
        told = None if found is None else read_recovery(found["tail"], denied=False)
        if found is not None and told is not None:
            return f"{found['head'].strip(' ,;')} ", False, told
    if "recover" not in line:
        return None
    found = _TAIL.match(line.strip(" .,;"))
    if found is None:
        return None
    tail, joint = found["tail"], found["joint"].strip(" ,;")
    if tail.startswith(("with ", "without ", "full ", "complete ", "adequate ")):
        tail = tail.removeprefix("with ")
        joint = joint or "and"
    elif not joint:
        if denied:
            return None
        joint = "and"
    criterion = read_recovery(tail, denied=denied)
    if criterion is None and denied and joint == "and" and "not " not in f"{tail} ":
        return None
    if criterion is None:
        return None
    # "... and those who have not recovered" names others who are kept out.
    either = denied and (
        joint in ("or", "and/or") or tail.startswith(("those ", "patient ", "subject ", "participant "))
    )
    if not denied and joint != "and":
        return None
    return f"{found['head'].strip(' ,;')} ", either, criterion


_RESOLVED = sought(
    r"^(?P<head>[^;.]{8,}?)(?: ,)? and (?P<tail>(?:all|any) (?:[a-z-]+ ){0,8}?(?:toxicity|adverse event|side effect|effect)\b[^;.]* (?:must|should|has|have) [^;.]*\bresolv\w*[^;.]*)$"
)
_LETS_IN = sought(r"\b(?:may|can|could|allowed|permitted|eligible|if|unless|except|no limit|not required)\b")


def with_recovery_beside(
    line: str, *, denied: bool, read: Callable[[str], Criterion | None], asked: bool
) -> Criterion | None:
    """ "... and recovered from it": what stands before it, and the recovery.

    read   reads what stands before it;  asked   where it cannot, that is for a human, in its words
    """
    beside = recovery_beside(line, denied=denied)
    if beside is None:
        return None
    head = read(beside[0])
    if head is None and asked and _LETS_IN.search(beside[0]) is None:
        head = AskHuman(question=f"Is it so: {beside[0].strip()}?", because=JUDGED)
    return None if head is None else joined_recovery(head, beside[2], either=beside[1])


def joined_recovery(head: Criterion, recovered: Criterion, *, either: bool) -> Criterion:
    """Both, or either."""
    return any_of((head, recovered)) if either else all_of((head, recovered))


def _grade(main: str, left_over: tuple[tuple[Sought, int], ...]) -> int | None:
    for pattern, more in (*left_over, *_GRADE):
        found = pattern.search(main)
        if found is not None:
            told = _NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else None)
            if told is None or not 0 <= told + more <= 3:
                return None
            return told + more
    return None


_ANY_ALOPECIA = sought(
    r"(?:(?:ctcae )?(?:≤ )?grade (?:≤ )?2 )?(?:alopecia|hair loss)(?: (?:ctcae )?(?:≤ )?(?:of )?grade (?:≤ )?2)?"
)


def _exceptions(apart: str) -> tuple[tuple[str, ...], str]:
    """Groups that are excepted as a whole; and the words of other exceptions."""
    if not apart:
        return (), ""
    groups: list[str] = []
    rest: list[str] = []
    for part in re.split(r" (?:,|and|or|and/or|, and|, or|/) ", apart):
        name = re.sub(
            r"^(?:residual |any grade |any |grade \d )+(?:of )?|(?: of)? any grade$|^(?:the |for )",
            "",
            part.strip(" ,()"),
        )
        if _ANY_ALOPECIA.fullmatch(part.strip(" ,()")) is not None:
            # There is no alopecia above grade 2.
            groups.append("alopecia")
            continue
        known = _APART.get(name)
        if known is not None and "grade" not in part.replace("any grade", ""):
            groups.append(known)
        elif part.strip(" ,()"):
            rest.append(part.strip(" ,()"))
    return tuple(dict.fromkeys(groups)), ", ".join(rest)
