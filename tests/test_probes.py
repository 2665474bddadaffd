"""Probes: model answers that lie about an article must not come out as records that say so.

The first seven are of the kinds that other tools were measured to let through: a name swapped, a denial turned into its
opposite, an event invented around a true name, a long invented quotation, a near match of a name, a word too short to
prove anything, and a record none of whose quotes is true. In each case the lie is refused into ``dropped`` with a
reason, or the article's own words stand in its place.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from communique.answers import (
    ClaimItem,
    EverythingAnswer,
    OfficialItem,
    OfficialsAnswer,
    OverviewAnswer,
    VisitItem,
    people_answer,
    speakers_answer,
    visits_answer,
)
from communique.article import read_article
from communique.claims import assemble_claims
from communique.document import read_document
from communique.model.exchange import Reply, Usage
from communique.pipeline import Reading, summarise
from communique.profiles import LARGE, Pass, Profile
from communique.prompts import PromptLibrary
from communique.records import ArticleSummary

NEWS = """Latvian Foreign Minister Ilze Ozola met Kenyan Foreign Minister Joseph Mwangi in Nairobi on 13 March. \
"We did not sign a treaty," Ozola told reporters. Kenyan officials denied the claim that the talks had failed.

Latvia may send 200 engineers to the port of Mombasa, the foreign ministry in Riga said on Monday. Trade between the \
two countries fell by a tenth last year. The port was built by a company that belongs to the pianist Clara Voss.

Peruvian President Lucia Quispe will visit Riga in May, her spokesman announced on Tuesday. Latvian President Andris \
Kalnins spoke with Quispe by telephone before the announcement. Kalnins has never visited Kenya.

Ghana accused Peru of breaking a promise, diplomats said. Soldiers from Ghana arrived in Haiti in February. "It will \
take two years to repair the harbour," Mwangi said. Kalnins could travel to Ghana later this year, but no date has \
been set.

The painter Arvid Lind praised Energy Minister Dace Liepa at a dinner in Oslo, where the minister's cousin sang."""


def visit(quote: str | list[str], visitors: list[str], host: str, **details) -> VisitItem:
    fields = {
        "visitor_country": None,
        "place": None,
        "hosts": [],
        "when": None,
        "status": "completed",
        "formality": "unspecified",
        "purpose": None,
    }
    quotes = [quote] if isinstance(quote, str) else quote
    return VisitItem(quotes=[each for each in quotes if each], visitors=visitors, host=host, **(fields | details))


def claim(quote: str, speaker: str | None, content: str, **details) -> ClaimItem:
    fields = {"source": "named", "certainty": "asserted", "negated": False}
    return ClaimItem(quotes=[quote] if quote else [], speaker=speaker, content=content, **(fields | details))


def official(
    quote: str, name: str, role: str, country: str | None = None, organisation: str | None = None
) -> OfficialItem:
    return OfficialItem(quote=quote, name=name, role=role, country=country, organisation=organisation)


class OneAnswer:
    """Answers the only question with what it is given."""

    def __init__(self, answer) -> None:
        self._answer = answer

    async def ask(self, request):
        return Reply(request.answer.model_validate(self._answer.model_dump()), Usage(calls=1), 1, False)


def summary_of(*items, text: str = NEWS, headline: str = "Talks.", told: str = "Talks.") -> ArticleSummary:
    answer = EverythingAnswer(
        headline=headline,
        summary=told,
        officials=[item for item in items if isinstance(item, OfficialItem)],
        visits=[item for item in items if isinstance(item, VisitItem)],
        claims=[item for item in items if isinstance(item, ClaimItem)],
    )
    reading = Reading("m", None, LARGE, PromptLibrary(), None)
    return asyncio.run(summarise(read_article(text, published="2025-03-27"), reading, OneAnswer(answer)))


def says(*words: str, speaker: str | None = None) -> Callable[[ArticleSummary], bool]:
    """Whether a claim, of that speaker if one is given, holds all these words."""
    return lambda summary: any(
        all(word in c.content for word in words) and speaker in {None, c.speaker} for c in summary.claims
    )


def goes(visitor: str, host: str, **fields) -> Callable[[ArticleSummary], bool]:
    """Whether a visit takes that person or state to that host."""

    def told(summary: ArticleSummary) -> bool:
        going = [v for v in summary.visits if visitor in (*v.visitors, v.visitor_country) and v.host_country == host]
        return any(all(getattr(v, name) == value for name, value in fields.items()) for v in going)

    return told


def holds(name: str, **fields) -> Callable[[ArticleSummary], bool]:
    """Whether an official of that name has these fields."""
    return lambda summary: any(
        o.name == name and all(getattr(o, field) == value for field, value in fields.items()) for o in summary.officials
    )


def words(*contents: str, speaker: str | None = None) -> Callable[[ArticleSummary], bool]:
    """Whether a claim, of that speaker if one is given, is one of these."""
    return lambda summary: any(c.content in contents and speaker in {None, c.speaker} for c in summary.claims)


@cache
def plain(text: str = NEWS) -> ArticleSummary:
    """What the rules alone read in an article."""
    return summary_of(text=text)


def records(summary: ArticleSummary) -> tuple:
    return summary.officials, summary.visits, summary.claims


