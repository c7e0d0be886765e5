"""Arguments of `onward reads`. Only argparse is imported."""

from __future__ import annotations

import argparse
from typing import Any

from onward.cli.command import command, day, store_option

_FLOW = """\
A read is what one reader measured and judged of one person's visits, signed with the reader's own key. It is never
changed: an amendment is a new version beside it. Whoever has the same records sees the same states.

  once, at each site      onward reads key --new "R. Example" --site "Site A"     a key of your own
                          onward reads key --out mine.json                        the public part, for the other site
                          onward reads trust theirs.json                          believe what they sign
  for each person         onward reads open PERSON --visits "Baseline,Week 8" --workflow double --blind
                          onward reads assign CASE --to "R. Example" --as local
                          onward reads draft CASE --marks marks.csv               look at it, replace it, drop it
                          onward reads sign CASE                                  locked
  between sites           onward reads export --out to-site-b.reads ; onward reads import from-site-b.reads
  where readers differ    onward reads compare CASE --out compare.html
                          onward reads adjudicate CASE --uphold "R. Example" --because "..."
"""

_MARKS = """\
--marks takes either a table of your own (CSV),
  visit,date,lesion,role,site,measure,value,unit,state,method,x_mm,y_mm,z_mm,frame_of_reference
  Baseline,2026-01-10,T01,target,liver,longest diameter,42,mm,,CT,-61.0,-20.5,110.0,1.2.840.1
  Baseline,2026-01-10,N01,non-target,bone,state,,,present,CT,,,,
  (role: target, non-target, new; measure: longest diameter, short axis, state; positions in DICOM's LPS, mm)
or records that hold measured lesions: SDTM tables, a DICOM SR, a lesion book, ids in the store. Of records with several
readers --from-reader says whose marks. The marks must be of the case's person and of its visits.
"""


