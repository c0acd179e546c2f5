"""The administrators at work: each journey through the screens, with what it leaves behind."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.public import SYSTEM, grant_role
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.public import find_token
from mingzheng.platform.accounts.tests.builders import make_staff
from mingzheng.platform.administration.models import PendingImport
from mingzheng.platform.administration.template_book import import_template
from mingzheng.platform.ledger.public import append, list_entries, now, today
from mingzheng.platform.notices.models import Notice
from mingzheng.platform.org.public import (
    PEOPLE_COLUMNS,
    UNIT_COLUMNS,
    Person,
    add_person,
    deputy_of,
    find_unit_by_code,
    organ_of,
    posts_of,
    read_import,
)
from mingzheng.platform.org.tests.builders import EDITOR, SINCE
from mingzheng.platform.parameters.public import get_value, set_value

pytestmark = pytest.mark.django_db
DAY = "2026-03-02"


def url(name, *args) -> str:
    return reverse(f"administration:{name}", args=args)


def page_of(answer) -> str:
    return answer.content.decode()


def test_a_unit_is_set_up_renamed_moved_and_closed(browser, district):
    client = browser("system")
    data = {
        "code": "WSJ",
        "name": "云山区卫生健康局",
        "kind": "organ",
        "relation": "subordinate",
        "order": "5",
        "parent": str(district.district.pk),
        "valid_from": "2021-01-01",
        "aliases": "区卫健局、卫健局",
    }
    answer = client.post(url("new_unit"), data)
    unit = find_unit_by_code("WSJ")
    assert answer["Location"] == url("unit", unit.pk)
    assert unit.aliases == ["区卫健局", "卫健局"]
    again = client.post(url("new_unit"), data)
    assert again.status_code == 422
    assert "已被使用" in page_of(again)
    client.post(url("rename_unit", unit.pk), {"name": "云山区卫健委", "on": DAY, "reason": "改革"})
    client.post(
        url("move_unit", unit.pk),
        {"relation": "subordinate", "parent": str(district.office.pk), "on": DAY, "reason": "改革"},
    )
    unit.refresh_from_db()
    assert unit.name == "云山区卫健委"
    page = page_of(client.get(url("unit", unit.pk)))
    assert "云山区卫生健康局" in page
    assert "2026年3月2日" in page
    client.post(url("change_unit", unit.pk), {"short_name": "卫健委", "order": "1", "aliases": ""})
    client.post(url("close_unit", unit.pk), {"on": "2026-06-01", "reason": "撤并"})
    unit.refresh_from_db()
    assert (unit.short_name, unit.valid_to.isoformat()) == ("卫健委", "2026-06-01")
    assert "云山区卫健委" in page_of(client.get(url("units"), {"at": "2026-03-03"}))
    assert "云山区卫健委" not in page_of(client.get(url("units"), {"at": "2026-06-01"}))
    assert client.get(url("units"), {"at": "不是日期"}).status_code == 200
    assert client.get(url("unit", 999999)).status_code == 404


def test_a_person_is_entered_appointed_given_an_account_and_seen_off(browser, district, accounts):
    client = browser("system")
    client.post(url("new_person"), {"name": "王五", "employee_no": "W5", "phone": "13800000000"})
    person = Person.objects.get(employee_no="W5")
    assert client.post(url("new_person"), {"name": "赵六", "phone": "12"}).status_code == 422
    client.post(
        url("appoint", person.pk),
        {"unit": str(district.secretariat.pk), "level": "liaison", "title": "科员", "on": "2025-01-01"},
    )
    (post,) = posts_of(person, today())
    assert organ_of(post.unit, today()) == district.office
    made = client.post(url("new_account"), {"kind": "staff", "person": str(person.pk), "username": "wangwu"})
    account = Account.objects.get(username="wangwu")
    (password,) = re.findall(r"<code>([^<]{16})</code>", page_of(made))
    assert account.check_password(password)
    assert made["Cache-Control"] == "no-store"
    assert password not in page_of(client.get(url("account", account.pk)))
    reset = client.post(url("reset_password", account.pk), {"reason": "本人申请"})
    assert "只显示这一次" in page_of(reset)
    security = browser("security")
    granted = security.post(
        url("new_grant"),
        {
            "account": str(account.pk),
            "role": "unit_liaison",
            "unit": str(district.office.pk),
            "include_subtree": "on",
            "visibility": "0",
            "valid_from": "2025-01-01",
            "reason": "岗位职责",
        },
    )
    assert granted["Location"] == url("account", account.pk)
    assert "王五" in page_of(security.get(url("grants")))
    assert "王五" in page_of(client.get(url("people"), {"q": "王"}))
    assert "王五" not in page_of(client.get(url("people"), {"q": "孙"}))
    preview = page_of(client.get(url("see_off", person.pk)))
    assert "秘书科" in preview
    client.post(url("see_off", person.pk), {"on": today().isoformat(), "reason": "调离", "successor": ""})
    account.refresh_from_db()
    assert not account.is_active
    assert posts_of(person, today()) == []
    assert not Grant.objects.filter(account=account, revoked_at=None).exists()
    assert "办理复岗" in page_of(client.get(url("person", person.pk)))
    client.post(url("reinstate", person.pk), {"reason": "调回"})
    person.refresh_from_db()
    account.refresh_from_db()
    assert (person.is_active, account.is_active, posts_of(person, today())) == (True, False, [])
    assert client.post(url("reinstate", person.pk), {"reason": "调回"}).status_code == 422, "he is in service"


def test_a_deputy_is_arranged_for_somebody_who_is_away_and_both_hear_it(browser, district, accounts):
    away, deputy = accounts["staff"].person, make_staff("lisi", "李四", unit=district.office).person
    client, day = browser("system"), today().isoformat()
    assert client.post(url("arrange_absence", away.pk), {"deputy": "", "starts_on": day}).status_code == 422
    client.post(url("arrange_absence", away.pk), {"deputy": deputy.pk, "starts_on": day, "ends_on": day})
    assert deputy_of(away, today()) == deputy
    assert "李四" in page_of(client.get(url("home")))
    client.post(url("end_absence", away.absences.get().pk))
    assert deputy_of(away, today()) is None
    told = [(row.person.name, row.kind) for row in Notice.objects.order_by("pk")]
    assert sorted(told) == [
        ("张三", "absence.arranged"),
        ("张三", "absence.over"),
        ("李四", "absence.arranged"),
        ("李四", "absence.over"),
    ]


def test_a_new_installation_says_what_comes_first_until_somebody_holds_a_role(browser, accounts):
    first = page_of(browser("system").get(url("home")))
    assert "从这里开始" in first
    assert f'<a href="{url("units")}">设立单位</a>' in first
    assert f'<a href="{url("grants")}">' not in first.split("</table>")[0], "granting is the security administrator's"
    done = first.count("已办")
    set_value("portal.site_name", "长岭县人民政府", actor="system", reason="x")
    assert page_of(browser("system").get(url("home"))).count("已办") == done + 1
    grant_role(account=accounts["staff"], role="reader", unit=None, valid_from=SINCE, reason="x", actor=SYSTEM)
    assert "从这里开始" not in page_of(browser("security").get(url("home")))


def test_a_program_gets_a_token_once_and_loses_it(browser):
    system = browser("system")
    system.post(url("new_account"), {"username": "oa-link", "kind": "service", "label": "协同办公"})
    account = Account.objects.get(username="oa-link")
    assert "没有令牌" in page_of(system.get(url("account", account.pk)))
    given = {"title": "推送事项", "scopes": ["read"], "days": "30"}
    assert system.post(url("new_token", account.pk), {**given, "scopes": []}).status_code == 422
    shown = system.post(url("new_token", account.pk), given)
    raw = re.search(r"<code>(mz_[\w-]+)</code>", page_of(shown))[1]
    assert shown["Cache-Control"] == "no-store"
    assert find_token(raw).account == account
    page = page_of(system.get(url("account", account.pk)))
    assert raw not in page
    assert "推送事项" in page
    assert "推送事项" not in page_of(browser("security").get(url("account", account.pk)))
    (token,) = account.api_tokens.all()
    system.post(reverse("administration:revoke_token", args=[account.pk, token.pk]))
    assert find_token(raw) is None
    assert "已收回" in page_of(system.get(url("account", account.pk)))


def test_a_single_post_ends(browser, accounts):
    staff = accounts["staff"]
    (post,) = posts_of(staff.person_id, today())
    browser("system").post(url("end_post", post.pk), {"on": today().isoformat(), "reason": "转岗"})
    assert posts_of(staff.person_id, today()) == []


def test_security_revokes_unlocks_and_ends_sessions(browser, accounts, client):
    staff, security = accounts["staff"], browser("security")
    Account.objects.filter(pk=staff.pk).update(locked_until=now().replace(year=2999))
    assert "解锁账号" in page_of(security.get(url("account", staff.pk)))
    security.post(url("unlock_account", staff.pk), {"reason": "本人核实"})
    staff.refresh_from_db()
    assert staff.locked_until is None
    grant_data = {"account": str(staff.pk), "role": "reader", "visibility": "0", "valid_from": DAY, "reason": "x"}
    security.post(url("new_grant"), grant_data)
    twice = security.post(url("new_grant"), grant_data)
    assert twice.status_code == 422
    assert "已有同样的授权" in page_of(twice)
    grant = Grant.objects.get()
    security.post(url("revoke_grant", grant.pk), {"reason": "不再需要"})
    grant.refresh_from_db()
    assert grant.revoke_reason == "不再需要"
    assert security.get(url("revoke_grant", grant.pk)).status_code == 404
    client.post("/desk/sign-in", {"username": "zhangsan", "password": "Yunshan-2026-Gongzuo"})
    assert "zhangsan" in page_of(security.get(url("sessions"))) or "张三" in page_of(security.get(url("sessions")))
    session = staff.sessions.get()
    security.post(url("end_session", session.pk))
    assert client.get("/desk/account/").status_code == 302


def test_administrators_accounts_are_not_touched_from_the_screens(browser, accounts):
    target = accounts["security"]
    for name in ("close_account", "reset_password"):
        answer = browser("system").post(url(name, target.pk), {"reason": "x"})
        assert answer.status_code == 403
    assert (
        browser("security").post(url("reset_second_factor", accounts["audit"].pk), {"reason": "x"}).status_code == 403
    )


def test_a_parameter_is_set_by_its_duty_with_a_reason(browser):
    key = "accounts.idle_minutes"
    security, system = browser("security"), browser("system")
    assert security.post(url("parameter", key), {"value": "15"}).status_code == 422
    assert security.post(url("parameter", key), {"value": "31", "reason": "x"}).status_code == 422
    security.post(url("parameter", key), {"value": "15", "reason": "本单位规定"})
    assert get_value(key) == 15
    refused = system.post(url("parameter", key), {"value": "20", "reason": "x"})
    assert refused.status_code == 403
    assert get_value(key) == 15
    assert "只能查看" in page_of(system.get(url("parameter", key)))
    assert "本单位规定" in page_of(system.get(url("parameter", key)))
    assert security.get(url("parameter", "no.such")).status_code == 404


def book(units, people=()) -> SimpleUploadedFile:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "单位"
    sheet.append(UNIT_COLUMNS)
    for row in units:
        sheet.append(row)
    sheet = workbook.create_sheet("人员岗位")
    sheet.append(PEOPLE_COLUMNS)
    for row in people:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return SimpleUploadedFile("单位.xlsx", out.getvalue())


def test_a_workbook_is_previewed_then_confirmed_once(browser):
    client = browser("system")
    row = ("SWJ2", "云山区水务局", "水务局", "", "机关", "D", "隶属", "", 9, "", "2020-02-01")
    answer = client.post(url("import"), {"file": book([row], [("9001", "钱七", "", "", "SWJ2", "局长", "主要负责人")])})
    preview = answer["Location"]
    page = page_of(client.get(preview))
    assert "云山区水务局" in page
    assert find_unit_by_code("SWJ2") is None
    assert browser("security").get(preview).status_code == 403
    client.post(preview)
    assert find_unit_by_code("SWJ2") is not None
    assert PendingImport.objects.count() == 0
    assert client.post(preview)["Location"] == url("units")
    assert client.get(preview).status_code == 404


def test_a_faulty_workbook_lists_its_faults_and_writes_nothing(browser):
    client = browser("system")
    bad = client.post(url("import"), {"file": book([("X", "水务局", "", "", "衙门", "", "", "", 0, "", "")])})
    page = page_of(client.get(bad["Location"]))
    assert "衙门" in page
    assert "确认导入" not in page
    client.post(bad["Location"])
    assert find_unit_by_code("X") is None
    refused = client.post(url("import"), {"file": SimpleUploadedFile("x.xlsx", b"rubbish")})
    assert refused.status_code == 422
    assert "xlsx" in page_of(refused)


def test_the_template_is_what_the_importer_reads(browser):
    answer = browser("system").get(url("import_template"))
    names = load_workbook(io.BytesIO(answer.content)).sheetnames
    assert names == ["单位", "人员岗位", "填写说明"]
    assert read_import(import_template(), today=today()).findings == []


def test_holidays_are_imported_from_a_file(browser):
    client = browser("system")
    table = "日期,类型,名称,文号\n2027-01-01~2027-01-03,放假,元旦,国办发明电〔2026〕9号\n"
    answer = client.post(url("holidays"), {"file": SimpleUploadedFile("2027.csv", table.encode())})
    assert answer.status_code == 422
    assert "没有办理" in page_of(answer)
    assert "2026" in page_of(client.get(url("holidays")))


def test_the_audit_administrator_reads_and_verifies_but_not_what_cases_hold(browser, district):
    append(
        stream="case",
        stream_id="1",
        kind="opened",
        payload={"title": "不该看到"},
        actor="system",
        occurred_on=None,
        recorded_at=now(),
    )
    client = browser("audit")
    listed = page_of(client.get(url("ledger"), {"stream": "unit"}))
    assert "设立单位" in listed
    assert "unit_added" not in listed
    assert client.get(url("ledger"), {"format": "xlsx"}).status_code == 200
    (case,) = list_entries("case", "1")
    page = page_of(client.get(url("entry", case.pk)))
    assert "不该看到" not in page
    assert "不向管理员显示" in page
    unit = list_entries("unit", str(district.office.pk))[0]
    assert "党政办公室" in page_of(client.get(url("entry", unit.pk)))
    assert client.get(url("entry", 10**9)).status_code == 404
    assert "没有发现改动" in page_of(client.post(url("verify")))
    assert client.get(url("sign_in_log"), {"what": "signed_in"}).status_code == 200


@pytest.mark.parametrize("name", ["units", "people", "accounts", "grants", "parameters"])
def test_lists_cost_the_same_for_one_row_and_for_many(browser, district, name):
    client = browser("security")
    client.get(url(name))

    def cost() -> int:

        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name)).status_code == 200
        return len(queries)

    before = cost()
    for n in range(12):
        person = add_person(name=f"人{n}", employee_no=f"P{n}", editor=EDITOR, on=SINCE)
        account = Account.objects.create(username=f"p{n}", person=person, label=f"人{n}", created_at=now())
        Grant.objects.create(
            account=account, role="reader", unit=district.office, valid_from=SINCE, granted_at=now(), reason="x"
        )
    assert cost() <= before
    assert before <= 22