@dataclass(frozen=True)
class Probe:
    """A lie.

    Attributes:
        name: what kind of lie.
        item: the model's answer.
        lie: whether a summary tells it.
        reason: why it is refused; None where the article's own words take its place.
        text: the article.
    """

    name: str
    item: VisitItem | ClaimItem | OfficialItem
    lie: Callable[[ArticleSummary], bool]
    reason: str | None = None
    text: str = NEWS


MET = "Latvian Foreign Minister Ilze Ozola met Kenyan Foreign Minister Joseph Mwangi in Nairobi on 13 March."
TREATY = '"We did not sign a treaty," Ozola told reporters.'
DENIED = "Kenyan officials denied the claim that the talks had failed."
ENGINEERS = "Latvia may send 200 engineers to the port of Mombasa, the foreign ministry in Riga said on Monday."
TRADE = "Trade between the two countries fell by a tenth last year."
RIGA = "Peruvian President Lucia Quispe will visit Riga in May, her spokesman announced on Tuesday."
CALL = "Latvian President Andris Kalnins spoke with Quispe by telephone before the announcement."
NEVER = "Kalnins has never visited Kenya."
ACCUSED = "Ghana accused Peru of breaking a promise, diplomats said."
HAITI = "Soldiers from Ghana arrived in Haiti in February."
HARBOUR = '"It will take two years to repair the harbour," Mwangi said.'
GHANA = "Kalnins could travel to Ghana later this year, but no date has been set."
DINNER = (
    "The painter Arvid Lind praised Energy Minister Dace Liepa at a dinner in Oslo, where the minister's cousin sang."
)

SEVEN = (
    Probe(
        "a name swapped",
        claim("Ilze Ozola met Vladimir Putin", None, "Ozola met Vladimir Putin."),
        says("Putin"),
        "not_in_article",
    ),
    Probe(
        "a denial confirmed",
        claim(
            "Kenyan officials confirmed the claim",
            "Kenyan officials",
            "Kenyan officials confirmed the claim.",
            source="role_only",
        ),
        says("confirmed the claim"),
        "not_in_article",
    ),
    Probe(
        "an arrest invented around a true name",
        claim("Ilze Ozola arrested in Nairobi", None, "Ozola was arrested."),
        says("arrested"),
        "not_in_article",
    ),
    Probe(
        "a long quotation invented",
        claim(
            "The two ministers signed a treaty on fishing, trade and the training of "
            "officers, and agreed to meet again in the autumn.",
            "Ilze Ozola",
            "The ministers signed a treaty on fishing.",
        ),
        says("fishing"),
        "not_in_article",
    ),
    Probe(
        "a name that nearly matches",
        official("Minister Ozolins", "Ilze Ozolins", "Foreign Minister"),
        holds("Ilze Ozolins"),
        "not_in_article",
    ),
    Probe(
        "a quotation of one short word",
        claim("no", "Joseph Mwangi", "Kenya will pay for the harbour."),
        says("pay for"),
        "nothing_reported",
    ),
    Probe(
        "no quotation at all",
        claim("", "Joseph Mwangi", "Kenya will pay for the harbour."),
        says("pay for"),
        "not_in_article",
    ),
)

CLAIMS = (
    Probe(
        "a swapped speaker",
        claim(TREATY, "Joseph Mwangi", "We did not sign a treaty.", negated=True),
        says("treaty", speaker="Joseph Mwangi"),
    ),
    Probe(
        "an invented speaker",
        claim(TREATY, "Boris Petrov", "We did not sign a treaty.", negated=True),
        says("treaty", speaker="Boris Petrov"),
    ),
    Probe(
        "the article's own words given to a person",
        claim(TRADE, "Joseph Mwangi", "Trade fell by a tenth last year."),
        says("Trade", speaker="Joseph Mwangi"),
        "speaker_not_in_evidence",
    ),
    Probe(
        "the article's own words given to a state named there",
        claim("Soldiers from Ghana arrived in Haiti in February.", "Ghana", "Soldiers arrived in Haiti in February."),
        says("Haiti", speaker="Ghana"),
        "nothing_reported",
    ),
    Probe("a dropped negation", claim(TREATY, "Ilze Ozola", "Ozola did sign a treaty."), says("did sign")),
    Probe(
        "an added negation",
        claim(HARBOUR, "Joseph Mwangi", "It will not take two years to repair the harbour."),
        says("not take"),
    ),
    Probe(
        "a denial told as a claim",
        claim(DENIED, "Kenyan officials", "The claim that the talks had failed is true."),
        says("is true"),
    ),
    Probe(
        "a changed number",
        claim(ENGINEERS, "the foreign ministry in Riga", "Latvia may send 500 engineers."),
        says("500"),
    ),
    Probe(
        "a number in words changed",
        claim(HARBOUR, "Joseph Mwangi", "It will take three years to repair the harbour."),
        says("three"),
    ),
    Probe("a number added", claim(TRADE, None, "Trade fell by a tenth, to 3 million euros."), says("million")),
    Probe(
        "a hedge removed",
        claim(ENGINEERS, "the foreign ministry in Riga", "Latvia will send 200 engineers."),
        says("will send 200"),
    ),
    Probe(
        "a hedge added",
        claim(HARBOUR, "Joseph Mwangi", "It may take two years to repair the harbour."),
        says("may take"),
    ),
    Probe(
        "certainty told otherwise",
        claim(
            ENGINEERS,
            "the foreign ministry in Riga",
            "Latvia may send 200 engineers to the port of Mombasa.",
            certainty="asserted",
        ),
        lambda s: any("200 engineers" in c.content and c.certainty == "asserted" for c in s.claims),
    ),
    Probe(
        "negation told otherwise",
        claim(TREATY, "Ilze Ozola", "We did not sign a treaty.", negated=False),
        lambda s: any("sign a treaty" in c.content and not c.negated for c in s.claims),
    ),
    Probe(
        "another verb", claim(TRADE, None, "Trade between the two countries rose by a tenth last year."), says("rose")
    ),
    Probe(
        "another verb in a quotation",
        claim(HARBOUR, "Joseph Mwangi", "It will take two years to destroy the harbour."),
        says("destroy"),
    ),
    Probe(
        "who did what to whom turned round",
        claim(ACCUSED, "diplomats", "Peru accused Ghana of breaking a promise."),
        says("Peru accused"),
    ),
    Probe(
        "turned round in the passive",
        claim(ACCUSED, "diplomats", "Ghana was accused by Peru of breaking a promise."),
        says("by Peru"),
    ),
    Probe(
        "another place",
        claim(ENGINEERS, "the foreign ministry in Riga", "Latvia may send 200 engineers to Lima."),
        says("Lima"),
    ),
    Probe(
        "an invented person in true words",
        claim(HARBOUR, "Joseph Mwangi", "It will take Olga Berg two years."),
        says("Berg"),
    ),
    Probe(
        "words of another sentence",
        claim(HARBOUR, "Joseph Mwangi", "Clara Voss will repair the harbour."),
        says("Voss will"),
    ),
    Probe("another month", claim(RIGA, None, "Quispe will visit Riga in June."), says("June")),
    Probe(
        "the kind of source raised",
        claim(ACCUSED, "diplomats", "Ghana accused Peru of breaking a promise.", source="institution"),
        lambda s: any(c.speaker == "diplomats" and c.source == "institution" for c in s.claims),
    ),
)

