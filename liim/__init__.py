"""LIIM, the statistics: from raw published files to protected figures for each municipality."""

__version__ = "0.1.0"
