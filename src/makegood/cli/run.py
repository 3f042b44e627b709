"""`makegood run`: a rehearsal of the whole desk: an AliExpress sandbox with its month, three shops kept by hand, a worker, the desk."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from makegood.cli import shared_store
from makegood.cli.desk import PORT
from makegood.cli.rehearsal_house import Busy, House, Started

_SAYS = {
    "start": {
        "en": "Starting the rehearsal in {folder} …",
        "zh": "正在启动演练，数据在 {folder} …",
    },
    "ready": {
        "en": "Ready after {seconds:.0f} s. This is a rehearsal: made-up shops, no platform is reached.",
        "zh": "{seconds:.0f} 秒后就绪。这是演练模式：店铺均为虚构，不会连接任何平台。",
    },
    "due": {
        "en": "{count} cases fall due within 24 hours, the first at {first}. The AliExpress shop's orders come in over the first minutes.",
        "zh": "{count} 件案件将在 24 小时内到期，最早 {first}。速卖通店铺的订单会在最初几分钟内陆续同步。",
    },
    "sign_in": {
        "en": "Sign in as owner, lead, clerk, warehouse, developer or read_only; password: {password}   (shown this once)",
        "zh": "登录名：owner（老板）、lead（组长）、clerk（客服）、warehouse（仓库）、developer（开发）、read_only（只读）；密码：{password}（只显示这一次）",
    },
    "again": {
        "en": "It goes on where it was. Sign in as before; a new password: makegood run --new-password; all anew: makegood run --anew",
        "zh": "从上次停下的地方继续。登录方式不变；重设密码：makegood run --new-password；全部重来：makegood run --anew",
    },
    "stop": {"en": "Ctrl-C stops it.", "zh": "按 Ctrl-C 停止。"},
    "stopping": {"en": "Stopping …", "zh": "正在停止 …"},
    "stopped": {"en": "Stopped. `makegood run` goes on from here.", "zh": "已停止。再次运行 makegood run 可继续。"},
    "ended": {"en": "{part} ended by itself; the end of {log}:", "zh": "{part} 自行结束；{log} 的末尾："},
}


def run(arguments: list[str]) -> int:
    """0: stopped when told to. 1: something of it ended by itself. 2: it does not start; says why."""
    parser = argparse.ArgumentParser(prog="makegood run", description=__doc__)
    parser.add_argument("--lang", choices=("en", "zh"), default="zh")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"of the desk; default {PORT}")
    parser.add_argument("--folder", type=Path, help="where it is kept; default: `rehearsal` in this machine's Makegood")
    parser.add_argument("--orders-per-day", type=int, default=8, metavar="N", help="of the AliExpress shop; default 8")
    parser.add_argument("--anew", action="store_true", help="forget the rehearsal that is there, and begin another")
    parser.add_argument("--new-password", action="store_true", help="give everybody in it a new password")
    options = parser.parse_args(arguments)
    house = House.at(options.folder)
    try:
        with house.alone():
            house.open(anew=options.anew)
            return shared_store.run(lambda: _live(house, options), desk=True, tables=False)
    except ModuleNotFoundError as reason:
        print(
            f"this needs the store and the desk: install makegood[store,desk,sandbox] ({reason.name} is missing)",
            file=sys.stderr,
        )
        return 1
    except Busy as reason:
        print(reason, file=sys.stderr)
        return 2


def _live(house: House, options: argparse.Namespace) -> int:
    begun = datetime.now(UTC)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _say(options, "start", folder=house.folder)
    password = secrets.token_urlsafe(9) if options.new_password or not house.is_furnished else None
    started = house.start(port=options.port, orders_per_day=options.orders_per_day, password=password)
    try:
        seconds = (datetime.now(UTC) - begun).total_seconds()
        _say(options, "ready", seconds=seconds)
        _say(options, "due", **house.due(datetime.now(UTC)))
        _say(options, "sign_in", password=password) if password else _say(options, "again")
        _say(options, "stop")
        print(f"http://localhost:{options.port}/", flush=True)
        return _wait(started, stop, options)
    finally:
        _say(options, "stopping")
        started.stop()
        house.close()
        _say(options, "stopped")


def _wait(started: Started, stop: threading.Event, options: argparse.Namespace) -> int:
    while not stop.wait(0.5):
        if (gone := started.ended()) is not None:
            _say(options, "ended", part=gone.name, log=gone.log)
            print(gone.log.read_text(errors="replace")[-2000:], file=sys.stderr)
            return 1
    return 0


def _say(options: argparse.Namespace, what: str, **told: object) -> None:
    print(_SAYS[what][options.lang].format(**told), flush=True)
