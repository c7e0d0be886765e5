"""The tables of the store, and the version of their shape.

Documents are the files as they came, byte for byte, in chunks. A row of `resources` is one appearance of a resource
in a document: it says where its bytes stand and which version of which resource they are. Facts are not stored:
they are read again from the bytes (docs/adr/0007). Nothing is overwritten by a later import; only forgetting
removes, and leaves a row in `forgotten`.

Text that comes from records is searched by digest only, because an index of PostgreSQL takes no long keys.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 1
"""Raised whenever a store written before can no longer be read as it is."""

tables = MetaData()

about = Table(
    "onward_store",
    tables,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

imports = Table(
    "imports",
    tables,
    Column("id", Integer, primary_key=True),
    Column("received_at", Text, nullable=False),
)

documents = Table(
    "documents",
    tables,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    # Whether resources are addressed in a content of its own (unpacked, recoded) or in the original bytes.
    Column("has_content", Boolean, nullable=False),
    Column("received_at", Text, nullable=False),
    # False while an import runs, and after one that was interrupted: such a document is not read.
    Column("complete", Boolean, nullable=False),
)

chunks = Table(
    "chunks",
    tables,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("layer", SmallInteger, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("packed", Boolean, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

people = Table(
    "people",
    tables,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("person", Text, nullable=False),
)

resources = Table(
    "resources",
    tables,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("resource_id", Text, nullable=False),
    # NULL: shared by all (an organization, a drug), or its person is not known yet.
    Column("person", ForeignKey("people.id")),
    # Digest of the name by which it calls its person, where it does not give the person's id.
    Column("awaits", LargeBinary),
    # Which resource this is, and what it says: same identity and other content is another version.
    Column("identity", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("full_url", Text, nullable=False),
    Column("bundle", Integer, nullable=False),
    # NULL where the bytes are no slice of the document's content: they stand in own_bytes.
    Column("start", BigInteger),
    Column("length", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("resources_by_identity", resources.c.identity)
Index("resources_by_person", resources.c.person)
Index(
    "resources_awaiting",
    resources.c.awaits,
    sqlite_where=resources.c.awaits.is_not(None),
    postgresql_where=resources.c.awaits.is_not(None),
)

# The few kinds that are asked for as a whole; an index over all kinds would cost every import.
TRIAL_KIND = "Trial"
Index(
    "resources_of_trials",
    resources.c.identity,
    sqlite_where=resources.c.kind == TRIAL_KIND,
    postgresql_where=resources.c.kind == TRIAL_KIND,
)

own_bytes = Table(
    "own_bytes",
    tables,
    Column("document", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    ForeignKeyConstraint(["document", "n"], ["resources.document", "resources.n"]),
)

names = Table(
    "names",
    tables,
    Column("digest", LargeBinary, primary_key=True),
    Column("document", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    ForeignKeyConstraint(["document", "n"], ["resources.document", "resources.n"]),
    sqlite_with_rowid=False,
)
Index("names_by_resource", names.c.document, names.c.n)

issues = Table(
    "issues",
    tables,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("severity", Text, nullable=False),
)

studies = Table(
    "studies",
    tables,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
)

study_files = Table(
    "study_files",
    tables,
    Column("study", ForeignKey("studies.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
)

study_people = Table(
    "study_people",
    tables,
    Column("study", ForeignKey("studies.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True, index=True),
)

# Fetching trials from a registry: how far each run came, so that a broken one goes on and the next asks for less.
trial_syncs = Table(
    "trial_syncs",
    tables,
    Column("id", Integer, primary_key=True),
    # Address and query, without the page.
    Column("request", Text, nullable=False),
    # Only what was updated on or after that day was asked for; "" for everything.
    Column("since", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    # The page that comes next; "" before the first.
    Column("next_page", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("studies", Integer, nullable=False),
    # "" while it runs, and after a break.
    Column("finished_at", Text, nullable=False),
)

# An index of DICOM files that lie on the disk: nothing here is a record, and all of it can be made again from them.
image_files = Table(
    "image_files",
    tables,
    # Digest of path and member of an archive.
    Column("key", LargeBinary, primary_key=True),
    Column("path", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    # "instance", "skipped" or "issue"; the last two with their words as JSON.
    Column("kind", Text, nullable=False),
    Column("said", LargeBinary, nullable=False),
    # Digest of person and series, of the instance, and of the header's bytes; how many bytes these are.
    Column("series", LargeBinary),
    Column("instance", LargeBinary),
    Column("head_sha", LargeBinary),
    Column("head_bytes", BigInteger, nullable=False),
    # The header, compressed.
    Column("head", LargeBinary),
)

# What was found of a series; the key is a digest over the headers of its instances, so that it never goes stale.
image_series = Table(
    "image_series",
    tables,
    Column("key", LargeBinary, primary_key=True),
    Column("said", LargeBinary, nullable=False),
)

forgotten = Table(
    "forgotten",
    tables,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("forgotten_at", Text, nullable=False),
    UniqueConstraint("sha256", "forgotten_at"),
)