VISITS = (
    Probe(
        "the wrong direction",
        visit(RIGA, ["Andris Kalnins"], "Peru", status="planned"),
        goes("Andris Kalnins", "PE"),
        "host_not_in_evidence",
    ),
    Probe(
        "the host travels to the visitor",
        visit(MET, ["Joseph Mwangi"], "Latvia"),
        goes("Joseph Mwangi", "LV"),
        "host_not_in_evidence",
    ),
    Probe(
        "a visit to one's own country",
        visit(MET, ["Joseph Mwangi"], "Kenya"),
        goes("Joseph Mwangi", "KE"),
        "own_country",
    ),
    Probe(
        "another traveller", visit(RIGA, ["Ilze Ozola"], "Peru"), goes("Ilze Ozola", "PE"), "visitor_not_in_evidence"
    ),
    Probe(
        "an invented traveller",
        visit(MET, ["Boris Petrov"], "Kenya", visitor_country="Russia"),
        goes("RU", "KE"),
        "no_visitor",
    ),
    Probe("an invented companion", visit(MET, ["Ilze Ozola", "Dace Liepa"], "Kenya"), goes("Dace Liepa", "KE")),
    Probe("the wrong country", visit(MET, ["Ilze Ozola"], "Ghana"), goes("Ilze Ozola", "GH"), "host_not_in_evidence"),
    Probe(
        "a country that the article does not name",
        visit(MET, ["Ilze Ozola"], "Japan"),
        goes("Ilze Ozola", "JP"),
        "host_not_in_evidence",
    ),
    Probe("a country that is none", visit(MET, ["Ilze Ozola"], "Ruritania"), goes("Ilze Ozola", None), "no_host"),
    Probe(
        "a body that the sentence does not name",
        visit(MET, ["Ilze Ozola"], "NATO"),
        goes("Ilze Ozola", None),
        "host_not_in_evidence",
    ),
    Probe("a telephone call", visit(CALL, ["Andris Kalnins"], "Peru"), goes("Andris Kalnins", "PE"), "no_travel"),
    Probe("a denied visit", visit(NEVER, ["Andris Kalnins"], "Kenya"), goes("Andris Kalnins", "KE"), "denied"),
    Probe("troops", visit(HAITI, [], "Haiti", visitor_country="Ghana"), goes("GH", "HT"), "visitor_not_in_evidence"),
    Probe(
        "a possible visit that took place",
        visit(GHANA, ["Andris Kalnins"], "Ghana", status="completed"),
        goes("Andris Kalnins", "GH", status="completed"),
    ),
    Probe(
        "a planned visit that was cancelled",
        visit(RIGA, ["Lucia Quispe"], "Latvia", status="cancelled"),
        goes("Lucia Quispe", "LV", status="cancelled"),
    ),
    Probe(
        "a date of another sentence",
        visit(RIGA, ["Lucia Quispe"], "Latvia", when="on 13 March", status="planned"),
        lambda s: any(v.when and v.when.text == "on 13 March" for v in s.visits if "Lucia Quispe" in v.visitors),
    ),
    Probe(
        "the date of the announcement",
        visit(RIGA, ["Lucia Quispe"], "Latvia", when="on Tuesday", status="planned"),
        lambda s: any(v.when and v.when.text == "on Tuesday" for v in s.visits),
    ),
    Probe(
        "a date that stands nowhere",
        visit(MET, ["Ilze Ozola"], "Kenya", when="on 14 April"),
        lambda s: any(v.when and "April" in v.when.text for v in s.visits),
    ),
    Probe(
        "another formality",
        visit(MET, ["Ilze Ozola"], "Kenya", formality="state"),
        lambda s: any(v.formality == "state" for v in s.visits),
    ),
    Probe(
        "an invented purpose",
        visit(GHANA, ["Andris Kalnins"], "Ghana", purpose="to buy weapons"),
        lambda s: any(v.purpose and "weapons" in v.purpose for v in s.visits),
    ),
    Probe(
        "another city",
        visit(MET, ["Ilze Ozola"], "Kenya", place="Mombasa"),
        lambda s: any(v.place == "Mombasa" for v in s.visits),
    ),
    Probe(
        "a host who is elsewhere",
        visit(MET, ["Ilze Ozola"], "Kenya", hosts=["Lucia Quispe"]),
        lambda s: any("Lucia Quispe" in v.hosts for v in s.visits),
    ),
    Probe(
        "an invented quotation for a visit",
        visit("Ozola flew on to Accra for two days.", ["Ilze Ozola"], "Ghana"),
        goes("Ilze Ozola", "GH"),
        "not_in_article",
    ),
    Probe(
        "a sentence without travel",
        visit(TRADE, ["Ilze Ozola"], "Kenya"),
        goes("Ilze Ozola", "KE", evidence=TRADE),
        "no_travel",
    ),
)

