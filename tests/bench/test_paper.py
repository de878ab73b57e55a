"""Papers are measured with real compilers."""

from kiosk.applications.document import render
from kiosk.applications.typesetting import Typesetter
from kiosk.bench import paper, samples
from kiosk.bench.run import Run


async def test_it_gives_its_figure(run: Run) -> None:
    found = await paper.measure(run)
    assert len(found["paper"].ours.values) == 1
    assert found["paper"].ratio is not None


def test_the_bare_compiler_sets_the_same_paper() -> None:
    typesetter = Typesetter()
    application = samples.application(7)
    remembered = paper.Remembering()
    render(application, (), remembered, samples.form())
    bare = paper.BareCompiler(typesetter).compile(remembered)
    assert bare == render(application, (), typesetter, samples.form()).content
