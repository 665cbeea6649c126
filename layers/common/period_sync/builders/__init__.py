"""What each function is built of, one module a function.

`bootstrap` loads each of them when it is first needed.
"""
