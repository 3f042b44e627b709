"""Orders with planted bad faith and the truth about each, from a seed: what screening is measured on.

`python -m tools.planted FOLDER --orders 1000000 --seed 7` writes `orders.parquet`, as a shop's export would be, oldest first,
and `truth.parquet`: order_id, behaviour, kind, actor, nth. An order has a row for each thing that is true of it, honest
look-alikes included; `actor` is who did it (a buyer, or a ring of accounts), `nth` the how-manieth order of the actor it is.

It was written before any rule was tuned on it, from what people do and not from what the rules read, so part of what is
planted cannot be found by them: a street of random letters, the first orders of someone who never pays, accounts that change.

Bad faith: `serial_unpaid` (orders and on purpose does not pay, now and then pays one), `serial_cancelled` (pays and cancels again
and again), `burst` (a competitor locks many SKUs within hours and pays none), `ring` (a person behind several accounts that share
an address or a phone, each written a little differently, and pay nothing).
Contacts: `address_incomplete` and `phone_unreal` of many kinds, on honest orders and more often on those of bad faith.
Honest: `masked` by the platform or not handed out; `forgot` one payment among many; `slow` payers within and after the grace;
`sold_out` (the shop cancelled); `regret` (an ordinary cancellation); `basket` (many orders in minutes, paid together) and `reseller`
(many on a day, paid at night); `family` and `forwarder` (honest buyers behind one address); addresses in the styles of 22
countries, with typing errors; numbers written in every usual way. Wish screens payment itself, so nothing there is unpaid.

Every seed gives the same rows, whatever PYTHONHASHSEED is: no set is walked, and no clock is read.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

FIELDS = (
    "order_id", "shop", "platform", "buyer_id", "buyer_name", "placed_at", "paid_at", "cancelled_at", "cancelled_by",
    "status", "amount", "currency", "country", "state", "city", "line1", "postcode", "phone", "sku", "quantity",
)  # fmt: skip
TRUTH = ("order_id", "behaviour", "kind", "actor", "nth")
TIMES = ("placed_at", "paid_at", "cancelled_at")
BAD_FAITH = ("serial_unpaid", "serial_cancelled", "burst", "ring")

START = datetime(2025, 11, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
END = START + YEAR  # the day of the export: what comes later has not happened
NOT_GIVEN = "\\N"
CLOSES_AFTER = {"aliexpress": 20, "ali1688": 5, "shopee": 3}  # days; Wish shows no unpaid orders
CURRENCIES = {"aliexpress": "USD", "ali1688": "CNY", "shopee": "USD", "wish": "USD"}
CAMPAIGNS = (10, 27, 132, 229, 304)  # days of the year with eight times the orders
SOLD_OUT = {f"SKU-{n:05d}": (n * 37 % 350, n % 4 + 1) for n in range(0, 6000, 11)}  # sku: first day, days


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ways: # is any digit, % one from 2 to 9, ? a letter; numbers are national, without the trunk prefix."""

    code: str
    dial: str
    trunk: str
    phones: tuple[str, ...]
    towns: tuple[tuple[str, str, str], ...]  # city, state, postcode
    streets: tuple[str, ...]
    names: tuple[str, ...]
    needs: tuple[str, ...] = ("city", "postcode")  # parts without which a parcel there is sent back


@dataclass(frozen=True, slots=True)
class Contact:
    country: str
    state: str
    city: str
    line1: str
    postcode: str
    phone: str


