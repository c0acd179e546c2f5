"""Proofs of identity on the desk: a masked picture, and in full in answer to a POST, on record, never cached."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property

from mingzheng.casework.public import Case, CaseNotFound, get_case_for
from mingzheng.domains.foi.applicants import may_know
from mingzheng.domains.foi.citizen.models import IdentityProof
from mingzheng.domains.foi.citizen.proofs import find_proof, masked_picture, view_proof
from mingzheng.platform.desk.public import DeskView


class ProofView(DeskView):
    """One proof of an application: GET draws it too coarse to read, POST hands it out in full."""

    page_title = "身份证明"
    basis = "政府信息公开条例第二十九条；个人信息保护法第五十一条"
    http_method_names = ["get", "post"]

    @cached_property
    def case(self) -> Case:
        """Return the case, or 404 for who may not see it."""
        try:
            case = get_case_for(self.actor, number=self.kwargs["number"])
        except CaseNotFound:
            raise Http404 from None
        if not may_know(self.actor, case):
            raise PermissionDenied
        return case

    @cached_property
    def proof(self) -> IdentityProof:
        """Return the proof, or 404 when it is another application's."""
        proof = find_proof(self.case, self.kwargs["proof_id"])
        if proof is None:
            raise Http404
        return proof

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw the masked picture."""
        picture = masked_picture(self.proof)
        if picture is None:
            raise Http404
        return _guarded(HttpResponse(picture, content_type="image/png"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put on record who looks, and hand out."""
        data = view_proof(self.proof, self.case, actor=self.actor)
        if data is None:
            raise Http404
        answer = HttpResponse(data, content_type="application/octet-stream")
        extension = self.proof.media_type.rpartition("/")[2]
        answer["Content-Disposition"] = f'attachment; filename="{self.case.number}-{self.proof.pk}.{extension}"'
        return _guarded(answer)


def _guarded(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
