/* One request: who asks, may they, was it answered before, is it well formed, whose is it; then the handler. */
#include "engine/access/access.h"

/* What is around a body in its frame is less than 4 KiB. */
enum { REQUEST_ID_LEN = 16, REPLY_MAX = ENGINE_PUBLIC_FRAME_MAX - 4096 };

static void refuse(struct engine *e, const struct engine_route *route, const sippe__request *r, int reason) {
    e->counters.refused++;
    reply_send(e, route, r, refusal_make(&e->arena, reason), (struct span){NULL, 0});
}

/* Everything before the body is looked at: whoever may not ask must not make us decode it. What a key may do is asked
 * of each message and not of the connection, so that revoking a key needs no connection to be found and cut. */
static int admit(struct view *v, const char *key, const sippe__request *r, const struct method *c,
                 struct principal *who) {
    bool open_to_all = c->roles == AS_ANYBODY || c->roles & AS(GATEWAY);
    int reason = principal_find(v, key, v->e->now_ms, who);
    if (!reason) reason = principal_behind(v, r->on_behalf_of, open_to_all, who);
    if (!reason && !(c->roles & principal_bit(who))) reason = REASON_NOT_ALLOWED;
    if (reason) v->e->counters.denied++;
    if (!reason && r->id.len != REQUEST_ID_LEN) reason = REASON_REQUEST_ID_INVALID;
    return reason;
}

/* Who was refused something of a family stands in the access journal; of whom nobody knows who it is does not. */
static void note_refused(struct engine *e, const struct principal *who, const sippe__request *r, struct method_ref ref,
                         int reason) {
    bool known = !id_is_zero(who->id) && who->role != ROLE_DAEMON;
    if (known && access_is_logged(ref))
        access_note(e, &(struct look){.who = who, .ref = ref, .request = r, .outcome = reason});
}

/* What a method needs to see of its subject: a query all that it shows, or, when its handler leaves out the rest, some
 * of it. A command that says nothing rests on her file. */
static bool is_enough(const struct method_ref *ref, unsigned seen) {
    const struct shown *s = access_row(ref);
    unsigned needs = s ? s->shows : (unsigned)SHOWS_FILE;
    return s && s->parts ? (seen & needs) != 0 : (seen & needs) == needs;
}

/* The one place where it is asked whose a request's subject is, and whether the caller may see it. Of what is not
 * theirs people do not learn that it exists. 0, NOT_FOUND, CARE_TEAM_ONLY. */
static int whose(struct view *v, const struct method_ref *ref, const struct principal *who,
                 const ProtobufCMessage *in) {
    if (!ref->method->owner) return 0;
    const struct owned it = ((struct owned(*)(struct view *, const ProtobufCMessage *))ref->method->owner)(v, in);
    if (!it.organization) return role_reach(who->role) == REACH_ALL ? 0 : REASON_NOT_FOUND;
    const struct shown *s = access_row(ref);
    if (s && !s->shows) return principal_reaches(who, it.organization) ? 0 : REASON_NOT_FOUND;
    unsigned seen = may_see(v, who, it.organization, it.subject, SHOWS_ALL);
    if (!seen) return REASON_NOT_FOUND;
    return is_enough(ref, seen) ? 0 : REASON_CARE_TEAM_ONLY;
}

/* True: answered from memory; or the memory is damaged: then that is latched, rather than that it be done twice. The
 * digest keeps a client that draws an id twice from taking one request's answer for another's. */
static bool repeat(struct engine *e, const struct engine_route *route, struct id member, const sippe__request *r,
                   const struct id *digest) {
    struct key key;
    struct span packed;
    if (!reply_find(e, &e->write, member, id_of(r->id), &key, &packed)) return false;
    struct view v = view_make(e, &e->write);
    engine_rows__reply *kept = NULL;
    int err = row_open(&v, own_tables[TABLE_REPLY], &key, &engine_rows__reply__descriptor, packed, &kept);
    if (err && err != ERR_ERASED) {
        e->write.err = err;
        return true;
    }
    e->counters.repeated++;
    if (err)
        refuse(e, route, r, REASON_SUBJECT_ERASED);
    else if (!span_equal(span_pb(kept->digest), id_span(digest)))
        refuse(e, route, r, REASON_REQUEST_ID_REUSED);
    else
        reply_send(e, route, r, kept->personal->status, span_pb(kept->personal->body));
    return true;
}

/* What was done is hers for whom its first record is; what was refused made none, and must not give her a key. */
static struct id reply_subject(const struct decide *d, const sippe__status *status) {
    return d->emitted && status->code == CODE_OK ? d->emitted[0].sealed_for : d->view.e->house;
}

/* Refusals too: a repeat may overtake its original, and a refusal that became a success behind the client's back would
 * be done without anybody's knowing. Who acts is in the key, so that nobody reads another's answers, and that the same
 * request by two doors (her own key, a gateway's) is one. Nothing stands
 * under the id yet, or `repeat` had answered: a refusal never takes the place of what was done. What was done is
 * remembered for longer than clients repeat (7 days, after a restore: proto/envelope.proto), what was refused for less
 * (rows/reply.c, rows/refused.c). */
