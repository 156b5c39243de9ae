"""A connection of the service, bounded before a request of it is whole: how much head it may send, how long it may take to send
one, how long it may leave an answer unread. What is bounded later is in `kg.serve.guards`."""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 << 10
"""Bytes of the address and the headers of a request together."""
SLOWEST_HEAD = 10.0
"""Seconds in which they must have arrived."""
SLOWEST_READER = 30.0
"""Seconds that a client may take nothing of an answer that waits for it."""
CONNECTIONS = 1000
"""Connections at a time; one more is closed at once."""
_LOOK = 2.0
"""Seconds between two looks at a connection."""
_SAID = {408: b"Request Timeout", 431: b"Request Header Fields Too Large"}


class Connection(HttpToolsProtocol):
    """uvicorn's connection, which by itself waits for a head and for a reader without end."""

    _looking: TimerHandle | None = None
    _in_head, _whole = True, False
    """Whether a head is waited for, or arriving; whether all of the last request has arrived."""
    _since = 0.0
    """When a head began to be waited for, or an answer to stand unread."""
    _arrived = _read = _unread = 0
    _too_large = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._since = self.loop.time()
        self._looking = self.loop.call_later(_LOOK, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._looking:
            self._looking.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            if self._arrived > LARGEST_HEAD:
                self._refuse(431)
                return
            self._arrived += len(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._arrived = self._read = 0
        self._in_head, self._whole, self._since = True, False, self.loop.time()

    def on_url(self, url: bytes) -> None:
        self._counted(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._counted(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._whole = True
        if self.cycle.response_complete:
            self._next()

    def on_response_complete(self) -> None:
        if self._whole:
            self._next()
        self._since = self.loop.time()
        super().on_response_complete()

    def _next(self) -> None:
        self._in_head, self._arrived = True, 0

    def _counted(self, size: int) -> None:
        self._read += size
        if self._read > LARGEST_HEAD:
            self._too_large = True
            raise ValueError  # the parser stops, and its caller sends the refusal

    def send_400_response(self, msg: str) -> None:
        if self._too_large:
            self._refuse(431)
        else:
            super().send_400_response(msg)

    def _refuse(self, status: int) -> None:
        if not self.transport.is_closing():
            if status:
                head = b"HTTP/1.1 %d %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                self.transport.write(head % (status, _SAID[status]))
            self.transport.close()

    def _look(self) -> None:
        """Ends what stands still."""
        now = self.loop.time()
        waiting = self.cycle is None or self.cycle.response_complete
        unread = self.transport.get_write_buffer_size()
        if unread:
            if unread != self._unread:
                self._since = now
            if now - self._since > SLOWEST_READER:
                self.transport.abort()
        elif waiting and now - self._since > SLOWEST_HEAD:
            self._refuse(408 if self._arrived else 0)
        self._unread = unread
        self._looking = self.loop.call_later(_LOOK, self._look)
