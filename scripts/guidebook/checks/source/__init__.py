"""Checks of the book."""
