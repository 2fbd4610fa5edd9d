/* The path of a place in a text that is no JSON, and of which there is therefore no tree: whoever sent a large body is
 * told the field, not only the column. */
#pragma once
#include "base/arena.h"

/* Of what begins before text[at]: "children[2].name"; "" is the whole. Names are as the text has them, and it ends
 * where one is anything but letters, digits and underscores: what stands there may be somebody's. NULL text: "". */
const char *json_path(struct arena *a, const char *text, size_t at);
