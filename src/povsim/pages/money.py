"""Public money on a page: its sources with what they may pay, and its uses.  资金来源与用途"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator

from povsim.pages.sections import Name, Section, Yuan
from povsim.values import Frozen, Refused, Series, entries, number, refused, series, shown


def _shares(value: Any, what: str) -> dict[Any, float]:
    """Shares that add up to 1."""
    if not isinstance(value, Mapping) or not value:
        raise refused(f"must be shares {what} (got {shown(value)})")
    shares, findings = entries(value, lambda _, share: number(share, 0, 1))
    if findings:
        raise Refused(findings)
    if abs(sum(shares.values()) - 1.0) > 1e-6:
        raise refused(f"must add up to 1 (got {shown(round(sum(shares.values()), 6))})")
    return shares


def _givers(value: Any) -> Frozen[str, float]:
    shares = _shares(value, "by giver, such as {central: 0.7, province: 0.3}") if value != {} else {}
    for name in shares:
        if not isinstance(name, str) or not name.isidentifier():
            raise refused(f"must name givers in letters (got {shown(name)})")
    return Frozen(shares)


def _profile(value: Any) -> Series:
    if not isinstance(value, Mapping):
        raise refused(f"must be shares by year, such as {{2016: 0.5, 2017: 0.5}} (got {shown(value)})")
    shares = series(value, lambda share: number(share, 0, 1))
    if abs(sum(shares.values()) - 1.0) > 1e-6:
        raise refused(f"must add up to 1 over the years (got {shown(round(sum(shares.values()), 6))})")
    return shares


def _earmark(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise refused(f"must be a list of programmes, such as [industry, road] (got {shown(value)})")
    return tuple(sorted(set(value)))


def _repaid(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise refused(f"must be true or false (got {shown(value)})")
    return value


def _jobs(value: Any) -> Series:
    def one(places: Any) -> float:
        return number(places, 0, 1e9)

    return series(value, one) if isinstance(value, Mapping) else Series({0: one(value)})


class Source(Section):
    """A source of public money: its total in yuan, the share of each year, and on what terms it is given.

    `earmark` names the programmes that it may pay (without it, all of its uses); `repaid` says whether it is lent (the
    source `loans` is); `givers` has the shares of those who give it; `jobs` the places of work near home that come with it,
    new ones a year.
    """

    total: Yuan
    years: Annotated[Series, PlainValidator(_profile)]
    earmark: Annotated[tuple[str, ...], PlainValidator(_earmark)] = ()
    repaid: Annotated[bool | None, PlainValidator(_repaid)] = None
    givers: Annotated[Frozen[str, float], PlainValidator(_givers)] = Frozen()
    jobs: Annotated[Series, PlainValidator(_jobs)] = Series({0: 0.0})

    def names(self) -> list[str]:
        """What stands on the page."""
        return [name for name in type(self).model_fields if name in self.model_fields_set and getattr(self, name) is not None]


class Money(Section):
    """Public money of the plan: sources, and what each use takes from each source, in yuan."""

    sources: Annotated[dict[Name, Source], AfterValidator(Frozen)] = Field({})
    uses: Annotated[dict[Name, Annotated[dict[Name, Yuan], AfterValidator(Frozen)]], AfterValidator(Frozen)] = Field({})


