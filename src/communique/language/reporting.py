"""The English words that report speech: which verbs do, what must follow them, and which nouns speak.

Data only, apart from the rules that read it. The classes of verbs follow Levin (1993), *English Verb Classes and
Alternations*, sections 29.9, 31.2, 33 and 37; the members are what diplomatic news commonly uses, from general
knowledge of the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from communique.language.offices import OFFICE

__all__ = [
    "ADDRESSED",
    "ANONYMOUS",
    "COMMENTING",
    "DETERMINERS",
    "DOCUMENTS",
    "FORMS",
    "FUNCTION_WORDS",
    "INSTITUTIONS",
    "MODALS",
    "NAMING",
    "NOUN_LIKE",
    "ONLY_DENIED",
    "OUTLETS",
    "OUTLET_NOUNS",
    "PRONOUNS",
    "REPORTS",
    "ROLES",
    "SPEAKS",
    "STANDPOINT",
    "WILLING",
    "WITHHOLDING",
    "Form",
    "Frame",
    "Tense",
]

Frame = Literal["speech", "clause", "topic", "stance", "mind", "voice"]
Tense = Literal["base", "present", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a reporting verb.

    Attributes:
        lemma: the verb.
        frame: what it takes: ``speech`` anything, ``clause`` a reported clause or quotation, ``topic`` a clause or the
            thing talked about, ``stance`` the thing judged or wanted, ``mind`` a clause that is thought rather than
            said, ``voice`` a quotation only.
        tense: which form it is; a past participle counts as past.
        follows: what must stand after it, or None.
    """

    lemma: str
    frame: Frame
    tense: Tense
    follows: re.Pattern[str] | None


