"""Draw the name pools of the shipped locales from Faker into data/names/<locale>/<pool>.txt.

Run once by hand: `python scripts/draw_names.py`, with Faker 40.54. The files are committed, so that an island
code keeps its people whatever version of Faker is installed. What is kept and why:
docs/decisions/0020-names-from-faker.md.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from faker import Faker
from faker.providers.person.en import Provider as EnglishPerson

ROOT = Path(__file__).resolve().parents[1] / "data" / "names"
SHIPPED = {
    "en": ("en_GB", "en_US"),
    "de": ("de_DE",),
    "es": ("es_ES",),
    "fr": ("fr_FR",),
    "it": ("it_IT",),
    "nl": ("nl_NL",),
}
STREETS, EMPLOYERS = 1_500, 900
GUIDE = "Ida"  # the lesson looks for a resident of this name: Faker knows it in English, not in Britain
WORDS = tomllib.loads((Path(__file__).parent / "draw_names.toml").read_text(encoding="utf-8"))


def words(key: str) -> list[str]:
    return str(WORDS[key]).split()


LEGAL_FORMS = {
    "en": (" Ltd", " Group", " and Sons"),
    "de": (" GmbH", " KG", " OHG", " GbR", " e.G."),
    "es": (" S.L.", " S.Coop.", " y asociados S.L."),
    "fr": (" S.A.R.L.", " S.A.S.", " et Fils"),
    "it": (" s.r.l.", " e figli", " SPA"),
    "nl": (" BV", " Groep", " en Zonen"),
}


def _provider(fake: Faker, topic: str) -> object:
    return next(p for p in fake.get_providers() if f".{topic}." in type(p).__module__)


def _names(fakes: list[Faker], attribute: str) -> set[str]:
    found: set[str] = set()
    for fake in fakes:
        found |= set(getattr(_provider(fake, "person"), attribute))
    return {name for name in found if name not in words("names_left_out") and name.isprintable()}


def _surnames(fakes: list[Faker]) -> set[str]:
    return {name for name in _names(fakes, "last_names") if "." not in name}


def _pick(fake: Faker, wanted: int, candidates: Iterable[str]) -> list[str]:
    pool = sorted(set(candidates))
    return sorted(fake.random.sample(pool, min(wanted, len(pool))))


def english_streets() -> list[str]:
    sources = [Faker(locale) for locale in ("en_GB", "en_US", "en_IE", "en_NZ")]
    surnames = _names(sources, "last_names")
    types = set(_provider(sources[0], "address").street_suffixes)  # type: ignore[attr-defined]
    firsts = {word for word in words("place_words") if word in surnames}
    firsts |= {word.replace("Harbor", "Harbour") for word in words("place_firsts") if word in types}
    kinds = [kind for kind in words("place_types") if kind in types]
    return sorted(f"{word} {kind}" for word in firsts for kind in kinds if word not in kind)


def other_streets(locale: str, fake: Faker, surnames: set[str]) -> list[str]:
    address = _provider(fake, "address")
    last = sorted(name for name in surnames if " " not in name and "-" not in name)
    if locale == "de":
        ends = [end for end in address.street_suffixes_short if end != "str."]  # type: ignore[attr-defined]
        return _pick(fake, STREETS, (name + end for name in last for end in ends if not name.endswith("s")))
    if locale == "es":
        kept = ("Calle", "Plaza", "Avenida", "Paseo", "Camino", "Cuesta", "Ronda")
        starts = tuple(start for start in kept if start in address.street_prefixes)  # type: ignore[attr-defined]
        return _pick(fake, STREETS, (f"{start} {name}" for name in last for start in starts))
    if locale == "fr":
        starts = tuple(set(address.street_prefixes))  # type: ignore[attr-defined]
        return _pick(fake, STREETS, (f"{start} {name}" for name in last for start in starts))
    if locale == "it":
        starts = tuple(s for s in address.street_suffixes if s not in ("Incrocio", "Stretto", "Rotonda"))  # type: ignore[attr-defined]
        return _pick(fake, STREETS, (f"{start} {name}" for name in last for start in starts))
    given = sorted(_names([fake], "first_names"))
    return _pick(fake, STREETS, (n + end for n in given if n.isalpha() for end in address.street_suffixes))  # type: ignore[attr-defined]


def employers(locale: str, fake: Faker, surnames: set[str]) -> list[str]:
    """A surname and a legal form, or two surnames, as Faker makes companies; never its lists of real ones."""
    known = set(words("firms_left_out"))
    last = sorted(n for n in surnames if n.lower() not in known and n.isalpha() and len(n) < 12)
    joint = {
        "en": "{} and {}",
        "de": "{} & {}",
        "es": "{} y {}",
        "fr": "{} et {}",
        "it": "{} e {}",
        "nl": "{} & {}",
    }
    company = _provider(fake, "company")
    forms = {str(form) for form in company.company_suffixes}  # type: ignore[attr-defined]
    kept = [form for form in LEGAL_FORMS[locale] if form.strip() in forms]
    single = [f"{name}{form}" for name in last for form in kept]
    pairs = [joint[locale].format(*fake.random.sample(last, 2)) for _ in range(EMPLOYERS)]
    return sorted({*_pick(fake, EMPLOYERS * 2 // 3, single), *_pick(fake, EMPLOYERS // 3, pairs)})


def guide_of(locale: str) -> set[str]:
    return {GUIDE} & set(EnglishPerson.first_names_female) if locale == "en" else set()


def main() -> None:
    for locale, sources in SHIPPED.items():
        fakes = [Faker(source) for source in sources]
        fakes[0].seed_instance(1)
        surnames = _surnames(fakes)
        pools = {
            "given_female": sorted(_names(fakes, "first_names_female") | guide_of(locale)),
            "given_male": sorted(_names(fakes, "first_names_male")),
            "family": sorted(surnames),
            "streets": english_streets() if locale == "en" else other_streets(locale, fakes[0], surnames),
            "employers": employers(locale, fakes[0], surnames),
        }
        for kind, pool in pools.items():
            path = ROOT / locale / f"{kind}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(pool) + "\n", encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(pool)}")


if __name__ == "__main__":
    main()
