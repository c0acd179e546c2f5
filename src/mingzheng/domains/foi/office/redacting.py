"""Removing words from a paper for partial disclosure 区分处理: the paper in, a public copy out, kept with the case on record.

The removal and its proof are `documents.redacting`. Which words were removed is not kept: they are what must not be known.
Legal basis: 政府信息公开条例第三十七条.
"""

import io

from django.db import transaction

from mingzheng.casework.public import Case
from mingzheng.documents.redacting import Marks, redact_pdf
from mingzheng.domains.foi.models import Redaction
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach, read_bytes, store_upload
from mingzheng.platform.ledger.public import append, now, today

STREAM = "foi_redaction"
PURPOSE = "foi_redaction"


def redact_paper(case: Case, source: StoredFile, marks: Marks, *, reason: str, actor: Actor) -> Redaction:
    """Make the public copy of a paper and keep both with the case. Raises NotRedacted; then nothing is kept of a copy.

    Call it outside a transaction.
    """
    made = redact_pdf(read_bytes(source), marks)
    result = store_upload(io.BytesIO(made.data), filename="公开件.pdf", actor=actor, purpose=PURPOSE)
    with transaction.atomic():
        for file in (source, result):
            attach(file, subject=f"case:{case.pk}", actor=actor)
        row = Redaction.objects.create(
            case=case,
            source=source,
            result=result,
            pages=made.pages,
            removed=made.removed,
            reason=reason,
            made_at=now(),
        )
        append(
            stream=STREAM,
            stream_id=str(case.pk),
            kind="paper_redacted",
            payload={"number": case.number, "removed": made.removed, "pages": made.pages, "sha256": result.sha256},
            actor=actor.ref,
            occurred_on=today(),
            recorded_at=now(),
        )
    return row


def redactions_of(case: Case) -> list[Redaction]:
    """Return the public copies made for a case, which the caller has read access-checked."""
    return list(Redaction.objects.filter(case=case).select_related("result").order_by("pk"))
