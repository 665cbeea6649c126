"""The simulation: the real handlers on a virtual clock, among stand-ins that fail on purpose.

It imports the product and changes nothing of it but what stands at its border.
"""
