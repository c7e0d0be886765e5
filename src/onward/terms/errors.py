"""Broken promises are exceptions, drawn here in one hierarchy. Imperfect data is an `Issue`, not an exception.

    OnwardError
    ├── UsageError        the command or call asks for something that cannot be   (exit 2)
    ├── RecordsError      nothing in the records could be used                    (exit 1)
    ├── KnowledgeError    a knowledge file is broken: path, line, what, cure      (exit 3)
    └── StoreError        the store cannot be opened, or is damaged               (exit 3)

Messages say what was expected, what came and what to try; they never hold patient data.
"""

from __future__ import annotations


class OnwardError(Exception):
    """Base of all errors that Onward raises on purpose."""


class UsageError(OnwardError):
    """The command or call asks for something that cannot be."""


class RecordsError(OnwardError):
    """Nothing in the given records could be used."""


class KnowledgeError(OnwardError):
    """A knowledge file is broken."""


class StoreError(OnwardError):
    """The store cannot be opened, or is damaged."""