@dataclass(frozen=True, slots=True)
class Buyer:
    id: str
    platform: str
    land: Country
    contact: Contact
    actor: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One order as its buyer meant it; spans count from its placing, None is never."""

    placed: datetime
    paid: timedelta | None
    behaviour: str = ""
    kind: str = ""
    cancelled: timedelta | None = None
    by: str = ""
    bulk: bool = False


def _land(code: str, dial: str, trunk: str, phones: str, towns: str, streets: str, names: str, needs: str) -> Country:
    places = tuple(tuple(part.strip() for part in town.split("|")) for town in towns.split(";"))
    split = [tuple(each.strip() for each in text.split(";")) for text in (streets, names)]
    return Country(code, dial, trunk, tuple(phones.split()), places, split[0], split[1], tuple(needs.split()))  # type: ignore[arg-type]  # each town has three parts


_LANDS = (
    (16, _land("BR", "55", "0", "11991###### 21982###### 31987###### 41996###### 71993###### 1134######", "São Paulo|SP|01###-0##; Rio de Janeiro|RJ|22###-0##; Belo Horizonte|MG|30###-1##; curitiba|PR|80###-2##; SALVADOR|BA|40###-3##", "Rua {name}, {n}; R. {name} {n} apto {m}; Av. {name}, {n}; Travessa {name}, s/n; Rua {name} {n}, Bloco B", "das Flores; São João; Sete de Setembro; Dom Pedro II; Marechal Deodoro; Quinze de Novembro", "city postcode state")),
    (14, _land("US", "1", "", "213%###### 312%###### 646%###### 713%###### 404%###### 617%######", "Los Angeles|CA|900##; Chicago|IL|606##; New York|NY|100##-0###; houston|TX|770##; Atlanta|GA|303##", "{n} {name} St; {n} {name} Ave Apt {m}; {n} N {name} Blvd; {n} {name} Rd Unit {m}; PO Box {n}", "Main; Oak; Washington; Maple; Lincoln; Sunset; 2nd; Lakeview", "city postcode state")),
    (9, _land("CN", "86", "", "138######## 139######## 150######## 186######## 177########", "杭州市|浙江省|310###; 深圳市|广东省|518###; 义乌|浙江|322###; 成都市|四川省|", "{name}路{n}号; {name}街{n}号{m}室; {name}小区{m}栋{n}室; {name}镇{name}村{m}组", "文三; 中山; 人民; 建设; 解放; 长江", "city state")),
    (7, _land("ES", "34", "", "61####### 65####### 62####### 9181#####", "Madrid|Madrid|280##; Barcelona|Barcelona|080##; Sevilla|Sevilla|410##", "Calle {name} {n}; C/ {name}, {n}, {m}º B; Avda. {name} {n}; Calel {name} {n}", "Mayor; de la Paz; Real; Alcalá; del Sol", "city postcode")),
    (7, _land("ID", "62", "0", "812######## 813######## 857######## 8781#######", "Bandung|Jawa Barat|40###; Surabaya|Jawa Timur|60###; Jakarta Selatan|DKI Jakarta|12###", "Jl. {name} No. {n}; Jalan {name} {n} RT 0{k} RW 0{k}; Gg. {name} {n}", "Merdeka; Sudirman; Diponegoro; Melati; Kenanga", "city postcode")),
    (6, _land("FR", "33", "0", "612###### 678###### 621###### 142######", "Paris|Île-de-France|7501#; Lyon||6900#; Marseille||1300#", "{n} rue {name}; {n} bis, avenue {name}; {name}, lieu-dit Le Bourg; {n} bd {name}", "Victor Hugo; de la République; des Lilas; Pasteur", "city postcode")),
    (5, _land("DE", "49", "0", "1512####### 171####### 1766#######", "Berlin||101##; München||803##; Köln|NRW|506##", "{name}straße {n}; {name}str. {n}a; Am {name}berg {n}", "Haupt; Schiller; Goethe; Garten; Linden", "city postcode")),
    (4, _land("GB", "44", "0", "7415###### 7533###### 7712###### 7841######", "London||SW1A #AA; Manchester|Greater Manchester|M# #EA; leeds||ls# #bq", "{n} {name} Road; Flat {m}, {n} {name} Street; Rose Cottage, {name} Lane; {n}A {name} Close", "Station; Church; Victoria; Mill; Queens", "city postcode")),
    (4, _land("MX", "52", "", "5512###### 8183###### 3331######", "Ciudad de México|CDMX|06###; Monterrey|Nuevo León|640##; Guadalajara|Jalisco|441##", "{name} {n}, Col. Centro; Calle {name} #{n} Int. {m}; Av. {name} {n}", "Juárez; Hidalgo; Reforma; Morelos; Insurgentes", "city postcode state")),
    (4, _land("RU", "7", "8", "916####### 903####### 926#######", "Москва||101###; Санкт-Петербург||190###; Novosibirsk|Novosibirskaya oblast|630###", "ул. {name}, д. {n}, кв. {m}; {name} {n}-{m}; ul. {name} d.{n} kv.{m}", "Ленина; Мира; Советская; Садовая", "city postcode")),
    (3, _land("TH", "66", "0", "812###### 891###### 917######", "Bangkok|Krung Thep|10###; เชียงใหม่|เชียงใหม่|50###", "{n}/{m} Moo {k} {name} Rd; {n} ถนน{name}; {n} Soi {name} {m}", "Sukhumvit; Rama; Silom", "city postcode")),
    (3, _land("MY", "60", "0", "12%###### 16%###### 19%######", "Kuala Lumpur|Wilayah Persekutuan|50###; Johor Bahru|Johor|80###", "No {n}, Jalan {name} {k}/{m}; Lot {n}, Taman {name}; B-{m}-{k}, {name} Residence", "Ampang; Bukit; Melati; Perdana", "city postcode state")),
    (3, _land("SG", "65", "", "812##### 913##### 961#####", "Singapore||018###; ||560###; Singapore||238###", "Blk {n} {name} Ave {k} #0{k}-{m}; {n} {name} Road #1{k}-0{k}", "Ang Mo Kio; Bedok; Orchard; Tampines", "postcode")),
    (2, _land("VN", "84", "0", "903###### 982###### 328######", "Hà Nội|Hà Nội|100000; TP. Hồ Chí Minh|Hồ Chí Minh|700000", "{n} {name}; Số {n} ngõ {m} {name}; {n}/{m} Đường {name}, P. {k}", "Nguyễn Trãi; Lê Lợi; Trần Phú", "city")),
    (2, _land("PH", "63", "0", "917####### 905####### 927#######", "Quezon City|Metro Manila|11##; Cebu City|Cebu|6000", "{n} {name} St., Brgy. {m}; Blk {m} Lot {k} {name} Subd.; Purok {k}, Sitio {name}", "Mabini; Rizal; Bonifacio; Malvar", "city")),
    (2, _land("JP", "81", "0", "90%####### 80%####### 70%#######", "渋谷区|東京都|150-00##; Osaka-shi|Osaka|530-00##", "{name}{k}-{m}-{k}; {k}-{m}-{n} {name}; {name}{k}丁目{m}番{k}号 メゾン{n}", "道玄坂; Umeda; 神南; Namba", "city postcode state")),
    (2, _land("KR", "82", "0", "102####### 103####### 109#######", "강남구|서울특별시|06###; Suwon-si|Gyeonggi-do|16###", "{name}로 {n}, {m}동 {n}호; {n}, {name}-ro; {name}길 {n}-{k}", "테헤란; 세종; Jungbu", "city postcode")),
    (2, _land("PL", "48", "", "501###### 602###### 660######", "Warszawa||00-###; Kraków|małopolskie|30-###", "ul. {name} {n}/{m}; {name} {n} m. {m}; os. {name} {n}", "Długa; Polna; Leśna; Kwiatowa", "city postcode")),
    (2, _land("IT", "39", "", "347####### 333####### 328#######", "Milano|MI|201##; Roma|RM|001##", "Via {name} {n}; via {name}, {n} int. {m}; P.za {name} {n}", "Roma; Garibaldi; Mazzini; Dante", "city postcode")),
    (1, _land("HK", "852", "", "512##### 613##### 912#####", "Mong Kok|Kowloon|; Sha Tin|New Territories|", "Flat {m}{k}, {n}/F, {name} Bldg; Rm {n}, {name} Court; {n}號{m}樓", "Wing Fat; Lucky; Harbour", "")),
    (1, _land("IE", "353", "0", "85####### 86####### 87#######", "Dublin|Dublin|D0# X2##; Athenry|Co. Galway|H65 A###", "{name} More; {n} {name} Road; The Old Forge, {name}", "Ballymakeagh; Kilbride; Seaview", "city")),
    (1, _land("SA", "966", "0", "50####### 55####### 53#######", "Riyadh|Riyadh|11###; جدة|مكة|21###", "{n} {name} St; شارع {name} {n}; {name} District, Bldg {n}", "King Fahd; العليا; Olaya", "city")),
)  # fmt: skip

_HOME = {
    "aliexpress": None,
    "wish": None,
    "ali1688": ("CN",),
    "shopee": ("ID", "BR", "TH", "MY", "SG", "VN", "PH", "MX"),
}


class Maker:
    """Makes buyers and their contacts from one stream of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (nothing secret: the same seed must give the same table)
        self.people = itertools.count()
        self.orders = itertools.count(self.chance.randrange(10**9))

    def pick(self, platform: str) -> Country:
        codes = _HOME[platform]
        lands = [(weight, land) for weight, land in _LANDS if codes is None or land.code in codes]
        return self.chance.choices([land for _, land in lands], [weight for weight, _ in lands])[0]

    def buyer(self, *, unpaid: bool = False, actor: str = "", like: Buyer | None = None) -> Buyer:
        """A new account; where payment is to be left open, on a platform that shows unpaid orders."""
        weights = (45, 30, 15, 0 if unpaid else 10)
        platform = like.platform if like else self.chance.choices((*CLOSES_AFTER, "wish"), (45, 15, 30, weights[3]))[0]
        land = like.land if like else self.pick(platform)
        name = f"{platform[:2]}{next(self.people) * 7919 + 104729:09d}"
        return Buyer(name, platform, land, self.contact(land), actor or name)

    def filled(self, pattern: str) -> str:
        digit = self.chance.randrange
        return "".join(
            str(digit(10)) if sign == "#" else str(digit(2, 10)) if sign == "%" else sign for sign in pattern
        )

    def contact(self, land: Country) -> Contact:
        city, state, postcode = self.chance.choice(land.towns)
        street = self.chance.choice(land.streets).format(
            name=self.chance.choice(land.names), n=self.chance.randint(1, 2999), m=self.chance.randint(1, 99), k=self.chance.randint(1, 9)
        )  # fmt: skip
        national = self.filled(self.chance.choice(land.phones))
        return Contact(self.country(land), state, city, street, self.filled(postcode), self.written(national, land))

    def country(self, land: Country) -> str:
        return land.code.lower() if self.chance.random() < 0.02 else land.code

    def written(self, national: str, land: Country) -> str:
        """A national number in one of the ways that people write it."""
        cut = len(national) // 2
        halves = f"{national[:cut]} {national[cut:]}"
        ways = (
            f"+{land.dial}{national}", f"+{land.dial} {halves}", land.trunk + national, f"{land.trunk}{national[:cut]}-{national[cut:]}",
            f"00{land.dial}{national}", f"(+{land.dial}) {halves}", f"+{land.dial}-{national}", f"{land.dial}{national}",
        )  # fmt: skip
        return self.chance.choices(ways, (40, 12, 25, 8, 3, 3, 5, 4))[0]

    def retyped(self, contact: Contact) -> Contact:
        """The same place typed again by someone who would not be recognised at once: other case, spaces, punctuation."""
        street = self.chance.choice(
            (contact.line1.upper(), contact.line1.lower(), contact.line1.replace(",", " "), contact.line1 + ".", contact.line1.replace(" ", "  "))
        )  # fmt: skip
        return replace(contact, line1=street, city=self.chance.choice((contact.city, contact.city.upper())))

    def moment(self) -> datetime:
        """A time of the year: evenings more than nights, days of campaigns more than others."""
        day = self.chance.choice(CAMPAIGNS) if self.chance.random() < 0.1 else self.chance.randrange(365)
        hour = min(23.99, max(0.0, self.chance.gauss(15.5, 5)))
        return START + timedelta(days=day, hours=hour, microseconds=1000 * self.chance.randrange(10**6))

    def minutes(self, middle: float, spread: float = 1.2) -> timedelta:
        return timedelta(minutes=middle * self.chance.lognormvariate(0, spread))

    def hours(self, least: float, most: float) -> timedelta:
        return timedelta(hours=self.chance.uniform(least, most))


