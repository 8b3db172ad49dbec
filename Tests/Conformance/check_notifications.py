#!/usr/bin/env python3
"""Holds the command's notifications against a real HTTP server: what is sent, and how often.

  check_notifications.py NIGHTJAR LOGS [--patient]

The server answers as it is told: 200, 429 with Retry-After, 500, or nothing at all; with --patient it
also keeps silent for longer than anybody waits. Every message has to be taken exactly once, by whatever
way. Where sentry-sdk is installed, its own code reads the envelopes. Mails go to a program and to a
real SMTP server, aiosmtpd where it is installed, else the one that Python had until 3.11.
"""

import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KEY, PUBLIC, TOKEN = "signing-key-of-a-test", "public-key-of-a-test", "token-of-a-test"
HOOK = "/hook/address-of-a-test"
ENVELOPE = "/prefix/api/42/envelope/"


class Service:
    """A server with a script of answers for each path; 200 when the script is at its end."""

    def __init__(self) -> None:
        service = self
        self.requests: list[tuple[str, str, dict, bytes, int]] = []
        self.script: dict[str, list] = {}
        self.lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                path = self.path.split("?")[0]
                with service.lock:
                    steps = service.script.get(path) or []
                    step = steps.pop(0) if steps else 200
                    status = step[0] if isinstance(step, tuple) else step
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    service.requests.append((self.command, self.path, headers, body, status))
                if status < 1:
                    # Nothing at all: at once, or after longer than anybody waits.
                    time.sleep(-status)
                    self.close_connection = True
                    return
                reply = step[1] if isinstance(step, tuple) and isinstance(step[1], bytes) else b"{}"
                self.send_response(status)
                if status == 429:
                    self.send_header("Retry-After", str(step[1]))
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            do_POST = do_GET = do_PUT = answer

            def log_message(self, *_arguments) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def taken(self, path: str) -> list[tuple[dict, bytes]]:
        return [(r[2], r[3]) for r in self.requests if r[1].split("?")[0] == path and r[4] == 200]

    def clear(self) -> None:
        with self.lock:
            self.requests, self.script = [], {}


class MailServer:
    """An SMTP server with a script of replies to whole mails; 250 when the script is at its end."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str, list[str], bytes]] = []
        self.script: list[str] = []

    def reply(self, sender: str, recipients: list[str], mail: bytes) -> str:
        reply = self.script.pop(0) if self.script else "250 taken"
        self.mails.append((reply[:3], sender, recipients, mail))
        return reply

    def taken(self) -> list[tuple[str, list[str], bytes]]:
        return [mail[1:] for mail in self.mails if mail[0] == "250"]

    def start(self) -> int | None:
        """Starts to listen; gives the port, or nothing when no module for it is installed."""
        try:
            return self._start_aiosmtpd()
        except ImportError:
            pass
        try:
            return self._start_smtpd()
        except ImportError:
            return None

    def _start_aiosmtpd(self) -> int:
        from aiosmtpd.controller import Controller

        class Handler:
            async def handle_DATA(_self, _server, _session, envelope):  # noqa: N802,N805
                return self.reply(envelope.mail_from, envelope.rcpt_tos, envelope.original_content)

        self.controller = Controller(Handler(), hostname="127.0.0.1", port=free_port())
        self.controller.start()
        return self.controller.port

    def _start_smtpd(self) -> int:
        import warnings

        warnings.simplefilter("ignore", DeprecationWarning)
        import asyncore
        import smtpd

        outer = self

        class Server(smtpd.SMTPServer):
            def process_message(_self, _peer, sender, recipients, data, **_options):  # noqa: N805
                return outer.reply(sender, recipients, data)

        server = Server(("127.0.0.1", 0), None)
        threading.Thread(target=asyncore.loop, kwargs={"timeout": 0.05}, daemon=True).start()
        return server.socket.getsockname()[1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def expect(condition: bool, what: str) -> None:
    if not condition:
        raise SystemExit(f"notifications: {what}")


class Bench:
    """A folder with settings, and the command run in it."""

    def __init__(self, nightjar: str, logs: str, port: int, smtp_port: int | None = None) -> None:
        self.nightjar, self.logs = str(Path(nightjar).resolve()), str(Path(logs).resolve())
        self.temporary = tempfile.TemporaryDirectory(prefix="nightjar-notifications-")
        self.folder = Path(self.temporary.name)
        self.environment = dict(os.environ)
        self.environment.update(
            TEST_DSN=f"http://{PUBLIC}@127.0.0.1:{port}/prefix/42",
            TEST_HOOK=f"http://127.0.0.1:{port}{HOOK}",
            TEST_SLACK=f"http://127.0.0.1:{port}/slack",
            TEST_KEY=KEY,
            TEST_TOKEN=TOKEN,
            NIGHTJAR_CONFIG="",
        )
        sendmail = self.folder / "sendmail"
        sendmail.write_text(f"#!/bin/sh\ncat >>{self.folder}/mail\n")
        sendmail.chmod(0o755)
        web = f"""
  sentry:
    dsn: env:TEST_DSN
    monitor: nightly
    organization: org
    project: shop
    token: env:TEST_TOKEN
  webhook:
    url: env:TEST_HOOK
    key: env:TEST_KEY
  slack:
    url: env:TEST_SLACK
