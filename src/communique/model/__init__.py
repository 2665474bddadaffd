"""Asking a model: the one way over HTTP, its faults, recordings of it, and the embedded local one."""
