"""travaux: ask what was said in a negotiation, by whom, and where it is written."""

__version__ = "0.1.0"
