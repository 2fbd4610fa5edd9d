/* The producing side of a stream: a follower asks, and gets what follows its position, at once or when there is
 * something. */
#include "engine/stream/stream.h"

static void feed_send(struct engine *e, const struct engine_route *route, sippe__feed *feed) {
    feed->journal = id_field(&e->arena, e->journal);
    feed->epoch = id_field(&e->arena, e->epoch);
    feed->now_ms = e->now_ms;
    sippe__envelope *envelope = NEW(&e->arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
    envelope->feed = feed;
    e->counters.feeds_sent++;
    out_push(e, route, NULL, envelope);
}

/* By its own name alone. An operator follows nothing, but reads the journal (node.ListRecords). */
static bool may_follow(const struct principal *who, const char *stream) {
    if (who->role == ROLE_DAEMON && strncmp(stream, "daemons:", 8) == 0) return strcmp(stream + 8, who->name) == 0;
    if (who->role == ROLE_PARTNER && stream_is_partners(stream))
        return who->organization && strcmp(stream + 8, who->organization) == 0;
    return false;
}

void fetch_refuse(struct engine *e, const struct engine_route *route, const char *stream, int reason) {
    sippe__feed *feed = NEW(&e->arena, sippe__feed);
    feed->stream = arena_text(&e->arena, stream);
    feed->status = refusal_make(&e->arena, reason);
    e->counters.denied++;
    feed_send(e, route, feed);
}

/* 0, or why this key may not follow this stream, as the keys are now. */
int follower_check(struct engine *e, const char *name, const char *stream) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    int reason = principal_find(&v, name, e->now_ms, &who);
    if (reason) return reason == REASON_NOT_ALLOWED ? REASON_STREAM_FORBIDDEN : reason;
    return may_follow(&who, stream) && strlen(stream) < STREAM_NAME_MAX ? 0 : REASON_STREAM_FORBIDDEN;
}

static sippe__position *position_make(struct arena *a, uint64_t n, uint64_t seq, ProtobufCBinaryData chain) {
    sippe__position *p = NEW(a, sippe__position);
    p->n = n;
    p->seq = seq;
    p->chain = chain;
    return p;
}

/* The chain is the truth: is the record at this position the one that the follower saw? After a restore the same number
 * may be another record's. The position's seq is not asked: partners are not told it. */
uint64_t position_seq(struct view *v, const struct pending_fetch *p) {
    struct key key = KEY(KEY_TEXT(p->stream), KEY_U64(p->n));
    struct span value;
    if (!txn_get(v->txn, TABLE_STREAM, &key, &value)) return 0;
    struct key seq = key_from(value);
    sippe__record *r = journal_read(v, key_u64_at(&seq, 0));
    return r && span_equal(span_pb(r->chain), span_of(p->chain, ID_LEN)) ? r->seq : 0;
}

/* Asked at each sending: it may be recalled between two of them, and the record itself stays for the chain. */
static bool recalled(struct view *v, struct id record) {
    struct key key = KEY(KEY_ID(record));
    struct span value;
    return txn_get(v->txn, TABLE_RECALLED, &key, &value);
}

void record_recall(struct apply *a, struct id record) {
    struct key key = KEY(KEY_ID(record));
    txn_put(a->view.txn, TABLE_RECALLED, &key, (struct span){NULL, 0});
}

/* Whose key it is to be sealed by over there. A family that the record does not name is not named by this either. */
static ProtobufCBinaryData sealed_for_there(const sippe__record *r) {
    for (size_t i = 0; i < r->n_subjects; i++)
        if (span_equal(span_pb(r->subjects[i]), span_pb(r->sealed_for))) return r->sealed_for;
    return r->subjects[0];
}

/* What leaves the daemons for a partner names no subject, cause or actor. It leaves opened; what cannot be opened any
 * more leaves as what was recalled does, and so does what is damaged: it is noted, and the stream goes on. */
