"""Sessile: keeps track of the stretches of time a person sets aside for one thing."""

__version__ = "0.1.0"