Orders = Iterator[tuple[Buyer, Deed]]


def _ordinary(make: Maker, buyer: Buyer, placed: datetime) -> Deed:
    """What an honest buyer does with an order: mostly pays within minutes."""
    fate = make.chance.random()
    if fate < 0.015 and buyer.platform != "wish":
        return Deed(placed, None, "honest", "forgot")
    if fate < 0.035 and buyer.platform != "wish":
        return Deed(placed, make.hours(2, 47), "honest", "slow")
    paid = min(make.minutes(4), timedelta(hours=47))
    if fate < 0.06:
        return Deed(placed, paid, "honest", "regret", paid + make.hours(0.1, 40), "buyer")
    return Deed(placed, paid)


def _someone(make: Maker) -> Orders:
    buyer = make.buyer()
    count = min(60, int(make.chance.paretovariate(1.35)))
    for placed in sorted(make.moment() for _ in range(count)):
        yield buyer, _ordinary(make, buyer, placed)


def _regular(make: Maker) -> Orders:
    """Orders all year, and forgot to pay for some."""
    buyer = make.buyer(unpaid=True)
    for placed in sorted(make.moment() for _ in range(make.chance.randint(15, 60))):
        forgets = make.chance.random() < 0.07
        yield buyer, Deed(placed, None, "honest", "forgot") if forgets else Deed(placed, make.minutes(5))


