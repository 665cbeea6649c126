"""What the stack on one machine tells the person at the terminal when it can't go on."""


class LocalError(Exception):
    """Something is missing, taken or broken; the message says it in plain words."""
