"""The firms of a world: makers, traders, buyers, forwarders and brokers, and those that a scheme adds."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from tidewaiter.simulate.catalogue import Catalogue, catalogue
from tidewaiter.simulate.contacts import FIRM_ROOM, addresses, firm_domains, mail_addresses, phones, registration_ids
from tidewaiter.simulate.draws import Flags, Floats, Ints, Texts, generator, join, pick, picked_by_id, share_of
from tidewaiter.simulate.names import cities_by_id, firm_names, typed_variants
from tidewaiter.simulate.world import World

__all__ = ["ROLES", "Firm", "Firms", "make_firms"]

ROLES = ("maker", "trader", "buyer", "forwarder", "broker")
_ROLE_WEIGHTS = (0.22, 0.20, 0.50, 0.05, 0.03)
"""chosen: most firms of a customs file are importers; agents are few and busy."""
_LEAST_PER_TRADE = 1
_ORIGIN_SHARE = 0.75
"""chosen: share of traders that sit in the country of origin of their goods, not in a country of destination."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm that a scheme or a twin adds, with every text as it will stand in its records."""

    name: str
    address: str
    country: str
    phone: str | None
    email: str | None
    registration_id: str | None
    trade: str
    role: str
    industry_code: str
    incorporated_on: date
    city: int
    registered: bool = True
    website: str | None = None
    officers: str | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True)
class Firms:
    """All firms, a column an attribute, in one order."""

    names: tuple[Texts, ...]
    address: Texts
    phone: Texts
    email: Texts
    registration_id: Texts
    website: Texts
    officers: Texts
    status: Texts
    industry_code: Texts
    country: Ints
    city: Ints
    trade: Ints
    role: Ints
    incorporated: Ints
    registered: Flags

    def __len__(self) -> int:
        """Give how many firms there are."""
        return len(self.country)

    def of_role(self, *roles: str) -> Ints:
        """Give the firms of some roles."""
        return np.flatnonzero(np.isin(self.role, [ROLES.index(role) for role in roles]))

    def with_added(self, added: list[Firm]) -> "Firms":
        """Give all firms with some more at the end."""
        return self if not added else _joined(self, _columns_of(added))


def make_firms(world: World, *, shipments: int, seed: int) -> Firms:
    """Make the firms of ordinary trade; their number grows with the records as the world says."""
    known = catalogue()
    number = max(100, round(world.count("firms.number") * (shipments / 100_000) ** world.number("firms.growth")))
    rng = generator(seed, "firms")
    role, trade = _roles_and_trades(rng, number, known=known)
    ids = np.arange(len(role), dtype=np.int64) + int(rng.integers(0, 1 << 40))
    country = _countries(rng, role, trade=trade, known=known)
    return _described(world, ids, role=role, trade=trade, country=country)


def _roles_and_trades(rng: np.random.Generator, number: int, *, known: Catalogue) -> tuple[Ints, Ints]:
    """Give role and trade of each firm: each ordinary trade has a maker, a trader and a buyer, and there are agents."""
    ordinary = np.unique(known.commodity_trades[known.commodity_trades >= 0])
    agents = {ROLES.index("forwarder"): known.trade("forwarding"), ROLES.index("broker"): known.trade("brokerage")}
    least = [(role, trade) for role in range(3) for trade in ordinary for _ in range(_LEAST_PER_TRADE)] + list(agents.items())
    rest = max(0, number - len(least))
    commodity = rng.choice(np.flatnonzero(known.commodity_trades >= 0), rest)
    roles = np.concatenate([[role for role, _ in least], pick(rng, _ROLE_WEIGHTS, size=rest)]).astype(np.int64)
    trades = np.concatenate([[trade for _, trade in least], known.commodity_trades[commodity]]).astype(np.int64)
    for role, trade in agents.items():
        trades[roles == role] = trade
    order = rng.permutation(len(roles))
    return roles[order], trades[order]


def _countries(rng: np.random.Generator, role: Ints, *, trade: Ints, known: Catalogue) -> Ints:
    country = pick(rng, known.destination_weights, size=len(role))
    at_origin = (role == ROLES.index("maker")) | ((role == ROLES.index("trader")) & (rng.random(len(role)) < _ORIGIN_SHARE))
    for number in np.unique(trade[at_origin]):
        here = np.flatnonzero(at_origin & (trade == number))
        country[here] = pick(rng, _origin_weights(known, int(number)), size=len(here))
    agents = np.flatnonzero(role >= ROLES.index("forwarder"))
    origins = _origin_weights(known, None)
    forwarders = agents[(role[agents] == ROLES.index("forwarder")) & (rng.random(len(agents)) < 0.5)]
    country[forwarders] = pick(rng, origins, size=len(forwarders))
    return country


