"""What acts on drafts and clean-up runs do in this room's tables, inside the act's transaction.

Publishing puts the document into the library, and what it repeals, replaces or amends is marked on the same day.
"""

from datetime import date

from mingzheng.casework.public import BadInput, EffectContext
from mingzheng.documents.articles import parse_text
from mingzheng.domains.normative.announcing import announce_documents
from mingzheng.domains.normative.facts import text_digest
from mingzheng.domains.normative.library.keeping import apply_relations, end_document, keep_text, make_slug
from mingzheng.domains.normative.models import CleanUp, CleanUpLine, Document, Draft, Interpretation, Relation
from mingzheng.domains.normative.relating import read_relations
from mingzheng.domains.normative.selectors import own_in_force
from mingzheng.domains.normative.words import VERDICTS
from mingzheng.kit.text import in_book_marks
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.org.public import Unit
from mingzheng.platform.parameters.public import get_value


def note_consultation(context: EffectContext) -> None:
    """Note the day a public consultation began."""
    Draft.objects.filter(pk=context.case.pk).update(consultation_from=context.occurred_on)


def clear_relations(context: EffectContext) -> None:
    """Take away what a draft did to other documents when nothing is given any more."""
    if not context.given.get("relations"):
        Draft.objects.filter(pk=context.case.pk).update(relations="")


def keep_interpretation(context: EffectContext) -> None:
    """Keep the interpretation that goes with the document; a later one takes the place of the former."""
    given = context.given
    Interpretation.objects.filter(draft_id=context.case.pk, document__isnull=True).delete()
    Interpretation.objects.create(
        draft_id=context.case.pk,
        title=f"{in_book_marks(context.case.title[:180])}解读",
        form=given["form"],
        core=given["core"],
        differences=given["differences"],
        scope=given["scope"],
        standards=given["standards"],
        guide=given.get("guide", ""),
        cautions=given.get("cautions", ""),
        written_name=context.actor.name[:80],
        written_on=context.occurred_on,
    )


def fix_text(context: EffectContext) -> None:
    """Fix what the signature covers."""
    draft = Draft.objects.get(pk=context.case.pk)
    Draft.objects.filter(pk=draft.pk).update(signed_digest=text_digest(draft))


def give_numbers(context: EffectContext) -> None:
    """Give the document number with 规 and the registration number, both gapless; what has them keeps them.

    Legal basis: 国办发〔2018〕37号 (统一登记、统一编号)
    """
    draft, year = Draft.objects.get(pk=context.case.pk), context.occurred_on.year
    if draft.doc_number:
        return
    series = context.given["series"].strip()
    if "规" not in series:
        raise BadInput({"series": ["规范性文件的机关代字应带“规”字，如“云府规”"]})
    subject = f"case:{draft.pk}"
    number = reserve_document_number(
        series, year, actor=context.actor.ref, subject=subject, title=context.case.title[:300]
    )
    prefix = str(get_value("normative.registration_series"))
    registered = reserve_document_number(
        prefix, year, actor=context.actor.ref, subject=subject, title=context.case.title[:300]
    )
    Draft.objects.filter(pk=draft.pk).update(doc_number=number.text, reg_number=f"{prefix}-{year}-{registered.number}")
    for taken in (number, registered):
        issue_number(taken.pk, actor=context.actor.ref)


def publish(context: EffectContext) -> None:
    """Put the signed document into the library with its interpretation, and mark what it repeals, replaces or amends."""
    draft = Draft.objects.get(pk=context.case.pk)
    case, begins = context.case, date.fromisoformat(context.given["effective_on"])
    unit = Unit.objects.filter(pk=case.handling_unit_id or 0).first()
    document = Document.objects.create(
        slug=make_slug(case.title, draft.doc_number),
        kind=draft.kind,
        title=case.title[:300],
        issuer=unit.name if unit is not None else "",
        unit=unit,
        doc_number=draft.doc_number,
        reg_number=draft.reg_number,
        theme=draft.theme,
        audience=draft.audience,
        contact=draft.contact,
        issued_on=_signed_on(context),
        published_on=context.occurred_on,
        effective_on=begins,
        expires_on=date.fromisoformat(context.given["expires_on"]),
        case=case,
    )
    keep_text(document, parse_text(draft.text, title=case.title), in_force_from=begins, at=context.recorded_at)
    relations = [(item.kind, item.document_id) for item in read_relations(draft.relations) if item.document_id]
    apply_relations(document, relations, on=begins)
    Interpretation.objects.filter(draft=draft).update(document=document, published_on=context.occurred_on)
    Draft.objects.filter(pk=draft.pk).update(document=document)
    touched = Relation.objects.filter(source=document).values_list("target_id", flat=True)
    announce_documents([document.pk, *touched])


def _signed_on(context: EffectContext) -> date:
    signed = context.facts.last_act("sign")
    return signed.occurred_on if signed is not None else context.occurred_on


def list_documents(context: EffectContext) -> None:
    """Take every normative document of our own that holds today into the run."""
    found = own_in_force(context.occurred_on)
    CleanUpLine.objects.bulk_create([CleanUpLine(run_id=context.case.pk, document=document) for document in found])
    CleanUp.objects.filter(pk=context.case.pk).update(as_of=context.occurred_on, line_count=len(found))


def keep_verdicts(context: EffectContext) -> None:
    """Keep the verdicts given, line by line. Raises BadInput for a document that is not in the run."""
    lines = {str(line.document_id): line for line in CleanUpLine.objects.filter(run_id=context.case.pk)}
    known, changed = dict(VERDICTS), []
    for row in context.given["verdicts"]:
        line, verdict = lines.get(row.get("document", "")), row.get("verdict", "")
        if line is None or verdict not in known:
            raise BadInput({"verdicts": ["清理意见中有不在本次清理范围的文件或没有这一意见，请刷新后重填"]})
        if verdict != "keep" and not row.get("reason", "").strip():
            raise BadInput({"verdicts": [f"“{row.get('title', '')}”提出{known[verdict]}的，请写明理由"]})
        line.verdict, line.reason = verdict, row.get("reason", "")[:300]
        changed.append(line)
    CleanUpLine.objects.bulk_update(changed, ["verdict", "reason"])


def apply_verdicts(context: EffectContext) -> None:
    """End what was repealed or declared void, from the day of publication on."""
    ended = []
    for line in CleanUpLine.objects.filter(run_id=context.case.pk, verdict__in=["repeal", "void"]):
        ending = "repealed" if line.verdict == "repeal" else "voided"
        end_document(line.document_id, on=context.occurred_on, ending=ending, note=f"清理：{line.reason}")
        ended.append(line.document_id)
    announce_documents(ended)


EFFECTS = {
    "normative.note_consultation": note_consultation,
    "normative.clear_relations": clear_relations,
    "normative.keep_interpretation": keep_interpretation,
    "normative.fix_text": fix_text,
    "normative.number": give_numbers,
    "normative.publish": publish,
    "normative.list_documents": list_documents,
    "normative.keep_verdicts": keep_verdicts,
    "normative.apply_verdicts": apply_verdicts,
}
