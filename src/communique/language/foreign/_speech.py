"""Who says what in an article of another language: sentence by sentence, with how certain it is put."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.language.attribution import Attribution
from communique.language.foreign._lexicon import Words
from communique.language.names import NameMention
from communique.language.people import Person, Roster
from communique.language.quotes import HIDDEN, Quoted, quotation_kind
from communique.language.segment import Sentence
from communique.language.statements import Statement
from communique.records import Certainty, Source

__all__ = ["certainty_of", "is_negated", "kind_of", "spoken"]

_HEDGES: tuple[Certainty, ...] = ("noncommittal", "possible", "probable")  # the weakest first
_KINDS: tuple[Source, ...] = ("anonymous", "reports", "role_only", "institution")
_CLAUSE_START = re.compile(r"[,;:،؛，；：。»”\"“—–]")
_CLAUSE_END = re.compile(
    r"[,;:،؛，；：。«“\"»]|(?<!\bM)(?<!\bMme)(?<!\bSr)(?<!\bSra)\."
    r"|\s(?:что|que|qu['’]|إن|أن|بأن|بأنه|أنه|إنه)(?=\s|$)|qu['’]"
)
_KOREAN_QUOTING = re.compile(r"(?:[다라자냐요것음]|\"|”|¤)고\s")
_KOREAN_TOPIC = re.compile(r"\A[^,]{1,40}?[은는이가]\s")
_CHINESE_ACCORDING = re.compile(r"(?:根据|据)(?P<np>[^，。]{1,30}?)(?:报道|透露|消息|称|说|介绍)?[，,]")
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|el|los|las|un|une|una|des|unos|unas)\s|\bl['’])\Z", re.IGNORECASE)
_DIRECT_SHARE = 0.6  # of a sentence that a quotation takes with its "she said" beside it
_LATEST_VERB = 25  # characters within which a sentence after a quotation says who has spoken


@dataclass(frozen=True, slots=True)
class _Speaker:
    text: str
    span: tuple[int, int] | None
    person: Person | None
    source: Source
    carried: bool = False


def spoken(
    sentences: Sequence[Sentence], marks: Sequence[Quoted], roster: Roster, lexicon: Words
) -> tuple[Statement, ...]:
    """Return a statement for each sentence that somebody is said to say, in order."""
    found: list[Statement] = []
    last: _Speaker | None = None
    for sentence, mark, following in zip(sentences, marks, [*sentences[1:], None], strict=True):
        if last and found and sentences[found[-1].sentences[-1]].paragraph != sentence.paragraph:
            last = None
        speaker, cue = _speaker_of(sentence, mark, roster, lexicon, last)
        if (speaker is None or speaker.carried) and following and _is_quotation(mark):
            speaker = _named_next(sentence, following, roster, lexicon) or speaker
        if speaker is None:
            continue
        if found and cue and _only_names_speaker(sentence, cue) and found[-1].attribution.quotation == "direct":
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, sentence.index))
        else:
            found.append(_statement(sentence, mark, speaker, cue, lexicon))
        last = speaker
    return tuple(found)


def _only_names_speaker(sentence: Sentence, cue: str) -> bool:
    """Whether a sentence holds nothing but who said the one before: "萨尔说。"."""
    return len(sentence.text) <= _LATEST_VERB and not re.search(r"\w", sentence.text.rpartition(cue)[2])


def _is_quotation(mark: Quoted) -> bool:
    return bool(mark.spans) and not re.search(r"\w", mark.masked.replace(HIDDEN, ""))


def _named_next(sentence: Sentence, following: Sentence, roster: Roster, lexicon: Words) -> _Speaker | None:
    """Return who the next sentence says has spoken: "“...。”陈静怡说，..."."""
    verb = lexicon.kinds["say"].search(following.text[:_LATEST_VERB])
    if verb is None or following.paragraph != sentence.paragraph:
        return None
    named = _named_in(following, (0, verb.start()), roster)
    return _Speaker(named[0][0].name, None, named[0][1], "named", carried=True) if named else None


def certainty_of(text: str, lexicon: Words) -> Certainty:
    """Return how certain a sentence is put, by the hedges of its language; of several the weakest."""
    for kind in _HEDGES:
        if lexicon.has(kind, text):
            return kind
    return "asserted"


def is_negated(text: str, lexicon: Words) -> bool:
    """Whether a sentence denies something; what is only not ruled out is not denied."""
    return not lexicon.has("noncommittal", text) and lexicon.has("negation", text)


def kind_of(who: str, lexicon: Words) -> Source | None:
    """Return what kind of source words without a name stand for; ``None`` where no word tells."""
    found = _kind_in(who, lexicon)
    return found[1] if found else None


def _kind_in(words: str, lexicon: Words) -> tuple[re.Match[str], Source] | None:
    """Return the word that tells what kind of source speaks: the first, in Chinese and Korean the last."""
    found = [(m, kind) for kind in _KINDS for m in lexicon.kinds[kind].finditer(words)]
    hidden = [each for each in found if each[1] == "anonymous"]
    if hidden or not found:
        return hidden[0] if hidden else None
    pick = max if lexicon.tongue in {"zh", "ko"} else min
    return pick(found, key=lambda each: each[0].start())


def _statement(sentence: Sentence, mark: Quoted, speaker: _Speaker, cue: str, lexicon: Words) -> Statement:
    covered, length = sum(b - a for a, b in mark.spans), len(sentence.text)
    quotation = "direct" if covered > _DIRECT_SHARE * length else quotation_kind(covered, length)
    whole = (sentence.start, sentence.end)
    attribution = Attribution(
        sentence=sentence.index,
        speaker=speaker.text,
        speaker_span=None if speaker.carried else speaker.span,
        person=speaker.person.name if speaker.person else None,
        cue=cue,
        content=whole,
        source=speaker.source,
        quotation=quotation,
        certain=True,
        carried=speaker.carried,
    )
    said = speaker.span if not speaker.carried and speaker.source != "named" else None
    cut = (said[0] - sentence.start, said[1] - sentence.start) if said else (0, 0)
    text = sentence.text[: cut[0]] + " " + sentence.text[cut[1] :]
    return Statement(
        attribution, (sentence.index,), (whole,), quotation, certainty_of(text, lexicon), is_negated(text, lexicon)
    )


def _speaker_of(
    sentence: Sentence, mark: Quoted, roster: Roster, lexicon: Words, last: _Speaker | None
) -> tuple[_Speaker | None, str]:
    """Return who speaks in a sentence and the words that say so; None where nobody does."""
    masked = mark.masked
    source = _according(masked, lexicon)
    if source:
        speaker = _classify(sentence, source, roster, lexicon, last)
        if speaker:
            return speaker, masked[slice(*source)]
    verbs = list(lexicon.kinds["say"].finditer(masked))
    if not verbs:
        held = last if mark.spans and masked.strip().count(HIDDEN) > _DIRECT_SHARE * len(masked) else None
        return _carried(held), ""
    verb = verbs[-1] if lexicon.tongue == "ko" else verbs[0]
    apposed = _apposed(sentence, masked, verb.start(), roster)
    if apposed:
        return apposed, verb[0]
    for region in _regions(masked, verb.span(), lexicon):
        speaker = _classify(sentence, region, roster, lexicon, last)
        if speaker:
            return speaker, verb[0]
    subjectless = lexicon.tongue in {"ar", "es"} or lexicon.has("carry", masked)
    return (_carried(last) if subjectless else None), verb[0]


def _apposed(sentence: Sentence, masked: str, at: int, roster: Roster) -> _Speaker | None:
    """Return who stands in apposition right before a verb: "le ministre, Ousmane Diatta, a dit"."""
    for mention, person in _named_in(sentence, (0, at), roster):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        if masked[:start].endswith((", ", ",")) and masked[end:at].strip() == ",":
            return _Speaker(mention.name, (mention.start, mention.end), person, "named")
    return None


def _named_in(sentence: Sentence, region: tuple[int, int], roster: Roster) -> list[tuple[NameMention, Person]]:
    """Return who is named in a region, in order; a possessor ("奥蒂诺的发言人") is not meant."""
    start, end = region[0] + sentence.start, region[1] + sentence.start
    found = [
        (mention, person)
        for person in roster.people
        for mention in person.mentions
        if mention.sentence == sentence.index and start <= mention.start < end
    ]
    own = [(m, p) for m, p in found if sentence.text[m.end - sentence.start :][:1] not in {"的", "의"}]
    return sorted(own, key=lambda pair: pair[0].start)


def _carried(speaker: _Speaker | None) -> _Speaker | None:
    return speaker and _Speaker(speaker.text, speaker.span, speaker.person, speaker.source, carried=True)


def _according(masked: str, lexicon: Words) -> tuple[int, int] | None:
    """Return where the words after "according to" stand, up to the end of their clause."""
    if lexicon.tongue == "zh":
        match = _CHINESE_ACCORDING.search(masked)
        return match.span("np") if match else None
    cue = lexicon.kinds["according"].search(masked)
    if cue is None:
        return None
    if lexicon.tongue == "ko":
        return max(0, cue.start() - 30), cue.start()
    end = _CLAUSE_END.search(masked, cue.end())
    own = lexicon.tongue == "ru" or lexicon.has("carry", cue[0])
    return cue.start() if own else cue.end(), end.start() if end else len(masked)


def _regions(masked: str, verb: tuple[int, int], lexicon: Words) -> list[tuple[int, int]]:
    """Return where the subject of a verb of saying may stand, likeliest first."""
    start, end = verb
    if lexicon.tongue == "ko":
        quoting = [m.end() for m in _KOREAN_QUOTING.finditer(masked, 0, start)]
        topic = _KOREAN_TOPIC.match(masked)
        regions = [(quoting[-1], start)] if quoting else []
        return regions + ([topic.span()] if topic else [])
    stops = [m.end() for m in _CLAUSE_START.finditer(masked, 0, start)]
    before = (stops[-1] if stops else 0, start)
    close = _CLAUSE_END.search(masked, end)
    after = (end, close.start() if close else len(masked))
    appositive = (stops[-3], start) if len(stops) > 2 else (0, start)
    if lexicon.tongue == "zh":
        return [before, appositive]
    inverted = not re.search(r"\w", masked[slice(*before)])
    if lexicon.tongue == "ar":
        return [after]
    if masked[after[1] : after[1] + 1] == ",":  # "a précisé sa conseillère, Narine Toumanian."
        wide = _CLAUSE_END.search(masked, after[1] + 1)
        after = (end, wide.start() if wide else len(masked))
    return [after, appositive] if inverted else [before, appositive, after]


def _classify(
    sentence: Sentence, region: tuple[int, int], roster: Roster, lexicon: Words, last: _Speaker | None
) -> _Speaker | None:
    """Return whom the words of a region name as speaker: a person, a kind of source, a pronoun, an office."""
    start, end = region
    words = sentence.text[start:end]
    named = _named_in(sentence, region, roster)
    if named:
        mention, person = named[0]
        return _Speaker(mention.name, (mention.start, mention.end), person, "named")
    if last and lexicon.kinds["carry"].fullmatch(words.strip()):
        return _carried(last)
    body = _kind_in(words, lexicon)
    if body:
        return _body(sentence, start, *body, lexicon)
    office = lexicon.offices.search(words)
    if office:
        holder = _holder(roster, lexicon.role(office), sentence.start + start)
        at = sentence.start + start + office.start()
        span = (at, at + len(office[0]))
        return _Speaker(holder.name if holder else office[0], span, holder, "named" if holder else "role_only")
    if lexicon.has("carry", words):
        return _carried(last) or _latest(roster, sentence.start)
    return None


def _body(sentence: Sentence, start: int, match: re.Match[str], kind: Source, lexicon: Words) -> _Speaker:
    """Return a speaker without a name: the words from its article on, in Chinese and Korean up to its head."""
    words = match.string
    article = _ARTICLE.search(words[: match.start()])
    unspaced = lexicon.tongue == "ko" or (lexicon.tongue == "zh" and kind != "anonymous")
    begin = 0 if unspaced else article.start() if article else match.start()
    text = words[begin : match.end() if unspaced else len(words)]
    begin += len(text) - len(text.lstrip(" ,،"))
    text = text.strip(" ,،")
    at = sentence.start + start + begin
    return _Speaker(text, (at, at + len(text)), None, kind)


def _holder(roster: Roster, role: str, at: int) -> Person | None:
    """Return who was last named with an office: "the minister" may be the foreign minister."""
    fitting = [p for p in roster.people if p.role and role.casefold() in p.role.casefold() and p.mentions[0].start < at]
    return max(fitting, key=lambda p: max(m.start for m in p.mentions if m.start < at), default=None)


def _latest(roster: Roster, at: int) -> _Speaker | None:
    mentions = [(m.start, person) for person in roster.people for m in person.mentions if m.start < at]
    if not mentions:
        return None
    _, person = max(mentions, key=lambda pair: pair[0])
    return _Speaker(person.name, None, person, "named", carried=True)
