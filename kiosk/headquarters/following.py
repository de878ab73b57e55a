"""Following what was published: whoever here knows procedures learns them again, without a restart."""

import asyncio
from typing import Final

from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.retention import Retention, days_to_keep
from kiosk.headquarters.publishing.in_force import InForce
from kiosk.headquarters.publishing.published import Newest, Published
from kiosk.log import Log
from kiosk.tasks import Tasks

_log = Log("headquarters.publishing")
AGAIN_S: Final = 60.0


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
            try:
                taken = await asyncio.to_thread(self._in_force.take, newest)
            except OSError as error:
                _log.failure("bundle_not_laid_down", error, number=newest.number)
                self._tasks.start(self._take_later(newest), "take_later")
                return
            if not taken:
                return
            catalog = self._in_force.catalog
            self._topics.learn(catalog.procedures, catalog.groups)
            self._papers.read_again(self._in_force.folder)
            self._retention.days_by_procedure = days_to_keep(catalog.procedures)

    async def _take_later(self, newest: Newest) -> None:
        """A disk that was full may have room again, and nobody tells."""
        await asyncio.sleep(AGAIN_S)
        if newest is self._published.newest:
            await self._take(newest)
