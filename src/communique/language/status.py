"""The state of a visit as the words around it put it: the ladder of the output contract, read from one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from communique.language.cues import cued
from communique.language.nounphrases import FINITE
from communique.records import VisitStatus

__all__ = ["CALLED_OFF", "CANCELLED", "PRESENCE", "PUT_OFF_TO", "WILL_HAPPEN", "Told", "ends_soon", "status_of"]

#: Words that call a visit off.
CANCELLED = cued(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? (?:\w+ ){0,3}off|scrapp?\w*|postpon\w*|put off|abandon\w*|dropped|"
    r"not (?:now )?(?:go ahead|take place|proposing to|planning to|going to)|(?:will|would) not (?:now |"
    r"be )?attend(?:ing)?\b|pull(?:s|ed|ing)? out|stay(?:s|ed) away|skip(?:s|ped|ping)?|boycott\w*|"
    r"suspend\w*|shelved?|(?:stayed|remained) (?:at )?home|could not (?:come|attend|make it|be (?:there|present))\b|"
    r"(?:withdr(?:ew|awn?|awing)|revok\w+|rescind\w+) (?:an?|the|its|his|her|their) (?:\w+ )?invitation|"
    r"(?:will|would|did|does) not (?:travel|go|come|visit|take part|attend)(?=[^.;]*? (?:after all|as (?:had been "
    r")?(?:planned|scheduled|"
    r"expected|announced|intended))\b)|(?:will|would) no longer (?:travel|go|come|visit|take part|attend)|"
    r"withdr(?:ew|aw\w*)(?= from)|"
    r"(?:was|were|had been) (?:originally|initially|previously) (?:scheduled|due|planned|supposed|set|"
    r"expected)|"
    r"(?:reject|declin|refus|turn)\w* (?:down )?(?:an?|the|his|her)? ?(?:\w+ )?(?:invit|visit))",
    re.IGNORECASE,
)
_INVITED = cued(
    r"\binvit(?:e|es|ed|ing|ations?)\b|\b(?:ask(?:s|ed)|urg(?:es|ed))\b[^;:]{0,60}?\bto (?:come|visit|"
    r"travel|go|tour)?\W*$",
    re.I,
)
_POSSIBLE = cued(
    r"\b(?:(?:chances?|prospects?|likelihood|idea|talk) of (?:an?|the|his|her)(?= (?:[\w-]+ ){0,3}$)|(?:(?-i:may)|"
    r"might|could)(?! (?:recall|remember|know|also recall|have)\b)|possib(?:le|ly|ility)|"
    r"potential(?:ly)?|consider\w*|hop(?:es?|ed|ing)|would like|"
    r"want(?:s|ed)?|weigh\w*|mull\w*|propos\w*|explor\w*|discuss\w* (?:a|the|an)(?! (?:preparation|"
    r"arrangement|detail|agenda))|whether|if|willing|ready|"
    r"offer(?:s|ed)?|would (?:be )?(?:\w+ )?(?:delighted|happy|glad|pleased|keen|eager|love)|"
    r"(?:interest(?:ed)?|interest was expressed) in|open to|(?:not|n['’]t|never|without) (?:rul\w+ out|exclud\w+|"
    r"preclud\w+)|"
    r"(?:talks|discussions|negotiations|contacts|conversations)\b[^,.;]{0,30}? (?:about|on|over|regarding|"
    r"concerning) (?:an?|the|his|her)(?= (?:[\w-]+ ){0,3}$))\b",
    re.IGNORECASE,
)
_MAY_HAPPEN = re.compile(
    r"[^.;:]*?\s(?:could|may|might|(?:is|are|was|were|has been) (?:(?:still|now|also|currently) )?(?:being )?"
    r"(?:considered|discussed|explored|weighed|mooted|possible|negotiated|on the cards|on the table|"
    r"under (?:discussion|consideration|review|negotiation)))\b"
)
_BEING_PREPARED = re.compile(
    r"[^.;:]*?\s(?:is|are|was|were|has been|have been) (?:(?:still|now|also|currently) )?(?:being "
    r"(?:prepared|planned|arranged|organi[sz]ed|worked (?:out|on)|finali[sz]ed|coordinated|scheduled|set up|settled|"
    r"agreed)|"
    r"in (?:the works|preparation|the pipeline)|in the planning|on the agenda|under preparation)\b"
)
#: A predicate that lies ahead.
WILL_HAPPEN = re.compile(
    r"(?:(?!\b(?:where|which|who|and)\b)[^.;:])*?\s(?:will|is to|are to|is expected to|is scheduled to|"
    r"is due to|is set to|is likely to|are likely to) "
    r"(?:be held|take place|be hosted|begin|start|open)\b|"
    r"[^.;:]{0,60}?\s(?:has|have) been (?:scheduled|rescheduled|arranged|agreed|set for|fixed|planned|"
    r"(?:put|pushed|moved) "
    r"back|brought forward)\b"
)
_PLANNED = cued(
    r"\b(?:dates? (?:has|have|had|was|were|is|are)|(?:dates?|timing) (?:of|for)|"
    r"will|shall|is to|are to|was to|set to|due|schedul\w*|"
    r"plan(?:s|ned|ning)?|prepar\w*|expect\w*|upcoming|"
    r"forthcoming|look(?:s|ed|ing)? forward to|going to|intend\w*|to be|ahead of|next (?:week|month|year)|"
    r"later (?:this|on|today)|tomorrow|"
    r"(?:confirmed|announced|pledged|promised|signalled) (?:their|his|her) (?:attendance|participation|presence)|"
    r"would|agreed (?:in principle )?to|decid(?:ed|es|ing) to|decision to|awaits?|awaited|awaiting|(?:is|are|was|"
    r"were) (?:headed|bound|en route) (?:for|to))\b",
    re.IGNORECASE,
)
_TO_DO = cued(r"[A-Z][\w.’'-]*\s+to\s+$")  # a headline: "Minister Silva to visit Riga"
_RUNS_ON = cued(
    r"[^.;]{0,60}?\b(?:began|started|opened|kicked off)\b[^.;]{0,60}?\b(?:will (?:end|last|continue|conclude|run|"
    r"wrap)|ends|"
    r"concludes|continues|runs|lasts|is (?:due|set|scheduled|expected) to (?:end|last|run|conclude|continue))\b"
)
#: Words that put something off to a day that is told.
PUT_OFF_TO = cued(
    r"\breschedul\w+\b[^.;]{0,60}?\bfor\b|\b(?:postpon\w+|put (?:off|back)|delay\w+|reschedul\w+|push\w+ back|"
    r"moved)\b[^.;]{0,80}?\b"
    r"(?:(?:until|till)\s+(?!further|after|the |a )|to\s+(?:early |mid-?|late |next |\d|(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day|January|February|March|April|"
    r"May|June|July|"
    r"August|September|October|November|December))"
)
#: A predicate that calls off what stands before it.
CALLED_OFF = cued(
    r"(?:,[^,.;:]{3,60},|[^.;:]{0,30}?)"
    r"\s(?:(?:is|was|were|has been|have been) (?:now )?(?:cancel\w*|called off|scrapped|postponed|put off|"
    r"abandoned|shelved|dropped|suspended|frozen)|(?:will|would) not (?:now )?(?:go ahead|take place|happen)|"
    r"(?:is|was) off\b|fell through)",
    re.IGNORECASE,
)
_PREPARATIONS = cued(r"\b(?:preparations|arrangements|plans|preparatory work)\b[^,.;]{0,40}?\bfor\b", re.IGNORECASE)
_SETTLED = cued(
    r"(?<=['’])ll\b|\b(?:departs|travels|leaves|arrives|flies|pays|undertakes|will|shall|looks? forward to|is to|are "
    r"to|announc\w*|confirm\w*|accepted|"
    r"agreed to)\b",
    re.IGNORECASE,
)
_SAID_WOULD = cued(r"\b(?:said|announced|confirmed|told \w+)\b(?: that)? (?:[\w’'-]+ ){1,5}would\b[^,;]{0,30}$")
_ONGOING = cued(
    r"\b(?:(?:has|have) (?:just )?(?:arrived|landed|touched down|flown in|flown to|(?:departed|left|set off|set "
    r"out)(?: [A-Z][\w-]+)? "
    r"for)|arriv(?:es|ing)|"
    r"(?:is|are) (?:currently |now |also )?(?:visiting|touring|accompanying|hosting|welcoming|"
    r"receiving|paying|making|undertaking|attending|in|on an?|using this tour)|"
    r"(?:is|are) on (?:the|his|her|their|day) (?:[\w-]+ )?(?:day|leg|stop|[a-z]+) of|currently|began an?|begins an?|"
    r"kicked off|under way|started an?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|during|after|following|recent|last|ago|earlier|concluded?|ended|wrapped up|"
    r"(?-i:[a-z]+ed)|went|flew|met|spoke|left|held|took|made|paid|spent|came|been|former)\b",
    re.IGNORECASE,
)
_ARRIVED = cued(
    r"^(?:arrived|landed|touched down)\b[^.;]*\b(?:on|for) an?\b[^.;]{0,30}\b(?:visit|trip|tour)\b", re.IGNORECASE
)
_ACCEPTED = re.compile(r"\baccept(?:s|ed|ing)?\b", re.IGNORECASE)
_AND_ACCEPTED = cued(
    r"\b(?:and|which|who)\s+(?:[\w’'-]+\s+){0,4}accepted\b|"
    r"\band\s+(?:he\s+|she\s+)?(?:plans|intends|has agreed|expects|is expected|will)\s+(?:to\s+)?(?:attend|go|come|"
    r"take part|accept)\b"
)
_ASIDE = re.compile(
    r"\bthat\b(?! (?:will|would|is|was|has|may|could|might)\b)|"
    r"\b(?:where|which|who|while|after|before|when|said|says)\b|, "
    r"(?=(?:will|is|was|has|and|but)\b)|\band (?=(?:(?:also|now|then|later) )?"
    r"(?:plans|intends|hopes|expects|will|would|is|was)\b)"
)
#: A verb of travel told as done, whatever the rest of the sentence says: "visited Riga on Monday and said it would".
_WENT = re.compile(
    r"(?:visited|toured|travell?ed|flew|went|came|arrived|returned|headed|journeyed|landed|stopped|stayed)\b(?! by\b)"
)
_NO_MAIN_VERB = re.compile(
    r"\b(?:have|has|had|be|been|being|was|were|is|are|not|never|to|would|could|may|might)\s+(?:\w+ly\s+|also\s+|"
    r"ever\s+)?$|\b(?:if|unless|whether|until|once|before|as though)\b[^,;]*$",
    re.IGNORECASE,
)
_DURING = cued(r"\b(?:during|in the course of) (?:his|her|their|the|this) (?:[\w-]+ ){0,2}$")
_WILL_DO = re.compile(r"\bwill [a-z]+")
_WILL_END = cued(
    r"\b(?:will|is to|is due to|is expected to|is set to) (?:wrap up|conclude|end|finish|round off) "
    r"(?:his|her|their|an?|the) (?:[\w-]+ ){0,3}$"
)
_KEPT = cued(
    r"\b(?:refus\w+ to|declin\w+ to|(?:will|would|did|does|do|has|have) not|won['’]t|no (?:plans?|intention|reason) to|"
    r"rather than) (?:\w+ )?(?:cancel\w*|call off|postpone\w*|put off|scrap\w*|drop|delay\w*)\b",
    re.IGNORECASE,
)
_DELAYED = cued(r"\b(?:delay(?:s|ed|ing)?|push(?:es|ed|ing)? back)\s+(?:[\w’'-]+\s+){0,6}?$", re.IGNORECASE)
_FIRST_TO = cued(  # who has done it: not "will be the first to", "would be the first to"
    r"(?<!will be )(?<!would be )(?<!to be )(?<!to become )(?<!will become )\bthe (?:\w+ )?(?:first|second|third|only|"
    r"latest|last|highest-ranking|most senior) (?:[\w’'-]+ ){1,7}to (?:be |have )?$",
    re.IGNORECASE,
)
_RELATIVE = cued(r"\bwho\s+(?:[\w’'-]+\s+){0,3}$")
_BEFORE = cued(r"\b(?:before|prior to|ahead of|instead of)\s+$", re.IGNORECASE)
_PASSED = cued(
    r"\b(?:met|held|visited|said|told|spoke|was|were|had|attended|signed|stopped)\b(?!.*\b(?:will|is to|would)\b)"
)
_DONE = cued(
    r"\b(?:recent|last|previous|past|concluded|ended|completed)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:during|after|following|since)\s+(?:(?!visit|trip)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\bwould\b")
_CONDITION = cued(r"^\W*Should\b|\b(?:[Ii]f|provided|unless)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_MAY_FAIL = cued(
    r"\b(?:may|might|could|threaten\w* to) (?:skip|miss|cancel|call off|postpone|boycott|pull out|"
    r"stay away)\b"
)
_SPEECH = re.compile(r"speech|spoke|speaking|address", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:said|told|warned|urged|called)\b")
_COMING = frozenset({"will be", "would be", "is to be"})
_ENDS_SOON = re.compile(r"[^.;,]{0,40},? which (?:ends|concludes|(?:will|is to|is due to) (?:end|conclude|wrap up)) ")
_SINCE = cued(r"\b(?:has|have) been (?:back )?(?:in|at)\b[^,.;]*\bsince\b")
_GONE = cued(r"\b(?:last (?:week|month|year|[A-Z]\w+)|ago|yesterday)\W*$")
_PROSPECT = re.compile(r"\b(?:will|is to|are to|next|would)\b")
#: Being somewhere as such: "was in", "is due in".
PRESENCE = re.compile(
    r",?\s+(?P<who>who\s+)?(?P<verb>is|was|are|were|will be|would be|is to be|has been|had been)\s+(?P<due>due\s+)?"
    r"(?:\w+ly\s+|also\s+|already\s+|again\s+|back\s+|last\s+|now\s+)*(?:(?:in|at)\s+(?:the\s+)?|(?=(?:there|here)\b))"
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A sentence as seen from the words in it that tell of a visit."""

    sentence: str
    before: str  # all that precedes those words
    clause: str  # what precedes them in their own clause
    near: str  # the clause, the words themselves and a little after them
    onward: str  # the words themselves and what follows
    after: str  # what follows
    rest: str  # all that follows
    predicate: str  # what follows the whole noun phrase: "a visit by A to B" - "is being discussed"
    presence: re.Match[str] | None
    invited: bool

    @classmethod
    def of(cls, sentence: str, start: int, end: int, *, phrase: int, invited: bool) -> _Setting:
        clause = sentence[_clause_start(sentence, start) : start]
        presence = PRESENCE.match(sentence, max(0, start - 1))
        after = sentence[end : end + 60]
        if _RELATIVE.search(sentence[:start]):
            after = after.partition(",")[0]  # the clause that hangs on "who" ends there
        return cls(
            sentence=sentence,
            before=sentence[:start],
            clause=clause,
            near=f"{clause}{sentence[start:end]}{_ASIDE.split(sentence[end : end + 40])[0]}",
            onward=sentence[start : end + 100],
            after=after,
            rest=sentence[end:],
            predicate=sentence[phrase : phrase + 60],
            presence=presence if presence and presence.end() >= end else None,
            invited=invited,
        )

    @property
    def is_invitation(self) -> bool:
        """Whether an invitation is all there is: nothing right before the visit says that it is planned."""
        lead = self.before[-25:] if len(self.before) > 25 else self.clause
        return self.invited or (_INVITED.search(self.clause) is not None and not _PLANNED.search(lead))

    @property
    def accepted(self) -> bool:
        """Whether an invitation is said to be accepted: "asked her to come, and she accepted"."""
        return bool(_ACCEPTED.search(self.clause) or _AND_ACCEPTED.search(self.rest))

    @property
    def may_happen(self) -> bool:
        """Whether the predicate says that the visit is only talked about."""
        return any(_MAY_HAPPEN.match(said) for said in (self.after, self.predicate))

    @property
    def stands_among_past(self) -> bool:
        """Whether a whole sentence tells of something past, though nothing near the words does."""
        return self.sentence.endswith((".", '"', "”")) and _PAST.search(self.sentence) is not None


