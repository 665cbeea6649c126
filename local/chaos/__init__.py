"""Kills the product's processes on the stack on one machine, and counts what is in NetSuite."""
