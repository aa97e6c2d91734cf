import os
import signal
import threading

import duckdb
import pytest

from goodwill.terms.errors import interrupted


def test_a_ctrl_c_during_a_query_is_told_from_a_fault():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    try:
        timer.start()
        with pytest.raises(RuntimeError) as found:
            duckdb.sql("SELECT sum(a.range * b.range) FROM range(1000000) a, range(10000000) b").fetchall()
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)

    assert interrupted(found.value)
    assert not interrupted(RuntimeError("Query"))
