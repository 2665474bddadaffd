"""Finds everything in one sentence that reports: verbs, "according to" and its like, and hearsay.

It reads masked text, in which quoted words are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from communique.language.countries import countries_in
from communique.language.cues import cued
from communique.language.nominals import MOODS, noun_reports
from communique.language.nounphrases import FINITE, trimmed, unmarked
from communique.language.quotes import HIDDEN, LONGEST_SENTENCE
from communique.language.reporting import FORMS, OUTLET_NOUNS, OUTLETS
from communique.language.verbs import Report, verb_reports

__all__ = ["dateline_end", "is_told", "relays", "reports"]

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# "PARIS, 3 May (Agency) -" before the first sentence; in small letters only where the word is a known place.
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w’'.]*(?: [A-Z][\w’'.]*)?)(?:[ ,.]+(?:[A-Z0-9][\w’'./]*|of|de)){0,6}[ .,]*(?:[—–_-]{1,2} |: )"
)
_ACCORDING = cued(
    r"\b(?P<cue>according to|as (?:announced|confirmed|emphasi[sz]ed|explained|noted|pointed out|recalled|reported|said"
    r"|stated|stressed|underlined) by|in the (?:words|view|opinion|analysis|assessment|estimation) of|as per"
    r"|(?<![^\"])per(?= the| [A-Z]))\s+"
    r"(?!which|whom|plan\b)"
    r"(?P<who>[^,;:.\"]*(?:\.(?=\S)[^,;:.\"]*)*)",
    re.IGNORECASE,
)
_OPINION = cued(r"^(?P<cue>In (?P<who>his|her) (?:own )?(?:assessment|estimation|judgement|opinion|view)),\s")
_APPOSED = re.compile(r",\s[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|of|for|and|the|de|[–-])){0,12}(?=,\s)")
_HEARSAY = cued(
    r"\b(?:(?P<adverb>reportedly|allegedly|purportedly|rumou?redly)"
    r"|(?:is|are|was|were|has been|have been)\s+(?:(?:\w+ly|also|now)\s+)?"
    r"(?P<passive>believed|thought|reported|rumou?red|alleged|learned|learnt|said|understood|suspected)\s+(?:to|that)\b)"
)
_CITING = cued(r",?\s+(?P<cue>citing|quoting)\s+(?P<who>(?!as\b)[^,;:.\"]+)")
_CITING_FIRST = cued(r"(?P<cue>Citing|Quoting)\s+(?P<who>(?!as\b)[^,;:.\"]+)(?=,)")
_COMMENT = cued(
    r",\s+(?:an? (?:accusation|allegation|charge|claim) (?=[^,]{,50}\b(?:den|reject|dismiss))|underscoring|"
    r"underlining|highlighting|referring|alluding|signal+ing|marking|reflecting|drawing|prompting|"
    r"sparking|repeating|echoing|raising|in (?:response|reference|reply) to|in an? (?:interview|statement|speech))\b"
    r"[^\"]*$"
)
_SUBORDINATED = re.compile(
    r"(?:\b(?:after|although|as|because|before|citing|if|of|since|than|though|until|what|when|where|which|while|whom)|[;—–])"
    r"\s+$"
)
_IN_ROLE = re.compile(
    r"\bas an? (?:[\w-]+ ){0,3}(?:country|member|nation|partner|state)$"
)  # "join as a partner country"
_SUBORDINATE = re.compile(r"(?:[a-z]+ ){0,2}(?:after|as|because|before|if|since|though|until|when|while)\s")
_JUNCTION = re.compile(r"(?:,?\s*(?:and|but)(?:\s+\w+)?)?$")
_OPEN_ENDED = re.compile(
    r"(?:\b(?:where|which|that|who|but|because|although),?|[;:—–])\s*$|[—–]$"
)  # the clause is to come
_APART = re.compile(r"(?:;|,\s+(?:and|but))\s+")
_CONTRAST = re.compile(
    r"(?:;|\s[—–]|,\s+(?:and|while|whereas|although|though|yet)|,?\s+but)"
    r"\s+(?:(?:so far|in turn|meanwhile|however|for (?:its|his|her|their) part),?\s+)?$"
)
_NUMBERING = re.compile(r"(?:\d{1,2}\.|\(\d{1,2}\))\s")  # of a communiqué's paragraphs
_LONGEST_LEAD_IN = 25
_MOST_PHRASES = 10  # in one sentence; prose has fewer


def reports(masked: str) -> tuple[Report, ...]:
    """Everything that reports in one sentence, in order, its quoted words hidden."""
    if len(masked) > LONGEST_SENTENCE:
        return ()
    text = _blank(masked, _PARENTHESIS.finditer(masked))
    text = _blank(text, filter(None, [_NUMBERING.match(text)]))
    told = dateline_end(masked)
    text = " " * told + text[told:]
    verbs = list(verb_reports(text))
    nouns = (noun for noun in noun_reports(text) if not any(_about(verb, noun) for verb in verbs))
    found = sorted([*verbs, *nouns, *_phrases(text), *_opinions(text), *_hearsay(text)], key=lambda report: report.cue)
    return tuple(_bounded(list(_sourced(found, text)), text))


def dateline_end(sentence: str) -> int:
    """Return where a sentence begins after a dateline: "PARIS, 3 May (Agency) - Ministers met"; 0 without one."""
    dateline = _DATELINE.match(_blank(sentence, _PARENTHESIS.finditer(sentence)))
    named = dateline and (dateline["place"].split()[0].isupper() or countries_in(dateline["place"]))
    return dateline.end() if dateline and named else 0


def _about(verb: Report, noun: Report) -> bool:
    """Whether a verb reports what a noun does ("the statement by X said"), or what somebody says of it."""
    if verb.subject is None:
        return False
    told = verb.frame != "stance" and verb.content[0] <= noun.cue[0] < verb.content[1]
    return told or verb.subject == noun.subject or verb.subject[0] <= noun.cue[0] < verb.subject[1]


def relays(text: str, report: Report, others: Sequence[Report]) -> bool:
    """Whether a report only passes on what somebody else in its sentence, ``text``, is reported to have said."""
    passes_on = report.frame is None or report.lemma == "report"
    if not passes_on:
        return _repeats(text, report, others)
    return any(
        other.strong
        and other.frame != "mind"
        and other.lemma not in MOODS
        and other.subject is not None
        and other.subject != report.subject
        and not other.shared
        and report.content[0] <= other.subject[0]
        and not FINITE.search(text, report.content[0], other.subject[0])
        and other.cue[1] <= report.content[1]
        for other in others
    )


def _repeats(text: str, report: Report, others: Iterable[Report]) -> bool:
    """Whether a body gives the words of somebody who is quoted: '"...," Silva said, the ministry wrote later'."""
    told = [other for other in others if other.strong and other is not report and other.subject]
    return any(
        report.subject is not None
        and report.content[1] <= report.subject[0]
        and report.content[0] == (other.subject or report.subject)[0]
        and (HIDDEN in text[slice(*other.content)] or other.lemma == "tell")
        and other.cue[1] <= report.content[1]
        for other in told
    )


def is_told(text: str, report: Report, others: Sequence[Report]) -> bool:
    """Whether a report is part of what somebody else in its sentence says: "Silva said Peru had denied the charge".

    An outlet that passes on what somebody says is not the one who says it.
    """
    if report.subject is None or report.shared:
        return False
    start, end = report.subject
    if report.content[1] <= start:  # "..., the statement said"
        return False
    subordinated = _SUBORDINATED.search(text[:start]) and not _IN_ROLE.search(text, 0, end)
    if subordinated or _SUBORDINATE.match(text, start, end):
        return False
    return any(
        other.frame in {"speech", "clause", "topic"}
        and other.lemma != "report"
        and not _repeats(text, other, others)
        and other.subject not in {None, report.subject}
        and other.content[0] <= report.subject[0]
        and not other.content[0] <= other.cue[0] < other.content[1]
        and report.cue[1] <= other.content[1]
        for other in others
        if other is not report
    ) or _is_thought(report, others)


def _is_thought(report: Report, others: Iterable[Report]) -> bool:
    """Whether somebody tells what others think: "according to Silva, most traders are convinced that"."""
    thought = report.frame == "mind" or report.lemma in MOODS
    told = (o for o in others if o.frame is None and o.subject not in {None, report.subject})
    return thought and any(o.content[0] <= report.cue[0] and report.cue[1] <= o.content[1] for o in told)


def _blank(text: str, matches: Iterable[re.Match[str]]) -> str:
    """The text with spaces for what was matched."""
    for match in matches:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _phrases(text: str) -> Iterator[Report]:
    """What stands under "according to X" and the like."""
    for match in islice(_ACCORDING.finditer(text), _MOST_PHRASES):
        start, end = match.span("who")
        if FINITE.search(text, start, end):  # no comma parts the speaker from the clause
            start, end = unmarked(text, (start, end))
        subject = trimmed(text, (start, end))
        if subject:
            before = text[: match.start()].strip(' ,;"')
            before = before if not _OPEN_ENDED.search(text[: match.start()]) else ""
            opens = len(before) < _LONGEST_LEAD_IN and not FINITE.search(before) and not _goes_on(text, match)
            apposed = _APPOSED.match(text, match.end("who"))  # "according to the envoy, Ana Silva, the road ..."
            content = (apposed.end() if apposed else end, len(text)) if opens else (0, match.start())
            if not opens and _goes_on(text, match):  # "The road, according to Silva, was shut"
                content = 0, len(text)
            if opens and text.rstrip().endswith(":"):  # "According to Silva, the reasons are:"
                content = len(text), len(text)
            yield Report(
                match.span("cue"), match["cue"].casefold(), None, subject,
                shared=False, content=content, denied=False, strong=True,
            )  # fmt: skip


def _opinions(text: str) -> Iterator[Report]:
    """What stands under "in her opinion"."""
    for match in islice(_OPINION.finditer(text), _MOST_PHRASES):
        yield Report(
            match.span("cue"), match["cue"].casefold(), None, match.span("who"),
            shared=False, content=(match.end(), len(text)), denied=False, strong=True,
        )  # fmt: skip


def _goes_on(text: str, phrase: re.Match[str]) -> bool:
    """Whether a phrase parts a subject from its verb, so that no clause stands before it yet."""
    before, after = text[: phrase.start()].rstrip(), text[phrase.end("who") :]
    verb = after.startswith(", ") and (FINITE.match(after, 2) or re.split(r"\W", after[2:], maxsplit=1)[0] in FORMS)
    return before.endswith(",") and bool(verb) and not FINITE.search(before)


def _hearsay(text: str) -> Iterator[Report]:
    """Reports that nobody answers for: "reportedly", "is believed to"."""
    for match in islice(_HEARSAY.finditer(text), _MOST_PHRASES):
        lemma = (match["adverb"] or match["passive"]).casefold()
        apart = max((m.end() for m in _APART.finditer(text, 0, match.start())), default=0)
        yield Report(
            match.span(),
            lemma,
            None,
            None,
            shared=False,
            content=(apart, len(text)),
            denied=False,
            strong=bool(match["adverb"]),
        )


def _sourced(found: Sequence[Report], text: str) -> Iterator[Report]:
    """The reports, an outlet's laid to the source that it cites ("Reuters reported, citing two officials")."""
    for report in found:
        cited = _citation(text, report)
        subject = trimmed(text, cited.span("who")) if cited else None
        if not cited or not subject:
            yield report
            continue
        start, end = report.content
        if cited.start() < report.cue[0]:  # "Citing two officials, Reuters said ..."
            yield replace(report, subject=subject)
            continue
        content = (
            (cited.end(), end)
            if start <= cited.start() < end and cited.end() < end - 1
            else (start, min(end, cited.start()))
        )
        yield replace(report, subject=subject, content=content)


