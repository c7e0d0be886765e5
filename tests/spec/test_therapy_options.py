"""Therapy options.

`onward options RECORDS --region us|eu` decides every rule of treatment for a person. A rule names what is given, to
whom, where in the sequence, since when and by which agency, on which trial, and where that was read; it stands in
`knowledge/data/options`, with its cases beside it. No clinician has signed a rule yet: each carries `review: none`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from tests.knowledge.option_cases import option_cases
from tests.knowledge.option_people import record_of
from tests.spec.manual import Section

from onward.app.options import options_of
from onward.engines.options import DecidedRule, OptionsAnswer, Verdict, missing_words, why_rejected
from onward.knowledge import (
    NEVER_IN_FORCE,
    AgencyDecision,
    Condition,
    KnowledgeSource,
    OptionKnowledge,
    OptionRule,
    option_knowledge,
)

Decide = Callable[..., OptionsAnswer]
DAY = "2026-11-28"

WOMAN: Mapping[str, Any] = {
    "sex": "female", "born": "1965-03-02", "menopause": "post", "diagnosed": "2018-05-02", "er": "90%", "pr": "40%",
    "her2": "1+", "metastases": {"bone": "2024-02-01"},
}  # fmt: skip
LINE: Mapping[str, Any] = {"drugs": ["letrozole", "palbociclib"], "setting": "metastatic", "start": "2024-03-01"}
FAILED: Mapping[str, Any] = {**LINE, "end": "2025-10-01", "ended": "progression"}
RUNNING: Mapping[str, Any] = {**LINE, "ended": "ongoing"}


@pytest.fixture
def decide(tmp_path: Path) -> Decide:
    def run(person: Mapping[str, Any], *, region: Literal["us", "eu"] = "us", as_of: str = DAY) -> OptionsAnswer:
        return options_of(record_of(person, tmp_path), region=region, as_of=date.fromisoformat(as_of)).options

    return run


def rule(found: OptionsAnswer, id_: str) -> DecidedRule:
    return next(one for one in found.decided if one.rule.id == id_)


def why(one: DecidedRule) -> str:
    """Why it stands where it does, as the answer says it."""
    match one.verdict:
        case Verdict.REJECTED:
            return why_rejected(one)
        case Verdict.UNDECIDED:
            return " ".join(missing_words(missing) for missing in one.missing)
        case _:
            return one.availability.because


def test_each_rule_stands_in_exactly_one_list(decide: Decide, manual: Section) -> None:
    """A woman of 61, HR-positive, HER2-low (IHC 1+), disease in bone, after letrozole with palbociclib that failed."""
    found = decide({**WOMAN, "treatments": [FAILED]})
    wanted = {
        "her2low/t-dxd-after-endocrine": Verdict.OPTION,
        "hr/elacestrant": Verdict.UNDECIDED,
        "hr/palbociclib-ai": Verdict.REJECTED,
        "not-available/giredestrant-everolimus": Verdict.NOT_AVAILABLE,
    }
    manual.table(
        ["list", "what stands there", "for example", "because"],
        [
            [
                f"`{_LIST[verdict]}[]`",
                _MEANS[verdict],
                rule(found, id_).rule.title,
                why(rule(found, id_)),
            ]
            for id_, verdict in wanted.items()
        ],
    )
    assert {id_: rule(found, id_).verdict for id_ in wanted} == wanted
    assert Counter(one.rule.id for one in found.decided).most_common(1)[0][1] == 1
    assert len(found.decided) == len(option_knowledge().rules)
    manual.text(
        """
        A fifth list, `continuing[]`, holds what she has now (below). In the document each entry has `rule`, `drugs`,
        `regimen`, `agency`, `approved`, `status`, `review`, `expires`, `stale`, `source[]` (each with `verified`) and
        `unverified[]`; an option also `evidence`, `trials[]`, `grades[]`, `because`, `conditions[]` with their facts,
        `assumed[]`, `cautions[]` and `safety[]`; what is withheld `missing[]`; what is ruled out `reasons[]` with
        `by`, facts, source and whether it can change. `groups[]` orders the options as the clinic thinks:
        best-supported next step, alternatives, later lines, and what is given beside (bone agents, ovarian
        suppression). The order within a group is by the date of approval and recommends nothing.
        """
    )


_LIST = {
    Verdict.OPTION: "options",
    Verdict.UNDECIDED: "undecided",
    Verdict.REJECTED: "rejected",
    Verdict.NOT_AVAILABLE: "not_available",
}
_MEANS = {
    Verdict.OPTION: (
        "may be given now on what is recorded: every condition is YES, it is in force on the day and in the region, "
        "and nothing contraindicates it"
    ),
    Verdict.UNDECIDED: "a fact of the indication is not recorded; with the question that would settle it",
    Verdict.REJECTED: (
        "a condition is NO, the drug failed before, it is contraindicated, or it is not approved here on that day"
    ),
    Verdict.NOT_AVAILABLE: (
        "decisions that are pending, negative or withdrawn: rules of their own kind, which can never fire"
    ),
}


def test_nothing_is_offered_without_metastatic_breast_cancer(decide: Decide, manual: Section) -> None:
    """Two gates stand before every rule. Somebody who has died is offered nothing either."""
    people: Mapping[str, Mapping[str, Any]] = {
        "nothing recorded but a breast cancer": {},
        "another disease only": {"breast": "false"},
        "early disease": {**WOMAN, "metastases": {}},
        "she has died": {**WOMAN, "died": "2026-05-01"},
    }
    rows = [[words, decide(person).nothing_because] for words, person in people.items()]
    manual.table(["record", "`nothing_because`"], rows)
    assert all(reason for _, reason in rows)
    for person in people.values():
        assert not decide(person).of(Verdict.OPTION)


def test_absence_is_presumed_only_with_a_reason(decide: Decide, manual: Section) -> None:
    """No line of therapy on record: a first line where the metastasis is fresh, a question where it is not."""
    new = {**WOMAN, "diagnosed": "2026-09-01", "metastases": {"bone": "2026-09-20"}}
    id_ = "hr/palbociclib-ai"
    rows: list[list[str]] = []
    for words, person, wanted in (
        ("metastasis found 69 days ago", new, Verdict.OPTION),
        ("metastasis found two and a half years ago", WOMAN, Verdict.UNDECIDED),
        (
            "the same, and letrozole recorded as adjuvant only",
            {**WOMAN, "treatments": [_adjuvant()]},
            Verdict.UNDECIDED,
        ),
    ):
        one = rule(decide(person), id_)
        rows.append([words, one.verdict.value, "; ".join(one.assumed) or why(one)])
        assert one.verdict is wanted, words
    manual.table(
        ["no line recorded", "first-line palbociclib with an aromatase inhibitor", "assumed, or missing"], rows
    )
    manual.text(
        """
        Presumed absence is a condition of its own that says why (`presume_no`), and every option lists under
        `assumed` what it rests on. Window: 365 days after the first metastasis, where no treatment of it is
        recorded. Once a line for metastatic disease is recorded, the record is taken to hold all of them.
        """
    )


def _adjuvant() -> Mapping[str, Any]:
    return {
        "drugs": ["letrozole"], "setting": "adjuvant", "start": "2018-09-01", "end": "2023-09-01", "ended": "completed",
    }  # fmt: skip


def test_what_runs_now(decide: Decide, manual: Section) -> None:
    """What she has is `continuing`; whether something else is needed depends on how the disease does on it."""
    grew = {"status": "progression", "status_on": "2026-10-01"}
    rows: list[list[str]] = []
    for words, person, state in (
        ("stable on 2026-10-01", {"status": "stable", "status_on": "2026-10-01"}, "no progression"),
        ("nobody has judged it", {}, "not recorded"),
        ("progression on 2026-10-01, the order still active", grew, "progression"),
        ("progression on 2024-03-10, within 14 days of its start", {**grew, "status_on": "2024-03-10"}, "not recorded"),
    ):
        found = decide({**WOMAN, "treatments": [RUNNING], **person})
        treatments = [one for one in found.of(Verdict.OPTION) if one.rule.kind in ("approval", "standard")]
        rows.append(
            [
                words,
                found.present.state,
                ", ".join(one.rule.title for one in found.of(Verdict.CONTINUING)) or "none",
                ", ".join(dict.fromkeys(one.timing for one in treatments)) or "no option",
                str(len(found.at_progression)),
            ]
        )
        assert found.present.state == state, words
        assert bool(found.of(Verdict.CONTINUING)) is (state != "progression")
        assert {one.timing for one in treatments} <= ({"now"} if state == "progression" else {"at a change"})
    head = ["letrozole with palbociclib since 2024-03-01", "`present.state`", "`continuing`"]
    manual.table([*head, "`timing` of options", "`at_progression`"], rows)
    manual.text(
        """
        Where growth is recorded on a treatment that the record still calls running, the rules are asked as if it had
        ended that day, each answer says so under `assumed`, and its facts are shown as recorded. `at_progression`
        lists the rules that would be options if the present treatment failed today.
        """
    )


def test_what_failed_is_not_given_again(decide: Decide, manual: Section) -> None:
    """A drug on which the disease progressed rejects its rule, unless the rule may repeat it; its kin is said."""
    oral = {
        "drugs": ["elacestrant"], "setting": "metastatic", "start": "2025-10-10", "end": "2026-08-01",
        "ended": "progression",
    }  # fmt: skip
    esr1 = {"gene": "ESR1", "protein": "D538G", "sample": "plasma"}
    found = decide({**WOMAN, "treatments": [FAILED, oral], "variants": [esr1]})
    again, kin = rule(found, "hr/elacestrant"), rule(found, "hr/imlunestrant")
    said = " ".join(warned.says for warned in kin.warned if warned.kind == "sequence")
    manual.table(
        ["rule", "list", "what is said"],
        [[again.rule.title, again.verdict.value, why_rejected(again)], [kin.rule.title, kin.verdict.value, said]],
    )
    assert again.verdict is Verdict.REJECTED and {"failed before"} == {reason.by for reason in again.reasons}
    assert kin.verdict is Verdict.OPTION and kin.rank == "later" and "elacestrant" in said
    manual.text(
        """
        Kin of a drug on which the disease progressed stays an option, and the answer says so; where hardly anybody
        has studied a second one (PARP inhibitors, oral drugs against the oestrogen receptor, conjugates against TROP2,
        checkpoint inhibitors, PI3K and AKT inhibitors), it is ranked `later`. A drug that was stopped for toxicity
        stays an option, is ranked `later`, and the answer says so; where a label forbids it, a gate of safety
        rejects it ([safety](safety.md)).
        """
    )


def test_agencies_regions_and_days(decide: Decide, manual: Section) -> None:
    """In force from the first approval on; the region decides whose approval counts."""
    person = {**WOMAN, "treatments": [FAILED], "variants": [{"gene": "ESR1", "protein": "D538G", "sample": "plasma"}]}
    cases: tuple[tuple[str, Literal["us", "eu"], str, Verdict], ...] = (
        ("hr/vepdegestrant", "us", "2026-04-30", Verdict.REJECTED),
        ("hr/vepdegestrant", "us", "2026-05-01", Verdict.OPTION),
        ("hr/vepdegestrant", "eu", DAY, Verdict.REJECTED),
        ("hr/imlunestrant", "eu", "2026-01-08", Verdict.REJECTED),
        ("hr/imlunestrant", "eu", "2026-01-09", Verdict.OPTION),
    )
    rows: list[list[str]] = []
    for id_, region, day, wanted in cases:
        one = rule(decide(person, region=region, as_of=day), id_)
        rows.append([one.rule.title, region, day, one.verdict.value, why(one)])
        assert one.verdict is wanted, (id_, region, day)
    manual.table(["rule", "region", "as of", "list", "because"], rows)
    manual.text(
        """
        `us` is the FDA, `eu` the EMA. Standards, bone agents and ovarian suppression may rest on a guideline, which
        counts in both. A withdrawn approval counted until the day of its withdrawal. A drug's approval for one
        indication says nothing of another.
        """
    )


def test_a_rule_past_its_expiry_is_shown_and_never_used(decide: Decide, manual: Section) -> None:
    """What would have been an option moves to `undecided`, whatever the record says."""
    person = {**WOMAN, "treatments": [FAILED]}
    expires = rule(decide(person), "her2low/t-dxd-after-endocrine").expires
    one = rule(decide(person, as_of=str(expires)), "her2low/t-dxd-after-endocrine")
    assert one.stale and one.verdict is Verdict.UNDECIDED
    assert [missing.by for missing in one.missing] == ["expired"]
    manual.table(["as of", "list", "missing"], [[str(expires), one.verdict.value, one.missing[0].because]])
    manual.text(
        "Everything else keeps its list and is marked `stale`; `onward knowledge check` names what has expired."
    )


def test_tests_to_consider(decide: Decide, manual: Section) -> None:
    """Each test with the rules that a result would open or close; those that need nothing else count first."""
    found = decide({**WOMAN, "her2": "0", "treatments": [FAILED]})
    manual.table(
        ["test", "gene", "would open", "would close"],
        [[one.test, one.gene, ", ".join(one.opens), ", ".join(one.closes)] for one in found.tests],
    )
    by_id = {one.id: one for one in found.tests}
    reread = by_id["test/her2-reread"]
    assert reread.opens == reread.closes == ("her2low/t-dxd-after-endocrine",)
    assert set(by_id["test/esr1-plasma"].opens) >= {"hr/elacestrant", "hr/imlunestrant", "hr/vepdegestrant"}
    assert found.tests[0].id == "test/esr1-plasma"
    manual.text(
        """
        The results that a test may have are played through with what is recorded: HER2 low, ultralow or zero only
        where the slide says no more than IHC 0; scores at each bound and beside it. `opens_alone[]` are rules that
        wait for nothing else. Questions of history and person stand in `questions_to_ask[]`, ranked the same way.
        What a result decides by itself counts first, rules of breast cancer before those for tumours of any organ.
        """
    )


def test_what_a_rule_holds(manual: Section) -> None:
    """The fields of a rule, as the loader reads them; a field with a star may be left out."""
    for kind in (OptionRule, Condition, AgencyDecision):
        manual.text(f"**{kind.__name__}**: {', '.join(_field(one) for one in dataclasses.fields(kind))}.")
    assert {one.name for one in dataclasses.fields(OptionRule)} >= {"agencies", "when", "source", "place", "kind"}
    manual.text(
        """
        Conditions are questions of [criteria](criteria/nodes.md) in their plain form, or `use: ID` of a shared one;
        `only: fda` or `only: ema` asks a condition where that agency's label alone asks it. `partners` are drugs of
        which one is chosen; `additions` what some people get with it, which never decides the indication;
        `may_repeat` drugs that may be given again after progression on them. Duplicate ids, values without source,
        unknown keys, drugs, genes and conditions stop the loader with file and line; `onward knowledge check` also
        wants cases: one that fires, one ruled out, one that waits, one at its edge.
        """
    )


def _field(one: Any) -> str:
    missing = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    return f"`{one.name}`{'' if missing else '*'}"


def test_every_rule(manual: Section) -> None:
    """All rules with what they need, their days and their source; "not opened" marks a source that nobody opened."""
    knowledge = option_knowledge()
    counted = Counter(case.rule for case in option_cases())
    for group in dict.fromkeys(one.group for one in knowledge.rules):
        manual.text(f"### {group}")
        manual.table(
            ["rule", "what, and for whom", "FDA", "EMA or guideline", "trial", "sources", "cases", "expires"],
            [_row(one, knowledge, counted[one.id]) for one in knowledge.rules if one.group == group],
        )
    assert all(counted[one.id] >= 1 for one in knowledge.rules)


def _row(one: OptionRule, knowledge: OptionKnowledge, cases: int) -> list[str]:
    needs = "; ".join(_needs(condition, knowledge) for condition in one.when)
    told = {decision.agency: decision for decision in one.agencies}
    others = [_decision(decision) for name, decision in told.items() if name != "fda"]
    never = f" ({one.kind}: never fires)" if one.kind in NEVER_IN_FORCE else ""
    keys = dict.fromkeys((*one.source, *(key for decision in one.agencies for key in decision.source)))
    sources = knowledge.sources_of(one.id, tuple(keys))
    return [
        f"`{one.id}`",
        f"**{one.title}**{never}. Needs {needs}.",
        _decision(told["fda"]) if "fda" in told else "",
        ", ".join(others),
        "; ".join(f"{trial.name}: {trial.figures}" for trial in one.trials),
        "; ".join(_source(source) for source in sources),
        str(cases),
        str(knowledge.expires(one)),
    ]


def _needs(condition: Condition, knowledge: OptionKnowledge) -> str:
    told = knowledge.shared[condition.use] if condition.use else condition
    only = {"fda": " (US only)", "ema": " (Europe only)"}.get(condition.only, "")
    return f"{told.says}{only}"


def _decision(one: AgencyDecision) -> str:
    name = f"{one.body}: " if one.body else ""
    day = f" {one.first}" if one.first is not None else ""
    ended = f", ended {one.ended}" if one.ended is not None else ""
    return f"{name}{one.status}{day}{ended}"


def _source(one: KnowledgeSource) -> str:
    title = f"[{one.title}]({one.url})" if one.url.startswith("http") else one.title
    return title if one.verified else f"{title} (not opened)"
