"""How well screening finds planted bad faith, and at what cost beside DuckDB computing the same windows with no rules.

`python -m tools.accuracy --orders 1000000 --seed 7` writes `build/accuracy-SEED-ORDERS.json` and prints the same. Screening and
yardsticks take turns, each in a process of its own, from the same Parquet file to an answer an order in a file.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
from tests.screening import olist

from makegood.cli.screen import parameters, unpaid_words
from makegood.screening import screen
from tools.planted import BAD_FAITH, planted

BUILD = Path("build")
REPEATS = 3
UNPAID, CANCELLED = ("serial_unpaid", "burst", "ring"), ("serial_cancelled",)
CONTACTS = ("address_incomplete", "phone_unreal")

Figures = dict[str, Any]


# --- what runs in a process of its own ---------------------------------------------------------------------------


def screened(orders: Path, answers: Path) -> None:
    """An answer an order: its level, and the rules that fired."""
    with answers.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        for line in screen(orders, parameters=parameters(None), unpaid_words=unpaid_words(None)):
            if "summary" not in line:
                rules = " ".join([reason["rule"] for reason in line["reasons"]]) if line["reasons"] else ""
                write((line["order"], line["level"], rules))


def history(orders: Path, answers: Path) -> None:
    """A yardstick: each buyer's earlier orders, unpaid and cancelled ones, as of each order; nothing checked, nothing judged."""
    _copied(f"{_given(orders)}, {_HISTORY} select order_id, {_COUNTS} from history order by moment, order_id", answers)


def windows(orders: Path, answers: Path) -> None:
    """The yardstick: every window that the rules read, also what stands open and what others of the same contact left unpaid."""
    shared = ", ".join(f"{part}_behind as ({_behind(part)})" for part in ("phone", "place"))
    _copied(
        f"""{_given(orders)}, {_HISTORY}, {shared}
        select order_id, {_COUNTS}, greatest(p.unpaid, a.unpaid) as shared_unpaid, greatest(p.orders, a.orders) as shared_orders
        from history left join phone_behind p using (order_id) left join place_behind a using (order_id) order by moment, order_id""",
        answers,
    )


_COUNTS = "history.orders, history.unpaid, cancelled, withdrawn, open"
_UNTIL = "range between unbounded preceding and current row"


def _given(orders: Path) -> str:
    grace = f"interval {parameters(None)['payment_grace_hours']} hours"
    return f"""with given as (
        select order_id, platform, buyer_id, placed_at as moment, cancelled_at, cancelled_by, phone, concat(country, postcode, line1) as place,
            case when paid_at is null or paid_at > placed_at + {grace} then placed_at + {grace} end as unpaid_from,
            least(paid_at, cancelled_at, placed_at + {grace}) as open_until
        from '{orders}')"""  # noqa: S608 (our own paths)


_HISTORY = f"""
    events as (
        select platform, buyer_id, moment, order_id, 1 as o, 0 as u, 0 as c, 0 as w, 1 as p from given
        union all select platform, buyer_id, unpaid_from, null, 0, 1, 0, 0, 0 from given where unpaid_from is not null
        union all select platform, buyer_id, open_until, null, 0, 0, 0, 0, -1 from given
        union all select platform, buyer_id, cancelled_at, null, 0, 0, 1, (cancelled_by = 'buyer')::int, 0 from given
            where cancelled_at is not null),
    history as (
        select * from (
            select order_id, moment, sum(o) over until - 1 as orders, sum(u) over until as unpaid, sum(c) over until as cancelled,
                sum(w) over until as withdrawn, sum(p) over until - 1 as open
            from events window until as (partition by platform, buyer_id order by moment {_UNTIL}))
        where order_id is not null)"""  # noqa: S608 (our own names)


