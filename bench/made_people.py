"""Random people made for two expressions, and what each expression answers for them.

Not the engine of `onward.criteria`: a plain evaluator over whole worlds (everything about a made person is settled), so
that a fault of the engine cannot hide a fault of the reading. The values lie at, just above and just below every limit
that either expression names, inside and outside of every window; drugs are drawn from every name and class that either
names, and from what is left out. What a human judges stays open.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bench.same_reading import Term
from onward.knowledge import codes

Answer = bool | None  # None: open, a human judges

SITES = ("bone", "liver", "lung", "brain", "leptomeninges", "node_distant")
VISCERA = ("liver", "lung", "pleura", "peritoneum", "brain", "adrenal", "ovary")
STAGES = ("I", "IA", "IB", "II", "IIA", "IIB", "III", "IIIA", "IIIB", "IIIC", "IV")
SETTINGS = ("neoadjuvant", "adjuvant", "metastatic")
SENSITIVITY = ("primary resistance", "secondary resistance", "sensitive", "not exposed")
HER2 = (  # IHC and in situ hybridisation
    ("0", "not amplified"),
    ("0 faint", "not amplified"),
    ("1+", "not amplified"),
    ("2+", "not amplified"),
    ("2+", "amplified"),
    ("3+", "amplified"),
)
ENDS = ("progression", "toxicity", "completed", "ongoing", "choice")


@dataclass(frozen=True, slots=True)
class Course:
    """A drug given: setting, days it was taken, days since the last dose (0: still taken), why it ended."""

    drug: str
    setting: str
    taken: int
    ago: int
    ended: str
    latest: bool


@dataclass(slots=True)
class World:
    """One made person; what is not settled yet is drawn when first asked and then stays."""

    chance: random.Random
    limits: Mapping[str, list[Decimal]]
    days: list[int]
    words: Mapping[str, list[Any]]
    narrower: Mapping[str, frozenset[str]]
    wanted: Mapping[Any, bool]
    known: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, draw: Callable[[], Any]) -> Any:
        if key not in self.known:
            self.known[key] = draw()
        return self.known[key]

    def leaning(self, key: Any) -> bool | None:
        """Which way this variable goes in most of these worlds, so that long "and"s are met and long "or"s are not."""
        wanted = self.wanted.get(key)
        return None if wanted is None or self.chance.random() < 0.05 else wanted

    def number(self, name: str) -> Decimal:
        at = self.limits.get(name) or [Decimal(1)]
        small = Decimal("0.001")
        near = [value + step for value in at for step in (-1, -small, 0, small, 1)]

        def draw() -> Decimal:
            leaning = self.leaning(name)
            if leaning is None:
                return self.chance.choice([*near, min(at) / 2, max(at) * 2])
            return max(at) * 2 if leaning else min(at) / 2

        return self.once(("number", name), draw)

    def truth(self, key: Any) -> bool:
        def draw() -> bool:
            leaning = self.leaning(key)
            return self.chance.random() < 0.5 if leaning is None else leaning

        return self.once(key, draw)

    def few(self, name: str, at_most: int) -> int:
        """How many illnesses, drugs or events of a kind."""
        leaning = self.leaning(name)
        return self.chance.randint(0 if leaning is None else int(leaning), 0 if leaning is False else at_most)

    def ago(self) -> int:
        near = [day + step for day in self.days for step in (-3, 2)] or [5, 400]
        return max(0, self.chance.choice([*near, 0, 1, 5000]))


def same_for_made_people(one: Term, other: Term, narrower: Mapping[str, frozenset[str]], people: int = 1200) -> bool:
    """Whether both answer alike for every made person."""
    return all(answer(one, world) == answer(other, world) for world in _worlds(one, other, narrower, people))


def only_leaves_open(one: Term, other: Term, narrower: Mapping[str, frozenset[str]], people: int = 1200) -> bool:
    """Whether `other` answers as `one` does or leaves it to a human, and decides for some of the made people."""
    decides = False
    for world in _worlds(one, other, narrower, people):
        said = answer(other, world)
        if said is not None and said != answer(one, world):
            return False
        decides |= said is not None
    return decides


def never_decides(one: Term, narrower: Mapping[str, frozenset[str]], people: int = 1200) -> bool:
    """Whether a human has the last word for every made person."""
    return all(answer(one, world) is None for world in _worlds(one, one, narrower, people))


def _worlds(one: Term, other: Term, narrower: Mapping[str, frozenset[str]], people: int) -> Iterator[World]:
    limits: dict[str, list[Decimal]] = {}
    words: dict[str, list[Any]] = {}
    days: set[int] = set()
    signs: dict[Any, set[bool]] = {}
    for term in (one, other):
        _collect(term, limits, words, days)
        _signs(term, True, signs)
    chance = random.Random(repr((one, other)))
    for number in range(people):
        met = (None, True, False)[number % 3]
        # A few variables are free, the others lean: so each part of a long "and" or "or" comes to decide.
        free = {key for key in signs if chance.random() < 2.5 / max(len(signs), 3)}
        wanted = {
            key: (sign == met)
            for key, of in signs.items()
            if met is not None and len(of) == 1 and key not in free
            for sign in of
        }
        yield World(chance, limits, sorted(days), words, narrower, wanted)


def answer(term: Term, world: World) -> Answer:
    """Kleene's logic over the world; what a human judges is open."""
    match term[0]:
        case "yes":
            return True
        case "no":
            return False
        case "human":
            return None
        case "and" | "or":
            decides = term[0] == "or"
            answers = [answer(part, world) for part in term[1]]
            return decides if decides in answers else None if None in answers else not decides
        case "not":
            inner = answer(term[1], world)
            return None if inner is None else not inner
        case _:
            return _leaf(term[1], term[2], world)