def _slow(make: Maker) -> Orders:
    """Always pays within the grace, always late; one in five of them by a bank slip that is booked after it."""
    buyer, after = make.buyer(unpaid=True), make.chance.random() < 0.2
    for placed in sorted(make.moment() for _ in range(make.chance.randint(2, 9))):
        paid = make.hours(30, 71) if after else make.hours(12, 46)
        yield buyer, Deed(placed, paid, "honest", "slow_after_grace" if after else "slow")


def _unlucky(make: Maker) -> Orders:
    """The shop keeps cancelling this buyer's orders: sold out."""
    buyer = make.buyer()
    for placed in sorted(make.moment() for _ in range(make.chance.randint(3, 7))):
        if make.chance.random() < 0.75:
            yield buyer, Deed(placed, make.minutes(5), "honest", "sold_out", make.hours(48, 120), "seller")
        else:
            yield buyer, Deed(placed, make.minutes(5))


def _chooser(make: Maker) -> Orders:
    """Orders, looks again, cancels and orders the other size: one in three is cancelled."""
    buyer = make.buyer()
    for placed in sorted(make.moment() for _ in range(make.chance.randint(1, 5))):
        if make.chance.random() < 0.5:
            early = placed - timedelta(minutes=make.chance.randint(3, 50))
            paid = timedelta(minutes=1)
            yield buyer, Deed(early, paid, "honest", "regret", paid + (placed - early) / 2, "buyer")
        yield buyer, Deed(placed, make.minutes(3))


