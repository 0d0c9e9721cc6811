"""A web font inside the page with only the Chinese characters that it shows.  内嵌字体"""

from __future__ import annotations

import base64
from importlib import import_module
from io import BytesIO

from povsim.report.figures import FAMILY, FONT

LATIN = 0x2E80
"""From here on stand the characters that a plain machine may lack."""


def face(text: str) -> str:
    """A CSS rule with the glyphs of `text` that only a Chinese font has; empty where it needs none."""
    letters = sorted({ord(letter) for letter in text if ord(letter) >= LATIN})
    if not letters:
        return ""
    data = base64.b64encode(_cut(letters)).decode("ascii")
    return f'@font-face {{ font-family: "{FAMILY}"; src: url(data:font/woff;base64,{data}) format("woff"); }}'


def _cut(letters: list[int]) -> bytes:
    """The bundled font with these characters only, as WOFF; the same text gives the same bytes."""
    subset = import_module("fontTools.subset")
    font = import_module("fontTools.ttLib").TTFont(FONT, recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