static void remember(const struct decide *d, const sippe__request *r, const struct id *digest, sippe__status *status,
                     struct span body) {
#ifndef SIPPE_FAULT_REPLY_NOT_REMEMBERED
    struct engine *e = d->view.e;
    struct view v = view_make(e, &e->write);
    engine_rows__reply *kept = NEW_WITH_PERSONAL(&e->arena, engine_rows__reply);
    kept->digest = id_field(&e->arena, *digest);
    kept->sealed_for = id_field(&e->arena, reply_subject(d, status));
    kept->personal->status = status;
    kept->personal->body = pb_of(body);
    struct key key = reply_key_now(e, d->principal.id, id_of(r->id));
    struct span packed;
    if (!row_seal(&v, own_tables[TABLE_REPLY], &key, &kept->base, &packed)) return; /* nothing was done for her */
    txn_put(&e->write, TABLE_REPLY, &key, packed);
    replies_forget_some(e, &e->write);
    if (status->code != CODE_OK) refused_note(e, d->principal.id, &key);
#else
    (void)d, (void)r, (void)digest, (void)reply_subject, (void)status, (void)body;
#endif
}

/* With all that is wrong, or, when the answer is about the whole, with what says where. */
static sippe__status *refusal_of(struct decide *d, int reason) {
    sippe__status *s = status_make(d->view.arena, reason);
    if (reason == REASON_VERSION_STALE) s->version = d->current;
    if (d->until_ms > d->now_ms) s->retry_after_ms = (uint32_t)(d->until_ms - d->now_ms);
    for (size_t i = 0; i < d->wrong.n; i++)
        if (reason == REASON_FIELDS_INVALID || d->wrong.list[i].reason == reason)
            APPEND(d->view.arena, s, violations, finding_violation(d->view.arena, "", &d->wrong.list[i]));
    return s;
}

/* The handler, its records, and what follows them. The status of a refusal in *status. A reply that is too large is
 * refused before anything is written; d->after, of node alone, does its own writing, and refuses before it. */
static struct span decide_run(struct decide *d, const struct method *c, const ProtobufCMessage *in,
                              sippe__status **status) {
    struct arena *a = d->view.arena;
    ProtobufCMessage *out = message_new(a, c->reply);
    int reason = ((int (*)(struct decide *, const ProtobufCMessage *, ProtobufCMessage *))c->run)(d, in, out);
    if (reason == 0) reason = violations(d);
    if (reason == 0 && protobuf_c_message_get_packed_size(out) > REPLY_MAX) reason = REASON_TOO_LARGE;
    if (reason == 0 || reason == d->noted) {
        int failed = journal_append(d);
        if (failed) reason = failed;
    }
    if (reason == 0 && d->after) reason = d->after(d, out);
    if (reason == 0) return message_pack(a, out);
    d->view.e->counters.refused++;
    d->view.e->counters.refusals_noted += reason == d->noted;
    *status = refusal_of(d, reason);
    return (struct span){NULL, 0};
}

/* In the transaction of the command itself. */
static void note_opened(struct decide *d, struct method_ref ref, const sippe__request *r) {
    if (id_is_zero(d->opened)) return;
    sippe__request why = *r;
    why.purpose = d->purpose;
    access_note(d->view.e, &(struct look){&d->principal, ref, &why, &d->opened, 1, 0});
    d->view.e->counters.files_opened++;
}

/* Keyed, so that nobody who has the store can try bodies, a name and a telephone, against it. */
static struct id request_digest(const struct engine *e, const sippe__request *r) {
    struct id plain = id_derive("sippe request", span_text(r->method), span_pb(r->body), (struct span){NULL, 0});
    return id_keyed(span_of(e->digest_key, sizeof e->digest_key), "sippe request", id_span(&plain));
}

/* The order is a promise.
 *   who        first: a revoked key does not even get its old answers
 *   memory     before room and body: what was answered is answered again, by a full store, and by a release that would
 *              refuse that body today
 *   standing   not remembered either: another store may answer the repeat
 *   room       not remembered, as it comes back. node's commands go on: with them a person mends a daemon that is stuck
 *   body       not remembered: it is as wrong the next time, and a row for each would let garbage fill the store
 *   whose      NOT_FOUND, remembered like what the handler answers; CARE_TEAM_ONLY is not, as she may open the file
 *   again      after a restore things are sent again in no order: that one was not there yet must not stay its
 *              answer */
