"""Small invented waves that were once read wrongly; in each an export lies as `export*`, so that nobody takes it
for a real one.
"""
