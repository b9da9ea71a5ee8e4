"""A mail server of a few lines on 127.0.0.1: takes mail, or answers as the script for an address says."""

import asyncio
import threading
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.smtp import SMTP


class Sink:
    """Keeps (recipient, message bytes) of all that it took."""

    def __init__(self, answers=None, *, thinks=0.0):
        self.answers, self.taken, self.port = answers or {}, [], 0
        self.thinks = thinks  # seconds between taking a message and saying so

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        answer = self.answers.get(("RCPT", address))
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):
        answer = self.answers.get(("DATA", envelope.rcpt_tos[0]))
        if answer == "break after taking":
            self.keep(envelope)
            server.transport.abort()
            return "451 gone"
        if answer:
            return answer
        self.keep(envelope)
        await asyncio.sleep(self.thinks)
        return "250 OK"

    def keep(self, envelope):
        self.taken += [(address, envelope.original_content, envelope.mail_from) for address in envelope.rcpt_tos]

    @property
    def recipients(self):
        return [address for address, _, _ in self.taken]

    @property
    def message_ids(self):
        return frozenset(str(message_from_bytes(raw)["Message-ID"]) for _, raw, _ in self.taken)


@contextmanager
def listening(answers=None, *, thinks=0.0, ssl=None, **options):
    """Give a sink that listens until the end of the block, on a port that the system chooses; options: aiosmtpd's."""
    sink, loop = Sink(answers, thinks=thinks), asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(sink, hostname="sink.example", loop=loop, **options), "127.0.0.1", 0, ssl=ssl)
    )
    sink.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_end_of_all_tasks())
        loop.close()


async def _end_of_all_tasks():
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
