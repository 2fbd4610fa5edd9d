/* What the two files of the spool share: the form of an entry and what it does to the state. */
#pragma once
#include "cli/push/spool.h"
#include "cli/push/spool_lines.h"

#define SPOOL_MAGIC "sippe-spool-1\n"
enum { SPOOL_MAGIC_LEN = sizeof SPOOL_MAGIC - 1 };
enum { SPOOL_FRAME_HEAD = 12 };

void spool_apply(struct spool_state *s, const spool__line *line);
/* One line as it stands in the file. */
struct span spool_frame(struct arena *a, const spool__line *line);
/* Was it answered lately by a store that is no more? */
bool spool_is_lost(const struct spool_entry *e, ProtobufCBinaryData journal, ProtobufCBinaryData epoch, int64_t now_ms);
