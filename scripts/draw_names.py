"""Draw the name pools of the shipped locales from Faker into data/names/<locale>/<pool>.txt.

Run once by hand: `python scripts/draw_names.py`. The files are committed, so that an island code keeps its
people whatever version of Faker is installed. What is kept and why: docs/decisions/0020-names-from-faker.md.
"""

from collections.abc import Iterable
from pathlib import Path

from faker import Faker

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
LEFT_OUT = {
    "Adolf",
    "Adolfo",
    "Benito",
    "Badoglio",
    "Mussolini",
    "Hitler",
    "Himmler",
    "Goebbels",
    "Göring",
    "Heß",
}
LEFT_OUT |= {"Eichmann", "Mengele", "Stalin", "Franco"}

# First words of an English street: surnames of Faker's English pools that are also a trade, a tree, a bird ...
PLACE_WORDS = """Archer Baker Banks Barker Birch Bird Brewer Brooks Butcher Carpenter Carter Chandler Cherry Cooper
Crane Dale Drake Farmer Finch Fisher Fletcher Fox Glover Golden Green Greenwood Hare Hawthorn Heath Hunter Knight
Lamb Marsh Mason Meadows Mercer Miller Moss North Plover Poole Porter Potter Reed Rivers Rose Rowan Salmon Sawyer
Shepherd Silk Slater Snow Stone Summers Swift Tanner Thorpe Walker Waters Weaver Wells West Wheeler Winter Wood
Woods Wren Wright""".split()
# ... and words that Faker has as street types, in the spelling of the island.
PLACE_FIRSTS = """Bridge Cliff Common Cove Ferry Field Ford Forest Forge Garden Glen Grove Harbor Haven Hill Knoll
Lake Landing Light Lock Lodge Manor Meadow Mill Orchard Park Pine Port Ridge River Shore Spring Station Stream
Union Valley View Village Well""".split()
# Street types of Faker's English pool that a town of this kind has.
PLACE_TYPES = """Avenue Court Crescent Drive Gardens Green Grove Hill Lane Mews Place Road Row Square Street
Terrace Walk Way""".split()

# Employers that would read as a firm that exists. Compared without the legal form, in lower case.
WELL_KNOWN = """abbott adams addison aldi allen amazon apple arnold atkins aviva bailey baker baker-hughes barclay
barclays bauer bell benetton berger bertelsmann black bmw boeing bolton booker boots bosch boss bridgestone brown
bridges burton butler bush cargill carpenter carr chase clark clarks cook cooper danone dell delta dixon dixons
dow duke dunlop dyson elliott fisher ford foster fox fuller gap giles gucci hall hart hasbro hershey hewlett
holland hsbc hudson hunt hunter hyatt hilton iveco johnson kellogg kelly kennedy kerr king knorr kone kraft krueger
lamb lee levi lidl lloyd lloyds lyons marks mars marsh marshall martin mason max mayer mcdonald mcdonalds mercer
merck metcalfe meyer michelin miele miller mitchell moore morgan morris morrison morrisons nestle nixon norton
oetker otto palmer parker pearson perkins philips phillips philip porsche porter potter prada price procter puma
quinn reed renault richmond ritter rolls ross rowe schmidt schneider schroder schroeder schultz scott siemens
singer smith sony spencer stanley steele stone swift tate tesla thomas thomson turner unilever virgin volkswagen
walker walton warner watson webb wells west weston white wilkinson wilson wolf wood woolworth wright yates yamaha
young zimmer agnelli armani barilla bulgari ferrari ferrero fiat generali lamborghini lavazza maserati missoni
moncler olivetti pirelli versace zegna adidas allianz bayer beiersdorf benz continental daimler haribo henkel hugo
lindt linde opel sap thyssen wirth würth auchan axa bic bonduelle boulanger carrefour cartier chanel citroen
dassault decathlon dior hermes hermès lacoste leclerc leroy michel peugeot ricard rothschild vuitton corteingles
inditex mapfre repsol roca santander seat telefonica zara ahold asml dsm fokker heineken ing kpn rabobank shell
tomtom vopak wehkamp reesink dümmen""".split()
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
    return {name for name in found if name not in LEFT_OUT and name.isprintable()}


def _surnames(fakes: list[Faker]) -> set[str]:
    return {name for name in _names(fakes, "last_names") if "." not in name}


def _pick(fake: Faker, wanted: int, candidates: Iterable[str]) -> list[str]:
    pool = sorted(set(candidates))
    return sorted(fake.random.sample(pool, min(wanted, len(pool))))


def english_streets() -> list[str]:
    sources = [Faker(locale) for locale in ("en_GB", "en_US", "en_IE", "en_NZ")]
    surnames = _names(sources, "last_names")
    types = set(_provider(sources[0], "address").street_suffixes)  # type: ignore[attr-defined]
    words = [word for word in PLACE_WORDS if word in surnames]
    words += [word.replace("Harbor", "Harbour") for word in PLACE_FIRSTS if word in types]
    kinds = [kind for kind in PLACE_TYPES if kind in types]
    return sorted(f"{word} {kind}" for word in set(words) for kind in kinds if word not in kind)


def other_streets(locale: str, fake: Faker, surnames: set[str]) -> list[str]:
    address = _provider(fake, "address")
    last = sorted(name for name in surnames if " " not in name and "-" not in name)
    if locale == "de":
        ends = [end for end in address.street_suffixes_short if end != "str."]  # type: ignore[attr-defined]
        return _pick(fake, STREETS, (name + end for name in last for end in ends if not name.endswith("s")))
    if locale == "es":
        starts = ("Calle", "Plaza", "Avenida", "Paseo", "Camino", "Cuesta", "Ronda")
        starts = tuple(start for start in starts if start in address.street_prefixes)  # type: ignore[attr-defined]
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
    """One surname and a legal form, or two surnames: as Faker's companies are made, without its list of real firms."""
    known = set(WELL_KNOWN)
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


def main() -> None:
    for locale, sources in SHIPPED.items():
        fakes = [Faker(source) for source in sources]
        fakes[0].seed_instance(1)
        surnames = _surnames(fakes)
        pools = {
            "given_female": sorted(_names(fakes, "first_names_female")),
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