_FRAMES: dict[Frame, str] = {
    "speech": "say tell inform",
    "clause": """
        add admit allege argue assert boast caution claim comment complain concede concur contend declare disclose
        feel find hint indicate joke learn notify observe opine recount remark remind repeat report retort reveal
        scoff show speculate state suggest testify theorise theorize tweet write
    """,
    "topic": """
        acknowledge affirm announce apprise assure clarify confirm describe emphasise emphasize envisage envision
        explain forecast foresee foreshadow highlight insist mention narrate note outline pledge predict project promise
        propose reaffirm reassert recollect recommend reiterate stress underline underscore vow warn
    """,
    "stance": """
        accuse advocate applaud bemoan berate blame castigate censure commend condemn congratulate criticise criticize
        credit decry demand denounce deny deplore downplay endorse exhort extol felicitate hail implore lambast lament
        laud praise rebuke refute regret salute slam thank urge
    """,
    "mind": "believe doubt estimate expect fear hope reckon suspect",
    "voice": "continue exclaim laugh quip read shout wonder",
}
_ACCUSATIONS = (
    r"[^.;,]{0,40}?\b(?:accusation|allegation|charge|claim|comment|concern|criticism|idea|remark|report|suggestion)s?\b"
    r"|as\s"
)
_WHOM = r"(?:[^,;.\"]|(?<=[A-Z])\.){2,60}?"  # "U.S. President Hill"
_SILENCE = r"to (?:comment|confirm|say|specify|elaborate|disclose|name|rule)\b"
_COURTESIES = (
    r"(?:an?|the|his|her|its|their|deep|sincere|heartfelt)?\s?(?:\w+ ){0,2}?(?:apolog\w+|appreciation|assistance"
    r"|assurances?|condolences|congratulations|felicitations|gratitude|greetings|help|support|sympath\w+|thanks)\b"
)
_AS = r"[^;]*(?:\"|\bas\b)"
_ANSWERED = r"(?!to\b)\S|to\b[^;\"]*(?:\bthat\b|\")"  # "responding to a question" tells nothing
_WHOSE = r"(?:the|his|her|its|their|(?:[A-Z][\w-]* ){0,2}[A-Z][\w-]*['’]s?)\s(?:[\w-]+ ){0,2}?"
_MERIT = (
    _WHOSE
    + r"(?:achievement|assistance|commitment|contribution|effort|generosity|help|hospitality|importance|leadership"
    r"|necessity|need|role|significance|support|value|work)s?\b"
)
#: What somebody stands for, where it is told without a clause: "stated Peru's interest in", "declared its support".
STANDPOINT = re.compile(
    rf"\s*(?:responsibility|{_WHOSE}(?:commitment|concern|desire|determination|intention|interest|opposition|position|preference"
    r"|readiness|appeal|call|demand|offer|pledge|support|threat|view|warning|willingness|wish)s?)\b"
)
_UNNAMED = r"(?!(?:not )?to (?:be|remain) \w*(?:named|identified|quoted|anonymous)|(?:for )?anonymity)"
_ASKED = _UNNAMED + (
    rf"(?:(?:{_WHOM} )?(?:not )?to \w|for\b|if\b"
    r"|[^;\"]{0,60}[,:]\s*\"|(?:(?:in|at|during|on) [^,;.\"]{2,30} )?(?:whether|why|how)\b)"
)
# Verbs that report only with the words after them: "call" alone is a telephone, "point" a finger.
_PHRASES: dict[str, tuple[Frame, str]] = {
    "advise": ("stance", rf"(?:{_WHOM} )?(?:to|against|that)\b"),
    "agree": ("clause", r"that\b|(?:on|to)\s[^,;.\"]{0,40}\""),
    "apologise": ("stance", r"(?:to|for)\b"),
    "apologize": ("stance", r"(?:to|for)\b"),
    "appeal": ("stance", r"(?:to|for)\b"),
    "ask": ("stance", _ASKED),
    "call": (
        "stance",
        (
            r"(?!(?:each other|one another)\b)"
            r"(?:(?:up)?on\s[^.;]{2,200}?(?:\s(?:not )?to\s[a-z]|\")|for\b|(?:it|this|them)\s[a-z]+\b|(?:it|him|her"
            r"|them|the\b[^.;]*?)\s[^.;]*(?:\"|\ban?\b|un\w+)|[^.;,\"]{2,60}\s\"|"
            r"[A-Z][^.;,\"]{1,40}?\s(?:vital|essential|important|crucial|key|critical|necessary)\b)"
        ),
    ),
    "appreciate": ("stance", _MERIT),
    "back": ("stance", r"[^;\"]{0,40}\""),
    "charge": ("clause", r"that\b"),
    "convey": (
        "stance",
        (
            r"(?:that\b|(?:his|her|its|their|the)\s(?:\w+ )?(?:appreciation|concern|condolence|congratulation|desire|"
            r"gratitude|greeting|hope|intention|support|thank|view|wish)\w*)"
        ),
    ),
    "counter": ("clause", r"(?:[^,;\"]{0,40}?\s)?that\b|[:,]?\s*\""),
    "characterise": ("stance", _AS),
    "characterize": ("stance", _AS),
    "cite": ("topic", r"(?![^,;]{1,80}?\b(?:as \w+ing|saying)\b)\S"),
    "commit": ("stance", r"(?:him|her|it|them)sel(?:f|ves) to\b"),
    "conclude": ("clause", r"(?:(?:after|at|in|on) [^,;.\"]{2,30}?\s)?that\b|[.,]|\""),
    "consider": ("topic", r"(?:it|them|this|him|her)\s|[^.;,]{0,60}?\b(?:to be|as|that)\b"),
    "decline": ("stance", _SILENCE),
    "defend": (
        "stance",
        (
            r"(?:the|his|her|its|their)\s(?:\w+ )?(?:actions?|decision|handling|move|plan|polic\w+|record|stance)\b"
            r"|[^.;,]{1,60}?\sas\b"
        ),
    ),
    "dismiss": ("stance", _ACCUSATIONS + r"|[^.;,]{1,60}?\sas\b"),
    "dispute": ("stance", r"(?:that|the|this|those|it)\b"),
    "dub": ("stance", r"[^;]*\""),
    "draw": ("stance", r"(?:\w+ )?attention to\b"),
    "encourage": ("stance", rf"{_WHOM} to\b"),
    "express": ("stance", r"\S"),
    "extend": ("stance", _COURTESIES),
    "give": (
        "stance",
        r"(?:his|her|its|their)\W+(?:[^\s.;,]+ ){0,2}(?:assurances?|backing|condolences|support|sympath\w+)|\"[^\"]*\"",
    ),
    "exclude": ("stance", r"\S"),
    "hold": ("clause", r"that\b"),
    "join": ("stance", r"(?:the |in )*(?:growing )?calls?\b"),
    "label": ("stance", _AS),
    "lay": ("topic", r"out\b"),
    "maintain": ("clause", r"[^,;]{0,40}?(?:\bthat\b|\")"),
    "make": ("clause", r"(?:it )?clear\b"),
    "lodge": ("stance", r"(?:an? )?(?:\w+ ){0,2}(?:protest|complaint|d[eé]marche)s?\b"),
    "offer": ("topic", r"to\b|" + _COURTESIES),
    "pay": ("stance", r"(?:\w+ )?attention to\b"),
    "portray": ("stance", _AS),
    "post": ("clause", r"(?:[^,;.\"]{0,60}?\s)?that\b|[^;\"]{0,80}\"|on\s(?:[A-Z]|social)|[.,]"),
    "plead": ("stance", r"(?:with|for)\b"),
    "point": ("topic", r"(?:out|to)\b"),
    "recall": ("topic", r"(?![^.;,]*\b(?:ambassador|envoy|diplomat|troop|product)s?\b)"),
    "renew": (
        "stance",
        (
            r"(?:an?|the|his|her|its|their)?\s?(?:\w+ ){0,2}(?:appeal|call|commitment|criticism|demand|offer|pledge"
            r"|threat)s?\b"
        ),
    ),
    "request": ("stance", _UNNAMED + r"(?:(?:[^,;.\"]{2,60}? )?to \w|that\b)"),
    "put": ("topic", r"[^.;,]{0,40}?\b(?:cost|damage|figure|loss|number|toll)\w*\s(?:[^.;,]{0,30}\s)?at\b"),
    "protest": ("stance", r"(?:against|over|that|the|its|his|her|their|what)\b"),
    "question": (
        "stance",
        (
            r"(?:whether|why|how)\b|(?:the|that|this|its|his|her|their)\s(?:[\w-]+ ){0,2}?"
            r"(?:account|assertion|claim|decision|legality|legitimacy|motive|need|wisdom)s?\b"
        ),
    ),
    "recognise": ("stance", r"that\b|" + _MERIT),
    "recognize": ("stance", r"that\b|" + _MERIT),
    "refuse": ("stance", _SILENCE),
    "reject": ("stance", _ACCUSATIONS + r"|any\s|" + _WHOSE + r"(?:demand|idea|notion|possibility|proposal|use)s?\b"),
    "reply": ("clause", _ANSWERED),
    "respond": ("clause", _ANSWERED),
    "rule": ("stance", r"(?:out|that)\b"),
    "see": ("stance", r"[^;\"]{0,60}?\bas\s[^;\"]{0,20}\""),
    "seek": (
        "stance",
        r"(?:[\w’'-]+ ){0,3}?(?:assistance|assurances?|backing|clarification|cooperation|help|support)\b",
    ),
    "signal": (
        "clause",
        r"(?:[^,;\"]{0,40}?\s)?that\b|(?:the|it|he|she|they|its|his|her)\s[^,;.]{0,60}?(?:ha[sd]|was|were|is|are|would|will)\b",
    ),
    "share": (
        "topic",
        r"(?:the|his|her|their)\s[^.;,\"]{0,50}?\b(?:assessment|concern|conviction|hope|opinion|position|sentiment|view)s?\b|[^;]*\"|[.,]",
    ),
    "speak": ("stance", r"[^.;]{0,60}?\b(?:on|about|of) (?:the )?(?:\w+ )?(?:need|importance|necessity|urgency)\b"),
    "term": ("stance", _AS),
    "support": ("stance", _WHOSE + r"(?:bid|call|candidacy|idea|initiative|position|proposal|stance)s?\b"),
    "take": ("stance", r"(?:the|a) (?:position|view) that\b"),
    "threaten": ("stance", r"(?!during\b|in\b)(?:to\b|[A-Z]|[a-z]+ [^.;]*\b(?:to|with)\b|\"|military\b)"),
    "think": ("mind", r"(?!tanks?\b)"),
    "voice": ("stance", r"\S"),
    # A guest is welcomed somewhere, a decision is just welcomed.
    "welcome": (
        "stance",
        (
            r"(?!(?:his|her|its|their)\s(?:\w+\s)?(?:counterpart|guest|visitor)s?\b"
            r"|(?:[A-Z][\w.-]* ){1,6}(?:to|at|in|on|with|for)\b)"
        ),
    ),
}
_ADVERBS = frozenset({"back", "post"})  # verbs whose bare form is an adverb or a noun
_IRREGULAR = dict(
    pair.split(":")
    for pair in """
    seek:sought feel:felt find:found forecast:forecast foresee:foresaw give:gave hold:held lay:laid make:made draw:drew
    pay:paid put:put read:read say:said see:saw show:showed speak:spoke take:took tell:told think:thought write:wrote
    """.split()
)
_PARTICIPLES = dict(
    pair.split(":")
    for pair in """
    foresee:foreseen draw:drawn give:given see:seen show:shown speak:spoken take:taken write:written
    """.split()
)
_DOUBLING = {"admit", "commit", "concur", "dub", "put", "quip", "regret", "slam"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(lemma: str) -> dict[str, Tense]:
    """The inflected forms of ``lemma``, past participle with the past tense."""
    silent_e = lemma.endswith("e") and not lemma.endswith("ee")
    stem = lemma[:-1] if silent_e else lemma + lemma[-1] * (lemma in _DOUBLING)
    changes_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    regular = f"{lemma[:-1]}ied" if changes_y else f"{stem}d" if stem.endswith("e") else f"{stem}ed"
    past = _IRREGULAR.get(lemma, regular)
    sibilant = lemma.endswith(("s", "sh", "ch", "x"))
    third = f"{lemma[:-1]}ies" if changes_y else f"{lemma}es" if sibilant else f"{lemma}s"
    forms: dict[str, Tense] = {f"{stem}ing": "ing", third: "present", past: "past"}
    forms[_PARTICIPLES.get(lemma, past)] = "past"
    return forms if lemma == past else {lemma: "base", **forms}


def _table() -> dict[str, Form]:
    table: dict[str, Form] = {}
    for frame, verbs in _FRAMES.items():
        for lemma in verbs.split():
            table |= {form: Form(lemma, frame, tense, None) for form, tense in _forms(lemma).items()}
    for lemma, (frame, follows) in _PHRASES.items():
        pattern = re.compile(rf"(?:\s+|(?=[.,:]))(?:{follows})")
        forms = {form: tense for form, tense in _forms(lemma).items() if lemma not in _ADVERBS or tense != "base"}
        if lemma.endswith("al") or lemma == "label":  # "signalled" beside "signaled"
            forms |= {re.sub("l(?=ed$|ing$)", "ll", form): tense for form, tense in forms.items()}
        table |= {form: Form(lemma, frame, tense, pattern) for form, tense in forms.items()}
    return table


#: Every form of every reporting verb, lower case.
FORMS: dict[str, Form] = _table()

#: Verbs whose bare form is as often a noun ("the gas project"): they need a plural subject.
NOUN_LIKE = _words(
    """
    appeal blame call claim comment credit demand dispute doubt estimate fear forecast highlight hint hope joke label
    laugh mention note offer outline pledge point praise project promise protest question rebuke regret remark report
    rule share show state stress tweet voice welcome
    """
)

#: A reporting verb right behind a name.
SPEAKS = re.compile(r"\s+(?:said|says|told|announced|added|noted)\b")

#: Verbs with an addressee or a fixed object before "that"; after others a noun there has a relative clause.
ADDRESSED = _words("assure caution hold inform maintain make notify point remind take tell warn")

#: Verbs whose participle comments on the sentence, or describes an act in it, and reports nothing of its own.
COMMENTING = _words(
    "cite comment expect fear find mention highlight hope read recall reveal rule show underline underscore"
)

#: Verbs of what one means to do: an infinitive after them is what is told.
WILLING = _words("offer pledge promise propose vow")

#: Verbs that call a thing something.
NAMING = _words("call characterise characterize consider describe dub label portray see term")

#: Verbs that tell even when somebody would not: "would not say whether", "did not rule out".
WITHHOLDING = _words("comment confirm disclose exclude rule say specify")

#: Verbs that tell only when somebody would not: "did not exclude a visit", beside "excluded from the list".
ONLY_DENIED = _words("exclude")

MODALS = _words("will would shall can could may might must should won't won’t")

#: Words a noun phrase begins with.
DETERMINERS = _words(
    "a an another any both five four her his its many most no one several some that the their this three two"
)

#: Words that two sentences share without saying the same.
FUNCTION_WORDS = _words(
    """
    also and are been but for from had has have her his its not our said she that the their them there they this was
    were which who will with would you
    """
)

PRONOUNS = _words("he him she her they them it")

#: Nouns for somebody who is described rather than named.
ROLES = OFFICE | _words(
    """
    academic activist adviser advisor analyst assistant attendee attorney author bishop blogger boss businessman
    candidate captain co-chair co-founder commentator counterpart curator daughter demonstrator deputy dissident
    doctor economist editor executive expert family farmer father fighter fisherman founder guard historian host
    husband inspector insurgent investigator journalist lawyer local manager mediator medic militant mother
    neighbour ombudsman organiser organizer participant pilot politician professor prosecutor protester rebel
    refugee reporter researcher resident ruler sailor scholar scientist separatist soldier son specialist strategist
    student survivor teacher technician trader traditionalist veteran victim villager wife witness worker
    """
)

#: Nouns for a body that speaks as one.
INSTITUTIONS = _words(
    """
    academy administration agency airline alliance army chancellery command consulate faction headquarters militia
    politburo treasury assembly association authorities authority bank bloc board broadcaster bureau cabinet
    campaign chamber channel charity church coalition commission committee company confederation congress
    corporation council country court daily delegation department directorate embassy federation firm force forces
    foundation front fund government group institute institution junta kremlin leadership media military ministry
    mission monarchy movement nation nations navy network newspaper ngo office opposition organisation organization
    outlet palace panel parliament party patriarchate pentagon police presidency press quartet radio regime republic
    secretariat senate service side society state states station taskforce team television tribunal union university
    vatican wing watchdog website
    """
)

#: Names of news agencies, papers and stations that do not say what they are.
OUTLETS = _words(
    """
    aawsat adnkronos afp aljazeera anadolu ansa antara axios belta bernama bloomberg guardian interfax irna isna jazeera
    kcna kommersant kyodo maan mena mizan novosti pajhwok politico pravda ptv reuters ria sana saba sputnik
    tanjug tass tolonews ukrinform unian vedomosti wafa wam xinhua yonhap
    """
)

#: What a news outlet calls itself, last.
OUTLET_NOUNS = _words(
    "agency broadcaster channel daily gazette herald journal newspaper post radio television times tv"
)

#: Nouns for somebody of whom nothing is said.
ANONYMOUS = _words(
    "circle critic individual insider many observer opponent other people person some source supporter those"
)

#: Nouns for words that somebody issued: whoever issued them speaks.
DOCUMENTS = _words(
    """
    announcement comment communique communiqué declaration draft editorial email letter memo message note post posting
    readout release remark speech statement tweet
    """
)

#: Nouns for what is reported without anybody who answers for it.
REPORTS = _words(
    """
    account analysis data document estimate evidence figure finding footage image indication leak map poll record
    report result rumor rumour study survey
    """
)
