"""Word lists and the made-up demo list behind name screening, as CSV.

| file | what |
|---|---|
| `demo.csv` | made-up parties for trying the software out; no real party is meant |
| `legal_forms.csv` | legal forms beyond those that rigour knows; `place`: anywhere, at the end of a name, or glued to it (no blanks) |
| `placeholder_names.csv` | what stands in name fields and names nobody; `match`: the whole name, or its start |
| `han_words.csv` | trade words, places and legal forms in Chinese characters with the English word used in trade papers |
| `han_surnames.csv` | surnames of two characters, and characters that are read differently as surnames |
| `common_words.csv` | trade words, places and words of legal forms (beyond `legal_forms.csv`) that say little about who a party is |
| `street_words.csv` | words of addresses, in Latin letters, that name a street, a building or a part of one |
| `ofac_remarks.csv` | labels of OFAC's lists that stand before a number, phone, e-mail, wallet or IMO number |
| `ftm_properties.csv` | properties of FollowTheMoney that hold such; `of_persons`: whether they are taken of persons, too |
| `publishers.yml` | which lists are fetched, and where their publishers keep them |

The word lists are our own choice of words (chosen: the words seen most in names of traders), not facts of law.
"""

import csv
from importlib.resources import files

__all__ = ["list_rows"]


def list_rows(file: str) -> list[dict[str, str]]:
    """Give the rows of one file of this folder.

    >>> list_rows("han_surnames.csv")[0]
    {'han': '欧阳', 'pinyin': 'ouyang'}
    """
    return list(csv.DictReader(files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()))
