"""A headless Chromium, driven over a pair of pipes by its DevTools protocol.

Needs nothing but Python and a browser: `chromium` of Debian, or the one that CHROMIUM names.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile


def find():
    """The browser's path; None when there is none."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, filter(None, names)) if path), None)


class Browser:
    """One browser with one page; keeps everything that the page said or asked the network for."""

    def __init__(self, path):
        self.profile = tempfile.mkdtemp(prefix="nightjar-browser-")
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()

        def connect():
            # The numbers are fixed by the protocol; the pipes may have them already, so first away.
            reader, writer = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reader, 3)
            os.dup2(writer, 4)

        self.process = subprocess.Popen(
            [
                path, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
                "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars",
                "--disable-component-update", f"--user-data-dir={self.profile}",
            ]
            # Chromium's sandbox refuses to run for root, as in most containers.
            + (["--no-sandbox"] if os.getuid() == 0 else []),
            preexec_fn=connect, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.messages = []
        self.requests = []
        target = self.call("Target.createTarget", {"url": "about:blank"}, session=None)["targetId"]
        attached = self.call(
            "Target.attachToTarget", {"targetId": target, "flatten": True}, session=None
        )
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def close(self):
        os.close(self.write_end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, parameters=None, session=True):
        """Sends a command and returns its result; events that come meanwhile are kept."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.read_end, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.buffer += piece
        raw, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(raw)
        self.note(message)
        return message

    def note(self, message):
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.consoleAPICalled":
            self.messages.append(str(parameters["args"]))
        elif method == "Runtime.exceptionThrown":
            self.messages.append(str(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Page.javascriptDialogOpening":
            self.messages.append("a dialog: " + parameters["message"])
        if method:
            self.events.append(method)

    def open(self, path, width, height, media="screen", scheme="light", scripting=True):
        """Loads a file at a size; everything noted before is forgotten."""
        self.messages, self.requests, self.events = [], [], []
        self.call("Emulation.setScriptExecutionDisabled", {"value": not scripting})
        self.call(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        self.call(
            "Emulation.setEmulatedMedia",
            {"media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )
        self.call("Page.navigate", {"url": "file://" + os.path.abspath(path)})
        while "Page.loadEventFired" not in self.events:
            self.receive()

    def evaluate(self, expression):
        """The value of an expression of the page."""
        result = self.call(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True}
        )
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def screenshot(self, path, height=None):
        """Writes what is seen as PNG, or the page from its top to a height."""
        parameters = {"format": "png"}
        if height:
            width, whole = self.evaluate("[innerWidth, document.documentElement.scrollHeight]")
            parameters["captureBeyondViewport"] = True
            parameters["clip"] = {
                "x": 0, "y": 0, "width": width, "height": min(height, whole), "scale": 1
            }
        data = self.call("Page.captureScreenshot", parameters)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self, path):
        """Writes the page as it is printed on A4."""
        data = self.call(
            "Page.printToPDF",
            {"printBackground": False, "paperWidth": 8.27, "paperHeight": 11.69},
        )["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
