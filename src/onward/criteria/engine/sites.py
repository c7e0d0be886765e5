"""Where the metastases are. A site that is not recorded is unknown, unless the record rules it out."""

from __future__ import annotations

from onward.criteria.answer import FIXED, OPEN, Answer, each_once
from onward.criteria.disease_nodes import MetastaticSites
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.subject import Subject
from onward.terms import Truth, WhyUnknown
from onward.timeline import Metastasis, Standing, site_name

_NERVOUS_SYSTEM = ("brain", "leptomeninges")


def answer_sites(leaf: MetastaticSites, subject: Subject) -> Answer:
    """Answer whether metastases are recorded in enough of the sites."""
    if not leaf.sites:
        return _any_sites(leaf, subject)
    return one_answer(leaf, [_one_site(leaf, site, subject) for site in leaf.sites], needed=leaf.at_least)


def _any_sites(leaf: MetastaticSites, subject: Subject) -> Answer:
    picture = subject.picture
    facts = each_once(fact for site in picture.sites for fact in site.facts)
    names = ", ".join(_name(site.site, site.text) for site in picture.sites)
    if len(picture.sites) >= leaf.at_least:
        return decided(leaf, Truth.YES, f"recorded: {names}", facts=facts, change=FIXED)
    if picture.metastatic is Truth.NO:
        return decided(leaf, Truth.NO, picture.metastatic_because, change=OPEN)
    if picture.bone_only is Truth.YES and leaf.at_least > 1:
        return decided(leaf, Truth.NO, "metastases in bone only", facts=facts, change=OPEN)
    return undecided(
        leaf,
        WhyUnknown.NOT_RECORDED,
        f"recorded: {names}" if names else "no metastatic site is recorded",
        ask="Where are the metastases? The latest imaging of chest, abdomen and bone.",
        facts=facts,
    )


def _name(site: str, text: str) -> str:
    return text if site == "other" and text else site_name(site)


def _one_site(leaf: MetastaticSites, site: str, subject: Subject) -> Answer:
    picture = subject.picture
    found = [known for known in picture.sites if known.site == site]
    if found:
        facts = tuple(fact for known in found for fact in known.facts)
        firsts = [known.first for known in found if known.first is not None]
        since = f", first recorded {firsts[0]}" if firsts else ""
        return decided(leaf, Truth.YES, f"metastasis in {site_name(site)}{since}", facts=facts, change=FIXED)
    if picture.metastatic is Truth.NO:
        return decided(leaf, Truth.NO, picture.metastatic_because, change=OPEN)
    if site in _NERVOUS_SYSTEM and picture.cns.status == "none known" and picture.cns.looked_on is not None:
        return decided(leaf, Truth.NO, picture.cns.because, change=OPEN)
    # Bone as the only recorded site says nothing of the brain: nobody may have looked there.
    if picture.bone_only is Truth.YES and site != "bone" and site not in _NERVOUS_SYSTEM:
        facts = tuple(fact for known in picture.sites for fact in known.facts)
        return decided(leaf, Truth.NO, "metastases in bone only", facts=facts, change=OPEN)
    denied = tuple(fact for fact in subject.of(Metastasis) if fact.site == site and fact.standing is Standing.REFUTED)
    if denied:
        because = f"the record says that there is none in {site_name(site)}"
        return decided(leaf, Truth.NO, because, facts=denied, change=OPEN)
    return undecided(
        leaf,
        WhyUnknown.NOT_RECORDED,
        f"no metastasis in {site_name(site)} is recorded, and none is ruled out",
        ask=f"Is there a metastasis in {site_name(site)}? The latest imaging report.",
    )
