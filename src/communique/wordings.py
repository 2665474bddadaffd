"""English wordings of articles in other languages: what a model is sent to translate, and whether its answer holds.

Small models keep what they can copy and misspell or invent what they have to transliterate, so names go in with their
Latin form in their place, and an answer counts only where its people, names, states and figures are the sentence's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from communique.document import TRAVEL_CUE, Document
from communique.language.countries import TOWNS, countries_in, organisations_in
from communique.language.folding import fold
from communique.language.foreign import latin_form, latin_letters, states_in
from communique.language.names import NameMention
from communique.language.numbers import unsupported_figures
from communique.language.offices import INSTITUTION, NAME_PARTICLES, NOT_A_NAME, OFFICE, QUALIFIER
from communique.language.people import Person
from communique.language.segment import Sentence
from communique.language.support import unsupported_names

__all__ = ["is_borne_out", "with_latin_names", "wording_of"]

_FEWEST_LETTERS = 8  # in an English sentence
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|is|are|was|were|has|have|will|would|with|on|by|for|a|an|not|last|next|he|she|it|said|who)\b",
    re.IGNORECASE,
)
_SAME_SOUNDS = 70  # per cent, of two transliterations of one name
_FEW_LETTERS, _MANY_LETTERS = 25, 50  # per cent as well: of names of several consonants, and of those of one or two
_FEWEST_SOUNDS = 3
_NO_NAMES = INSTITUTION | NOT_A_NAME | NAME_PARTICLES | {"economic", "presidency"}
_NAME = re.compile(r"(?<![^\W\d_])[^\W\d_a-zа-яёß-öø-ÿ][^\W\d_]*")  # with a capital, where letters have cases
_CUT_SHORT = re.compile(r",(\W?)\Z")  # "We are ready," of which the model left out who says so
_HAN = re.compile(r"[\u3400-\u9fff]")
_ALSO = {"spokesman": "spokesperson", "spokeswoman": "spokesperson"}
_IN_TITLES = OFFICE | QUALIFIER | {"of", "for", "the", "press"}

_KINDS = str.maketrans(
    {letter: str(kind) for kind, letters in enumerate(("bfpvw", "cgjkqsxz", "dt", "lr", "mn"), 1) for letter in letters}
)
_VISITED = re.compile(r"\bvisit(?:s|ed|ing)?\b((?:\s+[\w'’.-]+){1,8})")
_RECEIVED = re.compile(r"((?:[\w'’.-]+\s+){1,6})\b(?:is|are|was|were|be|been)\s+(?:greeted|hosted|received|welcomed)\b")
_NEAR = 3  # sentences after which "he" means somebody no more
_LAST_LATIN = "\u024f"
_IMITATED = "·"  # between the parts of a foreign name that Chinese characters only imitate: its pinyin is nobody's name


def with_latin_names(document: Document, sentence: Sentence) -> str:
    """Return a sentence as a model is sent it, on one line, with names in Latin letters where a rule can tell them."""
    pieces, at = [], sentence.start
    for mention, latin in _spelt(document, sentence):
        if mention.start >= at:
            pieces += [document.passage(at, mention.start), latin]
            at = mention.end
    return " ".join("".join((*pieces, document.passage(at, sentence.end))).split())


def wording_of(document: Document, sentences: Sequence[Sentence], said: str, speaker: str | None = None) -> str | None:
    """Return an English wording of the first of some sentences if all they hold bears it out, else ``None``.

    Beyond :func:`is_borne_out`: *people*: whomever the first sentence names, it names too, save for the ``speaker``;
    *names*: what it names sounds like something in the sentences or like people named shortly before; *states*: one it
    names stands in them or shortly before, and before somebody's name it is the one acted for; *visits*: of one told by
    the sentence it tells too, and turns neither visitor nor host into the other.
    """
    whole = " ".join(sentence.text for sentence in sentences)
    said = _CUT_SHORT.sub(r".\1", said)
    if fold(said) in fold(whole) or not is_borne_out(document, said, whole):
        return None
    near = [person for person in document.roster.people if _is_near(person, sentences)]
    words = fold(said).split()
    first = [p for p in near if p.name != speaker and any(m.sentence == sentences[0].index for m in p.mentions)]
    if not all(_is_named(document, person, words) for person in first):
        return None
    spelt = [_romanised(document, person) for person in near if _is_respelt(person.name)]
    if _invented(said, " ".join((whole, *(person.name for person in near))), " ".join(spelt).split()):
        return None
    if document.tongue is None:
        return said
    named = [person for person in near if _is_named(document, person, words)]
    told = document.text[document.sentences[max(0, sentences[0].index - _NEAR)].start : sentences[-1].end]
    states = {mention.code for mention in states_in(told, document.tongue)} | {person.country for person in named}
    if not {mention.code for mention in countries_in(said, "en")} <= states or any(
        _serves_another(document, person, said) for person in named
    ):
        return None
    return None if _tells_another_visit(document, sentences[0], said) else said


def is_borne_out(document: Document, said: str, whole: str) -> bool:
    """Tell whether a wording in English of an article in another language can be trusted, as far as rules can tell.

    It must be in Latin letters, its figures must stand in ``whole``, and the states it names in the article.
    """
    letters = [character for character in said if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS or _is_respelt("".join(letters)) or not _ENGLISH.search(said):
        return False
    states = {mention.code for mention in countries_in(said, "en")}
    return not unsupported_figures(said, whole) and states <= document.states


def _spelt(document: Document, sentence: Sentence) -> Iterator[tuple[NameMention, str]]:
    """Yield the mentions of people in a sentence whose Latin spelling a rule can tell, in order, with it."""
    named = [(m, p) for p in document.roster.people for m in p.mentions if m.sentence == sentence.index]
    for mention, person in sorted(named, key=lambda pair: pair[0].start):
        latin = latin_form(person.name, document.text)
        if latin and not (_IMITATED in person.name and latin == latin_form(person.name, "")):
            whole = len(_parts(mention.name)) == len(_parts(person.name)) and len(mention.name) > 1
            yield mention, latin if whole else latin.split()[_surname_at(person.name)]


def _is_named(document: Document, person: Person, words: Collection[str]) -> bool:
    """Tell whether a person's surname stands among folded words, perhaps spelt otherwise: "Mvangi", "Mwangi"."""
    if not _is_respelt(person.name):
        return fold(person.name).split()[-1] in words
    surname = _romanised(document, person).split()[_surname_at(person.name)]
    return any(_alike(surname, word) for word in words if word not in _NO_NAMES and word not in OFFICE)


