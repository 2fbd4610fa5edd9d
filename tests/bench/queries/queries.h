/* What people ask of intake all day, asked one at a time; a line of JSON each (samples.h). */
#pragma once
#include "desk.h"

/* Of a desk's store, or of a grown one: pages of the worklist, the radar, families by name. */
void queries_ask(struct desk *d, size_t times);
