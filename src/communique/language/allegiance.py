"""Whom an official acts for where no words at the name say it: an inference from the rest of the article.

In order: the title has a possessor ("her spokesman"); a colleague of a stated state is named in the same breath; the
office or its body belongs to one state ("BJP lawmaker"); else the states of the article are weighed against each
other. News names its own state's officials bare, so the state an article is mostly about, or is datelined in, weighs
most; whoever is met, called on or received acts for another state than the one who meets him; and no state has two
holders of one highest office. Where no state stands out there is none: a wrong one is worse.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from communique.language.byline import Byline
from communique.language.countries import (
    TOWNS,
    bodies_in,
    countries_in,
    has_office,
    organisations_in,
)
from communique.language.cues import cued
from communique.language.introductions import introduced
from communique.language.names import NameMention
from communique.language.offices import is_office, state_of_office
from communique.language.people import Person
from communique.language.prominence import (
    Named,
    highest_office,
    offices_told,
    paired,
    prominence,
    shared_nationality,
    spoken_of,
)
from communique.language.relations import COUNTERPART, OWNED, Relations
from communique.language.segment import Sentence

__all__ = ["with_allegiance"]

# Bodies that a title names by half: "Commission President", the European one being named elsewhere in the article.
_HALF_A_BODY = cued(
    r"\b(?:Commission|Council|[Aa]lliance|Union|Bank|Fund|Agency|Organi[sz]ation)(?=['’]s |"
    r"\s+(?:(?:[Vv]ice|[Dd]eputy|[Ff]oreign(?: policy)?|[Tt]rade|[Cc]hief|[Ss]enior|[Ee]xecutive) )?[\w-]+\s*$)"
)
_OF_UN = cued(
    r"[Hh]igh [Cc]ommissioner for (?:[Hh]uman [Rr]ights|[Rr]efugees)\b|\bSecretary-General(?:['’]s| and his) (?!deput)"
)
_OF_EU = cued(r"\bEuropean commissioner\b|\bhigh representative\b", re.IGNORECASE)
_RECEIVED = cued(r"\b[Vv]isiting\s(?:[\w-]+\s){0,4}$")
_GOES = cued(
    r"\b(?:visit(?:s|ed|ing)?|(?:travel\w*|arriv\w*|fl(?:y|ies|ew|own)|go(?:es|ing|ne)?|went|head(?:s|ed|ing)?|trip|tour|land\w*"
    r"|['’]s (?:first|second|third|next|last|latest)(?: \w+)?)"
    r" (?:on \w+ )?(?:to|in|for|at|of)|(?:was|were|is|are|be) in)\b",
    re.IGNORECASE,
)
_SPOKESPERSON = re.compile(r"^(?:\w+ ){0,2}spokes(?:man|woman|person)$", re.IGNORECASE)
_OPENING = re.compile(r"[\"“]?(?:(?:As|In|With|For|Like)\b[^,]*, )?")
_ACTS = re.compile(r"\s(?!and\b|or\b|must\b|should\b|to\b)[a-z]+")
_OF_THE_STATE = cued(r"\b(?:country|kingdom|nation|republic)['’]s\b(?:\s[\w-]+){0,3}$")
_AGAINST = re.compile(r"\bagainst (?:the )?$")
_EARLIER = cued(r"\b(?:former|late|previous|then)[ -]?$", re.IGNORECASE)  # others may have held the office then
_YEAR = cued(r"\b(?:[Ii]n|[Uu]ntil|[Ss]ince) (?:19|20)\d\d\b")
_HIS_VISIT = cued(r"\b(?:[Hh]is|[Hh]er)(?: \w+)? (?:visit|trip|tour|stay)s? (?:to|in|of) $")
_VISIT_OF = cued(r"\b(?:arrival|journey|tour|trip|visit)s?\s(?:to (?:[A-Z][\w-]+ ){1,2})?(?:by|of)(?: the)?$")
_COMMON_OFFICES = frozenset({"GB", "IN"})  # others have foreign secretaries and ministers of external affairs too
_OF_A_BODY = re.compile(
    r"^(?:[Tt]he )?(?:agency|alliance|bank|bloc|body|council|court|fund|group|mission|organi[sz]ation|tribunal"
    r"|union)['’]s "
)
_THEIR = re.compile(r"\b[Tt]heir(?: \w+)?$")
_OWN_ACTS = re.compile(  # "Peru stands ready," the president said: who speaks so speaks for it
    r"(?:(?P<quoted>[\"“])|)(?P<state>[A-Z][\w-]+(?: [A-Z][\w-]+)*)(?:['’]s)?\s"
    r"(?(quoted)(?:stands?|will|supports?|welcomes?|rejects?|condemns?|calls?|hopes?|wants?|has always|position"
    r"|government)|(?:stands ready|has (?:been able|agreed|decided|offered|helped|provided)"
    r"|is (?:ready|willing|committed)))\b"
)
_SENDS = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,3}(?:envoy|representative|ambassador|coordinator|negotiator) (?:for|to|on) "
)
_SENT = re.compile(r"\b(?:envoy|ambassador|representative|consul|coordinator)\b", re.IGNORECASE)  # elsewhere
_AND = re.compile(r",? and (?:the )?")
_LED = re.compile(r"\b(?:led|headed) by(?: the)?\s*$", re.IGNORECASE)
_LEADS = re.compile(r"(?:,[^,.;]{0,60},)?\s(?:\w+ ){0,2}?(?:lead|head)(?:s|ed|ing)? (?:the |a )")
_PARTY = r"(?:delegation|group|mission|party|side|team)"
_PARTY_AFTER = re.compile(rf"(?:\s+[a-z-]+){{0,2}}\s+{_PARTY}\b")
_PARTY_BEFORE = cued(rf"\b{_PARTY}\s+(?:from|of)\s+(?:the\s+)?$")
_PEOPLE_OF = re.compile(
    rf"\s+(?:[a-z-]+\s+){{0,2}}(?:{_PARTY}|minister|president|premier|leader|envoy|diplomat|official|ambassador|secretary|\w+man)"
)
_SETTLED, _UNSETTLED = 9.0, -9.0  # what hangs on somebody else's state waits for it
_FLOOR, _MARGIN = 0.32, 0.1  # what a state must weigh, and by how much it must outweigh the next
_REACH = 25  # characters between a verb of going and where to
_IN = ("In ", "From ")  # a sentence that opens "In Lima, President ..." is about Peru's


def with_allegiance(
    people: Sequence[Person], sentences: Sequence[Sentence], issuer: Byline | None = None
) -> list[Person]:
    """Return the people, those in office with the state or the international body they act for as far as it shows.

    ``country_by`` names the inference where the state is not stated.

    Args:
        people: the article's people.
        sentences: its sentences.
        issuer: who issues it, as of a release; his office may stand on a line of its own.
    """
    if issuer and issuer.office:
        people = [replace(p, role=p.role or issuer.office) if p.name == issuer.speaker else p for p in people]
    told = introduced(people, sentences)
    if all(person.country or not person.official for person in told):
        return told
    return _Weighing(told, sentences, issuer).decided()


class _Weighing(Relations):
    """The people of one article while their states are being told."""

    def __init__(self, people: Sequence[Person], sentences: Sequence[Sentence], issuer: Byline | None) -> None:
        super().__init__(people, sentences, issuer)
        self._open: list[int] = []  # whose state is yet to be told
        self._bodies = {m.text: None for sentence in sentences for m in organisations_in(sentence.text)}
        self._weight = prominence(sentences, self._named)
        self._told = offices_told(sentences, self._named)

    def decided(self) -> list[Person]:
        """Return the people with their states: the clearest first, so that the others may lean on them."""
        for i, person in enumerate(self._people):
            body = person.organisation or (self._half_named(person) if is_office(person.role) else None)
            self._people[i] = replace(person, organisation=body)
            if person.official and not person.country and not body:
                self._open.append(i)
        while self._open:
            inferred = [(i, *self._inferred(self._people[i])) for i in self._open]
            i, person, _ = max(inferred, key=lambda each: each[2])
            self._people[i] = person
            self._open.remove(i)
        return self._people

    def _inferred(self, person: Person) -> tuple[Person, float]:
        """Return a person with a state, and how clearly it stands out from the next one."""
        first = next((m for m in person.mentions if m.role), person.mentions[0])
        left = self._left(first)
        if _OF_A_BODY.match(first.role or "") or (_THEIR.search(left) and not self._acts_here(first)):
            return person, _SETTLED  # "the mission's head", "the rebels, through their spokesman"
        leaning = self._leaning(person)
        if leaning:
            return leaning
        namesakes = shared_nationality(left) or shared_nationality(first.role or "")
        if namesakes:
            named = [code for code in namesakes if self._weight[code]]
            code = named[0] if len(named) == 1 else None
            return replace(person, country=code, country_by="country_from_context" if code else None), _SETTLED
        return self._by_office(person)

    def _leaning(self, person: Person) -> tuple[Person, float] | None:
        """Return a person with the state of whose officer or colleague he is, and whether that one's is told yet."""
        for mention in (m for m in person.mentions if m.role):
            at = self._possessor(mention)
            at = self._colleague(mention) if at is None else at
            if at is not None:
                owner = self._people[at]
                if owner.organisation and highest_office(person.role):  # no body has a foreign minister
                    continue
                by = "country_from_colleague" if owner.country else None
                told = replace(person, country=owner.country, organisation=owner.organisation, country_by=by)
                return told, _UNSETTLED if at in self._open else _SETTLED
        return None

    def _by_office(self, person: Person) -> tuple[Person, float]:
        """Return a person with the state that alone has such an office, or else the one that outweighs the others."""
        roles = {m.role for m in person.mentions if m.role} | {person.role or ""}
        of_office = next((code for role in roles if (code := _state_of_office(role))), None)
        common = of_office in _COMMON_OFFICES and any(self._weight.values())
        if of_office and not self._weight[of_office] and not common:
            return replace(person, country=of_office, country_by="country_from_office"), _SETTLED
        code, margin = self._weighed(person, of_office)
        by = "country_from_office" if code == of_office else "country_from_context"
        return (replace(person, country=code, country_by=by) if code else person), margin

    def _half_named(self, person: Person) -> str | None:
        """Return the international body of which a title names half, where the article names it whole."""
        for mention in (m for m in person.mentions if m.role):
            title = self._left(mention)[-60:] + " " + (mention.role or "")
            if _OF_EU.search(title):
                return "EU"
            if _OF_UN.search(title):
                return "UN"
            half = _HALF_A_BODY.search(title)
            whole = (name for name in self._bodies if half and name.casefold().endswith(half.group().casefold()))
            if found := next(whole, None):
                return found
        return None

    def _weighed(self, person: Person, of_office: str | None) -> tuple[str | None, float]:
        """Return the state that outweighs the others for somebody, if one does clearly, and by how much."""
        mention = next((m for m in person.mentions if m.role), person.mentions[0])
        scores = defaultdict(float, self._weight)
        if of_office:
            scores[of_office] += 2
        if of_office in _COMMON_OFFICES and not self._weight[of_office]:
            scores[of_office] -= 2
        for code, points in self._beside(mention):
            scores[code] += points
        if _OF_THE_STATE.match(person.role or "") or _OF_THE_STATE.search(self._left(mention)):
            before = [e.code for e in self._named[mention.sentence] if e.end < mention.start]
            likeliest = max(self._weight, key=self._weight.__getitem__, default="")
            scores[before[-1] if before else likeliest] += 1.5 if before else 0.8
        past = _YEAR.search(self._sentences[mention.sentence].text) or _EARLIER.search(self._left(mention))
        for code in self._taken(person) if not past else ():
            scores[code] -= 2
        for mentioned in countries_in(person.role or "") if _SENT.search(person.role or "") else ():
            scores[mentioned.code] -= 2
        for code, points in (*self._of_office(person, scores), *self._of_issuer(person, mention)):
            scores[code] += points
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        best, following = [*ranked[:2], ("", 0.0), ("", 0.0)][:2]
        margin = best[1] - max(following[1], 0.0)
        return (best[0] if best[1] >= _FLOOR and margin >= _MARGIN else None), margin

    def _of_office(self, person: Person, states: Iterable[str]) -> Iterator[tuple[str, float]]:
        """Yield what the highest office that somebody holds says for and against each state."""
        office = highest_office(person.role) or ""
        yield from [(code, -1.0) for code in states if not has_office(code, office)]
        yield from ((code, 0.7) for code in self._told.get(office, ()))  # "the first visit by a Peruvian president"

    def _of_issuer(self, person: Person, mention: NameMention) -> Iterator[tuple[str, float]]:
        """Yield what a release says of the state of whoever issues it, and of those named with him."""
        if self._issuer and self._issuer.speaker in person.forms:
            for each in self._named[0]:  # the heading of a release names the other side
                opens = self._sentences[0].text[: each.start - self._sentences[0].start]
                yield each.code, 2 if opens.endswith(("behalf of ", "behalf of the ")) else -0.8
            acting = (named[0].code for s, named in zip(self._sentences, self._named, strict=True) if _acts(s, named))
            yield from ((code, 0.8) for code in set(acting))
        elif self._issuer and not self._is_met(mention):
            states = {p.country for p in self._people if p.name == self._issuer.speaker and p.country}
            yield from ((code, 0.6) for code in states)

    def _beside(self, mention: NameMention) -> Iterator[tuple[str, float]]:
        """Yield what the words around a name say for and against each state."""
        sentence, left = self._sentences[mention.sentence], self._left(mention)
        named = self._named[mention.sentence]
        before = [each for each in named if each.end <= sentence.start + len(left)]
        if self._is_postposed(mention):  # "..., spokesman X said": the words before are what he says
            own = _OWN_ACTS.match(sentence.text)
            said = [e for e in before[:1] if own and own.end("state") == e.end - sentence.start]
            yield from ((each.code, 0.8) for each in said)
            before = []
        after = [each for each in named if each.start >= mention.end]
        if _LED.search(left):
            yield from ((code, 1.5) for code in self._party(mention))
            yield from ((each.code, 0.4) for each in before[-1:])
        leads = _LEADS.match(sentence.text, mention.end - sentence.start)
        yield from ((e.code, 1.5) for e in after[:1] if leads and e.start - sentence.start == leads.end())
        owned = OWNED.search(left)
        owners = before or (self._named[mention.sentence - 1] if mention.sentence else [])
        if owned and owners:
            yield owners[-1 if owned[1] == "whose" else 0].code, 1.5
        for other in (*self._others(after, sentence), *self._beside_another(mention, after)):
            yield other, -1.5
        if self._is_met(mention):
            yield from self._met(mention, before, after)
        else:
            yield from self._said_with(mention, before)
            yield from self._meets(mention)
        yield from self._going(mention, before, after)
        between = sentence.text[mention.end - sentence.start : after[0].start - sentence.start] if after else ""
        against = _AGAINST.search(between)
        yield from ((each.code, -0.6 if against else 0.4 if each.kind == "metonym" else 0.1) for each in after[:1])
        yield from ((each.code, spoken_of(sentence, each, mention.end)) for each in after[:2])
        yield from ((body.code, 0.6) for body in bodies_in(sentence.text))

    def _going(
        self, mention: NameMention, before: Sequence[Named], after: Sequence[Named]
    ) -> Iterator[tuple[str, float]]:
        """Yield what somebody's journeys and envoys say: where he goes, or sends them, is not his own state."""
        sentence = self._sentences[mention.sentence]
        yield from (
            (each.code, -1.2) for each in before if _HIS_VISIT.search(sentence.text, 0, each.start - sentence.start)
        )
        visit = _VISIT_OF.search(self._left(mention))
        if visit and after and after[0].start - mention.end <= len("'s to the "):
            yield after[0].code, -1.2
        if visit and before and before[-1].start - sentence.start >= visit.start():  # "a visit to Lima by ..."
            yield before[-1].code, -1.2
        if before and sentence.text.startswith(", where ", before[-1].end - sentence.start):  # "where he will see ..."
            yield before[-1].code, 1.0
        sends = _SENDS.match(sentence.text, mention.end - sentence.start)
        if sends and after and after[0].start - sentence.start - sends.end() < _REACH:
            yield after[0].code, -2
        goes = _GOES.search(sentence.text, mention.end - sentence.start)
        if goes and after and after[0].start - sentence.start in range(goes.end(), goes.end() + _REACH):
            came = "from" in sentence.text[goes.end() : after[0].start - sentence.start]
            yield after[0].code, 0.4 if came else -1.2
            yield from ((code, 0.6) for code in paired(self._sentences, self._named, after[0].code) if not came)

    def _meets(self, mention: NameMention) -> Iterator[tuple[str, float]]:
        """Yield the states of those whom somebody meets later in the sentence: they are not his own."""
        for other, i in self._mentions[mention.sentence]:
            code = self._people[i].country
            if other.start > mention.end and code and self._is_met(other):
                yield code, -1.5
                if _RECEIVED.search(
                    self._sentences[other.sentence].text[: other.start - self._sentences[other.sentence].start]
                ):  # "met visiting President X in Lima"
                    yield from (
                        (each.code, 1.0)
                        for each in self._named[other.sentence]
                        if each.start > other.end and each.kind in TOWNS
                    )

    def _said_with(self, mention: NameMention, before: Sequence[Named]) -> Iterator[tuple[str, float]]:
        """Yield what stands before somebody: the state named last, who acts, what the sentence before is about."""
        if before:
            opens = before[0].kind in TOWNS and self._sentences[mention.sentence].text.startswith(_IN)
            yield before[-1].code, 0.9 if opens and len(before) == 1 else 0.4
        paragraph = self._sentences[mention.sentence].paragraph
        earlier = [i for i in (mention.sentence - 1, mention.sentence - 2) if i >= 0]
        earlier = [i for i in earlier if self._sentences[i].paragraph == paragraph]
        acting = self._acting(mention)[-1:]
        here = bool(acting) and any(i == acting[-1] for _, i in self._before(mention))
        here = here and not self._is_postposed(mention)
        if here or any(m.sentence in earlier for i in acting for m in self._people[i].mentions):
            yield from ((code, 0.5 if here else 0.2) for i in acting if (code := self._people[i].country))
        about = next((named for i in earlier if (named := self._named[i])), None)
        if about and not before:
            yield about[0].code, 0.6 if _SPOKESPERSON.search(mention.role or "") else 0.15

    def _met(
        self, mention: NameMention, before: Sequence[Named], after: Sequence[Named]
    ) -> Iterator[tuple[str, float]]:
        """Yield what a meeting says of the one who is met: of another state than who meets him, and of where it is."""
        sentence = self._sentences[mention.sentence]
        acting = self._acting(mention)
        named = [each for each in before if _PEOPLE_OF.match(sentence.text, each.end - sentence.start)]
        if named and not any(m.sentence == mention.sentence for i in acting for m in self._people[i].mentions):
            yield from ((each.code, -1.5) for each in named)
        else:
            yield from ((code, -1.5) for i in set(acting) if (code := self._people[i].country))
        here = {i for _, i in self._before(mention)}
        yield from ((code, 0.6) for i in here - set(acting) if (code := self._people[i].country))
        places = [e for e in (*before[::-1], *after) if e not in named and (e.kind in TOWNS or e.kind == "name")]
        if not places and mention.sentence and self._sentences[mention.sentence - 1].paragraph == sentence.paragraph:
            places = [each for each in self._named[mention.sentence - 1] if each.kind != "demonym"]
        elif not places and mention.sentence:  # who is met in a paragraph of its own, where the one before is about
            yield from ((each.code, 0.4) for each in self._named[mention.sentence - 1][:1])
        yield from ((each.code, 0.8) for each in places[:1])

    def _party(self, mention: NameMention) -> Iterator[str]:
        """Yield the state of the delegation that somebody leads, in this sentence or the one before."""
        for index in (mention.sentence, mention.sentence - 1):
            for each in self._named[index] if index >= 0 else ():
                sentence = self._sentences[index]
                start, end = each.start - sentence.start, each.end - sentence.start
                if _PARTY_AFTER.match(sentence.text, end) or _PARTY_BEFORE.search(sentence.text, 0, start):
                    yield each.code
                    return

    def _beside_another(self, mention: NameMention, after: Sequence[Named]) -> Iterator[str]:
        """Yield the state of an official named right after: "Minister Fu and Brunei's minister" are of two states."""
        for each in after[:1]:
            text = self._sentences[mention.sentence].text
            start = self._sentences[mention.sentence].start
            titled = [m for m, _ in self._mentions[mention.sentence] if m.start > each.start and m.country == each.code]
            if titled and _AND.fullmatch(text, mention.end - start, each.start - start):
                yield each.code

    @staticmethod
    def _others(after: Sequence[Named], sentence: Sentence) -> Iterator[str]:
        """Yield the states of counterparts named after somebody: they are not his own."""
        for each in after:
            if COUNTERPART.match(sentence.text[each.end - sentence.start :].lstrip()):
                yield each.code

    def _taken(self, person: Person) -> Iterator[str]:
        """Yield the states whose same highest office somebody else holds."""
        office = highest_office(person.role)
        for other in self._people:
            led = office == "president" and (other.role or "").casefold() == "leader"
            if office and other.country and other.name != person.name and (led or highest_office(other.role) == office):
                yield other.country


def _acts(sentence: Sentence, named: Sequence[Named]) -> bool:
    """Tell whether a state is the subject with which a sentence opens: "Peru welcomes the decision"."""
    if not named:
        return False
    before, after = sentence.text[: named[0].start - sentence.start], sentence.text[named[0].end - sentence.start :]
    if named[0].kind == "demonym":
        return before in {"The ", "the "} and after.startswith((" Government", " government"))
    return named[0].kind == "name" and _OPENING.fullmatch(before) is not None and _ACTS.match(after) is not None


def _state_of_office(role: str) -> str | None:
    """Return the state an office belongs to by its English name or its body, or None."""
    return state_of_office(role) or next((body.code for body in bodies_in(role)), None)
