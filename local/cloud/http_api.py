"""Writes an HTTP API's OpenAPI body out as routes, integrations and authorizers.

ministack 1.5.33 ignores the property `Body` of AWS::ApiGatewayV2::Api: the API has no routes.
"""

from typing import Any

Resources = dict[str, Any]
ANY_METHOD = "x-amazon-apigateway-any-method"


def expand_http_apis(resources: Resources) -> None:
    """Replace each HTTP API's body by the resources that it describes."""
    for name in [name for name, resource in resources.items() if _has_body(resource)]:
        properties = resources[name]["Properties"]
        body = properties.pop("Body")
        properties.pop("FailOnWarnings", None)
        properties.update(Name=name, ProtocolType="HTTP")
        _add_authorizers(resources, name, body)
        _add_routes(resources, name, body)


def _has_body(resource: dict[str, Any]) -> bool:
    return resource["Type"] == "AWS::ApiGatewayV2::Api" and "Body" in resource["Properties"]


def _add_authorizers(resources: Resources, api: str, body: dict[str, Any]) -> None:
    for name, scheme in body.get("components", {}).get("securitySchemes", {}).items():
        authorizer = scheme["x-amazon-apigateway-authorizer"]
        token = authorizer["jwtConfiguration"]
        resources[f"{api}Authorizer{name}"] = {
            "Type": "AWS::ApiGatewayV2::Authorizer",
            "Properties": {
                "ApiId": {"Ref": api},
                "AuthorizerType": "JWT",
                "Name": name,
                "IdentitySource": [authorizer["identitySource"]],
                "JwtConfiguration": {"Issuer": token["issuer"], "Audience": token["audience"]},
            },
        }


def _add_routes(resources: Resources, api: str, body: dict[str, Any]) -> None:
    operations = [
        (path, method, operation)
        for path, methods in sorted(body["paths"].items())
        for method, operation in sorted(methods.items())
    ]
    for path, method, operation in operations:
        key = "$default" if path == "/$default" else f"{_verb(method)} {path}"
        suffix = "".join(character for character in key.title() if character.isalnum())
        integration = operation["x-amazon-apigateway-integration"]
        resources[f"{api}Integration{suffix}"] = {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": {"Ref": api},
                "IntegrationType": "AWS_PROXY",
                "IntegrationUri": integration["uri"],
                "PayloadFormatVersion": integration["payloadFormatVersion"],
            },
        }
        resources[f"{api}Route{suffix}"] = {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": {"Ref": api},
                "RouteKey": key,
                "Target": {"Fn::Sub": f"integrations/${{{api}Integration{suffix}}}"},
                **_authorization(api, operation),
            },
        }


def _verb(method: str) -> str:
    return "ANY" if method == ANY_METHOD else method.upper()


def _authorization(api: str, operation: dict[str, Any]) -> dict[str, Any]:
    for requirement in operation.get("security", []):
        for name, scopes in requirement.items():
            if name != "NONE":
                return {
                    "AuthorizationType": "JWT",
                    "AuthorizerId": {"Ref": f"{api}Authorizer{name}"},
                    **({"AuthorizationScopes": scopes} if scopes else {}),
                }
    return {}
