"""ALL-3: a process that was suspended for too long dies on waking, before it can send."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from makegood.store import fuse

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no such timer, and no such stop"
)


def ended(text: str) -> int:
    """How a process of its own ends that runs this with the fuse at hand."""
    wait = "select.select([], [], [], 2)"
    program = f"import os, select, signal\nfrom makegood.store import fuse\n{text.replace('WAIT', wait)}"
    return subprocess.run([sys.executable, "-c", program], check=False, timeout=20).returncode


def test_it_ends_a_process_that_holds_its_call_too_long() -> None:
    assert ended("with fuse.lit() as burn:\n burn(0.05)\n WAIT") == -signal.SIGALRM


def test_it_ends_a_stopped_process_before_it_runs_again() -> None:
    """The child is stopped until its fuse has long burned down; woken, it must not reach its next line, which would end it by 7."""
    child = os.fork()
    if not child:
        with fuse.lit() as burn:
            burn(0.05)
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(7)
    os.waitpid(child, os.WUNTRACED)
    signal.sigtimedwait([signal.SIGUSR2], 0.1)  # nobody sends it: a tenth of a second goes by
    os.kill(child, signal.SIGCONT)

    _, status = os.waitpid(child, 0)

    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM


@pytest.fixture
def left() -> Iterator[None]:
    yield
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.usefixtures("left")
def test_it_is_put_out_when_the_call_ends() -> None:
    with fuse.lit() as burn:
        burn(60)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60


@pytest.mark.usefixtures("left")
def test_it_is_put_out_when_the_call_fails() -> None:
    with pytest.raises(ValueError), fuse.lit() as burn:
        burn(60)
        raise ValueError


@pytest.mark.usefixtures("left")
def test_the_shortest_of_several_burns() -> None:
    with fuse.lit() as long:
        long(60)
        with fuse.lit() as short:
            short(30)
            assert signal.getitimer(signal.ITIMER_REAL)[0] <= 30
        assert 30 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60


@pytest.mark.usefixtures("left")
def test_it_leaves_a_timer_alone_that_another_handles() -> None:
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        with fuse.lit() as burn:
            burn(60)
            assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_fork_does_not_inherit_it() -> None:
    forked = "with fuse.lit() as burn:\n burn(30)\n if not os.fork():\n  with fuse.lit() as mine:\n   mine(60)\n   os._exit(0 if signal.getitimer(signal.ITIMER_REAL)[0] > 30 else 9)\n _, status = os.wait()\nos._exit(os.waitstatus_to_exitcode(status))"

    assert ended(forked) == 0
