"""Write constraints.txt from `pip freeze` of a fresh environment on Python 3.11 and of one on a newer Python.

    python scripts/merge_constraints.py freeze-3.11.txt freeze-3.12.txt > constraints.txt

Each freeze is of an environment made by `pip install -e '.[test,lint,notebook]'`.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEAD = """\
# The versions that povsim is tested with: pip install -c constraints.txt -e '.[test]'
# Made by scripts/merge_constraints.py from `pip freeze` of fresh environments on Python 3.11 and on 3.12 (3.13 gives the same).
"""


def pins(path: Path) -> dict[str, str]:
    """The versions of a freeze by name of the package."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    kept = [line for line in lines if "==" in line and not line.lower().startswith("povsim")]
    return dict(line.split("==", 1) for line in kept)


def merged(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """One line a package where both agree, else one for each side of Python 3.12."""
    lines = []
    for name in sorted({**old, **new}, key=str.lower):
        if old.get(name) == new.get(name):
            lines.append(f"{name}=={old[name]}")
            continue
        sides = ((old, '< "3.12"'), (new, '>= "3.12"'))
        lines += [f"{name}=={side[name]} ; python_version {where}" for side, where in sides if name in side]
    return lines


if __name__ == "__main__":
    sys.stdout.write(HEAD + "\n".join(merged(*(pins(Path(name)) for name in sys.argv[1:3]))) + "\n")