"""
        way = f"sendmail: {sendmail}" if smtp_port is None else f"smtp_port: {smtp_port}"
        (self.folder / "nightjar.yaml").write_text(
            f"""
inputs: ["{self.logs}"]
output:
  files: [{{format: text, path: report.txt}}]
notifications:
  state: state.sqlite
  daily_cap: 3
  severity: low
  report_link: https://reports.invalid/night.html
  mail:
    to: [ops@example.org, dev@example.org]
    from: nightjar@example.org
    {way}{web if smtp_port is None else ""}
"""
        )

    def digest(self) -> str:
        """The logs as a digest, which the runs to come read faster."""
        path = str(self.folder / "logs.digest")
        subprocess.run([self.nightjar, "digest", self.logs, "--output", path, "--quiet"], check=True)
        return path

    def run(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [self.nightjar, *arguments, "--config", "nightjar.yaml"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        output = done.stdout + done.stderr
        expect(done.returncode == code, f"exit code {done.returncode} of {arguments}: {output}")
        for secret in (KEY, PUBLIC, TOKEN, HOOK):
            expect(secret not in output, f"a secret was printed by {arguments}")
        return output

    def files(self) -> bytes:
        return b"".join(p.read_bytes() for p in self.folder.iterdir() if p.name != "nightjar.yaml")


def items(envelope: bytes) -> list[tuple[dict, dict]]:
    """The items of an envelope, by the format's description."""
    header, rest = envelope.split(b"\n", 1)
    json.loads(header)
    found = []
    while rest:
        line, rest = rest.split(b"\n", 1)
        item = json.loads(line)
        payload, rest = rest[: item["length"]], rest[item["length"] + 1 :]
        found.append((item, json.loads(payload)))
    return found


def check_sentry(service: Service) -> None:
    taken = [items(body)[0] for _, body in service.taken(ENVELOPE)]
    events = [payload for item, payload in taken if item["type"] == "event"]
    signs = [payload for item, payload in taken if item["type"] == "check_in"]
    expect(len(events) == 3, f"{len(events)} events instead of the cap of 3")
    expect(len({event["event_id"] for event in events}) == 3, "an event was taken twice")
    expect(all(event["fingerprint"][0] == "nightjar" for event in events), "no fingerprint")
    expect([sign["status"] for sign in signs] == ["in_progress", "ok"], f"check-ins: {signs}")
    for headers, _ in service.taken(ENVELOPE):
        expect(f"sentry_key={PUBLIC}" in headers["x-sentry-auth"], "no key of Sentry")
    try:
        from sentry_sdk.envelope import Envelope
    except ImportError:
        print("notifications: sentry-sdk is not installed, its parser was not asked")
        return
    for _, body in service.taken(ENVELOPE):
        envelope = Envelope.deserialize(body)
        expect(len(envelope.items) == 1, "sentry-sdk reads another number of items")
        item = envelope.items[0]
        expect(item.type in ("event", "check_in"), f"sentry-sdk reads the type {item.type}")
        if item.type == "event":
            expect(envelope.get_event()["logger"] == "nightjar", "sentry-sdk reads another event")
    print(f"notifications: sentry-sdk read {len(service.taken(ENVELOPE))} envelopes")


def check_webhook(service: Service) -> None:
    tried = [r for r in service.requests if r[1] == HOOK]
    expect([r[4] for r in tried] == [429, 500, 200], f"the webhook was tried as {[r[4] for r in tried]}")
    expect(len({r[2]["idempotency-key"] for r in tried}) == 1, "another id for another attempt")
    headers, body = service.taken(HOOK)[0]
    signed = headers["x-nightjar-timestamp"].encode() + b"." + body
    signature = "sha256=" + hmac.new(KEY.encode(), signed, hashlib.sha256).hexdigest()
    expect(headers["x-nightjar-signature"] == signature, "the signature is another")
    document = json.loads(body)
    expect(document["schema"] == "nightjar.notices/1" and len(document["notices"]) == 3, "the body")
    expect(document["held_back"] > 0, "nothing was held back")
    blocks = json.loads(service.taken("/slack")[0][1])["blocks"]
    expect(len(blocks) == 5, f"{len(blocks)} blocks for Slack")


