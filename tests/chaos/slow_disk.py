"""Makes a store slow: holds SQLite's write lock for random times. Arguments: the store, the seed."""
import random
import sqlite3
import sys
import time

dice = random.Random(int(sys.argv[2]))
while True:
    try:
        store = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
        store.execute("BEGIN IMMEDIATE")
        time.sleep(dice.choice([0.02, 0.2, 1, 4]))
        store.execute("ROLLBACK")
        store.close()
    except sqlite3.Error:
        pass
    time.sleep(dice.uniform(0.05, 1))
