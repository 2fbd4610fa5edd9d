/* What is measured of the gateway, written to a file for whoever collects it: it answers no question of that kind, as
 * all who ask it come from outside. */
#pragma once
#include "gateway/gateway.h"
#include "runtime/process/meters.h"

struct gateway_meters {
    struct process_meters *process;
    struct metric *asked, *passed, *refused, *foreign, *signed_out, *sign_ins, *codes_refused, *throttled, *away, *left,
        *large, *late_bodies, *crowded, *connections, *sessions, *kept, *heads_refused, *heads_late;
    int64_t at_ms;
};

void gateway_meters_open(struct gateway_meters *m, struct process_meters *process);
/* Each ten seconds; `path` may be "". */
void gateway_meters_write(struct gateway_meters *m, struct gateway_state s, const char *path, int64_t mono_ms);
