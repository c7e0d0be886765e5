"""The record column of the tables: each piece of a record in the words of a clinic letter."""

from __future__ import annotations

from typing import assert_never

from tests.spec.criteria.records import Extent, Piece

from onward.disease import (
    Cns,
    Course,
    EndocrineSensitivity,
    Line,
    OnsetOfMetastasis,
    ReceptorCall,
    SiteOfDisease,
)
from onward.terms import UNDATED
from onward.timeline import Demographics, Fact, GenesStudied, Variant, describe, site_name


def words(*pieces: Piece) -> str:
    """The record in words, one piece a line; "nothing" for an empty one."""
    return "\n".join(_words(piece) for piece in pieces) or "nothing"


def _words(piece: Piece) -> str:
    match piece:
        case GenesStudied():
            return f"studied in {piece.tissue or 'a sample not named'}: {', '.join(piece.genes)}"
        case Variant():
            where = f" ({piece.tissue})" if piece.tissue else ""
            return f"{describe(piece)}{where}"
        case Demographics():
            return describe(piece)
        case Fact():
            return describe(piece) + ("" if piece.when == UNDATED else f", {piece.when}")
        case ReceptorCall():
            result = piece.inputs[0]
            detail = (
                f" ({result.percent_text or f'IHC {result.ihc_score}'})"
                if result.percent_text or result.ihc_score
                else ""
            )
            return f"{piece.marker.value} {piece.call}{detail}, {piece.specimen_kind.value}, {piece.date or 'undated'}"
        case Course():
            return _course_words(piece)
        case Line():
            courses = "; ".join(_course_words(one) for one in piece.courses)
            name = piece.setting if piece.n == 0 else f"{piece.setting} line {piece.n}"
            ended = "" if piece.why_ended in ("ongoing", "unknown") else f", ended by {piece.why_ended}"
            return f"{name}: {courses}{ended}"
        case SiteOfDisease():
            return f"metastasis in {site_name(piece.site)}, {piece.first or 'undated'}"
        case Extent():
            return piece.words
        case OnsetOfMetastasis():
            dates = (
                f", first diagnosis {piece.first_diagnosis or '?'}, first metastasis {piece.first_metastasis or '?'}"
            )
            return f"{piece.onset.replace('_', ' ')}{dates}"
        case Cns():
            return f"central nervous system: {piece.because}"
        case EndocrineSensitivity():
            return f"endocrine therapy: {piece.status}"
        case _:
            assert_never(piece)


def _course_words(one: Course) -> str:
    end = "running" if one.ongoing else f"to {one.end or '?'}"
    ordered = " (only ordered)" if one.only_ordered else ""
    why = f" ({one.why_stopped})" if one.why_stopped else ""
    return f"{one.drug} {one.start or '?'} {end}{why}{ordered}"
