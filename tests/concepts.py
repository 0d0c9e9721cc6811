"""Concepts of welfare that measures compute and no column keeps."""

from __future__ import annotations

import numpy as np

from povsim.population import Table


def spent(home: Table) -> np.ndarray:
    """Consumption a person with care and school, as in the measure `mean_consumption`."""
    return np.asarray((home.consumption + home.out_of_pocket + home.school_paid) / home.members)


def net(home: Table) -> np.ndarray:
    """Registry income a person less care, school, premium and debts, as in the measure `headcount_true_net_of_rigid`."""
    paid = home.out_of_pocket + home.school_paid + home.premium + home.repayment + home.loan_paid
    return np.asarray(home.income - paid / home.members)


def income(home: Table) -> np.ndarray:
    """Registry income a person."""
    return np.asarray(home.income)
