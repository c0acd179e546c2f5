"""What acts on consultations do in this room's tables, inside the act's transaction."""

from collections.abc import Callable

from mingzheng.casework.public import BadInput, EffectContext
from mingzheng.documents.articles import parse_text
from mingzheng.domains.participation.announcing import announce
from mingzheng.domains.participation.models import Consultation, MergedOpinion, Opinion, Piece
from mingzheng.domains.participation.ports import find_draft_of
from mingzheng.domains.participation.submitting import Given, NewOpinion, keep_submission
from mingzheng.domains.participation.words import ADOPTED
from mingzheng.proofing.masking import mask_text

# What the page tells of the people at a hearing: names and whom they stand for, no numbers.
HEARD = ("hearing_participants", "hearing_record")


def take_draft(context: EffectContext) -> None:
    """Take draft and explanation from the case named, where they are not typed. Raises BadInput for another case."""
    source = context.given.get("source")
    if not source:
        return
    found = find_draft_of(int(source))
    if found is None:
        raise BadInput({"source": ["所填编号不是本系统起草中的文件，请核对制定件编号"]})
    row = Consultation.objects.get(pk=context.case.pk)
    row.text = row.text or found.text
    row.explanation = row.explanation or found.explanation
    row.touches_market = row.touches_market or found.touches_market
    if not row.text.strip() or not row.explanation.strip():
        raise BadInput({"source": ["制定件还没有文稿或起草说明，请先写好文稿"]})
    Consultation.objects.filter(pk=row.pk).update(
        text=row.text, explanation=row.explanation, touches_market=row.touches_market
    )


def open_period(context: EffectContext) -> None:
    """Fix the draft as it is published, by article, and note the first day."""
    row = _row(context)
    parsed = parse_text(row.text, title=context.case.title)
    Piece.objects.bulk_create(
        Piece(consultation=row, position=place, label=article.label, path=article.path, text=article.text)
        for place, article in enumerate(parsed.articles)
    )
    Consultation.objects.filter(pk=row.pk).update(opens_on=context.occurred_on)
    announce(_row(context))


def record_opinion(context: EffectContext) -> None:
    """Keep an opinion that came another way. Raises BadInput for an article the draft has not."""
    row, given = _row(context), context.given
    piece_id = None
    if given.get("article"):
        label_number = int(given["article"])
        pieces = {piece.label: piece.pk for piece in row.pieces.all()}
        numbered = {article.number: article.label for article in parse_text(row.text).articles if article.number}
        piece_id = pieces.get(numbered.get(label_number, ""))
        if piece_id is None:
            raise BadInput({"article": [f"草案没有第 {label_number} 条，请核对；对整个草案的意见不填条号"]})
    words = given["words"].strip()
    _refuse_personal({"words": words})
    private = bool(given.get("author") or given.get("reach"))
    keep_submission(
        row,
        Given((NewOpinion(piece_id, words),), channel=given["channel"], file_count=len(given.get("papers") or ())),
        at=context.recorded_at,
        has_contact=private,
    )


def merge(context: EffectContext) -> None:
    """Merge opinions on one article into one, with what became of it. Raises BadInput for what cannot be merged."""
    given = context.given
    wanted = {int(row["opinion"]) for row in given["rows"] if str(row.get("opinion", "")).isdecimal()}
    opinions = list(
        Opinion.objects.select_for_update().filter(pk__in=wanted, submission__consultation=context.case.pk, merged=None)
    )
    if len(opinions) != len(wanted) or not wanted:
        raise BadInput({"rows": ["所选意见中有的已经归并，或者不在这次征求意见中，请刷新后重选"]})
    if len({opinion.piece_id for opinion in opinions}) > 1:
        raise BadInput({"rows": ["只能把针对同一条的意见归并在一起"]})
    text, reason = given["merged_text"].strip(), str(given.get("verdict_reason") or "").strip()
    if given["verdict"] != ADOPTED and not reason:
        raise BadInput({"verdict_reason": ["部分采纳、不采纳的，请写明理由"]})
    _refuse_personal({"merged_text": text, "verdict_reason": reason})
    held = MergedOpinion.objects.create(
        consultation_id=context.case.pk,
        piece_id=opinions[0].piece_id,
        text=text,
        verdict=given["verdict"],
        reason=reason,
    )
    Opinion.objects.filter(pk__in=wanted).update(merged=held)


def _refuse_personal(words: dict[str, str]) -> None:
    """Hold that what will be public tells of nobody.

    Legal basis: 个人信息保护法 第二十五条
    """
    wrong = {
        code: ["含有身份证件号码、电话等个人信息，公布前请改掉"] for code, text in words.items() if mask_text(text)[1]
    }
    if wrong:
        raise BadInput(wrong)


def unmerge(context: EffectContext) -> None:
    """Undo a merging; its opinions wait again. Raises BadInput when there is none of that number."""
    gone, _ = MergedOpinion.objects.filter(pk=context.given["merged"], consultation=context.case.pk).delete()
    if not gone:
        raise BadInput({"merged": ["没有这条归并意见，可能已被撤销，请刷新"]})


def answer(context: EffectContext) -> None:
    """Note the day what became of the opinions was published, and publish it."""
    Consultation.objects.filter(pk=context.case.pk).update(feedback_on=context.occurred_on)
    announce(_row(context))


def announce_hearing(context: EffectContext) -> None:
    """Publish the notice of a hearing; what was said of an earlier day no longer holds."""
    Consultation.objects.filter(pk=context.case.pk).update(
        hearing_participants="", hearing_materials_on=None, hearing_record=""
    )
    announce(_row(context))


def redraw(context: EffectContext) -> None:
    """Bring the public page in line. Raises BadInput for a list or record of a hearing that says more than it may."""
    _refuse_personal({code: words for code in HEARD if (words := str(context.given.get(code) or ""))})
    announce(_row(context))


def _row(context: EffectContext) -> Consultation:
    return Consultation.objects.select_related("case").get(pk=context.case.pk)


EFFECTS: dict[str, Callable[[EffectContext], None]] = {
    "participation.take_draft": take_draft,
    "participation.open": open_period,
    "participation.record_opinion": record_opinion,
    "participation.merge": merge,
    "participation.unmerge": unmerge,
    "participation.answer": answer,
    "participation.announce_hearing": announce_hearing,
    "participation.redraw": redraw,
}
