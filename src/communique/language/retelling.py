"""Says whether a sentence that retells another one in fewer words turns it: who acts, whether it happened, and when.

A headline leaves out much and changes no fact by it, so its words are not compared one by one. Each check looks at what
both sentences hold, and asks what the one that tells it first says of that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from communique.language.certainty import certainty
from communique.language.countries import countries_in
from communique.language.cues import cued
from communique.language.folding import fold, words
from communique.language.offices import TITLE
from communique.language.segment import Sentence
from communique.language.support import negation_differs, stems, under_negation

__all__ = ["nearest", "retold_otherwise"]

Actor = tuple[int, int, frozenset[str]]

_JOINED = rf"(?![^A-Z]*(?:,|\b(?:and|at|in|on|to)\b)){TITLE}"  # "Kenyan President Ana Silva" is one who acts
_DOES = r"\s+(?:(?:has|have|had|will|would|may|might|could|is|was|are|were|be|been|being|also|\w+ly|on \w+day)\s+)*"
_OWNED = re.compile(rf"\b(?!(?:office|government|administration)\b)(?P<whom>[a-z]+) of (?:the )?{TITLE}\Z")
_OWNS = re.compile(r"['’]s? (?P<whom>[a-z]+)\b")
_WORD = re.compile(r"[^\W\d_]+")
_INFINITIVE = re.compile(r"\bto (?:\w+ly )?([a-z]+)\b")
_GERUND = re.compile(r"\b(?:of|from|against|short of) (?:\w+ly )?([a-z]{3,}ing)\b")
_UNDONE = re.compile(
    r"\b(?:cancel\w*|postpon\w*|call\w* off|put off|prevent\w*|avoid\w*|halt\w*|block\w*|banned|suspend\w*|abandon\w*"
    r"|scrap\w*|oppos\w*) (?:(?:an?|the|his|her|its|their|all|any) )?([a-z]+)\b"
)
_TURNING = frozenset(
    "before after until over under all none most some every only even if unless without against more less fewer".split()
)
_QUALIFIES = cued(
    r"\b(?:if|unless|alleged(?:ly)?|reportedly|rumou?r(?:s|ed)?|almost|nearly|false(?:ly)?|untrue|baseless|lies?"
    r"|unfounded|fake|hoax)\b",
    re.IGNORECASE,
)


def nearest(text: str, told: Sequence[Sentence]) -> Sentence:
    """Return the sentence that a text shares most of its meaningful words with; of several the first."""
    wanted = stems(text)
    return max(told, key=lambda sentence: len(wanted & stems(sentence.text)))


def retold_otherwise(text: str, sentence: str, known: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether a text says something else than the sentence that it retells.

    Rules: *denied* (one of the two denies what the other does not); *doubt* (what may be is told as what is, or the
    reverse); *deed* (what somebody wants, promises or is asked "to do", or is accused "of doing", is told as done);
    *qualified* ("if", "nearly" or "false" is left out, or "after" is put in); *turned* (whoever acts is acted upon);
    *related* (what is told of somebody's son or critic is told of him).

    Args:
        text: the sentence to check.
        sentence: the one of the article.
        known: groups of forms of each person's name.
    """
    sure = {certainty(text), certainty(sentence)}
    doubt = "asserted" in sure and not sure.isdisjoint({"possible", "noncommittal"})
    denied = negation_differs(text, sentence) and _is_turned_by_negation(text, sentence)
    here, there = (_TURNING.intersection(words(fold(each))) for each in (text, sentence))
    qualified = here - there or (_QUALIFIES.search(sentence) and not _QUALIFIES.search(text))
    known = tuple(known)
    deeds = _does_it(text, sentence) or _turns(text, sentence, known) or _is_of_another(text, sentence, known)
    return bool(doubt or denied or qualified or deeds)


def _is_turned_by_negation(text: str, sentence: str) -> bool:
    """Tell whether a word of a part that negates stands in one that does not: not so "no price", "not on a price"."""
    (here, told), (there, stated) = under_negation(text), under_negation(sentence)
    return bool((here - told) & (stated - there) or (told - here) & (there - stated))


def _does_it(text: str, sentence: str) -> bool:
    """Tell whether something is done that the sentence only says somebody is to do, is said to do or has called off."""
    for form in (_INFINITIVE, _GERUND, _UNDONE):
        open_ = stems(" ".join(form.findall(sentence)))
        done = stems(form.sub(" ", sentence))
        if (open_ - done) & (stems(form.sub(" ", text))):
            return True
    return False


def _turns(text: str, sentence: str, known: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether the two sides of one deed change places: "Peru invited Ana Silva" and "Ana Silva invites Peru"."""
    here, there = _deeds(text, known), _deeds(sentence, known)
    for deed in here.keys() & there.keys():
        for agent, patient in here[deed]:
            kept = any(agent & one and patient & other for one, other in there[deed])
            if not kept and any(agent & other and patient & one for one, other in there[deed]):
                return True
    return False


def _is_of_another(text: str, sentence: str, known: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether a text leaves out the one person or thing of somebody's that the sentence is about."""
    there, kept = list(_actors(sentence, known)), stems(text)
    people = {forms[0] for forms in known}
    for start, end, actor in _actors(text, known):
        who = actor & people
        owners = [_OWNED.search(sentence[:a]) or _OWNS.match(sentence, b) for a, b, other in there if who & other]
        alone = _OWNED.search(text[:start]) is None and _OWNS.match(text, end) is None
        if alone and owners and all(owned and not stems(owned["whom"]) & kept for owned in owners):
            return True
    return False


def _deeds(text: str, known: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """Return the stems of the verbs between two who act, and each time who does it to whom."""
    actors = list(_actors(text, known))
    found = defaultdict(list)
    for match in _WORD.finditer(text):
        before = [actor for actor in actors if actor[1] <= match.start()]
        after = [actor for actor in actors if actor[0] >= match.end()]
        if before and after and re.fullmatch(_DOES, text[before[-1][1] : match.start()]):
            sides = before[-1][2], after[0][2]
            passive = re.search(r"\bby\b", text[match.end() : after[0][0]])
            for stem in stems(match[0]):
                found[stem].append(sides[::-1] if passive else sides)
    return found


def _actors(text: str, known: Iterable[tuple[str, ...]]) -> Iterator[Actor]:
    """Yield the people and states of a text in order, a state before somebody's name being one with it."""
    found: list[Actor] = []
    for forms in known:
        for form in sorted(forms, key=len, reverse=True):
            found += [(*m.span(), frozenset({forms[0]})) for m in re.finditer(rf"\b{re.escape(form)}\b", text)]
    found += [(m.start, m.end, frozenset({m.code})) for m in countries_in(text) if m.code]
    last: Actor | None = None
    for start, end, who in sorted(found, key=lambda actor: (actor[0], -actor[1])):
        if last and start < last[1]:
            continue
        if last and re.fullmatch(_JOINED, text[last[1] : start]):
            last = (last[0], end, last[2] | who)
            continue
        if last:
            yield last
        last = (start, end, who)
    if last:
        yield last