OFFICIALS = (
    Probe(
        "an invented official",
        official(MET, "Boris Petrov", "Ambassador", "Russia"),
        holds("Boris Petrov"),
        "not_in_article",
    ),
    Probe(
        "a private person in office",
        official("the pianist Clara Voss", "Clara Voss", "minister", "Latvia"),
        holds("Clara Voss"),
        "role_not_in_evidence",
    ),
    Probe(
        "another's office",
        official(DINNER, "Arvid Lind", "Energy Minister", "Latvia"),
        holds("Arvid Lind"),
        "role_not_in_evidence",
    ),
    Probe(
        "the office of a relative",
        official(DINNER, "Arvid Lind", "minister"),
        holds("Arvid Lind"),
        "role_not_in_evidence",
    ),
    Probe("no office", official(DINNER, "Arvid Lind", "painter"), holds("Arvid Lind"), "no_office"),
    Probe("a higher office", official(MET, "Ilze Ozola", "President", "Latvia"), holds("Ilze Ozola", role="President")),
    Probe("another state", official(MET, "Ilze Ozola", "Foreign Minister", "Peru"), holds("Ilze Ozola", country="PE")),
    Probe(
        "a state that the passage does not name",
        official(DINNER, "Dace Liepa", "Energy Minister", "Japan"),
        holds("Dace Liepa", country="JP"),
    ),
    Probe(
        "an invented organisation",
        official(DINNER, "Dace Liepa", "Energy Minister", None, "NATO"),
        holds("Dace Liepa", organisation="NATO"),
    ),
    Probe(
        "a city in office", official(MET, "Nairobi", "Foreign Minister", "Kenya"), holds("Nairobi"), "not_in_article"
    ),
    Probe(
        "an office as a name",
        official(ENGINEERS, "the foreign ministry", "spokesman", "Latvia"),
        holds("the foreign ministry"),
        "not_in_article",
    ),
)

# What a model copies out of the worked examples of prompts/*.md instead of reading the article.
LEAKS = (
    Probe(
        "an example's visit",
        visit("a visit from Qatari Emir Tamim Al Thani", ["Tamim Al Thani"], "Portugal"),
        goes("Tamim Al Thani", "PT"),
        "not_in_article",
    ),
    Probe(
        "another example's visit",
        visit("who toured Kenya and Ghana", ["Alar Tamm"], "Kenya"),
        goes("Alar Tamm", "KE"),
        "not_in_article",
    ),
    Probe(
        "an example's invitation",
        visit("has invited President Alar Tamm to Oslo", ["Alar Tamm"], "Norway", status="invited"),
        goes("Alar Tamm", "NO"),
        "not_in_article",
    ),
    Probe(
        "an example's official",
        official("Liis Oja", "Liis Oja", "former president", "Estonia"),
        holds("Liis Oja"),
        "not_in_article",
    ),
    Probe(
        "another example's official",
        official("Rui Machado", "Rui Machado", "foreign minister", "Portugal"),
        holds("Rui Machado"),
        "not_in_article",
    ),
    Probe(
        "an example's claim",
        claim("Lisbon is preparing for a visit", "Rui Machado", "Lisbon is preparing for a visit."),
        says("Lisbon"),
        "not_in_article",
    ),
    Probe(
        "an example's speaker",
        claim(TREATY, "Rui Machado", "We did not sign a treaty.", negated=True),
        says("treaty", speaker="Rui Machado"),
    ),
)


def said(name: str, words_said: str, lie: str, **details) -> Probe:
    """A claim in which a model leaves out or puts in place of others what turns the words of one speaker."""
    text = f"Kenyan President Joseph Mwangi said {words_said}."
    told = claim(text, "Joseph Mwangi", lie, **details)
    return Probe(name, told, words(lie), text=f"{text} The talks in Mombasa lasted two hours.")


