"""The explorer as a person meets it: real JupyterLab, real Chromium, started by the command; nothing raw in reach."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from html import unescape

import pytest
from playwright.sync_api import TimeoutError

from tests import EXAMPLES, ROOT
from tests.attacks.test_kernel import INSPECT
from tests.axe import violations

READY, SECONDS = "button[data-commandlinker-command]", 60_000


@pytest.fixture(scope="module")
def project(tmp_path_factory, example_raw):
    """A project with raw files, released records and notebooks, as a working party's analyst has it."""
    home = tmp_path_factory.mktemp("explored")
    shutil.copytree(example_raw, home / "data" / "raw")
    shutil.copytree(ROOT / "data" / "processed", home / "data" / "processed")
    (home / "notebooks").mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, home / "notebooks")
    return home


@pytest.fixture(scope="module")
def address(project, tmp_path_factory):
    """The address that `coprod explore` says; it is stopped as by Ctrl-C at the end; nothing of the copy is left."""
    temporary = tmp_path_factory.mktemp("temporary")
    said = temporary.parent / "said.txt"
    flags = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
    with said.open("w") as out:
        server = subprocess.Popen([sys.executable, "-m", "coprod", "explore", "--no-browser"], cwd=project, **flags,
                                  env=os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary)},
                                  stdout=out, stderr=out)
    try:
        yield _answering(server, said)
        server.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
        assert server.wait(30) == 0, said.read_text("utf-8")
        assert not list(temporary.glob("coprod-*"))
        assert (project / "notebooks" / "my-explorations" / "mine.ipynb").exists()
        assert "Kept: notebooks/my-explorations/mine.ipynb" in said.read_text("utf-8")
    finally:
        server.kill()


def _answering(server, said):
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\S+", said.read_text("utf-8")):
            try:
                urllib.request.urlopen(found[0], timeout=5).close()
                return found[0]
            except OSError:
                pass
        time.sleep(0.2)
    pytest.fail(f"the explorer did not start: {said.read_text('utf-8')}")