def _romanised(document: Document, person: Person) -> str:
    """Return a name in Latin letters, whatever they are worth: a rule's, else letter by letter."""
    return latin_form(person.name, document.text) or " ".join(map(latin_letters, _parts(person.name)))


def _surname_at(name: str) -> int:
    """Return which word of a romanised name is the surname: the first where it is written as one word, "박민재"."""
    return -1 if len(_parts(name)) > 1 else 0


def _parts(name: str) -> list[str]:
    return re.split(r"[\s·]+", name.strip())


def _serves_another(document: Document, person: Person, said: str) -> bool:
    """Tell whether a state or office before a name is another's: "Serbian President" before a minister of Egypt."""
    words = said.split()
    for at, word in enumerate(words):
        if not _is_named(document, person, fold(word).split()):
            continue
        title = [*_title_before(words, at), *_title_after(words, at)]
        states = {m.code for m in countries_in(" ".join(title), "en") if m.kind not in TOWNS}
        offices, held = _offices(" ".join(title)), _offices(person.role or "")
        elsewhere = person.country and states - {person.country}
        otherwise = held and offices and (held.isdisjoint(offices) or ("prime" in offices) != ("prime" in held))
        if elsewhere or otherwise:
            return True
    return False


def _tells_another_visit(document: Document, sentence: Sentence, said: str) -> bool:
    """Tell whether a sentence tells of a visit, and its wording of none, of the visitor's being visited or a host's."""
    told = [reading for reading in document.readings if reading.sentence == sentence.index]
    visitors = {name for reading in told for name in reading.visitors}
    hosts = {name for reading in told for name in reading.hosts}

    def stand(names: Collection[str], where: re.Pattern[str]) -> bool:
        words = fold(" ".join(where.findall(said))).split()
        return any(person.name in names and _is_named(document, person, words) for person in document.roster.people)

    return bool(told) and (not TRAVEL_CUE.search(said) or stand(visitors, _VISITED) or stand(hosts, _RECEIVED))


