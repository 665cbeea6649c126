"""The headers that guard the page, as template.yaml tells CloudFront to send them."""

from collections.abc import Iterator, Mapping
from typing import Any

HEADERS_POLICY = "PageHeaders"


def page_headers(template: Mapping[str, Any], issuer: str) -> list[tuple[str, str]]:
    """Return name and value of each header, with the origins of `issuer` for the sign-in's.

    `template` is template.yaml as it is parsed. `issuer` may be empty where the page's own
    origin signs people in.
    """
    properties = template["Resources"][HEADERS_POLICY]["Properties"]
    config = properties["ResponseHeadersPolicyConfig"]
    return [
        *_security_headers(config["SecurityHeadersConfig"], issuer),
        *((item["Header"], item["Value"]) for item in config["CustomHeadersConfig"]["Items"]),
    ]


def _security_headers(config: Mapping[str, Any], issuer: str) -> Iterator[tuple[str, str]]:
    policy, _ = config["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    yield "Content-Security-Policy", policy.replace(" ${Issuer}", f" {issuer}".rstrip())
    if "ContentTypeOptions" in config:
        yield "X-Content-Type-Options", "nosniff"
    yield "X-Frame-Options", config["FrameOptions"]["FrameOption"]
    yield "Referrer-Policy", config["ReferrerPolicy"]["ReferrerPolicy"]
    seconds = config["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
    yield "Strict-Transport-Security", f"max-age={seconds}"
