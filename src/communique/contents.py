"""Words what somebody says as one sentence that can be read alone: with who did it, names for pronouns, whole marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.document import Document
from communique.language.attribution import Attribution
from communique.language.nounphrases import FINITE, Span
from communique.language.reporting import FORMS, STANDPOINT
from communique.language.segment import Sentence
from communique.language.speakers import is_plural
from communique.language.statements import Statement
from communique.records import Source

__all__ = ["content_of", "sentence_of"]

_OPENING = re.compile(
    r"^(?:However|Meanwhile|But|And|Moreover|Nevertheless|Instead(?! of)|In turn|Still|Yet|Also(?! present)|Then"
    r"|In addition(?! to)|Additionally),?\s+"
)
_ITEM = re.compile(
    r"^(?:\d{1,3}(?:[.)]\s+|\s{2,}|\t)|\([a-z\d]{1,3}\)\s+|(?:--|[-–—•*·▪])\s+)"
)  # the number of a paragraph
_IT = re.compile(
    r"it (?=(?:had|has|would|will|wants?|wanted|could|may|might|stands?|stood|hoped?|hopes"
    r"|did|does|(?:is|was) (?:\w+ly )?\w+ing"
    r"|(?:\w+ly )?(?!appeared|emerged|followed|happened|looked|marked|mattered|proved|remained|seemed|turned)\w+ed)\b)",
    re.IGNORECASE,
)
_HELPED = re.compile(  # "did not rule out"
    r"(?:(?:ha[sd] |have )?continue[sd]? to|went on to|neither"
    r"|(?:did|does|do|has|have|had|would|will|could)(?: not|n['’]t)) "
)
_PRONOUN = re.compile(r"^(?:he|she)\b(?!['’])", re.IGNORECASE)
_PRONOUN_ANY = re.compile(r"it|they|one|some|many|both|others", re.IGNORECASE)
_THEY = re.compile(
    r"they\s(?=(?:had|have|will|would|were|are|did|do|could|can|may|might|must|should)\b)", re.IGNORECASE
)
_ITS = re.compile(r"its\s(?!own\b)", re.IGNORECASE)
_INFINITIVE = re.compile(r"\W*(?:not )?to [a-z]")
_ABOUT = re.compile(r"(?:(?:him|her|them) )?(?:about|against|of|on|over)\s(?!\w+day\b)")
_WITHIN = re.compile(r"\s(?:[–—]|since|that|which|who|whose)\s")
_EXPECTED = re.compile(r"(?!that\b)[^.;,]{2,60}?\sto\s[a-z]+\b")
# '"Our road," Silva said, "is open."': what stands between the halves of one sentence is not said.
_BETWEEN_HALVES = re.compile(r",[\"”']\s[^\"“”]{3,120}?,\s[\"“'](?=[a-z])")
_HELD = re.compile(r"^the (?:belief|conviction|hope|opinion|view) that ")
_GAPPED = re.compile(
    r",\s(?:an?|the)\s(?:[a-z-]+\s)??(?!as\b|at\b|by\b|for\b|from\b|in\b|of\b|on\b|with\b)[a-z-]+\s$"
)  # "a step Silva called routine"
_AND_DOING = re.compile(r"(,? and )([a-z]+ing)\b")  # "urging restraint and calling for talks"
_OPEN_SINGLE = re.compile(r"'\w[^']*\w'\s\w[^']*$")  # "'the world' agrees"
_APART = 20  # characters between a speaker and the verb: "Silva also noted"
_SINGLE = re.compile(
    r"^‘([^’]*(?:’\w[^’]*)*?)(?:(?<=[.?!,])[’']|’(?=[.?!]?$)|$)([.?!]?)$"
)  # one pair around it all, or left open
_LOOSE = re.compile(r",?[\"”'’]*$")


def content_of(document: Document, statement: Statement, speaker: str, source: Source) -> str:
    """Return what a statement says, in one sentence."""
    found, text = statement.attribution, document.text
    sentence = document.sentences[found.sentence]
    first = [span for span in statement.contents if sentence.start <= span[0] < sentence.end]
    words = _joined([_without_aside(found, text, span).strip(" ,;") for span in first], speaker)
    if not text[: first[0][0]].endswith(f"{found.cue} that ") and not _is_clause(found, text[slice(*first[0])]):
        words = _with_speaker(document, found, speaker, first)
    spoken_of = found.speaker_span is not None and _GAPPED.search(text, sentence.start, found.speaker_span[0])
    if spoken_of or (words[:1].islower() and FINITE.match(words)):  # "troops which Lima said would leave"
        words = sentence.text
    it = _IT.match(words) if source == "institution" else None
    words = f"{speaker} {words[it.end() :]}" if it else words  # "Lima said it would stay"
    words = _own_words(found, words, speaker, source)
    at = statement.contents[0][0]
    pronoun = _PRONOUN.match(_bare(words))
    he = _meant(document, pronoun.group(), at, found, speaker if source == "named" else None) if pronoun else None
    return sentence_of(document, words, at, he)


def _own_words(found: Attribution, words: str, speaker: str, source: Source) -> str:
    """Return what unnamed people or a body say with who they are: "officials said they had", "Lima said its road"."""
    last = found.speaker_span is not None and found.content[0] >= found.speaker_span[1]
    if not last or source == "named" or _PRONOUN_ANY.fullmatch(found.speaker):
        return words
    they, its = _THEY.match(words), _ITS.match(words)
    if they and is_plural(speaker):
        return f"{speaker} {words[they.end() :]}"
    if its and source == "institution" and not is_plural(speaker):
        return f"{speaker}'s {words[its.end() :]}"
    return words


def sentence_of(document: Document, words: str, at: int, he: str | None = None) -> str:
    """Return a stretch of an article as one sentence of content: one line, a capital, a full stop, a name for "he"."""
    line = _bare(words)
    pronoun = _PRONOUN.match(line)
    name = (he or _in_play(document, pronoun.group(), at)) if pronoun else None
    line = name + line[pronoun.end() :] if pronoun and name else line
    line = line.replace('"', "") if line.count('"') % 2 else line
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "!", "?", "。")) else ".")


def _bare(words: str) -> str:
    """Return words in one line, without marks around them and what only links them to the text before."""
    words = _BETWEEN_HALVES.sub(" ", words.replace("``", '"').replace("''", '"'))
    line = " ".join(_ITEM.sub("", words).split()).strip(" ,;:\"“”'`").removeprefix("that ").strip()
    line = f"'{line}" if _OPEN_SINGLE.match(words.lstrip()) else line
    line = _HELD.sub("", _SINGLE.sub(r"\1\2", line))
    if line.count("”") > line.count("“"):
        line = re.sub(r"”(?=[.!?]?$)", "", line)
    return _OPENING.sub("", line)


def _without_aside(found: Attribution, text: str, span: Span) -> str:
    """Return a stretch without who says it in its midst: "The road, Silva noted, is open"."""
    start, end = span
    if found.speaker_span is None or not start < found.speaker_span[0] < end or not found.cue:
        return text[start:end]
    first, last = found.speaker_span
    cue = text.find(found.cue, max(start, first - len(found.cue) - _APART), min(end, last + len(found.cue) + _APART))
    opens, closes = min(first, cue), max(last, cue + len(found.cue))
    aside = cue >= 0 and text[:opens].endswith(", ") and text[closes:].startswith(", ")
    if not aside:
        return text[start:end]
    rest = text[closes + 2 : end]
    over = not FINITE.search(rest) and FINITE.search(text[start:opens])  # "..., said her aide, now 81."
    return text[start : opens - 2] if over else f"{text[start : opens - 2]} {rest}"


def _joined(parts: Sequence[str], speaker: str) -> str:
    """Return what one sentence reports in several stretches, the marks at their seams off."""
    later = (_done(part, speaker) for part in parts[1:])
    whole = [*parts[:1], *later]
    return "; ".join([*(_LOOSE.sub("", part) for part in whole[:-1]), *whole[-1:]])


def _done(part: str, speaker: str) -> str:
    """Return what somebody also did or wanted with who he is: "urged restraint" as "Ana Silva urged restraint"."""
    cue, _, rest = part.partition(" ")
    form = FORMS.get(cue)
    if form is None or form.frame not in {"stance", "topic"}:
        return part
    verb = _past(form.lemma) if form.tense == "ing" else cue
    return f"{speaker} {verb} {rest}" if verb else part


def _past(lemma: str) -> str | None:
    return next((word for word, form in FORMS.items() if form.lemma == lemma and form.tense == "past"), None)


def _meant(document: Document, pronoun: str, at: int, found: Attribution, speaker: str | None) -> str | None:
    """Return whom "he" means with which somebody's words begin: himself, unless he was called "she" as he spoke."""
    called = document.text[slice(*found.speaker_span)].casefold() if found.speaker_span else ""
    if speaker and not (_PRONOUN.fullmatch(called) and called != pronoun.casefold()):
        return speaker
    return _in_play(document, pronoun, at)