static sippe__feed_record *feed_record(struct view *v, const sippe__record *r, uint64_t n, bool partner) {
    sippe__feed_record *out = NEW(v->arena, sippe__feed_record);
    struct written w;
    out->n = n;
    out->id = r->id;
    if (recalled(v, id_of(r->id)) || written_open(v, r, &w)) {
        out->withheld = true;
        return out;
    }
    out->type = r->type;
    out->at_ms = r->at_ms;
    out->open = r->open;
    out->sealed = pb_of(w.personal);
    if (partner) return out;
    if (r->sealed.len) out->sealed_for = sealed_for_there(r);
    out->hop = r->hop;
    if (r->actor) out->actor = r->actor->member;
    out->subjects = r->subjects;
    out->n_subjects = r->n_subjects;
    return out;
}

/* The first one in any case: a record that is larger than what was asked for would be asked for for ever. 8 is for its
 * tag and length; what surrounds the records is within the 16 KiB that the bus allows a feed beyond 256. */
static void feed_fill(struct view *v, const struct pending_fetch *p, sippe__feed *feed) {
    bool partner = stream_is_partners(p->stream);
    size_t bytes = 0;
    struct key prefix = KEY(KEY_TEXT(p->stream)), from = KEY(KEY_TEXT(p->stream), KEY_U64(p->n + 1));
    struct store_cursor c = cursor_open(v->txn, TABLE_STREAM, &prefix, &from);
    while (cursor_next(&c)) {
        struct key seq = key_from(c.value);
        sippe__record *r = journal_read(v, key_u64_at(&seq, 0));
        if (!r) break;
        sippe__feed_record *out = feed_record(v, r, key_u64_at(&c.key, prefix.len), partner);
        size_t size = protobuf_c_message_get_packed_size(&out->base) + 8;
        if (feed->n_records && bytes + size > p->max_bytes) break;
        bytes += size;
        APPEND(v->arena, feed, records, out);
        feed->next =
            position_make(v->arena, out->n, partner ? 0 : r->seq, r->chain); /* a seq would tell how much others do */
    }
    cursor_close(&c);
}

/* The last record of a stream that a restore has not lost; a partner's program, which nobody resumes, goes on there.
 * NULL: this store was never restored. */
static sippe__position *begin_after_restore(struct view *v, const char *stream) {
    const engine_rows__restored *restored = restored_row(v);
    struct key prefix = KEY(KEY_TEXT(stream)), limit = KEY(KEY_TEXT(stream), KEY_U64(UINT64_MAX)), at;
    struct span value;
    if (!restored) return NULL;
    while (txn_before(v->txn, TABLE_STREAM, &prefix, &limit, &at, &value)) {
        struct key seq = key_from(value);
        sippe__record *r = key_u64_at(&seq, 0) <= restored->seq ? journal_read(v, key_u64_at(&seq, 0)) : NULL;
        if (r) return position_make(v->arena, key_u64_at(&at, prefix.len), 0, r->chain);
        limit = at;
    }
    return NEW(v->arena, sippe__position);
}

/* A follower that stands past our head is told at once: we were restored. */
bool fetch_answer(struct engine *e, const struct pending_fetch *p) {
    struct view v = view_make(e, &e->snapshot);
    uint64_t head = stream_head(&v, p->stream);
    if (head == p->n && e->now_ms < p->until_ms) return false;
    int reason = follower_check(e, p->sender->name, p->asked); /* the key may have been revoked while it waited */
    if (reason) return fetch_refuse(e, &p->route, p->asked, reason), true;
    bool forked = !p->from_start && !position_seq(&v, p);
    sippe__feed *feed = NEW(&e->arena, sippe__feed);
    feed->stream = arena_text(&e->arena, p->asked);
    feed->head = head;
    feed->forked = forked;
    if (!p->from_start)
        feed->previous =
            position_make(&e->arena, p->n, p->seq, pb_of(arena_span(&e->arena, span_of(p->chain, ID_LEN))));
    feed->next = feed->previous;
    if (!forked)
        feed_fill(&v, p, feed);
    else if (stream_is_partners(p->stream))
        feed->begin = begin_after_restore(&v, p->stream);
    feed_send(e, &p->route, feed);
    return true;
}