def _basket(make: Maker) -> Orders:
    """A basket divided into an order an item, paid for together at the end."""
    buyer, start = make.buyer(unpaid=True), make.moment()
    end = start + make.hours(0.3, 2)
    for _ in range(make.chance.randint(4, 15)):
        placed = start + (end - start) * make.chance.random() * 0.9
        yield buyer, Deed(placed, end - placed, "honest", "basket")


def _reseller(make: Maker) -> Orders:
    """Orders all day what the own shop sold, and pays the lot at night."""
    buyer = make.buyer(unpaid=True)
    for _ in range(make.chance.randint(1, 6)):
        morning = make.moment().replace(hour=1)
        for _ in range(make.chance.randint(5, 20)):
            placed = morning + make.hours(0, 11)
            yield buyer, Deed(placed, morning + timedelta(hours=13) - placed, "honest", "reseller", bulk=True)


def _family(make: Maker) -> Orders:
    first = make.buyer()
    for _ in range(make.chance.randint(2, 4)):
        other = replace(make.buyer(like=first), contact=make.retyped(first.contact))
        for placed in sorted(make.moment() for _ in range(make.chance.randint(1, 4))):
            deed = _ordinary(make, other, placed)
            yield other, deed if deed.behaviour else replace(deed, behaviour="honest", kind="family")


def _forwarder(make: Maker) -> Orders:
    """Hundreds of honest buyers behind the address, and sometimes the phone, of one forwarder."""
    first, same_phone = make.buyer(), make.chance.random() < 0.5
    for number in range(make.chance.randint(80, 300)):
        other = make.buyer(like=first)
        phone = first.contact.phone if same_phone else other.contact.phone
        at = replace(first.contact, line1=f"{first.contact.line1} Suite {number}", phone=phone)
        deed = _ordinary(make, other, make.moment())
        yield (
            replace(other, contact=at),
            deed if deed.behaviour else replace(deed, behaviour="honest", kind="forwarder"),
        )


def _closing(make: Maker) -> tuple[timedelta | None, str]:
    """Whether one who will not pay cancels before the platform does."""
    return (make.hours(1, 60), "buyer") if make.chance.random() < 0.15 else (None, "")


def _never_pays(make: Maker) -> Orders:
    buyer, start = make.buyer(unpaid=True), make.moment()
    for _ in range(make.chance.randint(3, 14)):
        if make.chance.random() < 0.1:
            yield buyer, Deed(start, make.minutes(5))
        else:
            cancelled, by = _closing(make)
            yield buyer, Deed(start, None, "serial_unpaid", by or "left_open", cancelled, by)
        start += timedelta(days=make.chance.expovariate(1 / 6))


