"""Each form keeps to its published definition, and what an article says is only text in it."""

import json
import re
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyld import jsonld
from schema_org import registry

from communique import export, output_schema
from communique.forms.markdown import to_markdown
from communique.language.countries import countries
from communique.records import When
from communique.render import wording
from samples import CLAIMS, EMPTY, FIRST, PAYLOADS, SUMMARY, VISITS, poisoned

NAMED = SUMMARY.model_copy(update={"id": "wire-7"})


def with_visit(**changes):
    return NAMED.model_copy(update={"visits": (VISITS[0].model_copy(update=changes),)})


# --- JSON Schema: draft 2020-12 ------------------------------------------------------------------------------------


def test_the_schema_is_one_of_its_dialect():
    jsonschema.Draft202012Validator.check_schema(output_schema())
    assert output_schema()["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("summary", [SUMMARY, EMPTY, NAMED, *map(poisoned, PAYLOADS[:3])])
def test_every_summary_fits_the_schema(summary):
    jsonschema.Draft202012Validator(output_schema()).validate(json.loads(wording.as_json(summary)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("visits", 0, "status"), "maybe"),
        (("visits", 0, "evidence"), []),
        (("visits", 0, "mood"), "good"),
        (("officials", 0, "country"), "Spain"),
        (("claims", 0, "negated"), "no"),
        (("claims", 0, "evidence", 0, "start"), -1),
        (("headline",), None),
    ],
)
def test_what_is_no_summary_does_not_fit_the_schema(path, value):
    raw = SUMMARY.model_dump(mode="json")
    inner = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not jsonschema.Draft202012Validator(output_schema()).is_valid(raw)


# --- Markdown: CommonMark with the tables of GitHub ----------------------------------------------------------------

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(markdown: str) -> list:
    found = []
    for token in READER.parse(markdown):
        found += [token, *(token.children or [])]
    return found


def shape(markdown: str) -> list[str]:
    return [token.type for token in tokens(markdown)]


def words(markdown: str) -> str:
    return " ".join(token.content for token in tokens(markdown) if token.type in {"text", "text_special"})


def test_markdown_tells_everything():
    said = re.sub(r"\s+", " ", words(to_markdown(NAMED)).replace("\\", ""))
    for told in ("Ana Ruiz plans a trip to Oslo.", "Published 4 May 2026", "11–17 May 2026", "under discussion", FIRST):
        assert told in said
    for told in (
        "Nordic Council",
        "denial",
        "conflicts with v1",
        "to talk about fish",
        "no evidence",
        "mixed_newlines",
    ):
        assert told in said
    assert shape(to_markdown(NAMED)).count("table_open") == 2
    assert to_markdown(EMPTY).startswith("# Ana Ruiz plans")


MARKUP = [
    "![x](http://evil.example/pixel.png)",
    "[x](javascript:alert(1))",
    "[[wiki]] ![[embed]]",
    "<http://evil.example>",
    "http://evil.example www.evil.example me@evil.example",
    "a | b | c",
    "`code` ``` ~~~",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "===",
    ":---",
    "* * *",
    "**bold** _it_ ~~gone~~ ==mark== $x$ {{template}} %%comment%% ^1 [^1]",
    "line\n\n# another\n\n- x",
    "    indented",
    "\\",
    "a\\",
    "&amp; &#42; &lt;b&gt;",
    "[x]: http://evil.example",
]


@pytest.mark.parametrize("payload", [*PAYLOADS, *MARKUP])
def test_no_markup_comes_of_what_an_article_says(payload):
    dirty, clean = to_markdown(poisoned(payload)), to_markdown(poisoned("word"))
    allowed = {"text", "text_special"}
    assert [kind for kind in shape(dirty) if kind not in allowed] == [
        kind for kind in shape(clean) if kind not in allowed
    ]
    said = "".join(token.content for token in tokens(dirty) if token.type in allowed)
    assert "".join(payload.split()) in "".join(said.split())


@given(st.text())
def test_any_headline_reads_as_it_stands(text):
    parsed = tokens(to_markdown(NAMED.model_copy(update={"headline": text})))
    inline = parsed[1]
    assert parsed[0].type == "heading_open"
    assert {child.type for child in inline.children} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children) == " ".join(wording.plain(text).split())