def _collect(term: Term, limits: dict[str, list[Decimal]], words: dict[str, list[Any]], days: set[int]) -> None:
    match term[0]:
        case "and" | "or":
            for part in term[1]:
                _collect(part, limits, words, days)
        case "not":
            _collect(term[1], limits, words, days)
        case "leaf":
            name, fields = term[1], term[2]
            if name == "number":
                limits.setdefault(fields[0], []).append(fields[2])
            elif name == "at_least":
                for part in fields[1]:
                    _collect(part, limits, words, days)
            else:
                words.setdefault(name, []).append(fields)
                days.update(_days_in(name, fields))
        case _:
            pass


def _signs(term: Term, sign: bool, signs: dict[Any, set[bool]]) -> None:
    """Each variable with the ways in which it stands: plain or denied."""
    match term[0]:
        case "and" | "or":
            for part in term[1]:
                _signs(part, sign, signs)
        case "not":
            _signs(term[1], not sign, signs)
        case "leaf":
            name, fields = term[1], term[2]
            if name == "at_least":
                for part in fields[1]:
                    _signs(part, sign, signs)
            elif name == "number":
                signs.setdefault(fields[0], set()).add(sign)
            elif name in ("exposed", "takes", "lines", "washout"):
                signs.setdefault("drugs", set()).add(sign != (name == "washout"))
            else:
                group = {"condition": "illnesses", "had": "events", "other cancer": "cancers", "site": "sites"}
                signs.setdefault(group.get(name, (name, fields)), set()).add(sign)
        case _:
            pass


def _days_in(name: str, fields: Any) -> list[int]:
    at = {
        "washout": (1,),
        "exposed": (3,),
        "had": (3,),
        "condition": (2,),
        "other cancer": (0,),
        "cns": (1,),
        "course": (1,),
        "word": (1,),
    }
    return [int(fields[n]) for n in at.get(name, ()) if fields[n] is not None]