void request_command(struct engine *e, const struct engine_route *route, const char *name, const sippe__request *r,
                     struct method_ref ref) {
    struct view v = view_make(e, turn_txn(e));
    struct principal who;
    int reason = admit(&v, name, r, ref.method, &who);
    if (reason) note_refused(e, &who, r, ref, reason);
    if (reason) return refuse(e, route, r, reason);
    struct id digest = request_digest(e, r);
    if (repeat(e, route, who.id, r, &digest)) return;
    if (e->asking) return refuse(e, route, r, REASON_PEERS_ASKED);
    if (!e->accepting && ref.service != e->node) return refuse(e, route, r, REASON_STORE_FULL);
    sippe__status *status = NEW(&e->arena, sippe__status);
    ProtobufCMessage *in = body_read(e, ref.method, r, &status);
    if (!in) return reply_send(e, route, r, status, (struct span){NULL, 0});
    struct decide d;
    decide_init(&d, e, &e->write, e->now_ms);
    d.principal = who;
    d.cause = id_derive("sippe command", id_span(&who.id), span_pb(r->id), (struct span){NULL, 0});
    struct span body = {NULL, 0};
    reason = whose(&d.view, &ref, &who, in);
    if (!reason)
        body = decide_run(&d, ref.method, in, &status);
    else {
        e->counters.refused++, status = status_make(&e->arena, reason);
        note_refused(e, &who, r, ref, reason);
    }
    if (status->code == CODE_OK) note_opened(&d, ref, r);
    e->counters.commands++;
    bool passing = status->reason == REASON_NOT_FOUND || status->reason == REASON_VERSION_STALE;
    if (reason != REASON_CARE_TEAM_ONLY && !(r->again && passing)) remember(&d, r, &digest, status, body);
    reply_send(e, route, r, status, body);
}

/* The client has read elsewhere, or before a restore, what this store does not hold (yet). */
static int fresh_enough(const struct engine *e, const sippe__request *r) {
    if (!r->at_least) return 0;
    if (!span_equal(span_pb(r->at_least->journal), id_span(&e->journal))) return REASON_OTHER_JOURNAL;
    return r->at_least->seq > e->seq ? REASON_NOT_THERE_YET : 0;
}

/* The loop is held for 5 ms at most: what is begun when the time is up takes the rest. */
enum { QUERY_US = 4500 };

bool query_time_is_up(const struct query *q) {
    return q->until_us && q->view.e->options.mono_us(q->view.e->options.owner) >= q->until_us;
}

/* Of what it shows nothing leaves that is not written down. */
static int query_run(struct query *q, struct method_ref ref, const ProtobufCMessage *in, ProtobufCMessage *out) {
    struct engine *e = q->view.e;
    if (access_is_logged(ref) && e->access_full) return REASON_ACCESS_FULL;
    int reason = whose(&q->view, &ref, &q->principal, in);
    if (reason) return q->view.txn->err ? REASON_INTERNAL : reason;
    reason = ((int (*)(struct query *, const ProtobufCMessage *, ProtobufCMessage *))ref.method->run)(q, in, out);
    if (!q->deferred && q->view.txn->err) reason = REASON_INTERNAL;
    if (!reason && !q->deferred && protobuf_c_message_get_packed_size(out) > REPLY_MAX) reason = REASON_TOO_LARGE;
    return reason;
}

static void query_noted(struct query *q, struct method_ref ref, const sippe__request *r, int reason) {
    if (reason) return note_refused(q->view.e, &q->principal, r, ref, reason);
    if (access_is_logged(ref)) access_note(q->view.e, &(struct look){&q->principal, ref, r, q->shown, q->n_shown, 0});
}

/* False: it has read a list that is still being made; what it gives is nothing. */
static bool query_asked(struct query *q, struct method_ref ref, const ProtobufCMessage *in, ProtobufCMessage *out,
                        int *reason) {
    struct lists *lists = &q->view.e->lists;
    lists->awaited = false;
    lists->by_a_question = true;
    *reason = query_run(q, ref, in, out);
    lists->by_a_question = false;
    q->view.e->counters.queries += !lists->awaited;
    return !lists->awaited;
}

/* Nothing is remembered: it changes nothing. What leaves an entry in the access journal reads the turn's transaction,
 * in which that is written; the others read what the last commit left. An error that was latched while it read means
 * that rows looked absent which are not, whatever the handler made of that; the next query reads others. */
bool request_query(struct engine *e, const struct engine_route *route, const char *name, const sippe__request *r,
                   struct method_ref ref) {
    struct txn *t = access_is_logged(ref) ? turn_txn(e) : &e->snapshot;
    struct query q = {.view = view_make(e, t), .now_ms = e->now_ms, .route = *route, .request_id = id_of(r->id)};
    q.tag = r->tag;
    q.purpose = r->purpose;
    e->snapshot.err = 0;
    if (e->options.mono_us) q.until_us = e->options.mono_us(e->options.owner) + QUERY_US;
    int reason = admit(&q.view, name, r, ref.method, &q.principal);
    if (reason) query_noted(&q, ref, r, reason);
    if (!reason) reason = fresh_enough(e, r);
    sippe__status *status = NEW(&e->arena, sippe__status);
    ProtobufCMessage *in = reason ? NULL : body_read(e, ref.method, r, &status), *out = NULL;
    if (in) {
        out = message_new(&e->arena, ref.method->reply);
        if (!query_asked(&q, ref, in, out, &reason)) return false;
        if (q.deferred) return true;
        query_noted(&q, ref, r, reason);
    }
    if (reason)
        refuse(e, route, r, reason);
    else
        reply_send(e, route, r, status, in ? message_pack(&e->arena, out) : (struct span){NULL, 0});
    return true;
}
