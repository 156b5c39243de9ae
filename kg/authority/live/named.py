"""Questions to the SPARQL endpoints that whoever runs a service has named, and to nobody else: exact hosts, or exact addresses.

Who asks is a client of the service, so each question is bounded in time and size, follows no redirect, goes through no proxy, is
not tried again, and connects to the very IP address that was checked: a name that means a machine of the inside (loopback, a
private network, a link) is refused, unless what was named is that IP address itself or ``localhost``.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import AuthorityError, UsageError

_STEP = 60.0
"""Seconds for a step of a request; all of it is bounded by the clock of whoever asks."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Named:
    """What was named: a host with the port that it is asked at, None for that of the scheme; or one address."""

    host: str
    port: int | None = None
    address: str = ""

    def holds(self, url: str) -> bool:
        """Whether an address may be asked."""
        if self.address:
            return url == self.address
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        usual = _PORTS.get(parts.scheme)
        same = parts.hostname == self.host and (port or usual) == (self.port or usual)
        return usual is not None and same and parts.username is None


def named(text: str) -> Named:
    """What ``--service`` means: ``example.org``, ``example.org:8890``, ``[::1]:8890``, or an http(s) address. Raises UsageError
    for anything else."""
    whole = "://" in text
    try:
        parts = urlsplit(text if whole else f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    extra = parts.path or parts.query or parts.fragment
    if not host or "*" in host or parts.username is not None or (whole and parts.scheme not in _PORTS) or (extra and not whole):
        raise UsageError(f"--service {text}: give the name of a host (example.org, example.org:8890), or an http(s) address")
    return Named(host, port, text if whole else "")


class NamedServices:
    """Asks endpoints within bounds, from an event loop. ``size`` (bytes) bounds one answer."""

    def __init__(self, allowed: Iterable[Named], size: int) -> None:
        self._allowed = tuple(allowed)
        self._size = size

    def holds(self, url: str) -> bool:
        """Whether an address may be asked."""
        return any(one.holds(url) for one in self._allowed)

    async def ask(self, url: str, form: Mapping[str, str], accept: str, until: float) -> bytes:
        """The answer to a POST of a form. Raises AuthorityError where there is none until a time of the loop's clock."""
        try:
            import httpx
        except ImportError as error:
            raise AuthorityError(f"{error.name} is not installed: pip install 'kg-politique[remote]'") from error
        try:
            async with asyncio.timeout_at(until):
                return await self._asked(httpx.URL(url), form, accept)
        except TimeoutError:
            raise AuthorityError(f"{url}: no answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise AuthorityError(f"{url}: no answer ({type(error).__name__})") from error

    async def _asked(self, url: object, form: Mapping[str, str], accept: str) -> bytes:
        import httpx

        assert isinstance(url, httpx.URL)
        port = url.port or _PORTS[url.scheme]
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        at = chosen(url.host, [str(row[4][0]) for row in found])
        headers = {"Host": url.netloc.decode("ascii"), "Accept": accept, "Accept-Encoding": "identity"}
        async with (
            httpx.AsyncClient(timeout=_STEP, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "POST", url.copy_with(host=at), headers=headers, data=dict(form), extensions={"sni_hostname": url.host}
            ) as response,
        ):
            if response.status_code != 200:
                raise AuthorityError(f"{url}: the server answered with HTTP {response.status_code}")
            content = bytearray()
            async for part in response.aiter_raw():
                content += part
                if len(content) > self._size:
                    raise AuthorityError(f"{url}: the answer is larger than {self._size} bytes; ask for less")
        return bytes(content)


def chosen(host: str, addresses: Collection[str]) -> str:
    """The IP address to connect to for a host that was named. Raises AuthorityError where it means a machine of the inside, and
    neither an IP address nor ``localhost`` was named."""
    try:
        ipaddress.ip_address(host)
        itself = True
    except ValueError:
        itself = host == "localhost"
    for one in addresses:
        if itself or ipaddress.ip_address(one.partition("%")[0]).is_global:
            return one
    raise AuthorityError(f"{host}: this name means a machine of the inside, which was not named by its address")
