"""The settings as a form: one edited field is one changed line, comments stay, wrong settings are not written."""

from tests.desk.client import fields_of

PAGE = "/newsletter"


def changed(old, new):
    old, new = old.split("\n"), new.split("\n")
    return [line for line in new if line not in old], len(new) - len(old)


def form(client):
    return fields_of(client.get(PAGE).text)


def read(content):
    return (content / "newsletter.yml").read_text("utf-8")


def test_saving_what_was_opened_changes_no_byte(client, content):
    before = read(content)

    assert client.post(PAGE, form(client)).status == 303
    assert read(content) == before


def test_one_edited_setting_is_one_line_and_comments_stay(client, content):
    path = content / "newsletter.yml"
    path.write_text("# 事務局だけが直す\n" + path.read_text("utf-8"), "utf-8")
    before = read(content)
    client.post(PAGE, form(client) | {"title": "別の誌名"})

    assert changed(before, read(content)) == (["title: 別の誌名"], 0)


def test_what_lies_within_the_contact_is_changed_alone(client, content):
    before = read(content)
    client.post(PAGE, form(client) | {"contact.email": "new@kakuu.example"})
    new, more = changed(before, read(content))

    assert len(new) == 1
    assert "new@kakuu.example" in new[0]
    assert more == 0


def test_a_box_that_is_not_ticked_is_no(client, content):
    fields = form(client)
    fields.pop("sample")
    client.post(PAGE, fields)

    assert client.desk.archive().newsletter.sample is False


def test_a_wrong_setting_is_said_beside_its_field_and_not_written(client, content):
    before = read(content)
    answer = client.post(PAGE, form(client) | {"mail_from": "事務局", "cut_off": "31"})

    assert "メールアドレスではありません。" in answer.words
    assert "締切日がどの月にもある日ではありません。" in answer.words
    assert answer.field("mail_from") == "事務局"
    assert read(content) == before


def test_a_setting_that_is_no_value_is_said(client, content):
    before = read(content)
    answer = client.post(PAGE, form(client) | {"title": "", "cut_off": "月末"})

    assert "がありません。" in answer.words
    assert read(content) == before


def test_a_file_changed_meanwhile_is_not_written_over(client, content):
    fields = form(client)
    path = content / "newsletter.yml"
    path.write_text(path.read_text("utf-8") + "# ほかの人\n", "utf-8")
    answer = client.post(PAGE, fields | {"title": "別の誌名"})

    assert answer.status == 409
    assert "ほかで変更されました" in answer.words
    assert "別の誌名" not in read(content)
