"""Visits: what the rules read stands; what only a model reads must stand in the sentence it quotes."""

import pytest

from communique.answers import VisitItem
from communique.article import read_article
from communique.document import read_document
from communique.language.countries import country_of
from communique.visits import assemble_visits

TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."
KNOWN = "Latvian President Andris Kalnins visited Kenya last year."
# No rule reads this one: it says nowhere in so many words that she went there.
OPEN = "For Latvian Foreign Minister Ilze Ozola the summit of the year was the one of Lima, on 13 March."


def item(quote: str, visitors: list[str], host: str | None, **details) -> VisitItem:
    fields = {"quotes": [quote], "visitors": visitors, "host": host, "hosts": [], "status": "completed"}
    unsaid = dict.fromkeys(["visitor_country", "place", "when", "purpose"])
    return VisitItem(**(fields | unsaid | {"formality": "unspecified"} | details))


def read(text: str, *items: VisitItem):
    return assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), items)


def test_a_visit_that_a_model_reads_too_is_one_visit_and_owes_it_nothing() -> None:
    assert read(KNOWN, item(KNOWN, ["Andris Kalnins"], "Kenya", status="planned", when="next week")) == read(KNOWN)


def test_a_visit_that_only_a_model_reads_is_kept_with_less_confidence() -> None:
    assert read(OPEN)[0] == ()
    told = item(OPEN, ["Ilze Ozola"], "Peru", place="Lima", when="on 13 March")
    (visit,), _, dropped = read(OPEN, told)
    assert (visit.visitors, visit.visitor_country, visit.host_country, visit.place) == (
        ("Ilze Ozola",),
        "LV",
        "PE",
        "Lima",
    )
    assert (visit.when.edtf, visit.status) == ("2025-03-13", "completed")
    assert (visit.caveats, visit.confidence, dropped) == (("model_only",), "moderate", ())


@pytest.mark.parametrize(
    ("text", "caveats"),
    [
        ("Norway held its breath. Foreign Minister Kari Lund visited Lima on Monday.", ("country_from_context",)),
        ("Norwegian Foreign Minister Kari Lund visited Lima on Monday.", ()),
        ("On Monday Pope Celestine flew to Lima to pray.", ("country_from_office",)),
    ],
)
def test_a_visit_from_a_state_that_is_only_inferred_says_so(text: str, caveats: tuple[str, ...]) -> None:
    (visit,) = read(text)[0]
    assert (visit.caveats, visit.confidence) == (caveats, "moderate" if caveats else "high")


@pytest.mark.parametrize(
    ("details", "field", "kept"),
    [
        ({"formality": "state"}, "formality", "unspecified"),
        ({"purpose": "to buy weapons"}, "purpose", None),
        ({"place": "Cusco"}, "place", None),
        ({"place": "Riga"}, "place", None),
        ({"when": "in May"}, "when", None),
        ({"when": "the summit"}, "when", None),
        ({"hosts": ["Boris Petrov"]}, "hosts", ()),
        ({"hosts": ["Ilze Ozola"]}, "hosts", ()),
        ({"visitors": ["Ilze Ozola", "Boris Petrov"]}, "visitors", ("Ilze Ozola",)),
    ],
)
def test_a_detail_that_the_sentence_does_not_bear_out_is_left_out(details: dict, field: str, kept: object) -> None:
    told = {"visitors": ["Ilze Ozola"]} | details
    (visit,), _, _ = read(OPEN, item(OPEN, told.pop("visitors"), "Peru", **told))
    assert getattr(visit, field) == kept


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (item("She flew to Lima.", ["Ilze Ozola"], "Peru"), "not_in_article"),
        (item("", ["Ilze Ozola"], "Peru"), "not_in_article"),
        (item(OPEN, ["Ilze Ozola"], None), "no_host"),
        (item(OPEN, ["Ilze Ozola"], "Atlantis"), "no_host"),
        (item(OPEN, ["Ilze Ozola"], "Latvia"), "own_country"),
        (item(OPEN, [], "Peru"), "no_visitor"),
        (item(OPEN, ["Boris Petrov"], "Peru", visitor_country="Russia"), "no_visitor"),
        (item(OPEN, [], "Peru", visitor_country="Russia"), "visitor_not_in_evidence"),
        (item(OPEN, ["Andris Kalnins"], "Peru"), "visitor_not_in_evidence"),
        (item(OPEN, ["Ilze Ozola"], "Kenya"), "host_not_in_evidence"),
        (item(OPEN, ["Ilze Ozola"], "NATO"), "host_not_in_evidence"),
        (item(KNOWN, ["Ilze Ozola"], "Kenya"), "visitor_not_in_evidence"),
        (item("This is what was in the news of the day", ["Ilze Ozola"], "Peru"), "no_travel"),
    ],
)
def test_a_visit_that_the_sentence_does_not_bear_out_is_refused_by_name(refused: VisitItem, reason: str) -> None:
    text = f"{KNOWN}\n\n{OPEN}"
    visits, _, dropped = read(text, refused)
    assert visits == read(text)[0]
    assert [(each.kind, each.reason) for each in dropped] == [("visit", reason)]


