"""Blocks this room adds to the page of an item: what stands against it, its fields, its text, who signed, its versions."""

from django.urls import reverse

from mingzheng.casework.public import Case, Panel, cases_for
from mingzheng.domains.publishing.desk.pages import may_write
from mingzheng.domains.publishing.facts import current_round
from mingzheng.domains.publishing.models import Item
from mingzheng.domains.publishing.selectors import (
    contents_of,
    documents_of_item,
    get_item,
    list_corrections,
    list_signatures,
    list_versions,
    relations_for,
    steps_of,
)
from mingzheng.domains.publishing.topics import topic_of
from mingzheng.domains.publishing.words import INWARD, OUTWARD, SIGNED_STEPS, Gate, RelationKind, Step
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import difference, find_revision, render_body, shorten
from mingzheng.platform.design.public import Fact, format_date
from mingzheng.platform.ledger.public import now

# States in which the signatures of the present round are wanted; after them those of the last round are shown.
UNDER_REVIEW = frozenset({"drafting", "approved", *(f"to_{step.value}" for step in SIGNED_STEPS)})


def item_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the blocks of an item."""
    item = get_item(case.pk)
    panels = [Panel("公开要素", "publishing/panels/fields.html", {"facts": item_facts_shown(item), "case": case})]
    topic = topic_of(item.column.topic, item.item_class) if item.column else None
    if topic is not None:
        facts = [Fact(field.label, item.extra[field.code]) for field in topic.fields if item.extra.get(field.code)]
        context = {"facts": facts, "case": case, "may_write": may_write(actor, case)}
        panels.append(Panel(f"专题要素：{topic.title}", "publishing/panels/topic.html", context))
    panels.append(_text_panel(item, case, actor))
    changed = _correction_panel(item, case)
    if changed is not None:
        panels.append(changed)
    relations = _relations_panel(item, actor)
    if relations is not None:
        panels.append(relations)
    panels.append(Panel("审校签名", "publishing/panels/signatures.html", {"lines": signature_lines(item, case)}))
    versions = list_versions(item)
    if versions:
        exchange_url = (
            reverse("publishing:item_exchange", args=[case.number]) if versions[0].taken_down_at is None else ""
        )
        context = {
            "versions": versions,
            "corrections": list_corrections(item),
            "item": item,
            "exchange_url": exchange_url,
        }
        panels.append(Panel("发布", "publishing/panels/versions.html", context))
    return panels


def item_facts_shown(item: Item) -> list[Fact]:
    """Return the fields of an item that say something."""
    rows = [
        ("栏目", str(item.column or "")),
        ("信息类别", item.get_item_class_display()),
        ("索引号", item.index_number),
        ("内容概述", item.summary),
        ("信息来源", item.source),
        ("发文机关", item.issuer),
        ("文号", item.document_number),
        ("成文日期", format_date(item.written_on) if item.written_on else ""),
        ("施行日期", format_date(item.in_force_from) if item.in_force_from else ""),
        ("有效期至", format_date(item.in_force_to) if item.in_force_to else ""),
        ("公示期至", format_date(item.shown_until) if item.shown_until else ""),
        ("审图号", item.map_number),
        (
            "最迟公开",
            f"{format_date(item.disclose_by)}（{item.get_disclosure_kind_display()}）" if item.disclose_by else "",
        ),
        ("公开方式", f"{item.get_mode_display()}；{item.get_mode_ground_display()}" if item.mode else "未认定"),
        ("保密审查", item.get_secrecy_display() if item.secrecy else "未审查"),
        ("紧急发布", item.authorisation if item.is_urgent else ""),
        ("省平台", " ".join(part for part in (item.external_state, item.external_link) if part)),
    ]
    return [Fact(label, value) for label, value in rows if value]


def _text_panel(item: Item, case: Case, actor: Actor) -> Panel:
    revision = find_revision(item.body_id or 0)
    shown = ""
    if revision is not None:
        shown = render_body(revision.html, lambda number: reverse("publishing:asset", args=[case.number, number]))
    return Panel(
        "正文",
        "publishing/panels/text.html",
        {"case": case, "revision": revision, "html": shown, "may_write": may_write(actor, case)},
    )


def _correction_panel(item: Item, case: Case) -> Panel | None:
    """Return what a correction changes, while it is under way."""
    if case.state not in {"correcting", "correction_check"}:
        return None
    current = next((row for row in list_versions(item) if row.is_current), None)
    revision = find_revision(item.body_id or 0)
    if current is None or revision is None:
        return None
    published = contents_of(current, now())
    return Panel(
        "更正对照", "publishing/panels/difference.html", {"runs": shorten(difference(published.text, revision.text))}
    )


def _relations_panel(item: Item, actor: Actor) -> Panel | None:
    """Return what the item is related to, from either end, under what the other is to it."""
    found = relations_for(item, cases_for(actor, procedure="publication"))
    rows = [((OUTWARD if one.outward else INWARD)[RelationKind(one.kind)], one) for one in found]
    documents = documents_of_item(item.pk)
    context = {"rows": rows, "documents": documents}
    return Panel("关联", "publishing/panels/relations.html", context) if rows or documents else None


def signature_lines(item: Item, case: Case) -> list[dict[str, object]]:
    """Return every step with who may sign it, its gates, and who signed it in the present round."""
    rows = list_signatures(item)
    last = max((row.round for row in rows), default=0)
    shown_round = current_round(item) if case.state in UNDER_REVIEW else last
    steps, signed = steps_of(item.column_id), {row.step: row for row in rows if row.round == shown_round}
    shown = [*SIGNED_STEPS, *([Step.RECHECK] if item.column and item.column.has_recheck else [])]
    return [
        {
            "step": step.label,
            "gates": "、".join(Gate(gate).label for gate in steps[step].gates),
            "signature": signed.get(step.value),
        }
        for step in shown
    ]
