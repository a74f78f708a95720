"""The worker: Dramatiq's threads over the queue, in this process."""

from dramatiq import Worker
from dramatiq_postgres import PostgresBroker

from smoall.infra.queue.broker import make_broker
from smoall.jobs.actors import declare_all
from smoall.settings import Settings
from smoall.wiring import Addresses, Workshops

DRAIN_MS = 8_000


class JobWorker:
    """Runs jobs until stopped: those under way get eight seconds to finish, the rest go back to the queue."""

    def __init__(self, settings: Settings, where: Addresses) -> None:
        threads = settings.worker_threads
        self._workshops = Workshops(settings, where)
        self._broker: PostgresBroker = make_broker(where.app, role=where.role, threads=threads)
        declare_all(self._broker, self._workshops)
        self._worker = Worker(self._broker, worker_threads=threads, worker_timeout=500)

    def start(self) -> None:
        """Begin to take jobs."""
        self._worker.start()

    def stop(self) -> None:
        """Finish what is under way, then let go of everything."""
        self._worker.stop(timeout=DRAIN_MS)
        self._broker.close()
