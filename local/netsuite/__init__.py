"""A stand-in for NetSuite's SuiteTalk REST journal API, as a program of its own.

"fact n" in these modules means point n of the fact sheet in docs/netsuite_facts.md; what that
sheet calls unverified is a preference here, so that a client can be tried against both ways.
"""
