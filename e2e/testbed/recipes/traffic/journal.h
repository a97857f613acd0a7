#ifndef JOURNAL_H
#define JOURNAL_H
#include <stdbool.h>

/* Opens the database in DATA_DIR; false, with the reason on stderr, where it cannot be opened. */
bool open_journal(void);
/* Inserts a line that survives a crash, and answers how many lines there are: -1 on trouble, 0 without a DATA_DIR. */
long append(const char *line);
#endif
