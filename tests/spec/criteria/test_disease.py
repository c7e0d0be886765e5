"""Questions about the disease.

What it is, how far it has spread, how it began and how it does. Most of it is read from the disease picture, whose
rules and reasons travel on with the answer.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import (
    BONE_ONLY,
    EARLY,
    METASTATIC,
    Extent,
    cancer,
    category,
    cns,
    endocrine,
    onset,
    site,
    stage,
    status,
)

from onward.criteria import (
    BreastCancer,
    CnsDisease,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Metastatic,
    MetastaticSites,
    Onset,
    Spread,
    Stage,
    TnmCategory,
)
from onward.terms import Truth
from onward.timeline import Metastasis, Standing


def test_breast_cancer(ask: Ask) -> None:
    """An invasive breast cancer, confirmed. In situ alone does not count; another cancer does not deny it."""
    ask(
        BreastCancer(),
        row("YES for good", cancer("invasive ductal carcinoma of breast")),
        row("UNKNOWN: not recorded"),
        row("UNKNOWN: not recorded", cancer("ductal carcinoma in situ", in_situ=True)),
        row("UNKNOWN: not recorded", cancer("colon cancer", is_breast=False)),
        row("UNKNOWN: imprecise", cancer("carcinoma", is_breast=None)),
        row("UNKNOWN: needs a human", cancer("breast cancer", standing=Standing.PROVISIONAL)),
        row("NO, can change", cancer("breast cancer", standing=Standing.REFUTED)),
    )


def test_histology(ask: Ask) -> None:
    """A named histology: one that is not recorded is unknown, not "another one"."""
    ask(
        BreastCancer(histologies=("metaplastic",)),
        row("YES for good", cancer("metaplastic carcinoma", histology="metaplastic")),
        row("NO for good", cancer("lobular carcinoma", histology="lobular")),
        row("UNKNOWN: not recorded", cancer("breast cancer")),
        row("YES for good", cancer("left", histology="ductal"), cancer("right", histology="metaplastic")),
    )


def test_metastatic(ask: Ask) -> None:
    """Metastatic stays metastatic; what is not may become so."""
    ask(
        Metastatic(),
        row("YES for good", METASTATIC),
        row("NO, can change", EARLY),
        row("UNKNOWN: not recorded"),
    )


def test_stage_group(ask: Ask) -> None:
    """Metastatic disease is stage IV, whatever it was at first. "III" holds its letters; a bare III is not yet IIIB."""
    ask(
        Stage(groups=("III", "IV")),
        row("YES", stage("IIIB")),
        row("YES", stage("I", "2019-01-01"), stage("IV", "2024-01-01")),
        row("NO, can change", stage("IIA")),
        row("YES for good", stage("IIA", "2018-01-01"), METASTATIC),
        row("UNKNOWN: unreadable", stage("")),
        row("UNKNOWN: not recorded"),
    )
    ask(
        Stage(groups=("IIIB", "IIIC")),
        row("UNKNOWN: imprecise", stage("III")),
        row("NO, can change", stage("IIIA")),
        row("NO for good", stage("IIIB", "2018-01-01"), METASTATIC),
    )


def test_t_and_n(ask: Ask) -> None:
    """T and N as the staging reports give them: a T1c is a T1, a bare T1 is not yet a T1c, NX could not be told.

    Where the question names no way of staging, clinical and pathologic category have to agree; what was found after
    neoadjuvant treatment answers only a question that asks for it. A stage group says nothing of T and N.
    """
    ask(
        TnmCategory(axis="T", categories=("T1c", "T2", "T3")),
        row("YES", category("T2")),
        row("YES", category("T1c", "pathologic")),
        row("NO, can change", category("T1b")),
        row("NO, can change", category("T4d")),
        row("UNKNOWN: imprecise", category("T1")),
        row("UNKNOWN: imprecise", category("TX")),
        row("YES", category("T3"), category("T2", "pathologic")),
        row("UNKNOWN: conflicting", category("T2"), category("T1a", "pathologic")),
        row("UNKNOWN: not recorded", category("T1a", "pathologic", text="ypT1a")),
        row("UNKNOWN: not recorded", category("N1")),
        row("UNKNOWN: unreadable", category("", text="T?")),
        row("UNKNOWN: not recorded", stage("IIA")),
        row("UNKNOWN: not recorded"),
    )
    ask(
        TnmCategory(axis="N", categories=("N0", "N1mi")),
        row("YES", category("N0(i+)", "pathologic")),
        row("YES", category("N1mi", "pathologic")),
        row("NO, can change", category("N1a", "pathologic")),
        row("UNKNOWN: imprecise", category("N1(sn)", "pathologic")),
    )
    ask(
        TnmCategory(axis="N", categories=("N1", "N2", "N3"), staged="pathologic"),
        row("YES", category("N1mi", "pathologic")),
        row("NO, can change", category("N0(i+)", "pathologic"), category("N1")),
        row("UNKNOWN: not recorded", category("N1")),
    )
    ask(
        TnmCategory(axis="T", categories=("T0", "Tis"), staged="after neoadjuvant treatment"),
        row("YES", category("T3"), category("T0", "pathologic", text="ypT0")),
        row("UNKNOWN: not recorded", category("T0", "pathologic")),
    )


def test_onset(ask: Ask) -> None:
    """Metastatic from the first diagnosis on, or come back later."""
    ask(
        Onset(onset="de_novo"),
        row("YES for good", onset("de_novo", "2024-02-01", "2024-02-20")),
        row("NO for good", onset("recurrent", "2018-05-01", "2024-02-20")),
        row("UNKNOWN: not recorded"),
    )


def test_disease_free_interval(ask: Ask) -> None:
    """Completed months between first diagnosis and first metastasis; de novo disease has no such time."""
    ask(
        DiseaseFreeInterval(at_least_months=24),
        row("YES for good", onset("recurrent", "2018-05-01", "2020-05-01", (24, 24))),
        row("NO for good", onset("recurrent", "2018-05-01", "2020-04-30", (23, 23))),
        row("UNKNOWN: imprecise", onset("recurrent", "2018-05", "2020-05", (23, 24))),
        row("NO for good", onset("de_novo", "2024-02-01", "2024-02-20")),
        row("UNKNOWN: not recorded", onset("recurrent", "", "2024-02-20")),
    )
    ask(
        DiseaseFreeInterval(at_most_months=24),
        row("YES for good", onset("recurrent", "2018-05-01", "2020-05-01", (24, 24))),
        row("NO for good", onset("recurrent", "2018-05-01", "2020-06-01", (25, 25))),
    )


def test_metastasis_in_a_site(ask: Ask) -> None:
    """A site that is not recorded is unknown, unless the record rules it out."""
    ask(
        MetastaticSites(sites=("liver",)),
        row("YES for good", site("liver")),
        row("UNKNOWN: not recorded", site("bone")),
        row("NO, can change", site("bone"), BONE_ONLY),
        row("NO, can change", site("bone"), Metastasis(site="liver", basis="imaging", standing=Standing.REFUTED)),
        row("NO, can change", EARLY),
        row("UNKNOWN: not recorded"),
    )


def test_metastasis_in_the_brain(ask: Ask) -> None:
    """Bone as the only recorded site does not say that anybody looked at the brain."""
    ask(
        MetastaticSites(sites=("brain",)),
        row("YES for good", site("brain")),
        row("UNKNOWN: not recorded", site("bone"), BONE_ONLY),
        row("NO, can change", site("bone"), BONE_ONLY, cns("none known", looked_on="2026-10-01")),
    )


def test_number_of_sites(ask: Ask) -> None:
    """Recorded sites are counted; more than recorded may be there."""
    ask(
        MetastaticSites(at_least=3),
        row("YES for good", site("bone"), site("liver"), site("lung")),
        row("UNKNOWN: not recorded", site("bone"), site("liver")),
        row("NO, can change", site("bone"), BONE_ONLY),
    )
    ask(
        MetastaticSites(sites=("liver", "lung", "brain"), at_least=2),
        row("YES for good", site("liver"), site("lung")),
        row("UNKNOWN: not recorded", site("liver")),
    )


def test_bone_only_and_visceral(ask: Ask) -> None:
    """Bone only may end with a new metastasis; visceral disease stays in the history."""
    ask(
        Spread(pattern="bone only"),
        row("YES", site("bone"), BONE_ONLY),
        row("NO for good", site("bone"), site("liver"), Extent(Truth.YES, bone_only=Truth.NO, visceral=Truth.YES)),
        row("UNKNOWN: not recorded", site("bone")),
    )
    ask(
        Spread(pattern="visceral"),
        row("YES for good", site("liver"), Extent(Truth.YES, bone_only=Truth.NO, visceral=Truth.YES)),
        row("NO, can change", site("bone"), BONE_ONLY),
    )


def test_central_nervous_system(ask: Ask) -> None:
    """None known, treated and stable, active, leptomeningeal. "None known" is not a question that silence answers."""
    ask(
        CnsDisease(states=("active", "leptomeningeal")),
        row("YES", cns("active", "2026-09-01")),
        row("NO, can change", cns("treated stable", "2026-09-01")),
        row("NO, can change", cns("none known", looked_on="2026-10-01")),
        row("UNKNOWN: not recorded", cns("none known")),
        row("UNKNOWN: not recorded"),
    )
    ask(
        CnsDisease(states=("none known",)),
        row("YES", cns("none known", looked_on="2026-10-01")),
        row("UNKNOWN: not recorded", cns("none known")),
    )
    ask(CnsDisease(states=("treated stable",)), row("NO for good", cns("leptomeningeal", "2026-01-01")))
    ask(
        CnsDisease(states=("active",)),
        row("YES", cns("active", "2026-09-01")),
        row("UNKNOWN: needs a human", cns("leptomeningeal", "2026-01-01")),
    )


def test_stable_for_so_long(ask: Ask) -> None:
    """Stable for at least four weeks: 28 days are enough, and a NO ends on the day they are full."""
    ask(
        CnsDisease(states=("treated stable",), for_at_least_days=28),
        row("YES", cns("treated stable", "2026-10-04")),
        row("NO until 2026-11-02", cns("treated stable", "2026-10-05")),
        row("UNKNOWN: imprecise", cns("treated stable", "2026-10")),
        row("UNKNOWN: not recorded", cns("treated stable")),
    )


def test_how_the_disease_does(ask: Ask) -> None:
    """The last recorded judgement, in its window."""
    ask(
        DiseaseCourse(values=("progression",), within_days=90),
        row("YES", status("progression", "2026-09-01")),
        row("NO, can change", status("progression", "2026-08-20"), status("stable", "2026-10-20")),
        row("UNKNOWN: too old", status("progression", "2026-08-02")),
        row("YES", status("progression", "2026-08-03")),
        row("UNKNOWN: conflicting", status("progression", "2026-10-20"), status("stable", "2026-10-20")),
        row("UNKNOWN: unreadable", status("", "2026-10-20")),
        row("UNKNOWN: not recorded"),
    )


def test_endocrine_resistance(ask: Ask) -> None:
    """As the disease picture derives it. Resistance comes and does not go."""
    ask(
        EndocrineStatus(states=("primary resistance", "secondary resistance")),
        row("YES for good", endocrine("primary resistance")),
        row("NO, can change", endocrine("sensitive")),
        row("NO, can change", endocrine("not exposed")),
        row("UNKNOWN: not recorded"),
    )
    ask(EndocrineStatus(states=("sensitive",)), row("NO for good", endocrine("secondary resistance")))
