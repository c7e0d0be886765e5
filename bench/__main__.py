"""`make bench`: every figure that Onward aims at, measured against named peers in this one run.

    python -m bench              all of it (the 1 GB import takes some minutes)
    python -m bench --quick      the same with a 100 MB import
    python -m bench import board only the named parts: import memory board help disease lines criteria trials

Ratios are medians over pairs measured in turn, so a machine whose speed drifts does not flatter either side.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.timing import median_seconds, paired, process

Report = Callable[[str, str, str], None]


def main() -> int:
    """Measure and print a table: what, figure, aim."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], help="which parts (default: all)")
    parser.add_argument("--quick", action="store_true", help="import 100 MB instead of 1 GB")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    print(f"{'what':<66} {'measured':>22}   aim")

    def report(what: str, measured: str, aim: str) -> None:
        print(f"{what:<66} {measured:>22}   {aim}", flush=True)

    with tempfile.TemporaryDirectory(prefix="onward-bench-") as folder:
        for part in arguments.parts or _PARTS:
            _PARTS[part](Path(folder), report, arguments.quick)
    return 0


def _onward() -> str:
    return str(Path(sys.executable).with_name("onward"))


def _import(folder: Path, report: Report, quick: bool) -> None:
    """Bytes to facts, beside orjson and fhir.resources on the same bytes."""
    import orjson

    from bench.peers import parse_with_fhir_resources
    from bench.records import write_bundle
    from onward.intake import read

    sets: list[tuple[str, list[Path]]] = [
        ("one made person, 5,000 resources", [write_bundle(folder / "p.json", resources=5000)])
    ]
    data = os.environ.get("ONWARD_DATA")
    if data:
        real = sorted(Path(data, "fhir", "synthea_mcode").glob("*.json.gz"))
        if real:
            import gzip

            plain = folder / "synthea"
            plain.mkdir(exist_ok=True)
            for file in real:
                (plain / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
            sets.append((f"Synthea, {len(real)} people", sorted(plain.glob("*.json"))))
    for name, files in sets:
        contents = [file.read_bytes() for file in files]
        count = sum(len(orjson.loads(content)["entry"]) for content in contents)
        megabytes = sum(map(len, contents)) / 1e6

        def ours(files: list[Path] = files) -> object:
            return read(files)

        def only_json(contents: list[bytes] = contents) -> object:
            # Each document is dropped before the next: keeping them all would charge orjson for our garbage collector.
            return sum(bool(orjson.loads(content)) for content in contents)

        def models(contents: list[bytes] = contents) -> object:
            return [parse_with_fhir_resources(content) for content in contents]

        beside_orjson = paired(ours, only_json)
        beside_models = paired(ours, models, runs=3)
        took = sorted(beside_orjson.ours)[len(beside_orjson.ours) // 2]
        report(f"import to facts, {name}: resources/s", f"{count / took:,.0f}", "")
        report(f"import to facts, {name}: MB/s", f"{megabytes / took:,.1f}", "")
        report(
            f"import to facts, {name}: faster than fhir.resources parsing", f"{beside_models.ratio:.1f} times", ">= 6"
        )
        report(
            f"import to facts, {name}: time against orjson.loads alone", f"{1 / beside_orjson.ratio:.1f} times", "<= 4"
        )


def _memory(folder: Path, report: Report, quick: bool) -> None:
    """Peak memory and rate of importing a large NDJSON into the store, as a whole process."""
    from bench.records import write_ndjson

    size = 100 if quick else 1000
    file = write_ndjson(folder / "large.ndjson", size_mb=size)
    env = {**os.environ, "ONWARD_HOME": str(folder / "home")}
    used = process([_onward(), "import", str(file), "--quiet"], runs=1, env=env)
    report(f"import of a {size} MB NDJSON into the store: peak memory", f"{used.peak_mb:,.0f} MB", "< 300 MB")
    report(f"import of a {size} MB NDJSON into the store: MB/s", f"{size / used.wall_s:.1f}", "")
    file.unlink()


def _board(folder: Path, report: Report, quick: bool) -> None:
    """One person's packet and page from the store, inside a running process and as a whole command."""
    from bench.records import write_bundle
    from bench.stored import board_from_store, store_with

    store = store_with(write_bundle(folder / "board.json", resources=700), folder / "board.sqlite")
    took = median_seconds(lambda: board_from_store(store, "bench-1"))
    report("board of one stored person, 700 resources (running process)", f"{took * 1000:.0f} ms", "< 300 ms")
    command = [_onward(), "board", "bench-1", "--store", str(store), "--out", str(folder / "b.html"), "--quiet"]
    report("board of one stored person, 700 resources (whole command)", f"{process(command).wall_s * 1000:.0f} ms", "")


def _help(folder: Path, report: Report, quick: bool) -> None:
    """Start-up."""
    used = process([_onward(), "--help"], runs=9)
    bare = process([sys.executable, "-c", "pass"], runs=9)
    report("onward --help", f"{used.wall_s * 1000:.0f} ms", "< 150 ms")
    report("python -c pass, for comparison", f"{bare.wall_s * 1000:.0f} ms", "")


def _disease(folder: Path, report: Report, quick: bool) -> None:
    """The derived picture: one person, and a whole study folder on one core."""
    from datetime import date

    from bench.records import write_bundle
    from onward.app.answers import answer
    from onward.disease import derive_picture
    from onward.intake import read
    from onward.knowledge import disease_knowledge
    from onward.timeline import build_timeline

    day = date(2026, 11, 23)
    person = read([write_bundle(folder / "d.json", resources=700)]).people[0]
    timeline = build_timeline(person.person, person.facts, person.issues)
    knowledge = disease_knowledge()
    took = median_seconds(lambda: derive_picture(timeline, knowledge, as_of=day))
    report("disease picture of one person, 700 resources", f"{took * 1000:.1f} ms", "< 20 ms")
    took = median_seconds(lambda: answer(person, as_of=day))
    report("timeline and disease picture of one person, 700 resources", f"{took * 1000:.1f} ms", "")
    data = os.environ.get("ONWARD_DATA")
    study = Path(data, "molecular", "breast_msk_2018") if data else None
    if study is not None and study.is_dir():
        people = read([study]).people
        timelines = [build_timeline(one.person, one.facts, one.issues) for one in people]
        took = median_seconds(lambda: [derive_picture(one, knowledge, as_of=day) for one in timelines], runs=3)
        report("disease picture of a study folder, one core: people/s", f"{len(people) / took:,.0f}", "> 1,000")
        took = median_seconds(lambda: [answer(one, as_of=day) for one in people], runs=3)
        report("timeline and picture of a study folder, one core: people/s", f"{len(people) / took:,.0f}", "")


def _lines(folder: Path, report: Report, quick: bool) -> None:
    """Agreement of the lines algorithm with the hand-derived courses."""
    from bench.lines_agreement import agreement

    agreed, courses = agreement()
    report("lines of therapy: courses in full agreement", f"{agreed} of {courses}", "every difference explained")


def _criteria(folder: Path, report: Report, quick: bool) -> None:
    """A twenty-line question, answered with its tree of reasons."""
    from bench.criteria_case import seconds_for_twenty_lines

    report("a 20-line question explained", f"{seconds_for_twenty_lines() * 1000:.2f} ms", "< 1 ms")


def _evidence(folder: Path, report: Report, quick: bool) -> None:
    """Variants against CIViC's evidence."""
    from bench.evidence import measure

    measure(report)


def _trials(folder: Path, report: Report, quick: bool) -> None:
    """The catalogue of trials: reading, keeping, searching."""
    from bench.trial_search import measure

    measure(folder, report)


def _matching(folder: Path, report: Report, quick: bool) -> None:
    """One person against a catalogue of trials."""
    from bench.trial_matching import measure

    measure(report)


def _reading(folder: Path, report: Report, quick: bool) -> None:
    """Eligibility texts."""
    from bench.reading_speed import measure

    measure(report)


def _options(folder: Path, report: Report, quick: bool) -> None:
    """Therapy options of one person and of a study."""
    from bench.options import measure

    measure(report)


def _response(folder: Path, report: Report, quick: bool) -> None:
    """Response criteria: 8 visits, 5 targets, 3 readers a person."""
    from bench.response import measure

    number = 500 if quick else 10_000
    spent, _ = measure(number)
    report(f"response of {number:,} people by all criteria, one core", f"{spent:.1f} s", "< 60 s for 10,000")
    report("response of one person by all criteria", f"{1000 * spent / number:.2f} ms", "< 6 ms")


def _imaging_objects(folder: Path, report: Report, quick: bool) -> None:
    """Segmentations and measurement reports written."""
    from bench.imaging_objects import measure

    measure(folder / "objects", report)


def _images(folder: Path, report: Report, quick: bool) -> None:
    """Indexing, SUV volume, lesions of a whole body, diameters."""
    from bench.images import measure_images

    measure_images(folder, report, quick)


_PARTS: dict[str, Callable[[Path, Report, bool], None]] = {
    "import": _import,
    "memory": _memory,
    "board": _board,
    "help": _help,
    "disease": _disease,
    "lines": _lines,
    "criteria": _criteria,
    "trials": _trials,
    "matching": _matching,
    "reading": _reading,
    "evidence": _evidence,
    "options": _options,
    "response": _response,
    "imaging-objects": _imaging_objects,
    "images": _images,
}

if __name__ == "__main__":
    raise SystemExit(main())