def test_addresses_are_broken_so_that_no_program_makes_them_links():
    said = to_markdown(poisoned("http://evil.example www.evil.example"))
    assert "http://" not in said
    assert "www." not in said


# --- PLOVER: the manual's tables of fields, categories, modes and contexts -----------------------------------------

PLOVER_FIELDS = set(
    "id has_event date time enddate endtime source recipient event event_loc event_text quad_code event_scale mode "
    "context link text text_info cite_info coder coded_date coded_time comment".split()
)
PLOVER_ACTOR = set(
    "code sector actor_text identifier_id identifier_text actor_loc religion ethnicity office gender age".split()
)
PLOVER_CITATION = set("corpus citation url title language publication license copyright coder codebook version".split())
PLOVER_MODES = {"CONSULT": {"visit", "third-party", "multilateral", "phone"}, "AGREE": set(),
                "REJECT": {"assist", "change", "yield", "meet"}}  # fmt: skip
PLOVER_QUADS = {"AGREE": 1, "CONSULT": 1, "REJECT": 3}
PLOVER_SCALE = {"AGREE": 4.2, "CONSULT": 2.1, "REJECT": -4.2}


def check_plover(record: dict) -> None:
    """Fail where a record departs from the manual."""
    assert set(record) <= PLOVER_FIELDS
    assert {"id", "date", "source", "event"} <= set(record)
    assert date.fromisoformat(record["date"])
    assert date.fromisoformat(record.get("enddate", record["date"])) >= date.fromisoformat(record["date"])
    assert record["source"]
    for actor in (*record["source"], *record.get("recipient", ())):
        assert actor
        assert set(actor) <= PLOVER_ACTOR
        assert re.fullmatch("[A-Z]{3}", actor.get("code", "XXX"))
    (event,) = record["event"]
    assert set(record.get("mode", ())) <= PLOVER_MODES[event]
    assert set(record.get("context", ())) <= {"diplomatic"}
    assert record["quad_code"] == PLOVER_QUADS[event]
    assert record["event_scale"] == PLOVER_SCALE[event]
    assert set(record["text_info"]) <= {"sequence", "start", "end", "text_story"}
    assert set(record["cite_info"]) <= PLOVER_CITATION
    assert set(record.get("event_loc", ())) <= {"name", "country code", "cc3"}


@pytest.mark.parametrize(
    ("status", "event", "mode", "day"),
    [
        ("completed", "CONSULT", ["visit"], "2026-05-11"),
        ("ongoing", "CONSULT", ["visit"], "2026-05-11"),
        ("confirmed", "AGREE", None, "2026-05-04"),
        ("planned", "AGREE", None, "2026-05-04"),
        ("under_discussion", "AGREE", None, "2026-05-04"),
        ("invited", "AGREE", None, "2026-05-04"),
        ("cancelled", "REJECT", ["meet"], "2026-05-04"),
    ],
)
def test_a_visit_is_the_event_that_its_status_makes_it(status, event, mode, day):
    (record,) = with_visit(status=status).to_plover()
    check_plover(record)
    assert (record["event"], record.get("mode"), record["date"]) == ([event], mode, day)
    assert record["comment"].startswith(status)
    assert record["source"] == [{"code": "ESP", "actor_text": "Ana Ruiz", "office": "Foreign Minister"}]
    assert record["recipient"] == [{"code": "NOR", "actor_text": "Olav Lund"}]
    assert record["event_loc"] == {"name": "Oslo", "country code": "NO", "cc3": "NOR"}
    assert (
        record["event_text"][0]
        == FIRST
        == NAMED.article.text[record["text_info"]["start"] : record["text_info"]["end"]]
    )
    assert record["id"] == "wire-7/v1"


def test_a_visit_that_lasted_has_both_its_days_and_others_have_one():
    lasted = When(text="x", edtf="2026-05-01/2026-05-03", earliest="2026-05-01", latest="2026-05-03")
    (record,) = with_visit(status="completed", when=lasted).to_plover()
    assert (record["date"], record["enddate"]) == ("2026-05-01", "2026-05-03")
    (record,) = with_visit(status="completed").to_plover()
    assert "enddate" not in record
    assert "[2026-05-11..2026-05-17]" in record["comment"]
    undated = When(text="x", edtf="[..2026-05-04]", earliest=None, latest="2026-05-04")
    (record,) = with_visit(status="completed", when=undated).to_plover()
    assert record["date"] == "2026-05-04"