def _in_play(document: Document, pronoun: str, at: int) -> str | None:
    """Return whom "he" means: who is named before in its sentence, else first in the one before, else last."""
    here = next((s for s in reversed(document.sentences) if s.start <= at), None)
    opening = _opened_by(document, pronoun, here, at) if here else None
    if opening is not None:
        return _in_play(document, pronoun, opening)
    latest = document.roster.resolve(pronoun, at)
    if latest and not (latest.official or latest.introduced):  # it may be no person at all
        return None
    if here is None or latest is None or any(here.start <= m.start < at for m in latest.mentions):
        return latest.name if latest else None
    return _subject(document, document.sentences[here.index - 1] if here.index else here) or latest.name


def _opened_by(document: Document, pronoun: str, here: Sentence, at: int) -> int | None:
    """Return where the sentence before begins if the same "she" opens it: "She met Silva. Lima said she was ill."."""
    before = document.sentences[here.index - 1] if here.index else None
    named = any(here.start <= m.start < at for person in document.roster.people for m in person.mentions)
    same = before is not None and re.match(rf"{pronoun}\b", before.text, re.IGNORECASE)
    return before.start if before and same and not named else None


def _subject(document: Document, sentence: Sentence) -> str | None:
    """Return who is named first in a sentence, not as the owner of something."""
    named = sorted(
        (m.start, m.end, person.name)
        for person in document.roster.people
        if person.official or person.introduced
        for m in person.mentions
        if m.sentence == sentence.index
    )
    return next((name for _, end, name in named if document.text[end : end + 2] not in {"'s", "’s"}), None)


