"""The form: one edited field changes one line, and no text is ever lost."""

import json

from tests.desk.client import fields_of

ID = "2026-11-05-d44v"
PAGE = f"/entries/{ID}"


def path_of(content):
    return content / "issues" / "2026-11" / "entries" / f"{ID}.yml"


def differing(old, new):
    old, new = old.split("\n"), new.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_saving_what_was_opened_changes_no_byte_of_any_entry(client, content):
    for path in sorted((content / "issues" / "2026-11" / "entries").glob("*.yml")):
        before = path.read_bytes()
        answer = client.post(f"/entries/{path.stem}", client.form(f"/entries/{path.stem}"))
        assert answer.status == 303, answer.words
        assert path.read_bytes() == before


def test_one_edited_field_changes_one_line_and_comments_stay(client, content):
    path = path_of(content)
    path.write_text(
        "# 担当: 編集部\n" + path.read_text("utf-8").replace("section: other", "section: other  # 仮"), "utf-8"
    )
    before = path.read_text("utf-8")
    client.post(PAGE, client.form(PAGE) | {"headline": "ジョブリーフェへの勧告: 続報"})
    gone, come = differing(before, path.read_text("utf-8"))

    assert (len(gone), come) == (1, ["headline: 'ジョブリーフェへの勧告: 続報'"])


def test_every_field_can_be_written(client, content):
    fields = client.form(PAGE) | {
        "section": "incidents",
        "announced": "2026-11-06",
        "body": "一文。\r\n\r\n二文。",
        "report": "2",
        "parties.0.role": "author",
        "facts.affected.0.count": "7",
        "facts.affected.9.count": "12",
        "facts.affected.9.unit": "社",
        "facts.cause": "outage",
        "facts.data": "氏名、住所",
        "facts.incident.from": "2026-10-01",
        "facts.incident.to": "",
        "facts.effective": "2027-04-01",
        "facts.comments_until": "2026-12-01",
        "facts.vulnerabilities": "CVE-2026-0001",
        "sources.0.printed": "true",
        "sources.5.title": "資料: 甲",
        "privacy": "strict",
        "waivers.0.rule": "headline-twice",
        "waivers.0.reason": "別の話",
    }
    assert client.post(PAGE, fields).status == 303
    text = path_of(content).read_text("utf-8")
    for line in (
        "section: incidents",
        "announced: 2026-11-06",
        "- 一文。\n- 二文。",
        "report: 2",
        "role: author",
        "{count: 12, unit: 社}",
        "cause: outage",
        "data: [氏名, 住所]",
        "incident: {from: 2026-10-01}",
        "effective: 2027-04-01",
        "comments_until: 2026-12-01",
        "vulnerabilities: [CVE-2026-0001]",
        "printed: true",
        "title: '資料: 甲'",
        "privacy: strict",
        "rule: headline-twice",
    ):
        assert line in text, line


def test_a_field_that_cannot_be_read_keeps_the_text_and_writes_nothing(client, content):
    before = path_of(content).read_bytes()
    answer = client.post(PAGE, client.form(PAGE) | {"report": "二", "headline": "新しい見出し<b>"})

    assert path_of(content).read_bytes() == before
    assert answer.field("headline") == "新しい見出し<b>"
    assert "「二」は数として読めません" in answer.words


def test_a_missing_headline_is_said_in_the_words_of_the_form(client):
    answer = client.post(PAGE, client.form(PAGE) | {"headline": " "})

    assert "見出しがありません。 見出しを書いてください。" in answer.words


def test_a_file_changed_meanwhile_is_not_overwritten_and_both_texts_are_shown(client, content):
    fields = client.form(PAGE)
    path = path_of(content)
    path.write_text(path.read_text("utf-8").replace("headline: ", "headline: 相手の"), "utf-8")
    theirs = path.read_bytes()
    answer = client.post(PAGE, fields | {"headline": "私の見出し"})

    assert answer.status == 409
    assert path.read_bytes() == theirs
    assert answer.field("headline") == "私の見出し"
    assert "相手の個人データ" in answer.words
    again = client.post(PAGE, fields_of(answer.text))
    assert again.status == 303
    assert "headline: 私の見出し" in path.read_text("utf-8")


def test_an_entry_that_went_away_gives_the_text_back(client, content):
    fields = client.form(PAGE) | {"body": "長い時間をかけて書いた文章。"}
    path_of(content).unlink()
    answer = client.post(PAGE, fields)

    assert answer.status == 404
    assert "長い時間をかけて書いた文章。" in answer.words


def test_a_desk_that_was_started_again_gives_the_text_back(client):
    answer = client.post(PAGE, client.form(PAGE) | {"body": "長い時間をかけて書いた文章。"}, csrf="old")

    assert answer.status == 403
    assert "長い時間をかけて書いた文章。" in answer.words


