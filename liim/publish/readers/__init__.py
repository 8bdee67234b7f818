"""The gate's readers: each format is read back as it was published, by code that shares nothing with its writer."""

from liim.publish.readers.comparing import Judge, check_published, judged, read
from liim.publish.readers.row import Row, Unreadable, Vocabulary, vocabulary

__all__ = ["Judge", "Row", "Unreadable", "Vocabulary", "check_published", "judged", "read", "vocabulary"]
