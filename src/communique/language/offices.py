"""Words of public office, and capitalised words that are never part of a person's name.

English only, and data only: which nouns name an office, which words qualify one, and which capitalised words of news
prose belong to institutions rather than people. Compiled for this project from general knowledge of the language.
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.language.cues import cued

__all__ = [
    "COURTESY",
    "EVENTS",
    "INSTITUTION",
    "IN_TITLES",
    "NAME_PARTICLES",
    "NEVER_IN_TITLE",
    "NOT_A_NAME",
    "OFFICE",
    "PLACES_AS_NAMES",
    "QUALIFIER",
    "RANK",
    "SHORT_TITLES",
    "TITLE",
    "TITLE_JOINERS",
    "is_office",
    "is_public",
    "state_of_office",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Head nouns of an office, lower case. Compounds are listed with a hyphen, as news prose writes them.
OFFICE = _words(
    """
    adviser advisor administrator admiral aide ambassador amir attorney-general ayatollah brigadier chair chairman
    chairperson chairwoman chancellor chief colonel commander commander-in-chief commissioner congressman
    congresswoman constable consul consul-general coordinator councillor councilor counterpart counselor counsellor
    dictator diplomat director director-general emir emissary emperor empress envoy foreign-minister general governor
    governor-general head inspector judge justice king lawmaker leader legislator lieutenant major marshal mayor
    minister mp monarch negotiator officer official ombudsman pope premier president president-elect prime-minister
    prince princess principal queen rapporteur representative secretary secretary-general senator shah sheikh speaker
    spokesman spokesperson spokeswoman sultan superintendent taoiseach treasurer tsar undersecretary under-secretary
    vice-president vice-premier vice-chancellor vice-minister warlord whip chief-of-staff member parliamentarian
    delegate co-chair predecessor successor deputy ruler lady candidate fm pm gen lt-gen maj-gen brig-gen lt col maj
    adm brig cmdr prosecutor
    """
)

_NO_OFFICE = _words("non-official quasi-official semi-official un-official")

#: Heads that companies and clubs have too: they count only with a word of public life in the same phrase.
_WEAK = _words(
    """
    lady candidate aide assistant chair chairman chairperson chairwoman chief co-chair coordinator delegate deputy
    director head inspector judge member negotiator officer official principal representative administrator
    superintendent speaker
    """
)
_PUBLIC = _words(
    """
    agency alliance ambassador army assembly authority bureau cabinet caucus command commission committee congress
    council court crime defence defense delegation department diplomatic embassy emir federal foreign force forces
    general government homeland house intelligence interior justice king ministry mission monetary nations national
    navy nuclear opposition parliament party police presidential president prime minister royal secretariat security
    senate staff state supreme treasury trade union usaid negotiator constable special kremlin palace administration
    first transitional knesset bundestag duma rada sejm riksdag storting folketing seimas saeima riigikogu dáil majlis
    sabha diet mossad cia fbi hamas hezbollah taliban fatah houthi likud pentagon imf un nato eu iaea wto opec unesco
    osce asean ecowas
    """
)

#: Words that come before an office and belong to its name.
QUALIFIER = _words(
    """
    acting former ex- deputy vice first second interim outgoing incoming permanent special senior chief assistant
    associate prime foreign defence defense finance interior justice trade energy economy economic health agriculture
    development culture education environment transport labour labor information state federal national supreme
    general under joint honorary resident presidential parliamentary opposition party military naval army police
    intelligence security nuclear top lead principal crown executive managing current then new
    air rear spiritual religious revolutionary separatist junior rebel coordinating co-ordinating
    political legal central humanitarian regional provincial diplomatic consular climate peace
    """
)

#: Forms of address: they introduce a person but name no office.
COURTESY = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady hon rev reverend father sister madam haji excellency majesty "
    "highness holiness honourable honorable datuk dato datin seri sri setia awang pehin dayang tun comrade cardinal "
    "archbishop imam"
)

#: Military ranks and royal styles: of those who bear one, another title beside it is the office.
RANK = _words(
    "general gen lieutenant lt major maj colonel col brigadier admiral adm marshal captain capt king queen prince "
    "princess sultan emir amir sheikh shah emperor crown vice rear air field"
)

#: Short titles that are names as well: offices only with their stop ("Hun Sen").
SHORT_TITLES = frozenset({"Sen.", "Gov.", "Rep.", "Amb."})

#: Nouns of events, which open no title though they qualify an institution.
EVENTS = _words("agreement dialogue meeting summit talks")

#: Words that never stand in a title.
NEVER_IN_TITLE = _words("he she they it this that these during on in both while as after before when with also")

#: Lower-case words that stand inside names.
NAME_PARTICLES = _words(
    "al bin ibn ben bint el de del della di da dos das du la le van von der den ter ul ur ud y e zu af av abu"
)

#: Names of places that people bear as given names.
PLACES_AS_NAMES = _words(
    """
    Adelaide Alexandria Austin Carolina Chad Charlotte Chelsea Dakota Dallas Florence Georgia Houston India Israel
    Jackson Jordan Kenya Leticia Letícia Lincoln Lourdes Medina Milan Nancy Odessa Orlando Paris Petra Phoenix Salem
    Santiago Sidney Sofia Sofía Sydney Valencia Victoria Vienna Virginia Washington
    """
)

#: Nouns that end or qualify the name of an institution, an event or a place.
INSTITUTION = _words(
    """
    academy accord accords act administration affairs agenda afp agency agreement airport alliance ap army assembly
    association authority bank base bbc board bureau business cabinet campaign centre center chamber charter church
    club coalition college commission committee commonwealth community company conference confederation congress
    constitution convention corporation corps council court daily declaration defence defense department desk
    development dialogue directorate district division economy embassy emergency energy enterprise exchange exercise
    expo fair federation festival finance force forces forum foundation front fund government group guard gulf hall
    headquarters homeland hospital hotel house industry infrastructure initiative institute institution international
    interpol island islands journal lake league mail market media meeting ministerial ministry mission mosque mount
    mountain movement museum nations navy network news nobel observatory ocean office olympics operation operations
    opposition order organisation organization pact palace panel parliament partnership party peninsula petroleum
    pipeline plan plaza police policy port post press prize program programme project protection protocol province
    quartet rally red region reuters relations republic resistance resolution river road roundtable route school sea
    secretariat section security senate service services settlement square station strait strategy street studies
    summit system talks tass team television territories territory think times trade treasury treaty tribunal troops
    trust union unit united university valley wall war week white workers world youth zone street-journal act-east
    governance growth health migration refugees population freedom religious safety science technology transport labor
    labour justice agriculture environment fellows center-right staff cross cooperation activities acquisition
    law tourism commerce industries sports women communications housing fisheries forestry investment investments
    innovation research manpower diaspora expatriates railways aviation telecommunications taxation heritage antiquities
    advanced aerospace ageing arts audiovisual broadcasting budget change children cohesion communication competition
    competitiveness consumer co-operation creative data decentralisation decentralization demography digital
    digitalisation digitalization ecology employment empowerment entrepreneurship equality exports families finances
    fishery forests gender handicrafts higher hydrocarbons immigration implementation inclusion indigenous industrial
    infocommunications information integration irrigation lands livestock logistics minerals mines mining minorities
    natural nutrition oil ports poverty privatisation privatization procurement promotion public railway reconciliation
    reconstruction recovery reform reforms rehabilitation reintegration renewable resilience resources rural sanitation
    shipping skills social solidarity sport statistics sustainability sustainable telecommunication textiles
    transformation transition urban utilities veterans wastewater welfare wildlife works
    airlines airways average communications computer corp dynamics electric inc index industries lab labs
    marines motor motors systems technologies amnesty hamas kremlin likud rights taliban watch
    """
)

#: Other capitalised words that start a sentence or a heading and are no names.
NOT_A_NAME = _words(
    """
    a an the this that these those he she it they we i you his her its their our my your who which what when where why
    how if in on at by for from to of with without into over under after before during since until while as and or but
    nor so yet also however meanwhile moreover although though despite because therefore thus then there here both
    either neither each every all some many most more few several other another such same own new old former early late
    last next first second third one two three four five six seven eight nine ten no not only just even still again
    earlier later today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december spring summer autumn winter east west north
    south eastern western northern southern central middle asian european african american arab islamic muslim christian
    jewish hindu buddhist catholic orthodox protestant shiite sunni kurdish latin according asked about among amid
    following speaking according sources reports officials analysts experts critics relations travel visit trip tour
    remarks statement photo image source update updated breaking exclusive republican democrat democratic communist
    socialist labour conservative liberal green national federal royal holy mr mrs ms dr sir lord lady jr sr ii iii iv
    vi gentleman gentlemen ladies excellencies colleagues friends delegates distinguished dear fellow asia europe
    africa america americas middle-east pacific atlantic indo-pacific
    instead nazi tory
    elsewhere nearby separately caribbean mediterranean baltic balkan balkans caucasus nato eu un us usa uk cold
    """
)


#: Words that may stand in a title, and those that join them; the latter end none.
IN_TITLES = OFFICE | INSTITUTION | NOT_A_NAME | QUALIFIER
TITLE_JOINERS = _words("of for to and the & at on in")

# What companies, clubs and schools have too; a "major" is a subject of study unless it is a rank.
_PRIVATE = cued(
    r"\b(?i:(?<!european )(?<!african )(?:union|business|community|gang|cult|team|project|industry|youth|church"
    r"|protest)"
    r" leaders?|company|ceo|chief executive|managing|general manager|students?|college|university|museum|football|"
    r"basketball|airlines?|airways|brand|firm|institution|magazine|newspaper|studio)\b(?! commission| minist)"
    r"|(?<=[a-z] )major\b"
)


# Bodies of states by none of whose words alone one could tell.
_BODY = cued(
    r"\b(?:Arab League|League of Arab States|(?:World|Central|Development|Investment|Reserve) Bank|Gulf Cooperation"
    r"|Red C(?:ross|rescent)|World (?:Health|Trade|Food|Customs)|Islands Forum|Refugee|Atomic)\b"
)

#: What may stand between an office, the body it is in or who is met, and a name, as a regular expression.
TITLE = (
    r"(?:[\s,(&]|['’]s?(?!\w)|\b(?:of|for|the|and|an?|in|to|at|on|his|her|its|their|new|former|acting"
    rf"|(?i:{'|'.join(sorted(OFFICE | QUALIFIER))})|[A-ZÀ-Þ][\w.-]*)(?!\w))*"
)


def is_public(phrase: str) -> bool:
    """Tell whether a phrase has a word of public life in it ("government", "party"), or an office held elsewhere."""
    words = [word.strip(".,'’\"()").casefold().removesuffix("'s").removesuffix("’s") for word in phrase.split()]
    return any(
        word in _PUBLIC | {"military", "naval", "rebel"} or (word in OFFICE and not word.startswith("spokes"))
        for word in words
    )


@lru_cache(maxsize=4096)
def is_office(phrase: str | None) -> bool:
    """Tell whether a phrase names a public office, a command, or the leading of or speaking for some body."""
    words = [word.strip(".,'’\"()").casefold().removesuffix("s'").removesuffix("'s") for word in (phrase or "").split()]
    heads = [word for word in words if word in OFFICE or _is_compound(word)]
    strong = any(word not in _WEAK for word in heads)
    if _PRIVATE.search(phrase or ""):
        return False
    strong = strong or not SHORT_TITLES.isdisjoint((phrase or "").split())
    return strong or (bool(heads) and (any(word in _PUBLIC for word in words) or bool(_BODY.search(phrase or ""))))


def _is_compound(word: str) -> bool:
    """Tell "co-chairman" from "semi-official" and "12-member"."""
    first, _, last = word.rpartition("-")
    return last in OFFICE and bool(first) and word not in _NO_OFFICE and last != "member"


# Offices that English usage gives to one state when no other is named: an American department's head is "Secretary of
# ...", a British one "Secretary of State for ..." or "Foreign Secretary".
_STATE_OF_OFFICE = tuple(
    (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), code)
    for pattern, code in (
        (r"(?:assistant|deputy) secretary of state\b", "US"),
        (r"secretary of state for\b|(?:foreign|home) secretary\b|exchequer\b", "GB"),
        (r"secretary of (?:state|defense|homeland security|the treasury|commerce|energy)\b", "US"),
        (r"assistant secretary\b(?!-)|(?:state )?department spokes|congress(?:wo)?man\b|house speaker\b", "US"),
        (r"(?:minister (?:of|for) external|external) affairs\b|union (?:\w+ )?minister\b", "IN"),
        (r"joint chiefs of staff\b", "US"),
        (r"chief cabinet secretary\b", "JP"),
        (r"pope\b", "VA"),
        (r"taoiseach\b|t[aá]naiste\b", "IE"),
    )
)


def state_of_office(role: str) -> str | None:
    """Return the state an office belongs to by its English name alone, or None."""
    return next((code for pattern, code in _STATE_OF_OFFICE if pattern.search(role)), None)
