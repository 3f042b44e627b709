"""AE-TOPICS: every leaf of the guide's own index leads to a case kind, an action, a view or a page of cited facts."""

from __future__ import annotations

import pytest

from makegood.core.words import Action, Kind, Platform, Source
from makegood.policies.policy import book
from makegood.policies.topics import NO_FACTS, topics
from tests.building import assessed, case

PAGES = """商标管理 平台介绍 账号认证 账号注册 品类规划 发布产品 管理产品 搜索排名 经营数据 店铺设置 店铺装修 店铺活动 引流工具 平台活动
大促活动 客户管理与营销 更多物流服务 物流方式介绍 物流模板 其他资金问题 资金账户管理 订单放款 转账及提现 售后宝 平台保修服务 售后常见问题 账号登录问题
账号信息管理 2022年金银牌 中国好卖家""".split()
PENALTIES = "图片 交易违规 禁限售 扣分与处罚 美国法院禁令TRO 搜索作弊 知识产权平台抽检 知识产权权利人投诉".split()
LEAVES = {
    **{name: {"page": True} for name in (*PAGES, "AE MALL卖家")},
    **{name: {"kinds": ["penalty"], "page": True} for name in PENALTIES},
    "订单管理": {"view": "orders"},
    "买家收货问题": {"kinds": ["not_received"]},
    "买家下单问题": {"kinds": ["unpaid_order"]},
    "买家支付问题": {"kinds": ["unpaid_order"]},
    "卖家发货": {"kinds": ["unfulfilled_order", "tracking_correction"]},
    "物流订单管理": {"kinds": ["tracking_correction"]},
    "物流订单投诉": {"action": "claim_carrier"},
    "本地退货": {"kinds": ["return"]},
    "纠纷处理及申诉": {"kinds": ["wrong_item", "damaged", "not_as_described", "not_received"]},
    "买家拒付问题": {"kinds": ["refused_payment"]},
    "评价投诉及规则": {"kinds": ["review"]},
    "评价展示及影响": {"kinds": ["review"]},
    "即时通讯工具": {"view": "composer"},
    "投诉及举报": {"action": "report_buyer"},
}


@pytest.mark.clause("AE-TOPICS")
@pytest.mark.parametrize("leaf", LEAVES)
def test_leads_every_leaf_of_the_index_to_its_place_in_the_desk(leaf):
    found = {topic.name.zh: topic.leads_to for topic in topics()}

    assert found.get(leaf) == LEAVES[leaf]


@pytest.mark.clause("AE-TOPICS")
@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name.en)
def test_names_each_leaf_in_both_languages_and_leads_it_to_what_exists(topic):
    assert topic.name.en and topic.name.zh and topic.group.en and topic.group.zh
    leads = topic.leads_to
    assert leads and set(leads) <= {"kinds", "action", "view", "page"}
    assert set(leads.get("kinds", ())) <= set(Kind)
    assert leads.get("action", "wait") in set(Action)
    assert leads.get("page", True) is True


@pytest.mark.clause("AE-TOPICS")
def test_has_each_leaf_once():
    names = [topic.name.zh for topic in topics()]

    assert len(names) == len(set(names))
    assert set(LEAVES) <= set(names)


@pytest.mark.clause("AE-TOPICS")
@pytest.mark.parametrize(
    "fact", [fact for topic in topics() for fact in topic.facts], ids=lambda fact: fact.text.en[:40]
)
def test_states_only_facts_that_say_where_they_were_read(fact):
    assert fact.text.en and fact.text.zh
    where = fact.where.partition("/")[0]
    assert (Source(fact.source), where) in {(Source.seed, "seeds"), (Source.public, "platforms")}


@pytest.mark.clause("AE-TOPICS", "AUDIT-10")
def test_says_where_no_fact_is_held_and_offers_to_ask_the_platforms_service():
    assert any(not topic.facts for topic in topics())
    assert "No cited fact" in NO_FACTS.en and "AUDIT-10" in NO_FACTS.en
    assert "没有" in NO_FACTS.zh and "AUDIT-10" in NO_FACTS.zh


@pytest.mark.clause("AE-TOPICS")
@pytest.mark.parametrize("kind", sorted({kind for leads in LEAVES.values() for kind in leads.get("kinds", ())}))
def test_can_open_a_case_of_every_kind_the_index_leads_to(kind):
    answer = assessed(case("aliexpress", kind))

    assert (answer["kind"], bool(answer["next"]["action"])) == (kind, True)


@pytest.mark.clause("AE-TOPICS")
def test_says_in_the_pack_what_keeps_it_in_both_languages():
    clause = book(Platform.aliexpress).clauses["AE-TOPICS"]

    assert clause.text.en and clause.text.zh
    assert clause.no_rule is not None and clause.no_rule.en and clause.no_rule.zh
