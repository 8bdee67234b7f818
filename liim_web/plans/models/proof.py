"""What happened, in order, append-only: each event holds the hash of the one before."""

from django.db import models


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an event is added, so that the chain never forks."""

    sequence = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "audit head"

    def __str__(self) -> str:
        return str(self.sequence)


class AuditEvent(models.Model):
    """One thing that someone did. The database itself refuses to change or remove it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    role = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    thing_id = models.BigIntegerField()
    label = models.CharField(max_length=300)
    operation = models.CharField(max_length=30)
    domain_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["kind", "thing_id"], name="audit_of_one_thing")]
        verbose_name = "audit event"

    def __str__(self) -> str:
        return f"{self.sequence} {self.operation} {self.label}"
