import dataclasses

from builders import make_archive, make_entry
from generator.language.overlap import fingerprint
from generator.model import Source, Suggestion
from generator.review.copying import check_copying

SAID = (
    "当社が運営する会員向けサイトにおいて、保守用に設けていた旧い管理画面が公開されたままとなっており、"
    "何者かがこれを足がかりとして内部の台帳に到達したことが社外の専門家による点検の中で明らかになりました。"
)
OWN = "旧管理画面の閉め忘れから台帳が覗かれていたことを、外部の専門家が突き止めたという。"


def told(*entries, said=SAID):
    sources = {entry.id: fingerprint(said) for entry in entries[:1]}
    return [(remark.subject, remark.rule) for remark in check_copying(make_archive(*entries), sources)]


def test_a_lightly_edited_copy_stops_the_build():
    copy = make_entry(body=(SAID.replace("当社", "同社").replace("ました。", "たという。"),))

    assert told(copy) == [(copy.id, "copied")]


def test_one_borrowed_turn_of_phrase_is_a_warning():
    borrowed = make_entry(body=(OWN, "旧い管理画面が公開されたままとなっており、何者か" + "が入ったという。", OWN * 3))

    assert told(borrowed) == [(borrowed.id, "close-to-source")]


def test_own_words_are_left_alone():
    assert told(make_entry(body=(OWN,))) == []


def test_quotations_and_titles_of_sources_are_free():
    title = "旧い管理画面が公開されたままとなっており、何者かがこれを足がかりとして"
    quoting = make_entry(body=(OWN, f"同社は「{SAID}」と述べたという。"))
    titled = make_entry(body=(OWN * 3, f"{title}という題の文書である。"), sources=(Source(title=title),))

    assert told(quoting) == []
    assert told(titled) == []


def test_lists_of_data_items_are_nobodys_words():
    items = "氏名、住所、生年月日、電話番号、メールアドレス、性別、勤務先"

    assert told(make_entry(body=(OWN, f"{items}が含まれるという。")), said=f"{items}でした。") == []


def test_what_three_matters_share_is_the_trades_own_phrase():
    phrase = "所轄警察署に相談するとともに個人データ適正利用委員会へ報告したという。"
    entries = [make_entry(id=f"2026-10-1{n}-aaaa", body=(f"第{n}の話である。" + OWN, phrase)) for n in range(3)]

    assert told(*entries, said=phrase) == []
    assert told(*entries[:2], said=phrase) != []


def test_a_candidate_is_compared_with_its_own_summary():
    candidate = make_entry(body=(SAID,), suggestion=Suggestion(summary=SAID))
    archive = dataclasses.replace(make_archive(), candidates=(candidate,))

    assert [remark.rule for remark in check_copying(archive, {})] == ["copied"]
