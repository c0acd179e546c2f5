"""Each column of table 2: 总计 is the sum of all kinds of result (E2)."""

from mingzheng.proofing.disclosure.form import BASIS
from mingzheng.proofing.model import Check, Example, Severity

from ._audits import finder, lines

CHECK = Check(
    code="DAR-E2",
    title="办理结果总计等于各项之和",
    group="disclosure",
    severity=Severity.ERROR,
    basis=BASIS,
    run=finder("E2"),
    wrong=(Example(lines(r04=(5, 0, 0, 0, 0, 0, 5)), "22"),),
    right=(Example(lines()),),
)
