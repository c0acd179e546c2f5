"""Which names of people a case holds, and texts freed of them; titles that name who applies are refused."""

import pytest

from mingzheng.casework.public import Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.domains.foi.citizen.draft_values import names_of
from mingzheng.domains.foi.names import hide_names, hide_people, names_any, names_in
from mingzheng.domains.foi.tests.applications import apply


@pytest.mark.parametrize(
    ("kind", "values", "names"),
    [
        ("natural", {"applicant": "阿依古丽·买买提"}, ["阿依古丽·买买提"]),
        ("business", {"applicant": "甲公司"}, []),
        ("", {"applicant": "李明"}, ["李明"]),
        ("", {"applicant": "云山区利民超市"}, []),
        ("natural", {"co_applicants": "欧阳明 3301\n李四，E1"}, ["欧阳明", "李四"]),
        ("natural", {"agent": "受委托代理：王五一，儿子，1380"}, ["王五一"]),
        ("natural", {"asked": "赵小明、云山区利民超市", "received_by": "钱多多（本人）"}, ["赵小明", "钱多多"]),
        ("natural", {"people": "张 三、阿布都 李四"}, ["阿布都", "张三", "李四"]),
    ],
)
def test_people_are_named_by_the_fields_that_hold_them(kind: str, values: dict[str, str], names: list[str]) -> None:
    assert list(names_in(values, kind=kind)) == names


def test_a_text_loses_the_names_the_labels_and_the_numbers_and_nothing_else() -> None:
    text = "经与张\u3000三联系，姓名：孙大圣，电话13800001111。三张表格。"
    assert hide_people(text, ("张三",)) == "经与张**联系，姓名：孙*圣，电话138****1111。三张表格。"
    assert names_any(text, ("张三",))
    assert not names_any("三张表格", ("张三",))


def test_an_organisation_may_be_named_in_what_it_asks_for() -> None:
    assert names_of({"kind": "business", "applicant": "云山区利民超市", "filler_name": "李明"}) == ("李明",)


@pytest.mark.django_db
def test_a_title_that_names_who_applies_is_refused(foi: Caller) -> None:
    with pytest.raises(Refused, match="写有申请人的姓名"):
        apply(foi, applicant="季明澜", title="季明澜宅基地批准书")
    apply(foi, applicant="利民超市", applicant_kind="business", title="利民超市食品经营许可")


def test_a_name_that_is_an_ordinary_word_keeps_nobody_from_asking_about_the_thing() -> None:
    assert not names_any("高山茶补贴标准和安全检查", ["高山", "安全"])
    assert hide_names("安全检查的记录", ["安全"]) == "安全检查的记录"
    for name in ("张三", "王芳", "谢允恭"):
        assert names_any(f"{name}的房屋征收补偿", [name])
    assert hide_names("张三的补偿", ["张三"]) == "张*的补偿"
