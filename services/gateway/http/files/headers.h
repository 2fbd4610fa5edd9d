/* What stands beside each answer, by the table headers.def. */
#pragma once
#include "base/arena.h"
#include "gateway/http/files/files.h"

/* The content type of a file by its name's end; NULL: none of ours. */
const char *type_of(struct span name);
/* Fills in `headers` of a file: of the tree, which may be kept, or of what may not; type NULL: it has no body. */
void headers_set(struct arena *a, struct file *f, const char *type, bool tree, bool gzip);
