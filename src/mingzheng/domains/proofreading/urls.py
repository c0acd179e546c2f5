"""Addresses of the proofreading room; each file of screens lists its own."""

from mingzheng.domains.proofreading.desk import checks, drafts, lexicon

app_name = "proofreading"
urlpatterns = [*checks.urlpatterns, *drafts.urlpatterns, *lexicon.urlpatterns]