def _citation(text: str, report: Report) -> re.Match[str] | None:
    """Where a report names the source that an outlet has it from; a minister who cites figures speaks himself."""
    speaker = text[slice(*report.subject)] if report.subject else ""
    words = {word.casefold() for word in re.findall(r"[\w-]+", speaker)}
    if report.frame is not None and report.lemma != "report" and not words & (OUTLETS | OUTLET_NOUNS):
        return None
    after = _CITING.search(text, report.cue[1])
    fronted = _CITING_FIRST.match(text) if report.subject and report.subject[0] > 0 else None
    aside = _CITING.search(text, report.subject[1], report.cue[0]) if report.subject else None
    return after or fronted or aside


def _bounded(found: Sequence[Report], text: str) -> Iterator[Report]:
    """The reports, each cut off where the next one, by the same speaker or another, or a comment on it, begins."""
    for number, report in enumerate(found):
        start, end = report.content
        later = next((r for r in found[number + 1 :] if r.shared and start < r.cue[0] < end), None)
        if later:
            junction = _JUNCTION.search(text[: later.cue[0]].rstrip(" ,"))
            end = junction.start() if junction else end
        others = (
            r.subject[0]
            for r in found[number + 1 :]
            if r.subject and not r.shared and r.subject != report.subject and (r.strong or r.frame != "mind")
        )
        cut = next((m.start() for at in others if start < at < end and (m := _CONTRAST.search(text, start, at))), end)
        end = min(end, cut)
        after = (r.content[1] for r in found[number + 1 :] if r.subject and r.content[1] <= r.subject[0])
        end = min(
            [end, *(stop for stop in after if stop - start > _LONGEST_LEAD_IN)]
        )  # "..., state television reported"
        comment = _COMMENT.search(text, start, end)
        end = comment.start() if comment else end
        while start < end and text[start] in " ,:;":
            start += 1
        if start < end or start == len(text):
            yield replace(report, content=(start, end))
