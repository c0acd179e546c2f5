"""`manage run_worker`: one worker process. Any number may run on PostgreSQL; the supervisor starts them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mingzheng.platform.jobs.worker import run_worker


class Command(BaseCommand):
    """Run until SIGTERM."""

    help = "Run background jobs and the timetable until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept how often an empty queue is looked at."""
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks at an empty queue")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse without stored secrets, then work."""
        if not settings.SECRETS_ARE_KEPT:
            raise CommandError("没有密钥文件，不能启动：请先执行 ./bin/mingzheng secrets。")
        run_worker(interval=options["interval"])
