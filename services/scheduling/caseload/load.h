/* What a worker carries, kept for as long as nothing is otherwise (engine/memo.h): her families' weights added up, and
 * beneath them what each family weighs, so that one family more is one that is weighed. */
#pragma once
#include "scheduling/facts.h"

struct load {
    int32_t tenths, families;
    int32_t ahead[CANDIDATES_AHEAD]; /* from today on, births expected */
};
/* Of whose families this hash leads to (scheduling_key_worker_hash); nothing for none. In the arena. */
const struct load *scheduling_load_of(struct view *v, const struct rules_now *rules, ProtobufCBinaryData key_worker);
