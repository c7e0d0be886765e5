"""Treatment: drugs and classes, prior and concurrent, settings, lines, progression, intolerance, washouts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    BreastCancer,
    Criterion,
    DrugSet,
    Exposed,
    Finding,
    Lines,
    Metastatic,
    Not,
    Relapse,
    Takes,
)
from onward.criteria import (
    Stage as StageGroup,
)
from onward.reading.amounts import Amount, Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.disease import is_extent
from onward.reading.things import (
    AskedSetting,
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Window,
    all_of,
    drugs_of,
    joined_drugs,
    with_settings,
    with_status,
    with_window,
)

SETTINGS = Stage("settings")
setting_rule = SETTINGS.rule

_ADJUVANT: tuple[AskedSetting, ...] = ("adjuvant",)
_NEOADJUVANT: tuple[AskedSetting, ...] = ("neoadjuvant",)
_EARLY: tuple[AskedSetting, ...] = ("neoadjuvant", "adjuvant")
_METASTATIC: tuple[AskedSetting, ...] = ("metastatic",)


@setting_rule(
    "{in|for|as part of|during|as|given as|given for|given in} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|and|/} [in] [neo] {adjuvant|neoadjuvant}] {setting|therapy|treatment|purpose|regimen|chemotherapy}",
    "{in|for} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|and|/} [neo] {adjuvant|neoadjuvant}] [disease] setting",
    gives="S",
)
def early_setting(found: Found) -> object:
    """ "in the adjuvant setting"."""
    return _early(found.words)


def _early(words: str) -> tuple[AskedSetting, ...]:
    tokens = words.replace("( neo )", "neo").split()
    before = "neoadjuvant" in tokens or "neo" in tokens or "preoperative" in tokens
    after = any(
        token in ("adjuvant", "postoperative") and (n == 0 or tokens[n - 1] != "neo") for n, token in enumerate(tokens)
    )
    if "( neo )" in words:
        return _EARLY
    if before and after:
        return _EARLY
    return _NEOADJUVANT if before else _ADJUVANT


@setting_rule(
    "[in|for|to treat|as treatment for|as treatment of|in treatment of|for treatment of|given for|administered for|in setting of|for their|as therapy for|for management of|used for|to] [treatment of|treatment for|current|patients|her|this|their|known|therapy of] <F:where> [setting|breast cancer|recurrence|breast carcinoma|cancer|disease]",
    "{in|for|within} {metastatic|advanced|advanced/metastatic|metastatic or locally advanced|recurrent/metastatic|palliative} [disease|breast cancer] setting",
    gives="S",
)
def metastatic_setting(found: Found) -> object:
    """ "for metastatic disease"."""
    words = found.words
    if found.has("where"):
        if not words.startswith(
            ("in ", "for ", "to treat ", "as treatment", "given for", "administered for", "as therapy", "used for")
        ):
            return None
        where = found.any("where")
        if not is_extent(where) and not _is_metastatic_disease(where):
            return None
        criterion = cast("Fixed", where).criterion
        if not _holds_metastatic(criterion):
            return None
        if words.startswith("in ") and "setting" not in words and "treatment" not in words:
            return None
    return _METASTATIC


def _holds_metastatic(criterion: Criterion) -> bool:
    if isinstance(criterion, (AllOf, AnyOf)):
        return any(_holds_metastatic(part) for part in criterion.of)
    return criterion == Metastatic() or (isinstance(criterion, StageGroup) and "IV" in criterion.groups)


def _is_metastatic_disease(value: object) -> bool:
    return isinstance(value, Fixed) and _holds_metastatic(value.criterion)


@setting_rule(
    "{for|to treat|for treatment of} [current|currently|newly] [diagnosed] [this|their|her|his|patient|primary|invasive|known|same|any] [newly diagnosed|diagnosed] <F:cancer>",
    "{for|to treat|for treatment of} [current|this|their|her|his|same|study] {breast cancer|cancer|malignancy|<J>|disease}",
    gives="S",
)
def for_this_cancer(found: Found) -> object:
    """ "for breast cancer" says no more than that it was treatment."""
    if found.has("cancer"):
        thing = found.any("cancer")
        return () if isinstance(thing, Fixed) and thing.criterion == BreastCancer() else None
    if found.has("J") and found.any("J") != "cancer":
        return None
    return ()


@setting_rule(
    "{for|in} {primary|early|early stage|localized|non metastatic|operable} {disease|breast cancer|cancer|setting}",
    gives="S",
)
def early_disease(_found: Found) -> object:
    """ "for primary disease"."""
    return _EARLY


@setting_rule(
    "{in|for} [either] [neoadjuvant ,|neoadjuvant or|neoadjuvant /|neoadjuvant and/or|( neo )|neo / |neo] adjuvant [,] [setting|treatment] {or|and/or|/|and|, or} [in] [advanced /|advanced or] <F:late> [setting|disease]",
    "{in|for} <F:late> [setting] {or|and/or|/|and|, or} [in] [neoadjuvant ,|neoadjuvant or|neoadjuvant /|( neo )] adjuvant [setting]",
    gives="S",
)
def early_or_late(found: Found) -> object:
    """ "in the neoadjuvant, adjuvant or metastatic setting"."""
    if not _is_metastatic_disease(found.any("late")):
        return None
    return () if "neo" in found.words else (*_ADJUVANT, *_METASTATIC)


@setting_rule(
    "{in|for} any setting",
    "in [current or] {prior|previous} [or current] disease setting",
    "{in|for} {adjuvant , neoadjuvant , or metastatic|adjuvant or metastatic|neoadjuvant , adjuvant or metastatic|either adjuvant or metastatic|neoadjuvant , adjuvant , or metastatic|( neo ) adjuvant or metastatic} setting",
    gives="S",
)
def any_setting(_found: Found) -> object:
    """ "in any setting"."""
    return ()


DRUGS = Stage("drugs")
rule = DRUGS.rule


@rule(
    "[neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|/|and} [neo] {adjuvant|neoadjuvant}] {systemic therapy|treatment|therapy|systemic treatment}",
    gives="D",
)
def adjuvant_therapy(found: Found) -> object:
    """ "adjuvant therapy"."""
    return Treated(drugs=DrugSet(roles=("anticancer",)), settings=_early(found.words))


# A class that the lexicon does not know, named by its target: "MDM2 inhibitor", "anti-CD47 antibody".
@rule(
    "<G> [targeted|directed] {inhibitor|antagonist|agonist|degrader|antibody|targeted therapy|targeting agent|directed therapy|therapy|agent|inhibition}",
    "<GK> {inhibitor|antagonist|degrader|targeted therapy|targeting agent|directed therapy}",
    "anti <G> [antibody|therapy|agent]",
    gives="D",
)
def by_target(found: Found) -> object:
    """ "AURKA inhibitor"."""
    target = found.any("G") if found.has("G") else found.any("GK")
    if not isinstance(target, str):
        return None
    return Treated(drugs=DrugSet(classes=(f"{target} inhibitor",)))


@rule(
    "<K> {directed|targeted|targeting|blocking|based} [anti cancer|systemic|adjuvant] {therapy|treatment|agent|drug|antibody|regimen|adc|tki}",
    gives="D",
)
def against_receptor(found: Found) -> object:
    """ "HER2-directed treatment"."""
    if found.any("K") == "HER2":
        return Treated(drugs=DrugSet(classes=("anti-HER2",)))
    return None


_TARGET = r"(?!(?:prior|other|any|molecularly|her2|cancer|tumor|bone|systemic|hormone|previous|specific|treatment|with|of|anti|immune|guideline|and|or|to|protocol|bioinformatic) )[a-z][a-z0-9]*"


@DRUGS.raw(
    rf"(?<![^ ])(?P<target>{_TARGET}(?: (?:N[\ue000-\uf8ff]|[a-z]?\d\w*))?) (?:directed|targeted|targeting) (?:therapy|treatment|agent|drug|antibody|adc|inhibitor|antibody D[\ue000-\uf8ff]|D[\ue000-\uf8ff]) ",
    gives="D",
)
def against_target(found: Found) -> object:
    """ "TROP2-directed therapy": a target that the lexicon does not know."""
    target = found.draft.spoken(found.match["target"])
    known = _TARGETS.get(target.replace(" ", ""))
    if known is not None:
        return Treated(drugs=DrugSet(targets=(known,)))
    return Treated(drugs=DrugSet(classes=(f"{target} directed therapy",)))


_TARGETS = {"trop2": "TROP2", "her3": "HER3", "pd1": "PD-1", "pdl1": "PD-L1", "ctla4": "CTLA-4", "nectin4": "nectin-4"}
_ADJECTIVES = {
    "hormonal": "endocrine therapy", "endocrine": "endocrine therapy", "hormone": "endocrine therapy", "biologic": "biologic therapy", "biological": "biologic therapy",
    "targeted": "targeted therapy", "cytotoxic": "chemotherapy", "immunologic": "immunotherapy", "immune": "immunotherapy", "immunological": "immunotherapy",
    "akt": "AKT inhibitor", "mtor": "mTOR inhibitor", "pi3k": "PI3K inhibitor", "parp": "PARP inhibitor", "vegf": "anti-VEGF", "cdk4": "CDK4/6 inhibitor",
}  # fmt: skip


@rule(
    "{hormonal|endocrine|hormone|biologic|biological|targeted|cytotoxic|immunologic|immune|immunological|akt|mtor|pi3k|parp|vegf} {,|or|and|/|, or|and/or|, and|, and/or} [other] <DO:next>",
    "<G:gene> {,|or|and|/|, or|and/or|, and} [other] <D:next>",
    gives="",
    again=True,
)
def shared_noun(found: Found) -> object:
    """ "hormonal or targeted therapy", "AKT or mTOR inhibitor": the noun goes for both."""
    first, *joint = found.words.split()[:-1]
    if found.has("gene"):
        sign = found.sign("next")
        said = found.draft.said[ord(sign) - FIRST_THING] if sign else ""
        if not said.split() or said.split()[-1] != "inhibitor":
            return None
        made = found.draft.put("D", Treated(drugs=DrugSet(classes=(f"{found.any('gene')} inhibitor",))), first)
        return f"{made}{' '.join(word for word in joint if word != 'other')} D{sign} "
    said = found.draft.said[ord(found.match["next"]) - FIRST_THING]
    head = said.split()[-1] if said else ""
    if first in ("akt", "mtor", "pi3k", "parp", "vegf") and head != "inhibitor":
        return None
    if first not in ("akt", "mtor", "pi3k", "parp", "vegf") and head not in (
        "therapy",
        "treatment",
        "agent",
        "chemotherapy",
        "radiotherapy",
        "immunotherapy",
    ):
        return None
    letter = found.match.string[found.match.start("next") - 1]
    made = found.draft.put("D", Treated(drugs=DrugSet(classes=(_ADJECTIVES[first],))), first)
    return f"{made}{' '.join(word for word in joint if word != 'other')} {letter}{found.match['next']} "


_AND = "{,|and|or|/|and/or|, and|, or|, and/or|;|or any|as well as|; or|and any}"


@rule(f"<D> {_AND} [other|any|any other|prior] <D:other>", "<D> <D:other>", gives="D", again=True)
def several_drugs(found: Found) -> object:
    """ "anthracyclines and taxanes"."""
    one, other = cast("Thing", found.any("D")), cast("Thing", found.any("other"))
    if not isinstance(one, (Treated, Several)) or not isinstance(other, (Treated, Several)):
        return None
    words = found.words
    if len(words.split()) == 2:
        first, second = drugs_of(one), drugs_of(other)
        # "taxane chemotherapy", "letrozole (an aromatase inhibitor)": the first names it, the second its kind.
        if first is None or second is None or (not second.classes and not second.roles):
            return None
        return one if first.classes or first.drugs else None
    joint = "or" if " or " in f" {words}" or "and/or" in words or " / " in words else "and"
    if words.split()[1] in (",", "/", ";", "+"):
        joint = ""
    parts = [*(_parts(one)), *(_parts(other))]
    known = (
        joint or (one.joint if isinstance(one, Several) else "") or (other.joint if isinstance(other, Several) else "")
    )
    if isinstance(one, Several) and isinstance(other, Several) and one.joint != other.joint:
        if not found.draft.denied:
            return None
        known = "or"
    return Several(joint="and" if known == "and" else "or", parts=tuple(parts))


def _parts(thing: Thing) -> tuple[Thing, ...]:
    return thing.parts if isinstance(thing, Several) else (thing,)


@rule(
    "<D> ( [{eg|ie|such as|including|for example|like}] [,] [:] <D:example> [etc|, etc|, ...] )",
    "<D> [,] {such as|eg|for example|like} [,] <D:example> [etc|, etc]",
    "<D> ( {eg|such as|for example|including} ... )",
    "<D> ( <D:example> )",
    "<D> [,] including <D:example>",
    "<D> : <D:example>",
    "<D> , including but not limited to [,|:] <D:example>",
    "<D> including but not limited to [,|:] <D:example>",
    gives="D",
)
def with_examples(found: Found) -> object:
    """ "CDK4/6 inhibitors (e.g. palbociclib)"."""
    thing = cast("Thing", found.any("D"))
    if " ie " in found.words or found.words.startswith("ie "):
        example = drugs_of(cast("Thing", found.any("example")))
        return None if example is None else Treated(drugs=example)
    if " : " in found.words and "including" not in found.words:
        general = drugs_of(thing)
        if general is None or not general.classes:
            return None
        return thing if found.draft.denied else found.any("example")
    return thing


@rule(
    "<D> {other than|except [for]|excluding|with exception of|apart from|besides|not including|but not} <D:apart>",
    "<D> ( {other than|except [for]|excluding|with exception of|not including} <D:apart> )",
    "<D> , {except [for]|excluding|with exception of|other than|not including} <D:apart>",
    gives="D",
)
def except_for(found: Found) -> object:
    """ "systemic therapy other than endocrine therapy"."""
    drugs, apart = drugs_of(cast("Thing", found.any("D"))), drugs_of(cast("Thing", found.any("apart")))
    if drugs is None or apart is None or drugs.excluding or apart.roles or apart.payloads or apart.targets:
        return None
    names = (*apart.classes, *apart.drugs)
    return Treated(
        drugs=DrugSet(
            drugs=drugs.drugs,
            classes=drugs.classes,
            roles=drugs.roles,
            payloads=drugs.payloads,
            targets=drugs.targets,
            excluding=names,
        )
    )


@rule("<D> {with|using|consisting of|comprising|containing|by} [a|an|any] <D:named>", gives="D")
def therapy_with(found: Found) -> object:
    """ "hormonal therapy with fulvestrant"."""
    general, named = drugs_of(cast("Thing", found.any("D"))), found.any("named")
    if general is None or general.excluding or not (set(general.classes) <= _GENERAL and not general.drugs):
        return None
    return named


_GENERAL = frozenset({"chemotherapy", "endocrine therapy", "immunotherapy", "targeted therapy", "biologic therapy"})


@rule(
    "{other|any other|another|additional} <D>",
    gives="D",
)
def other_drugs(found: Found) -> object:
    """ "other investigational agents"."""
    return found.any("D")


@rule(
    "[neo|( neo )] {adjuvant|neoadjuvant|preoperative|postoperative} [{and/or|or|/|and} [neo] {adjuvant|neoadjuvant}] <DO:what>",
    gives="",
)
def adjuvant(found: Found) -> object:
    """ "adjuvant chemotherapy"."""
    letter = "D" if isinstance(found.any("what"), Treated) else "O"
    thing = with_settings(cast("Thing", found.any("what")), _early(found.words.split(found.match["what"])[0]))
    return None if thing is None else found.draft.put(letter, thing)


_TREATMENT = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|regimen|course|line|systemic treatment|received|receiving|therapies|usage}"
_GIVEN = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|systemic treatment|received|receiving|therapies|usage|systemic therapy}"
_NOUN = "[therapy|treatment|based therapy|based treatment|based regimen|containing regimen|regimen|agent|drug|medication|based chemotherapy|containing therapy|administration|use|product|class|compound|based|of any kind|or treatment|of any type|containing treatment|or agent|exposure|derivative|treatment regimen|supplement|dose|for breast cancer|for this disease|for current breast cancer|for their breast cancer|for their cancer|for cancer|for this cancer]"


@rule(f"<D> {_NOUN[1:-1].join('{}')}", gives="D", again=True)
def noun(found: Found) -> object:
    """ "trastuzumab therapy"."""
    if found.words.endswith("or treatment ") and found.match.string[found.match.end() :].startswith(("with ", "of ")):
        return None
    return found.any("D")


TIMES = Stage("treatment in time")
time_rule = TIMES.rule


@time_rule(
    "<D> [,] <S>",
    "<S> <D>",
    gives="D",
)
def in_setting(found: Found) -> object:
    """ "chemotherapy for metastatic disease"."""
    settings = cast("tuple[AskedSetting, ...]", found.any("S"))
    if not settings:
        return found.any("D")
    return with_settings(cast("Thing", found.any("D")), settings)


@time_rule("<O> <S>", gives="O")
def event_in_setting(found: Found) -> object:
    """ "surgery for metastatic disease"."""
    settings = cast("tuple[AskedSetting, ...]", found.any("S"))
    return with_settings(cast("Thing", found.any("O")), settings) if settings else found.any("O")


_EVER = (
    "{prior|previous|previously|past|earlier|any prior|any previous|prior or current|previous or current|history of|history of prior|prior history of|previous history of|prior systemic|prior use of|any history of|preceding|"
    "prior or concurrent|previous or concurrent|prior or concomitant|prior and/or concurrent|current or prior|current or previous|concurrent or prior|any}"
)


@time_rule(
    f"{_EVER} [{_GIVEN} {{with|of|to|using|including|on|by|}}] [prior|any|a|one|systemic|other|more] <D> [in past|before|previously|at any time]",
    f"{_GIVEN} {{with|to|of|on|using}} [prior|any|previous] <D> {{in past|previously|at any time}}",
    "[patient|have|has|had|having|who have|who has|who had|must have|must|been|be] {received|been treated with|been exposed to|undergone|treated with|received treatment with|had|received therapy with|been previously treated with|previously received|previously treated with|been given|receipt of|received prior treatment with|received prior therapy with|received any|exposure to|exposed to|received previous treatment with|received prior|had prior treatment with|had prior therapy with|had prior exposure to|had prior|had previous|had treatment with|received previous|previously been treated with|been pretreated with|pretreated with|prior received|had any prior|taken} [prior|any|a|one|systemic|other|previous|treatment with|therapy with|any type of] <D> [in past|before|previously|at any time]",
    gives="D",
)
def ever(found: Found) -> object:
    """ "prior treatment with trastuzumab"."""
    return with_status(cast("Thing", found.any("D")), "ever")


_NOW = (
    "{concurrent|concomitant|current|currently|ongoing|simultaneous|receiving|currently receiving|taking|currently taking|currently on|use of|current use of|concurrent use of|concomitant use of|chronic use of|"
    "requirement for|requires|require|requiring|need for|needing|on|patient receiving|is receiving|are receiving|is taking|are taking|be receiving|be taking|being treated with|currently treated with|currently being treated with|"
    "concurrent treatment with|concomitant treatment with|concurrent therapy with|concomitant therapy with|current treatment with|current therapy with|ongoing treatment with|treatment with concomitant|chronic treatment with|"
    "chronic concomitant treatment with|concurrent administration of|concomitant administration of|regular use of|continuous use of|use|using|currently using|chronic|ongoing therapy with|chronic therapy with|daily|require use of|requiring use of|requires use of|"
    "require treatment with|requires treatment with|requiring treatment with|must be receiving|need|need to use|long term use of|long term treatment with|continued use of|currently receiving treatment with|treatment with chronic|undergoing treatment with|undergoing|chronic or concurrent use of|concurrent or planned use of|other concurrent|other concomitant|any other concurrent|any concurrent|any concomitant|"
    "have ongoing requirement for|concurrently receiving|concurrently using|concurrent chronic|chronic daily|chronic daily use of|under treatment with|under|systemic treatment with|current or chronic use of|current chronic|receive concurrent|receive concomitant|receive other|receive any other|be on|is on|are on|maintained on|who are taking|who are receiving|who require|who are on|requires concomitant use of|require concomitant use of|require concurrent use of|requiring concurrent use of|requiring concomitant use of|concurrent systemic|concomitant systemic|planned concurrent}"
)


@time_rule(
    f"{_NOW} [any|other|a|any other|systemic|concurrent|concomitant|chronic|regular|therapeutic|continuous|daily|long term] <D> [at present|currently|at study entry|at same time|at time of study entry]",
    gives="D",
)
def now(found: Found) -> object:
    """ "concurrent use of strong CYP3A inhibitors"."""
    return with_status(cast("Thing", found.any("D")), "now")


_LINE = "{line|regimen|course|treatment|therapy|line of therapy|line of treatment|treatment line|treatment regimen|therapy line|cycle|line of systemic therapy|systemic regimen|systemic therapy|separate regimen|prior line|prior regimen}"


@time_rule(
    f"<R> [prior|previous|different|additional|separate|distinct|systemic|total|earlier|cytotoxic|full] [{_LINE} [of|with]] [prior|previous|systemic|cytotoxic] <D> [{_LINE}] [<S>]",
    f"<N> {{or|and}} {{more|fewer|less}} [prior|previous] [{_LINE} [of|with]] <D> [{_LINE}] [<S>]",
    f"<R> [prior|previous] {_LINE} [<S>] {{with|of|containing}} <D>",
    gives="X",
)
def lines(found: Found) -> object:
    """ "no more than two prior lines of chemotherapy for metastatic disease"."""
    thing = cast("Thing", found.any("D"))
    words = found.words
    if "cycle" in words.split() or _MORE_DRUGS.match(found.match.string, found.match.end()):
        return None
    drugs, settings = _drugs_and_settings(thing)
    if found.has("S"):
        settings = settings or cast("tuple[AskedSetting, ...]", found.any("S"))
    if drugs is None:
        return None
    bound = found.maybe("R", Bound)
    if bound is None:
        number = found.maybe("N", Decimal)
        if number is None:
            return None
        bound = Bound(low=Amount(value=number)) if "more" in words.split() else Bound(high=Amount(value=number))
    return counted(bound, drugs, settings)


# The list of drugs goes on behind.
_MORE_DRUGS = re.compile(r"(?:, (?:or|and)|,|or|and|/|and/or) (?:(?:other|any|another|prior) )*[DG][\ue000-\uf8ff]")


def _drugs_and_settings(thing: Thing) -> tuple[DrugSet | None, tuple[AskedSetting, ...]]:
    """One set of drugs, and the settings that all of them share; None where they differ, or more is said."""
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    sets: list[DrugSet] = []
    settings: set[tuple[AskedSetting, ...]] = set()
    for part in parts:
        if not isinstance(part, Treated) or part.window is not None or part.ended_by or part.qualities:
            return None, ()
        sets.append(part.drugs)
        settings.add(part.settings)
    return (joined_drugs(sets), settings.pop()) if len(settings) == 1 else (None, ())


def counted(bound: Bound, drugs: DrugSet | None, settings: tuple[AskedSetting, ...]) -> Criterion | None:
    """So many lines that contain such drugs."""
    if bound.unit or bound.times:
        return None
    where: tuple[AskedSetting, ...] = settings or ("neoadjuvant", "adjuvant", "metastatic")
    parts: list[Criterion] = []
    if drugs is not None and drugs.roles == ("anticancer",) and not (drugs.classes or drugs.drugs or drugs.excluding):
        drugs = None
    if bound.low is not None:
        least = int(bound.low.value) + (1 if bound.low_open else 0)
        if bound.low.value != int(bound.low.value) or least > 15:
            return None
        if least > 0:
            parts.append(Lines(at_least=least, settings=where, containing=drugs))
    if bound.high is not None:
        most = int(bound.high.value) - (1 if bound.high_open else 0)
        if bound.high.value != int(bound.high.value) or most > 15 or most < 0:
            return None
        parts.append(Not(of=Lines(at_least=most + 1, settings=where, containing=drugs)))
    return all_of(tuple(parts)) if parts else None


@time_rule(
    f"<N> [prior|previous|different|additional] {_LINE} [of|with] [prior|previous] <D> [{_LINE}] [<S>]",
    f"<N> [prior|previous|different|additional] <D> {_LINE} [<S>]",
    f"<N> {{or|to|-}} <N:most> [prior|previous|different|additional] [{_LINE} [of|with]] [prior|previous] <D> [{_LINE}] [<S>]",
    gives="X",
)
def so_many_lines(found: Found) -> object:
    """ "one prior line of chemotherapy", "one or two prior hormonal therapies"."""
    number = found.take("N", Decimal)
    most = found.maybe("most", Decimal) or number
    if "cycle" in found.words.split() or (
        not found.match.string[: found.match.start()]
        .rstrip()
        .endswith(("have received", "have had", "received", "have", "had", "failed"))
        and found.match.start() != 0
    ):
        return None
    bound = Bound(low=Amount(value=number), high=Amount(value=most))
    thing = cast("Thing", found.any("D"))
    settings = cast("tuple[AskedSetting, ...]", found.any("S")) if found.has("S") else ()
    if isinstance(thing, Treated):
        if thing.window is not None or thing.ended_by or thing.qualities:
            return None
        settings = settings or thing.settings
        return counted(bound, thing.drugs, settings)
    drugs = drugs_of(thing)
    return None if drugs is None else counted(bound, drugs, settings)


@time_rule(
    "<R> [prior|previous] {line of therapy|line|regimen|prior line|line of treatment|systemic regimen|line of systemic therapy|treatment line|prior regimen|treatment regimen|therapeutic line|line of prior therapy|line of prior treatment|line of systemic treatment|prior line of therapy} [<S>]",
    gives="X",
)
def lines_of_anything(found: Found) -> object:
    """ "at most one prior line of therapy for metastatic disease"."""
    if found.match.string[found.match.end() :].startswith(("of ", "with ", "containing ", "including ", "consisting ")):
        return None
    settings = cast("tuple[AskedSetting, ...]", found.any("S")) if found.has("S") else ()
    return counted(found.take("R", Bound), None, settings)


@time_rule(f"{_TREATMENT} {{with|of|to|using}} [any|other|a|any other|systemic] <D>", gives="D")
def treatment_with(found: Found) -> object:
    """ "treatment with trastuzumab"."""
    return found.any("D")


# --- how treatment ended

_PROGRESSED = (
    "{progressed|progression|disease progression|progressive disease|failed|failure|treatment failure|progression of disease|relapsed|has progressed|have progressed|had progression|had disease progression|disease has progressed|"
    "disease that has progressed|have had disease progression|had progressive disease|refractory|experienced disease progression|failed treatment|failed therapy|disease relapse|resistant|resistance|must have progressed|progressing|have failed|has failed|experienced progression|documented progression|documented disease progression|radiographic progression|refractory disease}"
)


@time_rule(
    f"{_PROGRESSED} [{{on|after|during|following|while on|while receiving|to|with|despite|under|of|on or after|during or after|after or on|during or following|on/after|while taking|upon|from|after receiving|following treatment with|on prior|through|at time of|after treatment with|on treatment with|after prior}}] [at least one|<R>|any] [prior|previous|line of|prior line of|treatment with|therapy with|prior treatment with|prior therapy with|one line of|most recent|previous treatment with|last] <D> [regimen|line]",
    gives="X",
)
def progressed_on(found: Found) -> object:
    """ "progressed on a CDK4/6 inhibitor"."""
    words = found.words
    if found.has("R"):
        return None
    thing = cast("Thing", found.any("D"))
    if words.startswith(("refractory disease ", "resistant D", "resistance D")):
        return None
    return ended(thing, ("progression",))


@time_rule(
    "{intolerant|intolerance|unable to tolerate|not tolerated|unacceptable toxicity} [to|of|with|on] [prior|previous] <D>",
    gives="X",
)
def intolerant_of(found: Found) -> object:
    """ "intolerant to everolimus"."""
    return ended(cast("Thing", found.any("D")), ("toxicity",))


@time_rule(
    "{progressed on|failed|refractory to|progression on|progressed after|disease progression on|resistant to|progressed following|progressive disease on|refractory} [,]] {or|and/or|, or|/} [been|be|is|are|were] {intolerant|intolerance|unable to tolerate} [to|of] [at least one] [prior|standard] <D>".replace(
        "[,]]", "[,]"
    ),
    gives="X",
)
def progressed_or_intolerant(found: Found) -> object:
    """ "refractory to or intolerant of trastuzumab"."""
    return ended(cast("Thing", found.any("D")), ("progression", "toxicity"))


def ended(thing: Thing, why: tuple[str, ...]) -> Criterion | None:
    """Treatment that ended so."""
    if isinstance(thing, Several):
        parts = tuple(ended(part, why) for part in thing.parts)
        known = tuple(part for part in parts if part is not None)
        if len(known) != len(parts):
            return None
        from onward.reading.things import any_of

        return any_of(known) if thing.joint == "or" else all_of(known)
    if not isinstance(thing, Treated) or thing.window is not None or thing.qualities or thing.ended_by:
        return None
    return Exposed(to=thing.drugs, settings=thing.settings, ended_by=cast("tuple[str, ...]", why))  # pyright: ignore


# --- washouts and windows

_SINCE = "{since|after|from|following|beyond|off|after completion of|since completion of|since last dose of|after last dose of|from last dose of|since end of|from completion of|after end of|since last|since prior|since most recent|after last|from last|from end of|have elapsed since|must have elapsed since|has elapsed since|since discontinuation of|after discontinuation of|since stopping|between last dose of|after stopping|have passed since|must have passed since|should have elapsed since|should have elapsed from|must have elapsed from|have elapsed from|elapsed since|post|washout from|out from|washout period from|washout for|washout period after|from discontinuation of|from last dose|from prior|from receiving|since receiving|without|free of|free from|after prior|past}"


@time_rule(
    f"<B> <T> [must have elapsed|have elapsed|has elapsed|should have elapsed|have passed|washout|washout period|must have passed|interval|elapsed] {_SINCE} [any|prior|previous|last|completion of|last dose of|their last|treatment with|receiving|most recent|administration of|end of|completing|last treatment with|any prior|all|last prior|therapy with|their prior] <DO:what>",
    f"<B> <T> {_SINCE} [prior] and [no|is not receiving] [other] [concurrent] <DO:what>",
    f"<B> <T> {_SINCE} and no [other] <DO:what>",
    gives="X",
)
def since(found: Found) -> object:
    """ "at least 4 weeks since prior chemotherapy"."""
    side = found.take("B", str)
    stretch = found.take("T", Stretch)
    window = Window(days=stretch.days, at_least=side in ("at_least", "above"))
    thing = cast("Thing", found.any("what"))
    if isinstance(thing, Treated) and thing.when == "ever":
        thing = with_status(thing, "ever")
    made = with_window(thing, window)
    if made is None:
        return None
    from onward.reading.things import question_of

    return question_of(made, denied=not window.at_least)


@time_rule(
    "<DO:what> [that|which|must have|must|should have|should|has|have|was|were|is|are|be|been|having|will be|must be] {discontinued|completed|stopped|finished|ended|terminated|complete|have been discontinued|have been completed|have been stopped|been discontinued|been completed|been stopped|last received|concluded|administered|given|received|performed|taken|occurred|undergone} <W>",
    "{discontinued|completed|stopped|finished|ended|been off|off|must be off|discontinue|have completed|must have completed|must have discontinued|last dose of|completion of|have discontinued|have stopped} [all|any|previous|prior|treatment with|therapy with|receiving|all prior|taking] <DO:what> <W>",
    "<W> {since|after|from} [last|prior|previous|completion of|last dose of] <DO:what>",
    gives="",
)
def stopped(found: Found) -> object:
    """ "chemotherapy must be completed at least 3 weeks before randomisation"."""
    made = with_window(cast("Thing", found.any("what")), found.take("W", Window))
    if made is None:
        return None
    return found.draft.put("C", made)


@time_rule(
    "<DOC:what> [,] [given|administered|received|performed|occurring|received within|that occurred|which occurred|taken|either] <W>",
    gives="",
)
def in_window(found: Found) -> object:
    """ "chemotherapy within 3 weeks"."""
    made = with_window(cast("Thing", found.any("what")), found.take("W", Window))
    return None if made is None else found.draft.put("C", made)


@time_rule("{received|had|undergone|any|use of|treatment with} <W> [,] <DO:what>", "<W> [of] <DO:what>", gives="")
def window_first(found: Found) -> object:
    """ "within 3 weeks: chemotherapy"."""
    return in_window(found)


RELAPSE = Stage("relapse")
relapse_rule = RELAPSE.rule


@relapse_rule(
    "{relapse|recurrence|relapsed|disease recurrence|recurred|progression|disease progression|recurrent disease|disease relapse|progressed|disease free interval} [must have occurred|occurring|has occurred|of] {on|during|while on|while receiving} {or|or within|and/or within} [<T>|within <T:b>] {of|after|from|following} [completion of|completing|end of|ending|last dose of|discontinuation of] <D>",
    "{relapse|recurrence|relapsed|recurred|disease recurrence|disease relapse} [occurring|occurred] {within|in} <T:c> {of|after|from|following} [completion of|completing|end of|last dose of] <D>",
    gives="X",
)
def relapse(found: Found) -> object:
    """ "relapse within 12 months of completing adjuvant endocrine therapy"."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not thing.settings or "metastatic" in thing.settings:
        return None
    name = next((name for name in ("T", "b", "c") if found.has(name)), None)
    if name is None:
        return None
    months = found.take(name, Stretch).months
    if months is None:
        return None
    return Relapse(after=thing.drugs, at_most_months=months, settings=thing.settings)  # pyright: ignore


def uses(drugs: DrugSet) -> Criterion:
    """Such a drug is taken now."""
    return Takes(drugs=drugs)


CURATIVE = Finding(name="candidate for curative treatment")
HAPPENED = Happened
_ = joined_drugs
