"""Finds what in an article gives orders to a machine that reads it, instead of telling news.

Such text ("ignore all previous instructions", a made-up end of the article, a piece of an answer in JSON) is no news,
so no rule reads it, no record rests on it and no model is sent it; a warning says where it stands. The patterns are a
first line only: an order worded as nobody thought of passes them, and then has to pass the checks that every answer of
a model has to pass (:mod:`communique.ground`, :mod:`communique.language.support`).

Letters are compared as they look: compatibility forms, letters of other scripts and digits that stand for Latin
letters, and whatever is invisible between them make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from communique.language.cues import cued
from communique.language.segment import Sentence

__all__ = ["ADDRESSES", "BOUNDARIES", "HIDDEN", "OVERRIDES", "WORDS", "orders", "speaks_to_reader"]

#: Invisible characters that can spell a text: tag characters, and two or more variation selectors in a row.
HIDDEN = re.compile(r"[\U000e0000-\U000e007f]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")

_REACH = 3  # sentences that an order takes along behind it, or up to the next order

_NOUN = r"(?:instruction|direction|prompt|rule|guideline|directive|message|text|context|task|passage|constraint)s?"
_EARLIER = r"(?:previous|prior|preceding|earlier|above|foregoing|initial|original|system|hidden)"
_MACHINE = (
    r"(?:ais?|llms?|(?:large )?language models?|chat ?bots?|models?|assistants?|summari[sz]ers?|extractors?|parsers?"
    r"|crawlers?|bots?|automated (?:systems?|readers?|tools?))"
)
_TOLD = (
    r"(?:(?:^|[.:;!?\"“'(\[>*#–—-])\s*(?:(?:please|now|then|instead|always|also|just|first|important)[,:]?\s+){0,2}"
    r"|\b(?:please|instead|you (?:now |must |should |will |may |have to |are to |always ){0,2})\s*)"
)

_OVERRIDE = re.compile(
    rf"(?:{_TOLD}|\b(?:and|now|must|should)\s+)(?:ignore|disregard|forget|discard|override|bypass|set aside"
    rf"|(?:do not|don't|stop) (?:follow|obey)(?:ing)?|pay no (?:attention|heed) to)\s+(?:\S+\s+){{0,4}}?"
    rf"(?:{_EARLIER}\s+(?:\S+\s+){{0,2}}?{_NOUN}|{_NOUN}\s+(?:above|before|below|so far|you\b|given to you)"
    rf"|(?:everything|anything|all|what)\s+(?:\S+\s+){{0,2}}?(?:above|before|below|so far)\b|your\s+(?:\S+\s+)?{_NOUN})"
    r"|\b(?:ignor\w+|oubli\w+|ne tene?z? (?:pas|aucun) compte)\b.{0,40}\b(?:instructions?|consignes?"
    r"|directives?)\b.{0,20}"
    r"\b(?:précédente|antérieure|ci-dessus|reçue)"
    r"|\b(?:ignorier|vergiss|vergesst|missacht)\w*\b.{0,30}\b(?:vorherig|bisherig|obig|früher|vorig)\w*\s+"
    r"(?:anweisung|instruktion|vorgabe|regel|befehl)"
    r"|\b(?:ignor|olvid|omit|desconsider|esque[cç])[aei]\w*\b.{0,40}\b(?:instrucciones|instruções|órdenes"
    r"|ordens)\b.{0,20}"
    r"(?:anterior|previa|prévia)"
    r"|\b(?:ignor|dimentic)\w+\b.{0,40}\b(?:istruzioni|direttive)\b.{0,20}precedent"
    r"|\b(?:negeer|vergeet)\b.{0,30}\b(?:vorige|eerdere|voorgaande|bovenstaande)\b.{0,20}\b(?:instructies|aanwijzingen)"
    r"|\b(?:z?ignoruj|zapomnij)\w*.{0,30}(?:poprzedni|wcześniejsz)\w*.{0,20}(?:instrukcj|poleceni)"
    r"|(?:игнориру|забуд|ігнору)\w*.{0,30}(?:предыдущ|прежн|попередн|вышеуказанн)\w*.{0,20}(?:инструкц|указан"
    r"|команд|інструкц)"
    r"|(?:önceki|yukarıdaki)\b.{0,20}(?:talimat|komut)\w*.{0,20}(?:yok say|görmezden gel|unut)"
    r"|(?:忽略|无视|無視|忘记|忘記|忽视).{0,10}(?:指令|指示|说明|說明|提示|规则)|(?:指示|命令|プロンプト).{0,8}(?:無視|忘れ)"
    r"|(?:지시|명령|프롬프트|지침).{0,8}(?:무시|잊)|(?:تجاهل|انس[َى ]).{0,40}(?:التعليمات|الأوامر)"
    r"|(?:निर्देश).{0,30}(?:अनदेखा|भूल)|\b(?:abaikan|lupakan)\b.{0,30}\b(?:instruksi|perintah|petunjuk)"
)
_OUTPUT = (
    r"(?:output|print|respond|reply|answer|return|emit|write|generate|produce|add|append|insert|include|list|put|set"
    r"|fill|say|state|mention|name|repeat|report|record|translate|mark|replace|change|begin)"
)
_ANSWERED = (
    r"(?:headlines?|json|your (?:lists?|answer|output|response|reply|records?|summary)|empty lists?"
    r"|(?:in|into|as|to|of|from) the (?:summary|list|answer|output|officials|visits|claims|records?)"
    r"|(?:an?|the only|as the only|as the) (?:official|visitor)s?(?: named| called|$|\W))"
)
_ADDRESS = re.compile(
    rf"{_TOLD}{_OUTPUT}\b.{{0,120}}?\b{_ANSWERED}"
    rf"|(?:{_TOLD}|\band\s+){_OUTPUT}\s+(?:only|exactly|nothing (?:else|but)|verbatim)\b(?!\s+to\b)"
    r"|\b(?:the|every|each|your) (?:headline|json)s? (?:\w+ )?(?:must|should|shall|has to|is|are|contains?|will)\b"
    r"|\b(?:your (?:answer|response)|(?:your|the) (?:output|summary)) (?:must|should|has to|shall) (?:contain"
    r"|include|mention|name|say|list)"
    r"|\byour (?:answer|output|summary|headline|list) (?:contain|include|mention|name|list)s?\b"
    r"|\b(?:every|each|any|all) (?:official|visitor|visit|claim|speaker|name)s? (?:that )?you\b"
    r"|\byou (?:may|must|should|will|have to) (?:invent|make up|refuse to (?:process|summari[sz]e|answer|read))\b"
    r"|(?:^|[.;!]\s*)(?:do not|don't|never) (?:extract|summari[sz]e|parse|process)\b"
    r"|\bwhen(?:ever)? you (?:fill|write|answer|summari[sz]e|extract|list)\b"
    rf"|\byou are (?:now |no longer |from now on ){{0,2}}(?:an?|the) (?:\w+ )?{_MACHINE}\b"
    rf"|\b(?:if|as) (?:you are )?an? (?:\w+ )?(?:ai|llm|language model|chat ?bot|assistant)\b(?! (?:to|of"
    rf"|secretary|minister))"
    rf"|\b(?:not(?:e|ice)|attention|message|instructions?|memo|reminder|correction|hint|order)s?:? (?:to"
    rf"|for) (?:the |any |all "
    rf"|every |an? )?{_MACHINE}\b"
    rf"|\b{_MACHINE}\b.{{0,40}}\b(?:reading|processing|summari[sz]ing|parsing|scraping)\b.{{0,20}}\b(?:this|the) "
    r"(?:text|article|page|passage|document)"
    rf"|\bthis {_MACHINE}\b|\bhuman readers?\b|\b(?:developer|god|debug|admin|jailbreak|dan) mode\b"
    r"|\bsystem prompts?\b|\bhidden (?:prompt|instruction)s?\b|\bapi keys?\b|\bnew (?:instructions?|task|prompt)s?\s*:"
    r"|\bthe task (?:has changed|is now|changes)\b|^\W*from now on,? you\b|\blet(?:'s| us|’s) play a (?:game|role)\b"
    r"|\byou are now \w+['’]s\b|(?:^|[.:;!]\s*)(?:decode|obey|follow) (?:and|this|these|the following)\b"
    r"|\b(?:correct|expected|right) answer\s*:"
)
_BOUNDARY = re.compile(
    r"<\|[^|<>]{0,40}\|>|\[/?inst\]|<</?sys>>"
    r"|</?(?:article|passage|text|document|system|user|assistant|human|instructions?|prompt|tool\w*|functions?"
    r"|invoke|context"
    r"|data|input|output|answer|response|example|task|officials?|visits?|claims?|records?|headline"
    r"|summary)\b[^<>]{0,200}>"
    r"|<!--|\bsystem (?:message|note|update)s?\b|\[/[\w-]{2,}\]|\[(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{4,}\]"
    r"|^\W*(?:system|assistant|developer|user|human|passage|input|output|prompt|speakers|names"
    r"|s\d{1,2})\s*(?:\[[^\]]*\])?\s*:"
    r"|^\W*(?:worked )?example\W*$|^#{2,}\s*(?:system|instructions?|response|answer|user|assistant|example|task"
    r"|input|output)\b"
    r"|^\W*(?:end|start|beginning) of (?:the |this )?(?:article|passage|text|document|input|prompt|example)\b"
    r"|\b(?:real|actual|true|correct|genuine) (?:article|passage|text|document|task|instructions?|prompt)\b.{0,20}"
    r"\b(?:follow|begin|start|come)s?\b"
    r"|\b(?:text|article|passage|everything|all) (?:above|below|before|after)(?: this)?(?: line)? (?:is"
    r"|was) (?:only |just )?"
    r"(?:an? )?(?:test|example|fake|draft|dummy)\b"
    r"|[{\[]\s*\"\w+\"\s*:|\"\s*:\s*[\[{]|[}\]]\s*\]?\s*,\s*\"\w+\"\s*:|```|\b\w+\(\s*\{"
)
_SHORTEST_CODE = 40  # characters
_ENCODED = re.compile(
    r"(?<![\w/])(?=[A-Za-z0-9+/]{0,60}[a-z])(?=[A-Za-z0-9+/]{0,60}[A-Z])(?=[A-Za-z0-9+/]{0,60}[0-9])[A-Za-z0-9+/]{40,}"
)
_QUOTATION = re.compile(r"[\"“«„][^\"”»“«„]*[\"”»“]")
_TO_READER = cued(
    r"\b(?:you|your|yours|yourself)\b|(?:^|[:;(]|\d\.)\W{0,5}(?:(?:kindly|please|never|always|simply|just"
    r"|do not|don't|and|so)\s+)*"
    r"(?:add|answer|append|avoid|begin|change|click|copy|credit|delete|drop|ensure|erase|fill|follow|forget"
    r"|generate|give|grant"
    r"|imagine|include|insert|leave|list|make|mark|mention|name|obey|omit|open|output|override|pretend|print"
    r"|put|read|remember"
    r"|remove|repeat|replace|report|respond|return|say|see|set|share|skip|start|state|stop|subscribe"
    r"|summari[sz]e|tell|think"
    r"|translate|treat|use|write)\s+(?:the|an?|this|that|these|those|any|all|every|each|it|only|no|nothing|more"
    r"|sure|out|of|up"
    r"|full|what|here|to|\w+ing)\b"
)


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A pattern that is slow, and what is looked for first: a word or a part of one that is in whatever it finds."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    parts: tuple[str, ...]

    def narrowed(self, article: str) -> _Guarded:
        """Return the same for the sentences of an article, which looks for those parts only that stand there at all."""
        return replace(self, parts=tuple(part for part in self.parts if part in article))

    def finds_in(self, seen: str, words: Collection[str]) -> bool:
        cued = not self.words.isdisjoint(words) or any(map(seen.__contains__, self.parts))
        return cued and self.pattern.search(seen) is not None


WORDS = re.compile(r"\w+")
OVERRIDES = _Guarded(
    _OVERRIDE,
    frozenset(),
    tuple(
        "ignor|disregard|forget|discard|override|bypass|set aside|not follow|n't follow|stop follow|not obey|n't obey"
        "|stop obey|pay no |oubli|ne ten|vergiss|vergesst|missacht|olvid|omit|desconsider|esquec|esqueç|dimentic"
        "|negeer|vergeet|zapomnij|игнориру|забуд|ігнору|önceki|yukarıdaki|忽略|忽视|无视|無視|忘|무시|잊|تجاهل|انس|निर्देश"
        "|abaikan|lupakan".split("|")
    ),
)
ADDRESSES = _Guarded(
    _ADDRESS,
    frozenset(
        """your you only exactly nothing verbatim extract summarise summarize parse process ai ais llm llms model models
        chat chatbot chatbots assistant assistants summariser summarisers summarizer summarizers extractor extractors
        parser parsers crawler crawlers bot bots automated reader readers mode prompt prompts instruction instructions
        api task tasks now play decode obey follow""".split()
    ),
    tuple(
        "headline|json|empty list|the summary|the list|the answer|the output|the official|the visit|the claim"
        "|the record|a official|an official|only official|a visitor|an visitor|only visitor|correct answer"
        "|expected answer|right answer|new instruction|new task|new prompt".split("|")
    ),
)
BOUNDARIES = _Guarded(
    _BOUNDARY,
    frozenset(
        """system example article passage text document input prompt task instruction instructions test fake draft
        dummy""".split()
    ),
    tuple("<[{}`#:"),
)
_LOOKALIKES = str.maketrans("аеорсухіјѕԁ" + "οαενικτ" + "013457@$", "aeopcyxijsd" + "oaevikt" + "oieastas")


class _Visible(dict[int, int | None]):
    """What stands for a character where invisible ones do not count, worked out when it is first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in {"Cf", "Mn"} else code
        return self[code]


