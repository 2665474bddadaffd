"""What the rules read in an article before any model is asked, and what they leave open.

A :class:`Document` is made once an article and handed along; nothing in it changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.article import Article
from communique.ground import Locator
from communique.language.allegiance import with_allegiance
from communique.language.attribution import Attribution, attributions
from communique.language.byline import Byline, find_byline
from communique.language.names import find_mentions
from communique.language.offices import is_office
from communique.language.people import Roster
from communique.language.quotes import Quoted, quoted
from communique.language.segment import Paragraph, Sentence, paragraphs
from communique.language.travel import Reading, read_visits

__all__ = ["TRAVEL_CUE", "Document", "read_document"]

_FUNCTION_WORDS = frozenset(
    "the of and to in a that is was for on with said by he his has as at from it be are".split()
)
#: Words without which a sentence tells of no visit.
TRAVEL_CUE = re.compile(
    r"\b(?:visit|trip|travel|tour|journey|arriv|invit|host|receiv|welcom|deleg|summit|fl(?:y|ew|ies|ying)\b|went\b|"
    r"head(?:s|ed|ing) (?:to|for)|met\b|meet|talks in|attend)",
    re.IGNORECASE,
)
#: Marks the text of a ministry or office, which stands behind all of it.
_RELEASE = re.compile(r"\b(?:media|press|news) (?:release|statement)\b|\bfor immediate release\b", re.IGNORECASE)
#: A state speaks for itself in no news report: "our country", outside quotations.
_OWN_VOICE = re.compile(r"\b[Oo]ur\b(?! (?:correspondent|reporter|staff|readers|website|newsletter|partner site))")
#: Nor does one call a minister by title alone where nobody but the minister speaks: "Minister Silva to visit Accra".
_TITLED_HEADLINE = re.compile(
    r"(?:(?:Prime|Foreign|Deputy|Defen[cs]e|Trade) )*(?:Minister|Secretary|President|Taoiseach|Commissioner) "
    r"(?:[A-Z][\w’'-]+ ){0,2}(?P<name>[A-Z][\w’'-]+) (?:to|will|visits|travels|attends|arrives|departs|"
    r"concludes|meets)\b"
)
_RELEASE_WITHIN = 4  # sentences from the start
_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the rules read it.

    Attributes:
        article: the checked article.
        paragraphs: its paragraphs.
        sentences: all sentences in order; ``sentences[i].index == i``.
        english: whether the rules, which know English, apply.
        roster: the people named.
        attributions: who speaks where.
        byline: who issues the text as a whole, as for a press release.
        announced: sentences that an official or a body stands behind, so that what they settle is announced.
        quotes: what is quoted in each sentence.
        readings: every mention of a visit.
        locator: finds quotes in the article.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    english: bool
    roster: Roster
    attributions: tuple[Attribution, ...]
    byline: Byline | None
    announced: frozenset[int]
    quotes: tuple[Quoted, ...]
    readings: tuple[Reading, ...]
    locator: Locator

    @property
    def fence(self) -> str:
        """A mark around the article in a prompt: it depends on the whole text, so no text can hold it on purpose."""
        return self.article.sha256[:8]

    @property
    def travel_open(self) -> frozenset[int]:
        """Sentences that speak of travel or meetings, and of which no rule is sure."""
        read = {reading.sentence for reading in self.readings if not reading.inferred}
        return frozenset(s.index for s in self.sentences if s.index not in read and TRAVEL_CUE.search(s.text))

    @property
    def speech_open(self) -> frozenset[int]:
        """Sentences that quote somebody without a rule being able to tell whom."""
        read = {a.sentence for a in self.attributions}
        spoken = {s.index for s in self.sentences if any(map(_is_speech, _QUOTED.findall(s.text)))}
        return frozenset(spoken - read)

    @property
    def people_open(self) -> tuple[str, ...]:
        """Names of people whose office, or whose state, no rule could read."""
        return tuple(
            person.name
            for person in self.roster.people
            if (is_office(person.role) and person.country is None)
            or (not is_office(person.role) and len(person.name.split()) > 1)
        )


def read_document(article: Article) -> Document:
    """Read an article by rules alone."""
    parts = paragraphs(article.text, article.body_start)
    sentences = tuple(sentence for paragraph in parts for sentence in paragraph.sentences)
    english = _is_english(article.text)
    roster = Roster(find_mentions(sentences) if english else ())
    issuer = find_byline(parts) if english else None
    roster.people = with_allegiance(roster.people, sentences, issuer)
    found = attributions(parts, roster) if english else ()
    official = (a.sentence for a in found if a.source in {"named", "institution", "role_only"})
    released = issuer is not None or any(_RELEASE.search(s.text) for s in sentences[:_RELEASE_WITHIN])
    released = released or any(_speaks_for_itself(article.text[p.start : p.end]) for p in parts)
    released = released or (bool(sentences) and _is_ones_own(sentences[0].text, found))
    announced = frozenset(range(len(sentences)) if english and released else official)
    return Document(
        article=article,
        paragraphs=parts,
        sentences=sentences,
        english=english,
        roster=roster,
        attributions=found,
        byline=issuer,
        announced=announced,
        quotes=quoted(sentences),
        readings=read_visits(parts, roster, announced, issuer.speaker if issuer else None) if english else (),
        locator=Locator(article.text),
    )


def _is_ones_own(headline: str, attributed: Sequence[Attribution]) -> bool:
    """Tell whether a headline calls somebody by title alone and nobody else speaks in the text."""
    titled = _TITLED_HEADLINE.match(headline)
    return titled is not None and all(
        titled["name"] in (a.speaker or "") or "inister" in (a.speaker or "") for a in attributed
    )


def _speaks_for_itself(paragraph: str) -> bool:
    """Tell whether a paragraph that quotes nobody says "our": the text is that of a government or body."""
    return _OWN_VOICE.search(paragraph) is not None and not re.search("[\"“”«»‘]|(?<![A-Za-z])'", paragraph)


def _is_speech(words: str) -> bool:
    """Tell quoted speech from a title or a single term in quotation marks."""
    long = [word for word in words.split() if len(word) > 3]
    return len(words.split()) > 3 and sum(word[0].isupper() for word in long) < 0.6 * len(long)


def _is_english(text: str) -> bool:
    """Tell English by its function words: they make up a quarter to a half of any English news text."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    share = sum(word in _FUNCTION_WORDS for word in words) / max(1, len(words))
    return share > (0.15 if len(words) > 80 else 0.1)  # a short text full of names has few
