"""`kept log -`: mail on standard input."""

from __future__ import annotations

import sys
from contextlib import closing

from tui.cli.call import Call
from tui.cli.line import check_whole
from tui.cli.progress import Progress
from tui.cli.said import tell


def log_mail(call: Call, as_json: bool) -> None:
    """Log the mail that standard input holds."""
    from tui.ingest.sources import STANDARD_INPUT, open_source
    from tui.services.mailed import log_mail as taken_in
    from tui.services.request import Request

    call.require_database()
    call.require_role("member")
    with closing(open_source("-")) as source, Progress(sys.stderr) as progress:
        check_whole()
        request = Request([source], call.handle, (), call.now, call.wall, progress, STANDARD_INPUT)
        told = taken_in(call.store, request)
    tell(told, as_json)
