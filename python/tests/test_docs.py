"""Every docstring's examples are run, and every public name has words."""

import doctest
import inspect
import re
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

import sailau
from sailau import kazakhstan, world


ROOT = Path(__file__).parents[2]


def documented() -> Iterator[tuple[str, object]]:
    for module in (sailau, kazakhstan, world):
        yield module.__name__, module
        for name in module.__all__:
            thing = getattr(module, name)
            if isinstance(thing, types.ModuleType):
                continue
            yield f"{module.__name__}.{name}", thing
            if inspect.isclass(thing):
                # Asked of the class: what stands in it of a static method has other words.
                own = [member for member in vars(thing) if not member.startswith("_")]
                yield from ((f"{module.__name__}.{name}.{member}", getattr(thing, member)) for member in own)


THINGS = dict(documented())


@pytest.mark.parametrize("name", THINGS)
def test_words_and_examples(name: str) -> None:
    words = inspect.getdoc(THINGS[name])
    assert words, f"{name} has no words"
    test = doctest.DocTestParser().get_doctest(words, {}, name, None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test)
    assert runner.failures == 0


@pytest.mark.parametrize("page", ["README.md", "docs/python.md", "python/README.md"])
def test_programs_of_the_pages(page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Where a reader of a clone stands.
    monkeypatch.chdir(ROOT)
    programs = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE)
    assert programs
    for program in programs:
        exec(program, {})
    if page == "README.md":
        assert "Auyl" in capsys.readouterr().out