def _leaf(name: str, fields: Any, world: World) -> Answer:
    match name:
        case "number":
            variable, kind, bound = fields
            value = _number(variable, world)
            return value >= bound if kind == "from" else value > bound
        case "at_least":
            n, parts = fields
            answers = [answer(part, world) for part in parts]
            sure, may = answers.count(True), answers.count(True) + answers.count(None)
            return True if sure >= n else False if may < n else None
        case "menopause":
            return world.once("menopause", lambda: world.chance.choice(["pre", "peri", "post"])) == fields
        case "metastatic":
            return _stage(world) == "IV"
        case "stage":
            stage = _stage(world)
            return stage == fields or (len(fields) <= 3 and stage[:-1] == fields and stage[-1] in "ABC")
        case "site":
            return fields in _sites(world)
        case "sites":
            at_least, of = fields
            return len([site for site in _sites(world) if not of or site in of]) >= at_least
        case "spread":
            sites = _sites(world)
            bone = bool(sites) and set(sites) == {"bone"}
            return bone if "bone only" in fields else bool(set(sites) & set(VISCERA))
        case "onset":
            onset = world.once("onset", lambda: world.chance.choice(["de_novo", "recurrent"]))
            return _stage(world) == "IV" and onset in fields
        case "cns":
            return _cns(fields, world)
        case "course":
            value = world.once("course", lambda: world.chance.choice(_named(world, "course", 0, "stable", "other")))
            ago = world.once("course ago", world.ago)
            return value == fields[0] and (fields[1] is None or ago <= fields[1])
        case "endocrine":
            return world.once("endocrine", lambda: world.chance.choice(SENSITIVITY)) == fields
        case "ER" | "PR":
            return _steroid_receptor(name, fields, world)
        case "HER2":
            score, amplified = _her2(fields[1], world)
            return _her2_call(score, amplified) == fields[0]
        case "HER2 score":
            return _her2(fields[1], world)[0] == fields[0]
        case "HER2 ISH":
            return _her2(fields[1], world)[1] == fields[0]
        case "word":
            analyte, window, word = fields
            said = _named(world, "word", 2, "something else")
            value = world.once(("word", analyte), lambda: world.chance.choice(said))
            ago = world.once(("word ago", analyte), world.ago)
            return value == word and (window is None or ago <= window)
        case "exposed" | "takes" | "washout" | "lines":
            return _treated(name, fields, world)
        case "had":
            event, kind, site, within = fields
            return any(
                (one[0], one[1] if kind else "", one[2] if site else "") == (event, kind, site)
                and (within is None or one[3] <= within)
                for one in _events(world)
            )
        case "condition":
            return _ill(fields, world)
        case "other cancer":
            return _other_cancer(fields, world)
        case _:
            return world.truth((name, fields))


def _number(variable: str, world: World) -> Decimal:
    if variable.startswith(("ER percent", "PR percent")):
        marker, _, sample = variable.split(" ", 2) if variable.count(" ") == 2 else (*variable.split(" ", 1), "")
        return _percent(marker, sample, world)
    return world.number(variable)


def _percent(marker: str, sample: str, world: World) -> Decimal:
    near = [v + s for v in world.limits.get(f"{marker} percent {sample}", []) for s in (-1, Decimal("-0.001"), 0, 1)]
    usual = [Decimal(v) for v in ("0", "0.5", "1", "5", "10", "11", "80")]
    return world.once((marker, sample), lambda: world.chance.choice([*near, *usual]))


def _steroid_receptor(marker: str, fields: Any, world: World) -> bool:
    call, sample = fields
    percent = _percent(marker, sample, world)
    if percent < 1:
        return call == "negative"
    if marker == "ER" and percent <= 10:
        return call == "low positive"
    return call == "positive"


def _her2(sample: str, world: World) -> tuple[str, str]:
    return world.once(("HER2", sample), lambda: world.chance.choice(HER2))


def _her2_call(score: str, ish: str) -> str:
    if score == "3+" or ish == "amplified":
        return "positive"
    return {"0": "zero", "0 faint": "ultralow"}.get(score, "low")