def test_findings_come_with_their_field_while_typing(client):
    fields = client.form(PAGE) | {"body": "株式会社ミナセ通信は①を公表した。\n二文目は(閉じない。"}
    said = json.loads(client.post(f"{PAGE}/look", fields).body)

    found = {(one["field"], one["place"], one["rule"]) for one in said["findings"]}
    assert ("body", "本文 1文目", "organization-not-registered") in found
    assert ("body", "本文 1文目", "letter-machine-dependent") in found
    assert ("body", "本文 2文目", "brackets-unbalanced") in found


def test_findings_speak_of_the_form_not_of_the_file(client):
    fields = client.form(PAGE) | {"body": "", "parties.0.organization": "", "parties.1.organization": ""}
    said = json.loads(client.post(f"{PAGE}/look", fields | {"section": "incidents"}).body)
    advice = " ".join(one["message"] + one["advice"] for one in said["findings"])

    assert "本文に、1行に1文ずつ書いてください" in advice
    for word in ("parties", "body:", "content/"):
        assert word not in advice


def test_looking_writes_nothing(client, content):
    before = path_of(content).read_bytes()
    client.post(f"{PAGE}/look", client.form(PAGE) | {"headline": "別"})

    assert path_of(content).read_bytes() == before


def test_the_preview_hides_the_name_in_page_and_mail(client):
    side = json.loads(client.post(f"{PAGE}/look", client.form(PAGE)).body)["side"]
    paper = side[side.index('class="paper"') :]

    assert "某人材サービス会社" in paper
    assert "ジョブリーフェ" not in paper
    assert "◇2026/11/5" in paper


def test_names_are_marked_by_what_becomes_of_them(client):
    fields = client.form(PAGE) | {"body": "株式会社ミナセ通信と話した。"}
    side = json.loads(client.post(f"{PAGE}/look", fields).body)["side"]

    assert 'name--public" title="個人データ適正利用委員会: 実名で載ります' in side
    assert 'name--registered" title="株式会社ジョブリーフェ' in side
    assert '<mark class="name name--unknown"' in side


def test_one_click_registers_a_name_with_its_forms_and_alias_and_keeps_the_text(client, content):
    typed = client.form(PAGE) | {"body": "通信会社の株式会社ミナセ通信は公表した。", "look": "1"}
    page = client.post(PAGE, typed)
    fields = {name: value for name, value in fields_of(page.text).items() if name != "look"}
    answer = client.post(f"{PAGE}/register", fields | {"register": "0"})

    made = [path for path in (content / "organizations").glob("*.yml") if "ミナセ通信" in path.read_text("utf-8")]
    assert [path.read_text("utf-8") for path in made] == [
        "name: 株式会社ミナセ通信\nother_names: [ミナセ通信]\nkind: company\nindustry: 通信会社\n"
    ]
    assert "通信会社の株式会社ミナセ通信は公表した。" in answer.text
    assert f'value="{made[0].stem}" selected' in answer.text
    assert "data-unsaved" in answer.text


def test_an_id_that_is_taken_is_said_and_the_text_stays(client):
    fields = client.form(PAGE) | {
        "body": "書きかけ。",
        "new.0.surface": "x",
        "new.0.name": "x",
        "new.0.kind": "company",
    }
    answer = client.post(f"{PAGE}/register", fields | {"new.0.id": "okamugi", "register": "0"})

    assert "既にあります" in answer.words
    assert "書きかけ。" in answer.text


def test_a_registered_name_is_joined_to_the_parties(client):
    fields = client.form(PAGE) | {"body": "株式会社オカムギも同じ事案を公表した。"}
    assert "当事者に加える" in json.loads(client.post(f"{PAGE}/look", fields).body)["side"]
    answer = client.post(f"{PAGE}/join", fields | {"join": "okamugi"})

    assert '<option value="okamugi" selected>' in answer.text


def test_a_file_that_cannot_be_read_is_shown_with_its_lines(client, content):
    path_of(content).write_text("headline：全角\n", "utf-8")
    answer = client.get(PAGE)

    assert answer.status == 409
    assert "コロンが全角です" in answer.words
    assert "headline：全角" in answer.words


def test_a_correction_is_written_into_the_file_with_its_day(client, content):
    path = path_of(content)
    before = path.read_text("utf-8").split("\n")
    fields = client.form(PAGE) | {"corrections.0.text": "誤:412名、正:421名", "corrections.0.day": "2026-11-20"}
    assert client.post(PAGE, fields).status == 303
    new = [line for line in path.read_text("utf-8").split("\n") if line not in before]

    assert new == ["corrections:", "- {date: 2026-11-20, text: '誤:412名、正:421名'}"]


def test_an_edited_correction_is_one_line(client, content):
    path = path_of(content)
    path.write_text(path.read_text("utf-8") + "corrections:\n- {date: 2026-11-18, text: 誤、正}  # 確認済み\n", "utf-8")
    before = path.read_text("utf-8")
    assert client.post(PAGE, client.form(PAGE)).status == 303
    assert path.read_text("utf-8") == before
    client.post(PAGE, client.form(PAGE) | {"corrections.0.text": "誤、正の正"})

    assert path.read_text("utf-8") == before.replace("text: 誤、正}", "text: 誤、正の正}")
