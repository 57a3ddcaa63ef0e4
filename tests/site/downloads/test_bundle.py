"""One file to send: everything is in it, and the same files give the same bytes."""

import os
import zipfile

from coprod.site.downloads.bundle import zipped


def test_everything_lies_under_the_name_of_the_wave_and_comes_out_whole(tmp_path):
    folder = tmp_path / "folder"
    (folder / "numbers").mkdir(parents=True)
    files = {"index.html": b"a" * 999, "numbers/t.csv": b"b"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    zipped(folder, "2016", "2016-11-04", tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "made.zip") as box:
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
        zipped(tmp_path / folder, "w", "2016-11-04", tmp_path / "made.zip")
        made.append((tmp_path / "made.zip").read_bytes())
    assert made[0] == made[1]
