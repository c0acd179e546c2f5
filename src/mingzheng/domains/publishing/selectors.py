"""Questions about what is published. `public_items` is the one rule of what the public may see, in every path.

Who may see an item that is being written is asked of the engine (`casework`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from mingzheng.casework.public import Case
from mingzheng.domains.publishing.models import (
    Alarm,
    Column,
    ColumnStep,
    Correction,
    Item,
    ItemRelation,
    LibraryRelation,
    Publication,
    SealOpening,
    Signature,
    Takedown,
    UnitSite,
    Withdrawal,
)
from mingzheng.domains.publishing.ports import LibraryDocument, library
from mingzheng.domains.publishing.rules import DEFAULT_STEPS, StepRule, Validity, assess_validity
from mingzheng.domains.publishing.words import BESIDE_DOCUMENT, RelationKind
from mingzheng.platform.content.public import Asset, assets_by_number
from mingzheng.worktime.public import SHANGHAI


def public_items(at: datetime) -> QuerySet[Publication]:
    """Return what the public may see at a moment: pages, lists, feeds, search, endpoints and figures all ask this.

    Published by then, the current version, neither withdrawn nor taken down, within its period of publication.
    """
    return Publication.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at),
        Q(shown_until__isnull=True) | Q(shown_until__gte=at.astimezone(SHANGHAI).date()),
        is_current=True,
        published_at__lte=at,
        updated_at__lte=at,
        taken_down_at__isnull=True,
    )


def addresses_of_item(item_id: int) -> list[str]:
    """Return the addresses a published item ever had, whether or not it still stands there."""
    paths = Publication.objects.filter(item=item_id).exclude(path="").values_list("path", flat=True)
    return sorted({f"/{path.strip('/')}/" for path in paths})


def documents_of_item(item_id: int) -> list[tuple[RelationKind, LibraryDocument]]:
    """Return the documents of the policy library an item bears on, and what it is to each."""
    rows = list(LibraryRelation.objects.filter(item=item_id).order_by("pk").values_list("kind", "slug"))
    found = library().load([slug for _, slug in rows]) if rows else {}
    return [(RelationKind(kind), found[slug]) for kind, slug in rows if slug in found]


def items_beside_document(slug: str, at: datetime) -> list[tuple[str, Publication]]:
    """Return the public items that bear on a document of the library, each under what it is to the document."""
    kinds = dict(LibraryRelation.objects.filter(slug=slug).values_list("item", "kind"))
    rows = public_items(at).filter(item__in=kinds).order_by("published_at", "pk")
    order = list(BESIDE_DOCUMENT)
    found = [(RelationKind(kinds[row.item_id]), row) for row in rows]
    found.sort(key=lambda pair: order.index(pair[0]))
    return [(BESIDE_DOCUMENT[kind], row) for kind, row in found]


def withdrawn_items(at: datetime) -> QuerySet[Withdrawal]:
    """Return the public notes of what was withdrawn by a moment; nothing taken down in silence is among them."""
    return Withdrawal.objects.filter(
        withdrawn_at__lte=at, publication__is_current=True, publication__taken_down_at__isnull=True
    ).select_related("publication__column", "publication__unit")


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A page's contents: the version that stands, its files in order, what it is related to, its corrections."""

    publication: Publication
    html: str
    text: str
    images: dict[int, Asset]
    attachments: tuple[Asset, ...]
    validity: Validity
    relations: tuple["PublicRelation", ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class PublicRelation:
    """Another public item and how it bears on this one: `kind` is a `RelationKind`; `outward` from this to the other."""

    kind: str
    outward: bool
    other: Publication


def public_item(path: str, at: datetime) -> PublicItem | None:
    """Return the contents of the page at a path ("zfwj/2026/12"), or None when the public may not see it."""
    publication = (
        public_items(at).filter(path=path.strip("/")).select_related("revision", "column__parent", "unit").first()
    )
    return None if publication is None else contents_of(publication, at)


def contents_of(publication: Publication, at: datetime) -> PublicItem:
    """Return what the page of a publication shows; whether it may be shown is `public_items`."""
    signed = publication.manifest["assets"]
    assets = assets_by_number(entry["number"] for entry in signed)
    ordered = [assets[entry["number"]] for entry in signed if entry["number"] in assets]
    return PublicItem(
        publication,
        publication.revision.html,
        publication.revision.text,
        {asset.pk: asset for asset in ordered if asset.kind == Asset.Kind.IMAGE},
        tuple(asset for asset in ordered if asset.kind == Asset.Kind.ATTACHMENT),
        assess_validity(
            at.astimezone(SHANGHAI).date(),
            in_force_from=publication.in_force_from,
            in_force_to=publication.in_force_to,
            abolished_on=publication.abolished_on,
        ),
        tuple(_relations_of(publication, at)),
        tuple(Correction.objects.filter(item=publication.item_id)),
    )


def _relations_of(publication: Publication, at: datetime) -> Iterable[PublicRelation]:
    rows = ItemRelation.objects.filter(Q(item=publication.item_id) | Q(other=publication.item_id)).order_by("pk")
    links = [
        (
            row.kind,
            row.item_id == publication.item_id,
            row.other_id if row.item_id == publication.item_id else row.item_id,
        )
        for row in rows
    ]
    shown = {
        found.item_id: found
        for found in public_items(at).filter(item__in=[other for _, _, other in links]).select_related("column")
    }
    return [PublicRelation(kind, outward, shown[other]) for kind, outward, other in links if other in shown]


@dataclass(frozen=True, slots=True)
class DeskRelation:
    """Another item as staff see it related to one: `kind` is a `RelationKind`; `case` None for who may not see it."""

    kind: str
    outward: bool
    title: str
    case: Case | None


def relations_for(item: Item, cases: QuerySet[Case]) -> list[DeskRelation]:
    """Return what an item is related to, from either end, as somebody who may see these cases sees it. Two queries.

    What the public reads is named to everybody here; what is still being written only to who may see it.
    """
    rows = ItemRelation.objects.filter(Q(item=item) | Q(other=item)).select_related("item__case", "other__case")
    ends = [(row.kind, True, row.other) if row.item_id == item.pk else (row.kind, False, row.item) for row in rows]
    seen = set(cases.filter(pk__in=[other.pk for *_, other in ends]).values_list("pk", flat=True))
    return [
        DeskRelation(kind, outward, other.case.title, other.case if other.pk in seen else None)
        for kind, outward, other in ends
        if other.pk in seen or (other.published_at is not None and other.case.state != "taken_down")
    ]


def find_public_asset(number: int, at: datetime) -> Asset | None:
    """Return an image or attachment that some public page shows at a moment, or None."""
    asset = assets_by_number([number]).get(number)
    if asset is None:
        return None
    shown = public_items(at).filter(item__body=asset.body_id)
    if any(entry["number"] == number for row in shown for entry in row.manifest["assets"]):
        return asset
    return None


def public_columns(at: datetime) -> list[Column]:
    """Return the columns the public sees, in order: those that hold something, and those above them."""
    # Asked column by column, each by its index: over all items it would read every one of them.
    holding = Column.objects.filter(Exists(public_items(at).filter(column=OuterRef("pk"))))
    held = set(holding.values_list("pk", flat=True))
    columns = {
        column.pk: column for column in Column.objects.filter(closed_on__isnull=True).select_related("owner_unit")
    }
    shown: set[int] = set()
    for number in held:
        while number in columns and number not in shown:
            shown.add(number)
            number = columns[number].parent_id or 0
    return [column for column in columns.values() if column.pk in shown]


def corrections_log(at: datetime, limit: int = 100) -> list[tuple[Correction, Publication]]:
    """Return the newest corrections of what is public, with the page each stands on."""
    rows = list(Correction.objects.filter(corrected_at__lte=at, item__publications__in=public_items(at))[:limit])
    pages = {page.item_id: page for page in public_items(at).filter(item__in=[row.item_id for row in rows])}
    return [(row, pages[row.item_id]) for row in rows if row.item_id in pages]


def steps_of(column_id: int | None) -> dict[str, StepRule]:
    """Return who signs what in a column: its own rows, else those of the house."""
    own = {
        row.step: StepRule(frozenset(row.posts), tuple(row.gates))
        for row in ColumnStep.objects.filter(column=column_id)
    }
    return {**DEFAULT_STEPS, **own}


def get_item(case_id: int) -> Item:
    """Return the item of a case; whether it may be seen was asked of the engine."""
    return Item.objects.select_related("column__parent", "body").get(pk=case_id)


def get_case_number(case_id: int) -> str:
    """Return the number of a case that was just opened."""
    return Case.objects.values_list("number", flat=True).get(pk=case_id)


def get_case(case_id: int) -> Case:
    """Return a case that was just opened."""
    return Case.objects.get(pk=case_id)


def find_asset(body_id: int | None, number: int) -> Asset | None:
    """Return a file of a text, one taken away included."""
    asset = assets_by_number([number]).get(number)
    return asset if asset is not None and asset.body_id == body_id else None


def list_columns() -> list[Column]:
    """Return the columns in use, in order."""
    return list(Column.objects.filter(closed_on__isnull=True).select_related("parent", "owner_unit"))


def list_signatures(item: Item) -> list[Signature]:
    """Return the signatures under an item, the oldest first."""
    return list(Signature.objects.filter(item=item))


def list_versions(item: Item) -> list[Publication]:
    """Return the published versions of an item, the newest first."""
    rows = Publication.objects.filter(item=item).select_related("revision", "column", "unit", "withdrawal")
    return list(rows.order_by("-version"))


def list_corrections(item: Item) -> list[Correction]:
    """Return the corrections of an item, the newest first."""
    return list(Correction.objects.filter(item=item))


def list_alarms() -> list[Alarm]:
    """Return the differences between what is published and what was approved that still stand."""
    return list(Alarm.objects.filter(settled_at=None).select_related("publication__item__case"))


def find_column(number: int) -> Column | None:
    """Return a column by its number, one that is closed included."""
    return Column.objects.select_related("parent", "owner_unit").filter(pk=number).first()


def alarms_for(cases: QuerySet[Case], most: int = 50) -> list[Alarm]:
    """Return the alarms about these cases, those that stand first, then the newest."""
    rows = Alarm.objects.filter(publication__item__in=cases.values("pk"))
    rows = rows.select_related("publication__item__case", "publication__unit", "publication__column")
    return list(rows.order_by(F("settled_at").desc(nulls_first=True), "-found_at")[:most])


def count_open_alarms() -> int:
    """Return how many alarms stand."""
    return Alarm.objects.filter(settled_at=None).count()


def takedowns_for(cases: QuerySet[Case], most: int = 50) -> list[Takedown]:
    """Return the silent takedowns of these cases, the newest first, without what was sealed."""
    rows = Takedown.objects.filter(item__in=cases.values("pk")).defer("sealed").select_related("item__case")
    rows = rows.prefetch_related(Prefetch("openings", SealOpening.objects.select_related("asked_by", "agreed_by")))
    return list(rows.order_by("-taken_down_at")[:most])


def find_opening(number: int) -> SealOpening | None:
    """Return an opening of what was sealed, or None."""
    return SealOpening.objects.select_related("takedown", "asked_by", "agreed_by").filter(pk=number).first()


def search_public(words: str, at: datetime, most: int = 20) -> list[Publication]:
    """Return what the public may read whose title holds all these words, the newest first."""
    rows = public_items(at)
    for word in words.split()[:6]:
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("-published_at")[:most])


def list_unit_sites() -> list[UnitSite]:
    """Return the sites of units, closed ones included."""
    return list(UnitSite.objects.select_related("unit"))


def find_unit_site(number: int) -> UnitSite | None:
    """Return a unit's site, or None."""
    return UnitSite.objects.select_related("unit").filter(pk=number).first()
