"""Makes one visit of everything that speaks of it: repeated mentions, legs of a tour, members of a delegation.

Two readings are the same visit when the same party goes to the same place and neither their dates nor their states keep
them apart: a visit that took place and one that is planned are two, so are 2019 and 2023.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.language.dates import bounds
from communique.language.segment import Sentence
from communique.language.stays import LAST, WAS_DUE, Dated, adjoin, dates_of_reading, overlap, whole_stay
from communique.language.travel import Reading
from communique.records import Formality, VisitStatus

__all__ = ["Visiting", "group_readings"]

_LADDER: tuple[VisitStatus, ...] = ("invited", "under_discussion", "planned", "confirmed")
_PAST: frozenset[VisitStatus] = frozenset({"completed", "ongoing"})
_LONG_STAY = 10  # days; a visit begun longer ago than this is over, unless the text says otherwise
_STAY_TOLD = 8  # sentences; what is told farther from an arrival is not taken for part of that stay
_RECENT = 1  # days; who arrived this long before publication is still there, unless the text says otherwise
_ABOUT = 4  # sentences; what names no host belongs to no visit told farther off
_RECALL = 2  # sentences; "the trip" means one told of no further back


@dataclass(slots=True)
class Visiting:
    """One visit with all that speaks of it.

    Attributes:
        readings: the mentions, in order.
        dates: the date phrases among them.
        published: publication date.
    """

    readings: list[Reading]
    dates: list[Dated] = field(default_factory=list)
    published: str | None = None

    @property
    def visitors(self) -> tuple[str, ...]:
        """Named members of the party, principal first; nobody joins it who was said before to receive it."""
        party: dict[str, None] = {}
        receiving: set[str] = set()
        for reading in self.readings:
            party |= dict.fromkeys(name for name in reading.visitors if name not in receiving)
            receiving |= {name for name in reading.hosts if name not in party}
        return tuple(party)

    @property
    def host(self) -> tuple[str | None, str | None]:
        """State and international body visited."""
        stated = next((r for r in self.readings if r.host_country), self.readings[0])
        return stated.host_country, stated.host_organisation

    @property
    def visitor_country(self) -> str | None:
        """State of the visiting side."""
        return next((r.visitor_country for r in self.readings if r.visitor_country not in {None, self.host[0]}), None)

    @property
    def place(self) -> str | None:
        """City or site visited."""
        return next((r.place for r in self.readings if r.place), None)

    @property
    def formality(self) -> Formality:
        """The text's own word for the kind of visit."""
        return next((r.formality for r in self.readings if r.formality != "unspecified"), "unspecified")

    @property
    def when(self) -> Dated | None:
        """The most precise of the date phrases, or the stay that they tell of."""
        return whole_stay(self.dates)

    @property
    def status(self) -> VisitStatus:
        """State of the visit: the first of cancelled, ongoing, completed, else the furthest rung of the ladder."""
        plain = {reading.status for reading in self.readings if reading.status and not reading.far}
        found = plain or {reading.status for reading in self.readings if reading.status}
        if "cancelled" in found and not self._is_on_again:
            return "cancelled"
        ended = any(reading.ends and reading.status in _PAST for reading in self.readings)
        if found & _PAST:
            begun = any(reading.begins and reading.status == "completed" for reading in self.readings)
            under_way = "ongoing" in found or (begun and "planned" in found)
            return "ongoing" if under_way and not ended else "completed"
        rung = max((_LADDER.index(status) for status in found if status in _LADDER), default=_LADDER.index("planned"))
        settled = any(r.settled for r in self.readings) and any(r.announced for r in self.readings)
        if settled and rung >= _LADDER.index("planned") and self.when and self.when.precise:
            return "confirmed"
        return _LADDER[rung]

    @property
    def _is_on_again(self) -> bool:
        """Whether what was put off is said later to be on: "postponed her trip. She will now go in May"."""
        off = [reading for reading in self.readings if reading.status == "cancelled"]
        last = max((reading.sentence for reading in off), default=0)
        again = any(r.status == "planned" and r.settled and r.sentence > last for r in self.readings)
        return again and all(reading.put_off for reading in off)

    def belongs(self, reading: Reading, dated: Sequence[Dated]) -> bool:
        """Tell whether a reading speaks of this visit."""
        if not self._same_party(reading) or not self._same_goal(reading):
            return False
        off = "cancelled" in {self.status, reading.status}
        if off and {self.status, reading.status} & _PAST:
            return False  # what has been made cannot be called off
        together = overlap if off else adjoin
        if not all(together(a, b) for a in self.dates for b in dated) or self._is_long_past(reading, dated):
            return False
        stated = any(own.status and not own.far for own in self.readings)
        if off or reading.status is None or not stated or (reading.far and not dated):
            return True
        if (self.status in _PAST) == (reading.status in _PAST) or "ongoing" in {self.status, reading.status}:
            return True
        return self._continues(reading, dated)

    def _is_long_past(self, reading: Reading, dated: Sequence[Dated]) -> bool:
        """Tell whether one of two is under way, or lies ahead, and the other was over long before publication."""
        if self.published is None or len(self.published) < len(LAST):
            return False
        limit = (dt.date.fromisoformat(self.published) - dt.timedelta(days=_LONG_STAY)).isoformat()
        over = any(each.days[1] < limit for each in dated) and reading.status == "completed"
        if over and not self.dates:
            return "ongoing" in {own.status for own in self.readings}
        gone = any(each.days[1] < limit for each in self.dates)
        return gone and not dated and reading.status == "ongoing"

    def _same_goal(self, reading: Reading) -> bool:
        """Tell whether a reading goes where this visit goes; one city called off says nothing of another."""
        visited = (reading.host_country, reading.host_organisation)
        if (any(visited) and visited != self.host) or reading.hosting not in {None, self.host[0]}:
            return False
        elsewhere = len({self.place, reading.place} - {None}) > 1
        return not (elsewhere and "cancelled" in {self.status, reading.status})

    def was_moved_from(self, reading: Reading) -> bool:
        """Tell whether this visit was put off to another day, and a reading is of the same party and place."""
        return any(own.moved for own in self.readings) and self._same_party(reading) and self._same_goal(reading)

    def is_near(self, reading: Reading) -> bool:
        """Tell whether a reading stands close enough to be about this visit without naming where it goes."""
        return any(abs(reading.sentence - own.sentence) <= _ABOUT for own in self.readings)

    def _continues(self, reading: Reading, dated: Sequence[Dated]) -> bool:
        """Tell whether what lies ahead is part of a visit begun, or what is past of one told as planned.

        "She arrived on Monday. In Nairobi she will meet ..." is one visit; "He was there in May. He will go again" two.
        """
        unread = not any(each.resolved for each in (*self.dates, *dated))
        if unread and dated and {each.phrase for each in self.dates}.isdisjoint(each.phrase for each in dated):
            return not self.dates and reading.stays
        near = any(abs(reading.sentence - own.sentence) <= _STAY_TOLD for own in self.readings)
        arrives = reading.begins and not reading.host_country and reading.status in _PAST
        if arrives and self.status == "planned" and near and not self.dates:
            return any(own.stays for own in self.readings)
        dates = bool(self.dates and dated)
        if self.status == "completed":
            begun = any(own.begins for own in self.readings)
            return near and (begun or dates) and reading.status == "planned" and (reading.stays or dates)
        return near and reading.stays and (dates or not self.dates)

    def _same_party(self, reading: Reading) -> bool:
        if not reading.visitors and reading.visitor_country is None:
            return any(0 <= reading.sentence - own.sentence <= _RECALL for own in self.readings)
        if reading.joins and reading.visitor_country is None:
            return any(0 <= reading.sentence - own.sentence <= _RECALL for own in self.readings)
        if reading.joins:
            return reading.visitor_country == self.visitor_country
        if reading.visitors and self.visitors:
            return bool(set(reading.visitors) & set(self.visitors)) or self._is_delegation(reading)
        if reading.visitor_country is None or reading.visitor_country != self.visitor_country:
            return False
        near = any(abs(reading.sentence - own.sentence) <= 1 for own in self.readings)
        return near or bool(reading.visitors) == bool(self.visitors)

    def _is_delegation(self, reading: Reading) -> bool:
        """Tell whether other people of the same state go to the same place in the same breath."""
        return (
            reading.visitor_country is not None
            and reading.visitor_country == self.visitor_country
            and any(reading.sentence == own.sentence and reading.start == own.start for own in self.readings)
        )


