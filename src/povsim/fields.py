"""Fields: a column of a table, its type, its unit, and what it means in two languages.  字段"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column of a table: its type, its unit, and what it means in two languages."""

    name: str
    dtype: str
    unit: str
    meaning: str
    chinese: str
    required: bool = True

    @property
    def basis(self) -> str:
        """`true`, `recorded` or nothing, as the name says."""
        words = self.name.split("_")
        return "true" if "true" in words else "recorded" if "recorded" in words or "registered" in words else ""


def field(name: str, unit: str, meaning: str, chinese: str, *, required: bool = True) -> Field:
    """A field whose type follows from its unit."""
    kinds = {"persons": "int64", "households": "int64", "fen": "int64", "year": "int32", "id": "uint64", "text": "str",
             "number": "int64", "code": "int32", "0 or 1": "int8"}
    return Field(name, kinds.get(unit, "float64"), unit, meaning, chinese, required)


def twin(name: str, meaning: str, chinese: str, *, required: bool = True) -> tuple[Field, Field]:
    """A count of persons and its twin of households."""
    return (
        field(name, "persons", meaning, chinese, required=required),
        field(f"{name}_households", "households", f"{meaning}, households", f"{chinese}(户)", required=False),
    )


YEAR = field("year", "year", "year", "年份")
PLACE = (
    field("household_id", "id", "household, 0 where none", "户编号"),
    field("village_id", "id", "village, 0 where none", "村编号", required=False),
)
BASIS = field("basis", "text", "by_record or in_truth", "口径(记录或真实)")
CAUSE = field("cause", "text", "main cause of poverty, none where none", "主要致贫原因")
