"""Bugs that are put into the product on purpose: the test of the tests.

Each is what a posting product gets wrong sooner or later. One that no schedule shows is a hole in
what the simulation demands.
"""
