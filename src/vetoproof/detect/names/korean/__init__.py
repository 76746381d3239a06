"""A Korean name in any spelling (Hangul, Hanja, romanised, Cyrillic, pinyin) -> syllables with their possible readings."""
