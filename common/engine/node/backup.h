/* What the rounds of a backup share (hold.c, backup.c). */
#pragma once
#include "engine/node/tables.h"

/* 0, or why no copy of this name can be begun: NAME_INVALID, WINDOW_FULL, DUPLICATE, BACKUP_FAILED (no room). */
int backup_may_begin(struct query *q, const char *cut);
bool cut_name_ok(const char *name);
/* STORE/backup/CUT/file, in the arena. */
char *cut_path(struct query *q, const char *cut, const char *file);

/* Where a store stands; NULL: its rows cannot be read (latched). copy.c. */
node__standing *standing_read(struct txn *t, struct arena *a, uint64_t seq, struct id chain);

/* Of the engine that closes: no job is out any more. */
void backup_free(struct engine *e);