def _title_before(words: Sequence[str], at: int) -> Sequence[str]:
    """Return the words before a surname that may belong to name and title; what follows "in" or "to" does not."""
    start = at
    while start and (words[start - 1][0].isupper() or words[start - 1] in _IN_TITLES) and words[start - 1][-1] != ",":
        start -= 1
    return words[start + 1 : at] if start and words[start - 1] in {"in", "to"} else words[start:at]


def _title_after(words: Sequence[str], at: int) -> Sequence[str]:
    """Return the words of an office that follows a name after a comma: "Ana Silva, the Foreign Minister of Kenya"."""
    end = at + 1
    while words[at][-1] == "," and end < len(words) and (words[end][0].isupper() or words[end] in _IN_TITLES):
        end += 1
        if words[end - 1][-1] == ",":
            break
    return words[at + 1 : end]


def _offices(title: str) -> frozenset[str]:
    words = fold(title).replace("press secretary", "spokesperson").replace(" premier ", " prime minister ").split()
    return frozenset(_ALSO.get(word, word) for word in words if word in OFFICE or word == "prime")


def _is_near(person: Person, sentences: Sequence[Sentence]) -> bool:
    first, last = sentences[0].index, sentences[-1].index
    return any(first - _NEAR <= mention.sentence <= last for mention in person.mentions)


def _is_respelt(word: str) -> bool:
    """Tell whether a word is in other letters than Latin ones, so that it can only be told by its sound."""
    return max(word) > _LAST_LATIN


def _invented(said: str, whole: str, spelt: Sequence[str]) -> bool:
    """Tell whether a wording names what sounds like nothing in a text; states and bodies are not looked at."""
    listed = (*(m.text for m in countries_in(said, "en")), *(m.text for m in organisations_in(said)))
    heard = [*spelt, *filter(_is_respelt, _NAME.findall(whole))]
    run = "".join(map(_sounds, _HAN.findall(whole)))  # Chinese does not part its words
    return not all(
        (len(_sounds(word)) >= _FEWEST_SOUNDS and _sounds(word) in run) or any(_alike(word, other) for other in heard)
        for word in unsupported_names(said, " ".join((whole, *listed)))
        if word.casefold() not in _NO_NAMES
    )


def _alike(one: str, other: str) -> bool:
    """Tell whether two words may be transliterations of one: most of their consonants, some of their letters."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only articles in other scripts need it

    first, second = _sounds(one), _sounds(other)
    if ratio(first, second) < _SAME_SOUNDS:
        return False
    letters = ratio(latin_letters(one).casefold(), latin_letters(other).casefold())
    return letters >= (_FEW_LETTERS if min(len(first), len(second)) >= _FEWEST_SOUNDS else _MANY_LETTERS)


@lru_cache(maxsize=4096)  # the words of an article
def _sounds(word: str) -> str:
    """Return a word's consonants by kind, which transliterations keep: the classes of Soundex, with l and r as one."""
    kinds = latin_letters(word).casefold().translate(_KINDS)
    return re.sub(r"[^1-5]", "", kinds) or kinds[:1]
