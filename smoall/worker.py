"""The worker: Dramatiq's threads over the queue, in this process."""

import os
import signal
from contextlib import suppress

from dramatiq import Worker
from dramatiq_postgres import PostgresBroker

from smoall.infra.queue.broker import make_broker
from smoall.infra.telemetry.jobs import watch_job
from smoall.jobs.actors import declare_all
from smoall.settings import Settings
from smoall.wiring import Addresses, Workshops

DRAIN_SECONDS = 8.0


class JobWorker:
    """Runs jobs until stopped; stopping lets those under way finish for a while, the rest go back to the queue."""

    def __init__(self, settings: Settings, where: Addresses) -> None:
        threads = settings.worker_threads
        self._workshops = Workshops(settings, where)
        self._broker: PostgresBroker = make_broker(where.app, role=where.role, threads=threads)
        declare_all(self._broker, self._workshops, watch=watch_job)
        self._worker = Worker(self._broker, worker_threads=threads, worker_timeout=500)

    def start(self) -> None:
        """Begin to take jobs."""
        self._worker.start()

    def stop(self, *, seconds: float = DRAIN_SECONDS) -> None:
        """Finish what is under way, then let go of everything."""
        self._worker.stop(timeout=int(seconds * 1000))
        self._broker.close()
        self._broker.pool.close()

    def kill_printer(self) -> None:
        """End the process that prints, in the middle of a page if need be: its thread would keep this one alive."""
        pid = self._workshops.renderer.pid
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
