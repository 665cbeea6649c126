"""The one logger: JSON lines with tenant, sync and request; never bodies, headers or secrets."""

import json
from functools import partial

from aws_lambda_powertools import Logger

# All but ASCII is escaped: some programs take U+2028 and its like for the end of a line.
logger = Logger(
    service="period-sync", json_serializer=partial(json.dumps, default=str, ensure_ascii=True)
)
