# One page takes no room.
MINIMIZE=y
