"""What the rules read in an article before any model is asked, and what they leave open.

A :class:`Document` is made once an article and handed along; nothing in it changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from communique.article import Article
from communique.errors import ArticleError
from communique.ground import Locator
from communique.language.allegiance import with_allegiance
from communique.language.attribution import Attribution, attributions
from communique.language.byline import Byline, find_byline
from communique.language.countries import countries_in
from communique.language.folding import fold
from communique.language.folding import words as folded_words
from communique.language.foreign import Tongue, read_foreign, states_in, tongue_of, words
from communique.language.languages import is_english
from communique.language.names import find_mentions
from communique.language.offices import is_office
from communique.language.orders import HIDDEN, orders
from communique.language.people import Roster
from communique.language.quotes import Quoted, quoted
from communique.language.segment import Paragraph, Sentence, paragraphs, sentences_of
from communique.language.statements import Statement, statements
from communique.language.travel import Reading, read_visits

__all__ = ["TRAVEL_CUE", "Document", "read_document"]

#: Words without which a sentence tells of no visit.
TRAVEL_CUE = re.compile(
    r"\b(?:visit|trip|travel|tour|journey|arriv|invit|host|receiv|welcom|deleg|summit|fl(?:y|ew|ies|ying)\b|went\b|"
    r"head(?:s|ed|ing) (?:to|for)|met\b|meet|talks in|attend)",
    re.IGNORECASE,
)
#: Marks the text of a ministry or office, which stands behind all of it.
_RELEASE = re.compile(
    r"\b(?:media|press|news) (?:release|statement|note|advisory|communiqu[eé])\b|\bfor immediate release\b|"
    r"^(?:official |joint |public )?(?:statement|readout|communiqu[eé]) (?:by|of|from) the\b",
    re.IGNORECASE,
)
#: A government or body announces in its own name.
_PROCLAIMS = re.compile(
    r"\b(?:pleased|delighted|honou?red|proud|has the honou?r) to (?:announce|inform|confirm)\b", re.IGNORECASE
)
#: A state speaks for itself in no news report: "our country", outside quotations.
_OWN_VOICE = re.compile(r"\b[Oo]ur\b(?! (?:correspondent|reporter|staff|readers|website|newsletter|partner site))")
#: Nor does one call a minister by title alone where nobody but the minister speaks: "Minister Silva to visit Accra".
_TITLED_HEADLINE = re.compile(
    r"(?:(?:Prime|Foreign|Deputy|Defen[cs]e|Trade) )*(?:Minister|Secretary|President|Taoiseach|Commissioner) "
    r"(?:[A-Z][\w’'-]+ ){0,2}(?P<name>[A-Z][\w’'-]+) (?:to|will|visits|travels|attends|arrives|departs|"
    r"concludes|meets)\b"
)
_UNNAMED = re.compile(
    r"\bcondition of anonymity\b|\b(?:not|n['’]t) (?:to )?be (?:named|identified)\b|\banonymous(?:ly)?\b"
)
_PRESS = re.compile(
    r"\b(?:media|television|TV|radio|newspapers?|news agency|broadcaster|daily|magazine|website|press(?! (?:office|"
    r"service|secretary|department|statement))(?!$))\b",
    re.I,
)
_RELEASE_WITHIN = 4  # sentences from the start
_FEWEST_WORDS = 3
_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")


@dataclass(frozen=True)  # without slots, for what is worked out once when it is first asked for
class Document:
    """An article as the rules read it.

    Attributes:
        article: the checked article.
        text: its text with blanks in place of each sentence that gives orders to a machine, which is no news and is not
            read. All offsets are those of the article.
        withheld: where these sentences stand.
        paragraphs: its paragraphs.
        sentences: all sentences in order; ``sentences[i].index == i``.
        english: whether the rules for English apply.
        tongue: the other language whose rules apply, if one does.
        roster: the people named.
        statements: who says what, and where.
        byline: who issues the text as a whole, as for a press release.
        announced: sentences that an official or a body stands behind, so that what they settle is announced.
        quotes: what is quoted in each sentence.
        readings: every mention of a visit.
        locator: finds quotes in the article.
    """

    article: Article
    text: str
    withheld: tuple[tuple[int, int], ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    english: bool
    tongue: Tongue | None
    roster: Roster
    statements: tuple[Statement, ...]
    byline: Byline | None
    announced: frozenset[int]
    quotes: tuple[Quoted, ...]
    readings: tuple[Reading, ...]
    locator: Locator

    @cached_property
    def fence(self) -> str:
        """A mark around the article in a prompt that does not occur in it: its hash, hashed again until that is so."""
        digest, text = self.article.sha256, self.article.text.casefold()
        while digest[:8] in text:
            digest = hashlib.sha256(digest.encode()).hexdigest()
        return digest[:8]

    def passage(self, start: int, end: int) -> str:
        """Return a stretch of the article as a model is sent it: as given, save for what is withheld or invisible."""
        pieces, at = [], start
        for first, last in self.withheld:
            if start <= first and last <= end:
                pieces.append(self.article.text[at:first].rstrip())
                at = last
        return HIDDEN.sub("", "".join((*pieces, self.article.text[at:end])))

    @cached_property
    def travel_open(self) -> frozenset[int]:
        """Sentences that speak of travel or meetings, and of which no rule is sure."""
        read = {reading.sentence for reading in self.readings if not reading.inferred}
        cue = words(self.tongue).kinds["travel"] if self.tongue else TRAVEL_CUE
        return frozenset(s.index for s in self.sentences if s.index not in read and cue.search(s.text))

    @cached_property
    def speech_open(self) -> frozenset[int]:
        """Sentences that quote somebody without a rule being able to tell whom."""
        read = {index for statement in self.statements for index in statement.sentences}
        if self.tongue:
            says = words(self.tongue).kinds["say"]
            return frozenset(s.index for s in self.sentences if s.index not in read and says.search(s.text))
        spoken = {s.index for s in self.sentences if any(map(_is_speech, _QUOTED.findall(s.text)))}
        return frozenset(spoken - read)

    @cached_property
    def names_open(self) -> frozenset[int]:
        """Sentences that name an office, in a language whose names the rules know less well, and nobody known."""
        if self.tongue is None:
            return frozenset()
        named = {mention.sentence for person in self.roster.people for mention in person.mentions}
        office = words(self.tongue).offices
        return frozenset(s.index for s in self.sentences if s.index not in named and office.search(s.text))

    @cached_property
    def known(self) -> tuple[tuple[str, ...], ...]:
        """The forms of the name of each person named."""
        return tuple(person.forms for person in self.roster.people)

    @cached_property
    def states(self) -> frozenset[str]:
        """Codes of the states that the article names, or whose people or capital it names."""
        found = states_in(self.text, self.tongue) if self.tongue else countries_in(self.text)
        return frozenset(mention.code for mention in found)

    @staticmethod
    def is_statement(sentence: Sentence) -> bool:
        """Tell a statement from a heading or a byline: it ends like a sentence, and is no question."""
        ended = sentence.text.rstrip("\"'”’»)").endswith((".", "!", "。", "۔", "।"))
        return ended and len(folded_words(fold(sentence.text))) > _FEWEST_WORDS

    @cached_property
    def people_open(self) -> tuple[str, ...]:
        """Names of people whose office, or whose state, no rule could read."""
        return tuple(
            person.name
            for person in self.roster.people
            if (is_office(person.role) and person.country is None)
            or (not is_office(person.role) and len(person.name.split()) > 1)
        )


def read_document(article: Article) -> Document:
    """Read an article by rules alone.

    Raises:
        ArticleError: it holds nothing but orders to a machine.
    """
    text, parts = article.text, paragraphs(article.text, article.body_start)
    withheld = tuple((s.start, s.end) for s in orders(sentences_of(parts)))
    if withheld:
        text = _blanked(article.text, withheld)
        parts = paragraphs(text, article.body_start)
    if not parts:
        raise ArticleError("the article holds nothing but orders to a machine", hint="pass the article's own text")
    told = sentences_of(parts)
    marks = quoted(told)
    as_read = partial(
        Document,
        article=article,
        text=text,
        withheld=withheld,
        paragraphs=parts,
        sentences=told,
        quotes=marks,
        locator=Locator(text),
    )
    english = is_english(text)
    tongue = None if english else tongue_of(text[article.body_start :])
    if tongue:
        found = read_foreign(told, marks, tongue)
        return as_read(
            english=False,
            tongue=tongue,
            roster=found.roster,
            statements=found.statements,
            byline=None,
            announced=found.announced,
            readings=found.readings,
        )
    if english:
        return _read_english(parts, told, text, as_read)
    nobody = Roster(())
    return as_read(
        english=False, tongue=None, roster=nobody, statements=(), byline=None, announced=frozenset(), readings=()
    )


def _read_english(
    parts: Sequence[Paragraph], told: Sequence[Sentence], text: str, as_read: Callable[..., Document]
) -> Document:
    roster = Roster(find_mentions(told))
    issuer = find_byline(parts)
    roster.people = with_allegiance(roster.people, told, issuer)
    spoken = attributions(parts, roster)
    official = {a.sentence for a in spoken if _is_official(a, told[a.sentence].text)}
    official |= {sentence.index for sentence in told if _PROCLAIMS.search(sentence.text)}
    released = (
        issuer is not None
        or any(_RELEASE.search(s.text) for s in told[:_RELEASE_WITHIN])
        or any(_speaks_for_itself(text[part.start : part.end]) for part in parts)
        or _is_ones_own(told[0].text, spoken)
    )
    announced = frozenset(range(len(told)) if released else official)
    return as_read(
        english=True,
        tongue=None,
        roster=roster,
        statements=statements(spoken, text),
        byline=issuer,
        announced=announced,
        readings=read_visits(parts, roster, announced, issuer.speaker if issuer else None),
    )


def _is_official(attribution: Attribution, sentence: str) -> bool:
    """Tell whether an official or a body stands behind a sentence: no newspaper, and nobody who will not be named."""
    if attribution.source not in {"named", "institution", "role_only"} or _UNNAMED.search(sentence):
        return False
    return attribution.source != "institution" or not _PRESS.search(attribution.speaker)


def _blanked(text: str, withheld: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length without these stretches; a line break at both ends keeps what is left apart."""
    pieces, at = [], 0
    for start, end in withheld:
        pieces += [text[at:start], "\n", " " * (end - start - 2), "\n"]
        at = end
    return "".join((*pieces, text[at:]))


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
