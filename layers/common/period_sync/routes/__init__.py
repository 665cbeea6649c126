"""The routes of the API: each asks who calls, uses one thing, and shapes the answer."""
