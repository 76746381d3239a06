"""A firm's name as written -> the texts that are read: scripts apart, Korean and Chinese words of firms in English, one form for a country.

Business words of the Korean and the Chinese language are put into English (`은행` and `unhaeng` are bank); what is left of a name in these
letters is romanised. Korean words in Latin letters may be a name as well, so that their English is one more reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import OSA

from vetoproof.detect.names.korean.sounds import spellings
from vetoproof.detect.names.korean.syllables import hanja, is_hangul
from vetoproof.detect.names.lexicon import ENDINGS, MEANINGS, PLACES, SHORT_FORMS, TRANSLATED
from vetoproof.detect.names.signs import LONGEST, drawn_as_strokes, visible

_ACRONYM = re.compile(r"\s*\(([A-Z]{2,8})\)")
_COUNTRY = re.compile(r"(?i)\b(?:(?:of )?(?:the )?democratic people.?s republic of|north) korea(?:n|.s)?\b|\bdpr korea\b")
_HONG_KONG = re.compile(r"(?i)\bhong[ -]kong\b")
_NUMBER_SIGN = re.compile(r"(?i)\bno\.?\s*(?=\d)|#\s*(?=\d)")
_PUBLIC_COMPANY = re.compile(r"(?i)\bpublic (?=(?:joint|limited|company)\b)")  # a form, but not that of a ministry of public security
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"(?i)^\s*[afn]\.?k\.?a\.?\s*:\s*")
_INITIALISM = re.compile(r"\b(?:[^\W\d_][./]){2,}[^\W\d_]?(?!\w)|\b[^\W\d_]/[^\W\d_]\b")
_SHORT_FORM = re.compile(rf"\b(?:{'|'.join(SHORT_FORMS)})\b", re.IGNORECASE)
_EASTERN = "\u3007\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3"
_EASTERN_RUN, _WESTERN_LETTER = re.compile(f"[{_EASTERN}]+"), re.compile(r"[^\W\d_]")
_TRANSLATE = re.compile("|".join(sorted(map(re.escape, TRANSLATED), key=len, reverse=True)))
_ENDING = re.compile(rf"(?<=[{_EASTERN} ])(?:{'|'.join(ENDINGS)})(?![{_EASTERN}])")
_ORDINAL = re.compile(r"[제第]\s?(?=\d)|(?<=\d)\s?[호號号]")
_ORDINAL_LATIN = re.compile(r"\b(?:che|je) ?(?=\d)")
_KOREAN_SIGNS = ("朝鮮", "朝鲜", "平壤", "高麗", "高丽")
USUAL = 0.9  # how usual a spelling of a syllable must be
SHORTEST = 5  # letters of a Korean word that is no name by chance


def entity_texts(text: str) -> list[str]:
    """What a firm's name is read from: each script for itself, without an acronym in brackets, and that; Korean words in English, too."""
    text, short = without_acronym(text[:LONGEST])
    parts = [text] if text.isascii() else list(_by_script(visible(text)))
    found = [entity_text(part) for part in (*parts, *filter(None, map(drawn_as_strokes, parts)))]
    return list(dict.fromkeys([*found, *filter(None, map(in_english, found)), *short]))


# Where one of the rules above may have something to do: signs, words, and how two words of the DPRK's name begin.
_SPECIAL_SIGN = re.compile(r"[^ -~]|[0-9&(-]|(?<![A-Za-z])[A-Za-z][./][A-Za-z]")
_SPECIAL_WORDS = frozenset((*SHORT_FORMS, "korea", "korean", "koreas", "hong", "public", "aka", "fka", "nka", "ii"))
_OF_THE_DPRK = frozenset("pk")


def reads_as_it_stands(text: str, words: Collection[str]) -> bool:
    """Whether a firm's name, of these words, is read as it stands: nothing above changes it."""
    if _SPECIAL_SIGN.search(text) or not _SPECIAL_WORDS.isdisjoint(words) or not _romanised().keys().isdisjoint(words):
        return False
    may_be_dprk = {word[0] for word in words} >= _OF_THE_DPRK
    return not may_be_dprk and (text.isupper() or not drawn_as_strokes(text))