_Sign = tuple[VisitStatus | None, Callable[[_Setting], object]]
_WHOLE_SENTENCE: _Sign = ("completed", lambda told: told.stands_among_past)
_ABOUT_TO_END: _Sign = ("ongoing", lambda told: _WILL_END.search(told.clause))
_DONE_FIRST: _Sign = ("completed", lambda told: _FIRST_TO.search(told.clause))
#: What shows each state, strongest first: the first that holds decides.
_SIGNS: tuple[_Sign, ...] = (
    ("completed", lambda told: _BEFORE.search(told.clause) and _PASSED.search(told.before)),
    (None, lambda told: _BEFORE.search(told.clause)),
    ("ongoing", lambda told: _ARRIVED.search(told.onward) and not _NO_MAIN_VERB.search(told.clause)),
    ("completed", lambda told: _WENT.match(told.onward) and not _NO_MAIN_VERB.search(told.clause)),
    _DONE_FIRST,
    _ABOUT_TO_END,
    ("planned", lambda told: _KEPT.search(told.near)),
    ("planned", lambda told: _DELAYED.search(told.clause)),
    ("planned", lambda told: _MAY_FAIL.search(told.near)),
    ("planned", lambda told: PUT_OFF_TO.search(told.sentence)),
    ("cancelled", lambda told: CANCELLED.search(told.near) or CANCELLED.search(told.after)),
    ("cancelled", lambda told: CALLED_OFF.match(told.predicate)),
    ("planned", lambda told: told.presence and (told.presence["due"] or told.presence["verb"] in _COMING)),
    ("ongoing", lambda told: told.presence and told.presence["verb"] in {"is", "are"}),
    ("ongoing", lambda told: _SINCE.search(told.near)),
    ("completed", lambda told: told.presence),
    ("planned", lambda told: (told.invited or _INVITED.search(told.clause)) and told.accepted),
    ("invited", lambda told: told.is_invitation),
    (
        "completed",
        lambda told: _DONE.search(told.before) and (_GONE.search(told.rest) or not _PROSPECT.search(told.sentence)),
    ),
    ("under_discussion", lambda told: _POSSIBLE.search(told.clause) or told.may_happen),
    ("under_discussion", lambda told: _WOULD.search(told.near) and _CONDITION.search(told.sentence)),
    ("planned", lambda told: _TO_DO.search(told.before) and not FINITE.search(told.before)),
    ("ongoing", lambda told: _RUNS_ON.match(told.rest)),
    ("ongoing", lambda told: _ENDS_SOON.match(told.rest) and not _PLANNED.search(told.clause)),
    ("planned", lambda told: _BEING_PREPARED.match(told.after) or _BEING_PREPARED.match(told.predicate)),
    ("planned", lambda told: _PREPARATIONS.search(told.clause)),
    ("ongoing", lambda told: _ONGOING.search(told.near) or _ARRIVED.search(told.onward)),
    ("planned", lambda told: _PLANNED.search(told.near)),
    ("planned", lambda told: WILL_HAPPEN.match(told.rest)),
    ("planned", lambda told: _DURING.search(told.before) and _WILL_DO.search(told.before)),
    ("completed", lambda told: _PAST.search(told.near)),
    _WHOLE_SENTENCE,
    ("completed", lambda told: _SPEECH.match(told.onward) and _SPOKE.search(told.sentence)),
)


