"""Signed reads of a network: envelopes, bundles, the keys that are trusted, tables of marks."""

from __future__ import annotations

from onward.intake.reads.bundle import BUNDLE_SCHEMA, BundleRead, manifest_bytes, read_bundle
from onward.intake.reads.keys import (
    KEY_SCHEMA,
    PublicKey,
    fingerprint_of,
    keys_folder,
    read_public_key,
    trusted_keys,
)
from onward.intake.reads.marks_table import MarksRead, read_marks_table
from onward.intake.reads.people import people_of_reads, read_issue
from onward.intake.reads.signed import Signed, envelope_bytes, signed_of, why_refused

__all__ = [
    "BUNDLE_SCHEMA",
    "KEY_SCHEMA",
    "BundleRead",
    "MarksRead",
    "PublicKey",
    "Signed",
    "envelope_bytes",
    "fingerprint_of",
    "keys_folder",
    "manifest_bytes",
    "people_of_reads",
    "read_bundle",
    "read_issue",
    "read_marks_table",
    "read_public_key",
    "signed_of",
    "trusted_keys",
    "why_refused",
]
