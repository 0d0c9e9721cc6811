"""Make the small Chinese font of the report from Debian's fonts-noto-cjk (SIL Open Font License).

    python scripts/subset_font.py [COLLECTION.ttc] [OUT.otf]

Keeps ASCII, the punctuation a report uses and the 6,763 characters of GB 2312 (levels 1 and 2),
drops hints and layout features, and gives the family a name of its own, so that figures look the
same whether or not Noto is installed. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

COLLECTION = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
OUT = Path(__file__).parents[1] / "src" / "povsim" / "report" / "fonts" / "povsim-sans-sc.otf"
SOURCE_FAMILY = "Noto Sans CJK SC"
FAMILY = "Povsim Sans SC"
EXTRA = "£°±²³·×÷–—‘’“”•…‰′″€−≈≠≤≥→←↑↓↗↘△▲▼■□●○◆★√∞"
NAMES = {1: FAMILY, 2: "Regular", 3: f"1.0;{FAMILY}", 4: FAMILY, 6: FAMILY.replace(" ", "")}
KEPT_NAMES = (0, 5, 13, 14)


def characters() -> str:
    """All characters to keep: ASCII, marks, full-width forms and GB 2312 levels 1 and 2."""
    rows = [*range(0xA1, 0xA4), *range(0xB0, 0xF8)]
    codes = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    chinese = (code.decode("gb2312", errors="ignore") for code in codes)
    return "".join(map(chr, range(0x20, 0x7F))) + EXTRA + "".join(chinese)


def pick(collection: Path) -> TTFont:
    """The simplified Chinese face of a font collection."""
    faces = TTCollection(collection).fonts
    return next(face for face in faces if face["name"].getDebugName(1) == SOURCE_FAMILY)


def cut(face: TTFont) -> None:
    """Keep only the glyphs of `characters`, without hints and layout features."""
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], recalc_timestamp=False,
        drop_tables=["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "GDEF", "DSIG"],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(face)


def rename(face: TTFont) -> None:
    """Give the face its own family name; copyright, version and licence stay."""
    table = face["name"]
    table.names = [record for record in table.names if record.nameID in KEPT_NAMES and record.langID in (0, 0x409)]
    for name, text in NAMES.items():
        table.setName(text, name, 3, 1, 0x409)
    top = face["CFF "].cff
    top.fontNames = [NAMES[6]]
    top.topDictIndex[0].FullName = FAMILY
    top.topDictIndex[0].FamilyName = FAMILY


def main(arguments: list[str]) -> None:
    """Cut, rename and save; print the size."""
    collection = Path(arguments[0]) if arguments else COLLECTION
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    face = pick(collection)
    face.recalcTimestamp = False
    cut(face)
    rename(face)
    face.save(out)
    print(f"{out.name}: {out.stat().st_size:,} bytes, {face['maxp'].numGlyphs:,} glyphs")


if __name__ == "__main__":
    main(sys.argv[1:])
