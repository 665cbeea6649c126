"""The one address a person needs: the page, the API and, on this machine only, /dev."""
