"""A report on one article or many: one HTML file that stands alone, to look through, filter, print and pass on."""

from communique.render.report.writing import write_report

__all__ = ["write_report"]