def _keeps_cancelling(make: Maker) -> Orders:
    buyer, start = make.buyer(), make.moment()
    for _ in range(make.chance.randint(3, 14)):
        paid = make.minutes(6)
        if make.chance.random() < 0.12:
            yield buyer, Deed(start, paid)
        else:
            yield buyer, Deed(start, paid, "serial_cancelled", "buyer", paid + make.hours(0.2, 60), "buyer")
        start += timedelta(days=make.chance.expovariate(1 / 5))


def _locks_stock(make: Maker) -> Orders:
    """A competitor: a burst over many SKUs, in bulk, none paid; perhaps another one weeks later."""
    buyer, start = make.buyer(unpaid=True), make.moment()
    for burst in range(make.chance.randint(1, 3)):
        lasts = make.hours(0.3, 8)
        cancelled, by = _closing(make)
        for _ in range(make.chance.randint(8, 40)):
            deed = Deed(
                start + lasts * make.chance.random(), None, "burst", f"burst_{burst + 1}", cancelled, by, bulk=True
            )
            yield buyer, deed
        start += timedelta(days=make.chance.uniform(3, 40))


def _rotates(make: Maker) -> Orders:
    """One person, many accounts: the address shared or the phone, never the account for long."""
    first, shares = make.buyer(unpaid=True), make.chance.choice(("address", "phone", "both"))
    number = make.filled(make.chance.choice(first.land.phones))
    actor, start = f"ring-{first.id}", make.moment()
    for _ in range(make.chance.randint(4, 15)):
        account = make.buyer(like=first, actor=actor)
        place = account.contact if shares == "phone" else make.retyped(first.contact)
        phone = account.contact.phone if shares == "address" else make.written(number, first.land)
        account = replace(account, contact=replace(place, phone=phone))
        for _ in range(make.chance.randint(1, 2)):
            cancelled, by = _closing(make)
            yield account, Deed(start, None, "ring", shares, cancelled, by)
            start += timedelta(days=make.chance.expovariate(1 / 4))


PLANS: tuple[tuple[float, bool, Callable[[Maker], Orders]], ...] = (
    # weight among actors, whether it is more than an ordinary buyer, what they do
    (1000, False, _someone),
    (1, True, _regular), (5, True, _slow), (3, True, _unlucky), (5, True, _chooser), (4, True, _basket),
    (1, True, _reseller), (8, True, _family), (0.06, True, _forwarder),
    (1.6, True, _never_pays), (1.6, True, _keeps_cancelling), (0.3, True, _locks_stock), (0.4, True, _rotates),
)  # fmt: skip


# --- contacts gone wrong ------------------------------------------------------------------------------------------

_LETTERS = "bcdfghjklmnpqrstvwz"


def _spoilt_phone(make: Maker, buyer: Buyer) -> tuple[str, str]:
    """A number that cannot be real, and its kind."""
    land, chance = buyer.land, make.chance
    national = make.filled(chance.choice(land.phones))
    size = len(national)
    kinds: dict[str, Callable[[], str]] = {
        "too_short": lambda: make.written(national[: -chance.randint(2, 4)], land),
        "too_long": lambda: make.written(national + make.filled("#" * chance.randint(3, 5)), land),
        "one_digit": lambda: str(chance.randrange(10)) * size,
        "counting": lambda: "123456789012"[:size],
        "descending": lambda: "987654321098"[:size],
        "pairs": lambda: ("12" * size)[:size],
        "dial_and_zeros": lambda: f"+{land.dial}" + "0" * size,
        "letter_for_digit": lambda: make.written(national[:-2] + "O" + national[-1], land).replace("1", "l", 1),
        "word": lambda: chance.choice(("none", "no", "n/a", "无", "phone", "test", "xx")),
        "blank": lambda: chance.choice(("", "-", "0", ".")),
        "no_such_prefix": lambda: f"+{land.dial} 0000{national[4:]}",
        "address_in_it": lambda: buyer.contact.line1,
    }
    kind = chance.choice(list(kinds))
    return kinds[kind](), kind


