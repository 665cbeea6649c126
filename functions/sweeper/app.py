"""Schedule entry point: every minute, send what is due."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import sweep
from period_sync.observability import logger


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    sent = sweep()()
    if sent:
        logger.info("swept", sent=sent)
    return {"sent": sent}