def _origin_weights(known: Catalogue, trade: int | None) -> Floats:
    weights = np.zeros(len(known.countries))
    for commodity, place in zip(known.commodities, known.commodity_trades):
        if trade is None or place == trade:
            for code, weight in commodity.origins.items():
                weights[known.country(code)] += weight
    return weights


def _described(world: World, ids: Ints, *, role: Ints, trade: Ints, country: Ints) -> Firms:
    known = catalogue()
    names = firm_names(ids, country, trades=trade)
    city = cities_by_id(ids, country)
    domains = firm_domains(ids, country, purpose="firm")
    code_role = np.minimum(role, ROLES.index("buyer"))
    codes = np.array([[line.codes[name] for name in ROLES[:3]] for line in known.trades])
    age_days = (share_of(ids, "age") ** 2 * 40 * 365).astype(np.int64) + 90
    first = (world.first_day - date(1970, 1, 1)).days
    abroad = share_of(ids, "foreign phone") < world.number("firms.foreign_phone_share")
    phone_country = np.where(abroad, picked_by_id(ids, len(known.countries), "phone country"), country)
    return Firms(
        names=typed_variants(names),
        address=addresses(ids, country, cities=city, mailbox_share=world.number("firms.mailbox_share")),
        phone=phones(_rank_within(phone_country), phone_country, room=FIRM_ROOM),
        email=mail_addresses(ids, domains, free_share=world.number("firms.free_mail_share")),
        registration_id=registration_ids(np.arange(len(ids), dtype=np.int64), country, letter="X"),
        website=join("https://www.", domains, by=""),
        officers=pa.nulls(len(ids), pa.string()),
        status=pa.array(np.where(share_of(ids, "status") < 0.02, "dissolved", "active").tolist(), pa.string()),
        industry_code=pa.array(codes[trade, code_role].tolist(), pa.string()),
        country=country,
        city=city,
        trade=trade,
        role=role,
        incorporated=first - age_days,
        registered=share_of(ids, "register") < world.number("register.coverage"),
    )


def _rank_within(groups: Ints) -> Ints:
    """Give for each row how many rows of its group come before it.

    >>> _rank_within(np.array([5, 7, 5, 5])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(groups, kind="stable")
    starts = np.concatenate([[0], np.flatnonzero(np.diff(groups[order])) + 1]) if len(groups) else np.zeros(1, dtype=np.int64)
    ranks = np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))
    found = np.empty(len(groups), dtype=np.int64)
    found[order] = ranks
    return found


def _columns_of(added: list[Firm]) -> Firms:
    known = catalogue()

    def texts(name: str) -> Texts:
        return pa.array([getattr(firm, name) for firm in added], pa.string())

    return Firms(
        names=typed_variants(texts("name")),
        address=texts("address"),
        phone=texts("phone"),
        email=texts("email"),
        registration_id=texts("registration_id"),
        website=texts("website"),
        officers=texts("officers"),
        status=texts("status"),
        industry_code=texts("industry_code"),
        country=np.array([known.country(firm.country) for firm in added], dtype=np.int64),
        city=np.array([firm.city for firm in added], dtype=np.int64),
        trade=np.array([known.trade(firm.trade) for firm in added], dtype=np.int64),
        role=np.array([ROLES.index(firm.role) for firm in added], dtype=np.int64),
        incorporated=np.array([(firm.incorporated_on - date(1970, 1, 1)).days for firm in added], dtype=np.int64),
        registered=np.array([firm.registered for firm in added], dtype=bool),
    )


def _joined(first: Firms, second: Firms) -> Firms:
    together: dict[str, Any] = {  # Any: columns of text, numbers and flags
        field.name: _joined_column(getattr(first, field.name), getattr(second, field.name))
        for field in fields(first)
        if field.name != "names"
    }
    names = tuple(pa.concat_arrays(pair) for pair in zip(first.names, second.names))
    return replace(first, names=names, **together)


def _joined_column(first: Texts | Ints, second: Texts | Ints) -> Texts | Ints:
    return pa.concat_arrays([first, second]) if isinstance(first, pa.Array) else np.concatenate([first, second])
