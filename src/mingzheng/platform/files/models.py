"""Tables of files: blobs, files with a name, who refers to them, and that something was refused.

A refused file or text leaves only a `Refusal`: no name, no digest, no level. Bytes lie in `storage`.
"""

from django.conf import settings
from django.db import models


class Blob(models.Model):
    """Bytes that are kept, once however many files have them. The row is the lock under which they come and go."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return self.sha256[:12]


class FileState(models.TextChoices):
    """What became of a file."""

    CLEAN = "clean", "可用"
    ERASED = "erased", "已删除"


class StoredFile(models.Model):
    """A file somebody stored. Erasing it empties its name and digest; the row stays so that old links say so."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="files")
    name = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.CLEAN)
    text_checked = models.BooleanField()
    text_note = models.CharField(max_length=60, blank=True)
    virus_checked = models.BooleanField()
    purpose = models.CharField(max_length=60)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "stored_at"], name="files_stored_state")]

    def __str__(self) -> str:
        return self.name or f"file {self.pk}"

    @property
    def sha256(self) -> str:
        """Return the digest of the content, empty once erased."""
        return self.blob_id or ""

    @property
    def check_notes(self) -> tuple[str, ...]:
        """Return what was not checked, as it must stand beside the file's name on every screen."""
        notes = [] if self.text_checked else [self.text_note or "未查密"]
        return (*notes, *(() if self.virus_checked else ("未查毒",)))


class FileReference(models.Model):
    """A subject ("case:12") that has lawful use of a file. The last one released takes the file with it."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="references")
    subject = models.CharField(max_length=120)
    role = models.CharField(max_length=40, default="attachment")
    attached_by = models.CharField(max_length=200)
    attached_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "subject", "role"],
                condition=models.Q(released_at=None),
                name="files_reference_once",
            )
        ]
        indexes = [models.Index(fields=["subject"], name="files_reference_subject")]

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.subject}"


class Refusal(models.Model):
    """That something with a secrecy mark was refused: when, by whose post, for what purpose. Nothing of it is kept."""

    refused_at = models.DateTimeField()
    unit_id = models.BigIntegerField(null=True)
    post_title = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.refused_at:%Y-%m-%d %H:%M} {self.purpose}"
