"""Papers at the door: one's own or the case's, and the case's from then on."""

import pytest

from mingzheng.casework.errors import BadInput
from mingzheng.casework.models import Act
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.world import World
from mingzheng.platform.files.models import FileReference, StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy")]


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def in_sign_off(desk: Desk) -> int:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    return case_id


def test_a_file_that_does_not_exist_is_refused_and_nothing_is_recorded(desk: Desk) -> None:
    case_id = in_sign_off(desk)
    before = Act.objects.count()
    with pytest.raises(BadInput) as bad:
        desk.do(case_id, "attach_signed_paper", "liaison", paper=[999])
    assert set(bad.value.errors) == {"paper"}
    assert Act.objects.count() == before


def test_somebody_elses_file_is_refused_as_field_and_as_evidence(desk: Desk, world: World) -> None:
    case_id = in_sign_off(desk)
    with pytest.raises(BadInput) as bad:
        desk.do(
            case_id,
            "attach_signed_paper",
            "liaison",
            paper=[world.file("tax_liaison")],
            evidence=(world.file("clerk"),),
        )
    assert set(bad.value.errors) == {"paper", "evidence"}


def test_an_erased_file_is_refused(desk: Desk, world: World) -> None:
    case_id, paper = in_sign_off(desk), world.file("liaison")
    StoredFile.objects.filter(pk=paper).update(state="erased", blob=None)
    with pytest.raises(BadInput):
        desk.do(case_id, "attach_signed_paper", "liaison", paper=[paper])


def test_a_paper_of_an_act_becomes_the_cases_own_and_others_may_name_it(desk: Desk, world: World) -> None:
    case_id, photo = desk.working(), world.file("clerk")
    desk.do(case_id, "urge", "clerk", evidence=(photo,))
    assert FileReference.objects.filter(file_id=photo, subject=f"case:{case_id}", released_at=None).count() == 1
    desk.do(case_id, "urge", "office_section", evidence=(photo,))
    assert FileReference.objects.filter(file_id=photo).count() == 1
    other = desk.working()
    with pytest.raises(BadInput):
        desk.do(other, "urge", "office_section", evidence=(photo,))