def test_an_event_that_nobody_dates_has_the_date_of_publication_or_none():
    (record,) = with_visit(status="completed", when=None).model_copy(update={"published": "2026-05"}).to_plover()
    assert (record["date"], record["comment"]) == ("2026-05-01", "completed; dated by publication")
    (record,) = with_visit(status="completed", when=None).model_copy(update={"published": None}).to_plover()
    assert (record["date"], record["comment"]) == (None, "completed; not dated")


def test_a_visit_without_a_visitor_is_not_coded_and_a_delegation_is_its_state():
    assert with_visit(visitors=(), visitor_country=None).to_plover() == []
    (record,) = with_visit(visitors=(), hosts=(), host_country=None, host_organisation="NATO").to_plover()
    check_plover(record)
    assert record["source"] == [{"code": "ESP"}]
    assert record["recipient"] == [{"code": "IGO", "actor_text": "NATO"}]
    (record,) = with_visit(status="completed", host_organisation="NATO").to_plover()
    assert record["mode"] == ["visit", "multilateral"]
    (record,) = with_visit(hosts=(), host_country=None).to_plover()
    assert "recipient" not in record


def test_every_country_has_a_code_of_three_letters():
    codes = {country.code: with_visit(visitors=(), visitor_country=country.code).to_plover() for country in countries()}
    found = [records[0]["source"][0]["code"] for records in codes.values()]
    assert len(set(found)) == len(codes) >= 249
    assert all(re.fullmatch("[A-Z]{3}", code) for code in found)


def test_plover_is_written_a_line_an_event(tmp_path):
    export([NAMED, NAMED], "plover", tmp_path)
    lines = (tmp_path / "plover.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == NAMED.to_plover() * 2


# --- JSON-LD and the vocabulary of schema.org ----------------------------------------------------------------------


def expanded(document: dict) -> list[dict]:
    """The graph as absolute names, with the context that schema.org serves: every term is one of its vocabulary."""

    def load(address, _options):
        assert address == "https://schema.org"
        context = {"@vocab": "https://schema.org/", "eventStatus": {"@type": "@vocab"}}
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": context}}

    return jsonld.expand(document, {"documentLoader": load})


def kin(kind: str) -> set[str]:
    """A type of schema.org and all it is a kind of."""
    assert kind in registry.CLASS_METADATA
    return {kind, *registry.ancestry(kind)}


def check_vocabulary(node: dict, kinds: dict[str, str]) -> None:
    """Fail where a node has a property that its type lacks, or a value of a type that the property does not take."""
    for name, value in node.items():
        if name in {"@type", "@id"}:
            continue
        known = registry.PROPERTY_BY_SCHEMA[name]
        assert kin(node["@type"]) & set(known.domains), f"{node['@type']} has no {name}"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                assert {"Text", "URL", "Date", "DateTime", "EventStatusType"} & set(known.ranges), name
            elif set(each) == {"@id"}:
                assert kin(kinds[each["@id"]]) & set(known.ranges), name
            else:
                assert kin(each["@type"]) & set(known.ranges), f"{name} takes no {each['@type']}"
                check_vocabulary(each, kinds)


VARIANTS = [
    NAMED,
    EMPTY,
    with_visit(visitors=(), hosts=(), place=None, purpose=None),
    with_visit(host_country=None, place=None, host_organisation="NATO"),
    with_visit(when=When(text="x", edtf="2026-05-01/2026-05-03", earliest="2026-05-01", latest="2026-05-03")),
    NAMED.model_copy(update={"claims": (CLAIMS[0].model_copy(update={"source": "named", "speaker": "Ana Ruiz"}),)}),
    NAMED.model_copy(update={"published": "soon"}),
]


@pytest.mark.parametrize("summary", VARIANTS)
def test_the_graph_keeps_to_the_vocabulary(summary):
    document = summary.to_jsonld()
    nodes = document["@graph"]
    kinds = {node["@id"]: node["@type"] for node in nodes}
    assert len(kinds) == len(nodes) == 1 + len(summary.officials) + len(summary.visits) + len(summary.claims)
    for node in nodes:
        check_vocabulary(node, kinds)
    assert document["@context"] == "https://schema.org"


@pytest.mark.parametrize("summary", VARIANTS)
def test_the_graph_is_json_ld(summary):
    full = expanded(summary.to_jsonld())
    assert len(full) == len(summary.to_jsonld()["@graph"])
    for node in full:
        assert node["@id"].startswith("ni:///sha-256;")
        assert node["@type"][0].startswith("https://schema.org/")


def event(**changes) -> dict:
    (node,) = (node for node in with_visit(**changes).to_jsonld()["@graph"] if node["@type"] == "Event")
    return node


def test_a_visit_is_an_event_with_its_people():
    found = event()
    assert found["name"] == "Ana Ruiz (Spain): visit to Oslo, Norway"
    assert found["attendee"] == [{"@id": found["@id"].replace("#v1", "#o1")}]
    assert found["organizer"] == [{"@id": found["@id"].replace("#v1", "#o2")}]
    assert found["location"]["address"]["addressCountry"] == "NO"
    assert "11–17 May 2026" in found["description"]
    assert [term["name"] for term in found["keywords"]] == ["under_discussion", "working", "low"]
    assert event(visitors=("Somebody Else",))["attendee"] == [{"@type": "Person", "name": "Somebody Else"}]


def test_the_status_of_an_event_is_never_more_than_the_article_says():
    known = {each.uri for each in registry.ENUM_MEMBER_METADATA.values() if "EventStatusType" in each.types}
    found = {
        status: event(status=status).get("eventStatus")
        for status in ("invited", "under_discussion", "planned", "cancelled")
    }
    assert found == {
        "invited": None,
        "under_discussion": None,
        "planned": "https://schema.org/EventScheduled",
        "cancelled": "https://schema.org/EventCancelled",
    }
    assert set(found.values()) - {None} <= known


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2026-05-01", ("2026-05-01", None)),
        ("2026-05", ("2026-05", None)),
        ("2026", ("2026", None)),
        ("2026-05-01/2026-05-03", ("2026-05-01", "2026-05-03")),
        ("[2026-05-01..2026-05-03]", (None, None)),
        ("[..2026-05-01]", (None, None)),
        ("2026-05-01~", (None, None)),
        ("2026-21", (None, None)),
        ("2026-05-XX", (None, None)),
        (None, (None, None)),
    ],
)
def test_only_a_plain_date_dates_an_event(edtf, expected):
    found = event(when=When(text="then", edtf=edtf, earliest=None, latest=None))
    assert (found.get("startDate"), found.get("endDate")) == expected
    assert "then" in found["description"]


