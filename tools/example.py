"""Make examples/orders-and-parcels.csv: some 2,000 records of made-up firms in which every signal fires and its lawful twin stays quiet.

Written apart from the detector: it plants what the sources of the red flags describe, in the words of trade, and knows no threshold.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

_OUT = Path("examples/orders-and-parcels.csv")
_FIRST_DAY = date(2026, 2, 2)
_DAYS = 90
_HEADINGS = {
    "waybill": "House Waybill No.",
    "lodged": "Date Lodged",
    "mode": "Mode of Transport",
    "shipper": "Shipper Name",
    "shipper_country": "Shipper Country",
    "shipper_phone": "Shipper Phone",
    "consignee": "Consignee Name",
    "consignee_address": "Consignee Address",
    "consignee_country": "Consignee Country",
    "consignee_phone": "Consignee Phone",
    "consignee_email": "Consignee E-mail",
    "broker": "Customs Broker",
    "broker_phone": "Customs Broker Phone",
    "goods": "Description of Goods",
    "hs": "HS Code",
    "kind": "Record Kind",
    "master": "Master Waybill",
    "label": "Label Kind",
    "packages": "No. of Packages",
    "gross": "Gross Weight (KG)",
    "mass": "Net Weight (KG)",
    "quantity": "Quantity",
    "unit": "Unit of Quantity",
    "volume": "Volume (M3)",
    "value": "Value USD",
    "freight": "Freight USD",
    "loading": "Port of Loading",
    "transit": "Transit Countries",
    "remarks": "Internal Remarks",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the example; a column left empty is empty in the file."""

    goods: str = ""
    hs: str = ""
    mass: str = ""
    value: str = ""
    mode: str = "Sea"
    shipper: str = ""
    shipper_country: str = "China"
    shipper_phone: str = ""
    consignee: str = ""
    consignee_address: str = ""
    consignee_country: str = "United States"
    consignee_phone: str = ""
    consignee_email: str = ""
    broker: str = ""
    broker_phone: str = ""
    kind: str = ""
    master: str = ""
    label: str = ""
    packages: str = ""
    gross: str = ""
    quantity: str = ""
    unit: str = ""
    volume: str = ""
    freight: str = ""
    loading: str = "CNSHA"
    transit: str = ""
    remarks: str = ""
    lodged: str = ""


@dataclass(frozen=True, slots=True)
class _Ware:
    """An everyday commodity: its texts, HS code, usual mass of a consignment and of a piece in kg, price in USD a kg, modes.

    Bulk goods have no pieces; their mass of a piece is 0.
    """

    texts: tuple[str, ...]
    hs: str
    mass_kg: float
    kg_a_piece: float
    usd_a_kg: float
    modes: tuple[str, ...]


