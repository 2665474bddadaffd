"""Who travels where in an article of another language, read by the words of travel and the tables of states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language.countries import TOWNS, Mention
from communique.language.dates import find_dates
from communique.language.foreign._lexicon import Tongue, Words
from communique.language.foreign._people import Title, states_in
from communique.language.names import NameMention
from communique.language.people import Person, Roster
from communique.language.segment import Sentence
from communique.language.travel import Reading
from communique.records import Formality, VisitStatus

__all__ = ["travels"]

_FORMALITIES: tuple[Formality, ...] = ("state", "official", "working", "private")
_DENIED = 10  # characters before a word of travel in which it is denied
_NEAR = 40  # characters around a word of travel in which its tense shows
_ENDED = re.compile(r"[.!?。！？…][\"'”’»]*\Z")
_CLAUSE = re.compile(r"[;.。！]|(?<=[\u3400-\u9fff])，|،")
_COORDINATED = re.compile(
    r"[\s,、·]*(?:(?:и|а также|затем|потом|et|puis|ainsi|que|y|e|luego|و|ثم|和|与|及|以及|과|와|및|이어)[\s,]*)?"
    r"(?:(?:в|во|на|en|au|aux|à|a|le|la|l['’]|el|إلى)\s?)*"
)
_ORIGIN: dict[Tongue, re.Pattern[str]] = {
    "ru": re.compile(r"\bиз\s\Z", re.IGNORECASE),
    "fr": re.compile(r"\b(?:depuis|venant d[eu]s?|de retour d[eu]s?)\s\Z", re.IGNORECASE),
    "es": re.compile(r"\b(?:desde|procedente de)\s\Z", re.IGNORECASE),
    "ar": re.compile(r"(?<!\w)(?:قادما )?من\s\Z"),
    "zh": re.compile(r"(?:从|自)\Z"),
    "ko": re.compile(r"(?!)"),
}
_SHORT = {  # "visiting China" in one word
    "访华": "CN",
    "访美": "US",
    "访俄": "RU",
    "访日": "JP",
    "访韩": "KR",
    "방한": "KR",
    "방중": "CN",
    "방미": "US",
    "방일": "JP",
    "방러": "RU",
}
_TOWARDS = re.compile(r"(?:对|对于|在|赴)\Z")
_SAID_AFTER = {"zh": 15, "ko": 6}  # characters between a date and the verb of saying it belongs to
_RECENT = 2  # sentences in which a traveller need not be named again
_PLACES = {"name", "capital", "city"}


@dataclass(frozen=True, slots=True)
class _Party:
    start: int
    end: int
    names: tuple[str, ...]
    country: str | None
    country_by: str | None = None  # name of the inference, where the state is not stated


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence, also with its names blanked out; offsets are of the sentence."""

    sentence: Sentence
    plain: str
    parties: tuple[_Party, ...]
    places: tuple[Mention, ...]
    announced: bool


def travels(
    sentences: Sequence[Sentence],
    roster: Roster,
    titles: dict[int, tuple[Title, ...]],
    announced: frozenset[int],
    lexicon: Words,
) -> tuple[Reading, ...]:
    """Return every mention of a visit that the words of its sentence settle, in order."""
    found: list[Reading] = []
    for sentence in sentences:
        if not _ENDED.search(sentence.text):
            continue  # a heading says it in short, without those who travel
        scene = _scene(sentence, roster, titles[sentence.index], announced, lexicon)
        found += _invited(scene, lexicon) or list(_travelled(scene, found, lexicon))
        found += _received(scene, found, roster, lexicon)
    return tuple(found)


def _scene(
    sentence: Sentence, roster: Roster, titles: Sequence[Title], announced: frozenset[int], lexicon: Words
) -> _Scene:
    shift, text = sentence.start, sentence.text
    people = [(m, p) for p in roster.people for m in p.mentions if m.sentence == sentence.index]
    parties = [_Party(m.start - shift, m.end - shift, (p.name,), p.country, p.country_by) for m, p in people]
    states = states_in(text, lexicon.tongue)
    inside = [(t.start - shift, t.end - shift) for t in titles]
    inside += [(m.start - shift, m.end - shift) for m, _ in people]
    unnamed = [t for t in titles if t.name is None and not any(_bears(t, m) for m, _ in people)]
    parties += [_unnamed(title, roster, shift, text) for title in unnamed]
    for match in lexicon.kinds["party"].finditer(text):
        beside = next((m for m in states if _touches(m, match.span(), text)), None)
        if beside and not any(a < match.end() and match.start() < b for a, b in inside):
            parties.append(_Party(match.start(), match.end(), (), beside.code))
    places = [
        m
        for m in states
        if m.kind in _PLACES
        and not any(a <= m.start and m.end <= b for a, b in inside)
        and not _ORIGIN[lexicon.tongue].search(text[: m.start])
    ]
    ordered = tuple(sorted(parties, key=lambda party: party.start))
    plain = _without_names(text, [(m.start - shift, m.end - shift) for m, _ in people])
    return _Scene(sentence, plain, ordered, tuple(places), sentence.index in announced)


