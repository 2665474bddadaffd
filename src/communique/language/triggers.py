"""Every way of telling a visit, and what a sentence tells of visits by them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from communique.language.gatherings import attendance, contacts, meetings, parties_between
from communique.language.movements import (
    being_elsewhere,
    coming_home,
    companions,
    going,
    nouns,
    presence,
    stages,
    taking,
    visiting,
    visiting_party,
)
from communique.language.receptions import receptions
from communique.language.scene import Scene
from communique.language.story import Find, Story

__all__ = ["finds_in"]

#: Every way of telling a visit, with stems of which a sentence that tells it so holds one: cheap to look for.
_WAYS: tuple[tuple[tuple[str, ...], Callable[[Scene, Story], Iterator[Find]]], ...] = (
    (("host", "receiv", "welcom", "invit", "greet"), receptions),
    (("visit", "trip", "tour", "journey", "travel", "stop", "stay", "swing", "pilgrim", "mission", " that "), nouns),
    (("visit", "tour"), visiting),
    (
        tuple(
            "travel go went fl head journey depart return sent lea left continu been arriv came come coming reach way "
            "due land expected touch stop stay set dr bound route jet".split()
        ),
        going,
    ),
    ((" home", " back"), coming_home),
    (("visiting",), visiting_party),
    (tuple("tak took br tour trip visit journey swing programme program mission stay".split()), taking),
    (("is ", "was ", "are ", "were ", "be ", "been "), presence),
    ((" was ", " is ", " will be ", " had been "), being_elsewhere),
    (("in ", "at "), stages),
    (
        tuple(
            "attend join address open part told at host flank guest those participant together skip pull withdr "
            "boycott stay".split()
        ),
        attendance,
    ),
    (
        tuple(
            "met meet talk discussion summit conference speech sp attend particip ceremony forum join watch sign "
            "negotiat".split()
        ),
        meetings,
    ),
    (("between",), parties_between),
    (tuple("met meet receiv greet welcom host call on with alongside".split()), contacts),
    (("represented", "accompanied", "headed", "led ", "delegation"), companions),
)


def finds_in(scene: Scene, story: Story) -> Iterator[Find]:
    """Yield what a sentence tells of visits; later ways of telling add what earlier ones did not see."""
    text = scene.text.casefold()
    yield from chain.from_iterable(way(scene, story) for stems, way in _WAYS if any(map(text.__contains__, stems)))
