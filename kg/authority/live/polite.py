"""Requests to other people's servers: answers are kept, requests have a pause between them, a busy server is asked again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.errors import AuthorityError
from kg.retries import BUSY, BusyError, retrying

AGENT = "kg-politique (knowledge graph of French political documents)"
_FIRST, _MOST = 0.5, 60.0
"""Seconds of pauses before a server is asked again."""
LARGEST = 50_000_000
"""Bytes of the largest answer that is read."""


class Polite:
    """A client of web services. ``cache`` is a folder for answers (None: none are kept), ``pause`` the seconds between two
    requests, ``attempts`` how often a server that is busy or does not answer is asked, ``timeout`` in seconds."""

    def __init__(
        self,
        cache: Path | None = None,
        pause: float = 0.2,
        attempts: int = 4,
        timeout: float = 30,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = cache
        self._pause = pause
        self._attempts = attempts
        self._timeout = timeout
        self._sleep = sleep
        self._asked = False
        self.requests = 0

    def ask(self, url: str, form: Mapping[str, str] | None = None, accept: str = "application/json") -> bytes:
        """The answer to a GET, or to a POST of a form. Redirects are not followed: what the user named is what is asked. Raises
        AuthorityError, which says what to do, where there is none."""
        kept = self._kept(url, form, accept)
        if kept is not None and kept.is_file():
            return kept.read_bytes()
        answer = self._sent(url, form, accept)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            draft = kept.with_name(f".{kept.name}.tmp")
            draft.write_bytes(answer)
            os.replace(draft, kept)
        return answer

    def _kept(self, url: str, form: Mapping[str, str] | None, accept: str) -> Path | None:
        if self._cache is None:
            return None
        asked = repr((url, sorted((form or {}).items()), accept))
        return self._cache / hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()

    def _sent(self, url: str, form: Mapping[str, str] | None, accept: str) -> bytes:
        if not url.startswith(("http://", "https://")) or any("\ud800" <= sign <= "\udfff" for sign in url):
            raise AuthorityError(f"{url}: no address of a service; it begins with http:// or https://")
        try:
            import httpx

            again = retrying(self._attempts, (httpx.TransportError,), _FIRST, _MOST, self._sleep)
        except ImportError as error:
            raise AuthorityError(f"{error.name} is not installed: pip install 'kg-politique[remote]'") from error
        try:
            return bytes(again(self._once, url, form, accept))
        except BusyError as error:
            raise AuthorityError(f"{url}: the server is busy or failing (HTTP {error.status}); try again later") from error
        except httpx.TransportError as error:
            reason = str(error) or type(error).__name__
            message = f"{url}: no answer ({reason}); without the network only what was asked before can be answered"
            raise AuthorityError(message) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise AuthorityError(f"{url}: not a web address: {error}") from error

    def _once(self, url: str, form: Mapping[str, str] | None, accept: str) -> bytes:
        import httpx

        if self._asked:
            self._sleep(self._pause)
        self._asked = True
        self.requests += 1
        headers = {"User-Agent": AGENT, "Accept": accept}
        method = "GET" if form is None else "POST"
        client = httpx.Client(timeout=self._timeout)
        with client, client.stream(method, url, headers=headers, data=dict(form) if form else None) as response:
            if response.status_code in BUSY:
                raise BusyError(response.status_code, response.headers.get("Retry-After", ""))
            if response.status_code != 200:
                raise AuthorityError(f"{url}: the server refuses (HTTP {response.status_code})")
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise AuthorityError(f"{url}: the answer is larger than {LARGEST // 1_000_000} MB; ask for less")
        return bytes(content)
