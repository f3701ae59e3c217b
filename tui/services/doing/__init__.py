"""Carrying out what people do: one transaction, one derivation, one line of what came of it."""
