"""A listed party under a misspelt, reordered, shortened or joined name."""

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme
from tidewaiter.simulate.surveillance import ListedParty

__all__ = ["SCHEME"]

_GOODS = (
    "plant extract",
    "acetone",
    "packaging machines",
    "silica gel",
    "hydraulic pumps",
    "food colours",
    "chromatography columns",
    "power adapters",
)


def _plant(cast: Cast) -> list[Plan]:
    party = cast.one_of(cast.listed)
    name = disguised(party.name, cast)
    contacts = _contacts(cast, party)
    as_shipper = party.schema == "company" and cast.chance(0.5)
    return [
        _as_shipper(cast, party, day, name, contacts) if as_shipper else _as_consignee(cast, party, day, name, contacts)
        for day in cast.days(cast.records, within=90)
    ]


def _contacts(cast: Cast, party: ListedParty) -> dict[str, str | None]:
    """Give the listed phone and address in blatant cases, one of them in plain ones, none in faint ones."""
    known = [("phone", party.phone), ("address", party.address)]
    given = [(field, text) for field, text in known if text is not None]
    if cast.strength < STRENGTHS["plain"] or not given:
        return {}
    return dict(given) if cast.strength >= STRENGTHS["blatant"] else dict([cast.one_of(given)])


def _as_shipper(cast: Cast, party: ListedParty, day: int, name: str, contacts: dict[str, str | None]) -> Plan:
    supplier = cast.firm("trader", "maker", trades=("chemicals", "machinery"), country=party.country)
    destination = cast.one_of(("MX", "US", "CO"))
    buyer = cast.firm("buyer", country=destination)
    texts = {
        "shipper_name": name,
        "shipper_country": party.country,
        "shipper_registration_id": None,
        "shipper_email": None,
        "shipper_phone": None,
    }
    texts |= {"shipper_address": _other_address(cast, party.country)} | {f"shipper_{field}": text for field, text in contacts.items()}
    goods = cast.one_of(_GOODS)
    return cast.record(
        day,
        cast.usual_channel(goods),
        goods,
        supplier=supplier,
        destination=destination,
        buyer=buyer,
        kilograms=cast.between(5, 400),
        export=party.country,
        texts=texts,
    )


def _as_consignee(cast: Cast, party: ListedParty, day: int, name: str, contacts: dict[str, str | None]) -> Plan:
    goods = cast.one_of(_GOODS)
    supplier = cast.firm("maker", "trader", trades=(catalogue().commodities[catalogue().commodity(goods)].trade,))
    texts: dict[str, str | None] = {
        "consignee_name": name,
        "consignee_address": _other_address(cast, party.country),
        "consignee_phone": None,
    }
    texts |= {
        "consignee_registration_id": None,
        "consignee_email": None,
        "notify_party_name": None,
        "notify_party_address": None,
        "notify_party_phone": None,
    }
    texts |= {f"consignee_{field}": text for field, text in contacts.items()}
    buyer = cast.firm("buyer", country=party.country)
    return cast.record(
        day,
        cast.one_of(("air", "express")),
        goods,
        supplier=supplier,
        destination=party.country,
        buyer=buyer,
        kilograms=cast.between(2, 120),
        texts=texts,
    )


def _other_address(cast: Cast, country: str) -> str:
    return cast.address(cast.city(country))


def disguised(name: str, cast: Cast) -> str:
    """Give a name as one who wants to pass a list writes it: letters changed, words turned round, joined or shortened."""
    words = name.split()
    ways = [_misspelt, _turned_round, _joined] if len(words) > 2 else [_misspelt]
    changed = cast.one_of(ways)(words, cast)
    return " ".join(_misspelt(changed, cast) if cast.strength <= STRENGTHS["faint"] else changed)


def _misspelt(words: list[str], cast: Cast) -> list[str]:
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    at = int(cast.rng.integers(1, max(2, len(word) - 2)))
    slip = cast.one_of(
        (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :])
    )
    return [*words[:longest], slip, *words[longest + 1 :]]


def _turned_round(words: list[str], cast: Cast) -> list[str]:
    return [words[1], words[0], *words[2:]]


def _joined(words: list[str], cast: Cast) -> list[str]:
    return [words[0] + words[1].lower(), *words[2:]]


def _twin(cast: Cast) -> list[Plan]:
    """An unrelated firm or person whose name shares a word with a listed one."""
    party = cast.one_of(cast.listed)
    word = max(party.name.split(), key=len)
    country = cast.one_of(("MX", "US", "ES", "DE", "BR"))
    trade = cast.one_of(("food", "toys", "furniture", "construction"))
    if party.schema == "person":
        name = f"{cast.one_of(('Amelia', 'Gregor', 'Noemi', 'Tobias'))} {word}"
        supplier = cast.firm("trader", "maker", trades=("toys", "home"), country="CN")
        person = cast.person()
        return [
            cast.record(
                day, "post", "plush toys", supplier=supplier, destination=country, person=person, pieces=1.0, texts={"consignee_name": name}
            )
            for day in cast.days(cast.records, within=200)
        ]
    buyer = cast.new_firm(trade, country, name=f"{word} {cast.trade_word(trade)} {cast.legal_form(country)}")
    supplier, goods = cast.firm("maker", "trader", trades=(trade,)), cast.goods_of(trade)
    return [
        cast.record(
            day, cast.usual_channel(goods), goods, supplier=supplier, destination=country, buyer=buyer, kilograms=cast.between(100, 5000)
        )
        for day in cast.days(cast.records, within=200)
    ]


SCHEME = Scheme(
    id="listed_party",
    about=(
        "A party of the surveillance list sends or receives goods under its name misspelt, turned round, joined or shortened, "
        "in stronger cases with its listed phone or address. Traces: party (a name near a listed one, a listed contact), "
        "goods (chemicals or machines)."
    ),
    source=(
        "FinCEN and BIS, Joint Notice on Efforts to Evade U.S. Export Controls Globally (6 November 2023): name or address "
        "similar to that of a listed party"
    ),
    twin_about="An unrelated firm or person whose name shares one word with a listed one.",
    plant=_plant,
    twin=_twin,
)
