"""The report of a results folder: one HTML file that needs nothing else, in English or Chinese.  报告"""

from __future__ import annotations

from pathlib import Path

__all__ = ["write"]


def write(results: Path, lang: str = "en", out: Path | None = None) -> Path:
    """Write the report of a results folder and return its path; `report.html`, in Chinese `report.zh.html`, in it by default.

    Raises InputError for an unknown language or folder, DamageError where results are damaged.
    """
    from povsim.report.page import compose

    place = Path(out) if out else Path(results) / ("report.html" if lang == "en" else f"report.{lang}.html")
    text = compose(Path(results), lang)
    place.write_text(text, encoding="utf-8", newline="\n")
    return place
