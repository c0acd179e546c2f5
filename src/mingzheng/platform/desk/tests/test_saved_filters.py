"""Saved filters belong to one account and one list."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from mingzheng.platform.desk import services
from mingzheng.platform.desk.selectors import list_saved_filters_for
from mingzheng.platform.desk.services import (
    TooManySavedFiltersError,
    clean_querystring,
    remove_filter,
    rename_filter,
    save_filter,
)

pytestmark = pytest.mark.django_db


def make_account(name):
    model = get_user_model()
    given = {"username": name}
    if any(field.name == "created_at" for field in model._meta.fields):
        given |= {"created_at": timezone.now(), "kind": "service"}
    return model.objects.create(**given).pk


def test_a_filter_is_found_again_by_its_owner_alone():
    owner, other = make_account("a"), make_account("b")
    save_filter(account_id=owner, list_key="cases", name="逾期", querystring="lamp=overdue&page=3")
    (saved,) = list_saved_filters_for(owner, "cases")
    assert saved.querystring == "lamp=overdue"
    assert list_saved_filters_for(other, "cases") == []
    assert list_saved_filters_for(owner, "people") == []
    assert list_saved_filters_for(None, "cases") == []


def test_the_same_name_is_overwritten():
    owner = make_account("a")
    save_filter(account_id=owner, list_key="cases", name="我的", querystring="a=1")
    save_filter(account_id=owner, list_key="cases", name="我的", querystring="a=2")
    assert [f.querystring for f in list_saved_filters_for(owner, "cases")] == ["a=2"]


def test_nobody_removes_or_renames_another_s_filter():
    owner, other = make_account("a"), make_account("b")
    saved = save_filter(account_id=owner, list_key="cases", name="旧名", querystring="a=1")
    rename_filter(account_id=other, filter_id=saved.pk, name="他的")
    assert rename_filter(account_id=owner, filter_id=saved.pk, name="我的")
    save_filter(account_id=owner, list_key="people", name="人员", querystring="")
    assert rename_filter(account_id=owner, filter_id=saved.pk, name="人员")
    assert rename_filter(account_id=owner, filter_id=saved.pk, name="我的")
    save_filter(account_id=owner, list_key="cases", name="另一", querystring="")
    assert not rename_filter(account_id=owner, filter_id=saved.pk, name="另一")
    remove_filter(account_id=owner, filter_id=list_saved_filters_for(owner, "cases")[0].pk)
    saved = save_filter(account_id=owner, list_key="cases", name="我的", querystring="a=1")
    remove_filter(account_id=other, filter_id=saved.pk)
    assert list_saved_filters_for(owner, "cases") == [saved]
    remove_filter(account_id=owner, filter_id=saved.pk)
    assert list_saved_filters_for(owner, "cases") == []


def test_a_menu_has_an_end(monkeypatch):
    monkeypatch.setattr(services, "MOST_PER_LIST", 1)
    owner = make_account("a")
    save_filter(account_id=owner, list_key="cases", name="一", querystring="")
    with pytest.raises(TooManySavedFiltersError):
        save_filter(account_id=owner, list_key="cases", name="二", querystring="")


def test_only_what_filters_is_kept():
    assert clean_querystring("?unit=%E7%94%B2&empty=&page=2&format=xlsx") == "unit=%E7%94%B2"