@pytest.fixture(scope="module")
def page(browser, address):
    """The opened page, started by its button; `page.asked`: every address it asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    for _ in range(4):  # on a very busy machine JupyterLab may take a second kernel just then: a person presses again
        page.locator(READY).click(timeout=SECONDS)
        try:
            page.wait_for_selector(".coprod-panel svg.chart", timeout=SECONDS / 4)
            break
        except TimeoutError:
            continue
    page.wait_for_selector(".coprod-status[role=status]")
    yield page
    page.close()


def after(page, act):
    """The sentence after something was done, once it has changed and its files are there."""
    before = page.inner_text(".coprod-status")
    act()
    page.wait_for_function("before => document.querySelector('.coprod-status').innerText !== before", arg=before)
    return page.inner_text(".coprod-status")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def choose(page, control, value):
    page.get_by_label(control, exact=True).first.select_option(label=value)


def test_it_is_a_page_and_not_code(page):
    text = page.inner_text(".jp-Notebook")
    assert "Explore the results" in text and "Which ways do people know but never use?" in text
    assert "import" not in text and "coprod" not in text and "[1]" not in text
    assert not [url for url in page.asked if "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))]


def test_every_control_changes_sentence_picture_and_numbers(page, surveys):
    press(page, "Numbers")
    for act, told in ((lambda: choose(page, "Question", "Could you run each of these yourself?"), "“Skill”"),
                      (lambda: press(page, "Baseline, autumn 2016"), "“Baseline, autumn 2016”"),
                      (lambda: press(page, "A to Z"), "from A to Z"), (lambda: press(page, "Team"), "team by team"),
                      (lambda: press(page, "All staff"), "all staff"),
                      (lambda: press(page, "All answers"), "all answers"),
                      (lambda: choose(page, "Which part", "Surveys"), "“Surveys”"),
                      (lambda: press(page, "What changed"), "what changed")):
        numbers = page.inner_text(".coprod-panel")
        assert told in after(page, act)
        page.wait_for_function("before => document.querySelector('.coprod-panel').innerText !== before", arg=numbers)
    press(page, "Chart")
    picture = page.locator(".coprod-panel svg.chart").inner_html(timeout=5000)
    after(page, lambda: press(page, "What changed?"))
    page.wait_for_function("before => document.querySelector('.coprod-panel svg.chart').innerHTML !== before",
                           arg=picture)
    assert "Largest clear rise" in page.get_attribute(".coprod-panel svg.chart", "aria-label")


def test_numbers_and_downloads_are_those_of_the_safe_record(page, surveys):
    after(page, lambda: press(page, "How do groups differ?"))
    after(page, lambda: choose(page, "Which part", "Confident overall"))
    press(page, "Numbers")
    known = surveys.record.tallies.query("item == 'confident' and group != 'all staff'")
    want = sorted((one.group, f"{one.low:.0%} to {one.high:.0%}") for one in known.itertuples())
    page.wait_for_selector(".coprod-panel tbody tr")
    rows = page.locator(".coprod-panel tbody tr").all()
    assert sorted((row.locator("th").inner_text(), row.locator("td").inner_text()) for row in rows) == want
    with page.expect_download() as waiting:
        page.get_by_text("Download the numbers (CSV)", exact=True).click()
    lines = waiting.value.path().read_text("utf-8-sig").splitlines()[1:]
    parts = [line.rsplit(",", 2) for line in lines]
    assert sorted((name, f"{low}% to {high}%") for name, low, high in parts) == want
    press(page, "Chart")
    page.wait_for_selector(".coprod-panel svg.chart")
    shown = page.locator(".coprod-panel svg.chart text").all_text_contents()
    with page.expect_download() as waiting:
        page.get_by_text("Download the picture to print large (SVG)").click()
    assert re.findall("<text[^>]*>([^<]*)<", waiting.value.path().read_text("utf-8")) == shown
    assert {name for _, name in want} <= set(shown)
    with page.expect_download() as waiting:
        page.get_by_text("Download the picture (PNG)").click()
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


def test_with_the_keyboard_alone_the_focus_stays_and_x_cuts_nothing(page):
    after(page, lambda: press(page, "Where is most to gain?"))
    page.get_by_label("Question", exact=True).focus()
    cells = page.locator(".jp-Cell").count()
    for key in ("x", "a", "b"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells and page.locator(".coprod-explore").count() == 1
    page.get_by_label("Question", exact=True).focus()
    after(page, lambda: page.keyboard.press("End"))
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "All answers":
            break
    assert "all answers" in after(page, lambda: page.keyboard.press("Enter"))
    assert page.evaluate("document.activeElement.innerText").endswith("All answers")
    page.keyboard.press("x")
    assert page.locator(".jp-Cell").count() == cells
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_too_few_a_saved_view_a_second_view_and_large_type(page):
    saved = page.inner_text(".coprod-keep code")
    after(page, lambda: press(page, "How do groups differ?"))
    after(page, lambda: choose(page, "Question", "What would help you? Choose all that fit."))
    assert "Too few answers to show" in page.inner_text(".coprod-panel")
    page.get_by_label("Open a saved view").fill(saved)
    after(page, lambda: press(page, "Open"))
    page.wait_for_function("saved => document.querySelector('.coprod-keep code').innerText === saved", arg=saved)
    press(page, "Compare with a second view")
    page.wait_for_function("document.querySelectorAll('.coprod-pane').length == 2")
    press(page, "Large type for a meeting")
    page.wait_for_selector(".coprod-explore.coprod-meeting")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.coprod-status p')).fontSize)") > 24
    press(page, "Large type for a meeting")
    press(page, "Compare with a second view")
    page.wait_for_function("document.querySelectorAll('.coprod-pane').length == 1")


def test_axe_finds_nothing_in_the_widget_area(page):
    for tab in ("Numbers", "What does this mean?", "Chart"):
        press(page, tab)
        page.wait_for_timeout(200)
        assert violations(page, ".coprod-explore") == []


def ask(page, code):
    """What the running kernel says to a line of code, asked as a curious person would: in a notebook of one's own."""
    return page.evaluate("""async code => {
        const base = location.origin;
        const token = JSON.parse(document.getElementById('jupyter-config-data').textContent).token;
        const kernels = await (await fetch(`${base}/api/kernels?token=${token}`)).json();
        const channels = `/api/kernels/${kernels[0].id}/channels?token=${token}`;
        const socket = new WebSocket(base.replace('http', 'ws') + channels);
        await new Promise(open => socket.onopen = open);
        const header = {msg_id: crypto.randomUUID(), username: '', session: 's', msg_type: 'execute_request',
                        version: '5.3'};
        const told = new Promise(done => { let text = ''; socket.onmessage = event => {
            const message = JSON.parse(event.data);
            if (message.parent_header.msg_id !== header.msg_id) return;
            const content = message.content;
            text += content.text || content.data?.['text/html'] || content.evalue || '';
            if (content.execution_state === 'idle') done(text); }; });
        socket.send(JSON.stringify({header, parent_header: {}, metadata: {}, channel: 'shell', content:
            {code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false}}));
        const text = await told; socket.close(); return text; }""", code)


