"""What leaves: urgent lines at once, one digest a day, never twice, never before the commit, never a content."""

import datetime as dt
import json
import smtplib

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from mingzheng.platform.jobs.public import list_unsettled_messages, run_waiting_jobs
from mingzheng.platform.notices import delivery, digests
from mingzheng.platform.notices.models import Digest, Notice, Preference
from mingzheng.platform.notices.public import DigestLine, notify, register_digest_section
from mingzheng.platform.notices.tests.conftest import NINE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def tell(*people, urgent=False, ref="act:1", text="待签收 1 件"):
    ids = [person.pk for person in people]
    notify(ids, kind="plan.dispatch", subject_ref=ref, count_text=text, url="/desk/cases/1/", urgent=urgent)


def sms(tmp_path):
    file = tmp_path / "outbox" / "sms.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


class TestUrgent:
    @time_machine.travel(NINE)
    def test_an_urgent_line_leaves_at_once_by_the_ways_the_person_chose(self, chen, zhou, tmp_path):
        Preference.objects.create(person=chen, urgent_by_email=False, urgent_by_sms=True)
        tell(chen, zhou, urgent=True)
        run_waiting_jobs()
        assert [letter.to for letter in mail.outbox] == [["zhou@example.invalid"]]
        assert [line["to"] for line in sms(tmp_path)] == ["13800000000"]

    @time_machine.travel(NINE)
    def test_telling_again_sends_nothing_twice(self, chen):
        for _ in range(2):
            tell(chen, urgent=True)
            run_waiting_jobs()
        assert len(mail.outbox) == 1

    @time_machine.travel(NINE)
    def test_nothing_is_queued_when_the_act_is_rolled_back(self, chen):
        with transaction.atomic():
            tell(chen, urgent=True)
            transaction.set_rollback(True)
        run_waiting_jobs()
        assert (mail.outbox, Notice.objects.count()) == ([], 0)

    def test_at_night_it_waits_for_the_morning_unless_the_person_wants_it(self, chen, zhou):
        Preference.objects.create(person=zhou, urgent_at_night=True)
        with time_machine.travel(NINE.replace(hour=23)) as clock:
            tell(chen, zhou, urgent=True)
            run_waiting_jobs()
            assert [letter.to for letter in mail.outbox] == [["zhou@example.invalid"]]
            clock.move_to(NINE + dt.timedelta(days=1))
            run_waiting_jobs()
        assert [letter.to for letter in mail.outbox] == [["zhou@example.invalid"], ["chen@example.invalid"]]

    @time_machine.travel(NINE)
    def test_what_was_read_meanwhile_is_not_sent(self, chen):
        tell(chen, urgent=True)
        Notice.objects.update(read_at=NINE)
        run_waiting_jobs()
        assert mail.outbox == []

    @time_machine.travel(NINE)
    def test_who_is_no_longer_here_gets_nothing(self, chen):
        chen.is_active = False
        chen.save(update_fields=["is_active"])
        tell(chen, urgent=True)
        run_waiting_jobs()
        assert mail.outbox == []

    @time_machine.travel(NINE)
    def test_the_letter_carries_a_stable_id_a_link_and_the_warning(self, chen):
        tell(chen, urgent=True)
        run_waiting_jobs()
        (letter,) = mail.outbox
        assert letter.extra_headers["Message-ID"].endswith("@mingzheng.invalid>")
        assert "http://127.0.0.1:8000/desk/cases/1/" in letter.body
        assert "非涉密系统" in letter.body

    def test_the_same_number_of_statements_sends_to_one_and_reads_for_ten(
        self, chen, zhou, django_assert_max_num_queries
    ):
        tell(chen, zhou, urgent=True)
        Preference.objects.bulk_create(Preference(person=person, urgent_by_email=False) for person in (chen, zhou))
        with django_assert_max_num_queries(8):
            delivery.hand_over_urgent("act:1", "plan.dispatch", at=NINE, come_back=lambda moment: None)