def _spoilt_address(make: Maker, buyer: Buyer) -> tuple[Contact, str]:
    """An address that no parcel finds, and its kind."""
    contact, chance, land = buyer.contact, make.chance, buyer.land
    blank = ("", "", " ", "-", ".", "--")
    kinds: dict[str, Callable[[], Contact]] = {
        "street_blank": lambda: replace(contact, line1=chance.choice(blank)),
        "street_filler": lambda: replace(contact, line1=chance.choice(("asdf", "test", "N/A", "aaaa", "qwerty", "Test Street", "asd asd", "无", "same", "my house", "unknown", "1"))),
        "street_gibberish": lambda: replace(contact, line1=" ".join("".join(chance.choices(_LETTERS, k=chance.randint(4, 9))) for _ in range(2))),
        "street_is_city": lambda: replace(contact, line1=contact.city or land.code),
        "street_is_number": lambda: replace(contact, line1=str(chance.randint(1, 400))),
        "country_blank": lambda: replace(contact, country=""),
    }  # fmt: skip
    for part in land.needs:
        kinds[f"{part}_blank"] = lambda part=part: replace(contact, **{part: chance.choice(blank)})  # type: ignore[misc]  # mypy knows no lambda's default
    if "postcode" in land.needs:
        kinds["postcode_short"] = lambda: replace(contact, postcode=contact.postcode[:-2])
        kinds["postcode_long"] = lambda: replace(contact, postcode=contact.postcode + make.filled("###"))
        kinds["postcode_word"] = lambda: replace(contact, postcode=chance.choice(("none", "zip", "CEP", "unknown")))
    kind = chance.choice(list(kinds))
    return kinds[kind](), kind


def _masked(make: Maker, contact: Contact) -> tuple[Contact, str]:
    """What the platform hides of a contact, or does not hand out at all."""
    phone, mark = contact.phone, make.chance.choice(("*", "*", "*", "•", "＊", "x"))
    kinds: dict[str, Callable[[], Contact]] = {
        "phone_middle": lambda: replace(contact, phone=phone[:3] + mark * 4 + phone[-4:]),
        "phone_tail": lambda: replace(contact, phone=phone[:-5] + mark * 5),
        "phone_head": lambda: replace(contact, phone=mark * 6 + phone[-2:]),
        "phone_all": lambda: replace(contact, phone=mark * 8),
        "phone_not_given": lambda: replace(contact, phone=NOT_GIVEN),
        "street": lambda: replace(contact, line1=contact.line1[:1] + "****" + contact.line1[-1:], postcode=contact.postcode[:2] + "***"),
        "all": lambda: replace(contact, line1="****", city="****", postcode="*****", phone="****"),
        "not_given": lambda: replace(contact, line1=NOT_GIVEN, city=NOT_GIVEN, state=NOT_GIVEN, postcode=NOT_GIVEN, phone=NOT_GIVEN),
    }  # fmt: skip
    kind = make.chance.choices(list(kinds), (30, 10, 10, 5, 15, 10, 10, 10))[0]
    return kinds[kind](), kind


MASKED = {"shopee": 0.3, "ali1688": 0.1, "aliexpress": 0.05, "wish": 0.02}


def _contacts(make: Maker, buyer: Buyer, spoils: float) -> tuple[Contact, list[tuple[str, str]]]:
    """The contact that an order shows, and what is true of it; what is masked hides what is wrong."""
    chance = make.chance.random
    if chance() < MASKED[buyer.platform]:
        contact, kind = _masked(make, buyer.contact)
        return contact, [("masked", kind)]
    contact, true = buyer.contact, []
    if chance() < spoils:
        contact, kind = _spoilt_address(make, buyer)
        true.append(("address_incomplete", kind))
    if chance() < spoils:
        phone, kind = _spoilt_phone(make, buyer)
        contact = replace(contact, phone=phone)
        true.append(("phone_unreal", kind))
    return contact, true


# --- rows ---------------------------------------------------------------------------------------------------------


def _order_id(platform: str, number: int, placed: datetime) -> str:
    """As each platform writes it; no two numbers give the same."""
    mixed = number * 2_654_435_761 % 10**12
    if platform == "shopee":
        return f"{placed:%y%m%d}{mixed:010X}"
    if platform == "wish":
        return f"{mixed:024x}"
    return f"8{mixed:015d}" if platform == "aliexpress" else f"2{mixed:018d}"


