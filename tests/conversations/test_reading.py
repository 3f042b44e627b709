"""What is certain, what is doubtful, and what is never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from makegood.conversations import Conversation, UnknownZone, events, read_conversation
from makegood.conversations.conversation import doubt
from makegood.core.words import Channel, Direction, EventType

SHANGHAI = "Asia/Shanghai"


def codes(conversation: Conversation) -> list[list[str]]:
    return [[one.code for one in message.doubts] for message in conversation.messages]


def whatsapp(*lines: str, **options: object) -> Conversation:
    given = {"channel": None, "zone": "UTC", "ours": ["Desk"], **options}
    return read_conversation("\n".join(lines), **given)  # type: ignore[arg-type]


@pytest.mark.clause("B2B-TERMS-2", "SHP-WRONG-4", "ALL-8")
def test_what_is_certain_becomes_events_of_the_case_and_the_rest_waits_for_a_person():
    certain, doubtful = events(
        read_conversation(
            "tb99 (2026-11-20 16:05:12):\n同意\n"
            "五金厂 (2026-11-20 16:06:00):\n好的\n"
            "五金厂 (2026-11-31 16:06:00):\n退货地址：绍兴",
            channel=None,
            zone=SHANGHAI,
            ours=["五金厂"],
        )
    )

    assert [(one.type, one.at, one.direction, one.channel, one.text) for one in certain] == [
        (EventType.message, datetime(2026, 11, 20, 8, 5, 12, tzinfo=UTC), Direction.in_, Channel.wangwang, "同意"),
        (EventType.message, datetime(2026, 11, 20, 8, 6, 0, tzinfo=UTC), Direction.out, Channel.wangwang, "好的"),
    ]
    assert [(one.at, [each.code for each in one.doubts]) for one in doubtful] == [(None, ["time_unreal"])]


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (["03/04/2026", "20/04/2026"], 3),
        (["03/04/2026", "04/20/2026"], 4),
        (["03/04/2026", "05/06/2026"], None),
        (["03/04/2026", "20/04/2026", "04/20/2026"], None),
        (["04/04/2026"], 4),
    ],
)
def test_day_and_month_are_told_apart_by_another_date_of_the_paste_or_not_at_all(dates: list[str], day: int | None):
    first = whatsapp(*(f"{day}, 16:05 - Desk: hi" for day in dates)).messages[0]

    assert (first.at.day if first.at else None) == day
    assert [one.code for one in first.doubts] == ["order_unknown"] if day is None else not first.doubts


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-11-20, 12:00 AM - Desk: hi", datetime(2026, 11, 20, 0, 0, tzinfo=UTC)),
        ("2026-11-20, 12:00 PM - Desk: hi", datetime(2026, 11, 20, 12, 0, tzinfo=UTC)),
        ("2026/11/20 凌晨0:10 - Desk: hi", datetime(2026, 11, 20, 0, 10, tzinfo=UTC)),
        ("2026/11/20 中午12:10 - Desk: hi", datetime(2026, 11, 20, 12, 10, tzinfo=UTC)),
        ("2026/11/20 中午1:10 - Desk: hi", datetime(2026, 11, 20, 13, 10, tzinfo=UTC)),
        ("2026/11/20 晚上11:10 - Desk: hi", datetime(2026, 11, 20, 23, 10, tzinfo=UTC)),
        ("2026/11/20 晚上12:10 - Desk: hi", None),
        ("2026-11-20, 24:00 - Desk: hi", None),
        ("26-11-20 16:05 - Desk: hi", None),
        ("20/11/26 下午4:05 - Desk: hi", None),
    ],
)
def test_the_hours_of_the_day(line: str, told: datetime | None):
    assert whatsapp(line).messages[0].at == told


def test_yesterday_needs_the_day_of_the_paste():
    text = "老张 昨天 20:15\n图收到了吗\n\n我 今天 08:30\n收到"

    without = read_conversation(text, channel=Channel.wechat, zone=SHANGHAI)
    with_day = read_conversation(text, channel=Channel.wechat, zone=SHANGHAI, on=date(2026, 3, 1))

    assert codes(without) == [["needs_on"], ["needs_on"]]
    assert [one.at and one.at.date() for one in with_day.messages] == [date(2026, 2, 28), date(2026, 3, 1)]


def test_a_day_without_a_year_after_the_day_of_the_paste_is_doubtful():
    read = read_conversation("我 12月30日 20:15\n在吗", channel=Channel.wechat, zone=SHANGHAI, on=date(2027, 1, 3))

    assert (read.messages[0].at, codes(read)) == (None, [["year_unknown"]])


def test_every_reason_is_told_not_the_first_only():
    read = whatsapp("03/04/2026, 16:05 - Anna: hi", zone=None, ours=[])

    assert codes(read) == [["order_unknown", "no_zone", "side_unknown"]]


def test_of_several_strangers_none_is_taken_for_the_buyer():
    read = whatsapp(*(f"20/11/2026, 16:05 - {name}: hi" for name in ("Desk", "Anna", "Li")))

    assert [one.side for one in read.messages] == [Direction.out, None, None]


def test_our_name_is_compared_exactly():
    read = whatsapp("20/11/2026, 16:05 - Desk 2: hi", "20/11/2026, 16:05 - Anna: hi")

    assert [one.side for one in read.messages] == [None, None]


def test_the_form_of_another_messenger_than_the_one_given_is_doubtful():
    read = whatsapp("20/11/2026, 16:05 - Desk: hi", channel=Channel.wechat)

    assert (read.channel, codes(read)) == (Channel.wechat, [["channel_differs"]])
    assert not events(read).certain


def test_a_tracking_line_is_not_taken_for_a_message():
    read = read_conversation(
        "客户 2026-11-20 10:00:00\n到哪了\n五金厂 2026-11-20 10:01:00\n查到了\n"
        "已发出 2026-11-19 08:00\n客户 2026-11-20 10:02:00\n好\n五金厂 2026-11-20 10:03:00\n嗯",
        channel=Channel.wangwang,
        zone=SHANGHAI,
        ours=["五金厂"],
    )

    assert [one.text for one in read.messages] == ["到哪了", "查到了\n已发出 2026-11-19 08:00", "好", "嗯"]
    assert codes(read) == [[], ["maybe_header"], [], []]


def test_a_conversation_within_a_message_is_doubtful():
    read = whatsapp("20/11/2026, 16:05 - Desk: see", "tb99 (2026-11-19 10:00:00):", "退款")

    assert codes(read) == [["maybe_header"]]


def test_the_read_mark_beneath_our_bubble_is_nobodys_word_and_beneath_theirs_it_is():
    text = "买家 2026-11-20 10:00:00\n到了吗\n已读\n卖家 2026-11-20 10:01:00\n到了\n已读"

    read = read_conversation(text, channel=Channel.wangwang, zone=SHANGHAI)

    assert [one.text for one in read.messages] == ["到了吗\n已读", "到了"]
    assert [(one.line, one.why.code) for one in read.unread] == [(6, "notice")]


@pytest.mark.parametrize("zone", ["+08:00", "UTC+8", SHANGHAI])
def test_a_zone_is_a_name_or_an_offset(zone: str):
    read = whatsapp("2026-11-20, 16:05 - Desk: hi", zone=zone)

    assert read.messages[0].at == datetime(2026, 11, 20, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["", "Shanghai", "+25:00", "../etc/passwd", "a\0b"])
def test_a_zone_nobody_knows_is_refused(zone: str):
    with pytest.raises(UnknownZone, match="expected an IANA zone"):
        whatsapp("hi", zone=zone)


def test_letters_that_stand_for_several_zones_are_doubtful():
    read = read_conversation("Seller 2026-11-20 16:05:12 CST\nhi", channel=Channel.ae_message, zone=SHANGHAI, on=None)

    assert codes(read) == [["zone_unknown"]]


def test_text_without_any_form_is_listed_as_unread():
    read = read_conversation("hello\n\nworld", channel=None, zone=None)

    assert read.messages == ()
    assert [(one.line, one.text, one.why.code) for one in read.unread] == [
        (1, "hello", "unknown"),
        (3, "world", "unknown"),
    ]


def test_every_doubt_is_said_in_both_languages():
    for code in ("no_zone", "time_place", "channel_unknown"):
        assert doubt(code).en.isascii()
        assert not doubt(code).zh.isascii()


def test_half_characters_stay_out_of_the_case():
    read = whatsapp("20/11/2026, 16:05 - Desk: \ud83d")

    assert codes(read) == [["broken_text"]]


# --- the buyer's name --------------------------------------------------------------------------------------------

THREE = "\n".join(f"20/11/2026, 16:05 - {name}: hi" for name in ("Desk", "Anna", "Li"))
PAIR = "20/11/2026, 16:05 - Anna: hi\n20/11/2026, 16:06 - Mo: hi"


@pytest.mark.parametrize(
    ("text", "ours", "theirs", "sides"),
    [
        pytest.param(THREE, ["Desk"], ["Anna"], [Direction.out, Direction.in_, None], id="a-third-stays-open"),
        pytest.param(PAIR, [], ["Anna"], [Direction.in_, Direction.out], id="beside-the-buyer-it-is-ours"),
        pytest.param(THREE, [], ["Anna"], [None, Direction.in_, None], id="of-two-beside-the-buyer-none-is-ours"),
        pytest.param(PAIR, [], ["Mo", "Anna"], [Direction.in_, Direction.in_], id="two-names-of-the-buyers"),
        pytest.param(PAIR, ["Anna"], ["Anna"], [None, None], id="a-name-given-for-both-sides-tells-nothing"),
        pytest.param(PAIR, [], ["ANNA"], [None, None], id="compared-exactly"),
        pytest.param(PAIR, [], [" "], [None, None], id="a-blank-name-is-none"),
    ],
)
def test_the_buyers_name_tells_the_sides(text, ours, theirs, sides):
    read = whatsapp(text, ours=ours, theirs=theirs)

    assert [one.side for one in read.messages] == sides


def test_a_name_given_outranks_the_messengers_own_words():
    text = "Customer 2026-11-20 10:00:00\nhi\nSeller 2026-11-20 10:01:00\nhello"

    read = read_conversation(text, channel=Channel.ae_message, zone=SHANGHAI, ours=["Customer"], theirs=["Seller"])

    assert [one.side for one in read.messages] == [Direction.out, Direction.in_]


# --- read marks and days in words --------------------------------------------------------------------------------


def test_a_read_mark_with_its_hour_is_no_message_and_no_name():
    text = "Anna 2026-11-20 10:00\nhi\nDesk 2026-11-20 10:01\nhello\n已读 2026-11-20 10:02\nAnna 2026-11-20 10:05\nok\nRead 10:06"

    read = read_conversation(text, channel=Channel.wangwang, zone=SHANGHAI, ours=["Desk"])

    assert [one.text for one in read.messages] == ["hi", "hello", "ok\nRead 10:06"]
    assert codes(read) == [[], [], ["maybe_mark"]]
    assert [(one.line, one.why.code) for one in read.unread] == [(5, "notice")]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        pytest.param("Anna 10:00\nwhen?\nYesterday\nDesk 10:02\nok", [True, True], id="could-be-the-answer"),
        pytest.param("昨天\nAnna 10:00\nwhen?\n今天\nDesk 10:02\nok", [True, True], id="the-hour-goes-on"),
        pytest.param("昨天\nAnna 10:00\nwhen?\n今天\nDesk 09:02\nok", [False, False], id="the-hour-goes-back"),
        pytest.param("昨天\nAnna 10:00\nwhen?\n\n今天\nDesk 10:02\nok", [False, False], id="set-apart"),
    ],
)
def test_a_day_that_people_say_too_is_doubtful_between_messages(text, doubted):
    read = read_conversation(text, channel=Channel.shopee_chat, zone=SHANGHAI, ours=["Desk"], on=date(2026, 11, 24))

    assert ["maybe_day" in one for one in codes(read)] == doubted


@pytest.mark.parametrize("word", ["今天", "昨天", "Yesterday", "周一"])
def test_a_day_in_words_without_the_day_of_the_paste_gives_no_instant(word):
    read = read_conversation(f"{word}\nAnna 10:00\nhi", channel=Channel.shopee_chat, zone=SHANGHAI, theirs=["Anna"])

    assert (read.messages[0].at, codes(read)) == (None, [["needs_on"]])


def test_beneath_a_day_in_words_times_below_their_words_are_doubtful():
    text = "hello\n10:00\nYesterday\nit came\n10:05"

    read = read_conversation(text, channel=Channel.shopee_chat, zone=SHANGHAI, on=date(2026, 11, 24))

    assert "maybe_day" in codes(read)[1]


# --- QQ's record -------------------------------------------------------------------------------------------------


def test_a_line_of_tracking_is_no_message_of_qq():
    text = "2026-11-20 08:00:00 快件已签收\n2026-11-19 18:00:00 派件员张三(13800138000)"

    read = read_conversation(text, channel=None, zone=SHANGHAI)

    assert read.messages == ()


def test_a_second_record_in_one_paste_makes_the_message_above_doubtful():
    text = "消息对象:李\n2026-11-20 16:05:12 李\n好\n消息对象:王\n2026-11-20 16:06:12 李\n嗯"

    read = read_conversation(text, channel=None, zone=SHANGHAI, theirs=["李"])

    assert codes(read) == [["maybe_header"], []]


@pytest.mark.parametrize("name", ["Lin", "80012345", "Lin(80012345)"])
def test_a_name_of_qq_is_the_name_or_its_number(name):
    text = "消息对象:王\n\n2026-11-20 16:05:12 王(1234567)\n在吗\n\n2026-11-20 16:06:12 Lin(80012345)\n在"

    read = read_conversation(text, channel=None, zone=SHANGHAI, ours=[name])

    assert [one.side for one in read.messages] == [Direction.in_, Direction.out]
