from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws

from hosting.built_page import built_files
from hosting.upload import refresh, upload

BUCKET = "page"


class Invalidations:
    def __init__(self) -> None:
        self.paths: list[str] = []

    def create_invalidation(self, **asked: Any) -> None:
        batch = asked["InvalidationBatch"]
        assert batch["Paths"]["Quantity"] == len(batch["Paths"]["Items"])
        assert batch["CallerReference"]
        self.paths += batch["Paths"]["Items"]


def built(folder: Path) -> Path:
    for name in ("index.html", "favicon.svg", "assets/index-abc.js", ".vite/manifest.json"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_the_built_page_is_stored_with_type_and_caching(tmp_path: Path) -> None:
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        s3.put_object(Bucket=BUCKET, Key="assets/index-before.js", Body=b"")
        order: list[str] = []
        s3.meta.events.register(
            "before-parameter-build.s3.PutObject",
            lambda params, **_: order.append(params["Key"]),
        )
        upload(s3, BUCKET, list(built_files(built(tmp_path))))
        stored = {item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
        assert stored == {*order, "assets/index-before.js"}
        index = s3.head_object(Bucket=BUCKET, Key="index.html")
        script = s3.head_object(Bucket=BUCKET, Key="assets/index-abc.js")
    assert order == ["assets/index-abc.js", "favicon.svg", "index.html"]
    assert (index["ContentType"], index["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert script["CacheControl"] == "public, max-age=31536000, immutable"


def test_cloudfront_forgets_what_keeps_its_name(tmp_path: Path) -> None:
    cloudfront = Invalidations()

    refresh(cloudfront, "E1", list(built_files(built(tmp_path))))

    assert sorted(cloudfront.paths) == ["/favicon.svg", "/index.html"]
