"""Whatever bytes a list file holds, it is read or refused with a line; the order of rows and companions changes nothing."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from list_files import FORMS
from tidewaiter.errors import BadInput
from tidewaiter.parties.lists import read_list
from tidewaiter.parties.lists.changes import changes_between, with_ended
from tidewaiter.parties.party import Party, PartyName

_NAMES = st.text(min_size=1, max_size=12).filter(lambda text: bool("".join(text.split()).strip("\x1a\x00\ufeff")))
_IDS = st.sampled_from([str(number) for number in range(8)])
_PARTIES = st.dictionaries(_IDS, st.tuples(_NAMES, st.none() | st.dates(date(2020, 1, 1), date(2025, 1, 1))), max_size=8).map(
    lambda held: [Party(id_, (PartyName(name, "primary"),), delisted_on=ended) for id_, (name, ended) in sorted(held.items())]
)
_DAY = date(2026, 1, 1)


def _try(content: bytes, name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            found = read_list("any", [path])
        except BadInput as error:
            return str(error)
    assert found.parties
    assert all(party.names and party.list_id is not None for party in found.parties)
    return ""


@given(st.binary(max_size=200), st.sampled_from(["list.csv", "list.xml", "list.json"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    _try(content, name)


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_list_of_any_form_with_a_piece_torn_out_or_put_in_is_read_or_refused(form: str, data: st.DataObject) -> None:
    name, text = FORMS[form]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    put_in = data.draw(st.text(alphabet=';,"<>&{}\n\x00a1', max_size=5))

    _try((text[:start] + put_in + text[end:]).encode(), name)


@given(st.lists(st.tuples(_IDS, _NAMES, st.sampled_from(["", "person", "company", "vessel"])), min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_of_our_own_form_changes_nothing(rows: list[tuple[str, str, str]], shuffled: Random) -> None:
    turned = list(rows)
    shuffled.shuffle(turned)

    assert _own(rows) == _own(turned)


def _own(rows: list[tuple[str, str, str]]) -> object:
    text = io.StringIO()
    csv.writer(text).writerows([("id", "name", "schema"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        try:
            return read_list("own", [path]).parties
        except BadInput as error:
            return type(error)


@given(_PARTIES, _PARTIES)
def test_no_party_is_ever_lost_from_a_list_and_an_end_is_written_once(old: list[Party], new: list[Party]) -> None:
    merged = with_ended(new, old, on=_DAY)
    again = with_ended(new, merged, on=date(2026, 2, 1))

    assert {party.list_id for party in merged} == {party.list_id for party in (*old, *new)}
    assert again == merged
    assert all(party in new or party.delisted_on is not None for party in merged)


@given(_PARTIES, _PARTIES)
def test_what_was_added_one_way_has_ended_the_other_way(old: list[Party], new: list[Party]) -> None:
    there, back = changes_between(old, new), changes_between(new, old)

    assert (there.added, there.ended) == (back.ended, back.added)
    assert [(found.gained, found.lost) for found in there.renamed] == [(found.lost, found.gained) for found in back.renamed]
    assert not changes_between(old, old).added
