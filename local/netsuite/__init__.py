"""A stand-in for NetSuite's SuiteTalk REST journal API, as a program of its own.

"fact n" in these modules cites point n of the project's NetSuite fact sheet. What that sheet
calls unverified is a preference here where it matters, so that a client meets both ways.
"""
