/* Deciding: what a command, reaction or deadline may do, which is to gather records. */
#include "engine/journal/journal.h"

/* Nobody's: the engine itself acts (a stream stopped, a record parked). Commands, reactions and deadlines say more. */
void decide_init(struct decide *d, struct engine *e, struct txn *txn, int64_t now_ms) {
    *d = (struct decide){.view = view_make(e, txn), .at_ms = now_ms, .now_ms = now_ms};
    d->wrong = findings_in(d->view.arena);
    d->principal = (struct principal){.name = "", .role = ROLE_DAEMON, .organization = ""};
}

struct principal principal_own(const struct engine *e) {
    const char *name = e->service->name;
    return (struct principal){member_of_name(name), name, ROLE_DAEMON, .organization = ""};
}

const struct principal *decide_principal(const struct decide *d) { return &d->principal; }

int64_t decide_at_ms(const struct decide *d) { return d->at_ms; }

int64_t decide_now_ms(const struct decide *d) { return d->now_ms; }

day decide_today(struct decide *d) { return today_of(&d->view, d->now_ms); }

void decide_opens(struct decide *d, struct id subject, const char *purpose) {
    d->opened = subject;
    d->purpose = purpose;
}

/* The territory and the daemon are in it, because two daemons may create things for the same cause. */
struct id decide_new_id(struct decide *d, const char *kind) {
    struct id_hash h;
    id_hash_init(&h, "sippe thing");
    id_hash_add(&h, span_text(d->view.e->territory));
    id_hash_add(&h, span_text(d->view.e->service->name));
    id_hash_add(&h, id_span(&d->cause));
    id_hash_add(&h, span_text(kind));
    id_hash_u64(&h, d->n_ids++);
    return id_hash_end(&h);
}

static struct emitted *emitted_new(struct decide *d) {
    if (d->n_emitted == d->cap_emitted) {
        size_t cap = d->cap_emitted ? 2 * d->cap_emitted : 8;
        struct emitted *more = arena_alloc(d->view.arena, cap * sizeof *more);
        if (d->n_emitted) memcpy(more, d->emitted, d->n_emitted * sizeof *more);
        d->emitted = more;
        d->cap_emitted = cap;
    }
    return &d->emitted[d->n_emitted++];
}

/* n_emitted tells apart two records of one type about one subject. */
static struct id record_id(const struct decide *d, const char *type, const struct id *subject) {
    struct id_hash h;
    id_hash_init(&h, "sippe record");
    id_hash_add(&h, span_text(d->view.e->territory));
    id_hash_add(&h, span_text(d->view.e->service->name));
    id_hash_add(&h, id_span(&d->cause));
    id_hash_add(&h, span_text(type));
    id_hash_add(&h, id_span(subject));
    id_hash_u64(&h, d->n_emitted);
    return id_hash_end(&h);
}

/* Assertions, as these are our own mistakes. By event_row and not event_row_now: a type that is lifted is read for ever
 * but no longer written. */
struct id emit_for(struct decide *d, struct id sealed_for, const struct id *subjects, size_t n,
                   const ProtobufCMessage *event) {
    assert(n >= 1 && n <= SUBJECTS_MAX);
    assert(!id_is_zero(sealed_for));
    const struct event *row = event_row(d->view.e, event->descriptor->name);
    assert(row); /* an event that the service does not list */
#ifdef SIPPE_CHECKED
    assert(message_in_arena(d->view.arena, event));
#endif
    struct id id = record_id(d, event->descriptor->name, &subjects[0]);
    struct emitted *out = emitted_new(d);
    *out = (struct emitted){.row = row, .event = event, .id = id, .n_subjects = n, .sealed_for = sealed_for};
    out->subjects = arena_copy(d->view.arena, subjects, n * sizeof *subjects);
    return id;
}

/* What nobody says is a family's; of one without `personal` nobody asks. */
static bool family_must_be_said(const ProtobufCMessageDescriptor *type) {
    return whose_of(type->name) == WHOSE_FAMILY && personal_field(type);
}

struct id emit_about(struct decide *d, const struct id *subjects, size_t n, const ProtobufCMessage *event) {
    assert(!family_must_be_said(event->descriptor)); /* emit_for says whose it is */
    bool house = whose_of(event->descriptor->name) == WHOSE_HOUSE;
    return emit_for(d, house ? d->view.e->house : subjects[0], subjects, n, event);
}

struct id emit(struct decide *d, struct id subject, const ProtobufCMessage *event) {
    return emit_about(d, &subject, 1, event);
}

struct id emit_to_partner(struct decide *d, struct id organization, struct id sealed_for, struct id subject,
                          const ProtobufCMessage *event) {
    struct id id = emit_for(d, sealed_for, &subject, 1, event);
    struct emitted *last = &d->emitted[d->n_emitted - 1];
    assert(last->row->partner);
    last->partner_stream = arena_printf(d->view.arena, "partner:%s", id_text(d->view.arena, organization));
    return id;
}

int refuse_noting(struct decide *d, int reason, struct id subject, const ProtobufCMessage *event) {
    assert(reason > 0 && d->n_emitted == 0);
    emit(d, subject, event);
    return refuse_keeping(d, reason);
}

int refuse_keeping(struct decide *d, int reason) {
    assert(reason > 0 && d->n_emitted == 1);
    return d->noted = reason;
}

int refuse_until(struct decide *d, int reason, int64_t until_ms) {
    d->until_ms = until_ms;
    return reason;
}

/* From whichever journal: what is not known yet may be what forbids it. */
bool subject_is_held(struct decide *d, struct id subject) {
    struct key prefix = KEY(KEY_ID(subject));
    struct store_cursor c = cursor_open(d->view.txn, TABLE_HELD_SUBJECT, &prefix, NULL);
    bool held = cursor_next(&c);
    cursor_close(&c);
    return held;
}
