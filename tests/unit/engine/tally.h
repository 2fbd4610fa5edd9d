/* Two tiny services for tests of the engine: "intake" counts, "scheduling" follows it and counts what it heard. The names are
 * those of real journals because streams are addressed to them. */
#pragma once
#include "engine/engine.h"
#include "tally_proto.h"

extern const struct service tally_counts;
extern const struct service tally_hears;
enum { TALLY_POISON = 99, TALLY_WAITS = 98 }; /* amounts that the follower parks, or waits for */