def _stage(world: World) -> str:
    def draw() -> str:
        leaning = world.leaning(("metastatic", ""))
        metastatic = world.chance.random() < 0.5 if leaning is None else leaning
        return "IV" if metastatic else world.chance.choice(STAGES[:-1])

    return world.once("stage", draw)


def _sites(world: World) -> list[str]:
    if _stage(world) != "IV":
        return []
    named = [one for one in world.words.get("site", []) if one not in SITES]
    pool = [*SITES, *named]
    return world.once("sites", lambda: world.chance.sample(pool, world.chance.randint(1, 3)))


def _cns(fields: Any, world: World) -> bool:
    state, days = fields
    sites = _sites(world)
    inside = world.once("cns", lambda: world.chance.choice(["treated stable", "active"]))
    now = "leptomeningeal" if "leptomeninges" in sites else inside if "brain" in sites else "none known"
    # Both may be there at once; then the brain has its state too.
    both = {now, inside} if {"brain", "leptomeninges"} <= set(sites) else {now}
    return state in both and (days is None or world.once("cns since", world.ago) >= days)


def _named(world: World, name: str, at: int, *others: str) -> list[str]:
    return [*dict.fromkeys(fields[at] for fields in world.words.get(name, [])), *others]


# --- drugs


def _drugs_of(entry: Term) -> frozenset[str]:
    """The drugs that an entry means; a word of no code table stands for itself."""
    kind, name, excluding = entry
    found = _of(kind, name)
    for one in excluding:
        found -= _of("drugs", one) | _of("classes", one)
    return found


def _of(kind: str, name: str) -> frozenset[str]:
    key = (kind, name)
    if key not in _CACHE:
        table = codes().drugs.drugs
        match kind:
            case "drugs":
                found = {drug.name for drug in table if drug.name.lower() == name}
            case "classes":
                found = {d.name for d in table if name in (d.drug_class.lower(), *(a.lower() for a in d.also))}
            case "roles":
                found = {drug.name for drug in table if drug.role.lower() == name}
            case "payloads":
                found = {drug.name for drug in table if drug.payload.lower() == name}
            case _:
                found = {drug.name for drug in table if name in drug.target.lower().split(" and ")}
        _CACHE[key] = frozenset(found or {f"<{name}>"})
    return _CACHE[key]


_CACHE: dict[tuple[str, str], frozenset[str]] = {}


def _entries(world: World) -> list[Term]:
    found: list[Term] = []
    for name in ("exposed", "takes", "washout"):
        found += [fields[0] for fields in world.words.get(name, [])]
    for fields in world.words.get("lines", []):
        found += fields[1] or [("roles", "anticancer", ())]
    return found


def _courses(world: World) -> list[Course]:
    def draw() -> list[Course]:
        entries = _entries(world)
        left_out = [("drugs", one, ()) for entry in entries for one in entry[2]]
        left_out += [("classes", one, ()) for entry in entries for one in entry[2]]
        pools = [sorted(_drugs_of(entry)) for entry in (*entries, *left_out)]
        count = world.few("drugs", 5)
        drugs = [world.chance.choice(world.chance.choice(pools)) for _ in range(count) if pools]
        settings = world.chance.choice([SETTINGS, ("metastatic",)])
        made: list[Course] = []
        for number, drug in enumerate(drugs):
            ago = world.ago()
            ended = "ongoing" if ago == 0 else world.chance.choice([end for end in ENDS if end != "ongoing"])
            taken = max(1, world.ago())
            made.append(Course(drug, world.chance.choice(settings), taken, ago, ended, number == len(drugs) - 1))
        return made

    return world.once("courses", draw)


