"""One Hangul syllable -> how Japanese notices and newspapers write its sound in Katakana: `김` キム, `정` チョン or ジョン.

By ear, as Japan's notices of frozen assets name persons of the North; not the Japanese reading of the characters (김 Kin),
which is another name for the ear and needs the characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from vetoproof.detect.names.korean.sounds import parts

_ROWS = {
    "": "ア イ ウ エ オ ヤ ユ イェ ヨ ワ ウィ ウェ ウォ",
    "k": "カ キ ク ケ コ キャ キュ ケ キョ クァ クィ クェ クォ",
    "g": "ガ ギ グ ゲ ゴ ギャ ギュ ゲ ギョ グァ グィ グェ グォ",
    "n": "ナ ニ ヌ ネ ノ ニャ ニュ ネ ニョ ヌァ ヌィ ヌェ ヌォ",
    "t": "タ ティ トゥ テ ト ティャ テュ テ ティョ トァ トィ トェ トォ",
    "d": "ダ ディ ドゥ デ ド ディャ デュ デ ディョ ドァ ドィ ドェ ドォ",
    "r": "ラ リ ル レ ロ リャ リュ レ リョ ルァ ルィ ルェ ルォ",
    "m": "マ ミ ム メ モ ミャ ミュ メ ミョ ムァ ムィ ムェ ムォ",
    "p": "パ ピ プ ペ ポ ピャ ピュ ペ ピョ プァ プィ プェ プォ",
    "b": "バ ビ ブ ベ ボ ビャ ビュ ベ ビョ ブァ ブィ ブェ ブォ",
    "s": "サ シ ス セ ソ シャ シュ シェ ショ スァ スィ スェ スォ",
    "c": "チャ チ チュ チェ チョ チャ チュ チェ チョ チュァ チュィ チェ チュォ",
    "j": "ジャ ジ ジュ ジェ ジョ ジャ ジュ ジェ ジョ ジュァ ジュィ ジェ ジュォ",
    "h": "ハ ヒ フ ヘ ホ ヒャ ヒュ ヘ ヒョ ファ フィ フェ フォ",
}
_ROW = {row: signs.split(" ") for row, signs in _ROWS.items()}
_FIRST = {"ㅇ": "", "ㄱ": "kg", "ㄴ": "n", "ㄷ": "td", "ㄹ": "r", "ㅁ": "m", "ㅂ": "pb", "ㅅ": "s", "ㅆ": "s", "ㅈ": "cj", "ㅊ": "cj"}
_FIRST |= {"ㅋ": "k", "ㅌ": "t", "ㅍ": "p", "ㅎ": "h"}
_VOWELS = ("ㅏ", "ㅣㅢ", "ㅜㅡ", "ㅐㅔ", "ㅗㅓ", "ㅑ", "ㅠ", "ㅖㅒ", "ㅛㅕ", "ㅘ", "ㅟ", "ㅚㅙㅞ", "ㅝ")
_PLACE = {vowel: place for place, some in enumerate(_VOWELS) for vowel in some}
_LAST = {"": ("",), "ㄱ": ("ク", "ッ"), "ㄴ": ("ン",), "ㄹ": ("ル",), "ㅁ": ("ム",), "ㅂ": ("プ", "ッ"), "ㅅ": ("ッ",), "ㅇ": ("ン",)}


def katakana(syllable: str) -> Iterator[str]:
    """Its spellings; a sound between two words is voiced or not."""
    first, vowel, last = parts(syllable)
    for row, end in product(_FIRST.get(first, "-") or [""], _LAST.get(last, ())):
        if row in _ROW:
            yield _ROW[row][_PLACE[vowel]] + end