def _bears(title: Title, mention: NameMention) -> bool:
    """Whether a name stands in a title or right before it, as in Korean."""
    return title.start - 4 <= mention.end <= title.start + 1 or title.start <= mention.start < title.end


def _without_names(text: str, names: Sequence[tuple[int, int]]) -> str:
    """Return a sentence with its names blanked out, as long as before: a name may look like a verb."""
    for start, end in names:
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _unnamed(title: Title, roster: Roster, shift: int, text: str) -> _Party:
    """Return the party an office without a name stands for: whoever is known to hold it, else its state's."""
    holders = [p for p in roster.people if p.mentions[0].start < title.start and _holds(p, title)]
    span = title.start - shift, title.end - shift
    if holders and not re.search(r"\b(?:un|une|una|uno)\s\Z", text[: span[0]], re.IGNORECASE):
        return _Party(*span, (holders[-1].name,), holders[-1].country, holders[-1].country_by)
    return _Party(*span, (), title.country)


def _holds(person: Person, title: Title) -> bool:
    """Whether an office without a name may be this person's: "the minister" is one named before without a state."""
    role, own = title.role.casefold(), (person.role or "").casefold()
    if role == "minister" and title.country is None:
        return own.endswith(role) and not own.startswith(("prime", "deputy"))
    return bool(role) and role == own and title.country in {None, person.country}


def _touches(state: Mention, span: tuple[int, int], text: str) -> bool:
    gap = text[state.end : span[0]] if state.end <= span[0] else text[span[1] : state.start]
    return len(gap) <= 4 and not re.search(r"[,.،，]", gap)


def _travelled(scene: _Scene, known: Sequence[Reading], lexicon: Words) -> Iterator[Reading]:
    """Yield the visits that verbs and nouns of travel tell of: one a destination."""
    text = scene.sentence.text
    cues = list(lexicon.kinds["travel"].finditer(text))
    done: set[tuple[str | None, str]] = set()
    for number, cue in enumerate(cues):
        until = cues[number + 1].start() if number + 1 < len(cues) else len(text)
        since = cues[number - 1].end() if number else 0
        party, inferred = _mover(scene, cue.span(), known, lexicon.tongue)
        if party is None or _is_denied(text, cue.start(), lexicon):
            continue
        goals = _goals(scene, cue, (since, until), party.country, lexicon)
        for code, place in goals:
            if (party.names[0] if party.names else party.country, code) in done:
                continue
            done.add((party.names[0] if party.names else party.country, code))
            told = _status(scene.plain, cue, lexicon)
            yield _reading(scene, cue.span(), party, (code, place), lexicon, told=told, inferred=inferred)


def _is_denied(text: str, at: int, lexicon: Words) -> bool:
    """Tell whether a word that denies stands right before a word of travel, or before its helping verb."""
    before = text[max(0, at - _DENIED) : at]
    return any(len(before[m.end() :].split()) <= 1 for m in lexicon.kinds["negation"].finditer(before))


def _mover(
    scene: _Scene, cue: tuple[int, int], known: Sequence[Reading], tongue: Tongue
) -> tuple[_Party | None, tuple[str, ...]]:
    """Return who travels: the party nearest before the word of travel, after it where the verb comes first."""
    before = [party for party in scene.parties if party.end <= cue[0]]
    after = [party for party in scene.parties if party.start >= cue[1]]
    if tongue == "ar":
        clause = max([m.end() for m in _CLAUSE.finditer(scene.sentence.text, 0, cue[0])], default=0)
        before = [party for party in before if party.start >= clause]
    chosen = before[-1:] or (after[:1] if tongue in {"ar", "es", "fr", "ru"} else [])
    if chosen:
        return (chosen[0], ()) if chosen[0].names or chosen[0].country else (None, ())
    recent = [r for r in known if r.visitors and 0 < scene.sentence.index - r.sentence <= 2]
    if not recent:
        return None, ()
    return _Party(0, 0, recent[-1].visitors, recent[-1].visitor_country, recent[-1].home_by), ("visitor_inferred",)


