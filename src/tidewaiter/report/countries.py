"""Names of countries for a reader."""

__all__ = ["country_name"]


def country_name(code: str) -> str:
    """Give the common name of a country, the code itself where it is none.

    >>> country_name("KR"), country_name("ZZ")
    ('South Korea', 'ZZ')
    """
    import pycountry

    country = pycountry.countries.get(alpha_2=code)
    return code if country is None else str(getattr(country, "common_name", country.name))
