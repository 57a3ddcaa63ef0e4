"""What pages say of the frames: sentences, tables, charts, blocks."""
