"""Trials: reading, keeping and searching a catalogue; the search beside other ways to look in the same words.

The public collection of ONWARD_DATA is used where it is there, else a made one of the same size.
"""

from __future__ import annotations

import json
import math
import os
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bench.timing import median_seconds, paired, seconds

Report = Callable[[str, str, str], None]

QUERIES = (
    "PIK3CA metastatic",
    "HER2-low brain metastases trastuzumab deruxtecan",
    "triple negative breast cancer immunotherapy pembrolizumab",
    "palbociclib letrozole hormone receptor positive",
    "patients with cancer",
    "breast",
    "CDK4/6 inhibitor after progression",
    "platelets hemoglobin creatinine",
)
DAY = date(2026, 11, 28)


def measure(folder: Path, report: Report) -> None:
    """Print the figures of the catalogue."""
    import orjson

    from onward.app.trial_import import import_trials
    from onward.app.trial_search import SearchRequest, TrialSearch
    from onward.app.trial_search_index import open_index
    from onward.engines.search import TrialFilters
    from onward.intake import read_trials
    from onward.registry import Place
    from onward.store import Store

    files, name = _collection(folder)
    read = read_trials(files)
    count = len(read.trials)

    def only_json() -> object:
        return [[bool(orjson.loads(line)) for line in _lines(file)] for file in files]

    beside = paired(lambda: read_trials(files), only_json)
    took = statistics.median(beside.ours)
    report(f"{name}: read, trials/s", f"{count / took:,.0f}", "")
    report(f"{name}: read, time against orjson.loads alone", f"{1 / beside.ratio:.1f} times", "")
    with Store.open(folder / "trials.sqlite") as store:
        took = seconds(lambda: import_trials(files, store, now=datetime(2026, 11, 28, tzinfo=UTC)))
        report(f"{name}: import into the store, trials/s", f"{count / took:,.0f}", "")
    os.environ["ONWARD_HOME"] = str(folder / "home")
    opened = None

    def index() -> object:
        nonlocal opened
        opened = open_index([str(file) for file in files], keep=False)
        return opened

    report(f"{name}: index made", f"{seconds(index):.1f} s", "")
    assert opened is not None
    search = TrialSearch(opened)
    requests = [SearchRequest(words=(query,)) for query in QUERIES]
    requests += [
        SearchRequest(words=("breast",), near=Place(40.75, -74.0, "New York"), within_km=80.0),
        SearchRequest(words=("cancer",), filters=TrialFilters(metastatic=True, subtypes=frozenset({"HR+/HER2-"}))),
    ]
    times = [median_seconds(lambda one=one: search.search(one, as_of=DAY)) for one in requests]
    report(f"{name}: one search, median of {len(requests)}", f"{statistics.median(times) * 1000:.1f} ms", "< 20 ms")
    report(f"{name}: one search, the slowest of them", f"{max(times) * 1000:.1f} ms", "< 20 ms")
    _beside_others(search, requests[: len(QUERIES)], name, report)


def _beside_others(search: object, requests: Sequence[object], name: str, report: Report) -> None:
    """The bare look-up of all matching trials with their scores: FTS5 as built in, a dictionary in Python, Tantivy."""
    from onward.engines.search import WEIGHTS, build_synonyms, read_query, words_for_search
    from onward.knowledge import codes, search_words

    index = search.opened.index  # type: ignore[attr-defined]  (a TrialSearch)
    words = words_for_search()
    synonyms = build_synonyms(codes(), search_words(), words)
    weights = {field.value: weight for field, weight in WEIGHTS.items()}
    documents = [{field: stems for field, _, stems in index.texts(number)} for number, _, _ in index.facets()]
    terms = [
        [[one.phrase for one in term.alternatives] for term in read_query([query], synonyms, words).terms]
        for query in QUERIES
    ]
    singles = [[phrase for phrases in query for phrase in phrases[:1] if len(phrase) == 1] for query in terms]

    def fts5() -> None:
        for query in singles:
            index.match(" OR ".join(f'"{phrase[0]}"' for phrase in query) or '"x"', weights)

    scores = _python_index(documents, weights)

    def python() -> None:
        for query in singles:
            scores(phrase[0] for phrase in query)

    report(f"{name}: bare look-up in FTS5, a query", f"{median_seconds(fts5) / len(QUERIES) * 1000:.2f} ms", "")
    report(f"{name}: the same in a Python dictionary", f"{median_seconds(python) / len(QUERIES) * 1000:.2f} ms", "")
    try:
        tantivy = _tantivy(documents, weights, singles)
    except ImportError:
        report(f"{name}: the same in Tantivy", "not installed", "pip install tantivy")
        return
    report(f"{name}: the same in Tantivy", f"{median_seconds(tantivy) / len(QUERIES) * 1000:.2f} ms", "")


