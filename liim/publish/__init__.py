"""Figures into documents: charts, sentences, report, workbook, open data; each format with its gate reader."""
