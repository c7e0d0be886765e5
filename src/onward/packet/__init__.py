"""The tumour-board packet: answers, whys, sources, versions and the hash of every input, in one immutable value."""

from __future__ import annotations

from onward.packet.gaps import Gap
from onward.packet.packet import Asked, InputFile, KnowledgeFile, Packet, assemble_packet
from onward.packet.sentence import has_breast_cancer, other_cancers

__all__ = [
    "Asked",
    "Gap",
    "InputFile",
    "KnowledgeFile",
    "Packet",
    "assemble_packet",
    "has_breast_cancer",
    "other_cancers",
]