def test_the_kernel_holds_no_rows_and_relative_paths_lead_nowhere(page):
    found = ask(page, "import sys, coprod\nopened = []\n" + INSPECT.replace("PEOPLE", repr([120, 126, 124, 130, 132])))
    found = unescape(found)
    assert '"many": []' in found and '"modules": []' in found and re.search(r'"tables": [1-9]', found)
    for up in ("..", "../..", "../../.."):
        told = ask(page, f"import os; print(os.path.exists('{up}/data/raw'), "
                         f"os.listdir('{up}') if {up!r} == '..' else '')")
        assert told.startswith("False"), told
    assert "No such file" in ask(page, f"open('../data/raw/{EXAMPLES[0]}/responses-2016-10-21.csv')")
    told = ask(page, f"import coprod.wave.settings as w; w.read_wave({EXAMPLES[0]!r})")
    assert re.search(r"no wave named|No folder|ERROR|data/raw", told)


def test_the_server_gives_nothing_but_the_copy_and_opens_no_terminal(page, address):
    base, token = re.match(r"(http://[\d.:]+)/.*token=(.+)", address).groups()

    def get(path, method="GET"):
        request = urllib.request.Request(f"{base}/{path}", method=method, headers={"Authorization": f"token {token}"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    status, told = get("api/contents/")
    assert status == 200 and sorted(re.findall(r'"name": "(\w+)"', told)) == ["data", "notebooks"]
    assert re.findall(r'"path": "data/(\w+)"', get("api/contents/data")[1]) == ["processed"]
    paths = "data/raw", "..", "../..", "%2e%2e/data/raw", "..%2f..%2fdata%2fraw", f"data/raw/{EXAMPLES[0]}", ".git"
    for path in paths:
        for kind in ("api/contents", "files", "doc/tree"):
            if kind != "doc/tree":  # which only says that there is no such document
                assert get(f"{kind}/{path}")[0] in (403, 404, 400), path
    assert get("api/terminals", "POST")[0] in (403, 404, 405)
    assert get("api/contents/", "GET")[0] == 200
    try:
        urllib.request.urlopen(f"{base}/api/contents/", timeout=10)
        pytest.fail("served without a token")
    except urllib.error.HTTPError as error:
        assert error.code == 403


def test_a_notebook_of_ones_own_is_saved(page, address):
    """That it is kept when the explorer stops is checked where it is stopped."""
    base, token = re.match(r"(http://[\d.:]+)/.*token=(.+)", address).groups()
    body = b'{"type": "notebook", "content": {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}}'
    request = urllib.request.Request(f"{base}/api/contents/notebooks/mine.ipynb", body, method="PUT",
                                     headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 201
