"""One file to send: everything is in it, and the same files give the same bytes."""

import io
import os
import zipfile

from coprod.public.bundle import zipped


def test_everything_lies_under_the_name_of_the_wave_and_comes_out_whole(tmp_path):
    (tmp_path / "numbers").mkdir()
    files = {"index.html": b"a" * 999, "numbers/t.csv": b"b"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(io.BytesIO(zipped(tmp_path, "2016", "2016-11-04"))) as box:
        assert {name: box.read(name) for name in box.namelist()} == {f"2016/{name}": data for name, data in files.items()}
        assert {(member.date_time, member.create_system, member.extra) for member in box.infolist()} == {
            ((2016, 11, 4, 0, 0, 0), 3, b"")}


def test_hour_rights_and_order_of_the_files_do_not_matter(tmp_path):
    made = []
    for folder, names in (("one", "ab"), ("two", "ba")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text(name)
            os.utime(tmp_path / folder / name, (len(made) * 9e8 + 3e8,) * 2)
            (tmp_path / folder / name).chmod(0o600 if made else 0o664)
        made.append(zipped(tmp_path / folder, "w", "2016-11-04"))
    assert made[0] == made[1]