# Deleting words is a change, and so is a little word in place of another.
WORDINGS = (
    said("a falsehood", "it was false that rebels had taken the port", "Rebels had taken the port."),
    said("a lie", "reports that rebels had taken the port were a lie", "Rebels had taken the port."),
    said("a baseless claim", "the claim that Peru had sent missiles was baseless", "Peru had sent missiles."),
    said("short of", "Kenya stopped short of recognising the vote", "Kenya recognising the vote."),
    said("should", "Kenya should send soldiers to Haiti", "Kenya will send soldiers to Haiti."),
    said("must", "Ghana must withdraw from Haiti", "Ghana will withdraw from Haiti."),
    said("a wish", "Kenya wants to leave the treaty", "Kenya leaves the treaty."),
    said("a threat", "Ghana had threatened to close the border", "Ghana had closed the border."),
    said("a promise", "Ghana had promised to release the prisoners", "Ghana had released the prisoners."),
    said("a request", "he had asked Ghana to release the prisoners", "Ghana released the prisoners."),
    said("a call", "the council called on Ghana to leave Haiti", "Ghana leaves Haiti."),
    said("an agreement", "Peru agreed to stop the programme", "Peru stopped the programme."),
    said("an attempt", "Peru was trying to stop the war", "Peru stopped the war."),
    said("a plan", "Ghana was planning to attack Haiti", "Ghana was to attack Haiti."),
    said("an accusation", "Ghana was accused of arming the rebels", "Ghana was arming the rebels."),
    said("what was prevented", "Peru had prevented an attack on the port", "Peru had an attack on the port."),
    said("if", "sanctions will end if the port is opened", "Sanctions will end."),
    said("if, of what would be", "Peru would sign if sanctions were lifted", "Peru would sign.", certainty="probable"),
    said("unless", "the army will march unless the port is opened", "The army will march."),
    said("only if", "soldiers will leave only if it opens", "Soldiers will leave even if it opens."),
    said("before", "the vote was held before the soldiers left", "The vote was held after the soldiers left."),
    said("nearly", "the talks had nearly collapsed", "The talks had collapsed."),
    said("close to", "Ghana was close to leaving Haiti", "Ghana was leaving Haiti."),
    said("some", "some of the prisoners were released", "All of the prisoners were released."),
    said("over", "trade was over 200 million dollars", "Trade was under 200 million dollars."),
    said("up to", "Kenya would send up to 200 soldiers", "Kenya would send 200 soldiers.", certainty="probable"),
    said("fewer than", "fewer than 200 soldiers died", "200 soldiers died."),
    said("at least", "at least 200 soldiers died", "200 soldiers died."),
    said("a range", "the dam would cost between 20 and 90 million", "The dam would cost 90 million."),
    said("another unit", "the road was 40 kilometres long and 9 metres wide", "The road was 40 metres wide."),
    said("points", "the tax rose by 3 percentage points to 20 percent", "The tax rose by 20 percent."),
    said("which round", "it was the third round of talks and the first here", "It was the third round of talks here."),
    said("which day", "talks start on Monday and end on Friday", "Talks start on Friday."),
    said("which port", "ships left Lima in May and reached Accra in June", "Ships left Accra in June."),
    said("the passive", "Ghana was attacked by Peru", "Ghana attacked Peru."),
    said("ing for ed", "Ghana was attacked", "Ghana was attacking."),
    said("a few", "a few soldiers died", "Few soldiers died."),
)

STAY = "Norwegian Foreign Minister Kari Lund said the fleet would stay in port."
LEAVE = "Chilean Defence Minister Diego Mora said the fleet would leave on Friday."
FLEET = f"{STAY} {LEAVE}"
PORT = (
    "Kenyan President Samuel Kiptoo said the port was open, while Tanzanian President Halima Juma said it was closed."
)
TOLD = 'Kenyan President Samuel Kiptoo said the general had told him: "I ordered the attack."'
GONE = "The fleet would leave on Friday."

# What one says is not another's, though a model quotes both.
SPEAKERS = (
    Probe(
        "another's claim, both sentences quoted",
        ClaimItem(
            quotes=[STAY, LEAVE],
            speaker="Kari Lund",
            content=GONE,
            source="named",
            certainty="probable",
            negated=False,
        ),
        words(GONE, speaker="Kari Lund"),
        text=FLEET,
    ),
    Probe(
        "another's claim, quoted over an elision",
        claim("Kari Lund said the fleet ... would leave on Friday.", "Kari Lund", GONE),
        words(GONE, speaker="Kari Lund"),
        text=FLEET,
    ),
    Probe(
        "the second speaker's claim put to the first",
        claim(PORT, "Samuel Kiptoo", "The port was closed."),
        words("The port was closed.", speaker="Samuel Kiptoo"),
        text=PORT,
    ),
    Probe(
        "the first speaker's claim put to the second",
        claim(PORT, "Halima Juma", "The port was open."),
        words("The port was open.", speaker="Halima Juma"),
        text=PORT,
    ),
)

TOLD_HIM = Probe(
    "what somebody was told, as what he did",
    claim(TOLD, "Samuel Kiptoo", "The general had told him: Samuel Kiptoo ordered the attack."),
    says("Samuel Kiptoo ordered"),
    text=TOLD,
)

