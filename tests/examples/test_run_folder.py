"""The command as a user calls it: the run folder that it leaves, and the one line that it says where it cannot."""

import hashlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batches import write_list
from commands import Said, environment, run_command, write_orders
from tidewaiter.errors import BadInput
from tidewaiter.run.folder import write_aside

_RUN_FILES = {"shipments.parquet", "rejects.parquet", "scores.parquet", "evidence.parquet", "run.json", "report.html"}
_CONTACT_ROLES = ("shipper", "consignee", "notify_party", "buyer")
_DATES = {"lodged_date", "departure_date", "arrival_date"}
_NUMBERS = {"quantity", "net_mass_kg", "gross_mass_kg", "volume_m3", "packages", "value", "value_usd", "freight_usd"}
_CANONICAL = {
    *("shipment_id", "record_kind", "master_id", "channel", "lodged_date", "departure_date", "arrival_date"),
    *(f"{role}_{kind}" for role in _CONTACT_ROLES for kind in ("name", "address", "country", "phone", "email", "registration_id")),
    *(f"{role}_{kind}" for role in ("declarant", "forwarder") for kind in ("name", "address", "phone", "registration_id")),
    *("carrier_name", "vessel_name", "vessel_imo", "voyage", "origin_country", "export_country", "transit_countries"),
    *("destination_country", "loading_port", "unlading_port", "goods_text", "hs_code", "quantity", "quantity_unit", "net_mass_kg"),
    *("gross_mass_kg", "volume_m3", "packages", "package_kind", "value", "currency", "value_usd", "freight_usd", "incoterm"),
    *("container_ids", "label_kind", "tracking_number", "extra", "repairs", "source_file", "source_row"),
}
_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_SCORES = {
    **{"shipment_id": _TEXT, "score": pa.float64(), "rank": pa.int64(), "tier": _TEXT, "families": _TEXTS, "signals": _TEXTS},
    **{"inclusion_probability": pa.float64(), "selected": pa.bool_()},
}
_EVIDENCE = {"shipment_id": _TEXT, "signal_id": _TEXT, "family": _TEXT, "points": pa.float64(), "values": _TEXT}
_REJECTS = {"source_file": _TEXT, "source_row": pa.int64(), "field": _TEXT, "reason": _TEXT, "raw": _TEXT}

_LISTED = [{"id": "X-1", "name": "Vermilion Quill Fictitious Chemical Co., Ltd.", "schema": "company", "country": "CN"}]
_OTHERS = [{"id": "Y-1", "name": "Imaginary Cycles LLC", "schema": "company", "country": "US"}]
_ON_A_DAY = ("--as-of", "2026-11-22")


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


def _schema(path: Path) -> dict[str, pa.DataType]:
    schema = pq.read_schema(path)
    return dict(zip(schema.names, schema.types, strict=True))


