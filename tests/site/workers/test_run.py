"""papermill, wrapped: parameters are checked, and only what was published stays."""

import nbformat
import pytest
from nbformat import v4

from coprod.errors import BadInput
from coprod.report.display import TAG, published_html
from coprod.site.workers.run import check_parameters, published_only, run_notebook


def notebook(tmp_path, *sources, default='name = "first"'):
    cells = [v4.new_markdown_cell("# A page"), v4.new_code_cell(default, metadata={"tags": ["parameters"]})]
    cells += [v4.new_code_cell(source) for source in sources]
    made = v4.new_notebook(cells=cells,
                            metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}})
    path = tmp_path / "1-page.ipynb"
    nbformat.write(made, path)
    return path


@pytest.mark.parametrize(("given", "message"), [
    ({"nmae": "x"}, '1-page.ipynb has no parameter "nmae"; it has: name.'),
    ({"name": 3}, '1-page.ipynb: parameter "name" must be text, not a whole number.'),
    ({"name": True}, '1-page.ipynb: parameter "name" must be text, not true or false.'),
])
def test_an_unknown_or_ill_typed_parameter_is_an_error_before_anything_runs(tmp_path, given, message):
    with pytest.raises(BadInput, match=message.replace("(", r"\(")):
        check_parameters(notebook(tmp_path), given)


def test_a_notebook_runs_with_its_parameters_and_keeps_only_published_outputs(tmp_path):
    path = notebook(tmp_path,
                    "import sys, coprod\nprint('stream')\nprint('err', file=sys.stderr)\ncoprod.show(name)\n'a repr'")
    done = run_notebook(path, {"name": "given"}, tmp_path)
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [published_html(output) for output in outputs] == ["<p>given</p>"]
    assert [set(output["data"]) for output in outputs] == [{"text/html"}]
    text = nbformat.writes(done)
    assert not any(word in text for word in ("stream", "papermill", "execution", str(tmp_path), "started"))\
        or "stream" in "".join(cell.source for cell in done.cells)


def test_metadata_attachments_and_other_kinds_of_cells_stay_behind():
    cell = v4.new_markdown_cell("# Words", metadata={"tags": ["technical", "secret"], "author": "somebody"})
    cell["attachments"] = {"a.png": {"image/png": "AAAA"}}
    executed = v4.new_notebook(cells=[cell, v4.new_raw_cell("raw")],
                               metadata={"papermill": {"a": 1}, "widgets": {"b": 2}})
    published = published_only(executed)
    assert [c.cell_type for c in published.cells] == ["markdown"]
    assert published.cells[0].metadata == {"tags": ["technical"]} and "attachments" not in published.cells[0]
    assert set(published.metadata) == {"kernelspec", "language_info"}


BLOCK = """
class Block:
    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/html": "<table></table>", "text/plain": "planted",
                "application/vnd.dataresource+json": {"data": [1.5]}}
        return data, {"coprod": {"publish": True}, "more": "planted"}
"""


def test_a_block_that_is_the_last_line_of_a_cell_is_published_with_the_types_of_its_table(tmp_path):
    done = run_notebook(notebook(tmp_path, BLOCK, "Block()", "display(Block())", "'no block'"), {}, tmp_path)
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs == 2 * [{
        "output_type": "display_data", "metadata": TAG,
        "data": {"text/html": "<table></table>", "application/vnd.dataresource+json": {"data": [1.5]}}}]


def test_a_notebook_gets_the_language_as_a_parameter_and_one_that_has_none_is_english(tmp_path):
    asked = notebook(tmp_path, "import coprod\ncoprod.show(language)", default='language = "en"')
    shown = [run_notebook(asked, {}, tmp_path, language=name).cells[-1].outputs[0] for name in ("en", "ur")]
    assert [published_html(output) for output in shown] == ["<p>en</p>", "<p>ur</p>"]
    deaf = notebook(tmp_path, "import coprod\ncoprod.show('words')")
    assert run_notebook(deaf, {}, tmp_path).cells[-1].outputs
    with pytest.raises(BadInput, match='1-page.ipynb has no parameter "language"; it has: name.'):
        run_notebook(deaf, {}, tmp_path, language="ur")


def test_a_cell_that_fails_names_notebook_and_cell_and_not_what_it_held(tmp_path):
    path = notebook(tmp_path, "raise ValueError('Ada of the planted name')")
    with pytest.raises(BadInput) as caught:
        run_notebook(path, {}, tmp_path)
    assert "1-page.ipynb, cell 2 failed (ValueError)" in str(caught.value)
    assert "planted" not in str(caught.value)


def test_a_kernel_that_dies_is_an_error_too(tmp_path):
    with pytest.raises(BadInput, match="1-page.ipynb.* failed"):
        run_notebook(notebook(tmp_path, "import os; os._exit(1)"), {}, tmp_path)