def check_mail_server(service: Service, logs: str) -> None:
    """A mail is tried until the server takes it, taken once, and not repeated when it is refused."""
    server = MailServer()
    port = server.start()
    if port is None:
        print("notifications: neither aiosmtpd nor smtpd is installed, no mail server was asked")
        return
    bench = Bench(sys.argv[1], logs, service.port, port)
    server.script = ["451 later"]
    bench.run("analyze")
    expect([mail[0] for mail in server.mails] == ["451", "250"], f"mails: {server.mails}")
    expect(server.mails[0][1:] == server.mails[1][1:], "another mail at the second attempt")
    sender, recipients, raw = server.taken()[0]
    expect(sender == "nightjar@example.org", f"the sender is {sender}")
    expect(recipients == ["ops@example.org", "dev@example.org"], f"the recipients are {recipients}")
    mail = message_from_bytes(raw, policy=policy.default)
    expect("1. " in mail.get_content() and "[nightjar]" in mail["Subject"], "the mail")
    expect(mail["Message-ID"] is not None and not mail.defects, f"defects: {mail.defects}")
    bench.run("analyze")
    bench.run("notify", "--waiting")
    expect(len(server.mails) == 2, "a mail was sent again")

    refused = Bench(sys.argv[1], logs, service.port, port)
    server.script = ["554 no"]
    said = refused.run("analyze")
    expect("554" in said, f"a refusal is not said: {said}")
    refused.run("notify", "--waiting")
    expect([mail[0] for mail in server.mails] == ["451", "250", "554"], "a refused mail was repeated")

    if "--patient" in sys.argv:
        nobody = Bench(sys.argv[1], logs, service.port, free_port())
        said = nobody.run("analyze")
        expect("nothing answers" in said and "wait" in said, f"nothing is said of it: {said}")


def outages(service: Service, logs: str) -> None:
    """Nobody answers: the report is there all the same, and the next run sends what waited."""
    other = Bench(sys.argv[1], logs, service.port)
    service.clear()
    service.script = {path: [0] * 20 for path in (ENVELOPE, HOOK, "/slack")}
    said = other.run("analyze")
    expect("wait" in said, f"nothing is said of what waits: {said}")
    expect((other.folder / "report.txt").stat().st_size > 0, "no report")
    expect(not service.taken(HOOK), "something was taken")
    service.clear()
    other.run("notify", "--waiting")
    expect(len(service.taken(HOOK)) == 1 and len(service.taken("/slack")) == 1, "not sent later")
    expect(len(service.taken(ENVELOPE)) == 3, "not all events were sent later")
    service.clear()
    other.run("notify", "--waiting")
    expect(not service.requests, "something was sent again")

    silent = Bench(sys.argv[1], logs, service.port)
    service.script = {HOOK: [-60] * 3}
    said = silent.run("analyze")
    expect("no answer in time" in said, f"nothing is said of the silence: {said}")
    service.clear()
    silent.run("notify", "--waiting")
    expect(len(service.taken(HOOK)) == 1, "not sent after the silence")
    service.clear()


def main() -> None:
    service = Service()
    first = Bench(sys.argv[1], sys.argv[2], service.port)
    logs = first.digest()
    bench = Bench(sys.argv[1], logs, service.port)
    dry = bench.run("notify", "--dry-run")
    expect("sentry" in dry and "webhook" in dry and "mail" in dry, f"the dry run says {dry}")
    expect(not service.requests, "a dry run sent something")

    service.script = {HOOK: [(429, 1), 500], ENVELOPE: [200, 0, 503]}
    bench.run("analyze")
    check_sentry(service)
    check_webhook(service)
    mail = message_from_bytes((bench.folder / "mail").read_bytes(), policy=policy.default)
    expect(mail["To"] == "ops@example.org, dev@example.org" and "1. " in mail.get_content(), "the mail")
    expect("nightjar" in mail["Subject"], "the subject of the mail")

    service.clear()
    bench.run("analyze")
    again = [r for r in service.requests if b'"type":"check_in"' not in r[3]]
    expect(not again, f"the second run sent {len(again)} messages")

    check_mail_server(service, logs)
    if "--patient" in sys.argv:
        outages(service, logs)
    # What is refused for good and what leads elsewhere is said and not repeated.
    third = Bench(sys.argv[1], logs, service.port)
    service.script = {HOOK: [400], "/slack": [302]}
    said = third.run("analyze")
    expect("400" in said and "302" in said, f"a refusal is not said: {said}")
    expect(not [r for r in service.requests if r[1] == "/elsewhere"], "a redirect was followed")

    for files in (bench.files(), third.files()):
        for secret in (KEY, PUBLIC, TOKEN, HOOK):
            expect(secret.encode() not in files, "a secret is in a file")
    print("notifications: taken exactly once by every way")


if __name__ == "__main__":
    main()
