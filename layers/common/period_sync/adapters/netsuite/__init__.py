"""The NetSuite journal client: signing, one HTTP exchange, payloads, meaning."""
