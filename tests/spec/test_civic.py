"""Evidence of CIViC beside the options.

CIViC (civicdb.org, content CC0 1.0) collects what publications say of molecular findings. `onward knowledge import
civic FILE` keeps its table of accepted clinical evidence as it came; Onward then shows, beside an option, which items
on this person's findings speak for its drugs and which against, each with its level (A validated, B clinical, C case
study, D preclinical, E inferential). It is never an approval, it decides nothing, and without an import there is no
such section.

The examples on this page are invented items in CIViC's form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.spec.criteria.records import variant
from tests.spec.manual import Section

from onward.app.civic import generic_name
from onward.app.reference import criteria_reference
from onward.engines.options.evidence import EvidenceMatch, compile_evidence, evidence_for_drugs, evidence_of
from onward.knowledge import EvidenceItem
from onward.timeline import Variant, describe

ITEM = EvidenceItem(
    id=1,
    profile="PIK3CA H1047R",
    disease="Breast Cancer",
    doid="1612",
    therapies=("Alpelisib", "Fulvestrant"),
    interaction="Combination",
    kind="Predictive",
    direction="Supports",
    level="A",
    significance="Sensitivity/Response",
    statement="Invented.",
    citation="Invented et al., 2024",
    citation_id="0",
    source_type="PubMed",
    rating=4,
    flagged=False,
    origin="Somatic",
    last_reviewed=date(2026, 5, 1),
    url="https://civicdb.org/links/evidence_items/1",
)


def item(number: int, profile: str = ITEM.profile, **changes: object) -> EvidenceItem:
    return replace(ITEM, id=number, profile=profile, **changes)  # type: ignore[arg-type]  # test data by field name


def matched(
    items: tuple[EvidenceItem, ...], *variants: Variant, states: tuple[str, ...] = ()
) -> tuple[EvidenceMatch, ...]:
    return evidence_of(variants, compile_evidence(items, criteria_reference().genes), states=states)


Shows = Callable[..., None]


@pytest.fixture
def shows(manual: Section) -> Shows:
    """Whether findings show a profile: the level at which they do, "no", or what stays open."""

    def run(profile: str, *rows: tuple[str, tuple[Variant, ...]], states: tuple[str, ...] = ()) -> None:
        for expected, variants in rows:
            found = matched((item(1, profile),), *variants, states=states)
            said = "no" if not found else found[0].match_level
            if found and found[0].missing:
                said += f", open: {'; '.join(found[0].missing)}"
            assert said == expected, (profile, variants)
            records = ", ".join(map(describe, variants)) or ", ".join(states) or "nothing"
            manual.row(("profile", "the record says", "shown at level"), (profile, records, said))

    return run


def test_levels_of_match(shows: Shows) -> None:
    """From the exact change to any change of the gene. The level is the loosest of the parts of a profile."""
    h1047r, e545k = variant("PIK3CA", "p.His1047Arg", origin="somatic"), variant("PIK3CA", "E545K", origin="somatic")
    shows("PIK3CA H1047R", ("exact", (h1047r,)), ("no", (e545k,)))
    shows("PIK3CA H1047", ("codon", (h1047r,)), ("codon", (variant("PIK3CA", "H1047L"),)), ("no", (e545k,)))
    shows("PIK3CA Exon 21 Mutation", ("range", (h1047r,)), ("no", (e545k,)))
    shows("PIK3CA Mutation", ("gene", (h1047r,)), ("no", (variant("PIK3CA", "P57="),)))
    shows(
        "ERBB2 Exon 20 Insertion", ("range", (variant("ERBB2", "Y772_A775dup"),)), ("no", (variant("ERBB2", "V777L"),))
    )
    shows("ERBB2 A775_G776insYVMA", ("exact", (variant("ERBB2", "Y772_A775dup"),)))
    shows("ERBB2 S310F/Y", ("exact", (variant("ERBB2", "S310Y"),)), ("no", (variant("ERBB2", "S310A"),)))
    shows(
        "BRCA2 Loss-of-function",
        ("effect", (variant("BRCA2", "p.S1982fs"),)),
        ("effect", (variant("BRCA2", kind="deep deletion"),)),
        ("no", (variant("BRCA2", "p.K2729N"),)),
    )
    shows("EGFR Exon 19 Deletion", ("range", (variant("EGFR", "E746_A750del"),)), ("no", (variant("EGFR", "L858R"),)))
    shows(
        "ERBB2 Amplification", ("kind", (variant("ERBB2", kind="amplification"),)), ("no", (variant("ERBB2", "V777L"),))
    )
    shows("v::NTRK3 Fusion", ("kind", (variant("ETV6", kind="fusion", partner="NTRK3"),)))
    shows(
        "ETV6::NTRK3 Fusion",
        ("exact", (variant("ETV6", kind="fusion", partner="NTRK3"),)),
        ("no", (variant("TPM3", kind="fusion", partner="NTRK1"),)),
    )


def test_profiles_of_several_parts(shows: Shows) -> None:
    """AND, OR, NOT and free-standing brackets. An absence is never read from what was found: it stays open."""
    t790m, del19 = variant("EGFR", "T790M"), variant("EGFR", "E746_A750del")
    shows("EGFR T790M AND EGFR Exon 19 Deletion", ("range", (t790m, del19)), ("no", (t790m,)))
    shows("PIK3CA H1047R OR PIK3CA H1047L", ("exact", (variant("PIK3CA", "H1047L"),)))
    shows(
        "BRAF Amplification AND ( BRAF V600E OR BRAF V600K )",
        ("kind", (variant("BRAF", kind="amplification"), variant("BRAF", "V600K"))),
        ("no", (variant("BRAF", "V600K"),)),
    )
    shows(
        "MET Amplification AND NOT KRAS Mutation",
        (
            "kind, open: that a change of KRAS was looked for and not found",
            (variant("MET", kind="amplification"),),
        ),
        ("no", (variant("MET", kind="amplification"), variant("KRAS", "G12D"))),
    )
    shows("KRAS Wildtype", ("no", ()), ("no", (variant("KRAS", "G12D"),)))


def test_what_shows_nothing(shows: Shows) -> None:
    """Absent, refuted and benign findings, and changes numbered on another transcript."""
    shows(
        "PIK3CA H1047R",
        ("no", (variant("PIK3CA", "H1047R", present=False),)),
        ("no", (variant("PIK3CA", "H1047R", significance="benign"),)),
        (
            "exact, open: what a change of uncertain significance does",
            (variant("PIK3CA", "H1047R", significance="uncertain significance"),),
        ),
    )
    shows("ESR1 G538D", ("no", (variant("ESR1", "p.G538D"),)))


def test_findings_that_are_no_variants(shows: Shows) -> None:
    """Unstable microsatellites and HER2 as the criteria engine answers them."""
    shows("MSI High", ("kind", ()), states=("MSI High",))
    shows("ERBB2 Overexpression", ("kind", ()), states=("ERBB2 Overexpression",))
    shows("ERBB2 Overexpression", ("no", (variant("ERBB2", kind="amplification"),)))


def test_inherited_and_acquired(manual: Section) -> None:
    """Items on inherited changes need one; where the record does not say, that stays open."""
    for origin, of_item, expected in (
        ("germline", "Rare Germline", "effect"),
        ("somatic", "Rare Germline", "no"),
        ("unknown", "Rare Germline", "effect, open: whether the change is inherited"),
        ("germline", "Somatic", "no"),
        ("somatic", "Somatic", "effect"),
        ("unknown", "Somatic", "effect"),
    ):
        found = matched(
            (item(1, "BRCA1 Loss-of-function", origin=of_item),), variant("BRCA1", "Q1756fs", origin=origin)
        )
        said = "no" if not found else ", open: ".join((found[0].match_level, *found[0].missing))
        assert said == expected
        manual.row(("item on", "the record says", "shown at level"), (of_item, origin, said))


def test_profiles_that_variants_do_not_tell(manual: Section) -> None:
    """They are counted and listed at the import, each with its reason, and nothing is guessed."""
    for profile, why in (
        ("ESR1 Expression", "expression is not read from variants"),
        ("MGMT Promoter Methylation", "methylation is not read from variants"),
        ("ERBB2 Kinase Domain Mutation", "which codons the domain holds is not in the table of genes"),
        ("KIT Exon 11 Mutation", "its exons are not in the table of genes"),
        ("DPYD DPYD*2A HOMOZYGOSITY", "a named allele is not looked for"),
        ("EML4::ALK e20::e20", "the breakpoints of a fusion are not compared"),
        ("EGFR Rare Exon 18-21 Mutation", "its name is not understood"),
        ("PIK3CA H1047R AND", "its name is not understood"),
    ):
        (unplaced,) = compile_evidence((item(1, profile), item(2, profile)), criteria_reference().genes).unplaced
        assert (unplaced.why, unplaced.items) == (why, 2)
        manual.row(("profile", "why"), (profile, why))


def test_for_and_against_a_drug(manual: Section) -> None:
    """Predictive items whose drugs are among the option's: all of them, or one where they stand for each other."""
    items = (
        item(1),
        item(2, therapies=("Alpelisib",), interaction="", level="D"),
        item(3, therapies=("Fulvestrant", "Tamoxifen"), interaction="Substitutes", level="B"),
        item(4, therapies=("Fulvestrant",), interaction="", significance="Resistance", level="B"),
        item(5, therapies=("Alpelisib",), interaction="", direction="Does Not Support", level="C"),
        item(6, therapies=("Alpelisib",), interaction="", significance="Resistance", direction="Does Not Support"),
        item(7, therapies=("Alpelisib", "Letrozole")),
        item(8, therapies=(), interaction="", kind="Prognostic", significance="Poor Outcome"),
        item(9, flagged=True),
        item(10, disease="Colorectal Cancer"),
        item(11, therapies=("Fulvestrant",), interaction="", significance="N/A", direction="N/A"),
    )
    found = evidence_for_drugs(["alpelisib", "fulvestrant"], matched(items, variant("PIK3CA", "H1047R")), generic_name)
    # Breast cancer before others, the better level first, disputed items last; 7, 8 and 11 speak neither way.
    assert [match.item.id for match in found.supporting] == [1, 6, 3, 2, 10, 9]
    assert [match.item.id for match in found.contradicting] == [4, 5]
    for side, matches in (("for", found.supporting), ("against", found.contradicting)):
        for match in matches:
            one = match.item
            manual.row(
                ("alpelisib and fulvestrant", "level", "claim", "drugs", "disease"),
                (
                    f"{side}{', under dispute' if one.flagged else ''}",
                    one.level,
                    f"{one.direction} {one.significance}",
                    f"{' or ' if one.interaction == 'Substitutes' else ' + '}".join(one.therapies),
                    one.disease,
                ),
            )
