"""A file of any survey tool and kind as columns of texts; what is special about each tool stands in `platforms`."""

from coprod.private.readers.columns import Column, blank, coded, column_of, join
from coprod.private.readers.file_kinds import Table, all_rows, export_files, key_file, not_read, open_table
from coprod.private.readers.labels import fold, names_by_words, words_of
from coprod.private.readers.sheets import every_sheet

__all__ = ["Column", "Table", "all_rows", "blank", "coded", "column_of", "every_sheet", "export_files", "fold", "join",
           "key_file", "names_by_words", "not_read", "open_table", "words_of"]
