"""The tool that looks for barriers finds them: without this, finding nothing would prove nothing."""

import pytest

from tests.axe import violations

CLEAN = '<html lang="en"><title>A page</title><main><h1 style="color:#000">A page</h1><div>{}</div></main></html>'


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(("inside", "rule"), [
    ('<img src="data:,">', "image-alt"), ('<p style="color:#aaa">pale</p>', "color-contrast"),
    ('<p style="color:#707070">too pale for a rule that is off by itself</p>', "color-contrast-enhanced"),
])
def test_a_barrier_is_found_and_where_it_stands(page, inside, rule):
    page.set_content(CLEAN.format(inside))
    found = dict(violations(page))
    assert found[rule][0][:20] == inside[:20]
    assert rule not in dict(violations(page, "h1"))


def test_nothing_is_found_where_there_is_nothing(page):
    page.set_content(CLEAN.format("<p style='color:#000'>black</p>"))
    assert violations(page) == []
