"""Opens a sealed value with OpenSSL: KEY LABEL FILE; the plaintext goes to standard output."""

import base64
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

key_file, label, value_file = sys.argv[1:]
with open(key_file, "rb") as file:
    key = serialization.load_pem_private_key(file.read(), None)
with open(value_file, "rb") as file:
    value = base64.b64decode(file.read(), validate=True)
length = int.from_bytes(value[:2], "big")
oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label.encode() or None)
session_key = key.decrypt(value[2 : 2 + length], oaep)
plaintext = AESGCM(session_key).decrypt(bytes(12), value[2 + length :], None)
sys.stdout.buffer.write(plaintext)
