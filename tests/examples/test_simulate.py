"""What a simulated world holds: its files, its truth, its look-alikes, its statistics."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from simulated import Row, Simulated, make, rows_of
from tidewaiter.read import table_columns
from tidewaiter.simulate import SCHEMES, open_world, simulate
from tidewaiter.simulate.catalogue import words
from tidewaiter.simulate.folder import headings
from tidewaiter.simulate.world import keys
from tidewaiter.tables import column_names

_SCHEMES = [scheme.id for scheme in SCHEMES]
_RESERVED = re.compile(
    r"\+1 \d{3} 555 01\d\d|\+44 (20 7946|1\d\d 496|191 498) 0\d{3}|\+49 (30 23125|69 90009|40 66969|221 4710|89 99998)\d{3}"
    r"|\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d\d \d\d|\+61 [2378] (5550|7010) \d{4}|\+39 0\d+ 0000 \d{4}"
    r"|\+(?!1 |44 |49 |33 |61 )\d+( \d+)? 0[\d ]+"
)
"""Numbers kept for fiction, and elsewhere numbers that begin with 0 after country and area."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    return make(tmp_path_factory.mktemp("worlds") / "default", shipments=20_000)


@pytest.fixture(scope="module")
def clean_world(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    return make(tmp_path_factory.mktemp("worlds") / "clean", world="clean", shipments=20_000)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _share(rows: Sequence[Row], column: str, values: Iterable[str]) -> float:
    wanted = set(values)
    return sum(row[column] in wanted for row in rows) / len(rows)


def test_the_same_world_size_and_seed_make_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    first, second, other = (make(tmp_path / name, shipments=2_000, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert _bytes(first.folder) == _bytes(second.folder)
    assert first.shipments != other.shipments


def test_the_world_that_a_run_wrote_makes_that_run_again(tmp_path: Path) -> None:
    first = make(tmp_path / "first", world="clean", shipments=1_500)
    again = make(tmp_path / "again", world=str(first.folder / "world.yml"), shipments=1_500)
    assert _bytes(first.folder) == _bytes(again.folder)


def test_a_world_has_as_many_shipments_as_asked_each_with_an_id_of_its_own(world: Simulated) -> None:
    assert len(world.shipments) == 20_000
    assert len({row["House Waybill No."] for row in world.shipments}) == 20_000


@pytest.mark.parametrize("shipments", [1, 2, 40, 300])
def test_a_small_world_has_as_many_shipments_as_asked(tmp_path: Path, shipments: int) -> None:
    small = make(tmp_path / "small", shipments=shipments)
    assert len(small.shipments) == shipments
    assert len(small.truth) + len(small.twins) <= shipments / 10


def test_chunks_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidewaiter.simulate.making._CHUNK_ROWS", 1_000)
    several = make(tmp_path / "several", shipments=5_000)
    assert len({row["House Waybill No."] for row in several.shipments}) == 5_000
    masters = Counter(row["Master Waybill No."] for row in several.shipments if row["Record Type"] == "master")
    assert set(masters.values()) == {1}


def test_every_column_is_read_as_the_column_that_it_is(world: Simulated) -> None:
    assert set(headings()) <= set(column_names("shipments"))
    assert table_columns(world.folder / "shipments.csv")["columns"] == {heading: column for column, heading in headings().items()}


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_every_scheme_and_its_look_alike_are_there_three_times(world: Simulated, scheme: str) -> None:
    cases = Counter(
        row["twin"] for row in {(row["scheme"], row["twin"], row["case"]): row for row in world.cases}.values() if row["scheme"] == scheme
    )
    assert cases["no"] >= 3
    assert cases["yes"] >= 3
    assert world.of(scheme)
    assert world.of(scheme, twin=True)


def test_truth_and_look_alikes_are_shipments_and_never_the_same(world: Simulated) -> None:
    ids = {row["House Waybill No."] for row in world.shipments}
    planted, alike = ({row["shipment_id"] for row in rows} for rows in (world.truth, world.twins))
    assert planted | alike <= ids
    assert not planted & alike
    assert {row["shipment_id"]: row["twin"] for row in world.cases} == dict.fromkeys(planted, "no") | dict.fromkeys(alike, "yes")


def test_strong_and_weak_cases_are_both_planted(world: Simulated) -> None:
    assert {row["strength"] for row in world.cases if row["twin"] == "no"} == {"blatant", "plain", "faint"}


def test_a_clean_world_has_no_truth_and_all_look_alikes_and_dirt(clean_world: Simulated) -> None:
    assert not clean_world.truth
    assert {row["scheme"] for row in clean_world.twins} == set(_SCHEMES)
    assert 0.1 < _share(clean_world.shipments, "HS Code", [""]) < 0.5


def test_a_listed_substance_is_named_only_by_its_scheme_and_its_look_alike(world: Simulated) -> None:
    numbers = re.compile("40064-34-4|79099-07-3|23056-29-3|39742-60-4|79-03-8")
    named = [row for row in world.ordinary() if numbers.search(row["Description of Goods"])]
    assert not named
    assert any(numbers.search(row["Description of Goods"]) for row in world.of("listed_precursor"))
    assert any("reference standard" in row["Description of Goods"] for row in world.of("listed_precursor", twin=True))


def test_a_mislabelled_parcel_weighs_more_by_the_piece_than_its_look_alike(world: Simulated) -> None:
    def heaviest(rows: Sequence[Row]) -> float:
        pieces = [float(row["Gross Weight (KG)"]) / float(row["Quantity"]) for row in rows if row["Quantity"] and row["Gross Weight (KG)"]]
        return sorted(pieces)[len(pieces) // 2]

    assert heaviest(world.of("mislabelled_parcel")) > 1
    assert heaviest(world.of("mislabelled_parcel")) > heaviest(world.of("mislabelled_parcel", twin=True))


def test_the_members_of_a_ring_share_a_phone_and_have_names_of_their_own(world: Simulated) -> None:
    names = defaultdict(set)
    for row in world.of("importer_ring"):
        names[row["Consignee Phone"]].add(row["Consignee Tax ID"] or row["Consignee Address"])
    names.pop("", None)
    assert max(len(members) for members in names.values()) >= 3


def _of_masters(rows: Sequence[Row]) -> dict[str, tuple[Row, list[Row]]]:
    houses = defaultdict(list)
    for row in rows:
        if row["Record Type"] == "house":
            houses[row["Master Waybill No."]].append(row)
    return {row["Master Waybill No."]: (row, houses[row["Master Waybill No."]]) for row in rows if row["Record Type"] == "master"}


def test_house_bills_add_up_to_their_master_in_ordinary_trade(world: Simulated) -> None:
    ordinary = {row["House Waybill No."] for row in world.ordinary()}
    bills = {number: bill for number, bill in _of_masters(world.shipments).items() if number in ordinary}
    assert len(bills) > 100
    for master, houses in bills.values():
        assert sum(float(house["No. of Packages"]) for house in houses) == float(master["No. of Packages"])
        assert sum(float(house["Gross Weight (KG)"]) for house in houses) == pytest.approx(float(master["Gross Weight (KG)"]), abs=0.01)
        assert {house["Voyage No."] for house in houses} == {master["Voyage No."]}


def test_house_bills_of_a_planted_master_carton_do_not_add_up(world: Simulated) -> None:
    for master, houses in _of_masters(world.of("master_carton")).values():
        assert sum(float(house["Gross Weight (KG)"]) for house in houses) < 0.95 * float(master["Gross Weight (KG)"])


def test_every_phone_is_one_that_rings_nowhere(world: Simulated) -> None:
    phones = {
        row[f"{role} Phone"]
        for row in world.shipments
        for role in ("Shipper", "Consignee", "Notify Party", "Declarant", "Freight Forwarder")
    }
    phones |= {row["phone"] for name in ("registry", "list") for row in rows_of(world.folder / f"{name}.csv")}
    assert [phone for phone in phones if phone and not _RESERVED.fullmatch(phone)] == []


def test_every_mail_address_and_site_is_an_example(world: Simulated) -> None:
    found = {row[f"{role} Email"] for row in world.shipments for role in ("Shipper", "Consignee")}
    found |= {row[field] for row in rows_of(world.folder / "registry.csv") for field in ("email", "website")}
    assert [text for text in found if text and not text.endswith(".example")] == []


def test_the_register_knows_most_firms_once(world: Simulated) -> None:
    register = rows_of(world.folder / "registry.csv")
    assert len({row["registration_id"] for row in register}) == len(register)
    asked = [row["Consignee Tax ID"] for row in world.shipments if row["Consignee Tax ID"]]
    known = {row["registration_id"] for row in register}
    assert 0.8 < sum(number in known for number in asked) / len(asked) < 1


def test_the_list_is_a_list_that_names_some_planted_contacts(world: Simulated) -> None:
    listed = rows_of(world.folder / "list.csv")
    assert list(listed[0]) == ["id", "name", "schema", "country", "kind", "date", "address", "phone"]
    ordinary = {row["Consignee Name"] for row in world.ordinary()} | {row["Shipper Name"] for row in world.ordinary()}
    assert not ordinary & {row["name"] for row in listed}


def test_texts_repeat_by_word_and_seldom_as_a_whole(world: Simulated) -> None:
    texts = [row["Description of Goods"] for row in world.shipments[:10_000]]
    counts = Counter(word for row in world.shipments for word in row["Description of Goods"].lower().split())
    assert 0.65 < len(set(texts)) / len(texts) < 0.85
    assert sum(count for _, count in counts.most_common(2_000)) / counts.total() > 0.8


def test_names_repeat_in_cargo_and_hardly_among_private_persons(world: Simulated) -> None:
    cargo = Counter(row["Consignee Name"] for row in world.shipments if row["Mode of Transport"] in ("air", "sea", "road", "rail"))
    top = sum(count for _, count in cargo.most_common(max(1, len(cargo) // 100)))
    assert 0.03 < len(cargo) / cargo.total() < 0.15
    assert 0.3 < top / cargo.total() < 0.65
    persons = Counter(
        row["Consignee Name"] for row in world.ordinary() if row["Mode of Transport"] == "post" and not row["Consignee Tax ID"]
    )
    assert sum(count == 1 for count in persons.values()) / len(persons) > 0.8


def test_texts_come_in_several_languages_and_some_are_stop_words(world: Simulated) -> None:
    joined = " ".join(row["Description of Goods"] for row in world.shipments)
    assert all(re.search(signs, joined) for signs in ("[一-鿿]", "[а-я]", "camisetas|telefonos|alimento", "algodão|vidro|café"))
    post = [row for row in world.shipments if row["Mode of Transport"] == "post"]
    assert 0.1 < _share(post, "Description of Goods", words("stop_words")) < 0.3


def test_value_and_mass_of_the_same_goods_agree_within_an_order_of_magnitude(world: Simulated) -> None:
    prices = [
        float(row["Value (USD)"]) / float(row["Gross Weight (KG)"])
        for row in world.ordinary()
        if row["HS Code"].startswith("080390") and row["Value (USD)"] and row["Gross Weight (KG)"]
    ]
    assert len(prices) > 20
    assert max(prices) < 10 * min(prices)


def test_a_world_can_ask_for_mostly_new_or_mostly_known_consignees(tmp_path: Path) -> None:
    distinct = {}
    for name, section in (
        ("new", "{private_share: 0.9, repeat_share: 0.02, new_share: 0.45}"),
        ("known", "{private_share: 0.05, new_share: 0.02}"),
    ):
        (tmp_path / f"{name}.yml").write_text(f"consignees: {section}\n")
        made = make(tmp_path / name, world=str(tmp_path / f"{name}.yml"), shipments=20_000)
        distinct[name] = len({row["Consignee Name"] for row in made.shipments}) / 20_000
    assert distinct["new"] > 0.65
    assert distinct["known"] < 0.15


def test_what_was_made_is_said_in_one_line(tmp_path: Path) -> None:
    line = simulate(open_world(), tmp_path / "made", shipments=4_000, seed=1).line()
    assert line.startswith("4,000 records, ")
    assert "\n" not in line
    assert "importer_ring" in line
    assert "truth.csv" in line


def test_the_page_names_every_key_every_scheme_and_its_source() -> None:
    page = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text(encoding="utf-8")
    missing = [key.key for key in keys().values() if f"| `{key.key}` |" not in page or key.meaning not in page]
    missing += [scheme.id for scheme in SCHEMES if not all(text in page for text in (scheme.about, scheme.source, scheme.twin_about))]
    assert not missing
