"""A toy room on the kit: persons that can be listed, read, added and renamed."""

from django.http import HttpResponse
from django.urls import include, path

from mingzheng.platform.api import public as kit
from mingzheng.platform.api import webhooks
from mingzheng.platform.org.public import Person


class RefusedByToy(Exception):
    """The toy's own refusal."""

    def __init__(self, reasons):
        self.reasons = reasons


kit.register_problem(
    RefusedByToy,
    lambda error: kit.Problem(
        422, "refused", "不能办理", reasons=[{"code": code, "message": code} for code in error.reasons]
    ),
)
router = kit.ApiRouter(scope="people", tags=["人员"])


class PersonOut(kit.Shape):
    id: int
    name: str


class PersonIn(kit.Input):
    name: kit.bounded_text(60, shortest=1)
    since: kit.Day | None = None
    rank: kit.Id | None = None


@router.get("", response=kit.PageOf[PersonOut])
def list_people(request, page: kit.Query[kit.PageQuery]):
    """List people."""
    return kit.take_page(Person.objects.order_by("pk"), page)


@router.get("/walk", response=kit.CursorPageOf[PersonOut])
def walk_people(request, cursor: kit.Query[kit.CursorQuery]):
    """Walk through all people."""
    return kit.take_after(Person.objects.all(), cursor)


@router.get("/{pk}", response=PersonOut, etag=True)
def get_person(request, response: HttpResponse, pk: kit.Pk):
    """Read one."""
    person = find(pk)
    kit.stamp(request, response, kit.content_tag(person.pk, person.name))
    return person


@router.post("", response={201: PersonOut}, replay=True)
def add_person(request, response: HttpResponse, body: PersonIn):
    """Add one; answered 201."""
    if body.name == "不可":
        raise RefusedByToy(["first", "second"])
    return kit.Status(201, Person.objects.create(name=body.name))


@router.patch("/{pk}", response=PersonOut, if_match=True)
def rename_person(request, pk: kit.Pk, body: PersonIn):
    """Rename one that was read before."""
    person = find(pk)
    kit.require_seen(request, kit.content_tag(person.pk, person.name))
    person.name = body.name
    person.save(update_fields=["name"])
    return person


@router.get("/me/key", response=dict)
def show_caller(request):
    """Say who calls."""
    who = kit.caller(request)
    return {"actor": who.actor.name, "ref": who.actor.ref}


def find(pk):
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise kit.ProblemError(kit.Problem(404, "person_not_found", "没有此人。"))
    return person


urlpatterns = [
    path("", include("mingzheng.platform.accounts.urls")),
    path("api/v1/", kit.build_api((("/people", router), ("/webhooks", webhooks.router)), namespace="toy").urls),
]
