"""The one logger: JSON lines with tenant, sync and request; never bodies, headers or secrets."""

from aws_lambda_powertools import Logger

logger = Logger(service="period-sync")