FRENCH = "Le président kényan Samuel Kiptoo a démenti que l'armée ait quitté le port."
RUSSIAN = "Президент Кении Самуэль Киптоо заявил, что армия не покинет порт."
SPANISH = "El presidente de Kenia, Samuel Kiptoo, dijo que el ejército no dejará el puerto."
CHINESE = "肯尼亚总统基普图表示，政府可能派出200名士兵。会谈在内罗毕举行。"
FOREIGN = (
    Probe(
        "a denial in French",
        claim(FRENCH, "Samuel Kiptoo", "The army left the port."),
        words("The army left the port."),
        text=f"{FRENCH} Les discussions ont eu lieu à Nairobi.",
    ),
    Probe(
        "a negation dropped in Russian",
        claim(RUSSIAN, "Самуэль Киптоо", "The army will leave the port."),
        words("The army will leave the port."),
        text=f"{RUSSIAN} Переговоры прошли в Найроби.",
    ),
    Probe(
        "something else in Spanish",
        claim(SPANISH, "Samuel Kiptoo", "Boris Orlov will not praise the invasion of Poland."),
        says("Orlov"),
        text=f"{SPANISH} La reunión fue el lunes en Nairobi.",
    ),
    Probe(
        "a hedge dropped in Chinese",
        claim("政府可能派出200名士兵", "基普图", "The government will send 200 soldiers."),
        says("will send"),
        text=CHINESE,
    ),
    Probe(
        "another number in Chinese",
        claim("政府可能派出200名士兵", "基普图", "The government may send 20,000 soldiers."),
        says("20,000"),
        text=CHINESE,
    ),
)

GERMAN = "Der kenianische Präsident Samuel Kiptoo wird nicht nach Ruanda reisen, sagte sein Sprecher."
INDONESIAN = "Presiden Kenya Samuel Kiptoo mengatakan bahwa tentara tidak akan meninggalkan pelabuhan."
UNREAD = (
    Probe(
        "a visit denied in German",
        visit(GERMAN, ["Samuel Kiptoo"], "Rwanda", status="planned"),
        goes("Samuel Kiptoo", "RW"),
        "denied",
        text=f"{GERMAN} Die Gespräche dauerten zwei Stunden.",
    ),
    Probe(
        "a visit denied in French",
        visit("Samuel Kiptoo ne se rendra pas au Rwanda", ["Samuel Kiptoo"], "Rwanda", status="planned"),
        goes("Samuel Kiptoo", "RW"),
        "denied",
        text="Le président kényan Samuel Kiptoo ne se rendra pas au Rwanda. Les discussions ont eu lieu à Nairobi.",
    ),
    Probe(
        "a negation dropped in Indonesian",
        claim(INDONESIAN, "Samuel Kiptoo", "The army will leave the port."),
        words("The army will leave the port."),
        text=f"{INDONESIAN} Pembicaraan berlangsung dua jam.",
    ),
)

YILMAZER = "Foreign Minister Mustafa Yilmazer met NATO Secretary General Erik Solberg on Thursday in the capital."
KOLA = "Foreign Minister Mustafa Yilmazer met President Ilir Kola of Albania on Thursday for an hour or two."
LIND = "The painter Arvid Lind criticised the foreign minister of Sweden at a dinner of the guild of painters."
LEFT = "The painter Arvid Lind smiled as the foreign minister of Sweden left the dinner of the guild of painters."

OF_OTHERS = (
    Probe(
        "the body of another",
        official(YILMAZER, "Mustafa Yilmazer", "Foreign Minister", None, "NATO"),
        holds("Mustafa Yilmazer", organisation="NATO"),
        text=YILMAZER,
    ),
    Probe(
        "the state of another",
        official(KOLA, "Mustafa Yilmazer", "Foreign Minister", "Albania"),
        holds("Mustafa Yilmazer", country="AL"),
        text=KOLA,
    ),
    Probe(
        "the office of somebody unnamed",
        official(LIND, "Arvid Lind", "foreign minister", "Sweden"),
        holds("Arvid Lind"),
        "role_not_in_evidence",
        text=LIND,
    ),
    Probe(
        "the office of whoever left",
        official(LEFT, "Arvid Lind", "foreign minister", "Sweden"),
        holds("Arvid Lind"),
        "role_not_in_evidence",
        text=LEFT,
    ),
)

IF_MOSCOW = "Kenyan President Samuel Kiptoo said he would travel if Moscow agreed."
ARRESTED = "Ahead of a visit by President Samuel Kiptoo of Kenya to Rwanda, Rwandan General Felix Mugabo was arrested."
WARNED = "Ahead of a visit by Kenyan President Samuel Kiptoo to Rwanda, Ugandan General Moses Okello warned of a coup."
ARRIVED = "Kenyan President Samuel Kiptoo arrived in Kigali on Monday."
CRITICS = "Critics in Huye said on Tuesday that his trip to Rwanda was dear."

OF_NOBODY = (
    Probe(
        "a government for a place",
        visit(IF_MOSCOW, ["Samuel Kiptoo"], "Russia", place="Moscow"),
        goes("Samuel Kiptoo", "RU"),
        "host_not_in_evidence",
        text=f"{IF_MOSCOW} The talks in Mombasa lasted two hours.",
    ),
    Probe(
        "a host who receives nobody",
        visit(ARRESTED, ["Samuel Kiptoo"], "Rwanda", hosts=["Felix Mugabo"]),
        lambda s: any("Felix Mugabo" in v.hosts for v in s.visits),
        text=f"{ARRESTED} The talks in Mombasa lasted two hours.",
    ),
    Probe(
        "a traveller who only speaks of another's visit",
        visit(WARNED, ["Moses Okello"], "Rwanda", status="planned"),
        goes("Moses Okello", "RW"),
        "other_visitor",
        text=f"{WARNED} The talks in Mombasa lasted two hours.",
    ),
    Probe(
        "a place added to a visit that the rules read",
        visit([ARRIVED, CRITICS], ["Samuel Kiptoo"], "Rwanda", place="Huye"),
        lambda s: any(v.place == "Huye" for v in s.visits),
        text=f"{ARRIVED} {CRITICS}",
    ),
)