def _python_index(
    documents: Sequence[dict[str, str]], weights: dict[str, float]
) -> Callable[[Iterable[str]], list[tuple[int, float]]]:
    """BM25 over weighted fields in dictionaries."""
    lengths: dict[str, float] = defaultdict(float)
    for one in documents:
        for field, stems in one.items():
            lengths[field] += stems.count(" ") + 1
    average = {field: length / len(documents) for field, length in lengths.items()}
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for number, one in enumerate(documents):
        for field, stems in one.items():
            found = stems.split()
            share = weights[field] / (0.25 + 0.75 * len(found) / average[field])
            for stem in found:
                postings[stem][number] = postings[stem].get(number, 0.0) + share

    def scores(stems: Iterable[str]) -> list[tuple[int, float]]:
        total: dict[int, float] = defaultdict(float)
        for stem in stems:
            held = postings.get(stem, {})
            rarity = math.log(1 + (len(documents) - len(held) + 0.5) / (len(held) + 0.5))
            for number, frequency in held.items():
                total[number] += rarity * frequency / (frequency + 1.2)
        return sorted(total.items(), key=lambda pair: -pair[1])

    return scores


def _tantivy(
    documents: Sequence[dict[str, str]], weights: dict[str, float], queries: Sequence[Sequence[tuple[str, ...]]]
) -> Callable[[], None]:
    import tantivy  # pyright: ignore[reportMissingImports]  (no dependency: measured once for docs/adr/0015)

    builder = tantivy.SchemaBuilder()
    names = {field: f"f{number}" for number, field in enumerate(weights)}
    for name in names.values():
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for one in documents:
        writer.add_document(tantivy.Document(**{names[field]: stems for field, stems in one.items()}))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def run() -> None:
        for query in queries:
            parts = [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(tantivy.Query.term_query(index.schema, names[field], phrase[0]), weight),
                )
                for phrase in query
                for field, weight in weights.items()
            ]
            searcher.search(tantivy.Query.boolean_query(parts), len(documents))

    return run


def _lines(file: Path) -> Iterable[bytes]:
    import gzip

    with gzip.open(file, "rb") as opened:
        yield from opened


def _collection(folder: Path) -> tuple[list[Path], str]:
    data = os.environ.get("ONWARD_DATA")
    if data:
        found = [Path(data, "trials", name) for name in ("breast_dev.ndjson.gz", "other_dev.ndjson.gz")]
        if all(file.exists() for file in found):
            return found, "2,176 public trials"
    return [_made(folder / "trials.ndjson.gz", 2_000)], "2,000 made trials"


_MADE_OF = (
    "breast cancer metastatic PIK3CA palbociclib letrozole HER2 low positive negative brain metastases platelets "
    "hemoglobin creatinine therapy line prior patients disease receptor hormone triple immunotherapy pembrolizumab"
)


def _made(path: Path, number: int) -> Path:
    """Trials of words drawn by chance, always the same."""
    import gzip

    chance = random.Random(17)
    words = _MADE_OF.split()
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for n in range(number):
            text = " ".join(chance.choices(words, k=400))
            title = " ".join(chance.choices(words, k=8))
            study = {
                "protocolSection": {
                    "identificationModule": {"nctId": f"NCT{n:08d}", "briefTitle": title},
                    "eligibilityModule": {"eligibilityCriteria": f"Inclusion Criteria:\n\n* {text}"},
                }
            }
            out.write(json.dumps(study) + "\n")
    return path
