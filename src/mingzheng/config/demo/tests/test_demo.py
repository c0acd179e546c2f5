"""The demo district: it loads once, keeps the house's rules, and stands in the middle of its work."""

import pytest

from mingzheng.casework.public import Act, Case
from mingzheng.config.demo import load
from mingzheng.config.demo.papers import write_scheme
from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.parsing import parse_scheme
from mingzheng.platform.accounts.public import Account
from mingzheng.platform.ledger.public import now, today, verify_ledger
from mingzheng.platform.org.public import Person, Unit, find_unit_by_name, is_dispatched

SECTIONED = ("scheme_this_year", "scheme_last_year", "scheme_supplement", "scheme_draft", "scheme_to_try")


@pytest.mark.parametrize("name", SECTIONED)
def test_every_scheme_is_a_real_document_the_parser_understands(name):
    paper = write_scheme(name, year=2026, recipients=("区教育局",), issued_on=today(), number=3)
    scheme = parse_scheme(read_document(paper.content, filename=paper.file_name))
    assert scheme.requirements
    assert not [finding.code for row in scheme.requirements for finding in row.findings]


def test_this_years_scheme_has_at_least_forty_requirements_under_six_headings():
    paper = write_scheme("scheme_this_year", year=2026, recipients=("区教育局",))
    scheme = parse_scheme(read_document(paper.content, filename=paper.file_name))
    assert len(scheme.requirements) >= 40
    assert len(scheme.headings) == 6
    assert {row.schedule.kind for row in scheme.requirements if row.schedule} == {"fixed", "recurring", "continuous"}


@pytest.mark.once
@pytest.mark.django_db
def test_the_district_loads_once_and_stands_in_the_middle_of_its_work():
    """One test, because a load takes long: what a reader of the demo relies on."""
    credentials = load()
    assert load() == []
    assert 11 <= len(credentials) <= 14
    for credential in credentials:
        account = Account.objects.get(username=credential.username)
        assert account.check_password(credential.password)
        assert account.must_change_password is (account.kind == "administrator")
    others = Account.objects.exclude(username__in=[one.username for one in credentials])
    assert not any(account.has_usable_password() for account in others)

    assert Unit.objects.exclude(kind__in=("district", "section")).count() == 33
    assert Person.objects.count() >= 60
    for printed in ("区党政办", "党政办", "政数局", "税务局", "公安分局"):
        assert find_unit_by_name(printed).unit is not None
    assert is_dispatched(find_unit_by_name("区税务局").unit.pk, today())

    rows = Case.objects.filter(procedure="workplan_item")
    late = rows.filter(is_open=True, is_suspended=False, due_on__lt=today()).count()
    assert rows.filter(state="done").count() > 30
    assert 0 < late < rows.count() / 4
    assert {"under_way", "done", "not_involved"} <= set(rows.values_list("state", flat=True))
    assert not Act.objects.filter(recorded_at__gt=now()).exists()
    assert not verify_ledger().findings
