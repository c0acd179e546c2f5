"""The sites of units on this installation 集约化: the list, and the form of one. The office keeps them."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.domains.publishing.desk.columns import keeps_columns
from mingzheng.domains.publishing.desk.pages import REFUSALS, explain
from mingzheng.domains.publishing.models import UnitSite
from mingzheng.domains.publishing.selectors import find_unit_site, list_unit_sites
from mingzheng.domains.publishing.services.columns import save_unit_site
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import list_units

FIELDS = ("code", "name", "introduction", "address", "hours", "telephone", "order", "closed_on")


class UnitSitesView(DeskView):
    """Which units have a site here."""

    template_name = "publishing/unit_sites.html"
    page_title = "单位网站"
    purpose = "各单位不另设网站，在本站开设专页：职能、联系方式和本单位发布的全部信息。"
    basis = "国办发〔2017〕47号"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office's heads."""
        return keeps_columns(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list."""
        return self.render_to_response(self.get_context_data(sites=list_unit_sites()))


class UnitSiteForm(PlainForm):
    """A unit's site."""

    unit = forms.ChoiceField(label="单位")
    name = forms.CharField(label="网站名称", max_length=60)
    code = forms.RegexField(r"^[a-z][a-z0-9-]*$", label="网址名", max_length=40, help_text="小写字母、数字和短横")
    introduction = forms.CharField(label="机构职能", max_length=2000, widget=PlainTextarea, required=False)
    address = forms.CharField(label="办公地址", max_length=200, required=False)
    hours = forms.CharField(label="办公时间", max_length=200, required=False)
    telephone = forms.CharField(label="联系电话", max_length=60, required=False)
    order = forms.IntegerField(label="顺序", min_value=0, max_value=9999, initial=0)
    closed_on = forms.DateField(label="关停日期", widget=DayInput, required=False)

    def __init__(self, *args: Any, held: UnitSite | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        units = [(str(unit.pk), unit.name) for unit in list_units(at=today())]
        self.fields["unit"].choices = [("", "请选择"), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold one site a unit and one address a site."""
        given = super().clean() or self.cleaned_data
        others = [one for one in list_unit_sites() if self.held is None or one.pk != self.held.pk]
        if any(one.code == given.get("code") for one in others):
            self.add_error("code", "已有单位网站用这个网址名，请换一个")
        if any(str(one.unit_id) == given.get("unit") for one in others):
            self.add_error("unit", "这个单位已有网站，一个单位只开一个")
        return given


class UnitSiteView(DeskFormView):
    """Makes or changes one."""

    form_class: ClassVar[type[forms.BaseForm]] = UnitSiteForm
    submit_label = "保存"
    purpose = "保存后，专页立即生成；关停的专页从网上撤下。"
    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    def may_see(self, actor: Actor) -> bool:
        """Admit the office's heads."""
        return keeps_columns(actor)

    @cached_property
    def held(self) -> UnitSite | None:
        """Return the site in the address, None for a new one, or 404."""
        if "pk" not in self.kwargs:
            return None
        found = find_unit_site(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return its name."""
        return self.held.name if self.held else "新设单位网站"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list."""
        return [Crumb("单位网站", reverse("publishing:unit_sites")), Crumb(self.get_page_title())]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("publishing:unit_sites")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the site as it stands."""
        initial = (
            {name: getattr(self.held, name) for name in FIELDS} | {"unit": str(self.held.unit_id)} if self.held else {}
        )
        return {"held": self.held, "initial": initial}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep it and have its page drawn."""
        given = form.cleaned_data
        site = self.held or UnitSite()
        for name in FIELDS:
            setattr(site, name, given[name])
        site.unit_id = int(given["unit"])
        save_unit_site(site, actor=self.actor)
        return Outcome(f"已保存单位网站“{site.name}”。", reverse("publishing:unit_sites"))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)
