"""Print who visits whom, and who says what, in an article: python examples/summarise.py ARTICLE.txt [MODEL]"""

import sys
from pathlib import Path

from communique import summarise_article

text = Path(sys.argv[1]).read_text(encoding="utf-8")
summary = summarise_article(text, model=sys.argv[2] if len(sys.argv) > 2 else None)

print(summary.headline)
for visit in summary.visits:
    when = visit.when.text if visit.when else "no date"
    print(f"visit: {', '.join(visit.visitors) or 'a delegation'} to {visit.host_country}: {visit.status}, {when}")
for claim in summary.claims:
    print(f"claim: {claim.speaker or 'the article'} ({claim.certainty}): {claim.content}")
for dropped in summary.dropped:
    print(f"refused: {dropped.label}: {dropped.detail}")