def _goals(
    scene: _Scene, cue: re.Match[str], bounds: tuple[int, int], own: str | None, lexicon: Words
) -> list[tuple[str, str | None]]:
    """Return the states travelled to, each with its city where one is named."""
    text, tongue = scene.sentence.text, lexicon.tongue
    short = _SHORT.get(text[cue.start() : cue.start() + 2])
    if short and short != own:
        return [(short, _city(scene, short))]
    before = [m for m in scene.places if bounds[0] <= m.start and m.end <= cue.start()]
    after = [m for m in scene.places if cue.end() <= m.start < bounds[1]]
    towards = [m for m in before if tongue != "zh" or _TOWARDS.search(text[: m.start])]
    near = list(reversed(towards)) if tongue in {"ko", "zh"} and towards else after or list(reversed(towards))
    foreign = [m for m in near if m.code != own]
    if not foreign:
        return []
    run = [foreign[0]]
    for mention in foreign[1:]:
        first, second = sorted((run[-1], mention), key=lambda m: m.start)
        if not _COORDINATED.fullmatch(text[first.end : second.start]):
            break
        run.append(mention)
    codes = dict.fromkeys(m.code for m in sorted(run, key=lambda m: m.start))
    return [(code, _city(scene, code)) for code in codes]


def _city(scene: _Scene, code: str) -> str | None:
    return next((m.text for m in scene.places if m.code == code and m.kind in TOWNS), None)


def _clause(text: str, cue: tuple[int, int], lexicon: Words) -> tuple[int, int]:
    """Return the clause around a word of travel: between commas where they part clauses, else the sentence."""
    if lexicon.tongue != "zh":
        return 0, len(text)
    before = max((m.end() for m in _CLAUSE.finditer(text, 0, cue[0])), default=0)
    after = _CLAUSE.search(text, cue[1])
    return before, after.start() if after else len(text)


def _status(text: str, cue: re.Match[str], lexicon: Words) -> tuple[VisitStatus, bool]:
    """Return the state of a visit as its sentence puts it, and whether it is put as settled."""
    begin, stop = _clause(text, cue.span(), lexicon)
    around = text[max(begin, cue.start() - _NEAR) : min(stop, cue.end() + _NEAR)]
    if lexicon.has("cancel", text):
        return "cancelled", False
    past, future = lexicon.has("past", around), lexicon.has("future", around)
    if lexicon.has("arrived", around) and not future:
        return ("ongoing" if len(list(lexicon.kinds["travel"].finditer(text))) > 1 else "completed"), False
    if lexicon.has("noncommittal", text) or lexicon.has("possible", around):
        return "under_discussion", False
    if lexicon.has("probable", around):
        return "planned", False
    if future and not (past and lexicon.tongue in {"zh", "ko"}):
        return "planned", not lexicon.has("accepted", text)
    return ("completed", False) if past else ("planned", False)


def _reading(
    scene: _Scene,
    cue: tuple[int, int],
    party: _Party,
    goal: tuple[str, str | None],
    lexicon: Words,
    *,
    told: tuple[VisitStatus, bool],
    inferred: tuple[str, ...] = (),
) -> Reading:
    host, place = goal
    sentence = scene.sentence
    begin, stop = _clause(sentence.text, cue, lexicon)
    formality = next((kind for kind in _FORMALITIES if lexicon.has(kind, sentence.text[begin:stop])), "unspecified")
    hosts = [name for p in scene.parties if p.country == host and p.names for name in p.names]
    receives = lexicon.has("receive", sentence.text)
    return Reading(
        sentence=sentence.index,
        start=sentence.start + cue[0],
        end=sentence.start + cue[1],
        visitors=party.names,
        visitor_country=party.country,
        host_country=host,
        host_organisation=None,
        place=place,
        hosts=tuple(name for name in hosts if name not in party.names) if receives else (),
        status=told[0],
        settled=told[1],
        announced=scene.announced,
        when=_when(sentence, cue, lexicon),
        formality=formality,  # type: ignore[arg-type]
        purpose=None,
        inferred=inferred,
        home_by=party.country_by,
    )


def _when(sentence: Sentence, cue: tuple[int, int], lexicon: Words) -> tuple[int, int] | None:
    """Return the date phrase nearest to the word of travel that does not date the statement."""
    text = sentence.text
    begin, stop = _clause(text, cue, lexicon)
    dates = [
        span
        for span in find_dates(text)
        if begin <= span[0] and span[1] <= stop and not _dates_saying(text, span, lexicon)
    ]
    cancelled = lexicon.kinds["cancel"].search(text)
    if cancelled:  # "aplazó en diciembre un viaje": the date is that of the cancelling
        dates = [
            (a, b)
            for a, b in dates
            if not cancelled.end() <= a < cue[0] or lexicon.has("future", text[cancelled.end() : a])
        ]
    if not dates:
        return None
    start, end = min(dates, key=lambda span: min(abs(span[0] - cue[1]), abs(cue[0] - span[1])))
    return sentence.start + start, sentence.start + end


