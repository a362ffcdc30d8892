"""Opens v1.txt with libsodium, hashlib and OpenSSL instead of RustCrypto: the format as its description reads.

Run by hand: pip install pynacl cryptography && python tests/vault/v1.py
"""
import base64
import hashlib
import hmac
import json
import pathlib
import struct
import unicodedata

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as xchacha_open
from nacl.bindings import crypto_pwhash_ALG_ARGON2ID13, crypto_pwhash_alg

INSTANCE, OWNER, ROW, PEPPER, SALT, DRAFT = (bytes([b]) * n for b, n in
    [(0x11, 16), (0x22, 16), (0x33, 16), (0x44, 32), (0x55, 16), (0x66, 16)])
lines = pathlib.Path(__file__).with_name("v1.txt").read_text().splitlines()
stored = {name: bytes.fromhex(text) for name, text in (line.split() for line in lines)}


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def extract(salt, secret):
    return mac(salt or bytes(32), secret)


def expand(prk, info, length=32):
    out, block, at = b"", b"", 1
    while len(out) < length:
        block = mac(prk, block + info + bytes([at]))
        out, at = out + block, at + 1
    return out[:length]


def derive(secret, label, salt=None):
    return expand(extract(salt, secret), label)


def context(name, *fields):
    return b"\x01" + INSTANCE + OWNER + struct.pack(">Q", len(name)) + name + b"".join(fields)


def opened(key, where, sealed):
    assert sealed[0] == 1
    return xchacha_open(sealed[25:], where, sealed[1:25], key)


def unpadded(plain):
    assert len(plain) == 256
    content = plain.rstrip(b"\0")
    assert content[-1:] == b"\x80"
    return content[:-1]


def hpke_open(secret, info, aad, sealed):  # RFC 9180, base mode, suite 0x0020 0x0001 0x0003
    enc, message = sealed[1:33], sealed[33:]
    private = X25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes_raw()
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"
    lx = lambda ids, salt, label, ikm: extract(salt, b"HPKE-v1" + ids + label + ikm)
    le = lambda ids, prk, label, info, n: expand(prk, struct.pack(">H", n) + b"HPKE-v1" + ids + label + info, n)
    dh = private.exchange(X25519PublicKey.from_public_bytes(enc))
    shared = le(kem, lx(kem, b"", b"eae_prk", dh), b"shared_secret", enc + public, 32)
    schedule = b"\0" + lx(suite, b"", b"psk_id_hash", b"") + lx(suite, b"", b"info_hash", info)
    prk = lx(suite, shared, b"secret", b"")
    key, nonce = le(suite, prk, b"key", schedule, 32), le(suite, prk, b"base_nonce", schedule, 12)
    return public, ChaCha20Poly1305(key).decrypt(nonce, message, aad)


password = unicodedata.normalize("NFC", "Blüte im Frühling").encode()
root = crypto_pwhash_alg(32, password, SALT, 1, 8 * 1024, crypto_pwhash_ALG_ARGON2ID13)
auth = derive(root, b"handrail/1/password/auth", PEPPER)
assert hashlib.sha256(auth).digest() == stored["password-verifier"]
member = opened(derive(root, b"handrail/1/password/wrap", PEPPER), context(b"password"), stored["member-by-password"])

crockford = stored["recovery-text"].decode().replace("-", "")
number = 0
for symbol in crockford:
    number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(symbol)
code = number.to_bytes(20, "big")
assert opened(derive(code, b"handrail/1/recovery/wrap"), context(b"recovery"), stored["member-by-recovery"]) == member

token = base64.urlsafe_b64decode(stored["session-text"] + b"=")
session = hashlib.sha256(derive(token, b"handrail/1/session/id")).digest()
assert session == stored["session-id"]
wrap = derive(token, b"handrail/1/session/wrap")
assert opened(wrap, context(b"session", session), stored["member-by-session"]) == member
assert opened(derive(PEPPER, b"handrail/1/personal/wrap"), context(b"personal"), stored["member-by-pepper"]) == member

place = context(b"moments", ROW, struct.pack(">q", 7))
row_key = opened(derive(member, b"handrail/1/member/content"), place, stored["row-key"])
assert json.loads(unpadded(opened(row_key, place, stored["row-body"]))) == "the neighbour waved"

secret = opened(derive(member, b"handrail/1/member/pair"), context(b"pair"), stored["pair-secret"])
public, draft = hpke_open(secret, context(b"draft", DRAFT), b"/moments", stored["draft"])
assert public == stored["pair-public"]
assert unpadded(draft) == b"words=the+neighbour+waved"
assert hashlib.sha256(b"handrail/1/fingerprint" + public).digest()[:16] == stored["fingerprint"]
assert mac(derive(member, b"handrail/1/member/mac"), context(b"reader") + b"some bytes") == stored["mac"]
print("version 1 opens")