PROBES = (
    *SEVEN,
    *CLAIMS,
    *VISITS,
    *OFFICIALS,
    *LEAKS,
    *WORDINGS,
    *SPEAKERS,
    TOLD_HIM,
    *FOREIGN,
    *UNREAD,
    *OF_OTHERS,
    *OF_NOBODY,
)


def test_there_are_enough_probes_and_no_two_are_alike() -> None:
    assert len(PROBES) >= 100
    assert len({repr(probe.item) for probe in PROBES}) == len({probe.name for probe in PROBES}) == len(PROBES)


@pytest.mark.parametrize("probe", [pytest.param(probe, id=probe.name) for probe in PROBES])
def test_a_lie_does_not_come_out_as_a_record(probe: Probe) -> None:
    summary = summary_of(probe.item, text=probe.text)
    assert not probe.lie(summary)
    assert [dropped.reason for dropped in summary.dropped] == ([probe.reason] if probe.reason else [])
    if probe.reason:
        assert summary.dropped[0].label
        assert summary.dropped[0].detail
        assert records(summary) == records(plain(probe.text))


OTHERWISE = "President Samuel Kiptoo said the road was closed."


@pytest.mark.parametrize(
    ("tells", "lie"),
    [
        ("Kenyan President Samuel Kiptoo will not visit Ghana.", "Samuel Kiptoo will visit Ghana."),
        ("Kenyan President Samuel Kiptoo may visit Ghana in May.", "Samuel Kiptoo will visit Ghana in May."),
        ("Kenyan President Samuel Kiptoo hopes to visit Ghana in May.", "Samuel Kiptoo visits Ghana in May."),
        ("Kenyan President Samuel Kiptoo met Peruvian envoy Ana Vargas.", "Samuel Kiptoo arrested by Ana Vargas."),
        ("Ghana invited Kenyan President Samuel Kiptoo to Accra.", "Samuel Kiptoo invites Ghana to Accra."),
        ("Ghana was attacked by Kenya on Sunday, Samuel Kiptoo said.", "Ghana attacked Kenya on Sunday."),
        ("Kenyan President Samuel Kiptoo cancelled a visit to Ghana.", "Samuel Kiptoo completed a visit to Ghana."),
        ("Ghana denied arming rebels in Haiti, as Samuel Kiptoo had said.", "Ghana armed rebels in Haiti."),
        ("Kenyan President Samuel Kiptoo accused Ghana of arming rebels.", "Ghana is arming rebels."),
        ("Kenyan President Samuel Kiptoo threatened to close the border.", "Samuel Kiptoo closes the border."),
        ("Kenyan President Samuel Kiptoo asked Ghana to leave Haiti.", "Ghana leaves Haiti."),
        ("Kenya will leave Haiti if the port is opened, Samuel Kiptoo said.", "Kenya will leave Haiti."),
        ("Kenyan President Samuel Kiptoo nearly lost the vote in Nairobi.", "Samuel Kiptoo lost the vote."),
        ("Reports that Kenya had taken the port were false, Samuel Kiptoo said.", "Kenya had taken the port."),
        ("Kenyan President Samuel Kiptoo called off a visit to Ghana.", "Samuel Kiptoo visits Ghana."),
        ("Kenyan President Samuel Kiptoo has been invited to visit Ghana.", "Samuel Kiptoo visits Ghana."),
        ("Kenya opened the port before Samuel Kiptoo left Haiti.", "Kenya opened the port after Samuel Kiptoo left."),
        ("Some soldiers of Kenya left Haiti, Samuel Kiptoo said.", "All soldiers of Kenya left Haiti."),
        ("Police arrested two critics of Kenyan President Samuel Kiptoo.", "Police arrested Samuel Kiptoo."),
        ("Police arrested Kenyan President Samuel Kiptoo's son on Sunday.", "Police arrested Samuel Kiptoo on Sunday."),
        ("Kenyan President Samuel Kiptoo sent 200 soldiers to Haiti.", "Samuel Kiptoo sent 2,000 soldiers to Haiti."),
    ],
)
def test_a_headline_or_summary_that_turns_what_the_article_tells_is_replaced(tells: str, lie: str) -> None:
    summary = summary_of(text=f"{tells} {OTHERWISE}", headline=lie, told=f"{lie} {OTHERWISE}")
    assert summary.headline == tells
    assert summary.summary.startswith(tells)
    replaced = {warning.partition(":")[0] for warning in summary.warnings}
    assert replaced >= {"headline_replaced", "summary_replaced"}


