"""The API kit: problems, paging, ETag, idempotency, sign-in by session or token, limits. Endpoints live in their rooms.

What an integrator reads is `docs/api.md`. A room writes its endpoints in its own `api.py`, found by name::

    from mingzheng.platform.api import public as kit

    router = kit.ApiRouter(scope="cases", tags=["事项"])
    kit.register_router("/cases", router)
    kit.register_problem(DoorError, lambda error: kit.Problem(error.status, error.code, error.message))

    class CaseOut(kit.Shape):
        id: int
        title: str

    class RemarkIn(kit.Input):
        text: kit.Text500

    @router.get("", response=kit.PageOf[CaseOut])
    def list_cases(request, page: kit.Query[kit.PageQuery]):
        '''List the cases the caller may read.'''
        return kit.take_page(list_cases_for(kit.caller(request).actor), page)

    @router.get("/{pk}", response=CaseOut, etag=True)
    def get_case(request, response: HttpResponse, pk: kit.Pk):
        case = get_case_for(kit.caller(request).actor, pk)
        kit.stamp(request, response, kit.version_tag(case.version))
        return case

    @router.post("/{pk}/remarks", response={201: CaseOut}, if_match=True)
    def add_remark(request, pk: kit.Pk, body: RemarkIn):
        who = kit.caller(request)
        perform(pk, "remark", actor=who.actor, key=who.key, seen_version=kit.seen_version(request), …)

The router adds to every operation: sign-in, scope, rate limit, the declared problems, and on writes the required
Idempotency-Key, which `caller(request).key` hands to the door. A write that does not go through a door that keeps keys
says `replay=True`: then the kit keeps the first answer, in the transaction of the write.
"""
