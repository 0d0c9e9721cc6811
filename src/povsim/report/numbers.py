"""How numbers are written: thousands, per cent, millions of yuan; 万人 and 亿元 in Chinese.  数字写法"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from povsim.report.source import Value

NONE = "–"
MINUS = "\N{MINUS SIGN}"

UNIT = re.compile(r"[^\d.,]+$")
"""What a number ends with; an interval says it once: 2.03–2.30 billion yuan."""

Write = Callable[[float], str]


@dataclass(frozen=True)
class Cell:
    """A number as a table shows it, and its interval where there are several runs."""

    text: str
    spread: str = ""


def written(number: float, digits: int) -> str:
    """The number with thousands separators, so many digits, and a true minus sign."""
    if not math.isfinite(number):
        return NONE
    text = f"{number:,.{digits}f}"
    return text.replace("-", MINUS) if float(text.replace(",", "")) else text.lstrip("-")


def cell(value: Value, write: Write) -> Cell:
    """The value and, where it differs from run to run, its interval, as a cell of a table."""
    return Cell(write(value.mid), span(value, write))


def span(value: Value, write: Write) -> str:
    """The interval in words of numbers; nothing for a single run, or where all runs show the same."""
    if not (math.isfinite(value.low) and math.isfinite(value.high)):
        return ""
    low, high = write(value.low), write(value.high)
    if low == high:
        return ""
    units = [UNIT.search(text) for text in (low, high)]
    if all(units) and len({unit[0] for unit in units if unit}) == 1:
        low = UNIT.sub("", low)
    return f"{low} … {high}" if MINUS in low + high else f"{low}–{high}"


def told(value: Value, write: Write) -> str:
    """The value as a sentence has it, the interval in brackets behind it."""
    between = span(value, write)
    return f"{write(value.mid)} [{between}]" if between else write(value.mid)


def whole(number: float) -> str:
    """A plain count: 1,234."""
    return written(number, 0)


def percent(number: float) -> str:
    """A share as per cent with one digit; two below one per cent: 13.2, 0.35."""
    return written(100 * number, 1 if abs(number) >= 0.01 or number == 0 else 2)


def tenth(number: float) -> str:
    """A number with one digit."""
    return written(number, 1)


@dataclass(frozen=True)
class Numbers:
    """Persons and money in the units of a language; a `small` place, such as a county, has smaller units."""

    language: str
    small: bool = False

    @property
    def chinese(self) -> bool:
        """Whether numbers are grouped by ten thousands."""
        return self.language == "zh"

    def unit(self, what: str) -> str:
        """The label of the unit of `persons`, `drawn` persons, `money` or `drawn_money`."""
        return f"unit_{what}{'_small' if self.small else ''}"

    @property
    def drawn(self) -> float:
        """How many persons are one unit of a drawing."""
        return 1.0 if self.small else 1e4 if self.chinese else 1e3

    @property
    def drawn_money(self) -> float:
        """How many yuan are one unit of a drawing."""
        return (1e4 if self.small else 1e8) if self.chinese else (1e6 if self.small else 1e9)

    def persons(self, number: float) -> str:
        """Persons in a table: 520,000, or 52.00 (万人)."""
        return written(number / 1e4, 2) if self.chinese and not self.small else written(number, 0)

    def money(self, yuan: float) -> str:
        """Yuan in a table: millions, or 亿元 (万元 of a small place)."""
        if not self.chinese:
            return written(yuan / 1e6, 2 if self.small else 0)
        return written(yuan / 1e4, 0) if self.small else written(yuan / 1e8, 2)

    def people(self, number: float) -> str:
        """Persons in a sentence: 520,000, or 52.00万."""
        return f"{written(number / 1e4, 2)}万" if self.chinese and number >= 1e4 else whole(number)

    def yuan(self, yuan: float) -> str:
        """Money in a sentence: 68.35 billion yuan, or 683.48亿元."""
        if self.chinese:
            return f"{written(yuan / 1e8, 2)}亿元" if yuan >= 1e8 else f"{written(yuan / 1e4, 1)}万元"
        return f"{written(yuan / 1e9, 2)} billion yuan" if yuan >= 1e9 else f"{written(yuan / 1e6, 1)} million yuan"
