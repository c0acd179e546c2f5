"""The versions of a report, two of them side by side, bringing one back; and the results of the check."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import DoorError, Draft, have_proofread
from mingzheng.domains.reports.checking import SEVERITIES, check_report, words_of
from mingzheng.domains.reports.composition.differences import compare_versions
from mingzheng.domains.reports.desk.pages import ReportView
from mingzheng.domains.reports.selectors import (
    composed_report,
    find_version,
    peer_texts,
    previous_text,
    versions_of,
    writers_of,
)
from mingzheng.domains.reports.services.versions import restore_version
from mingzheng.platform.design.public import Number
from mingzheng.platform.desk.public import go_to
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.ledger.public import now, today
from mingzheng.proofing.model import Profile

MOST_VERSIONS = 200


class VersionsView(ReportView):
    """All versions, or what one changed against another."""

    template_name = "reports/versions.html"
    tab = "versions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them; compare two when asked."""
        rows = list(versions_of(self.report)[:MOST_VERSIONS])
        chosen = self._number("version")
        context: dict[str, Any] = {"versions": rows, "newest": rows[0].number if rows else 0}
        if chosen:
            other = self._number("with") or max(chosen - 1, 1)
            after, before = find_version(self.report, chosen), find_version(self.report, other)
            if after is None or before is None:
                raise Http404
            differences = compare_versions(before.content, after.content)
            context |= {"after": after, "before": before, "differences": differences}
        return super().get_context_data(**context, **kwargs)

    def _number(self, name: str) -> int:
        asked = self.request.GET.get(name, "")
        return int(asked) if asked.isdecimal() and len(asked) < 8 else 0

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring a version back."""
        here, asked = reverse("reports:versions", args=[self.kwargs["number"]]), request.POST.get("version", "")
        if not asked.isdecimal():
            raise Http404
        try:
            restore_version(self.report.pk, int(asked), actor=self.actor, at=now())
        except DoorError as error:
            return go_to(request, here, error.message)
        return go_to(request, reverse("reports:editor", args=[self.kwargs["number"]]), f"正文现为第 {asked} 稿的内容。")


class CheckView(ReportView):
    """What the proofreader says about the report."""

    template_name = "reports/check.html"
    tab = "check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Check the report as it stands."""
        composed = composed_report(self.report)
        findings = check_report(
            composed,
            issued_on=self.report.signed_on or today(),
            previous=previous_text(self.report),
            peers=peer_texts(self.report),
        )
        wanted = self.request.GET.get("severity", "")
        numbers = [Number(len(findings), "全部", "?")]
        for code, words in SEVERITIES.items():
            count = sum(1 for finding in findings if finding.severity == code)
            lamp = "overdue" if code == "error" and count else ""
            numbers.append(Number(count, words, f"?severity={code}", lamp=lamp))
        shown = [finding for finding in findings if not wanted or finding.severity == wanted]
        return super().get_context_data(findings=shown, numbers=numbers, total=len(findings), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have the report as it stands checked on record: every finding is then accepted or dismissed with a reason."""
        report, here = self.report, reverse("reports:check", args=[self.kwargs["number"]])
        day = report.signed_on or today()
        words = words_of(composed_report(report), issued_on=day)
        draft = Draft(
            words,
            report.title,
            subject=f"case:{report.pk}",
            key=f"report:{report.pk}:{sha256(f'{day}{words}'.encode()).hexdigest()[:40]}",
            profile=Profile.ANNUAL_REPORT.value,
            as_of=day,
            previous=previous_text(report),
            peers=tuple(peer_texts(report)),
            authors=writers_of(report),
        )
        try:
            url = have_proofread(draft, self.actor)
        except (DoorError, Rejected) as error:
            return go_to(
                request, here, f"没有核校：{error.message if isinstance(error, DoorError) else error.message_zh}"
            )
        return go_to(request, url or here, "已核校。错误逐条改正或写明理由后，报告才能通过核校。")


urlpatterns = [
    path("desk/reports/<str:number>/versions", VersionsView.as_view(), name="versions"),
    path("desk/reports/<str:number>/check", CheckView.as_view(), name="check"),
]
