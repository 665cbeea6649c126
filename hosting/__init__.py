"""How the built page is served: by CloudFront, and by the local front in the same way."""
