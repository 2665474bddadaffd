"""How good predictions are, measured against gold annotations of the same articles.

::

    from pathlib import Path
    from communique.evaluation import evaluate_folder, table

    evaluation = evaluate_folder(Path("gold"), Path("predicted"))
    print(table(evaluation))
    evaluation.figures["visits.strict_f1"].value

Gold and predictions are one ``NAME.json`` per article in the shape of ``docs/contract.md``. Nothing here asks a model:
make the predictions first, with whatever program, prompts and model you want to know about.
"""

from communique.evaluation.corpus import article_texts
from communique.evaluation.figures import Difference, Figure
from communique.evaluation.results import ArticleResult, Calibration, Comparison, Confusion, Costs, Evaluation
from communique.evaluation.run import compare, evaluate_folder, evaluate_summaries
from communique.evaluation.table import comparison_table, table

__all__ = [
    "ArticleResult",
    "Calibration",
    "Comparison",
    "Confusion",
    "Costs",
    "Difference",
    "Evaluation",
    "Figure",
    "article_texts",
    "compare",
    "comparison_table",
    "evaluate_folder",
    "evaluate_summaries",
    "table",
]
