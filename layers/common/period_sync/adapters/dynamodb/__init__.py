"""The state and audit tables."""
