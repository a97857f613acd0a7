/* What a service with a volume keeps: rows of a SQLite database that are on the disk before anybody is told so. */
#include "journal.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;
static sqlite3 *database;
static sqlite3_stmt *insert, *count;

static bool prepared(const char *text, sqlite3_stmt **statement) {
  return sqlite3_prepare_v2(database, text, -1, statement, NULL) == SQLITE_OK;
}

bool open_journal(void) {
  char path[4096];
  const char *directory = getenv("DATA_DIR");
  if (!directory || !*directory) return true;
  snprintf(path, sizeof path, "%s/journal.db", directory);
  bool good = sqlite3_open(path, &database) == SQLITE_OK &&
              sqlite3_exec(database,
                           "pragma synchronous = full;"
                           "create table if not exists line (id integer primary key autoincrement, text text not null)",
                           NULL, NULL, NULL) == SQLITE_OK &&
              prepared("insert into line (text) values (?)", &insert) && prepared("select count(*) from line", &count);
  if (!good) fprintf(stderr, "SQLite says of %s: %s\n", path, sqlite3_errmsg(database));
  return good;
}

static long inserted(const char *line) {
  bool good = sqlite3_bind_text(insert, 1, line, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(insert) == SQLITE_DONE;
  good = sqlite3_reset(insert) == SQLITE_OK && good;
  long lines = good && sqlite3_step(count) == SQLITE_ROW ? (long)sqlite3_column_int64(count, 0) : -1;
  if (lines < 0) fprintf(stderr, "SQLite says: %s\n", sqlite3_errmsg(database));
  sqlite3_reset(count);
  return lines;
}

long append(const char *line) {
  if (!database) return 0;
  pthread_mutex_lock(&alone);
  long lines = inserted(line);
  pthread_mutex_unlock(&alone);
  return lines;
}