_VISIBLE = _Visible()


def orders(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that give orders to a machine, with what belongs to them, in order.

    Up to three sentences behind an order belong to it where they stand in its paragraph, where another order follows
    them, or in the line below it where the order is a line of its own such as ``### Response``.

    Args:
        sentences: all sentences of the article, in order.
    """
    article = _as_seen("\n".join(sentence.text for sentence in sentences))
    article += article.translate(_LOOKALIKES)
    boundaries, addresses, overrides = (each.narrowed(article) for each in (BOUNDARIES, ADDRESSES, OVERRIDES))
    found = [s.index for s in sentences if _is_order(s.text, (boundaries, addresses, overrides), overrides)]
    taken: set[int] = set()
    for order, following in zip(found, [*found[1:], len(sentences)], strict=False):
        reach = sentences[order : order + _REACH + 1]
        taken.update(s.index for s in reach if following < order + len(reach) and s.index < following)
        taken.update(s.index for s in reach if s.paragraph == reach[0].paragraph)
        below = sentences[order + 1 : order + 2]
        if below and below[0].start - reach[0].end == 1 and _BOUNDARY.search(reach[0].text.casefold()):
            taken.update(s.index for s in reach if s.paragraph == below[0].paragraph)
    return tuple(sentences[i] for i in sorted(taken))


def speaks_to_reader(sentence: str) -> bool:
    """Tell whether a sentence, outside quotation marks, speaks to whoever reads it: it says "you", or gives an order.

    News does neither, but boilerplate does, and so do orders that :func:`orders` does not know. Official transcripts
    do it too, so that this alone is no reason to withhold a sentence.
    """
    return bool(_TO_READER.search(_QUOTATION.sub(" ", sentence).casefold()))


def _is_order(sentence: str, patterns: Sequence[_Guarded], disguised: _Guarded) -> bool:
    """Tell whether a sentence speaks to a machine that reads it, or does so in letters that look alike."""
    if len(max(sentence.split(), key=len, default="")) >= _SHORTEST_CODE and _ENCODED.search(sentence):
        return True
    seen = _as_seen(sentence)
    words = WORDS.findall(seen)
    if any(pattern.finds_in(seen, words) for pattern in patterns):
        return True
    alike = seen.translate(_LOOKALIKES)
    return alike != seen and disguised.finds_in(alike, ())


def _as_seen(text: str) -> str:
    """Return a text in small letters, with wide and mathematical letters plain and without what is invisible."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", text).translate(_VISIBLE).casefold()
