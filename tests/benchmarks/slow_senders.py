"""``python -m tests.benchmarks.slow_senders``: twenty clients that send half a body through the proxy.

Starts the site as a production on a PostgreSQL of its own, and in front of it nginx and Caddy, where they are
installed, with the files of ``deploy/`` on other ports and a certificate made here. Prints how long readers
wait.
"""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.serving import DEPLOY, HOST, RECORDS, a_production, build

SENDERS, READERS = 20, 15
PORTS = {"nginx": 8453, "caddy": 8454}


@contextmanager
def nginx(folder: Path, site: Path) -> Iterator[None]:
    """nginx with ``deploy/nginx.conf``, its ports, names and certificate changed."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem", "-days", "2", "-subj", f"/CN={HOST}"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = text.replace("127.0.0.1:8000", f"unix:{site}")
    text = re.sub(r"listen (\[::\]:)?80;", "", text)
    text = re.sub(r"listen \[::\]:443 ssl;", "", text)
    text = text.replace("listen 443 ssl;", f"listen {PORTS['nginx']} ssl;")
    text = re.sub(r"ssl_certificate .*;", f"ssl_certificate {folder / 'cert.pem'};", text)
    text = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {folder / 'key.pem'};", text)
    # The first server, for plain http, has no port of its own here.
    text = text.replace("server {\n    \n", "server {\n    listen 8452;\n", 1)
    whole = (
        f"pid {folder}/pid; error_log {folder}/error.log; events {{}}\nhttp {{ access_log off;\n{text}\n}}"
    )
    (folder / "nginx.conf").write_text(whole, "utf-8")
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-g", "daemon off; user root;"])
    with ended(process):
        yield


@contextmanager
def caddy(folder: Path, site: Path) -> Iterator[None]:
    """Caddy with ``deploy/Caddyfile``, on another port and with a certificate of its own making."""
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    text = text.replace("{$SITE_HOST:claims.example.org}", f"https://{HOST}:{PORTS['caddy']}")
    text = text.replace("{$UPSTREAM:127.0.0.1:8000}", f"unix/{site}")
    text = text.replace("{$REQUEST_BUFFERS:buffer_requests}", "buffer_requests")
    text = text.replace("reverse_proxy", "tls internal\n\treverse_proxy", 1)
    text = text.replace("{\n", "{\n\tadmin off\n\tskip_install_trust\n\thttp_port 8451\n", 1)
    (folder / "Caddyfile").write_text(text, "utf-8")
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/bin"}
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    with ended(process):
        yield


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        time.sleep(3)
        assert process.poll() is None, "the proxy did not start"
        yield
    finally:
        process.terminate()
        process.wait()


def connect(port: int) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(
        socket.create_connection(("127.0.0.1", port), timeout=30), server_hostname=HOST
    )


def ask(port: int) -> tuple[int, float]:
    """The status of a page and the seconds that it took."""
    began = time.monotonic()
    connection = http.client.HTTPSConnection(HOST, port, timeout=30)
    connection.sock = connect(port)
    connection.request("GET", "/claims/", headers={"Host": HOST})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.monotonic() - began


def slow_sender(port: int) -> ssl.SSLSocket:
    """A client that promises a body and sends half of it."""
    sender = connect(port)
    sender.sendall(
        f"POST /admin/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 2000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode()
        + b"username=x" * 100
    )
    return sender


def measure(name: str, site: Path) -> str:
    """One line: what readers waited for without and with slow senders."""
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir="/tmp"))
    port = PORTS[name]
    try:
        with {"nginx": nginx, "caddy": caddy}[name](folder, site):
            before = [ask(port) for _ in range(READERS)]
            senders = [slow_sender(port) for _ in range(SENDERS)]
            time.sleep(0.5)
            during = [ask(port) for _ in range(READERS)]
            for sender in senders:
                sender.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    statuses = sorted({status for status, _ in (*before, *during)})
    plain, slow = ([seconds * 1000 for _, seconds in part] for part in (before, during))
    return (
        f"{name:6} alone: median {statistics.median(plain):.0f} ms, most {max(plain):.0f} ms; "
        f"beside {SENDERS} slow bodies: median {statistics.median(slow):.0f} ms, most {max(slow):.0f} ms; "
        f"statuses {statuses}"
    )


def main() -> int:
    """Measure through each proxy that is installed."""
    there = [name for name in PORTS if shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")]
    if not there:
        print("Neither nginx nor caddy is installed: apt-get install nginx caddy.")
        return 1
    with ExitStack() as stack:
        built = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        build(built)
        production = stack.enter_context(a_production(built, RECORDS))
        for name in there:
            print(measure(name, production.site.folder / "socket"), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
