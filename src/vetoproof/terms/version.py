"""The version of the program, as it stands in manifests and receipts."""

VERSION = "0.1.0"
