#include "cli/encounter/week.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/output.h"

scheduling__visit *visit_of_week(struct cli *c, size_t at) {
    scheduling__worker_week_request *r = NEW(&c->arena, scheduling__worker_week_request);
    r->worker = arg_text(c, "worker");
    const char *week = arg_text(c, "week");
    if (week && request_set(c, &r->base, "monday", week, "--week")) return NULL;
    scheduling__worker_week_reply *w = CALL(c, r, scheduling__worker_week_reply);
    if (!w) return NULL;
    scheduling__family_visits_reply *hers = NEW(&c->arena, scheduling__family_visits_reply);
    for (size_t i = 0; i < w->n_visits; i++)
        if (strcmp(w->visits[i]->family_number, operand(c, 0)) == 0) APPEND(&c->arena, hers, visits, w->visits[i]);
    return lookup_visit(c, hers, operand(c, at));
}