class Told(NamedTuple):
    """What a sentence says of the state of a visit; ``far`` where only words far from it say so."""

    status: VisitStatus | None
    settled: bool
    far: bool


def status_of(sentence: str, start: int, end: int, *, phrase: int = 0, invited: bool = False) -> Told:
    """Return the state of a visit as the words around ``sentence[start:end]`` put it, and whether it is put as settled.

    ``phrase`` is where the noun phrase ends that the words open, as far as it is longer: "a visit by A to B". The
    ladder is the output contract's; nearer words count before farther ones, and the clause before the rest. An
    invitation that was accepted is settled; being due somewhere is not.
    """
    told = _Setting.of(_outside_quotations(sentence, start), start, end, phrase=max(end, phrase), invited=invited)
    sign = next((sign for sign in _SIGNS if sign[1](told)), None)
    status = sign[0] if sign else None
    put = invited or _SETTLED.search(told.near) or _SAID_WOULD.search(told.before)
    put = put or (told.presence and _SAID_WOULD.search(f"{told.before}{told.presence['verb']}"))
    settled = status == "planned" and bool(put) and not (told.presence and told.presence["due"])
    return Told(status, settled, far=sign in {_WHOLE_SENTENCE, _ABOUT_TO_END, _DONE_FIRST})


def ends_soon(sentence: str, start: int, end: int) -> bool:
    """Tell whether a visit is said to end at a time ahead: one under way, whose date is not that of its end."""
    return bool(_ENDS_SOON.match(sentence, end) or _WILL_END.search(sentence[:start]))


def _outside_quotations(sentence: str, at: int) -> str:
    """Return the sentence with blanks for what is quoted elsewhere: "would help" in a quotation plans no visit."""
    return _QUOTED.sub(
        lambda q: q.group() if q.start() <= at < q.end() else f'"{" " * (len(q.group()) - 2)}"', sentence
    )


def _clause_start(sentence: str, at: int) -> int:
    breaks = [
        m.end()
        for m in re.finditer(
            r"[;:]|,\s+(?:and|but|which|who|while)\b|\b(?:when|while|where)\b|\b(?:that|which)(?= (?:will|would|"
            r"is|was|has|had|may|could)\b)|\b(?:said|told reporters)\b",
            sentence[:at],
        )
    ]
    return breaks[-1] if breaks else max(0, at - 110)
