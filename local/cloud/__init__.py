"""The stand-in for AWS: ministack, deployed from template.yaml."""
