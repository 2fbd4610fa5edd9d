/* YAML files to messages of the contract, by descriptor (conventions: bind.h). A small YAML: one document of maps,
 * lists and scalars; no anchors, aliases, tags, or keys given twice. A bare word is what its field is, so 06601 stays a
 * code and NO an answer. For what people write by hand, the rules of a territory first; nothing of ours writes it. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "text/errors.h"
#include "text/tree.h"

enum { YAML_SIZE_MAX = 1 << 20 };

/* Any such YAML as a document, which bind.h makes a message of. In the arena; NULL: the faults say why, with line and
 * column. `text` needs no NUL. */
struct tree *yaml_tree(struct arena *a, const char *text, size_t len, struct text_errors *errors);
