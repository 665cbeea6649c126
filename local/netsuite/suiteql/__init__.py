"""SuiteQL: Oracle-like statements over the simulator's SQLite tables (fact 84)."""
