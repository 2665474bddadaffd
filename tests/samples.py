"""Summaries to look at: one that holds something of everything, an empty one, and one that is an attack."""

import hashlib

from communique.records import (
    ArticleSummary,
    Claim,
    Dropped,
    EvidenceSpan,
    Official,
    Provenance,
    SourceText,
    Visit,
    When,
)

ARTICLE = (
    "date 2026-05-04\r\nForeign Minister Ana Ruiz will fly to Oslo next week, her office said.\n\n"
    "Sources hinted that Prime Minister Olav Lund might not receive her.\n"
)
FIRST = "Foreign Minister Ana Ruiz will fly to Oslo next week, her office said."
SECOND = "Sources hinted that Prime Minister Olav Lund might not receive her."


def span(sentence: str) -> EvidenceSpan:
    start = ARTICLE.index(sentence)
    return EvidenceSpan(start=start, end=start + len(sentence), text=sentence)


OFFICIALS = (
    Official(
        id="o1",
        name="Ana Ruiz",
        role="Foreign Minister",
        country="ES",
        organisation=None,
        mentions=("Minister Ruiz",),
        evidence=(span(FIRST),),
        confidence="moderate",
        caveats=("country_from_office",),
    ),
    Official(
        id="o2",
        name="Olav Lund",
        role=None,
        country=None,
        organisation="Nordic Council",
        evidence=(span(SECOND),),
        confidence="high",
    ),
)
VISITS = (
    Visit(
        id="v1",
        visitors=("Ana Ruiz",),
        visitor_country="ES",
        host_country="NO",
        host_organisation=None,
        place="Oslo",
        hosts=("Olav Lund",),
        status="under_discussion",
        when=When(text="next week", edtf="[2026-05-11..2026-05-17]", earliest="2026-05-11", latest="2026-05-17"),
        formality="working",
        purpose="to talk about fish",
        evidence=(span(FIRST), span(SECOND)),
        confidence="low",
        caveats=("status_inferred", "in_conflict"),
    ),
    Visit(
        id="v2",
        visitors=(),
        visitor_country=None,
        host_country=None,
        host_organisation=None,
        place=None,
        hosts=(),
        status="cancelled",
        when=None,
        formality="unspecified",
        purpose=None,
        evidence=(span(SECOND),),
        confidence="high",
    ),
)
CLAIMS = (
    Claim(
        id="c1",
        speaker="her office",
        source="institution",
        quotation="paraphrase",
        content="Ana Ruiz will fly to Oslo.",
        certainty="asserted",
        negated=False,
        evidence=(span(FIRST),),
        confidence="high",
    ),
    Claim(
        id="c2",
        speaker="Sources",
        source="anonymous",
        quotation="mixed",
        content="Olav Lund might not receive Ana Ruiz.",
        certainty="possible",
        negated=True,
        contradicts=("v1",),
        evidence=(span(SECOND),),
        confidence="moderate",
        caveats=("no_such_rule",),
    ),
)
SUMMARY = ArticleSummary(
    headline="Ana Ruiz plans a trip to Oslo.",
    summary="Her office says she flies next week. Whether she is received is open.",
    published="2026-05-04",
    officials=OFFICIALS,
    visits=VISITS,
    claims=CLAIMS,
    dropped=(
        Dropped(
            kind="visit", label="Ana Ruiz to Rome", reason="no_evidence", detail="Not in the text.", quote="to Rome"
        ),
        Dropped(kind="claim", label="It rained", reason="too_vague", detail="Nobody says so."),
    ),
    warnings=("mixed_newlines: the line ends differ",),
    article=SourceText(
        sha256=hashlib.sha256(ARTICLE.encode()).hexdigest(),
        characters=len(ARTICLE),
        published_source="header",
        text=ARTICLE,
    ),
    provenance=Provenance(
        model="test-model",
        model_sha256=None,
        profile="small",
        prompts={"visits": "3"},
        prompts_sha256="ab",
        communique="9.9",
        calls=7,
        prompt_tokens=1200,
        completion_tokens=34,
        seconds=5.06,
    ),
)
EMPTY = SUMMARY.model_copy(
    update={"officials": (), "visits": (), "claims": (), "dropped": (), "warnings": (), "published": None}
)

# Fields that hold one of a few known words or a code, and so no text of the article or the model.
CLOSED = {
    "status",
    "formality",
    "certainty",
    "quotation",
    "source",
    "confidence",
    "kind",
    "published_source",
    "country",
    "visitor_country",
    "host_country",
}


def poisoned(payload: str) -> ArticleSummary:
    """The summary with ``payload`` in every field that can hold any text at all."""

    def poison(value: object, name: str = "") -> object:
        if isinstance(value, dict) and name == "evidence":
            return {"start": 0, "end": len(payload), "text": payload}
        if isinstance(value, dict):
            return {key: poison(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [poison(inner, name) for inner in value]
        return payload if isinstance(value, str) and name not in CLOSED else value

    raw = poison(SUMMARY.model_dump(mode="json"))
    assert isinstance(raw, dict)
    raw["article"]["text"] = f"{payload} {payload}"
    return ArticleSummary.model_validate(raw)


PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "x tabindex=1 onclick=alert(1) ",
    "javascript:alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<style>*{background:url(http://evil.example/)}</style>",
    "} * { background: red } #x {",
    "<!-- --><b>x</b><!--",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "</mark></div></section><h1>x</h1>",
    "</details></li></ul><form action=//evil.example><input name=q>",
    "{{ 7*7 }} ${7*7} <% 7*7 %>",
    "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
]
