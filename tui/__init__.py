"""kept: a keyboard-driven terminal dashboard for relationship health."""

__version__ = "0.1.0"
