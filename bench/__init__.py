"""Measures planning, checking and writing long entries: `make bench`."""