def without_acronym(text: str) -> tuple[str, list[str]]:
    """`DAEDONG CREDIT BANK (DCB)`: without it, and the acronym."""
    if "(" not in text:
        return text, []
    short = [word for word in _ACRONYM.findall(text) if word.lower() not in PLACES]
    outside = _ACRONYM.sub(lambda found: "" if found[1] in short else found[0], text)
    return (outside, short) if short and outside.strip() else (text, [])


def entity_text(text: str) -> str:
    """`S.A.` is one word, `&` is and, the DPRK is Korea, the KPA the Korean People's Army."""
    text = text[:LONGEST].replace("&", " and ")
    low = text.lower()
    text = _LABEL.sub("", _COUNTRY.sub(" korea ", text) if "korea" in low else text)
    text = _DPRK.sub(_country, text) if " p" in low and " k" in low else text
    text = _PUBLIC_COMPANY.sub("", text) if "public" in low else text
    text = _HONG_KONG.sub("hongkong", text) if "hong" in low else text
    text = _NUMBER_SIGN.sub(" ", text) if _DIGIT.search(text) else text
    text = _INITIALISM.sub(lambda found: re.sub(r"\W", "", found[0]) + " ", text) if "." in text or "/" in text else text
    return _SHORT_FORM.sub(lambda found: SHORT_FORMS[found[0].lower()], text)


_DPRK = re.compile(r"(?i)\b(?:of\s+)?(?:the\s+)?(d\w{7,11}\s+p\w{3,7}['’`´]?\s?s?\s+r\w{6,10}\s*(?:of)?\s+k\w{3,5})\b")


def _country(found: re.Match[str]) -> str:
    """The name of the DPRK with a few slips is Korea; anything else stays."""
    letters = re.sub(r"\W", "", found[1].lower())
    return " korea " if OSA.distance(letters, "democraticpeoplesrepublicofkorea", score_cutoff=4) <= 4 else found[0]


def _by_script(text: str) -> Iterator[str]:
    """The Latin part and the Korean or Chinese part, the latter with its words of firms in English."""
    if not _EASTERN_RUN.search(text):
        yield text
        return
    west = _EASTERN_RUN.sub(" ", text)
    if len(_WESTERN_LETTER.findall(west)) > 2:
        yield west
        text = " ".join(_EASTERN_RUN.findall(text))
    yield _translated(text)
    if any(sign in text for sign in _KOREAN_SIGNS):
        yield _translated(text, korean=True)


def _translated(text: str, *, korean: bool = False) -> str:
    """`조선백호무역회사` -> korea baegho trading corporation. `korean`: Chinese characters by their Korean sounds."""
    text = _ORDINAL.sub(" ", text)
    text = _TRANSLATE.sub(lambda found: f" {TRANSLATED[found[0]]} ", text)
    text = _ENDING.sub(lambda found: f" {ENDINGS[found[0]]} ", text)
    return _EASTERN_RUN.sub(lambda found: anyascii(_as_hangul(found[0]) if korean else found[0]).lower(), text)


def _as_hangul(text: str) -> str:
    readings = hanja()
    return "".join(next(iter(readings.get(sign, {sign: 1.0}))) for sign in text)


def in_english(text: str) -> str:
    """A name with Korean words in Latin letters put into English: `Tongbang Unhaeng` is east land bank. Empty if it has none."""
    words = text.lower().replace("-", "").replace("'", "").replace("’", "").split()
    known = _romanised()
    if known.keys().isdisjoint(words):
        return ""
    return _ORDINAL_LATIN.sub("", " ".join(known.get(word, word) for word in words))


@cache
def _romanised() -> dict[str, str]:
    """Korean words of firms, and some that firms are called by, in the usual Latin spellings."""
    words = {word: english for table in (TRANSLATED, MEANINGS) for word, english in table.items() if is_hangul(word) and len(word) > 1}
    found = {form: english for word, english in words.items() for form in _spelled(word) if len(form) >= SHORTEST}
    return {form: english for form, english in found.items() if form not in english.split()}


def _spelled(word: str) -> Iterator[str]:
    ways = [[form for form, usual in spellings(syllable) if usual >= USUAL] for syllable in word]
    return map("".join, product(*ways))
