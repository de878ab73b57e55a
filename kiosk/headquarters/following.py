"""Following what was published: whoever here knows procedures learns them again, without a restart."""

import asyncio

from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.retention import Retention, days_to_keep
from kiosk.headquarters.publishing.in_force import InForce
from kiosk.headquarters.publishing.published import Newest, Published
from kiosk.tasks import Tasks


class Following:
    """Brings a newly published bundle into force here."""

    def __init__(
        self, published: Published, in_force: InForce, topics: Topics, papers: CasePapers, retention: Retention
    ) -> None:
        self._published = published
        self._in_force = in_force
        self._topics = topics
        self._papers = papers
        self._retention = retention
        self._tasks = Tasks("following")
        self._one_by_one = asyncio.Lock()
        published.when_newer(self._newer)

    async def start(self) -> None:
        """Work by the newest bundle, and by every newer one."""
        await self._published.start()

    async def stop(self) -> None:
        """Stop looking for newer ones."""
        await self._published.stop()
        await self._tasks.end()

    def _newer(self, newest: Newest) -> None:
        self._tasks.start(self._take(newest), "take")

    async def _take(self, newest: Newest) -> None:
        async with self._one_by_one:
            if not await asyncio.to_thread(self._in_force.take, newest):
                return
            catalog = self._in_force.catalog
            self._topics.learn(catalog.procedures, catalog.groups)
            self._papers.read_again(self._in_force.folder)
            self._retention.days_by_procedure = days_to_keep(catalog.procedures)
