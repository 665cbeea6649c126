"""Period Sync: posts a closed period's journal entries to NetSuite, exactly once."""

VERSION = "0.1.0"