def group_readings(
    readings: Iterable[Reading], text: str, sentences: Sequence[Sentence], published: str | None
) -> list[Visiting]:
    """Return one :class:`Visiting` a visit, in order of first mention.

    Args:
        readings: mentions of visits; those that name no host support a visit already read and are none by themselves.
        text: the article.
        sentences: its sentences; a date phrase is read with its sentence.
        published: publication date.
    """
    groups: list[Visiting] = []
    loose: list[tuple[Reading, list[Dated]]] = []
    for reading in readings:
        dated = dates_of_reading(reading, text, sentences, published)
        reading = _settle_tense(reading, dated, published)  # noqa: PLW2901 - the reading as its date shows it
        if not reading.host_country and not reading.host_organisation:
            loose.append((reading, dated))
            continue
        moved = _superseded(groups, reading, sentences[reading.sentence])
        if moved:
            moved.readings.append(replace(reading, status=None))
        else:
            _place(groups, reading, dated, published)
    for reading, dated in loose:
        home = [group for group in groups if group.belongs(reading, dated) and group.is_near(reading)]
        if home and reading.everybody:
            latest = max(group.readings[-1].sentence for group in home)
            for group in home:
                if group.readings[-1].sentence == latest:
                    group.readings.append(reading)
                    group.dates.extend(dated)
        elif home:
            near = min(
                home,
                key=lambda group: (
                    reading.status == "planned" and group.status != "invited",  # an invitation is what is accepted
                    *min((abs(r.sentence - reading.sentence), abs(r.start - reading.start)) for r in group.readings),
                ),
            )
            near.readings.append(reading)
            near.dates.extend(dated)
    _name_parties(groups)
    _loosen_tours(groups)
    return groups


