"""Case numbers never repeat; document numbers have no gap, and a voided one keeps its reason."""

import threading

import pytest
from django.db import connection, connections, transaction

from mingzheng.platform.numbering import public as numbering


@pytest.mark.django_db
def test_case_numbers_count_up_per_prefix_and_year(django_assert_num_queries):
    first = numbering.next_case_number("YPFGA", 2026)
    with django_assert_num_queries(1):
        second = numbering.next_case_number("YPFGA", 2026)
    assert first.startswith("YPFGA-2026-")
    assert int(second[-5:]) == int(first[-5:]) + 1
    assert numbering.next_case_number("YPFGA", 2027) == "YPFGA-2027-00001"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "a", "A-B", "A" * 17, "1A"])
def test_a_prefix_is_capitals_and_digits(prefix):
    with pytest.raises(ValueError, match="prefix"):
        numbering.next_case_number(prefix, 2026)


@pytest.mark.django_db
def test_document_numbers_have_no_gap_after_a_failure():
    assert numbering.reserve_document_number("云府办", 2026, actor="account:1").text == "云府办〔2026〕1号"
    with transaction.atomic():
        numbering.reserve_document_number("云府办", 2026, actor="account:1")
        transaction.set_rollback(True)
    assert numbering.reserve_document_number("云府办", 2026, actor="account:1").number == 2


@pytest.mark.django_db
def test_a_void_number_keeps_its_reason_and_is_not_given_out_again():
    one = numbering.reserve_document_number("云府", 2026, actor="account:1")
    with pytest.raises(numbering.NumberError, match="理由"):
        numbering.void_number(one.pk, actor="account:1", reason="")
    numbering.void_number(one.pk, actor="account:1", reason="文件撤回")
    assert numbering.reserve_document_number("云府", 2026, actor="account:1").number == 2
    assert [(n.number, n.state, n.void_reason) for n in numbering.list_numbers("云府", 2026)] == [
        (1, "void", "文件撤回"),
        (2, "reserved", ""),
    ]
    with pytest.raises(numbering.NumberError, match="已作废"):
        numbering.void_number(one.pk, actor="account:1", reason="再次")


@pytest.mark.django_db
def test_a_number_is_used_once():
    one = numbering.reserve_document_number("云府", 2026, actor="account:1")
    numbering.issue_number(one.pk, actor="account:1")
    with pytest.raises(numbering.NumberError, match="已用"):
        numbering.issue_number(one.pk, actor="account:1")


@pytest.mark.django_db
def test_a_series_goes_on_after_the_numbers_given_out_on_paper():
    numbering.start_series("云政", 2026, last_used=17, actor="account:1", reason="年中启用")
    assert numbering.reserve_document_number("云政", 2026, actor="account:1").number == 18
    with pytest.raises(numbering.NumberError):
        numbering.start_series("云政", 2026, last_used=30, actor="account:1", reason="再设")


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_the_same_time_are_all_different_and_gapless():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    case_numbers, documents, errors = [], [], []

    def take():
        try:
            for _ in range(10):
                with transaction.atomic():
                    case_numbers.append(numbering.next_case_number("RACE", 2026))
                    documents.append(numbering.reserve_document_number("竞府", 2026, actor="account:1").number)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(case_numbers)) == 40
    assert sorted(documents) == list(range(1, 41))
