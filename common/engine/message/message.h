/* One message of a client: who speaks, what is asked, what is answered. */
#pragma once
#include "engine/journal/journal.h"

/* outbox.c */
void out_push(struct engine *e, const struct engine_route *route, const char *journal, const sippe__envelope *envelope);

/* reply.c */
void reply_send(struct engine *e, const struct engine_route *route, const sippe__request *r, sippe__status *status,
                struct span body);
/* The status of a refusal, with the hint when to try again where that helps. */
sippe__status *refusal_make(struct arena *a, int reason);

/* principal.c: false: nobody, or no longer (*revoked) */
bool principal_find(struct view *v, const char *name, int64_t now_ms, struct principal *out, bool *revoked);

/* request.c */
void request_command(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                     struct method_ref ref);
void request_query(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                   struct method_ref ref);
