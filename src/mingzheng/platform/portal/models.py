"""Tables of the public site: the manifest of its files, runs of rebuilding, findings, limits, sent forms, traffic."""

from django.db import models


class SiteFile(models.Model):
    """One file of the site as it must be: the integrity manifest. `status` 200, 301 (with `target`) or 410."""

    path = models.CharField(max_length=300, unique=True)
    section = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    title = models.CharField(max_length=300, default="")
    status = models.PositiveSmallIntegerField(default=200)
    target = models.CharField(max_length=300, default="")
    in_sitemap = models.BooleanField(default=False)
    bucket = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "网站文件"
        indexes = [
            models.Index(fields=["section", "key"], name="portal_file_of_page"),
            models.Index(fields=["bucket", "path"], condition=models.Q(in_sitemap=True), name="portal_file_in_sitemap"),
        ]

    def __str__(self) -> str:
        return self.path


class Rebuild(models.Model):
    """One writing of the whole site, resumable: the section and key it has reached."""

    section = models.CharField(max_length=60, default="")
    after = models.CharField(max_length=200, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "全站重建"


class Difference(models.Model):
    """A file that is not as the manifest says: changed, missing or strange. Open until it is settled."""

    class Kind(models.TextChoices):
        """What is wrong with the file."""

        CHANGED = "changed", "内容被改动"
        MISSING = "missing", "文件缺失"
        STRANGE = "strange", "多出的文件"

    path = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "网站文件差异"
        constraints = [
            models.UniqueConstraint(
                fields=["path", "kind"], condition=models.Q(settled_at=None), name="portal_difference_open_once"
            )
        ]


class Used(models.Model):
    """How often an address or a contact (as a keyed hash) has done something within a window."""

    who = models.CharField(max_length=64)
    what = models.CharField(max_length=40)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "公众提交次数"
        constraints = [models.UniqueConstraint(fields=["who", "what", "window"], name="portal_used_once")]
        indexes = [models.Index(fields=["window"], name="portal_used_window")]


class SentForm(models.Model):
    """A public form that was taken in, by the hidden key of its page: sending it twice gives the same answer."""

    key = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=60)
    answer_url = models.CharField(max_length=300, default="")
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "公众表单"


class PageViews(models.Model):
    """How often an address of the site was read on one day."""

    day = models.DateField()
    path = models.CharField(max_length=300)
    views = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "页面浏览次数"
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="portal_views_once")]


class DayVisitors(models.Model):
    """How many readers there were on one day; what they were counted by is thrown away with the day."""

    day = models.DateField(unique=True)
    views = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "每日访问"
        constraints = [
            models.CheckConstraint(condition=models.Q(visitors__lte=models.F("views")), name="portal_visitors_read")
        ]


class SearchWord(models.Model):
    """A word of a published title with its sound, so that pinyin is understood and a slip of the pen forgiven."""

    word = models.CharField(max_length=30, unique=True)
    pinyin = models.CharField(max_length=120, db_index=True)
    initials = models.CharField(max_length=30, db_index=True)

    class Meta:
        verbose_name = "检索词"


class MissedSearch(models.Model):
    """What readers looked for and did not find, by day; nothing about who looked."""

    day = models.DateField()
    query = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "无结果检索"
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="portal_missed_once")]


class SavedSearch(models.Model):
    """A search somebody is told of by mail. The address stands only in the encrypted part of the ledger, here its keyed hash."""

    query = models.CharField(max_length=100)
    filters = models.JSONField(default=dict)
    address_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateField()

    class Meta:
        verbose_name = "检索提醒"
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "query", "filters"], name="portal_saved_search_once")
        ]
        indexes = [models.Index(fields=["confirmed_at"], name="portal_saved_search_asked")]