@pytest.mark.parametrize(
    ("denial", "visitor", "host"),
    [
        ("Latvian President Andris Kalnins has not visited Kenya.", "Andris Kalnins", "Kenya"),
        ("Latvian President Andris Kalnins has no plans to visit Kenya.", "Andris Kalnins", "Kenya"),
        ("Latvian President Andris Kalnins visited Kenya, not Ghana.", "Andris Kalnins", "Ghana"),
        ("Latvian President Andris Kalnins denied reports of a trip to Kenya.", "Andris Kalnins", "Kenya"),
    ],
)
def test_a_visit_that_the_sentence_denies_is_refused(denial: str, visitor: str, host: str) -> None:
    visits, _, dropped = read(denial, item(denial, [visitor], host))
    assert visits == read(denial)[0]
    assert all(visit.host_country != country_of(host) for visit in visits)
    assert [each.reason for each in dropped] == ["denied"]


def test_a_rules_reading_of_the_same_host_goes_before_a_models() -> None:
    text = "Latvian Foreign Minister Ilze Ozola said President Andris Kalnins would visit Kenya in May."
    visits, _, dropped = read(text, item(text, ["Ilze Ozola"], "Kenya"))
    assert [visit.visitors for visit in visits] == [("Andris Kalnins",)]
    assert [each.reason for each in dropped] == ["other_visitor"]


def test_who_receives_a_visitor_is_told_with_the_state() -> None:
    text = "Kenyan President Joseph Mwangi received Latvian President Andris Kalnins in Nairobi on Thursday."
    assert read(text)[1] == {"Joseph Mwangi": "KE"}


def test_visits_are_numbered_in_the_order_of_the_article() -> None:
    text = f"Latvian Trade Minister Ilze Ozola was in Lima last week. {KNOWN}"
    assert [(visit.id, visit.host_country) for visit in read(text)[0]] == [("v1", "PE"), ("v2", "KE")]


def test_a_visit_in_a_language_the_rules_do_not_read_is_the_models_if_it_stands_there() -> None:
    document = read_document(read_article("Außenminister Karl Brandt war am Dienstag in Katar. Er sprach von Erfolg."))
    told = item("Karl Brandt war am Dienstag in Katar", ["Karl Brandt"], "Qatar", visitor_country="Germany")
    false = item("Udo Kern war in Katar", ["Udo Kern"], "Qatar", visitor_country="Germany")
    (visit,), _, dropped = assemble_visits(document, [told, false])
    assert (visit.visitors, visit.visitor_country, visit.host_country) == (("Karl Brandt",), "DE", "QA")
    assert [each.reason for each in dropped] == ["not_in_article"]
