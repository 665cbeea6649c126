"""`make deploy`'s last step: brings the built page into the stage's bucket.

Usage: python -m hosting.upload STAGE
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3

from hosting.built_page import INDEX, BuiltFile, built_files, is_built

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = Path(__file__).parents[1] / "web" / "dist"


def main() -> int:
    """Upload, and return 0."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if not is_built(PAGE):
        print(f"There is no built page in {PAGE}. Build it with `make web`.", file=sys.stderr)
        return 1
    files = list(built_files(PAGE))
    outputs = stack_outputs(f"period-sync-{sys.argv[1]}")
    upload(boto3.client("s3"), outputs["PageBucket"], files)
    refresh(boto3.client("cloudfront"), outputs["PageDistributionId"], files)
    print(f"The page is at {outputs['PageAddress']}")
    return 0


def stack_outputs(stack: str) -> dict[str, str]:
    """Return what the deployed stack says of itself."""
    found = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


def upload(s3: S3Client, bucket: str, files: list[BuiltFile]) -> None:
    """Put every file; index.html comes last, so that what it names is there before it.

    What an earlier build left stays: a page that is open still loads it.
    """
    for file in sorted(files, key=lambda file: file.name == INDEX):
        s3.put_object(
            Bucket=bucket,
            Key=file.name,
            Body=file.path.read_bytes(),
            ContentType=file.content_type,
            CacheControl=file.cache_control,
        )


def refresh(cloudfront: Any, distribution: str, files: list[BuiltFile]) -> None:  # noqa: ANN401 - no stubs are installed for it
    """Let CloudFront forget its copies of the files whose names stay the same."""
    changed = [f"/{file.name}" for file in files if not file.is_kept_for_ever]
    cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(changed), "Items": changed},
            "CallerReference": str(uuid4()),
        },
    )


if __name__ == "__main__":
    sys.exit(main())
