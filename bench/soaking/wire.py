"""HTTP/1.1 as a client of the service speaks it: kept connections, new ones, and what can go wrong on either."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

LONGEST_IDLE = 20


class NoConnection(Exception):
    """Nobody accepted."""


class Closed(Exception):
    """The connection was closed before the first byte of an answer."""


class Cut(Exception):
    """The connection was closed in the middle of an answer."""


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes


class Wire:
    """Connections to one port; those at rest are used again, the last one first."""

    def __init__(self, port):
        self.port = port
        self.idle = deque()

    async def ask(self, request, alone=False):
        """One request's answer. With `alone`, over a connection of its own."""
        reader, writer = await self._connection(alone)
        keep = False
        try:
            answer = await self._exchange(reader, writer, request)
            keep = not alone and answer.headers.get("connection", "").lower() != "close"
            return answer
        finally:
            if keep:
                self.idle.append((time.monotonic(), reader, writer))
            else:
                writer.transport.abort()

    async def _connection(self, alone):
        while self.idle and not alone:
            since, reader, writer = self.idle.pop()
            if time.monotonic() - since < LONGEST_IDLE and not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.transport.abort()
        try:
            return await asyncio.open_connection("127.0.0.1", self.port)
        except OSError as refused:
            raise NoConnection(str(refused)) from refused

    @staticmethod
    async def _exchange(reader, writer, request):
        head = b""
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            headers = {}
            for line in lines[1:-2]:
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            has_body = not request.startswith(b"HEAD ")
            return Answer(int(lines[0].split()[1]), headers, await _body(reader, headers) if has_body else b"")
        except asyncio.IncompleteReadError as end:
            raise (Cut if head or end.partial else Closed)("end of stream") from end
        except OSError as broken:
            raise (Cut if head else Closed)(str(broken)) from broken

    def close(self):
        while self.idle:
            self.idle.pop()[2].transport.abort()


async def _body(reader, headers):
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body