def test_a_claim_has_an_author_only_where_somebody_is_named():
    claims = [node for node in NAMED.to_jsonld()["@graph"] if node["@type"] == "Claim"]
    assert claims[0]["author"] == {"@type": "Organization", "name": "her office"}
    assert claims[1]["creditText"] == "Sources"
    assert "author" not in claims[1]
    assert "negated" in json.dumps(claims[1])
    assert "ating" not in "".join(key for claim in claims for key in claim)  # neither reviewRating nor a rating


def test_the_article_itself_is_left_out():
    assert NAMED.article.text not in json.dumps(NAMED.to_jsonld(), ensure_ascii=False)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_an_article_says_is_only_a_value(payload):
    dirty, clean = poisoned(payload), poisoned("quux")
    found, expected = (re.sub(r'"ni:[^"]*"', '""', json.dumps(each.to_jsonld())) for each in (dirty, clean))
    assert found == expected.replace("quux", json.dumps(payload)[1:-1])
    assert [set(event) for event in dirty.to_plover()] == [set(event) for event in clean.to_plover()]


def test_json_ld_is_written_as_one_graph(tmp_path):
    export([NAMED, EMPTY], "jsonld", tmp_path)
    document = json.loads((tmp_path / "communique.jsonld").read_text("utf-8"))
    assert document["@graph"] == NAMED.to_jsonld()["@graph"] + EMPTY.to_jsonld()["@graph"]
    export([poisoned("</script><script>alert(1)</script>")], "jsonld", tmp_path, force=True)
    assert "<" not in (tmp_path / "communique.jsonld").read_text("utf-8")  # so that a page may hold it
    export([], "jsonld", tmp_path, force=True)
    assert json.loads((tmp_path / "communique.jsonld").read_text("utf-8"))["@graph"] == []
