"""Where a personal name begins and ends beside an office, in six languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from communique.language.foreign._lexicon import Tongue, Words

__all__ = ["later_forms", "name_after", "name_before"]

Span = tuple[int, int]

_LATIN_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*(?:\.(?=\s[A-ZÀ-Þ]))?"
_PARTICLE = r"(?:de|da|do|dos|das|du|van|von|der|den|al|el|ould|ben|bin|bint|ibn|della|di|le|la|los|y|e)"
_LATIN = re.compile(rf"{_LATIN_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_LATIN_WORD}){{0,3}}")
_CYRILLIC = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:\s[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*){0,2}")

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_ARABIC_LINKS = frozenset("ولد بن ابن آل أبو بنت بو".split())
_ARABIC_COMPOUND = frozenset("عبد أبو سيف نور صلاح".split())
_ARABIC_STOPS = frozenset(
    "إن أن في إلى من على عن مع الذي التي الذين خلال أمس اليوم يوم غدا بعد قبل قد لم لن لا كان كانت وقد الى هو هي هذا"
    " هذه حول بشأن بين أثناء حيث كما عقب صباح مساء ظهر لدى أي وجود دون ضد عند منذ نحو حتى ثم أو لكن بينما".split()
)
_ARABIC_VERB = re.compile(
    r"[وف]?(?:س[يتن]\w{3,}|قالت?|أ(?:كد|علن|ضاف|وضح|جرى)ت?|زارت?|وصلت?|التقى|ل(?:بحث|لقاء|مناقشة|حضور|إجراء)"
    r"|[يت](?:زور|صل|لتقي|بحث|قوم|ؤكد|علن|توجه|غادر|ستقبل|جري|شارك|عتزم))\Z"
)

_HAN = "\u3400-\u9fff"
_HAN_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤阮裴张張劉陳楊黃趙吳"
)
_HAN_STOP = (
    r"星期|周[一二三四五六日末]|今[天年日]|昨[天日]|明[天日年]|[本上下][月周]|当[天日地]|将|在|于|说|說|表示|称|宣布|访|没|未|已|和|与"
    r"|對|对|同|去|抵|会[见谈晤]|就|为|并|则|透露|指出|认为|强调|谈|接[受见]|离开|结束|举行|出[席访]|的|有|是|也|还|曾|从|到|率|应邀"
    r"|此前|邀请|推迟|取消|拒绝|批评|呼吁|致电|签署"
    r"|担任|接替|率团|启程|主持|敦促|警告|承诺|证实|否认|告诉|补充|提出|谴责|首次|多次|期间|[本这上下]个月|[一二三四五六七八九十两几]+[年个次天月]|近日|日前|随后|先后|最近|刚|正在|当时|应约|因|及|等|[^\u3400-\u9fff·]"
)
_HAN_NAME = re.compile(rf"(?:(?!{_HAN_STOP})[{_HAN}]){{1,8}}(?:·(?:(?!{_HAN_STOP})[{_HAN}]){{1,8}})*")
_HAN_FIRST = re.compile(rf"[{_HAN}](?:(?!{_HAN_STOP})[{_HAN}]){{1,2}}")

_HANGUL_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_HANGUL_TOKEN = re.compile(r"[^\s,.\"“”'‘’()·]+")
_HANGUL_NO_NAME = frozenset(
    "한편 당초 당시 이날 이어 또 앞서 그러나 특히 최근 다만 반면 "
    "이번 지난 오는 전날 현재 신임 전임 모두 등 그가 그는 그녀가 "
    "이들이 전 현 양국 한국 야당 여당 함께 통해 위해 대해 관련 "
    "다른 주요 각국".split()
)
_HANGUL_CASE = re.compile(r"\w{2,}(?:[은는을를의와과]|에서|에게|으로)\Z")  # what no name ends in, beside its office
_HANGUL_PARTICLE = re.compile(r"\w{2,}(?:[은는이가을를의와과도]|에서|에게|으로|에|고|며|해|던|된|에서는|부터|까지)\Z")


def name_after(text: str, at: int, tongue: Tongue) -> Span | None:
    """Return the name that begins at ``at``, where one does."""
    if tongue == "zh":
        return _han_name(text, at)
    if tongue == "ar":
        return _arabic_name(text, at)
    match = (_CYRILLIC if tongue == "ru" else _LATIN).match(text, at)
    return match.span() if match else None


def name_before(text: str, end: int, skipped: Callable[[str, int], bool]) -> Span | None:
    """Return the Korean name that ends before ``end``, where one does.

    Args:
        text: the sentence.
        end: where the office begins.
        skipped: whether a word, at its offset, says whose office it is and belongs to no name.
    """
    tokens = list(_HANGUL_TOKEN.finditer(text, 0, end))
    whole = len(tokens)
    while tokens and skipped(tokens[-1][0], tokens[-1].start()):
        tokens.pop()
    foreign = len(tokens) < whole
    if not tokens or not _adjoin(text, tokens[-1].end(), end, limit=14):
        return None
    last = tokens.pop()
    if last[0] in _HANGUL_NO_NAME or not re.fullmatch(r"[\uac00-\ud7a3]+", last[0]):
        return None
    if (len(last[0]) < 2 and not foreign) or _HANGUL_CASE.search(last[0]):
        return None  # "이 대변인": a surname, or "this"
    if last[0][0] in _HANGUL_SURNAMES and len(last[0]) <= 3:
        return last.span()
    start = last.start()
    for token in reversed(tokens[-2:]):
        given = re.fullmatch(r"[\uac00-\ud7a3]{2,}", token[0]) and token[0] not in _HANGUL_NO_NAME
        if not given or _HANGUL_PARTICLE.match(token[0]) or not _adjoin(text, token.end(), start, limit=1):
            break
        if skipped(token[0], token.start()):
            break
        start = token.start()
    return (start, last.end()) if last.end() - start > 1 else None


def _adjoin(text: str, end: int, start: int, *, limit: int) -> bool:
    """Whether only words of the office stand between two offsets: no punctuation, and not much."""
    return start - end <= limit and not re.search(r"[,.\"“”'‘’()]", text[end:start])


def _han_name(text: str, at: int) -> Span | None:
    whole = _HAN_NAME.match(text, at)
    if whole and "·" in whole[0]:
        return whole.span()
    if text[at : at + 1] and text[at] in _HAN_SURNAMES:
        own = _HAN_FIRST.match(text, at)
        return own.span() if own else None
    return whole.span() if whole and len(whole[0]) > 1 else None


def _arabic_name(text: str, at: int) -> Span | None:
    tokens: list[re.Match[str]] = []
    for token in _ARABIC_WORD.finditer(text, at, at + 80):
        if text[tokens[-1].end() if tokens else at : token.start()].strip(" \u00a0"):
            break
        tokens.append(token)
    taken, real = 0, 0
    while taken < len(tokens) and not _ends_arabic_name(tokens[taken][0]):
        word = tokens[taken][0]
        linked = word in _ARABIC_LINKS
        if real >= 2 and not linked:
            break
        taken += 2 if linked or word in _ARABIC_COMPOUND else 1
        real += 1
    if real < 2 or taken > len(tokens):
        return None
    return tokens[0].start(), tokens[taken - 1].end()


def _ends_arabic_name(word: str) -> bool:
    return word in _ARABIC_STOPS or (word not in _ARABIC_LINKS and bool(_ARABIC_VERB.match(word)))


def later_forms(name: str, tongue: Tongue, words: Words) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the forms in which a person may be named again: in full, and by surname."""
    tokens: Sequence[str] = re.split(r"[\s·]+", name)
    match tongue:
        case "ru":
            stems = [re.escape(_stem(token)) + r"[а-яё]{0,3}" for token in tokens]
            whole = r"\s".join(stems)
            yield re.compile(rf"(?<!\w){whole}(?!\w)")
            yield re.compile(rf"(?<!\w){stems[-1]}(?!\w)")
        case "ar":
            yield re.compile(rf"(?<!\w)[وفبلك]?{re.escape(name)}(?!\w)")
            last = " ".join(tokens[1:]) if len(tokens) > 1 and tokens[1] in _ARABIC_LINKS else tokens[-1]
            yield re.compile(rf"(?<!\w)[وفبلك]?{re.escape(last)}(?!\w)")
        case "zh":
            yield re.compile(re.escape(name))
            if len(tokens) > 1:
                yield re.compile(re.escape(tokens[-1]))
        case "ko":
            yield re.compile(re.escape(name))
            if len(tokens) > 1:
                yield re.compile(rf"(?<!\w){re.escape(tokens[-1])}")
            elif len(name) in {3, 4} and name[0] in _HANGUL_SURNAMES:
                yield re.compile(rf"(?<!\w){name[0]}(?=\s(?:{words.offices.pattern}))")
        case _:
            yield re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            yield re.compile(rf"(?<!\w){re.escape(tokens[-1])}(?!\w)")


def _stem(word: str) -> str:
    """Return a Russian name without its case ending."""
    bare = re.sub(r"(?:ого|ему|ому|ыми|ими|ей|ой|ом|ем|ым|им|ых|ую|юю|ая|яя|ий|ый|[аяуюеыийь])\Z", "", word)
    return bare if len(bare) > 2 else word
