"""The collection filter `q` of the record service (facts 77 to 82)."""
