"""Tables of studies: what a run of a sensitivity study leaves, and the indices that are made of all runs.  研究结果表"""

from __future__ import annotations

from povsim.fields import Field
from povsim.fields import field as _field

OUTPUTS: tuple[Field, ...] = (_field("point", "number", "point of the design", "设计点序号"),)
"""One row a run; further columns are the outputs, and the parts of those that are ratios."""

SENSITIVITY: tuple[Field, ...] = (
    _field("output", "text", "output of the model", "输出"),
    _field("method", "text", "method of analysis", "方法"),
    _field("factor", "text", "factor, or `noise floor` (the factor that does nothing), or `luck`, or `events`", "因素"),
    _field("index", "text", "which index", "指数"),
    _field("samples", "number", "samples of the design that it is made of: fewer than all show convergence", "样本量"),
    _field("value", "index", "value", "值"),
    _field("low", "index", "lower end of its 95 % interval", "下限"),
    _field("high", "index", "upper end of its 95 % interval", "上限"),
)

STUDY: dict[str, tuple[Field, ...]] = {"outputs": OUTPUTS, "sensitivity": SENSITIVITY}