def _treated(name: str, fields: Any, world: World) -> bool:
    courses = _courses(world)
    match name:
        case "exposed":
            entry, settings, ended, days, latest = fields
            return any(
                course.drug in _drugs_of(entry)
                and (not settings or course.setting in settings)
                and (not ended or course.ended in ended)
                and (days is None or course.taken >= days)
                and (not latest or course.latest)
                for course in courses
            )
        case "takes":
            return any(course.ago == 0 and course.drug in _drugs_of(fields[0]) for course in courses)
        case "washout":
            entry, days, half_lives, whichever = fields
            mine = [course for course in courses if course.drug in _drugs_of(entry)]
            return all(_washed_out(course, days, half_lives, whichever, world) for course in mine)
        case _:
            at_least, entries, settings, ended = fields
            drugs = frozenset[str]().union(*(_drugs_of(entry) for entry in entries)) if entries else None
            counted = [
                course
                for course in courses
                if (drugs is None or course.drug in drugs)
                and course.setting in settings
                and (not ended or course.ended in ended)
            ]
            return len(counted) >= at_least


def _washed_out(course: Course, days: Any, half_lives: str, whichever: str, world: World) -> bool:
    needed: list[int] = [int(days)] if days is not None else []
    if half_lives:
        life = world.once(("half-life", course.drug), lambda: world.chance.choice([1, 2, 6, 20]))
        needed.append(int(life * Decimal(half_lives)))
    limit = min(needed) if whichever == "shorter" else max(needed)
    return course.ago > 0 and course.ago >= limit


# --- events and illnesses


def _events(world: World) -> list[tuple[str, str, str, int]]:
    def draw() -> list[tuple[str, str, str, int]]:
        named = [(fields[0], fields[1], fields[2]) for fields in world.words.get("had", [])]
        named += [(event, "another kind", "another place") for event, _, _ in named]
        return [(*world.chance.choice(named), world.ago()) for _ in range(world.few("events", 3))]

    return world.once("events", draw)


def _illnesses(world: World) -> list[tuple[str, int, int]]:
    """Illness, days since it ended (0: present), grade."""

    def draw() -> list[tuple[str, int, int]]:
        named: list[str] = []
        for group, _, _, excepted, _ in world.words.get("condition", []):
            named += [group, *excepted, *sorted(world.narrower.get(group, ()))[:6]]
        count = world.few("illnesses", 2)
        return [
            (world.chance.choice(named), world.chance.choice([0, world.ago()]), world.chance.randint(1, 4))
            for _ in range(count)
        ]

    return world.once("illnesses", draw)


def _ill(fields: Any, world: World) -> bool:
    group, status, window, excepted, grade = fields
    for illness, ended, of_grade in _illnesses(world):
        if not _is(illness, group, world) or any(_is(illness, one, world) for one in excepted):
            continue
        if status == "now" and ended > 0:
            continue
        if window is not None and ended > window:
            continue
        if grade is None or of_grade >= grade:
            return True
    return False


def _is(illness: str, group: str, world: World) -> bool:
    return illness == group or illness in world.narrower.get(group, ())


def _other_cancer(fields: Any, world: World) -> bool:
    window, excepted, in_situ = fields

    def draw() -> list[tuple[str, int]]:
        kinds = {"cancer of another organ", "carcinoma in situ of another organ"}
        for _, groups, _ in world.words.get("other cancer", []):
            kinds |= set(groups)
        return [(world.chance.choice(sorted(kinds)), world.ago()) for _ in range(world.few("cancers", 2))]

    for kind, ago in world.once("cancers", draw):
        if kind in excepted or (in_situ and "in situ" in kind):
            continue
        if window is None or ago <= window:
            return True
    return False


def narrower_of(groups: Mapping[str, Iterable[str]], same: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Each illness with all that count as it, however deep."""
    direct = {same(group): {same(one) for one in held} for group, held in groups.items()}

    def below(group: str, seen: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for one in direct.get(group, set()) - seen:
            found |= {one} | below(one, seen | {group, one})
        return found

    return {group: frozenset(below(group, frozenset({group}))) for group in direct}
