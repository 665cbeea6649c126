"""Period Sync: posts a closed period's journal entries to NetSuite, exactly once."""
