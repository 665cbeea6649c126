"""How the ports reach AWS and NetSuite: the only importers of boto3 and requests."""
