"""The W3C's SPARQL 1.1 suites through the endpoint; all, with the table: ``pytest -m bench -s tests/serve/test_w3c_suites.py``"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from serving import raw_graph, service
from w3c_suite import ARCHIVE, GROUPS, KNOWN, POLICY, Runner, cases, files

pytestmark = pytest.mark.skipif(not ARCHIVE.is_file(), reason="needs ../shared/data/w3c")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    out = tmp_path_factory.mktemp("w3c")
    raw_graph(out, [])
    with service(out, "--timeout", "10") as running:
        runner = Runner(files(), out, running.url)
        yield runner
        runner.client.close()


def expected(group: str, identifier: str) -> str:
    """Why a test fails; "" where it must pass."""
    if group in POLICY:
        return POLICY[group]
    return next((why for start, why in POLICY.items() if identifier.startswith(start)), "") or KNOWN.get(identifier, "")


@pytest.mark.parametrize("group", ["protocol", "results formats", "service description"])
def test_the_protocol_and_the_results_formats_are_those_of_the_w3c(runner: Runner, group: str) -> None:
    for folder in GROUPS[group]:
        for case in cases(runner.content, folder):
            why = runner.run(case)
            assert bool(why) == bool(expected(group, case.id)), f"{case.id} ({case.name}): {why}"


@pytest.mark.bench
def test_the_whole_suite_is_run_and_each_failure_is_explained(runner: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    rows, explained, surprises = [], Counter[str](), []
    for group, folders in GROUPS.items():
        passed, tests = 0, 0
        for folder in folders:
            for case in cases(runner.content, folder):
                why = runner.run(case)
                tests += 1
                passed += not why
                if bool(why) != bool(expected(group, case.id)):
                    surprises.append(f"{case.id}: {why or 'passes now'}")
                elif why:
                    explained[expected(group, case.id)] += 1
        rows.append((group, tests, passed))
    with capsys.disabled():
        print(f"\n{'group':28} {'tests':>6} {'passed':>7}")
        for group, tests, passed in rows:
            print(f"{group:28} {tests:6} {passed:7}")
        for why, count in sorted(explained.items()):
            print(f"  {count:3} not passed: {why}")
    assert surprises == []


def test_each_query_test_of_the_protocol_passes(runner: Runner) -> None:
    queries = [case for case in cases(runner.content, "protocol") if "update" not in case.id]

    assert len(queries) == 20
    assert [(case.id, why) for case in queries if (why := runner.run(case))] == []
