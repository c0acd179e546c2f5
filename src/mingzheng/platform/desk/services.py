"""Saving and removing filters. No ledger: a saved filter is a convenience of its owner."""

from urllib.parse import parse_qsl, urlencode

from mingzheng.platform.desk.models import SavedFilter

NOT_SAVED = {"page", "csrfmiddlewaretoken", "format", "view"}
MOST_PER_LIST = 30


class TooManySavedFiltersError(Exception):
    """The list already has as many saved filters as a menu can show."""

    code = "too_many_saved_filters"
    message = f"每个列表最多存 {MOST_PER_LIST} 个筛选，请先删去不用的。"


def clean_querystring(querystring: str) -> str:
    """Return the address part of a list without its page and without empty values."""
    pairs = parse_qsl(querystring.lstrip("?"), keep_blank_values=False)
    return urlencode([(key, value) for key, value in pairs if key not in NOT_SAVED])


def save_filter(*, account_id: int, list_key: str, name: str, querystring: str) -> SavedFilter:
    """Keep a list's filters under a name; the same name is overwritten. Raises TooManySavedFiltersError."""
    held = SavedFilter.objects.filter(owner_id=account_id, list_key=list_key)
    if held.exclude(name=name).count() >= MOST_PER_LIST:
        raise TooManySavedFiltersError
    saved, _ = SavedFilter.objects.update_or_create(
        owner_id=account_id, list_key=list_key, name=name, defaults={"querystring": clean_querystring(querystring)}
    )
    return saved


def rename_filter(*, account_id: int, filter_id: int, name: str) -> bool:
    """Give one of the account's own filters another name; False when another of that list already has it."""
    held = SavedFilter.objects.filter(owner_id=account_id, pk=filter_id).first()
    if held is None:
        return True
    if SavedFilter.objects.filter(owner_id=account_id, list_key=held.list_key, name=name).exclude(pk=held.pk).exists():
        return False
    held.name = name
    held.save(update_fields=["name"])
    return True


def remove_filter(*, account_id: int, filter_id: int) -> None:
    """Remove one of the account's own filters; another's, or one already gone, is left as it is."""
    SavedFilter.objects.filter(owner_id=account_id, pk=filter_id).delete()
