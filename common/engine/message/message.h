/* One message of a client: who speaks, what is asked, what is answered. */
#pragma once
#include "engine/journal/journal.h"

/* outbox.c: packed into e->outbox; it leaves when the turn has committed, and a turn that fails takes it back. To
 * `route`, or, when `journal` is not NULL, to the link to that daemon. */
void out_push(struct engine *e, const struct engine_route *route, const char *journal, const sippe__envelope *envelope);

/* reply.c: to request `r`, of which the id and the tag are looked at. The body is packed; none: {NULL, 0}. */
void reply_send(struct engine *e, const struct engine_route *route, const sippe__request *r, sippe__status *status,
                struct span body);
/* The status of a refusal, with the hint when to try again where that helps. */
sippe__status *refusal_make(struct arena *a, int reason);

/* body.c: the body as a message; NULL, and *status says what is wrong with it: MALFORMED; FIELDS_INVALID for a text
 * that holds a forbidden character (CHARACTER_FORBIDDEN). */
ProtobufCMessage *body_read(struct engine *e, const struct method *c, const sippe__request *r, sippe__status **status);

/* principal.c: whose connection this is (engine_key_name), at now_ms. 0, or NOT_ALLOWED (nobody's), KEY_REVOKED
 * (revoked, ended, past its last day), TRAINING_OVER. */
int principal_find(struct view *v, const char *key, int64_t now_ms, struct principal *out);
/* This membership may be spoken for through the key of that one. */
bool principal_may_carry(struct id carrier, const struct member *m);
/* Which bit of a row's `roles` lets it in. */
unsigned principal_bit(const struct principal *p);
/* Who acts: `who` is whose key carried the request, and becomes the one on whose behalf it is, if any. 0, or
 * ON_BEHALF_FORBIDDEN (not by this key, or not in that one's name), PERSON_MISSING (a key of many, and the method is
 * not open to all), and as above. */
int principal_behind(struct view *v, const char *on_behalf_of, bool open_to_all, struct principal *who);

/* request.c: each answers in any case, but a query that a job will answer. The body is still packed: it is decoded when
 * key, role and id are known to be right. A command goes into the turn's transaction; a query reads e->snapshot, after
 * the commit. */
void request_command(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                     struct method_ref ref);
/* False: it needs a list that is still being made (turn/lists.c), and is to be asked again. */
bool request_query(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                   struct method_ref ref);
