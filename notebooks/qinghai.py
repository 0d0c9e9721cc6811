# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Poverty in truth and on the record: Qinghai, 2015 to 2020
#
# Reads `results/qinghai`, which `povsim run configs/qinghai.yaml` writes. Simulated, not observed.
#
# As a notebook: `pip install -c constraints.txt -e '.[notebook]'`, then `jupytext --to ipynb notebooks/qinghai.py`.
# As a script: `python notebooks/qinghai.py [RESULTS] [PICTURE]`.

# %%
import sys
from pathlib import Path

import matplotlib.pyplot as plt

from povsim import Results

words = [word for word in sys.argv[1:] if not word.startswith("-") and not word.endswith(".json")]
folder = Path(words[0]) if words else Path("results/qinghai")
results = Results(folder)

# %% [markdown]
# ## Who is poor, and who is known to be
#
# The register counts persons who have not exited; truth counts persons below the statistical line.

# %%
yearly = results.frame("yearly")
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
left.plot(yearly.year, yearly.poor_true / 1e3, label="in truth")
left.plot(yearly.year, yearly.poor_recorded / 1e3, label="on the record")
left.set(title="Persons in poverty, thousands", ylim=(0, None), xticks=yearly.year)
left.legend()

# %% [markdown]
# ## By main cause of poverty on the record
#
# Share of each group that is poor in truth, year by year.

# %%
groups = results.frame("groups")
causes = groups[(groups.group_kind == "cause") & (groups.group != "none")]
for name, group in causes.groupby("group"):
    right.plot(group.year, 100 * group.headcount_true, label=name)
right.set(title="Poor in truth by recorded cause, %", ylim=(0, None), xticks=yearly.year)
right.legend(fontsize="small")
figure.suptitle("Simulated, not observed")

# %%
if len(words) > 1:
    figure.savefig(words[1])
else:
    plt.show()
