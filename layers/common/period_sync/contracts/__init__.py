"""What crosses a process boundary: documents, messages, API bodies."""
