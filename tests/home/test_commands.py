"""The commands that run the product."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from talkoot.audit.queries import is_worker_alive
from talkoot.core.checks import check_settings
from talkoot.correspondence.models import Message
from talkoot.home import jobs
from talkoot.home.running import check_port_free
from tests.factories.correspondence import make_message
from tests.guards.tree import ROOT


def test_worker_runs_every_job_once(db):
    message = make_message()
    call_command("work", once=True)
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert is_worker_alive()


def test_failing_job_is_named_and_the_others_run(db, caplog):
    ran = []
    listed = [jobs.Job(lambda: 1 / 0, every=1), jobs.Job(lambda: ran.append(1), every=1)]
    assert len(jobs.run_due_jobs(listed)) == 1
    assert ran == [1]
    assert "job failed" in caplog.text


def test_job_waits_for_its_turn(db):
    ran = []
    listed = [jobs.Job(lambda: ran.append(1), every=60)]
    jobs.run_due_jobs(listed)
    jobs.run_due_jobs(listed)
    assert ran == [1]


def test_doctor_names_what_is_wrong(db):
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out)
    assert "WRONG worker" in out.getvalue()
    assert "ok    database" in out.getvalue()


def test_demo_refuses_a_real_site(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TALKOOT_DEMO"):
        call_command("demo", no_serve=True)


def test_taken_port_is_told_in_a_sentence():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(CommandError, match="Choose another"),
    ):
        check_port_free("127.0.0.1", server.getsockname()[1])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, set()),
        ({"BASE_URL": "talkoot.fi"}, {"talkoot.E001"}),
        ({"BASE_URL": "https://talkoot.example.fi"}, {"talkoot.E002"}),
        ({"DEMO": False, "SECRET_KEY": "short"}, {"talkoot.E003", "talkoot.W001"}),
        (
            {
                "DEMO": False,
                "SECRET_KEY": "x" * 50,
                "HTTPS": True,
                "DEBUG": True,
                "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
            },
            {"talkoot.E004", "talkoot.E005"},
        ),
    ],
)
def test_settings_that_would_hurt_are_found(settings, changes, found):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert {message.id for message in check_settings(None)} == found


def talkoot(tmp_path, *arguments, **environment):
    base = {key: value for key, value in os.environ.items() if not key.startswith("TALKOOT_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        base.pop(name, None)
    base |= {"TALKOOT_DATA_DIR": str(tmp_path), "TALKOOT_LOG_LEVEL": "INFO", **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "talkoot.cli", *arguments],
        cwd=ROOT,
        env=base,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "TALKOOT_SECRET_KEY"),
        ({"TALKOOT_DEMO": "maybe"}, "TALKOOT_DEMO"),
        ({"TALKOOT_DEMO": "1", "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"TALKOOT_DEMO": "1", "TALKOOT_LOG_FORMAT": "xml"}, "TALKOOT_LOG_FORMAT"),
    ],
)
def test_wrong_setting_stops_the_start_with_a_sentence(tmp_path, environment, word):
    process = talkoot(tmp_path, "check", **environment)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert told.startswith("talkoot: ")
    assert word in told
    assert "Traceback" not in told


def test_serve_runs_web_and_worker_and_stops_both(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    told, _ = talkoot(tmp_path, "migrate", TALKOOT_DEMO="1").communicate(timeout=300)
    assert "OK" in told
    process = talkoot(tmp_path, "serve", "--port", str(port), TALKOOT_DEMO="1")
    try:
        ready = wait_for_ready(f"{base}/readyz", process)
        assert ready == {"ready": True, "database": True, "migrations": True, "worker": True}
        search = "/feedback/abcdefghijklmnopqrstuvwxyz/?q=Virtanen"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(base + search, timeout=60)
    finally:
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=60)
    check_port_free("127.0.0.1", port)
    assert f"Talkoot answers at {base}" in told
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {"GET /feedback/…/"} < {line.get("request") for line in lines}
    assert not any(word in told for word in ("Virtanen", "abcdefgh", '"ip"', "Python-urllib"))


def wait_for_ready(url, process):
    for _attempt in range(600):
        assert process.poll() is None, process.communicate()[0]
        try:
            with urllib.request.urlopen(url, timeout=60) as response:
                return json.load(response)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("The site was not ready in two minutes.")
