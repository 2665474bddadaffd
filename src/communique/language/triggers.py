"""Every way of telling a visit, and what a sentence tells of visits by them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.language.deeds import arrivals, at_dateline, calls, deeds
from communique.language.delegations import companions, sending
from communique.language.gatherings import attendance, beside, parties_between
from communique.language.meetings import contacts, meetings
from communique.language.movements import (
    being_elsewhere,
    going,
    having_been,
    presence,
    stages,
    taking,
    visiting,
    visiting_party,
)
from communique.language.occasions import occasions, same_place
from communique.language.receptions import accepting, invitations, receptions, thanks
from communique.language.scene import Scene
from communique.language.story import Find, Story
from communique.language.visit_nouns import earlier_visits, last_visits, nouns

__all__ = ["finds_in"]

#: Every way of telling a visit, with stems of which a sentence that tells it so holds one: cheap to look for.
_WAYS: tuple[tuple[tuple[str, ...], Callable[[Scene, Story], Iterator[Find]]], ...] = (
    (
        (
            "host",
            "receiv",
            "welcom",
            "invit",
            "greet",
            " met ",
            " held ",
            " hold",
            " gav",
            " giv",
            "offer",
            "red carpet",
            "await",
            "expect",
        ),
        receptions,
    ),
    (("nvitation",), invitations),
    (("accept",), accepting),
    (("thank", "gratitude", "grateful", "appreciation", "accept"), thanks),
    (
        (
            "visit",
            "trip",
            "tour",
            "journey",
            "travel",
            "stop",
            "stay",
            "swing",
            "pilgrim",
            "mission",
            " that ",
            "arrival",
            " day in",
        ),
        nouns,
    ),
    (("last ", "previous ", "most recent "), last_visits),
    (("following", " after ", "since", "preceded"), earlier_visits),
    (("visit", "tour"), visiting),
    (
        tuple(
            "travel go went fl head journey depart return sent dispatch lea left continu been arriv came come coming "
            "reach way due land proceed made expected touch stop stay spen lead led cross transit shuttl set dr bound "
            "route jet".split()
        ),
        going,
    ),
    (("send", "sent ", "dispatch"), sending),
    (("left ", "departed ", "leaving ", " from "), having_been),
    (("visiting",), visiting_party),
    (
        tuple(
            "tak took br tour trip visit journey swing program mission stay stop leg destination begin start open "
            "end finish".split()
        ),
        taking,
    ),
    (("is ", "was ", "are ", "were ", "be ", "been ", ", in ", "currently in", "now in"), presence),
    ((" was ", " is ", " will be ", " had been "), being_elsewhere),
    (("in ", "at ", "after ", "following ", "from "), stages),
    (
        tuple(
            "attend join address open part told at host flank guest those among articip together skip pull "
            "could expected due set scheduled agreed plan hope intend confirmed announced pledged promised signalled "
            "leading heading representing presence involve withdr margin fringe sideline during boycott stay".split()
        ),
        attendance,
    ),
    (
        tuple(
            "met meet talk discussion consult dialog skip boycott "
            "summit conference speech sp attend address particip ceremony forum join watch "
            "sign negotiat standing appearing presence".split()
        ),
        meetings,
    ),
    (("on the margin", "on the sideline", "on the fringe", "at ", "during "), beside),
    (("between", "involving"), parties_between),
    (
        tuple(
            "talk meeting discussion consult negotiat summit conference ceremon session encounter event gather visit "
            "trip tour journey sign dinner lunch banquet reception call forum".split()
        ),
        occasions,
    ),
    ((" held", " place"), same_place),
    (
        (
            "call",
            "guest",
            "paid a",
            "pay",
            "made a",
            "make",
            "making a",
            "talks with",
            "ing with",
            "ings with",
            "ions with",
            "to meet",
            "to see",
        ),
        calls,
    ),
    (("arriv", "fl", "touch", "landed", "visit", "will "), arrivals),
    (
        tuple(
            "laid lay inaugurat unveil ground ribbon tree open paid inspect review speech lecture conference lunch "
            "dinner breakfast dined prayed handed chair awarded given decorated presented received address took told "
            "signed initial conclud held".split()
        ),
        deeds,
    ),
    (
        ("met", "meet", "talks", "discuss", "consult", "sign", "sat", "sit", "agreed", "confer", "encounter", "summit"),
        at_dateline,
    ),
    (tuple("met meet receiv greet welcom host call on with alongside".split()), contacts),
    (("represented", "accompan", "headed", "led ", "delegation", "entourage", "joined", "travel"), companions),
)


def finds_in(scene: Scene, story: Story) -> Iterator[Find]:
    """Yield what a sentence tells of visits; later ways of telling add what earlier ones did not see."""
    text = scene.text.casefold()
    for stems, way in _WAYS:
        for stem in stems:
            if stem in text:
                yield from way(scene, story)
                break