_WARES = (
    _Ware(
        ("cotton t-shirts for men", "men's cotton t-shirts, knitted", "t-shirts 100% cotton"), "6109100012", 320, 0.2, 11, ("Sea", "Air")
    ),
    _Ware(("LED desk lamps", "LED lamps for desks, 9W"), "9405210000", 240, 0.9, 14, ("Sea",)),
    _Ware(("phone cases of silicone", "silicone cases for mobile phones"), "3926909090", 9, 0.04, 22, ("Express", "Air")),
    _Ware(("stainless steel kitchen knives", "kitchen knives, stainless"), "8211920000", 180, 0.12, 13, ("Sea",)),
    _Ware(("ceramic mugs 350 ml", "mugs of ceramic, printed"), "6912000000", 410, 0.35, 4, ("Sea",)),
    _Ware(("bicycle brake pads", "brake pads for bicycles, resin"), "8714940000", 35, 0.15, 19, ("Air", "Express")),
    _Ware(("children's picture books", "printed picture books for children"), "4903000000", 260, 0.5, 8, ("Sea",)),
    _Ware(("wooden garden chairs, folding",), "9401690000", 900, 4.5, 5, ("Sea",)),
    _Ware(("polyester curtains, ready made",), "6303920000", 350, 0.8, 9, ("Sea",)),
    _Ware(("wireless earphones with charging case", "bluetooth earphones"), "8518300000", 4, 0.08, 90, ("Express", "Post")),
    _Ware(("green tea in bags, 20 x 2 g", "green tea bags"), "0902100000", 140, 0.05, 12, ("Sea", "Air")),
    _Ware(("rubber seals for pumps", "gaskets of rubber for water pumps"), "4016930000", 28, 0.1, 31, ("Air", "Express")),
    _Ware(("white titanium dioxide pigment, 25 kg bags",), "3206110000", 9000, 0, 3, ("Sea",)),
    _Ware(("citric acid monohydrate, food grade, 25 kg bags",), "2918140000", 12000, 0, 1.2, ("Sea",)),
    _Ware(("epoxy resin in drums",), "3907300000", 4800, 0, 3.5, ("Sea",)),
    _Ware(("acrylic paint sets for artists", "artists' paints, acrylic, 24 colours"), "3213100000", 60, 0.6, 15, ("Sea", "Air")),
    _Ware(("plush toys, bears", "soft toys, plush bears"), "9503003000", 130, 0.4, 10, ("Sea", "Air")),
    _Ware(("yoga mats of TPE",), "9506910000", 210, 1.1, 7, ("Sea",)),
    _Ware(("steel screws, zinc plated, assorted",), "7318150000", 1500, 0, 2.4, ("Sea",)),
    _Ware(("dog collars of nylon", "nylon collars and leads for dogs"), "4201000000", 22, 0.09, 18, ("Air", "Express")),
    _Ware(("hair dryers 1800 W",), "8516310000", 160, 0.7, 12, ("Sea",)),
    _Ware(("pool cleaner tablets", "pool cleaner tablets, chlorine, in tubs"), "3808940000", 5, 1.0, 6, ("Air", "Express")),
    _Ware(("glass jars with lids, 500 ml",), "7010900000", 2100, 0.3, 1.5, ("Sea",)),
    _Ware(("laboratory glassware, beakers and flasks",), "7017900000", 45, 0.15, 40, ("Air",)),
)
_USD_A_KG = {"Sea": 0.15, "Air": 3.0, "Express": 5.0, "Post": 4.0}
"""Freight."""
_FIRST = tuple(
    word
    for line in (
        "Amberline Birchvale Cloudmere Dunwater Eastfern Foxlark Goldreed Heathbay Inkwell Junegrove Kelpstone Lindmoor",
        "Mosswick Northquill Oakfinch Pinebrook Quartzhill Rosethorn Saltmarsh Tallowby Umberfield Violetrun Wrenhollow Yarrowdale",
    )
    for word in line.split(" ")
)
_SECOND = (
    "Home Goods",
    "Garden Supply",
    "Sports",
    "Toys",
    "Bookshop",
    "Kitchenware",
    "Hardware",
    "Outfitters",
    "Pet Shop",
    "Textiles",
    "Lighting",
    "Paints",
)
_FORMS = ("LLC", "Inc", "Corp", "Ltd")
_SUPPLIERS = tuple(
    f"{word} {kind} Co., Ltd."
    for word in ("Jinxiu Sample", "Hongda Model", "Lanhai Specimen", "Qingfeng Example", "Tianyu Fictive", "Yunshan Mock")
    for kind in ("Light Industry", "Trading", "Chemical", "Machinery")
)
_PEOPLE = tuple(
    f"{letter}. {name}" for letter in "ABCDEFGHJKLM" for name in ("Sample", "Specimen", "Placeholder-Smith", "Exemplar", "Modelo", "Muster")
)
_STREETS = ("Imaginary Road", "Fictive Avenue", "Example Street", "Sample Lane", "Model Way")
_TOWNS = ("Springfield", "Riverton", "Lakeview", "Fairport", "Ashford")


