"""Reading saved filters. Lists of cases and records are read by their own rooms."""

from mingzheng.platform.desk.models import SavedFilter


def list_saved_filters_for(account_id: int | None, list_key: str) -> list[SavedFilter]:
    """Return the account's own filters of one list, by name; none for a stranger."""
    if account_id is None:
        return []
    return list(SavedFilter.objects.filter(owner_id=account_id, list_key=list_key))
