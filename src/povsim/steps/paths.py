"""Paths that nobody in the place decides: the poverty lines, and the growth of pay, prices and transfers.  外生序列

S00 of the model, section 3.1: the lines come from the page, every index is 1 in the base year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "paths"
reads = (
    "province.wage_index", "province.farm_index", "province.transfer_index", "province.medical_index",
)
writes = (
    "province.line", "province.exit_line", "province.exit_line_next", "province.wage_index", "province.farm_index",
    "province.transfer_index", "province.medical_index",
)


class Settings(Parameters):
    """Nominal growth of the year, beside the year before."""

    wages: float = parameter(
        {2015: 0.067, 2020: 0.028, 2021: 0.05}, "a year", low=-0.5, high=0.5,
        source="NBS monitoring of migrant workers 2014-2020 (2,864 to 4,072 yuan a month); after 2020 assumed, .03-.07",
    )
    farming: float = parameter(
        0.038, "a year", low=-0.5, high=0.5, plausible=(0, 0.06),
        source="reduced prototype of the evidence; assumed",
    )
    transfers: float = parameter(
        0.05, "a year", low=-0.5, high=0.5, plausible=(0, 0.08),
        source="assumed; subsidies are raised with budgets",
    )
    care: float = parameter(
        0.06, "a year", low=-0.5, high=0.5, plausible=(0.03, 0.09),
        source="assumed; bills grow faster than prices",
    )


def step(world: World) -> None:
    """Set this year's lines and indices."""
    province = world.population.province
    lines, growth = world.scenario.lines, world.settings
    province.line[:] = lines.statistical.at(world.year)
    province.exit_line[:] = lines.exit.at(world.year)
    province.exit_line_next[:] = lines.exit.at(world.year + 1)
    if world.year > world.scenario.years.first:
        province.wage_index[:] *= 1.0 + growth.wages
        province.farm_index[:] *= 1.0 + growth.farming
        province.transfer_index[:] *= 1.0 + growth.transfers
        province.medical_index[:] *= 1.0 + growth.care