def _behind(key: str) -> str:
    """What all accounts of a contact did, less what this one did."""
    return f"""select order_id, orders, unpaid from (
        select order_id, sum(o) over everyone - sum(o) over oneself as orders, sum(u) over everyone - sum(u) over oneself as unpaid
        from (select {key}, platform, buyer_id, moment, order_id, 1 as o, 0 as u from given
            union all select {key}, platform, buyer_id, unpaid_from, null, 0, 1 from given where unpaid_from is not null)
        window everyone as (partition by {key} order by moment {_UNTIL}),
            oneself as (partition by {key}, platform, buyer_id order by moment {_UNTIL}))
    where order_id is not null"""  # noqa: S608 (our own names)


def _copied(query: str, answers: Path) -> None:
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        connection.execute(f"copy ({query}) to '{answers}' (format parquet)")


WORKS: dict[str, Callable[[Path, Path], None]] = {"screening": screened, "windows": windows, "history": history}


def cost(work: str, orders: Path, answers: Path) -> Figures:
    """Wall seconds, CPU seconds and peak memory of one work, imports left out of the time."""
    command = [sys.executable, "-m", "tools.accuracy", "--work", work, str(orders), str(answers)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 (ourselves)
    found: Figures = json.loads(said)
    return found


def _work(name: str, orders: Path, answers: Path) -> None:
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    WORKS[name](orders, answers)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": time.perf_counter() - started, "cpu": cpu, "peak_mb": _peak_mb()}))


def _peak_mb() -> float:
    """Of this process alone: `ru_maxrss` begins at what the parent held when it started us."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def speed(orders: Path, folder: Path, repeats: int) -> Figures:
    """The medians of each, and the median of the ratios of neighbours in time."""
    runs = [{work: cost(work, orders, folder / work) for work in WORKS} for _ in range(repeats)]
    medians = {
        work: {
            name: round(statistics.median(run[work][name] for run in runs), 2) for name in ("wall", "cpu", "peak_mb")
        }
        for work in WORKS
    }
    ratios = {
        f"ratio_{name}_to_{work}": round(statistics.median(run["screening"][name] / run[work][name] for run in runs), 2)
        for work in ("windows", "history")
        for name in ("wall", "cpu")
    }
    return {**medians, **ratios, "repeats": repeats}


# --- answers against the truth ------------------------------------------------------------------------------------


def accuracy(orders: Path, truth: Path, answers: Path) -> Figures:
    with duckdb.connect() as connection:
        connection.execute(
            f"""create table given as select o.order_id, o.platform, o.buyer_id, a.level, string_split(coalesce(a.rules, ''), ' ') as rules
            from '{orders}' o join read_csv('{answers}', header=false, auto_detect=false, delim=',', quote='"', escape='"',
                columns={{'order_id': 'VARCHAR', 'level': 'VARCHAR', 'rules': 'VARCHAR'}}) a using (order_id);
            create table truth as from '{truth}';
            create table guilty as select distinct buyer_id from truth join given using (order_id) where behaviour in {BAD_FAITH}"""  # noqa: S608 (our own paths)
        )
        missing = _rows(
            connection, f"select count(*) from '{orders}' where order_id not in (select order_id from given)"
        )  # noqa: S608
        rules = [
            row[0]
            for row in _rows(connection, "select distinct unnest(rules) as r from given where rules <> [''] order by r")
        ]
        return {
            "not_answered": missing[0][0],
            "recall": {name: _recall(connection, name) for name in (*BAD_FAITH, *CONTACTS)},
            "recall_by_kind": {name: _by_kind(connection, name) for name in CONTACTS},
            "precision": {rule: _precision(connection, rule) for rule in rules},
            "alarms_on_masked": _masked(connection),
            "levels": _levels(connection),
        }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return rows


def _found_by(behaviour: str) -> str:
    """Whether an order was given a reason of the behaviour's clause; AUDIT-1 is one clause for all who act in bad faith."""
    return (
        f"list_contains(rules, '{behaviour}')"
        if behaviour in CONTACTS
        else f"not list_has_all({list(CONTACTS)}, rules) and rules <> ['']"
    )


def _recall(connection: duckdb.DuckDBPyConnection, behaviour: str) -> Figures:
    """Of orders, of those after the actor's third, and of actors found by at least one of their orders."""
    (planted_, found, later, found_later, actors, found_actors) = _rows(
        connection,
        f"""with t as (select actor, nth, {_found_by(behaviour)} as found from truth join given using (order_id) where behaviour = '{behaviour}')
        select count(*), count(*) filter (found), count(*) filter (nth > 3), count(*) filter (found and nth > 3),
            count(distinct actor), count(distinct actor) filter (found) from t""",  # noqa: S608
    )[0]
    figures = {"orders": planted_, "recall": _share(found, planted_)}
    if behaviour in CONTACTS:
        return figures
    return figures | {
        "recall_after_third": _share(found_later, later),
        "actors": actors,
        "recall_of_actors": _share(found_actors, actors),
    }


def _by_kind(connection: duckdb.DuckDBPyConnection, behaviour: str) -> Figures:
    query = f"""select kind, count(*), count(*) filter ({_found_by(behaviour)}) from truth join given using (order_id)
        where behaviour = '{behaviour}' group by kind order by kind"""  # noqa: S608
    return {kind: {"orders": count, "recall": _share(found, count)} for kind, count, found in _rows(connection, query)}


def _precision(connection: duckdb.DuckDBPyConnection, rule: str) -> Figures:
    """Of the orders, and buyers, that a rule flagged, how many deserve it; and who the others are."""
    if rule in CONTACTS:
        right = f"order_id in (select order_id from truth where behaviour = '{rule}')"
    else:
        right = "buyer_id in (from guilty)"
    flagged, good, buyers, good_buyers = _rows(
        connection,
        f"""with f as (select *, {right} as good from given where list_contains(rules, '{rule}'))
        select count(*), count(*) filter (good), count(distinct buyer_id), count(distinct buyer_id) filter (good) from f""",  # noqa: S608
    )[0]
    others = _rows(
        connection,
        f"""with f as (select * from given where list_contains(rules, '{rule}') and not {right}),
        kinds as (select buyer_id, string_agg(distinct kind, '+' order by kind) as kind from truth join given using (order_id)
            where behaviour = 'honest' group by buyer_id)
        select coalesce(kind, 'ordinary') as kind, count(*) from f left join kinds using (buyer_id) group by 1 order by 2 desc, 1 limit 8""",  # noqa: S608
    )
    figures = {
        "orders": flagged,
        "precision": _share(good, flagged),
        "buyers": buyers,
        "precision_of_buyers": _share(good_buyers, buyers),
    }
    return figures | {"false_alarms": dict(others)}


def _masked(connection: duckdb.DuckDBPyConnection) -> Figures:
    """Reasons of AUDIT-2 given to orders whose contacts are masked or not handed out; each should be none."""
    query = f"""select kind || ' ' || rule, count(*) from (select kind, unnest(rules) as rule from truth join given using (order_id)
        where behaviour = 'masked') where rule in {CONTACTS} group by all order by 1"""  # noqa: S608
    return dict(_rows(connection, query))


def _levels(connection: duckdb.DuckDBPyConnection) -> Figures:
    """What the truth calls for (a hold for contacts but on Wish, a watch for bad faith) against the level given."""
    query = f"""with due as (select order_id, bool_or(behaviour in {CONTACTS}) as held, bool_or(behaviour in {BAD_FAITH}) as watched
            from truth group by order_id)
        select case when held and platform <> 'wish' then 'hold' when held or watched then 'watch' else 'pass' end as due, level, count(*)
        from given left join due using (order_id) group by all order by all"""  # noqa: S608
    return {f"{due} -> {level}": count for due, level, count in _rows(connection, query)}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


# --- Olist, whose own columns are the truth --------------------------------------------------------------------------


def of_olist() -> Figures:
    """What is flagged with the house's numbers and with a strict shop's, recounted from Olist's own columns, order by order."""
    if not olist.FOLDER.exists():
        return {"absent": str(olist.FOLDER)}
    with tempfile.TemporaryDirectory() as folder:
        table = olist.joined(Path(folder) / "olist.csv")
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        house = parameters(None)
        strict = house | dict.fromkeys(("unpaid_count", "cancel_count"), house["unpaid_share"] * 2)
        return {"house": _olist(table, rows, house), "strict": _olist(table, rows, strict)}


def _olist(table: Path, rows: list[dict[str, str]], numbers: dict[str, Any]) -> Figures:
    *lines, last = screen(table, parameters=numbers, zone=olist.ZONE, history=True, unpaid_words=unpaid_words(None))
    flagged = {(line["order"], reason["rule"]) for line in lines for reason in line["reasons"]}
    expected = _recounted(rows, numbers)
    return {
        "levels": last["summary"]["levels"],
        "rules": dict(Counter(rule for _, rule in flagged)),
        "agree": len(flagged & expected),
        "flagged_only_by_us": len(flagged - expected),
        "only_by_recount": len(expected - flagged),
    }


def _recounted(rows: list[dict[str, str]], numbers: dict[str, Any]) -> set[tuple[str, str]]:
    """The slow way, by pairs: earlier orders approved too late or never, and earlier ones whose status says cancelled."""
    buyers: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        buyers.setdefault(row["buyer_id"], []).append(row)
    found = set()
    for theirs in buyers.values():
        for row in theirs:
            earlier = [o for o in theirs if (o["placed_at"], o["order_id"]) < (row["placed_at"], row["order_id"])]
            unpaid = sum(_is_unpaid(o, row["placed_at"], float(numbers["payment_grace_hours"])) for o in earlier)
            closed = sum(o["status"] == "canceled" for o in earlier)
            for rule, count, name in (("serial_unpaid", unpaid, "unpaid"), ("serial_cancelled", closed, "cancel")):
                if count >= numbers[f"{name}_count"] and count >= numbers[f"{name}_share"] * len(earlier):
                    found.add((row["order_id"], rule))
    return found


def _is_unpaid(order: dict[str, str], by: str, grace: float) -> bool:
    """Local times compared as texts of one form; the clock's change is far from every grace that matters here."""
    from datetime import datetime

    form = "%Y-%m-%d %H:%M:%S"
    until = datetime.strptime(order["placed_at"], form) + timedelta(hours=grace)  # noqa: DTZ007 (both sides are local)
    paid = order["paid_at"] and datetime.strptime(order["paid_at"], form)  # noqa: DTZ007
    return until <= datetime.strptime(by, form) and (not paid or paid > until)  # noqa: DTZ007


# --- the report -----------------------------------------------------------------------------------------------------


def report(count: int, seed: int, repeats: int) -> Figures:
    folder = BUILD / f"planted-{seed}-{count}"
    orders, truth = folder / "orders.parquet", folder / "truth.parquet"
    if not (orders.is_file() and truth.is_file()):
        planted(count, seed, folder)
    spent = speed(orders, folder, repeats)
    found = accuracy(orders, truth, folder / "screening")
    return {"orders": count, "seed": seed, "accuracy": found, "speed": spent, "olist": of_olist()}


def _shown(value: Any, indent: str = "") -> None:
    for name, inner in value.items():
        if isinstance(inner, dict) and any(isinstance(each, dict) for each in inner.values()):
            print(f"{indent}{name}")
            _shown(inner, indent + "  ")
        else:
            told = "  ".join(f"{key} {each}" for key, each in inner.items()) if isinstance(inner, dict) else inner
            print(f"{indent}{name:<22} {told}")


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__.partition("\n")[0])
    options.add_argument("--orders", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--repeats", type=int, default=REPEATS)
    options.add_argument("--work", nargs=3, metavar=("WORK", "ORDERS", "ANSWERS"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        return _work(given.work[0], Path(given.work[1]), Path(given.work[2]))
    figures = report(given.orders, given.seed, given.repeats)
    target = BUILD / f"accuracy-{given.seed}-{given.orders}.json"
    target.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _shown(figures)
    print(target)
    return None


if __name__ == "__main__":
    main()