@pytest.mark.parametrize(
    ("tells", "headline"),
    [
        ("Kenyan President Samuel Kiptoo will not visit Ghana.", "Samuel Kiptoo won't visit Ghana."),
        ("Ghana invited Kenyan President Samuel Kiptoo to Accra.", "Samuel Kiptoo invited by Ghana."),
        ("Ghana was attacked by Kenya on Sunday, Samuel Kiptoo said.", "Kenya attacked Ghana, Kiptoo says."),
        ("Kenyan President Samuel Kiptoo threatened to close the border.", "Kiptoo to close the border."),
        ("Kenyan President Samuel Kiptoo said he did not agree on a price.", "No price was agreed."),
        ("Kenyan President Samuel Kiptoo cancelled a visit to Ghana.", "Kiptoo cancels visit to Ghana."),
        ("Two critics of Kenyan President Samuel Kiptoo were arrested.", "Two Kiptoo critics arrested."),
        ("Police arrested Kenyan President Samuel Kiptoo's son on Sunday.", "Kiptoo's son arrested."),
    ],
)
def test_a_headline_that_the_article_bears_out_is_kept(tells: str, headline: str) -> None:
    assert summary_of(text=f"{tells} {OTHERWISE}", headline=headline).headline == headline


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            claim(TREATY, "Ilze Ozola", "Ilze Ozola did not sign a treaty.", negated=True),
            says("Ilze Ozola did not sign"),
        ),
        (
            claim(ENGINEERS, "the foreign ministry in Riga", "Latvia may send 200 engineers."),
            says("Latvia may send 200 engineers to the port of Mombasa."),
        ),
        (claim(RIGA, None, "x", source="article"), goes("Lucia Quispe", "LV")),
        (visit(GHANA, ["Andris Kalnins"], "Ghana", status="under_discussion"), goes("Andris Kalnins", "GH")),
        (official(DINNER, "Dace Liepa", "Energy Minister"), holds("Dace Liepa", role="Energy Minister")),
    ],
    ids=["a claim", "a shortened claim", "a rule's visit", "a visit", "an official"],
)
def test_what_the_article_bears_out_is_kept(item, told: Callable[[ArticleSummary], bool]) -> None:
    summary = summary_of(item)
    assert told(summary)
    assert summary.dropped == ()


@pytest.mark.parametrize("who", ["Boris Petrov", "Rui Machado", "Lisbon", "Ilze Ozola"])
def test_a_speaker_named_sentence_by_sentence_must_stand_near_the_sentence(who: str) -> None:
    sentences = [s.text for s in read_document(read_article(NEWS)).sentences]
    answer = speakers_answer(len(sentences), ())(
        **{f"s{i}": who if s == TRADE else "nobody" for i, s in enumerate(sentences, 1)}
    )
    profile = Profile("one", (Pass("claims", window=0, max_tokens=100),), concurrency=1, max_article=10_000)
    reading = Reading("m", None, profile, PromptLibrary(), None)
    summary = asyncio.run(summarise(read_article(NEWS), reading, OneAnswer(answer)))
    assert not says("Trade", speaker=who)(summary)
    assert [dropped.reason for dropped in summary.dropped] == ["speaker_not_in_evidence"]


def of_examples(task: str) -> list[str]:
    """The answers that a prompt shows as worked examples."""
    return [message.content for message in PromptLibrary().load(task).fixed if message.role == "assistant"]


@pytest.mark.parametrize("answer", of_examples("visits"))
def test_the_visits_of_a_prompts_examples_are_all_refused(answer: str) -> None:
    items = visits_answer((), ()).model_validate_json(answer).findings([]).visits
    summary = summary_of(*items)
    assert summary.visits == plain().visits
    assert [dropped.reason for dropped in summary.dropped] == ["not_in_article"] * len(items)


@pytest.mark.parametrize("answer", of_examples("people"))
def test_the_officials_of_a_prompts_examples_are_all_refused(answer: str) -> None:
    items = people_answer(tuple(json.loads(answer)), ()).model_validate_json(answer).findings([]).officials
    summary = summary_of(*items)
    assert len(items) > 1
    assert summary.officials == plain().officials
    assert {dropped.reason for dropped in summary.dropped} == {"not_in_article"}


@pytest.mark.parametrize("answer", of_examples("officials"))
def test_the_officials_listed_in_a_prompts_examples_are_all_refused(answer: str) -> None:
    items = OfficialsAnswer.model_validate_json(answer).findings([]).officials
    summary = summary_of(*items)
    assert len(items) > 1
    assert summary.officials == plain().officials
    assert [dropped.reason for dropped in summary.dropped] == ["not_in_article"] * len(items)


@pytest.mark.parametrize("answer", of_examples("claims"))
def test_the_speakers_of_a_prompts_examples_are_all_refused(answer: str) -> None:
    document = read_document(read_article(NEWS))
    sentences = [TRADE, NEVER, HAITI, "Trade between the two countries fell by a tenth last year."]
    told = speakers_answer(len(json.loads(answer)), ()).model_validate_json(answer).findings(sentences).speakers
    claims, dropped = assemble_claims(document, [], told)
    assert claims == assemble_claims(document, [], {})[0]
    assert {refused.reason for refused in dropped} == {"speaker_not_in_evidence"}


@pytest.mark.parametrize("answer", of_examples("overview"))
def test_the_overview_of_a_prompts_examples_is_replaced_by_the_articles_words(answer: str) -> None:
    example = OverviewAnswer.model_validate_json(answer)
    profile = Profile("one", (Pass("overview", window=0, max_tokens=100),), concurrency=1, max_article=10_000)
    reading = Reading("m", None, profile, PromptLibrary(), None)
    summary = asyncio.run(summarise(read_article(NEWS), reading, OneAnswer(example)))
    assert summary.headline == MET
    assert summary.summary == f"{MET} {TREATY}"
    assert [warning.partition(":")[0] for warning in summary.warnings[-2:]] == ["headline_replaced", "summary_replaced"]
