"""A name as somebody typed it -> the letters that are meant: no case, accents, invisible signs; look-alikes as what they look like.

Sources of the look-alikes: the shapes of Unicode's confusables for capital and small Latin letters; the choice is ours.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from anyascii import anyascii

LONGEST = 1_000  # signs of a name that are looked at; what is longer is not screened (and said so)

# Each group: a Latin letter, then letters of other scripts that are drawn like it.
_ALIKE = (
    "aаαɑᴀⲁаᎪꓮ", "bЬвʙβᏴꓐ", "cсϲᴄⅽᏟꓚⲥ", "dԁⅾᴅɗᎠꓓ", "eеєεҽᴇℯᎬꓰ", "fғſꓝϝ", "gɡցԍɢᏀꓖ", "hһնнʜᏂꓧη", "iіıιɩɪӏⅰᎥꓲ", "jјʝᴊյᎫꓙ",
    "kкκᴋĸᏦꓗⲕ", "lⅼʟլᏞꓡ|ǀ", "mмμᴍⅿᎷꓟ", "nпոɴυꓠ", "oоοσօᴏⲟഠ०〇ꓳ", "pрρᴘᏢꓑⲣ", "qԛգ", "rгʀᴦᎡꓣ", "sѕꜱᏚꓢ", "tтτᴛᎢꓔ",
    "uυսᴜꓴц", "vνѵᴠⅴᏙꓦ", "wѡԝᴡԜᎳꓪ", "xхχⅹꓫ×", "yуγүʏᎩꓬ", "zᴢᏃꓜ",
)  # fmt: skip
_LOOKS: dict[str, str] = {}
for _group in _ALIKE:
    for _sign in _group[1:]:
        _LOOKS.setdefault(_sign, _group[0])
# Capitals are drawn otherwise than small letters: a Greek capital N is an N, the small one a v.
_LOOKS |= dict(zip("АВСЕНІЈКМОРЅТУХѴԜԌԚΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abcehijkmopstyxvwgqabezhikmnoptyx", strict=True))
_LOOKS |= dict(zip("вемнкт", "bemhkt", strict=True)) | dict(zip("βηνρμυχ", "bhvpmux", strict=True)) | {"п": "n", "г": "r", "ц": "u"}
_DIGIT_LOOKS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e", "!": "i"}
_LATIN_APART = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "ng"})

_APOSTROPHES = re.compile(r"[’‘'`´ʼʻ′ʹ＇ʿʾ]+\s*(?=-)|[’‘'`´ʼʻ′ʹ＇ʿʾ]+")
_VOWEL_SIGNS = "".join(sign for sign in map(chr, (*range(0x0483, 0x1E00), *range(0xA800, 0xAC00))) if unicodedata.category(sign)[0] == "M")
_SPLIT = re.compile(rf"[^\w@$€!|{_VOWEL_SIGNS}]+|_+|(?<!\w)[@$€!|]|[@$€!|](?!\w)")  # `दास` is one word


_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")  # letters and marks that are drawn as nothing


def visible(text: str) -> str:
    """NFKC, without signs that nobody sees (zero width, direction, controls, variation), with one kind of blank."""
    text = unicodedata.normalize("NFKC", text)
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SHOWN)


class _Shown(dict[int, str]):
    """What each sign is shown as; found when it first comes."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        blank = sign in "\t\n\r\v\f" or unicodedata.category(sign) in ("Zs", "Zl", "Zp")
        unseen = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") or sign in _BLANK_LETTERS or "\ufe00" <= sign <= "\ufe0f"
        self[code] = " " if blank else "" if unseen else sign
        return self[code]


_SHOWN = _Shown()


@lru_cache(65_536)
def kind_of(sign: str) -> str:
    """The script of a letter, as far as it matters here."""
    if sign.isascii():
        return "latin" if sign.isalpha() else "digit" if sign.isdigit() else "other"
    code = ord(sign)
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "hangul"
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF or code == 0x3007:
        return "han"
    name = unicodedata.name(sign, "")
    for script in ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "KATAKANA", "HIRAGANA"):
        if name.startswith(script):
            return script.lower()
    return "foreign" if sign.isalpha() else "other"


