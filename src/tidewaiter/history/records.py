"""A record as others of its kind are looked for: what, from where to where, how, for whom, and how much of it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide
from tidewaiter.normalise.days import declared_day, known_by
from tidewaiter.normalise.units import pieces_by_unit
from tidewaiter.parties.trades import OTHER

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["PORT_CODE", "PORT_CODES_SHARE", "UNNAMED", "comparable_records"]

_NAMES_GOODS = "[^ -~]|[a-z] [a-z]"
"""chosen: two words, or one in a script that sets no blanks, name goods to compare with; `adapter` alone names too many kinds."""
PORT_CODE = "^[A-Z]{2}[A-Z2-9]{3}$"
"""UN/LOCODE: two letters of the country, three of the place."""
PORT_CODES_SHARE = 0.9
"""chosen: where fewer ports of a batch look like codes, they are names, and GENOA, PARIS and TOKYO say nothing of Georgia, Panama and
Tonga."""
_SURFACE = dict.fromkeys(("sea", "road", "rail"), "surface freight")
_CARRIAGES = {"post": "parcels", "express": "parcels", "air": "air cargo"} | _SURFACE
_HAULS = dict.fromkeys(("post", "express", "air"), "parcels or air cargo") | _SURFACE
_NO_CHANNEL = "cargo of no stated channel"
"""chosen: a container is compared with no parcel; the channels of a group move consignments of about one size."""
UNNAMED = "unnamed"
"""The kind of a buyer whose name is a placeholder."""


def comparable_records(goods: "ir.Table", *, names: "ir.Table", as_of: date, ports_are_codes: bool) -> "ir.Table":
    """Give the columns by which records are compared.

    Args:
        goods: shipments with the columns of goods.assess.GOODS.
        names: each name once, as parties.names.distinct_names gives it.
        as_of: records dated later are no part of what is usual (`is_known` is false).
        ports_are_codes: whether `loading_port` holds codes (see PORT_CODES_SHARE); names of ports say nothing of the way.

    Returns:
        One row per record: `shipment_id`; `commodity`, `article`, `heading` and `chapter` (keys of the goods, the last two from the HS
        code); `channel`, `carriage` (channels whose consignments are of one size), `haul` (the same, wider) and `way` (the channel, but one
        for all that is flown or posted to a household); `origin`, `destination`, `lane` (both); `way_lane` (from where the goods were made
        or sent, to where they go) and `path` (how it is gone: countries of transit, else the country of export or of loading where it is
        another, else `direct`); `buyer_key`, `buyer_kind` (`firm`, `other`, `unnamed`), `shipper_name`; the amounts of history.measures;
        `declared_day` and `is_known`.
    """
    # A master bill sums up its house bills: its amounts are no one's order, and they would count twice.
    sums = (goods.record_kind == "master").fill_null(False)
    # A placeholder names nobody: neither firm nor household, and no company for those who are.
    kind = names.placeholder.ifelse(UNNAMED, names.party_kind)
    said = names.select(said_name="name", buyer_name_key="name_key", buyer_kind=kind)
    named = goods.mutate(
        mass_kg=sums.ifelse(ibis.null("float64"), ibis.coalesce(goods.net_mass_kg, goods.gross_mass_kg)),
        value_usd=sums.ifelse(ibis.null("float64"), goods.value_usd),
        origin=ibis.coalesce(goods.export_country, goods.shipper_country, goods.origin_country),
        made_in=ibis.coalesce(goods.origin_country, goods.shipper_country, goods.export_country),
        destination=ibis.coalesce(goods.destination_country, goods.consignee_country),
        receiver=ibis.coalesce(goods.consignee_name, goods.buyer_name),
    )
    named = named.left_join(said, named.receiver == said.said_name)
    return named.select(
        "shipment_id",
        "commodity",
        "origin",
        "destination",
        "buyer_kind",
        "shipper_name",
        "mass_kg",
        article=named.article.re_search(_NAMES_GOODS).ifelse(named.article, ibis.null("string")),
        heading=_code_digits(named.commodity, 4),
        chapter=_code_digits(named.commodity, 2),
        channel=named.channel,
        carriage=_by_channel(named.channel, _CARRIAGES),
        haul=_by_channel(named.channel, _HAULS),
        way=_way(named.channel, named.buyer_kind),
        lane=named.origin.concat(">", named.destination),
        way_lane=named.made_in.concat(">", named.destination),
        path=_path(named, ports_are_codes=ports_are_codes),
        buyer_key=ibis.coalesce(named.consignee_registration_id, named.buyer_name_key),
        usd_per_kg=divide(named.value_usd, named.mass_kg),
        kg_per_piece=divide(named.mass_kg, named.quantity * _pieces_of(named.quantity_unit)),
        kg_per_m3=divide(named.mass_kg, named.volume_m3),
        freight_per_value=divide(named.freight_usd, named.value_usd),
        declared_day=declared_day(named),
        is_known=known_by(named, as_of),
    )


def _by_channel(channel: "ir.StringValue", words: Mapping[str, str]) -> "ir.StringValue":
    named: ir.StringValue = channel.cases(*words.items(), else_=_NO_CHANNEL)
    return named


def _way(channel: "ir.StringValue", buyer_kind: "ir.StringValue") -> "ir.StringValue":
    """The channel; for a household, which receives parcels and hardly ever air cargo, one way for all that is posted or flown."""
    to_household = (buyer_kind == OTHER).fill_null(False) & channel.isin(("post", "express", "air"))
    way: ir.StringValue = to_household.ifelse("post, express or air", channel)
    return way


def _code_digits(commodity: "ir.StringValue", digits: int) -> "ir.StringValue":
    """The first digits of a commodity known by its code, as a key; null for one known by its text."""
    coded: ir.StringValue = commodity.startswith("hs:").ifelse(commodity.substr(0, len("hs:") + digits), ibis.null("string"))
    return coded


def _pieces_of(unit: "ir.StringValue") -> "ir.FloatingValue":
    """How many pieces one of a unit is; null for a unit of something else than pieces."""
    pieces: ir.FloatingValue = unit.cases(*sorted(pieces_by_unit().items()), else_=ibis.null("float64"))
    return pieces


def _path(records: "ir.Table", *, ports_are_codes: bool) -> "ir.StringValue":
    coded = records.loading_port.re_search(PORT_CODE) & ibis.literal(ports_are_codes)
    loaded_in = coded.ifelse(records.loading_port.substr(0, 2), ibis.null("string"))
    between = [(country != records.made_in).ifelse(country, ibis.null("string")) for country in (records.export_country, loaded_in)]
    path: ir.StringValue = ibis.coalesce(records.transit_countries, *between, "direct")
    return path
