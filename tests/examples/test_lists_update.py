"""Lists are fetched from their publishers; one that fails leaves its old copy in force and does not keep the others waiting."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commands import Said, environment
from list_files import ADD_CSV, ALT_CSV, FORMS, SDN_CSV, own_list
from loopback import Publisher, publisher
from tidewaiter.errors import Misconfigured
from tidewaiter.parties.lists.fetch import Limits
from tidewaiter.parties.lists.publishers import published_lists
from tidewaiter.parties.lists.update import Updated, update_lists
from tidewaiter.parties.workspace import add_list, installed_lists

_TODAY = datetime.now(UTC).date()


@pytest.fixture
def served() -> Iterator[Publisher]:
    with publisher() as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example:9")
    return tmp_path / "ws"


def _publish(workspace: Path, served: Publisher, **lists: str | list[str]) -> None:
    entries = {
        name: {"addresses": [served.address + path for path in ([paths] if isinstance(paths, str) else paths)]}
        for name, paths in lists.items()
    }
    (workspace / "lists").mkdir(parents=True, exist_ok=True)
    (workspace / "lists" / "publishers.yml").write_text(json.dumps(entries), encoding="utf-8")


def _update(workspace: Path, *names: str, limits: Limits | None = None) -> dict[str, Updated]:
    return {updated.name: updated for updated in update_lists(workspace, names, limits=limits)}


def test_the_shipped_addresses_name_a_publisher_and_a_form_for_each_list(tmp_path: Path) -> None:
    shipped = published_lists(tmp_path)

    assert list(shipped) == ["ofac_sdn", "ofac_consolidated", "us_csl", "un", "eu_fsf", "uk_sanctions"]
    assert all(one.publisher and one.format and one.addresses[0].startswith("https://") for one in shipped.values())


def test_only_what_the_file_in_the_workspace_names_is_fetched(workspace: Path, served: Publisher) -> None:
    served.files["/un.xml"] = FORMS["un_xml"][1].encode()
    _publish(workspace, served, un="/un.xml")

    known = published_lists(workspace)
    updated = _update(workspace)

    assert list(known) == list(updated) == ["un"]
    assert (known["un"].publisher, known["un"].format) == ("United Nations Security Council", "un_xml")
    assert served.asked == [("/un.xml", 200)]


def test_a_fetched_list_is_in_force_with_its_day_checksum_and_origin(workspace: Path, served: Publisher) -> None:
    served.files["/cons"] = FORMS["us_csl_csv"][1].encode()
    _publish(workspace, served, us_csl="/cons")

    updated = _update(workspace)["us_csl"]

    (facts,) = installed_lists(workspace, on=_TODAY)
    assert updated.trouble == ""
    assert (facts.dated, facts.parties, facts.in_force_since) == (date(2026, 11, 20), 3, _TODAY)
    assert (list(facts.checksums), facts.origins[0].address) == (["cons"], f"{served.address}/cons")
    assert [path.name for path in (workspace / "lists").iterdir() if path.name.startswith(".")] == []


def test_the_publisher_of_a_list_in_a_form_that_anybody_uses_is_the_one_that_is_named(workspace: Path, served: Publisher) -> None:
    served.files["/own.csv"] = own_list("Imaginary One").encode()
    (workspace / "lists").mkdir(parents=True)
    entry = {"publisher": "Imaginary Compliance", "addresses": f"{served.address}/own.csv"}
    (workspace / "lists" / "publishers.yml").write_text(json.dumps({"mine": entry}), encoding="utf-8")

    facts = _update(workspace)["mine"].facts

    assert facts is not None
    assert facts.publisher == "Imaginary Compliance"


def test_a_list_of_several_files_is_fetched_whole(workspace: Path, served: Publisher) -> None:
    served.files |= {"/a/SDN.CSV": SDN_CSV.encode(), "/b/SDN.CSV": ADD_CSV.encode(), "/ALT.CSV": ALT_CSV.encode()}
    _publish(workspace, served, mine=["/a/SDN.CSV", "/b/SDN.CSV", "/ALT.CSV"])

    facts = _update(workspace)["mine"].facts

    assert facts is not None
    assert (facts.names, sorted(facts.checksums)) == (5, ["1_SDN.CSV", "ALT.CSV", "SDN.CSV"])


def test_an_unchanged_list_is_not_sent_again_and_counts_as_checked(workspace: Path, served: Publisher) -> None:
    served.files |= {"/SDN.CSV": SDN_CSV.encode(), "/ADD.CSV": ADD_CSV.encode()}
    _publish(workspace, served, mine=["/SDN.CSV", "/ADD.CSV"])
    _update(workspace)

    again = _update(workspace)["mine"]
    served.files["/ADD.CSV"] = ADD_CSV.replace("Example Road", "Sample Street").encode()
    changed = _update(workspace)["mine"]

    assert (again.added, again.trouble) == (None, "")
    assert again.facts is not None
    assert (again.facts.checked_on, again.facts.unchecked_days) == (_TODAY, 0)
    assert changed.added is not None
    assert changed.added.changes is not None
    assert changed.added.changes.otherwise == 1
    assert [status for _, status in served.asked] == [200, 200, 304, 304, 304, 200, 200]


def test_a_server_that_says_no_day_dates_the_list_of_today_and_is_asked_for_all_of_it(workspace: Path, served: Publisher) -> None:
    served.files["/own.csv"] = own_list("Imaginary One").encode()
    served.behaviour["/own.csv"] = "hidden"
    _publish(workspace, served, mine="/own.csv")

    first, second = _update(workspace)["mine"], _update(workspace)["mine"]

    assert [one.facts and one.facts.dated for one in (first, second)] == [_TODAY, _TODAY]
    assert second.added is not None
    assert second.added.changes is not None
    assert (second.added.changes.added, second.added.changes.ended, second.added.facts.parties) == ((), (), 1)


def test_a_list_that_was_read_with_less_is_fetched_anew(workspace: Path, served: Publisher) -> None:
    served.files["/own.csv"] = own_list("Imaginary One").encode()
    _publish(workspace, served, mine="/own.csv")
    _update(workspace)
    facts = workspace / "lists" / "mine" / "list.json"
    facts.write_text(facts.read_text(encoding="utf-8").replace('"form": 1', '"form": 0'), encoding="utf-8")

    assert _update(workspace)["mine"].added is not None


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        ("gone", "answers 404 Not Found"),
        ("broken", "broke off after 24 of 124 bytes"),
        ("slow", "cannot be fetched"),
        ("endless", "sends more than 1,000,000 bytes"),
        ("away", "cannot be fetched|answers 302"),
    ],
)
def test_a_server_that_fails_leaves_the_old_list_in_force(behaviour: str, says: str, workspace: Path, served: Publisher) -> None:
    served.files |= {"/own.csv": own_list("Imaginary One").encode(), "/other.csv": own_list("Imaginary Other").encode()}
    _publish(workspace, served, mine="/own.csv", other="/other.csv")
    _update(workspace)
    served.files["/own.csv"] = own_list("Imaginary Uno").encode()
    served.behaviour["/own.csv"] = behaviour

    updated = _update(workspace, limits=Limits(answer_s=0.3, most_bytes=1_000_000))

    assert re.search(says, updated["mine"].trouble)
    assert updated["mine"].trouble.startswith(f"{served.address}/own.csv ")
    assert (updated["other"].trouble, updated["other"].added) == ("", None)
    mine, _ = installed_lists(workspace, on=_TODAY)
    assert (mine.name, mine.parties) == ("mine", 1)


def test_a_server_that_drips_is_given_up_after_the_whole_time(workspace: Path, served: Publisher) -> None:
    served.files["/own.csv"] = b"x"
    served.behaviour["/own.csv"] = "endless"
    _publish(workspace, served, mine="/own.csv")

    updated = _update(workspace, limits=Limits(whole_s=0.2))

    assert "took longer than 0.2 s" in updated["mine"].trouble


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body>We are busy</body></html>", "is no list of the form un_xml"),
        (FORMS["un_xml"][1][:900].encode(), "un/un.xml is no whole XML file"),
        (b"", "un/un.xml has no rows"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-11-21'></CONSOLIDATED_LIST>", "un/un.xml holds no party"),
        (FORMS["un_xml"][1].replace("2026-11-20", "2026-11-01").encode(), "un: the new copy is of 2026-11-01"),
    ],
)
def test_a_malformed_answer_leaves_the_old_list_in_force(content: bytes, says: str, workspace: Path, served: Publisher) -> None:
    served.files["/un.xml"] = FORMS["un_xml"][1].encode()
    _publish(workspace, served, un="/un.xml")
    _update(workspace)
    served.files["/un.xml"] = content

    updated = _update(workspace)["un"]

    assert says in updated.trouble
    assert (updated.facts and updated.facts.parties, installed_lists(workspace, on=_TODAY)[0].parties) == (2, 2)


def test_a_list_that_was_added_by_hand_today_may_be_fetched_though_its_publisher_made_it_earlier(
    workspace: Path, served: Publisher
) -> None:
    served.files["/own.csv"] = own_list("Imaginary One").encode()
    _publish(workspace, served, mine="/own.csv")
    file = workspace.parent / "own.csv"
    file.write_text(own_list("Imaginary One"), encoding="utf-8")
    add_list(workspace, "mine", [file])

    assert _update(workspace)["mine"].trouble == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n- b\n", "must give each list by its name"),
        ("a: [", "is no YAML"),
        ("mine: {}", "mine has no addresses"),
        ("mine: {addresses: ['file:///etc/passwd']}", "neither https nor http"),
        ("mine: {addresses: 'https://lists.example/a', format: pdf}", "the format 'pdf' of mine is none of"),
        ("my list: {addresses: 'https://lists.example/a'}", "can't be called 'my list'"),
    ],
)
def test_a_malformed_file_of_addresses_is_named(text: str, says: str, workspace: Path) -> None:
    (workspace / "lists").mkdir(parents=True)
    (workspace / "lists" / "publishers.yml").write_text(text, encoding="utf-8")

    with pytest.raises(Misconfigured, match=says):
        _update(workspace)


def test_an_unknown_name_says_which_there_are(workspace: Path) -> None:
    with pytest.raises(Misconfigured, match="no addresses of a list 'nowhere'; there are ofac_sdn, "):
        _update(workspace, "nowhere")


def test_the_command_updates_what_it_can_and_warns_of_the_rest(
    workspace: Path, served: Publisher, tell: Callable[..., Said], tmp_path: Path
) -> None:
    served.files |= {"/un.xml": FORMS["un_xml"][1].encode(), "/own.csv": own_list("Imaginary One").encode()}
    _publish(workspace, served, un="/un.xml", mine="/own.csv", lost="/lost.csv")

    first = tell(tmp_path, "lists", "update", "--workspace", "ws")
    second = tell(tmp_path, "lists", "update", "un", "mine", "--workspace", "ws")
    table = tell(tmp_path, "lists", "--workspace", "ws")

    assert (first.code, second.code) == (2, 0)
    assert first.out.splitlines() == ["un: 2 parties, 6 names, of 2026-11-20", "mine: 1 parties, 1 names, of 2026-11-20"]
    assert first.errors[:3] == ["fetching un", "fetching mine", "fetching lost"]
    assert first.errors[3].startswith("warning: lost: ")
    assert first.errors[3].endswith("no copy of it is in force")
    assert first.errors[4] == "tidewaiter: 1 of 3 lists could not be updated; the warnings say why"
    assert second.out.splitlines() == ["un: unchanged since the copy of 2026-11-20", "mine: unchanged since the copy of 2026-11-20"]
    assert table.out.splitlines()[0].split() == ["name", "publisher", "date", "checksum", "parties", "names", "in", "force", "since"]
    assert [line.split()[0] for line in table.out.splitlines()[1:]] == ["mine", "un"]


def test_an_update_that_is_killed_leaves_the_old_list_whole(workspace: Path, served: Publisher) -> None:
    served.files["/own.csv"] = own_list("Imaginary One").encode()
    _publish(workspace, served, mine="/own.csv")
    _update(workspace)
    served.files["/own.csv"] = own_list("Imaginary Uno").encode()
    served.behaviour["/own.csv"] = "endless"
    command = [sys.executable, "-m", "tidewaiter.cli", "lists", "update", "--workspace", str(workspace)]

    child = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    left = _wait_for(
        lambda: next((path for path in (workspace / "lists").glob(".fetched-*/own.csv") if path.stat().st_size > 100_000), None)
    )
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    served.behaviour.clear()

    assert [facts.parties for facts in installed_lists(workspace, on=_TODAY)] == [1]
    os.utime(left.parent, (0, 0))
    assert _update(workspace)["mine"].trouble == ""
    assert not left.parent.exists()


def _wait_for(look: Callable[[], Path | None]) -> Path:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if (found := look()) is not None:
                return found
        except FileNotFoundError:
            pass
        time.sleep(0.02)
    raise AssertionError("nothing was fetched in a minute")


def test_the_published_lists_at_hand_are_fetched_from_a_server(reference_data: Path, workspace: Path, served: Publisher) -> None:
    served.files = {
        "/sdn.csv.gz": (reference_data / "ofac" / "sancbook_2023-01_sdn.csv.gz").read_bytes(),
        "/add.csv.gz": (reference_data / "ofac" / "sancbook_2023-01_add.csv.gz").read_bytes(),
        "/consolidated.csv.gz": (reference_data / "csl" / "csl_us_consolidated.csv.gz").read_bytes(),
        "/un.xml.gz": (reference_data / "un" / "watchman_UN_consolidated.xml.gz").read_bytes(),
    }
    _publish(workspace, served, sdn=["/sdn.csv.gz", "/add.csv.gz"], us_csl="/consolidated.csv.gz", un="/un.xml.gz")

    began = time.process_time()
    updated = _update(workspace)
    seconds = time.process_time() - began

    assert [one.trouble for one in updated.values()] == ["", "", ""]
    assert [one.facts and one.facts.parties for one in updated.values()] == [11_443, 13_772, 1_003]
    assert seconds < 15