def bare(text: str) -> str:
    """Without accents; letters that have a Latin form of their own in it. Hangul stays whole."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(sign for sign in apart if not ("\u0300" <= sign <= "\u036f" or "\u1dc0" <= sign <= "\u1dff"))
    return unicodedata.normalize("NFC", kept).translate(_LATIN_APART)


def words(text: str) -> tuple[str, ...]:
    """The words of a name, in its order, in small letters, each in one script."""
    parts = _APOSTROPHES.sub("", text).split(" ")
    latin = any(map(_has_latin, parts))
    return together([piece for part in parts for piece in _pieces(part, latin)])


@lru_cache(262_144)
def _has_latin(part: str) -> bool:
    return any(kind_of(sign) == "latin" for sign in bare(visible(part)))


@lru_cache(262_144)
def _pieces(part: str, latin: bool) -> tuple[str, ...]:
    """What stands between two blanks -> its words. `latin`: somewhere in the name there are Latin letters."""
    plain = bare(visible(part))
    found = [one for one in _SPLIT.split(plain) if one]
    if plain.isascii() and not any(sign.isdigit() or sign in "@$!|" for sign in plain):
        return tuple(one.lower() for one in found)
    return tuple(piece for one in found for piece in _of_one_script(one, latin))


def together(parts: list[str]) -> tuple[str, ...]:
    """Words that were typed letter by letter, `k i m`, are one word; an initial or two stay."""
    if sum(len(part) == 1 for part in parts) < SPELLED:
        return tuple(parts)
    out: list[str] = []
    for single, run in groupby(parts, key=lambda part: len(part) == 1 and part.isalpha()):
        some = list(run)
        out += ["".join(some)] if single and len(some) >= SPELLED else some
    return tuple(out)


SPELLED = 4  # single letters in a row that are no initials any more


def seems_latin(text: str) -> tuple[str, ...] | None:
    """A name of another script of which every letter is drawn like a Latin one: read so, too. None if it is not that."""
    if text.isascii():
        return None
    found = set(map(_drawn, text.split(" ")))
    if "otherwise" in found or "as Latin" not in found:
        return None
    return words("".join(_LOOKS.get(sign, sign) for sign in visible(text)))


_ONE = re.compile(r"(?<=[A-Za-z])1(?=[A-Za-z]|\b)")
_STROKE = re.compile(r"(?<=[a-z])I(?=[a-z]|\b)|(?<=\b[A-Z])I(?=[a-z])|(?<=\bI)I\b")

_AMONG_CAPITALS = re.compile(r"[A-Z]l[A-Z]|[A-Z]{2}l|\bl[A-Z]{2}")
_CAPITALS = re.compile(r"\b(?=(?:l*[A-Z]){2})[A-Z]*l[A-Zl]*\b")


def one_as_letter(text: str) -> str:
    """`CHO1 SU` is Chol Su, `R1 SU` Ri Su: the 1 that is no i. Empty if there is none."""
    return _ONE.sub(lambda found: _stroke(text, found.start()), text) if _ONE.search(text) else ""


def _stroke(text: str, place: int) -> str:
    ends_a_word = not text[place + 1 : place + 2].isalpha()
    return "i" if ends_a_word and text[place - 1].lower() not in "aeiou" else "l"


def drawn_as_strokes(text: str) -> str:
    """`KlM` is KIM and `ChoI` Chol: I and l are one stroke. Empty unless one stands among letters of the other case."""
    found = _STROKE.sub("l", text) if "I" in text else text
    if "l" in text:
        if text.replace("l", "").isupper():
            return text.replace("l", "I")
        if _AMONG_CAPITALS.search(found):
            found = _CAPITALS.sub(lambda word: word[0].replace("l", "I"), found)
    return found if found != text else ""


@lru_cache(262_144)
def _drawn(part: str) -> str:
    """Whether all its letters are of another script and drawn as Latin ones; empty if it has none."""
    letters = [sign for sign in visible(part) if sign.isalpha()]
    other = any(kind_of(sign) == "latin" for sign in part) or not all(sign in _LOOKS for sign in letters)
    return "otherwise" if other else "as Latin" if letters else ""


def _of_one_script(word: str, latin: bool) -> tuple[str, ...]:
    """A word whose letters are of several scripts -> with its look-alikes put back, then cut where the script changes."""
    kinds = {kind_of(sign) for sign in word} - {"other"}
    if kinds & {"cyrillic", "greek", "armenian", "foreign"} and latin and _fits(word, kinds):
        word = "".join(sign if kind_of(sign) == "latin" else _LOOKS.get(sign, sign) for sign in word)
        kinds = {kind_of(sign) for sign in word}
    word = "".join(_LOOKS.get(sign, sign) if kind_of(sign) == "other" and sign.isalpha() else sign for sign in word).lower()
    if "latin" in kinds and not word.isalpha():
        word = _digits_as_letters(word)
    if len(kinds & {"latin", "hangul", "han", "cyrillic"}) > 1:
        return tuple(re.findall(r"[a-z0-9]+|[\uac00-\ud7a3]+|[\u3400-\u9fff]+|[^a-z0-9\uac00-\ud7a3\u3400-\u9fff]+", word))
    return (word,)


def _fits(word: str, kinds: set[str]) -> bool:
    """Whether the foreign letters of the word are look-alikes: it is mixed, or all of it can be read as Latin."""
    return "latin" in kinds or all(sign in _LOOKS or kind_of(sign) in ("digit", "other") for sign in word)


_DIGITS_INSIDE = re.compile(r"(?<=[a-z])[0134578@$€!|]+(?=[a-z])|^[0134578@$€!|](?=[a-z]{2})|(?<=[a-z]{2})[0@$!|]$")


def _digits_as_letters(word: str) -> str:
    """`j0ng` is `jong`; what counts (`1st`, `ar16`) stays a number."""
    if re.fullmatch(r"[0-9]+(st|nd|rd|th)", word):
        return word
    return _DIGITS_INSIDE.sub(lambda found: "".join(_DIGIT_LOOKS.get(sign, "l" if sign == "|" else sign) for sign in found[0]), word)


@lru_cache(131_072)
def romanised(word: str) -> str:
    """A word in Latin letters, whatever its script."""
    if word.isascii():
        return word
    return re.sub(r"[^a-z0-9]+", "", anyascii(word).lower())
