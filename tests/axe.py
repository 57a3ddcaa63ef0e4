"""What axe finds against a page in a browser, by all of its rules."""

from axe_playwright_python.sync_playwright import Axe

# What passes is not listed: to describe each of thousands of parts that are right takes longer than all the rules.
_RUN = """async context => {
    const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]));
    const found = await axe.run(context || document, {rules, resultTypes: ['violations']});
    return found.violations.map(rule => [rule.id, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]);
}"""


def violations(page, context: str | None = None) -> list[tuple[str, list[str]]]:
    """The rules that a page, or what a selector picks of it, breaks, and where; those that axe leaves off too."""
    page.evaluate(Axe().axe_script)
    assert page.evaluate("axe.getRules().length") > 90
    return [(rule, places) for rule, places in page.evaluate(_RUN, context)]
