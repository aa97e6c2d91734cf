"""Somebody who visits a running workspace without a browser."""

import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen
from uuid import uuid4

import pytest


class Visitor:
    """Somebody with a browser's cookies; each visit is a connection of its own, and finds either process."""

    def __init__(self, address: str) -> None:
        self.address, self.jar = address, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, where: str) -> str:
        with self.opener.open(f"{self.address}{where}", timeout=20) as answer:
            self.at = urlsplit(answer.url).path
            return answer.read().decode()

    def send(self, where: str, **fields: str) -> str:
        return self._post(where, urlencode(fields | self._token()).encode(), "application/x-www-form-urlencoded")

    def upload(self, content: bytes) -> str:
        mark = uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}' for k, v in self._token().items()]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="orders.csv"\r\n\r\n'
        body = "\r\n".join([*parts, head]).encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self._post("/imports/", body, f"multipart/form-data; boundary={mark}")

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": next(c.value or "" for c in self.jar if c.name == "csrftoken")}

    def _post(self, where: str, body: bytes, kind: str) -> str:
        with self.opener.open(Request(f"{self.address}{where}", body, {"Content-Type": kind}), timeout=20) as answer:
            self.at = urlsplit(answer.url).path
            return answer.read().decode()


def until(it_is_so: Callable[[], object], seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.05)):
        if it_is_so():
            return
        time.sleep(0.05)
    pytest.fail(f"Not so within {seconds:g} seconds.")


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5):
            return True
    except HTTPError:
        raise
    except OSError:
        return False