def _name_parties(groups: Sequence[Visiting]) -> None:
    """Name an unnamed party as elsewhere: "A Peruvian delegation is in Riga en route to Oslo", led by A in Riga."""
    for group in groups:
        unnamed = {(r.sentence, r.visitor_country) for r in group.readings if not r.visitors and r.visitor_country}
        if group.visitors or not unnamed:
            continue
        for other in groups:
            if other.visitors and unnamed & {(r.sentence, r.visitor_country) for r in other.readings if not r.visitors}:
                group.readings[0] = replace(group.readings[0], visitors=other.visitors)
                break


def _superseded(groups: Sequence[Visiting], reading: Reading, told: Sentence) -> Visiting | None:
    """Return the visit that a reading tells the first plan of: "has been moved to May. She had been due on Sunday"."""
    if reading.moved or not WAS_DUE.search(told.text):
        return None
    return next((group for group in reversed(groups) if group.was_moved_from(reading)), None)


def _place(groups: list[Visiting], reading: Reading, dated: list[Dated], published: str | None) -> None:
    home = next((group for group in reversed(groups) if group.belongs(reading, dated)), None)
    if home:
        home.readings.append(reading)
        home.dates.extend(dated)
    else:
        groups.append(Visiting([reading], dated, published))


def _settle_tense(reading: Reading, dated: Sequence[Dated], published: str | None) -> Reading:
    """Correct a state that its own date rules out: nothing that begins after publication has taken place."""
    if published is None or len(published) < 10 or not dated or not dated[0].resolved:
        return reading
    first, last = dated[0].days
    if reading.status in _PAST and first > published:
        return replace(reading, status="planned", settled=reading.settled or reading.status == "ongoing")
    recent = (dt.date.fromisoformat(published) - dt.timedelta(days=_RECENT)).isoformat()
    under_way = recent <= first or (dated[0].is_stay and published <= last)
    if reading.status in {"completed", None} and reading.begins and first <= published and under_way:
        return replace(reading, status="ongoing")
    if reading.status is None and last < published:
        return replace(reading, status="completed")
    long_ago = (dt.date.fromisoformat(published) - dt.timedelta(days=_LONG_STAY)).isoformat()
    if reading.status == "ongoing" and last < long_ago:
        return replace(reading, status="completed")
    return reading


def _loosen_tours(groups: Sequence[Visiting]) -> None:
    """A span given for a whole tour dates each leg only to within it: ``a/b`` becomes ``[a..b]``.

    A leg with a date of its own does not need it.
    """
    legs = {(group.host, dated.span) for group in groups for dated in group.dates}
    shared = Counter(span for _, span in legs)
    for group in groups:
        alone = [dated for dated in group.dates if dated.resolved and shared[dated.span] == 1]
        if any(dated.precise for dated in alone):
            group.dates = [dated for dated in alone if dated.precise or dated.is_end]
        chosen = group.when
        spans = chosen and chosen.resolved and "/" in chosen.resolved.edtf and ".." not in chosen.resolved.edtf
        if chosen and chosen.resolved and spans and shared[chosen.span] > 1:
            loose = f"[{chosen.resolved.edtf.replace('/', '..')}]"
            earliest, latest = bounds(loose)
            within = replace(chosen.resolved, edtf=loose, earliest=earliest, latest=latest)
            group.dates = [replace(chosen, resolved=within)]
