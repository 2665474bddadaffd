"""Run by every Python that has this folder on its PYTHONPATH, which the processes started by tests have."""

import loopback_only

loopback_only.enforce()