def _is_clause(found: Attribution, words: str) -> bool:
    """Tell whether what is reported stands for itself: not where it is what somebody did, wanted or would not say."""
    form = FORMS.get(found.cue.casefold())
    if form is None:  # "and last month reportedly sank" is no sentence
        return found.source != "reports" or found.speaker_span is not None or words[:1].isupper()
    if words.casefold().startswith(found.cue.casefold()) or _HELPED.match(words):
        return False
    if form.lemma != "say" and _INFINITIVE.match(words):
        return False
    if form.lemma == "expect" and _EXPECTED.match(words):
        return False
    if form.lemma == "put" or (form.lemma != "say" and _ABOUT.match(words)):  # "complained about the road"
        return False
    before = found.speaker_span is not None and found.content[0] < found.speaker_span[0]
    thing = form.frame == "topic" or (form.frame == "clause" and STANDPOINT.match(words))
    main = words if _HELD.match(words) else _WITHIN.split(words, maxsplit=1)[0]
    return not thing or (found.quotation == "direct" and before) or FINITE.search(main) is not None


def _with_speaker(document: Document, found: Attribution, speaker: str, contents: Sequence[Span]) -> str:
    """Return what somebody did, wanted or would not say, with who he is: "Ana Silva thanked the council"."""
    start, end = contents[0][0], contents[-1][1]
    told = found.speaker_span[1] if found.speaker_span else start
    which = found.speaker_span is not None and document.text[: found.speaker_span[0]].endswith(
        ("what ", "which ", "whom ")
    )
    if told > start or which or found.source == "reports":  # what is told of stands before
        return document.sentences[found.sentence].text
    if found.cue.endswith("ing"):
        return _finite(document, found, speaker, start, end)
    cue = document.text.rfind(found.cue, told, start)
    return f"{speaker} {document.text[cue if cue >= 0 else start : end]}"


def _finite(document: Document, found: Attribution, speaker: str, start: int, end: int) -> str:
    """Return what a participle tells as a sentence: "..., urging restraint" as "Ana Silva urged restraint"."""
    past = _past(FORMS[found.cue.casefold()].lemma)
    words = document.text[start:end]
    if past is None or not words.startswith(found.cue):
        return document.sentences[found.sentence].text
    rest = _AND_DOING.sub(lambda match: f"{match[1]}{_past_of(match[2])}", words[len(found.cue) :])
    return f"{speaker} {past}{rest}"


def _past_of(word: str) -> str:
    """Return the past tense of a participle that reports, any other word as it is."""
    form = FORMS.get(word)
    return (_past(form.lemma) if form and form.tense == "ing" else None) or word
