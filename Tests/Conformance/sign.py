#!/usr/bin/env python3
"""Prints the signature that a webhook should carry: `sign.py KEY FILE`, the file being what is signed."""

import hashlib
import hmac
import sys

key, path = sys.argv[1:]
with open(path, "rb") as file:
    print("sha256=" + hmac.new(key.encode(), file.read(), hashlib.sha256).hexdigest())
