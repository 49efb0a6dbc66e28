"""Word lists and the made-up demo list behind name screening, as CSV.

| file | what |
|---|---|
| `demo.csv` | made-up parties for trying the software out; no real party is meant |
| `legal_forms.csv` | legal forms beyond those that rigour knows; `place`: anywhere, at the end of a name, or glued to it (no blanks) |
| `placeholder_names.csv` | what stands in name fields and names nobody; `match`: the whole name, or its start |
| `han_words.csv` | trade words, places and legal forms in Chinese characters with the English word used in trade papers |
| `han_surnames.csv` | surnames of two characters, and characters that are read differently as surnames |
| `hangul_words.csv`, `hangul_surnames.csv` | the same for Korean, and surnames as they are usually written in Latin letters |
| `kanji_names.csv` | Japanese surnames and given names with their usual reading |
| `abjad_words.csv` | Arabic, Persian and Hebrew names and trade words as they are usually written in Latin letters |
| `script_letters.csv` | letters of Arabic, Hebrew and Greek in Latin letters |
| `pinyin_syllables.csv` | the syllables of Mandarin without tones, of the readings in pypinyin (MIT licence) |
| `sound_rules.csv` | regular expressions, applied in turn, that make ways to write the same sounds alike; `chinese`: of Chinese only |
| `common_words.csv` | what says little of who is meant: trades, places, forms beyond `legal_forms.csv`, titles, particles, ordinary words |
| `person_names.csv` | given names and surnames in use, in Latin letters, with how many lists hold them (9 for more), see below |
| `name_variants.csv` | classes of words that stand for one another: forms of a name, nicknames, trade words of one meaning |
| `name_calibration.csv` | share of pairs of one party by how well their words agree, on the first half of the hand-made pairs |
| `street_words.csv` | words of addresses, in Latin letters, that name a street, a building or a part of one |
| `ofac_remarks.csv` | labels of OFAC's lists that stand before a number, phone, e-mail, wallet or IMO number |
| `ftm_properties.csv` | properties of FollowTheMoney that hold such; `of_persons`: whether they are taken of persons, too |
| `publishers.yml` | which lists are fetched, and where their publishers keep them |

`person_names.csv` is made of the lists of 88 languages and countries in Faker 40 (MIT licence, (c) 2012 Daniele Faraglia); nothing in it
says whose names they are. The other word lists are our own choice of words (chosen: the words seen most in names of
traders), not facts of law.
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
