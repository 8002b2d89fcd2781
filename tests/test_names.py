"""Pools of names: shipped ones without Faker, others at run time."""

import subprocess
import sys

import pytest

from nullisland import names
from nullisland.errors import ConfigError
from nullisland.tables import data_path


@pytest.mark.parametrize("locale", names.LOCALES)
@pytest.mark.parametrize("kind", names.KINDS)
def test_shipped_pools_are_sorted_distinct_and_of_some_size(locale, kind):
    pool = names.pool(locale, kind)

    assert list(pool) == sorted(set(pool))
    assert 80 <= len(pool) <= 2_500
    assert all(name == name.strip() and name.isprintable() and name for name in pool)


def test_the_shipped_pools_are_small():
    files = sorted(data_path("names").glob("*/*.txt"))

    assert len(files) == len(names.LOCALES) * len(names.KINDS)
    assert sum(file.stat().st_size for file in files) < 400_000


def test_english_streets_read_like_a_town():
    streets = names.pool("en", "streets")

    assert {"Mill Lane", "Harbour Street", "Orchard Road", "Station Road"} <= set(streets)
    assert all(len(street.split()) == 2 for street in streets)


@pytest.mark.parametrize("locale", names.LOCALES)
def test_no_employer_bears_the_name_of_a_large_firm(locale):
    firms = {
        "philips",
        "ford",
        "siemens",
        "bosch",
        "ferrari",
        "peugeot",
        "santander",
        "heineken",
        "tesla",
        "armani",
    }
    for employer in names.pool(locale, "employers"):
        assert not firms & set(employer.lower().split())


def test_the_drawing_script_gives_the_shipped_pools_from_the_same_words():
    """Of Faker only what it still has can be compared, whatever version is installed."""
    from faker import Faker

    drawn = {Faker("de_DE").last_name() for _ in range(50)}

    assert len(drawn & set(names.pool("de", "family"))) > 25


def test_any_other_locale_of_faker_is_drawn_at_run_time():
    for kind in names.KINDS:
        pool = names.pool("fi_FI", kind)
        assert list(pool) == sorted(set(pool))
        assert len(pool) > 50


def test_a_run_time_locale_is_the_same_in_another_process():
    code = "from nullisland import names; print(names.pool('fi_FI', 'streets')[:40])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out.strip() == str(names.pool("fi_FI", "streets")[:40])


def test_an_unknown_locale_is_one_sentence():
    with pytest.raises(ConfigError, match=r"^locale must be one of .* got 'xx_XX'$") as error:
        names.pool("xx_XX", "family")
    assert "\n" not in str(error.value)


def test_an_unknown_kind_is_an_error_of_ours():
    with pytest.raises(ValueError, match="kind must be one of"):
        names.pool("en", "surnames")


def test_the_shipped_locales_do_not_import_faker():
    code = (
        "import sys; from nullisland import names; names.pool('en', 'family'); names.pool('de', 'streets');"
        "print('faker' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out.strip() == "False"