def _dates_saying(text: str, span: tuple[int, int], lexicon: Words) -> bool:
    """Whether a date belongs to a verb of saying: "a annoncé vendredi", "said in Moscow on Thursday"."""
    for verb in lexicon.kinds["say"].finditer(text):
        gap = text[verb.end() : span[0]] if verb.end() <= span[0] else text[span[1] : verb.start()]
        follows = verb.end() <= span[0] and len(gap) <= 45 and lexicon.tongue not in _SAID_AFTER
        precedes = span[1] <= verb.start() and len(gap) <= _SAID_AFTER.get(lexicon.tongue, 2)
        if (follows or precedes) and not re.search(r"[,.;:«»\"“”،，]|\s(?:что|que|أن|إن)\s", gap):
            return True
    return False


def _invited(scene: _Scene, lexicon: Words) -> list[Reading]:
    """Return the visit an invitation would lead to: whoever is invited travels to where the inviter is at home."""
    text = scene.sentence.text
    cue = lexicon.kinds["invite"].search(text)
    if cue is None or lexicon.has("accepted", text):
        return []
    before = [p for p in scene.parties if p.end <= cue.start()]
    after = [p for p in scene.parties if p.start >= cue.end()]
    if lexicon.tongue == "ko":
        inviter, guest = (before[0], before[-1]) if len(before) > 1 else (None, None)
    elif lexicon.tongue == "ar":
        inviter, guest = (after[0], after[1]) if len(after) > 1 else (None, None)
    else:
        inviter, guest = (before[-1] if before else None), (after[0] if after else None)
    if inviter is None or guest is None:
        return []
    goal = next((m for m in scene.places if m.code != guest.country), None)
    host = goal.code if goal else inviter.country
    if host is None or host == guest.country or not (guest.names or guest.country):
        return []
    return [_reading(scene, cue.span(), guest, (host, _city(scene, host)), lexicon, told=("invited", False))]


def _received(scene: _Scene, known: Sequence[Reading], roster: Roster, lexicon: Words) -> list[Reading]:
    """Return what "he was received in Athens by X" adds to a visit already read: the host, and the city."""
    if not lexicon.has("receive", scene.sentence.text):
        return []
    cue = lexicon.kinds["receive"].search(scene.sentence.text)
    assert cue is not None
    told_before = [r for r in known if r.visitors and r.host_country]
    for reading in reversed(told_before):
        if scene.sentence.index - reading.sentence > _RECENT and not _is_named(roster, scene, reading.visitors):
            continue
        hosts = tuple(_names_of(roster, scene, reading.host_country, reading.visitors))
        begin, stop = _clause(scene.sentence.text, cue.span(), lexicon)
        towns = [m for m in scene.places if m.code == reading.host_country and m.kind in TOWNS]
        place = next((m.text for m in towns if begin <= m.start < stop), None)
        ahead = lexicon.has("future", scene.plain[max(0, cue.start() - _NEAR) : cue.end() + _NEAR])
        named = _is_named(roster, scene, reading.visitors)
        told = _status(scene.plain, cue, lexicon) if ahead and named else None
        if (hosts or place) and reading.sentence != scene.sentence.index:
            return [
                replace(
                    reading,
                    sentence=scene.sentence.index,
                    start=scene.sentence.start + cue.start(),
                    end=scene.sentence.start + cue.end(),
                    place=place,
                    hosts=hosts,
                    status=told[0] if told else None,
                    settled=bool(told and told[1]),
                    announced=scene.announced,
                    when=_when(scene.sentence, cue.span(), lexicon) if told else None,
                    formality="unspecified",
                    purpose=None,
                    inferred=() if told else ("visitor_inferred",),
                )
            ]
    return []


def _is_named(roster: Roster, scene: _Scene, visitors: Sequence[str]) -> bool:
    return any(person.name in visitors for person in _present(roster, scene))


def _names_of(roster: Roster, scene: _Scene, country: str | None, visitors: Sequence[str]) -> Iterator[str]:
    for person in _present(roster, scene):
        if person.country == country and person.name not in visitors:
            yield person.name


def _present(roster: Roster, scene: _Scene) -> Iterator[Person]:
    for person in roster.people:
        if any(m.sentence == scene.sentence.index for m in person.mentions):
            yield person
