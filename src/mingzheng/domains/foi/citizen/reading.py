"""What the applicant may read again of his own words: the fields of his application, from the encrypted record."""

from typing import Any

from mingzheng.casework.public import Case
from mingzheng.domains.foi.applicants import applicant_of, applicants_named
from mingzheng.domains.foi.models import Application


def own_words(case: Case) -> dict[str, Any]:
    """Return the values of an application for its printed form."""
    row, private = Application.objects.get(pk=case.pk), applicant_of(case)
    return {
        "kind": row.applicant_kind,
        "title": case.title,
        "content": row.content,
        "form_wanted": row.form_wanted,
        "others": private.get("co_applicants", ""),
        **{code: private.get(code, "") for code in ("applicant", "identity", "contact", "agent")},
    }


def case_of(case_id: int) -> Case:
    """Return the case of a visit, which has proved that it is the visitor's."""
    return Case.objects.select_related("origin_unit").get(pk=case_id)


def names_on_record(case_id: int) -> tuple[str, ...]:
    """Return the names of the people who apply, to keep them out of texts many people read."""
    return applicants_named(case_of(case_id))
