"""Many articles: each has one outcome, nothing is paid for twice, and budgets hold.

:mod:`~communique.batch.run` is what callers iterate over; :mod:`~communique.batch.engine` behind it takes articles in
(``intake``), has them summarised (``desk``) within a ``budget`` at known ``prices``, and counts what became of them
(``tally``, ``report``). :mod:`~communique.batch.estimate` tells the cost beforehand, and
:mod:`~communique.batch.provider` sends articles through a provider's Batch endpoint instead. What makes two runs alike
is in ``fingerprint``; outcomes lie in :mod:`communique.store`.
"""
