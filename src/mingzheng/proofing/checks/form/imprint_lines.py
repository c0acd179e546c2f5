"""The imprint line ends with 印发: organ, day, 印发.

Rule and source: GB/T 9704-2012 7.4.3. A line that ends with 印 alone was cut.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text


def find_cut_imprints(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each imprint line that lacks 发."""
    for part in parts_of(text, context).all("printed"):
        if re.search(r"日印$", part.words):
            yield part.passage.finding(
                part.start,
                part.end,
                "印发日期后应为“印发”，此处只有“印”",
                stated="印",
                computed="印发",
                suggestion=f"{part.words}发",
                confidence=1.0,
            )


CHECK = Check(
    code="FRM-IMPRINT",
    title="印发行完整",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 9704-2012 7.4.3",
    run=find_cut_imprints,
    wrong=(Example("抄送：区委各部门。\n\n云山区人民政府办公室2026年3月6日印", "2026年3月6日印", computed="印发"),),
    right=(Example("抄送：区委各部门。\n\n云山区人民政府办公室2026年3月6日印发"),),
)