def main() -> None:
    """Write the file."""
    chance = random.Random(20260202)
    lines = [*_everyday(chance), *_planted(chance)]
    chance.shuffle(lines)
    with _OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADINGS.values())
        for place, line in enumerate(lines):
            dated = line if line.lodged else replace(line, lodged=_day(chance))
            writer.writerow([f"HW26{place:06d}" if name == "waybill" else getattr(dated, name) for name in _HEADINGS])
        writer.writerow(["TOTAL", *[""] * (len(_HEADINGS) - 1)])
        writer.writerow(["HW26999999", _day(chance), "Sea", *["one cell too many"] * len(_HEADINGS)])


def _day(chance: random.Random) -> str:
    return (_FIRST_DAY + timedelta(days=chance.randrange(_DAYS))).isoformat()


def _phone(chance: random.Random) -> str:
    # 555-0100 to 555-0199 of every area code are kept for fiction.
    return f"+1{chance.randrange(201, 990)}55501{chance.randrange(100):02d}"


def _firms(chance: random.Random, size: int) -> list[Line]:
    """Buyers with an address, a phone and an e-mail of their own."""
    firms = []
    for place in range(size):
        name = f"{_FIRST[place % len(_FIRST)]} {_SECOND[place // len(_FIRST) % len(_SECOND)]} {chance.choice(_FORMS)}"
        address = f"{chance.randrange(10, 9800)} {chance.choice(_STREETS)}, {chance.choice(_TOWNS)}"
        mail = f"orders{place}@{name.split()[0].lower()}.example"
        firms.append(Line(consignee=name, consignee_address=address, consignee_phone=_phone(chance), consignee_email=mail))
    return firms


def _everyday(chance: random.Random) -> Iterator[Line]:
    """Ordinary trade: firms that buy what they deal in, and parcels to private buyers."""
    firms = _firms(chance, 260)
    dealt_in = {firm.consignee: chance.sample(_WARES, 2) for firm in firms}
    for _ in range(1560):
        firm = firms[min(int(chance.paretovariate(1.1)) - 1, len(firms) - 1)] if chance.random() < 0.5 else chance.choice(firms)
        yield _order(chance, firm, chance.choice(dealt_in[firm.consignee]), share=1.0)
    parcels = [ware for ware in _WARES if {"Express", "Post"} & set(ware.modes)]
    for _ in range(380):
        private = Line(
            consignee=chance.choice(_PEOPLE),
            consignee_address=f"{chance.randrange(10, 980)} {chance.choice(_STREETS)}, {chance.choice(_TOWNS)}",
        )
        ware = chance.choice(parcels)
        small = replace(ware, modes=("Express", "Post"))
        yield _order(chance, private, small, share=0.3)


def _order(chance: random.Random, buyer: Line, ware: _Ware, *, share: float) -> Line:
    mass = max(0.05, ware.mass_kg * share * chance.lognormvariate(0, 0.35))
    mode = chance.choice(ware.modes)
    counted = ware.kg_a_piece > 0
    return replace(
        buyer,
        quantity=str(max(1, round(mass / ware.kg_a_piece * chance.lognormvariate(0, 0.1)))) if counted else "",
        unit="PCS" if counted else "",
        volume=f"{mass / chance.uniform(160, 260):.3f}",
        freight=f"{max(8.0, mass * _USD_A_KG[mode] * chance.lognormvariate(0, 0.2)):.2f}",
        goods=chance.choice(ware.texts),
        hs=ware.hs,
        mass=f"{mass:.2f}",
        value=f"{mass * ware.usd_a_kg * chance.lognormvariate(0, 0.2):.2f}",
        packages=str(max(1, round(mass / 18))),
        mode=mode,
        shipper=_SUPPLIERS[hash_of(ware.hs) % len(_SUPPLIERS)] if chance.random() < 0.7 else chance.choice(_SUPPLIERS),
    )


