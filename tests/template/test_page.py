import json
import re
from typing import Any

from hosting.headers import page_headers
from tests.support.cloud import template

RESOURCES: dict[str, dict[str, Any]] = template()["Resources"]
DISTRIBUTION = RESOURCES["PageDistribution"]["Properties"]["DistributionConfig"]
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def directives() -> dict[str, list[str]]:
    policy = dict(page_headers(template(), "https://login.example"))["Content-Security-Policy"]
    return {name: sources for name, *sources in map(str.split, policy.split(";"))}


def test_the_bucket_is_private_encrypted_and_versioned() -> None:
    bucket = RESOURCES["PageBucket"]["Properties"]
    blocks = bucket["PublicAccessBlockConfiguration"]
    assert len(blocks) == 4
    assert all(blocks.values())
    assert bucket["BucketEncryption"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "WebsiteConfiguration" not in bucket
    assert "AccessControl" not in bucket


def test_only_the_one_distribution_reads_the_bucket_and_only_over_tls() -> None:
    policy = RESOURCES["PageBucketPolicy"]["Properties"]["PolicyDocument"]
    allowed, denied = policy["Statement"]
    assert allowed["Effect"] == "Allow"
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == "s3:GetObject"
    source = allowed["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Sub"]
    assert source.endswith(":distribution/${PageDistribution}")
    assert denied["Effect"] == "Deny"
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    access = RESOURCES["PageOriginAccess"]["Properties"]["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")


def test_the_api_is_never_cached_and_gets_the_token_and_the_tenant() -> None:
    [api] = DISTRIBUTION["CacheBehaviors"]
    assert (api["PathPattern"], api["TargetOriginId"]) == ("/v1/*", "api")
    assert api["CachePolicyId"] == CACHING_DISABLED
    assert api["OriginRequestPolicyId"] == ALL_BUT_HOST
    assert api["ViewerProtocolPolicy"] == "https-only"
    assert {"GET", "PUT", "POST", "DELETE"} <= set(api["AllowedMethods"])
    origins = {origin["Id"]: origin for origin in DISTRIBUTION["Origins"]}
    assert origins["api"]["CustomOriginConfig"] == {
        "OriginProtocolPolicy": "https-only",
        "OriginSSLProtocols": ["TLSv1.2"],
    }
    assert origins["page"]["OriginAccessControlId"] == {"Ref": "PageOriginAccess"}


def test_no_error_of_the_api_is_masked_by_the_page() -> None:
    assert "CustomErrorResponses" not in DISTRIBUTION
    [api] = DISTRIBUTION["CacheBehaviors"]
    assert "FunctionAssociations" not in api


def test_every_answer_carries_the_headers() -> None:
    for behaviour in (DISTRIBUTION["DefaultCacheBehavior"], *DISTRIBUTION["CacheBehaviors"]):
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "PageHeaders"}
    headers = dict(page_headers(template(), ""))
    assert headers.keys() == {
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
    }
    config = RESOURCES["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    guards = list(config["SecurityHeadersConfig"].values())
    # What else stands here isn't read by the local front.
    assert len(guards) == 5
    assert all(guard["Override"] for guard in (*guards, *config["CustomHeadersConfig"]["Items"]))


def test_the_content_security_policy_admits_this_origin_and_the_issuer_only() -> None:
    allowed = directives()
    assert allowed.pop("default-src") == ["'none'"]
    assert allowed.pop("frame-ancestors") == allowed.pop("base-uri") == ["'none'"]
    assert allowed.pop("connect-src") == ["'self'", "https://login.example"]
    assert allowed.pop("img-src") == ["'self'", "data:"]
    assert allowed.keys() == {"script-src", "style-src", "font-src", "form-action"}
    assert all(sources == ["'self'"] for sources in allowed.values())


def test_no_header_names_an_origin_by_a_wildcard() -> None:
    assert "*" not in json.dumps(RESOURCES["PageHeaders"])
    assert "unsafe" not in json.dumps(RESOURCES["PageHeaders"])


def test_people_sign_in_by_code_and_come_back_to_the_page_only() -> None:
    client = RESOURCES["PageClient"]["Properties"]
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["AllowedOAuthScopes"] == ["openid"]
    assert client["CallbackURLs"] == [{"Fn::Sub": "${PageUrl}/signed-in"}]
    assert client["LogoutURLs"] == [{"Ref": "PageUrl"}]
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["RefreshTokenRotation"]["Feature"] == "ENABLED"
    # Cognito refuses the flow that would renew without rotation.
    assert "ALLOW_REFRESH_TOKEN_AUTH" not in client["ExplicitAuthFlows"]


def test_a_certificate_of_another_region_is_refused() -> None:
    pattern = template()["Parameters"]["PageCertificate"]["AllowedPattern"]
    assert re.fullmatch(pattern, "arn:aws:acm:us-east-1:111122223333:certificate/a")
    assert not re.fullmatch(pattern, "arn:aws:acm:eu-central-1:111122223333:certificate/a")
    custom = DISTRIBUTION["ViewerCertificate"]["Fn::If"][1]
    assert custom["MinimumProtocolVersion"] == "TLSv1.2_2021"
