"""Writes the records of the three example people from their stories.

    python examples/make.py            write the files
    python examples/make.py --check    fail if a committed file is not what the stories give

Standard library only. Everybody here is invented; the stories are in `stories/`, the truth about each in `README.md`.
"""

import sys
from pathlib import Path

from stories import her2_positive, hr_positive, triple_negative
from writing import bundle_text, ndjson_texts, write_story

HERE = Path(__file__).resolve().parent


def wanted() -> dict[Path, str]:
    """Every file and its content."""
    negative = ndjson_texts(write_story(triple_negative))
    return {
        HERE / "hr-positive" / "bundle.json": bundle_text(write_story(hr_positive)),
        HERE / "her2-positive" / "bundle.json": bundle_text(write_story(her2_positive)),
        **{HERE / "triple-negative" / name: text for name, text in negative.items()},
    }


def differences(files: dict[Path, str]) -> list[str]:
    """Files that are missing, differ, or that no story gives."""
    found = [
        f"{path.relative_to(HERE)}: not what the story gives"
        for path, text in files.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    kept = {path for folder in {path.parent for path in files} for path in folder.glob("*json")}
    return found + [f"{path.relative_to(HERE)}: no story gives this file" for path in sorted(kept - set(files))]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    files = wanted()
    if arguments:
        found = differences(files)
        print("\n".join(found) or f"{len(files)} files are what the stories give")
        return 1 if found else 0
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
