/* What a line does to the state, read or just written; and which entries a restore has lost. For the files of the
 * spool. */
#pragma once
#include "cli/push/spool.h"

/* `place`: of its frame in the file + 1. A line about an entry that is not there does nothing. */
void spool_apply(struct spool_state *s, const spool__line *line, size_t place);
/* The same of rows that were not taken (spool_held.c), which spool_apply hands on. */
void spool_held_apply(struct spool_state *s, const spool__held *line, size_t place);
void spool_released_apply(struct spool_state *s, const spool__released *line);
/* Which number was the last that a held row had. */
struct span spool_last_frame(struct arena *a, const struct spool_key *key, uint32_t number);
/* Was it answered lately by a store that is no more? The same journal in another epoch: it was restored, and may not
 * have it. Another journal is another territory's, or a new one: nothing is known of it. */
bool spool_is_lost(const struct spool_state *s, const struct spool_entry *e, const struct spool_store *now,
                   int64_t now_ms);

/* ---- the file made anew (spool_mend.c) ---- */

/* The file at path, which holds this state, without the bodies of what was answered long ago, without the waiting
 * entries and held rows that are to be dropped, and without whatever is no frame. Whole or not at all, and on the disk
 * when it comes back: ERR_FULL and others leave the old one. */
int spool_remake(const struct spool_state *s, const char *path, int64_t now_ms);
/* Gives the file a second name, which is told: PATH.damaged-2026-11-26T140300, so that making it anew loses nothing. */
int spool_keep_aside(struct arena *a, const char *path, int64_t now_ms, const char **aside);
/* Is there anything that spool_remake would shorten? */
bool spool_has_old(const struct spool_state *s, int64_t now_ms);
/* The file, looked at without being read into memory; spool_unmap gives it back. */
int spool_map(int fd, struct span *out);
void spool_unmap(struct span file);
/* As everywhere in the spool, by what can be done about it. */
int spool_err(int number);
int spool_write(int fd, struct span s);
