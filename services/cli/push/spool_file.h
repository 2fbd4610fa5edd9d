/* What the two files of the spool share: the form of an entry and what it does to the state. spool_state.c reads, for
 * ever every form that was written; spool.c writes. Another form is another magic line. */
#pragma once
#include "cli/push/spool.h"
#include "cli/push/spool_lines.h"

#define SPOOL_MAGIC "sippe-spool-1\n"
enum { SPOOL_MAGIC_LEN = sizeof SPOOL_MAGIC - 1 };
enum { SPOOL_FRAME_HEAD = 12 }; /* length and checksum */

/* What a line does to the state, read or just written. A line about an entry that is not there does nothing. */
void spool_apply(struct spool_state *s, const spool__line *line);
/* One line as it stands in the file, in the arena. */
struct span spool_frame(struct arena *a, const spool__line *line);
/* Was it answered lately by a store that is no more? The same journal in another epoch: it was restored, and may not
 * have it. Another journal is another territory's, or a new one: nothing is known of it. */
bool spool_is_lost(const struct spool_entry *e, ProtobufCBinaryData journal, ProtobufCBinaryData epoch, int64_t now_ms);
