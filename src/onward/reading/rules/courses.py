"""Courses of treatment: what they contained, what stood in brackets behind, and windows told drug by drug."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, Criterion, DrugSet, Exposed, Finding, Had, Not, Washout
from onward.reading.amounts import Bound, Stretch
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_ends import ended
from onward.reading.rules.therapy_lines import counted
from onward.reading.sought import sought
from onward.reading.things import (
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    Window,
    all_of,
    negated,
    with_quality,
    with_settings,
    with_window,
)
from onward.reading.things_asked import question_of

WAYS = Stage("what a treatment is")
way = WAYS.rule
DRUG_NAMES = Stage("names of drugs beside known ones")
COURSES = Stage("courses")
rule = COURSES.rule


_FOR = "{for|if|since|in case of|in|after|from|when|with|washout for|if last treatment was|if last therapy was|if last dose was|if prior treatment was|if treated with|since last dose of|since last}"


@rule(
    f"<CX:thing> [,|;] ( [at least|or|and|within|but|minimum of|≥|<] <T:first> {_FOR} [prior|last|previous|treatment with|any prior|<W>] <DO:one> [<W>] )",
    f"<CX:thing> [,|;] ( [at least|or|and|within|but|minimum of|≥|<] <T:first> {_FOR} [prior|last|previous|treatment with] <DO:one> {{;|,|and|or|, and|; and|, or}} [within] <T:second> {_FOR} [prior|last|previous|treatment with] <DO:two> )",
    f"<CX:thing> , [or] [within] <T:first> {_FOR} [prior|last|previous|treatment with] <D:one>",
    gives="",
)
def longer_for_some(found: Found) -> object:
    """ "chemotherapy within 4 weeks (6 weeks for nitrosoureas or mitomycin C)"."""
    value = found.any("thing")
    side = _side(value)
    if side is None:
        return None
    more: list[Thing] = []
    for days, what in (("first", "one"), ("second", "two")):
        if not found.has(days):
            continue
        window = Window(days=found.take(days, Stretch).days, at_least=side)
        made = with_window(cast("Thing", found.any(what)), window)
        if made is None:
            return None
        more.append(made)
    if side:
        questions = tuple(question_of(thing, denied=False) for thing in more)
        return found.draft.put("X", all_of((cast("Criterion", value), *questions)))
    thing = cast("Thing", value)
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    return found.draft.put("C", Several(joint="or", parts=(*parts, *more)))


def _side(value: object) -> bool | None:
    """Whether a window asks for at least so long ago; None for what has no window."""
    match value:
        case Treated() | Happened():
            return None if value.window is None or value.window.at_least else False
        case Several():
            sides = {_side(part) for part in value.parts}
            return sides.pop() if len(sides) == 1 else None
        case Washout():
            return True
        case AllOf():
            return True if value.of and all(_side(part) is True for part in value.of) else None
        case Not(of=inner) if type(inner).__name__ == "Had":
            return True if getattr(inner, "within_days", None) is not None else None
        case _:
            return None


@rule(
    "<D> [,|(] unless [it|they|patient] [was|were|have been|has been|can be|is|are|has|have] {discontinued|stopped|off|last taken|withdrawn|ceased|completed} [for] {<B> <T>|<W>} [of|before|prior to|ago|prior|earlier] [starting|start of|beginning|initiation of|beginning of] [<D:study>|$anchor|study|trial] [)]",
    gives="C",
)
def unless_stopped(found: Found) -> object:
    """ "drugs that prolong QT, unless discontinued at least 7 days before"."""
    window = found.maybe("W", Window)
    if window is not None and not window.at_least:
        return None
    if window is None and found.take("B", str) not in ("at_least", "above"):
        return None
    days = window.days if window is not None else found.take("T", Stretch).days
    return None if days is None else with_window(cast("Thing", found.any("D")), Window(days=days))


@rule(
    "<D> {will require|require|requires|must have|need|needs} [minimum] [of] [at least] <T> {washout period|washout|wash out period|wash out}",
    "[at least|minimum] [of] <T> {washout period|washout|wash out period|wash out} [period] {from|for|of|after|since|following} [prior|previous|last|any previous|any prior|any] <DO> [is required|required|are required|will be required] [prior to $anchor|before $anchor|prior to enrollment|prior to randomization|prior to registration|before enrollment|prior to study entry|prior to treatment]",
    "<DO> [with] [must have] [at least] <T> {washout period|washout|wash out period|wash out} [is required|required|prior to $anchor|before $anchor]",
    gives="X",
)
def washed_out(found: Found) -> object:
    """ "a 14 day washout from endocrine therapy is required"."""
    thing = cast("Thing", found.any("DO") if found.has("DO") else found.any("D"))
    made = with_window(thing, Window(days=found.take("T", Stretch).days, at_least=True))
    if made is None:
        return None
    question = question_of(made, denied=False)
    return Not(of=question) if found.draft.denied and not isinstance(question, Not) else question


@way(
    "<D> {that|which} {include|included|contain|contained|includes|consist of|consisted of} [both|either] <D:named>",
    "<D> ( {which include|which includes|that include|that includes|including|to include|ie|such as} [both|either] <D:named> )",
    "<D> [,] {must|should} {include|have included|contain|consist of|have contained} [both|either|at least] [,] <D:named>",
    gives="D",
)
def containing(found: Found) -> object:
    """ "chemotherapy that included a taxane"."""
    if "(" in found.words:
        return found.any("D")
    named, general = found.any("named"), cast("Thing", found.any("D"))
    settings = general.settings if isinstance(general, Treated) else ()
    if isinstance(general, Treated) and (general.window or general.ended_by or general.qualities):
        return None
    return with_settings(cast("Thing", named), settings) if settings else named


@way(
    "non <D:one> [,|or|and|/|, or|, and] [non] [based] <D:general>",
    "non <D:one> [,|or|and|/|, or|, and] non <D:two> [based|containing] <D:general>",
    "non <D:alone>",
    gives="D",
)
def anything_but(found: Found) -> object:
    """ "non-hormonal anti-cancer therapy"."""
    if found.has("alone"):
        apart = drugs_of(cast("Thing", found.any("alone")))
        if apart is None or not apart.classes or apart != DrugSet(classes=apart.classes):
            return None
        if apart.classes != ("endocrine therapy",):
            return None
        return Treated(drugs=DrugSet(roles=("anticancer",), excluding=apart.classes))
    general = drugs_of(cast("Thing", found.any("general")))
    if found.words.split().count("non") > 1 and not found.has("two"):
        # "Non-taxane, non-anthracycline chemotherapy": the second is a kind of the same, and is left out as well.
        if general is None or not found.draft.spoken(f"D{found.match['general']} ").rstrip().endswith("chemotherapy"):
            return None
        apart = drugs_of(cast("Thing", found.any("one")))
        if apart is None or apart.drugs or general.drugs or "chemotherapy" in (*apart.classes, *general.classes):
            return None
        both = tuple(dict.fromkeys((*apart.classes, *general.classes)))
        return Treated(drugs=DrugSet(classes=("chemotherapy",), excluding=both))
    names: list[str] = []
    for name in ("one", "two"):
        if found.has(name):
            apart = drugs_of(cast("Thing", found.any(name)))
            if apart is None or apart.roles or apart.payloads or apart.targets:
                return None
            names.extend((*apart.classes, *apart.drugs))
    if general is None or general.excluding:
        return None
    return Treated(
        drugs=DrugSet(
            drugs=general.drugs, classes=general.classes, roles=general.roles, payloads=general.payloads,
            targets=general.targets, excluding=tuple(names),
        )
    )  # fmt: skip


@way(
    "<D> , but <D:apart> {is|are} {allowed|permitted}",
    "<D> ( {but|however} <D:apart> {is|are} {allowed|permitted} )",
    "<D> [,] ( <D:apart> {is|are} {allowed|permitted} )",
    gives="D",
)
def but_allowed(found: Found) -> object:
    """ "vitamin K antagonists, but enoxaparin is allowed"."""
    drugs, apart = drugs_of(cast("Thing", found.any("D"))), drugs_of(cast("Thing", found.any("apart")))
    thing = found.any("D")
    if apart is None or apart.roles or apart.payloads or apart.targets:
        return None
    names = (*apart.classes, *apart.drugs)
    if isinstance(thing, Several):
        if all(isinstance(part, Treated) and not part.drugs.excluding for part in thing.parts):
            return Several(joint=thing.joint, parts=tuple(_but(part, names) for part in thing.parts))
        return None
    if drugs is None or drugs.excluding or not isinstance(thing, Treated):
        return None
    return _but(thing, names)


def _but(thing: Thing, names: tuple[str, ...]) -> Thing:
    from dataclasses import replace

    assert isinstance(thing, Treated)
    return replace(thing, drugs=replace(thing.drugs, excluding=names))


@rule(
    "<D> {is|are|was|were} {allowed|permitted|acceptable|eligible} ... [,] {but|provided|if|as long as|and} [that] [they|it|treatment] {must|should|have|has|was|were|is} [have] [been] {discontinued|stopped|completed|finished|last given|ended} <W>",
    gives="X",
)
def allowed_if_over(found: Found) -> object:
    """ "earlier hormones are allowed, but must have been stopped at least 3 weeks before"."""
    window = found.take("W", Window)
    if not window.at_least:
        return None
    made = with_window(cast("Thing", found.any("D")), window)
    if made is None:
        return None
    question = question_of(made, denied=False)
    return Not(of=question) if found.draft.denied and not isinstance(question, Not) else question


@rule(
    "<B> interval of <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    "{minimum|at least} interval of <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    "interval of <B> <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    gives="X",
)
def interval(found: Found) -> object:
    """ "minimum interval of 6 months after the end of any taxane"."""
    if found.has("B") and found.take("B", str) not in ("at_least", "above"):
        return None
    made = with_window(cast("Thing", found.any("DO")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else question_of(made, denied=False)


@rule(
    "<R> [prior|previous] {therapeutic|treatment|anti cancer|anticancer|palliative|systemic anticancer|systemic anti cancer|chemotherapeutic} {regimen|line|therapy|treatment} [<S>]",
    gives="X",
)
def regimens(found: Found) -> object:
    """ "at most 4 prior therapeutic regimens in the metastatic setting"."""
    drugs = DrugSet(classes=("chemotherapy",)) if "chemotherapeutic" in found.words else None
    return counted(found.take("R", Bound), drugs, found.maybe("S", Where) or Where())


@rule(
    "{disease progression|progression|disease|progression of disease} {has|have|had|that has|that} [occurred|progressed|progression] {while receiving|while on|while|during|on|after|while taking|following} [prior|previous|at least one|last] <D>",
    "{disease progression|progression|progressed|progression of disease} {while|on or within|either on or after|during or immediately after|either during or after|upon|while on or after} [prior|previous] <D>",
    "{refractory|resistant} to [either] [,] <D>",
    "<F:refractory> to [either] [,] [prior|previous|at least one] <D>",
    "{failed|failure of|progressed on|progression on|progressed after|progression after|progressed during} <N:number> [prior|previous|line of|prior line of] <D>",
    gives="X",
)
def progressed(found: Found) -> object:
    """ "disease progression has occurred while receiving a taxane"."""
    if found.has("number") and found.any("number") != 1:
        return None
    if found.has("refractory") and found.any("refractory") != Fixed(criterion=Finding(name="refractory disease")):
        return None
    words = found.words
    if words.startswith("disease ") and not words.startswith("disease progress") and "progress" not in words:
        return None
    return ended(cast("Thing", found.any("D")), ("progression",))


@rule(
    "{current or recent|current or prior|recent|current|concurrent or recent} [treatment|use|therapy|exposure] ( <W> ) [of|with|to] [any|other|any other|another] <D>",
    "<Q:when> [treatment|use|therapy|exposure] ( <W> ) [of|with|to] [any|other|any other|another] <D>",
    "[treatment|use|therapy] ( <W> ) {of|with} [any|other|any other|another] <D>",
    "<D> ( <W> )",
    gives="C",
)
def recent(found: Found) -> object:
    """ "current or recent (within 28 days) treatment with another investigational drug"."""
    if found.has("when") and not {"recent", "prior", "past"}.intersection(cast("str", found.any("when")).split()):
        return None
    return with_window(cast("Thing", found.any("D")), found.take("W", Window))


@way("<Q:how> <D>", gives="D")
def by_mouth_or_vein(found: Found) -> object:
    """ "systemic chemotherapy": anti-cancer drugs are; of "systemic steroids" no record tells whether they were inhaled."""
    if found.any("how") != "systemic":
        return None
    thing = cast("Thing", found.any("D"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    if all(isinstance(part, Treated) and not _MAY_BE_LOCAL.isdisjoint(part.drugs.classes) for part in parts):
        return with_quality(thing, "systemic")
    return thing


_MAY_BE_LOCAL = frozenset(
    {
        "corticosteroid",
        "immunosuppressant",
        "antibiotic",
        "antifungal",
        "antiviral",
        "antimicrobial",
        "investigational drug",
        "oestrogen",
        "hormone replacement therapy",
        "retinoid",
        "NSAID",
        "antihistamine",
    }
)


@way("<D:one> {derived|derivative|type|like} <D:kind>", gives="D")
def derived(found: Found) -> object:
    """ "coumarin-derived anticoagulants"; "warfarin or other coumadin derivatives": more of them than the one."""
    one, kind = found.any("one"), drugs_of(cast("Thing", found.any("kind")))
    of_coumarin = DrugSet(classes=("coumarin anticoagulant",))
    if kind is None or "anticoagulant" not in kind.classes:
        return one
    parts = one.parts if isinstance(one, Several) else (one,)
    last = parts[-1]
    if not isinstance(last, Treated) or last.drugs.drugs != ("warfarin",):
        return one
    wider = replace(last, drugs=of_coumarin)
    return replace(one, parts=(*parts[:-1], wider)) if isinstance(one, Several) else wider


_SUFFIX = (
    r"(?:ine|nib|mab|avir|azole|mycin|micin|cillin|one|ole|ide|tin|pam|lam|lol|ril|rtan|afil|xacin|done|ene|mus|cept|stat|ast|ane|fen|vir|dine|zine|mide|zide|xaban|parin|grel|lukast|gliptin|statin|prazole|setron|triptan|pezil|barbital|toin|pine|zepam|"
    r"quine|oxin|olone|asone|terol|tropium|amide|platin|rubicin|taxel|trexed|trexate|ciclib|lisib|parib|limus|tecan|bine|mustine|phylline|fibrate|thromycin|cycline)"
)
_NO_NAME = (
    "medicine|urine|spine|vaccine|hormone|estrogen|someone|bone|alone|outside|inside|beside|guideline|baseline|routine|online|spine|endocrine|combine|line|determine|examine|machine|decline|protein|within|certain|obtain|remain|outcome|"
    "postmenopausal|immune|supine|intestine|provide|include|side|wide|peptide|cancer|ketone|zone|contribute|cytokine|throughout|creatinine|caffeine|nicotine|cocaine|alkaline|feminine|saline|discipline"
)


@DRUG_NAMES.raw(
    rf"(?P<known>D[\ue000-\uf8ff]) (?P<list>(?:(?:, and|, or|,|and|or|/) (?!(?:{_NO_NAME}) )[a-z]{{3,}}{_SUFFIX} )+)(?=$|[,;.)/]|and |or |within |for |W|S|at |during |are |is )",
    gives="D",
    one_of="D",
)
def named_beside(found: Found) -> object:
    """ "ketoconazole, amprenavir and indinavir": names that end as drugs do, in a list with one that is known."""
    known = found.draft.at(found.match["known"][1])
    if not isinstance(known, (Treated, Several)):
        return None
    words = found.match["list"]
    names = [word for word in words.split() if word not in (",", "and", "or", "/")]
    model = known if isinstance(known, Treated) else known.parts[-1]
    if not isinstance(model, Treated) or model.window or model.settings or model.ended_by or model.qualities:
        return None
    behind = found.match.string[found.match.end() :]
    joint = "and" if " and " in f" {words}" or behind.startswith(("and ", ", and ")) else "or"
    new = tuple(Treated(drugs=DrugSet(drugs=(name,)), when=model.when, supportive=model.supportive) for name in names)
    parts = known.parts if isinstance(known, Several) else (known,)
    return Several(joint=joint, parts=(*parts, *new))


@rule("no <D> {will be|is|are|are to be|be|may be} {allowed|permitted|given|administered} <W>", gives="X")
def none_allowed(found: Found) -> object:
    """ "no chemotherapy will be allowed within four weeks"."""
    made = with_window(cast("Thing", found.any("D")), found.take("W", Window))
    if made is None:
        return None
    question = question_of(made, denied=True)
    return question if found.draft.denied else negated(question)


@rule(
    "{disease progression|progression|progressed|progression of disease|documented progression|progressive disease} {on|after|during|following|on or after|during or after|while on} [their|the] {last|most recent|latest|previous|prior|immediate prior|preceding} [line of|prior|anticancer|anti cancer|systemic] {regimen|treatment|therapy|systemic therapy|D} [regimen] [received]",
    gives="X",
)
def progressed_on_last(found: Found) -> object:
    """ "disease progression on the last regimen"."""
    last = {"last", "recent", "latest", "immediate", "preceding"}.intersection(found.words.split())
    return Exposed(to=DrugSet(roles=("anticancer",)), ended_by=("progression",), latest_line=bool(last))


_ROUTES = "{sensitive|full dose oral or parenteral|oral|transdermal|small molecule|intravenous|iv|topical|inhaled|low dose|high dose|full dose|prophylactic|intrathecal|intramuscular|subcutaneous|nasal|intranasal|ocular|local|single agent|weekly|standard|curative|palliative|neurotoxic|cardiotoxic|myelosuppressive|definitive|combination|intensive|maintenance|salvage|first line|second line|induction|consolidation|intra articular|inhalational|therapeutic dose of|therapeutic dose|therapeutic use of|therapeutic|chronic|long term|regular|parenteral|systemically active|dose dense|novel|conventional}"


@way(f"{_ROUTES} [{{,|or|and|/|and/or}} {_ROUTES}] <D>", gives="D")
def in_a_way(found: Found) -> object:
    """ "oral cyclophosphamide", "prophylactic antibiotics": the way stays for a human where it narrows."""
    thing = cast("Thing", found.any("D"))
    words = found.words.split()[:-1]
    if not isinstance(thing, (Treated, Several)):
        return None
    told = " ".join(words)
    if set(words) <= {"standard", "conventional", "regular", "novel"}:
        return thing
    if not _OF_A_PLACE.isdisjoint(words) and isinstance(thing, Treated) and thing.drugs.roles == ("anticancer",):
        # "Local treatment" may have been irradiation or an operation, and seldom is a drug.
        others = (Happened(event=Had(event="radiotherapy")), Happened(event=Had(event="procedure")))
        return with_quality(Several(joint="or", parts=(thing, *others)), told)
    if told == "small molecule" and isinstance(thing, Several) and isinstance(thing.parts[0], Treated):
        # "Small molecule kinase inhibitors or drugs against VEGF": of the first alone it is said.
        return replace(thing, parts=(with_quality(thing.parts[0], told), *thing.parts[1:]))
    return with_quality(thing, told)


_OF_A_PLACE = frozenset({"local", "locoregional", "regional", "definitive", "curative", "palliative"})


_OF_THE_PAST = sought(r"\bhistory of (?:(?:any|a|other|an) )*$")


@rule("{condition|disease|illness|disorder|medical condition} <D>", gives="D")
def for_an_illness(found: Found) -> object:
    """ "conditions requiring chronic immunosuppressive therapy": whoever takes it."""
    said = found.draft.said[ord(found.match["D"]) - 0xE000]
    thing = found.any("D")
    if _OF_THE_PAST.search(found.match.string[: found.match.start()]) is not None:
        # "A history of any condition requiring it": it may have been given then.
        return None
    if isinstance(thing, Treated) and thing.drugs.roles == ("anticancer",):
        # "A condition requiring systemic treatment": not treatment of the cancer.
        return None
    return found.any("D") if said.startswith(("requiring", "require", "that require", "treated with")) else None
