"""`makegood conversation`: pasted text in, one JSON line per message out, a summary last."""

from __future__ import annotations

import io
import json
import sys

import pytest

from makegood.cli.conversation import run

TEXT = "tb99 (2026-11-20 16:05:12):\n货不对版\n五金厂 (2026-11-20 16:06:00):\n抱歉\n"


def printed(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.clause("ALL-8")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_messages_then_a_summary(tmp_path, capsys, encoding):
    file = tmp_path / "wangwang.txt"
    file.write_bytes(TEXT.encode(encoding))

    assert run([str(file), "--zone", "Asia/Shanghai", "--ours", "五金厂", "--json"]) == 0

    *messages, last = printed(capsys)
    assert [(one["at"], one["direction"], one["channel"], one["text"], one["certain"]) for one in messages] == [
        ("2026-11-20T08:05:12Z", "in", "wangwang", "货不对版", True),
        ("2026-11-20T08:06:00Z", "out", "wangwang", "抱歉", True),
    ]
    assert last == {"summary": {"channel": "wangwang", "messages": 2, "certain": 2, "doubtful": 0, "unread": []}}


def test_standard_input_and_doubts_in_both_languages(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("cut\n我:\n在吗".encode())))

    assert run(["-", "--channel", "wechat", "--on", "2026-11-22", "--json"]) == 0

    message, last = printed(capsys)
    assert [one["code"] for one in message["doubts"]] == ["no_time"]
    assert set(message["doubts"][0]) == {"code", "en", "zh"}
    assert [(one["line"], one["text"], one["why"]["code"]) for one in last["summary"]["unread"]] == [
        (1, "cut", "unknown")
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["no-such-file"], "No such file"), (["{file}", "--zone", "Mars"], "expected an IANA zone")],
)
def test_what_is_not_valid_is_said(tmp_path, capsys, arguments, said):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")

    assert run([one.format(file=file) for one in arguments]) == 2
    assert said in capsys.readouterr().err


def test_bytes_that_are_no_text(tmp_path, capsys):
    file = tmp_path / "a.png"
    file.write_bytes(b"\x89PNG\xff\xff\xff")

    assert run([str(file)]) == 2
    assert "no text" in capsys.readouterr().err