def hash_of(text: str) -> int:
    """A small number from a text, the same in every process."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(text))


def _planted(chance: random.Random) -> Iterator[Line]:
    """Each red flag, and beside it a lawful record that looks like it."""
    yield from _listed_substances()
    yield from _poor_descriptions()
    yield from _equipment()
    yield from _listed_parties()
    yield from _large_orders()
    yield from _rings(chance)
    yield from _contacts_abroad()
    yield from _forwarders_at_the_end()
    yield from _master_cartons()
    yield from _codes()
    yield from _masses_and_freight()
    yield from _prices()
    yield from _ways()
    yield from _new_lines()
    yield from _lines_of_business(chance)
    yield from _dirt()


def _listed_substances() -> Iterator[Line]:
    supplier = "Lanhai Specimen Chemical Co., Ltd."
    base = Line(shipper=supplier, consignee="Umberfield Paints LLC", packages="1")
    yield replace(
        base,
        goods="4-piperidone, CAS 41661-47-6, in aluminium foil bag",
        hs="2933390000",
        mass="25.00",
        value="4100.00",
        mode="Express",
        remarks="planted",
    )
    yield replace(
        base,
        goods="chemical intermediate 125541-22-2",
        hs="2933390000",
        mass="5.00",
        value="900.00",
        mode="Air",
        consignee="K. Sample",
        remarks="planted",
    )
    yield replace(
        base,
        goods="phenacetin free analgesic test paper, no acetone",
        hs="3822190000",
        mass="3.00",
        value="210.00",
        mode="Air",
        remarks="twin",
    )
    yield replace(base, goods="acetone-free nail polish remover pads", hs="3304300000", mass="40.00", value="380.00", remarks="twin")
    yield replace(
        base,
        goods="hydrochloric acid 33%, IBC",
        hs="2806100000",
        mass="20000.00",
        value="5200.00",
        consignee="Kelpstone Paints Corp",
        remarks="twin: an everyday chemical",
    )


def _poor_descriptions() -> Iterator[Line]:
    base = Line(
        shipper="Hongda Model Trading Co., Ltd.",
        consignee="Pinebrook Hardware Inc",
        hs="",
        mass="12.00",
        value="100.00",
        packages="2",
        mode="Express",
    )
    for goods in ("parts", "goods", "chemicals", "samples", "gift"):
        yield replace(base, goods=goods, remarks="planted")
    yield replace(base, goods="door hinges", consignee="TO ORDER", remarks="planted")
    yield replace(base, goods="spare parts for water pumps: impeller, shaft, seal", hs="8413910000", remarks="twin")


def _equipment() -> Iterator[Line]:
    base = Line(shipper="Qingfeng Example Machinery Co., Ltd.", hs="8479899990", packages="1", mode="Air")
    yield replace(
        base,
        goods="TDP 5 desktop tablet press with 6 mm die set",
        mass="48.00",
        value="1450.00",
        consignee="M. Exemplar",
        mode="Express",
        remarks="planted",
    )
    yield replace(
        base, goods="rotary tablet press, 9 stations", mass="310.00", value="9800.00", consignee="Foxlark Outfitters LLC", remarks="planted"
    )
    yield replace(
        base,
        goods="rotary tablet press, 17 stations",
        mass="560.00",
        value="18400.00",
        consignee="Northquill Pharma Laboratories Inc",
        mode="Sea",
        remarks="twin: claims a use",
    )
    yield replace(
        base,
        goods="hydraulic press, 20 t, for bearings",
        mass="140.00",
        value="900.00",
        hs="8462610000",
        consignee="Pinebrook Hardware Inc",
        mode="Sea",
        remarks="twin",
    )
    yield replace(
        base,
        goods="tablet computer cases with press buttons",
        mass="30.00",
        value="600.00",
        hs="4202920000",
        consignee="Eastfern Toys LLC",
        remarks="twin",
    )


def _listed_parties() -> Iterator[Line]:
    """Parties of the made-up list that comes with tidewaiter, named `demo`."""
    base = Line(
        goods="plasticiser, technical, in drums",
        hs="2917320000",
        mass="800.00",
        value="2100.00",
        packages="4",
        consignee="Oakfinch Hardware Corp",
    )
    yield replace(base, shipper="FICTITIOUS HARBOUR CHEMICALS CO LTD", shipper_phone="+12025550101", remarks="planted")
    yield replace(base, shipper="QINGZHOU MINGTUO INVENTD BIOTECH", shipper_phone="+13125550177", remarks="planted: name only")
    yield replace(
        base,
        shipper="Silver Harbour Stationery Co., Ltd.",
        shipper_country="United States",
        shipper_phone="+12025550188",
        goods="ball pens",
        hs="9608100000",
        remarks="twin",
    )


def _large_orders() -> Iterator[Line]:
    base = Line(goods="pool cleaner tablets", hs="3808940000", mode="Air", shipper="Tianyu Fictive Chemical Co., Ltd.", packages="12")
    yield replace(base, mass="226.80", value="1350.00", consignee="Dunwater Bookshop LLC", remarks="planted: 500 pounds")
    yield replace(base, mass="410.00", value="2300.00", consignee="Yarrowdale Textiles Inc", remarks="planted")
    for mass in ("205.00", "231.00", "240.00", "219.50"):
        yield replace(
            base, mass=mass, value=f"{float(mass) * 6:.2f}", consignee="Lakeview Pool Distributors LLC", remarks="twin: always this much"
        )


def _rings(chance: random.Random) -> Iterator[Line]:
    ring = ("Copperfield Imports", "Driftwood Ventures", "Elderberry Supplies", "Fernleaf Goods", "Gorsewood Traders")
    base = Line(
        shipper="Jinxiu Sample Chemical Co., Ltd.", goods="organic intermediate, white powder", hs="2933390000", mode="Air", packages="1"
    )
    for place, name in enumerate(ring):
        yield replace(
            base, consignee=f"{name} LLC", mass=f"{20 + place}.00", value="800.00", consignee_phone="+13125550113", remarks="planted"
        )
    front = replace(
        base,
        goods="1-boc-4-piperidone 79099-07-3",
        consignee="Copperfield Imports LLC",
        consignee_phone="+13125550113",
        mass="24.00",
        value="3900.00",
    )
    yield replace(front, remarks="planted: ring and listed substance")
    for name in ("Harebell Books", "Ivywood Tools", "Jasmine Crafts", "Knotgrass Cycles", "Lavender Linens"):
        order = _order(chance, Line(consignee=f"{name} Inc", consignee_phone="+14155550126"), _WARES[6], share=1.0)
        yield replace(
            order,
            shipper=_SUPPLIERS[1],
            broker="Harbour Sample Customs Brokers LLC",
            broker_phone="+14155550126",
            remarks="twin: the broker's phone",
        )


def _contacts_abroad() -> Iterator[Line]:
    """Numbers from +44 1632 960000 on are kept for fiction."""
    base = Line(
        shipper=_SUPPLIERS[0], goods="rubber seals for pumps", hs="4016930000", mass="30.00", value="900.00", mode="Air", packages="2"
    )
    yield replace(
        base,
        consignee="Larchwood Pumps LLC",
        consignee_phone="+441632960144",
        consignee_email="desk@example.co.uk",
        remarks="planted",
    )
    yield replace(base, consignee="Maplecross Pumps LLC", consignee_phone="+16135550144", remarks="twin: a phone over the border")


def _forwarders_at_the_end() -> Iterator[Line]:
    base = Line(shipper="Qingfeng Example Machinery Co., Ltd.", goods="capsule filling machine, 400 holes", hs="8479899990", packages="1")
    forwarder = replace(base, mass="85.00", value="2600.00", consignee="Fairport Sample Freight Forwarding Inc")
    yield replace(forwarder, consignee_address="Cargo Terminal 4, Fairport", remarks="planted")
    yield replace(
        forwarder,
        goods="organic intermediate, white powder",
        hs="2933390000",
        consignee="Nettlecombe Goods LLC",
        consignee_address="P.O. Box 4410, Ashford",
        remarks="planted",
    )
    yield replace(
        forwarder,
        goods="cotton t-shirts for men",
        hs="6109100012",
        mass="300.00",
        remarks="twin: shirts for a forwarder",
    )


def _master_cartons() -> Iterator[Line]:
    base = Line(shipper=_SUPPLIERS[3], goods="phone cases of silicone", hs="3926909090", mode="Air")
    master = replace(base, kind="master", consignee="Ashford Sample Consolidators LLC", goods="consolidated cargo, phone cases of silicone")
    house = replace(base, kind="house", packages="4", value="520.00")
    yield replace(
        master, master="MAWB-1", packages="40", gross="212.00", mass="190.00", value="4180.00", remarks="planted: a master carton"
    )
    for place in range(6):
        yield replace(
            house,
            master="MAWB-1",
            mass="24.00",
            gross="28.00",
            label="domestic",
            consignee=_PEOPLE[place],
            remarks="planted: a domestic label",
        )
    yield replace(master, master="MAWB-2", packages="24", gross="171.00", mass="150.00", value="3300.00", remarks="twin: all accounted for")
    for place in range(6, 12):
        yield replace(
            house,
            master="MAWB-2",
            mass="24.00",
            gross="28.00",
            label="international",
            consignee=_PEOPLE[place],
            remarks="twin: a house bill",
        )


def _codes() -> Iterator[Line]:
    """Texts and codes that do not go together."""
    cases = Line(shipper=_SUPPLIERS[4], goods="phone cases of silicone", mode="Air", mass="9.00", value="190.00", packages="1")
    yield replace(cases, hs="2933399990", consignee="Wrenhollow Outfitters Inc", remarks="planted: cases under a heading of precursors")
    yield replace(cases, hs="4202320000", consignee="Rosethorn Outfitters Inc", remarks="twin: a clerk's slip")
    powder = replace(cases, goods="4-anilinopiperidine, white powder, for display stands", hs="3926909090")
    yield replace(powder, consignee="Heathbay Lighting LLC", remarks="planted: a listed substance as plastics")
    remover = replace(powder, goods="nail polish remover with acetone, 50 ml", hs="3304300000")
    yield replace(remover, consignee="Inkwell Paints LLC", remarks="twin: an everyday chemical")


def _masses_and_freight() -> Iterator[Line]:
    lamps = Line(shipper=_SUPPLIERS[5], goods="LED desk lamps", hs="9405210000", mass="79.00", value="1100.00", unit="PCS", packages="3")
    yield replace(lamps, quantity="3", consignee="Goldreed Lighting Corp", remarks="planted: three lamps of 79 kg")
    yield replace(lamps, quantity="88", consignee="Saltmarsh Lighting Corp", remarks="twin: as many lamps as weigh it")
    boards = replace(lamps, goods="mechanical keyboards", hs="8471606000", value="2400.00")
    yield replace(boards, quantity="3", consignee="Ambermoor Kitchenware Inc", remarks="planted: three keyboards of 79 kg")
    yield replace(boards, quantity="100", consignee="Ashwillow Kitchenware Inc", remarks="twin: a hundred keyboards of 79 kg")
    tea = Line(shipper=_SUPPLIERS[6], goods="green tea bags", hs="0902100000", mass="140.00", value="1680.00", packages="8")
    yield replace(tea, freight="4030.00", consignee="Tallowby Kitchenware Inc", remarks="planted: freight above the value")
    yield replace(tea, freight="48.00", consignee="Junegrove Kitchenware Inc", remarks="twin: twice the usual freight")


def _prices() -> Iterator[Line]:
    resin = Line(shipper=_SUPPLIERS[7], goods="epoxy resin in drums", hs="3907300000", mass="4800.00", packages="24")
    yield replace(resin, value="1680000.00", consignee="Violetrun Hardware LLC", remarks="planted: a hundred times the price")
    yield replace(resin, value="33600.00", consignee="Lindmoor Hardware LLC", remarks="twin: a dear grade")


def _ways() -> Iterator[Line]:
    seals = Line(goods="rubber seals for pumps", hs="4016930000", mass="28.00", value="870.00", mode="Air", packages="2")
    detour = replace(seals, transit="Panama", shipper="Qingfeng Example Trading Co., Ltd.", consignee="Cloudmere Hardware LLC")
    yield replace(detour, remarks="planted: a detour")
    for place, supplier in enumerate(_SUPPLIERS[8:13]):
        hub = replace(seals, transit="South Korea", shipper=supplier, consignee=f"{_FIRST[place]} Pumps LLC")
        yield replace(hub, remarks="twin: a carrier's hub")
    screws = Line(goods="steel screws, zinc plated, assorted", hs="7318150000", mass="1500.00", value="3600.00", packages="60")
    yield replace(screws, mode="Air", shipper=_SUPPLIERS[9], consignee="Birchvale Hardware Ltd", remarks="planted: screws by air")
    yield replace(screws, shipper=_SUPPLIERS[9], consignee="Birchvale Hardware Ltd", remarks="twin: screws by sea")


def _new_lines() -> Iterator[Line]:
    """Goods that nobody shipped before the last week of the batch."""
    powder = Line(goods="flavour mixture for drinks, powder", hs="3302100000", mass="50.00", value="1500.00", mode="Air", packages="2")
    hoses = Line(goods="garden hoses of PVC, 20 m", hs="3917390000", mass="200.00", value="900.00", packages="20")
    for place in range(5):
        day = (_FIRST_DAY + timedelta(days=_DAYS - 6 + place)).isoformat()
        buyer = f"{_FIRST[place + 6]} Flavours LLC"
        yield replace(powder, shipper="Tianyu Fictive Trading Co., Ltd.", consignee=buyer, lodged=day, remarks="planted: a new line")
        gardens = f"{_FIRST[place + 12]} Gardens LLC"
        yield replace(hoses, shipper=_SUPPLIERS[place * 4], consignee=gardens, lodged=day, remarks="twin: a season")


def _lines_of_business(chance: random.Random) -> Iterator[Line]:
    """A chemical that firms of chemistry take, and a sports shop that takes it."""
    gel = Line(goods="silica gel in bags of 25 kg", hs="2811220000", value="480.00", packages="12", shipper=_SUPPLIERS[10])
    for place, word in enumerate(_FIRST):
        taker = f"{word} {('Chemicals', 'Reagents')[place % 2]} Inc"
        yield replace(gel, consignee=taker, mass=f"{chance.uniform(260, 340):.2f}", remarks="twin: of the trade" if place == 0 else "")
    yield replace(gel, consignee="Cloudmere Sports LLC", mass="300.00", remarks="planted: not of the trade")


def _dirt() -> Iterator[Line]:
    base = Line(shipper="Yunshan Mock Light Industry Co., Ltd.", consignee="Mosswick Kitchenware Ltd", goods="green tea bags", packages="6")
    yield replace(base, hs="902100000", mass="150,5", value="1,806.00", remarks="dirt: a zero lost, a decimal comma")
    yield replace(base, hs="0902100000", mass="about 90", value="1080", remarks="dirt: no number")
    yield replace(base, hs="0902100000", mass="88.00", value="1056", lodged="not known", remarks="dirt: no date")


if __name__ == "__main__":
    main()