def _happened(deed: Deed, buyer: Buyer, sku: str) -> tuple[datetime | None, datetime | None, str]:
    """When it was paid and cancelled, and by whom, as far as the day of the export."""
    paid = None if deed.paid is None else deed.placed + deed.paid
    cancelled, by = (None if deed.cancelled is None else deed.placed + deed.cancelled), deed.by
    if paid is None and cancelled is None:
        cancelled, by = deed.placed + timedelta(days=CLOSES_AFTER[buyer.platform]), "platform"
    elif paid and cancelled is None and _is_sold_out(deed.placed, sku):
        cancelled, by = paid + timedelta(hours=30), "seller"
    paid = paid if paid and paid < END else None
    return (paid, cancelled, by) if cancelled and cancelled < END else (paid, None, "")


def _is_sold_out(placed: datetime, sku: str) -> bool:
    first, days = SOLD_OUT.get(sku, (0, 0))
    return first <= (placed - START).days < first + days


def _row(make: Maker, buyer: Buyer, deed: Deed, contact: Contact, order: str) -> tuple[object, ...]:
    sku = f"SKU-{int(6000 * make.chance.random() ** 2):05d}"
    paid, cancelled, by = _happened(deed, buyer, sku)
    status = "cancelled" if cancelled else "unpaid" if paid is None else "finished"
    quantity = make.chance.randint(5, 60) if deed.bulk else make.chance.choices((1, 2, 3, 10), (80, 14, 5, 1))[0]
    times = (moment.isoformat() if moment else NOT_GIVEN for moment in (deed.placed, paid, cancelled))
    return (
        order, f"shop-{buyer.platform}", buyer.platform, buyer.id, f"Generated {buyer.id[-4:]}", *times, by, status,
        f"{make.chance.lognormvariate(2.7, 0.9) * quantity:.2f}", CURRENCIES[buyer.platform],
        contact.country, contact.state, contact.city, contact.line1, contact.postcode, contact.phone, sku, quantity,
    )  # fmt: skip


def _rows(make: Maker, count: int, crowd: float) -> Iterator[tuple[tuple[object, ...], list[tuple[object, ...]]]]:
    """Each order's row and its truths, actor by actor."""
    weights = [weight * (crowd if is_special else 1) for weight, is_special, _ in PLANS]
    plans = [plan for _, _, plan in PLANS]
    left = count
    while left > 0:
        acts = sorted(make.chance.choices(plans, weights)[0](make), key=lambda act: act[1].placed)
        for nth, (buyer, deed) in enumerate([act for act in acts if act[1].placed < END][:left], start=1):
            contact, true = _contacts(make, buyer, 0.08 if deed.behaviour in BAD_FAITH else 0.006)
            order = _order_id(buyer.platform, next(make.orders), deed.placed)
            meant = [(deed.behaviour, deed.kind)] if deed.behaviour else []
            yield _row(make, buyer, deed, contact, order), [(order, *each, buyer.actor, nth) for each in meant + true]
            left -= 1


def planted(count: int, seed: int, folder: Path, *, crowd: float = 1) -> tuple[Path, Path]:
    """Writes orders.parquet and truth.parquet; `crowd` makes everyone but the ordinary buyer so many times as frequent."""
    folder.mkdir(parents=True, exist_ok=True)
    orders, truth = folder / "orders.parquet", folder / "truth.parquet"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        rows, truths = Path(name) / "orders.csv", Path(name) / "truth.csv"
        with rows.open("w", encoding="utf-8", newline="") as one, truths.open("w", encoding="utf-8", newline="") as two:
            write, tell = csv.writer(one), csv.writer(two)
            for row, true in _rows(Maker(seed), count, crowd):
                write.writerow(row)
                tell.writerows(true)
        _copied(rows, FIELDS, orders, "placed_at, order_id")
        _copied(truths, TRUTH, truth, "order_id, behaviour, kind")
    return orders, truth


def _copied(source: Path, fields: tuple[str, ...], target: Path, order: str) -> None:
    kinds = {field: "TIMESTAMPTZ" if field in TIMES else "INTEGER" if field == "nth" else "VARCHAR" for field in fields}
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(
            f"""copy (select * from read_csv('{source}', columns={kinds}, header=false, auto_detect=false, delim=',', quote='"',
            escape='"', nullstr='{NOT_GIVEN}') order by {order}) to '{target}' (format parquet)"""  # noqa: S608 (our own names)
        )


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tools.planted", description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--orders", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    print(*planted(given.orders, given.seed, given.folder))


if __name__ == "__main__":
    main()