def add_reads(commands: Any) -> None:
    """`onward reads` and its verbs."""
    parser = command(
        commands,
        "reads",
        "several readers: worklists, blinded double reads, adjudication, agreement, signed exchange",
        module="reads_show",
        function="run_worklist",
        text=_FLOW,
        examples=("onward reads worklist", "onward reads open --help"),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _exchange(verbs)
    _asking(verbs)
    _reading(verbs)
    _looking(verbs)


def _verb(verbs: Any, name: str, summary: str, *, module: str, text: str = "", examples: tuple[str, ...] = ()) -> Any:
    one = command(verbs, name, summary, module=module, function=f"run_{name}", text=text, examples=examples)
    store_option(one)
    one.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return one


def _who(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--reader", metavar="NAME", help="whose key signs (default: the only key of this machine; `onward reads key`)"
    )


def _case(one: argparse.ArgumentParser) -> None:
    one.add_argument("case", metavar="CASE", help="the case's id as `onward reads worklist` shows it (4 signs or more)")


def _marks(one: argparse.ArgumentParser, *, required: bool) -> None:
    one.add_argument("--marks", nargs="+", metavar="FILE", required=required, help="a table of marks, or records")
    one.add_argument("--from-reader", default="", metavar="NAME", help="of records with several readers, whose marks")
    one.add_argument(
        "--images",
        action="append",
        default=[],
        metavar="VISIT=FOLDER",
        help="the DICOM series that were read at a visit: their UIDs and a digest of them enter the read",
    )


def _exchange(verbs: Any) -> None:
    one = _verb(
        verbs,
        "key",
        "the keys of this machine's readers: list them, make one, write the public part for another site",
        module="reads_exchange",
        text="The private part never leaves $ONWARD_HOME/keys. Whoever has it signs as that reader: keep the folder\n"
        "to yourself, and give the key a passphrase where others use the machine (asked for, or in\n"
        "ONWARD_KEY_PASSPHRASE).",
        examples=(
            'onward reads key --new "R. Example" --site "Site A" --passphrase',
            "onward reads key --out r-example.json",
        ),
    )
    _who(one)
    one.add_argument("--new", metavar="NAME", help="make a key for this reader")
    one.add_argument("--site", default="", metavar="SITE", help="the site that the reader belongs to")
    one.add_argument("--passphrase", action="store_true", help="lock the new key with a passphrase")
    one.add_argument("--also", action="store_true", help="beside a trusted key of that name: a reader at two machines")
    one.add_argument("--out", metavar="FILE", help="write the public part of a key into FILE")
    one = _verb(
        verbs,
        "trust",
        "the keys that are believed here: list them, add one that another site sent, end the trust in one",
        module="reads_exchange",
        text="A signature proves only that a key made it. Whose key it is you find out from its owner: compare the\n"
        "fingerprint over the telephone before you trust it. What a key signed counts only while it is trusted.",
        examples=("onward reads trust r-other.json", "onward reads trust --end 1a2b-3c4d-5e6f-7081"),
    )
    one.add_argument("key", nargs="?", metavar="FILE", help="a public key, as `onward reads key --out` writes it")
    one.add_argument("--also", action="store_true", help="beside another key of that name: a reader with a new key")
    one.add_argument("--end", metavar="FINGERPRINT", help="believe this key no longer")
    one = _verb(
        verbs,
        "export",
        "signed records into one bundle for another site",
        module="reads_exchange",
        text="A bundle that comes twice, late or in another order does no harm: records are added, never replaced.\n"
        "--for NAME leaves out what that reader must not see before signing.",
        examples=("onward reads export --out all.reads", 'onward reads export --for "R. Other" --out to-b.reads'),
    )
    _who(one)
    one.add_argument("--out", required=True, metavar="FILE", help="the bundle")
    one.add_argument("--person", action="append", default=[], metavar="ID", help="only this person; may be repeated")
    one.add_argument("--case", action="append", default=[], metavar="CASE", help="only this case; may be repeated")
    one.add_argument("--for", dest="to", default="", metavar="NAME", help="the reader whom it is for")
    one = _verb(
        verbs,
        "import",
        "signed records of another site into the store; what does not fit is refused and named",
        module="reads_exchange",
        examples=("onward reads import from-b.reads",),
    )
    one.add_argument("bundle", metavar="FILE", help="a bundle that `onward reads export` wrote")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _asking(verbs: Any) -> None:
    one = _verb(
        verbs,
        "open",
        "ask for a read of one person's visits",
        module="reads_acts",
        text="Workflows: single (one reader); double (two readers, an adjudicator where they disagree); consensus\n"
        "(two readers or more, then one read that all of them agree to). The first criterion decides on disagreement.\n"
        "With --blind no reader sees another's read before signing, and none of it enters the person's answers\n"
        "before as many have signed as are needed.",
        examples=('onward reads open P-17 --visits "Baseline,Week 8,Week 16" --workflow double --blind',),
    )
    _who(one)
    one.add_argument("person", metavar="PERSON", help="the person's id in the store")
    one.add_argument("--visits", required=True, metavar="NAMES", help="names of the visits in order, joined by commas")
    one.add_argument("--workflow", choices=("single", "double", "consensus"), default="double", help="default double")
    one.add_argument("--criteria", default="recist-1.1", metavar="NAMES", help="joined by commas (default: recist-1.1)")
    one.add_argument("--blind", action="store_true", help="blinded to the other readers")
    one.add_argument(
        "--blind-to", action="append", default=[], metavar="WHAT", help="further: treatment, outcome, ...; is told only"
    )
    one.add_argument("--comment", default="", help="what the readers should know")
    one.add_argument("--new-person", action="store_true", help="the person's records are kept elsewhere")
    one = _verb(verbs, "assign", "ask somebody to read a case", module="reads_acts")
    _who(one)
    _case(one)
    one.add_argument("--to", required=True, metavar="NAME", help="the reader, as her key names her")
    one.add_argument(
        "--as",
        dest="role",
        required=True,
        choices=("local", "specialist", "adjudicator"),
        help="local radiologist, network specialist, or adjudicator",
    )
    one = _verb(verbs, "withdraw", "take an assignment back, before its reader has signed", module="reads_acts")
    _who(one)
    _case(one)
    one.add_argument("--from", dest="to", required=True, metavar="NAME", help="the reader")
    one.add_argument("--because", default="", metavar="TEXT", help="why")
    one = _verb(
        verbs, "off", "call a case off that was asked for by mistake, before anybody has signed", module="reads_acts"
    )
    _who(one)
    _case(one)
    one.add_argument("--because", default="", metavar="TEXT", help="why")


def _reading(verbs: Any) -> None:
    one = _verb(
        verbs,
        "draft",
        "your marks of a case, not yet signed: shown with the categories that they give",
        module="reads_acts",
        text=_MARKS
        + "\nA draft lies on this machine only. Another one takes its place; `onward reads drop` removes it.",
        examples=(
            "onward reads draft 3fa9 --marks marks.csv",
            'onward reads draft 3fa9 --marks sdtm/ --from-reader "INDEPENDENT ASSESSOR READER 1"',
        ),
    )
    _who(one)
    _case(one)
    _marks(one, required=True)
    one = _verb(verbs, "drop", "throw your draft of a case away", module="reads_acts")
    _who(one)
    _case(one)
    one = _verb(
        verbs,
        "sign",
        "sign your draft: from then on it is locked",
        module="reads_acts",
        text="Shows the draft and asks first (--yes does not ask). There is no way back: a signed read can be\n"
        "amended, and both versions stay.",
        examples=("onward reads sign 3fa9",),
    )
    _who(one)
    _case(one)
    one.add_argument("--yes", action="store_true", help="do not ask")
    one = _verb(
        verbs,
        "amend",
        "a new version of a read that you have signed; the former stays",
        module="reads_acts",
        text="Two versions that contradict (signed at two places) are settled by an amendment of both: --keep READ\n"
        "says which of them holds, or --marks gives new ones.\n\n" + _MARKS,
        examples=(
            'onward reads amend 3fa9 --marks corrected.csv --because "T02 measured on the wrong slice"',
            'onward reads amend 3fa9 --keep 77e0 --because "the other was a slip"',
        ),
    )
    _who(one)
    _case(one)
    _marks(one, required=False)
    one.add_argument("--keep", default="", metavar="READ", help="of two versions that both hold, the one that is right")
    one.add_argument("--because", required=True, metavar="TEXT", help="why")
    one = _verb(
        verbs,
        "adjudicate",
        "settle a double read whose readers disagree",
        module="reads_acts",
        text="An adjudication stands on the two reads as they are: if one is amended later, the case waits again.\n"
        "Its result is what lines of therapy and trial criteria see.\n\n" + _MARKS,
        examples=(
            'onward reads adjudicate 3fa9 --uphold "R. Example" --because "the liver lesion is a cyst"',
            'onward reads adjudicate 3fa9 --marks own.csv --because "both missed T03"',
        ),
    )
    _who(one)
    _case(one)
    one.add_argument("--uphold", default="", metavar="READER|READ", help="whose read stands")
    _marks(one, required=False)
    one.add_argument("--because", required=True, metavar="TEXT", help="why")
    one = _verb(
        verbs,
        "consensus",
        "write down the read that all readers of a consensus case stand by",
        module="reads_acts",
        text=_MARKS,
        examples=('onward reads consensus 3fa9 --marks agreed.csv --because "read together"',),
    )
    _who(one)
    _case(one)
    _marks(one, required=True)
    one.add_argument("--because", default="", metavar="TEXT", help="how it was reached")
    one = _verb(verbs, "agree", "join a consensus read that another reader wrote down", module="reads_acts")
    _who(one)
    _case(one)
    one.add_argument("--read", default="", metavar="READ", help="which, where there are several")


def _looking(verbs: Any) -> None:
    one = _verb(
        verbs,
        "worklist",
        "every case and where it stands; with --reader what waits for that reader",
        module="reads_show",
        text="States: open (too few readers), assigned, in work, signed (a consensus or a conflict is to settle),\n"
        "awaiting adjudication, settled, called off. A reader's own list never shows what others read of a blinded\n"
        "case.",
        examples=(
            "onward reads worklist",
            'onward reads worklist --reader "R. Example"',
            "onward reads worklist --all",
        ),
    )
    _who(one)
    one.add_argument("--all", action="store_true", help="settled cases and such as were called off too")
    one = _verb(
        verbs,
        "show",
        "one case: readers, versions, what differs, what does not fit",
        module="reads_show",
        examples=("onward reads show 3fa9", "onward reads show 3fa9 --marks"),
    )
    _who(one)
    _case(one)
    one.add_argument("--marks", action="store_true", help="also every mark of the reads that hold")
    one = _verb(
        verbs,
        "compare",
        "two readers side by side: where they differ, and which difference decides",
        module="reads_show",
        text="WHAT is a case, a person in the store, or records with several readers' lesions (SDTM tables).\n"
        "Lesions are paired by tracking UID, by position where both stand in one frame of reference, else by site\n"
        "where each has one.\n"
        "A difference decides when one reader's read, with the other's answer to that question alone, gives the\n"
        "other's category, in both directions. Agreement: Cohen's kappa, ICC(2,1) and (3,1), Bland-Altman limits.",
        examples=(
            "onward reads compare 3fa9 --out compare.html",
            "onward reads compare reads/ --criterion recist-1.1 --json",
        ),
    )
    _who(one)
    one.add_argument("what", nargs="+", metavar="WHAT", help="a case, persons in the store, or records")
    one.add_argument("--criterion", default="recist-1.1", metavar="NAME", help="for records (default: recist-1.1)")
    one.add_argument("--out", metavar="FILE", help="write a page with the pictures and their tables into FILE")
    one.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="for records: as known on that day")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
    one = _verb(
        verbs,
        "quality",
        "readers and sites over time: agreement, how often upheld, bias of sums, drift",
        module="reads_show",
        text="Every figure compares reads of the same visit by two readers; neither is the truth. A drift is a\n"
        "change of the difference over time whose 95 % interval leaves zero out. Few visits give wide intervals.",
        examples=("onward reads quality", "onward reads quality --out quality.html"),
    )
    one.add_argument("--out", metavar="FILE", help="write a page with the pictures and their tables into FILE")
    one = _verb(
        verbs,
        "report",
        "a signed read as DICOM SR (TID 1500), for sites that share by their archives",
        module="reads_report",
        text="One report for each visit and series, under the reader's name, belonging to the images that were read.\n"
        "Roles, measurements and tracking UIDs are in it; judgements in words, categories and the signature are not:\n"
        "the bundle carries those. Send it with: onward imaging send",
        examples=('onward reads report 3fa9 --images "Week 8=ct/week8" --out reports/',),
    )
    _who(one)
    _case(one)
    one.add_argument("--read", default="", metavar="READ", help="only this read (default: all that hold)")
    one.add_argument(
        "--images", action="append", default=[], required=True, metavar="VISIT=FOLDER", help="the images of a visit"
    )
    one.add_argument("--out", required=True, metavar="FOLDER", help="where the reports go")
    one = command(
        verbs,
        "masks",
        "one region of several readers' segmentations, lesion by lesion: STAPLE or majority",
        module="reads_masks",
        text="IMAGES hold a series and an object (SEG or RTSTRUCT) of each reader drawn on it. Regions that overlap\n"
        "are one lesion. Each lesion: who drew it, how well that fits what all have together, and its volume. A\n"
        "lesion that no more than half of the readers drew has none. --out writes a SEG for each series: a proposal,\n"
        "confirmed by nobody.",
        examples=("onward reads masks ct/ reader1.dcm reader2.dcm --out consensus/",),
    )
    one.add_argument("images", nargs="+", metavar="IMAGES", help="folders, files or ZIP archives")
    one.add_argument("--by", choices=("staple", "majority"), default="staple", help="how (default: staple)")
    one.add_argument("--out", metavar="FOLDER", help="write the consensus as DICOM SEG into FOLDER")
    one.add_argument("--json", action="store_true", help="one JSON document on standard output")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
