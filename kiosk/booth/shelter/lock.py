"""The code that opens a register: what it locks can be tried only slowly, and is nothing without it.

Ten digits are 33 bits, and each try costs half a second and 64 MB (scrypt, RFC 7914): somebody with the disk and a
thousand machines tries for two months.
"""

import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CODE_DIGITS: Final = 10
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_COST: Final = 2**16
_BLOCK: Final = 8


def new_code() -> str:
    """Ten random digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def lock(content: bytes, code: bytes, cost: int = _COST) -> bytes:
    """`content` as it may lie on a disk: what it cost, salt, nonce, and the rest under the code. Slow."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    head = cost.bit_length().to_bytes(1, "big") + salt + nonce
    return head + AESGCM(_key(code, salt, cost)).encrypt(nonce, content, head)


def unlock(locked: bytes, code: bytes) -> bytes | None:
    """What was locked; None for another code, or when the bytes were altered. Slow."""
    head, rest = locked[: 1 + _SALT_BYTES + _NONCE_BYTES], locked[1 + _SALT_BYTES + _NONCE_BYTES :]
    if len(head) < 1 + _SALT_BYTES + _NONCE_BYTES or not 2 <= head[0] <= _COST.bit_length():
        return None
    key = _key(code, head[1 : 1 + _SALT_BYTES], 1 << (head[0] - 1))
    try:
        return AESGCM(key).decrypt(head[1 + _SALT_BYTES :], rest, head)
    except InvalidTag:
        return None


def _key(code: bytes, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(code, salt=salt, n=cost, r=_BLOCK, p=1, maxmem=2 * 128 * _BLOCK * cost, dklen=32)
