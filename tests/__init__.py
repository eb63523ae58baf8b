"""Tests mirror the packages; `contract/` holds promises, `journeys/` drives a browser."""
