"""Settles in a customer's sandbox what no document tells of NetSuite's behaviour."""