class TestMail:
    @time_machine.travel(NINE)
    def test_a_letter_whose_fate_is_unknown_is_shown_and_not_sent_again(self, chen, monkeypatch):
        calls = []

        def broken(self, *args, **options):
            calls.append(1)
            raise smtplib.SMTPServerDisconnected

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", broken)
        tell(chen, urgent=True)
        run_waiting_jobs()
        run_waiting_jobs()
        assert len(calls) == 1
        assert [message.state for message in list_unsettled_messages()] == ["unknown"]

    def test_a_letter_that_certainly_did_not_leave_is_tried_again(self, chen, monkeypatch):
        calls = []

        def refused(self, *args, **options):
            calls.append(1)
            if len(calls) == 1:
                raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refused)
        with time_machine.travel(NINE) as clock:
            tell(chen, urgent=True)
            run_waiting_jobs()
            clock.shift(dt.timedelta(minutes=5))
            run_waiting_jobs()
        assert len(calls) == 2
        assert list(list_unsettled_messages()) == []

    @time_machine.travel(NINE)
    def test_without_a_mail_server_letters_become_files(self, chen, settings, tmp_path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "localhost"
        tell(chen, urgent=True)
        run_waiting_jobs()
        assert len(list((tmp_path / "outbox" / "mail").iterdir())) == 1


class TestDigest:
    def tell_before(self, *people, **values):
        with time_machine.travel(NINE - dt.timedelta(hours=15)):
            tell(*people, **values)

    def test_one_digest_a_day_with_counts_and_links(self, chen):
        for number in range(3):
            self.tell_before(chen, ref=f"act:{number}")
        self.tell_before(chen, ref="act:9", text="催办")
        assert digests.send_digests(at=NINE) == 1
        assert digests.send_digests(at=NINE + dt.timedelta(hours=1)) == 0
        run_waiting_jobs()
        (letter,) = mail.outbox
        assert letter.subject == "【明政】今日提醒 4 条"
        assert "待签收 1 件：3" in letter.body
        assert "催办：1" in letter.body

    def test_what_came_after_the_hour_waits_for_the_next_working_day(self, chen):
        with time_machine.travel(NINE):
            tell(chen)
        assert digests.send_digests(at=NINE + dt.timedelta(hours=1)) == 0
        assert digests.send_digests(at=NINE + dt.timedelta(days=1)) == 1

    def test_what_was_told_once_is_not_told_again_the_next_day(self, chen):
        self.tell_before(chen)
        digests.send_digests(at=NINE)
        assert digests.send_digests(at=NINE + dt.timedelta(days=1)) == 0

    def test_what_was_read_is_not_told(self, chen):
        self.tell_before(chen)
        Notice.objects.update(read_at=NINE)
        assert digests.send_digests(at=NINE) == 0

    def test_nobody_gets_one_on_a_day_off_or_before_the_hour(self, chen):
        self.tell_before(chen)
        assert digests.send_digests(at=NINE - dt.timedelta(days=1)) == 0
        assert digests.send_digests(at=NINE.replace(hour=7)) == 0

    def test_who_wants_no_mail_finds_everything_in_the_inbox(self, chen):
        Preference.objects.create(person=chen, digest_by_email=False)
        self.tell_before(chen)
        assert digests.send_digests(at=NINE) == 0
        assert Notice.objects.filter(read_at=None).count() == 1

    def test_rooms_add_their_own_counts(self, chen, zhou, monkeypatch):
        monkeypatch.setattr(digests, "_sections", {})
        register_digest_section("late", lambda ids, day: {zhou.pk: [DigestLine("已逾期", 2, "/desk/late/")]})
        assert digests.send_digests(at=NINE) == 1
        assert Digest.objects.get().person_id == zhou.pk

    def test_many_people_cost_no_statement_each_for_looking(self, chen, zhou, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            digests.send_digests(at=NINE)