def _record(run: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The run of the five orders, made once, and what the command said."""
    folder = tmp_path_factory.mktemp("orders")
    write_orders(folder)
    write_list(_LISTED, folder / "a.csv")
    write_list(_OTHERS, folder / "b.csv")
    return folder / "run", run_command(
        folder, "screen", "orders.csv", *_ON_A_DAY, "--out", "run", "--lists", "a.csv", "b.csv", "--budget", "2", "--seed", "7"
    )


def test_a_run_ends_well_and_says_nothing_but_its_own_lines(screened: tuple[Path, Said]) -> None:
    run, said = screened

    assert (said.code, said.out, said.complaints) == (0, "", [])
    assert "5 records in = 3 accepted + 2 rejected" in said.errors
    assert {path.name for path in run.iterdir()} == _RUN_FILES
    assert {path.name for path in run.parent.iterdir()} == {"orders.csv", "a.csv", "b.csv", "run"}


def test_the_tables_have_the_columns_and_types_that_others_rely_on(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    shipments = _schema(run / "shipments.parquet")

    assert set(shipments) == _CANONICAL
    assert {name for name, type_ in shipments.items() if type_ == pa.date32()} == _DATES
    assert {name for name, type_ in shipments.items() if type_ == pa.float64()} == _NUMBERS
    assert {name: type_ for name, type_ in shipments.items() if type_ not in (_TEXT, pa.date32(), pa.float64())} == {
        "repairs": _TEXTS,
        "source_row": pa.int64(),
    }
    assert _schema(run / "scores.parquet") == _SCORES
    assert _schema(run / "evidence.parquet") == _EVIDENCE
    assert _schema(run / "rejects.parquet") == _REJECTS


def test_no_record_is_lost_between_the_file_and_the_tables(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    shipments, scores, rejects = (_rows(run / f"{name}.parquet") for name in ("shipments", "scores", "rejects"))
    counts = _record(run)["counts"]

    assert {row["shipment_id"] for row in shipments} == {row["shipment_id"] for row in scores} == {"A1", "A2", "A3"}
    assert [(row["source_file"], row["source_row"]) for row in rejects] == [("orders.csv", 5), ("orders.csv", 6)]
    assert all(row["reason"] and row["raw"] and row["field"] for row in rejects)
    assert (counts["rows_in"], counts["accepted"], counts["rejected"]) == (5, len(shipments), len(rejects))
    assert sum(counts["tiers"].values()) == counts["accepted"]


def test_a_bad_cell_is_a_null_that_says_why_and_a_strange_column_is_kept(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    second = next(row for row in _rows(run / "shipments.parquet") if row["shipment_id"] == "A2")
    first = next(row for row in _rows(run / "shipments.parquet") if row["shipment_id"] == "A1")

    assert second["net_mass_kg"] is None
    assert second["repairs"] == ["net_mass_kg: 'heavy' is not a number"]
    assert json.loads(first["extra"]) == {"Our Remark": "first"}
    assert first["repairs"] == []


def test_scores_are_ranked_drawn_and_backed_by_evidence(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    scores, evidence = _rows(run / "scores.parquet"), _rows(run / "evidence.parquet")
    fired = {row["shipment_id"]: row for row in scores}

    assert sorted(row["rank"] for row in scores) == [1, 2, 3]
    assert [row["shipment_id"] for row in sorted(scores, key=lambda row: (-row["score"], row["shipment_id"]))] == [
        row["shipment_id"] for row in sorted(scores, key=lambda row: row["rank"])
    ]
    assert all(0 <= row["score"] <= 100 and 0 < row["inclusion_probability"] <= 1 for row in scores)
    assert {row["tier"] for row in scores} <= {"fact", "suspicious", "review", "none"}
    assert abs(sum(row["inclusion_probability"] for row in scores) - 2) < 1e-6
    assert {(id_, name) for id_, row in fired.items() for name in row["signals"]} == {
        (row["shipment_id"], row["signal_id"]) for row in evidence
    }
    assert set(fired["A2"]["signals"]) >= {"goods.listed_substance", "party.list_match"}


def test_evidence_is_json_with_sorted_keys_and_six_digits(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    values = [row["values"] for row in _rows(run / "evidence.parquet")]

    assert values
    for written in values:
        found = json.loads(written)
        assert list(found) == sorted(found)
        assert all(float(f"{number:.6g}") == number for number in found.values() if isinstance(number, float))


def test_run_json_says_what_went_in_what_was_in_force_and_what_it_took(screened: tuple[Path, Said]) -> None:
    run, _ = screened

    record = _record(run)

    assert [(file["name"], file["sha256"]) for file in record["inputs"]] == [("orders.csv", _checksum(run.parent / "orders.csv"))]
    assert (record["engine"]["name"], record["seed"], record["budget"], record["as_of"]) == ("duckdb", 7, 2, "2026-11-22")
    assert {name: facts["sha256"] for name, facts in record["references"].items() if name == "controls/US.csv"}
    assert [(facts["name"], facts["parties"]) for facts in record["lists"]] == [("a", 1), ("b", 1)]
    assert {"read", "goods", "signals", "score", "write", "report"} <= {stage["name"] for stage in record["stages"]}
    assert all(stage["wall_seconds"] >= 0 and stage["peak_memory_mib"] > 0 for stage in record["stages"])


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_lists_one_after_another_and_one_option_each_are_the_same(screened: tuple[Path, Said], tell: Callable[..., Said]) -> None:
    run, _ = screened
    folder = run.parent

    said = tell(
        folder, "screen", *_ON_A_DAY, "orders.csv", "--out", "again", "--lists", "a.csv", "--lists", "b.csv", "--budget", "2", "--seed", "7"
    )

    assert said.code == 0
    for name in ("shipments", "rejects", "scores", "evidence"):
        assert pq.read_table(folder / "again" / f"{name}.parquet").equals(pq.read_table(run / f"{name}.parquet")), name
    assert sum(row["signal_id"] == "party.list_match" for row in _rows(run / "evidence.parquet")) == 2


def test_an_added_list_is_told_of_and_in_force_from_then_on(tmp_path: Path, tell: Callable[..., Said]) -> None:
    write_orders(tmp_path)
    write_list(_LISTED, tmp_path / "watch.csv")

    added = tell(tmp_path, "lists", "add", "watched", "watch.csv")
    told = tell(tmp_path, "lists")
    run = tell(tmp_path, "screen", *_ON_A_DAY, "orders.csv", "--out", "run")

    assert [(said.code, said.complaints) for said in (added, told, run)] == [(0, [])] * 3
    assert told.out.splitlines()[1].split()[::4] == ["watched", "1"]
    assert added.out.startswith("watched: 1 parties, 1 names, of ")
    assert [facts["name"] for facts in _record(tmp_path / "run")["lists"]] == ["watched"]
    hits = [json.loads(row["values"]) for row in _rows(tmp_path / "run/evidence.parquet") if row["signal_id"] == "party.list_match"]
    assert [(hit["hit_list"], hit["hit_list_id"]) for hit in hits] == [("watched", "X-1")]


def test_a_workspace_without_lists_says_how_to_add_one(tmp_path: Path, tell: Callable[..., Said]) -> None:
    said = tell(tmp_path, "lists")

    assert (said.code, said.errors) == (0, [])
    assert "tidewaiter lists add NAME FILE" in said.out


def test_an_existing_run_is_kept_unless_it_is_to_be_replaced(tmp_path: Path, tell: Callable[..., Said]) -> None:
    write_orders(tmp_path)
    tell(tmp_path, "screen", *_ON_A_DAY, "orders.csv", "--out", "run", "--seed", "1")

    refused = tell(tmp_path, "screen", *_ON_A_DAY, "orders.csv", "--out", "run", "--seed", "2")
    kept = _record(tmp_path / "run")["seed"]
    replaced = tell(tmp_path, "screen", *_ON_A_DAY, "orders.csv", "--out", "run", "--seed", "3", "--replace")

    assert (refused.code, refused.complaints) == (3, ["tidewaiter: run exists; give another --out, or --replace to write it anew"])
    assert (kept, replaced.code, _record(tmp_path / "run")["seed"]) == (1, 0, 3)
    assert {path.name for path in tmp_path.iterdir()} == {"orders.csv", "run"}


def test_a_run_that_is_killed_leaves_no_run_and_the_next_clears_what_it_left(tmp_path: Path) -> None:
    write_orders(tmp_path)
    command = [sys.executable, "-m", "tidewaiter.cli", "screen", "orders.csv", "--out", "run"]

    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        reached = next(line for line in running.stderr if line.endswith("comparisons\n"))
        running.send_signal(signal.SIGKILL)
    left = {path.name for path in tmp_path.iterdir()}
    again = run_command(tmp_path, "screen", "orders.csv", "--out", "run")

    assert reached
    assert running.returncode == -signal.SIGKILL
    assert len(left) == 2
    assert "run" not in left
    assert again.code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"orders.csv", "run"}


@pytest.mark.parametrize("rows", ["", "TOTAL,\n"], ids=["headings only", "a sum only"])
def test_a_file_without_a_record_to_screen_is_told_or_screened_to_nothing(rows: str, tmp_path: Path, tell: Callable[..., Said]) -> None:
    (tmp_path / "none.csv").write_text("goods_text,hs_code\n" + rows, encoding="utf-8")

    said = tell(tmp_path, "screen", *_ON_A_DAY, "none.csv", "--out", "run")

    assert said.code in (0, 2)
    assert not [line for line in said.errors if line.startswith("Traceback")]


def test_a_run_leaves_the_folder_of_a_neighbour_that_is_still_written_alone(tmp_path: Path) -> None:
    with write_aside(tmp_path / "run.2", replace=False) as neighbour:
        with write_aside(tmp_path / "run", replace=False) as aside:
            (aside / "run.json").write_text("{}", encoding="utf-8")
        alive = neighbour.exists()
        neighbour.mkdir(exist_ok=True)

    assert alive


def test_what_a_killed_replacement_left_aside_is_cleared_by_the_next_run(tmp_path: Path) -> None:
    left = tmp_path / f".run.partial-{_dead_process()}-abcd1234-old"
    left.mkdir()
    (left / "run.json").write_text("{}", encoding="utf-8")

    with write_aside(tmp_path / "run", replace=False):
        pass

    assert {path.name for path in tmp_path.iterdir()} == {"run"}


def test_leftovers_are_cleared_whatever_the_run_is_called(tmp_path: Path) -> None:
    (tmp_path / f".run[1].partial-{_dead_process()}-abcd1234").mkdir()

    with write_aside(tmp_path / "run[1]", replace=False):
        pass

    assert {path.name for path in tmp_path.iterdir()} == {"run[1]"}


def test_a_refused_run_leaves_no_folder_above_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput), write_aside(tmp_path / "of" / "may" / "run", replace=False):
        raise BadInput("no such file")

    assert list(tmp_path.iterdir()) == []


def _dead_process() -> int:
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    return ended.pid


def test_an_unknown_record_is_named_with_the_place_to_look_its_id_up(screened: tuple[Path, Said], tell: Callable[..., Said]) -> None:
    run, _ = screened

    said = tell(run.parent, "explain", "run", "A9")

    assert (said.code, said.out) == (2, "")
    assert said.errors == ["tidewaiter: run run has no shipment 'A9'; look up the ids in run/scores.parquet or report.html"]


def test_explain_prints_the_reasons_and_nothing_else(screened: tuple[Path, Said], tell: Callable[..., Said]) -> None:
    run, _ = screened

    said = tell(run.parent, "explain", "run", "A2")

    assert (said.code, said.errors) == (0, [])
    assert said.out.startswith("A2: rank 1, score ")


def test_columns_prints_json_of_headings_as_they_stand(tmp_path: Path, tell: Callable[..., Said]) -> None:
    (tmp_path / "table.csv").write_text("Export of May\nHS CODE,Goods,Weight,Weight,Colour\n850440,lamp,1,2,red\n", encoding="utf-8")

    said = tell(tmp_path, "columns", "table.csv")
    told = json.loads(said.out)

    assert (said.code, said.errors) == (0, [])
    assert set(told) == {"header_row", "columns", "confidence"}
    assert told["header_row"] == 2
    assert list(told["columns"]) == ["HS CODE", "Goods", "Weight", "Weight (2)", "Colour"]
    assert (told["columns"]["HS CODE"], told["columns"]["Goods"], told["columns"]["Colour"]) == ("hs_code", "goods_text", None)
    assert set(told["confidence"]) == set(told["columns"])
    assert all(0 <= share <= 1 for share in told["confidence"].values())


def test_the_version_and_the_help_are_told_on_stdout(tmp_path: Path, tell: Callable[..., Said]) -> None:
    version, usage = tell(tmp_path, "--version"), tell(tmp_path, "screen", "--help")

    assert (version.code, usage.code, version.errors, usage.errors) == (0, 0, [], [])
    assert re.fullmatch(r"tidewaiter \d+\.\d+\.\S+\n", version.out)
    assert {"--out", "--lists", "--as-of", "--budget", "--seed", "--engine", "--memory", "--source", "--workspace", "--replace"} <= set(
        re.findall(r"--[a-z-]+", usage.out)
    )
