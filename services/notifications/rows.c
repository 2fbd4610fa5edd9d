#include "notifications/domain/notice.h"
#include "notifications/rows.h"

notifications_rows__notice *notifications_notice_row(struct view *v, ProtobufCBinaryData field, struct id *id) {
    return id_from(field, id) ? row_get(v, &notifications_notices, KEY(KEY_ID(*id))) : NULL;
}

/* The notice that ends the first key under a prefix of an index. */
static bool first_notice(struct view *v, const struct row_table *index, struct key prefix, struct id *notice) {
    struct key key;
    struct row_scan *scan = row_scan(v, index, prefix, NULL);
    if (!row_next(scan, &key, NULL)) return false;
    row_scan_end(scan);
    *notice = key_id_at(&key, prefix.len);
    return true;
}

bool notifications_notice_of_referral(struct view *v, struct id referral, struct id *notice) {
    return first_notice(v, &notifications_notices_of_referral, KEY(KEY_ID(referral)), notice);
}

bool notifications_notice_of_code(struct view *v, const char *code, struct id *notice) {
    return first_notice(v, &notifications_notices_by_code, KEY(KEY_ID(lookup_hash(v, "answer code", code))), notice);
}

notifications_rows__notice *notifications_notice_by(struct view *v, ProtobufCBinaryData referral_id,
                                                    ProtobufCBinaryData notice_id, struct id *notice) {
    struct id referral;
    if (!referral_id.len) return notifications_notice_row(v, notice_id, notice);
    bool found = id_from(referral_id, &referral) && notifications_notice_of_referral(v, referral, notice);
    return found ? row_get(v, &notifications_notices, KEY(KEY_ID(*notice))) : NULL;
}

bool notifications_organization_of(const notifications_rows__notice *row, struct id *organization) {
    return id_from(row->personal->organization_id, organization);
}

const char *notifications_notice_code(struct view *v, const notifications_rows__notice *row) {
    const notifications__notice_opened *e = READ_EVENT(v, notifications__notice_opened, row->opened, NULL);
    return e ? e->personal->code : "";
}

struct code_tries notifications_code_tries(struct view *v, struct id member) {
    const notifications_rows__code_tries *row = row_get(v, &notifications_wrong_codes, KEY(KEY_ID(member)));
    return row ? (struct code_tries){row->wrong, row->since_ms, row->closed_until_ms} : (struct code_tries){0};
}

/* ---- indexes ----
 * Between its two records (NoticeIssued, then NoticeOpened, in one message) a row has no referral, organisation or code
 * yet: then it gives no key. */

void notifications_notices_of_referral_keys(const notifications_rows__notice *r, struct keys *out) {
    if (r->referral_id.len) keys_add(out, KEY(KEY_ID(id_of(r->referral_id))));
}

void notifications_notices_by_code_keys(const notifications_rows__notice *r, struct keys *out) {
    if (r->code_hash.len) keys_add(out, KEY(KEY_ID(id_of(r->code_hash))));
}

/* Two or four keys: a notice stands in the list of all and in its organisation's, and in the pending ones of each while
 * it is pending. The time is negative so that the newest comes first. */
void notifications_notices_in_order_keys(const notifications_rows__notice *r, struct keys *out) {
    if (!r->organization_hash.len) return; /* between its two records */
    const struct id whose[] = {{{0}}, id_of(r->organization_hash)};
    for (uint8_t pending = 0; pending <= r->pending; pending++)
        for (size_t i = 0; i < 2; i++) keys_add(out, KEY(KEY_U8(pending), KEY_ID(whose[i]), KEY_I64(-r->issued_ms)));
}

struct id notifications_organization_hash(struct view *v, struct id organization) {
    return lookup_hash(v, "organization of a notice", id_text(view_arena(v), organization));
}

struct key notifications_list_prefix(struct view *v, bool pending, struct id organization) {
    struct id whose = id_is_zero(organization) ? organization : notifications_organization_hash(v, organization);
    return KEY(KEY_U8(pending ? 1 : 0), KEY_ID(whose));
}

/* ---- apply ---- */

/* The version is the record's id: what a partner's program gets on its stream is all that it needs to answer. */
void notifications_on_notice_issued(struct apply *a, const struct record *r, const notifications__notice_issued *e) {
    notifications_rows__notice *n = NEW_WITH_PERSONAL(arena_of(a), notifications_rows__notice);
    struct id notice;
    if (!id_from(e->notice_id, &notice)) return;
    n->version = n->issued_record = id_field(arena_of(a), r->id);
    n->sealed_for = id_field(arena_of(a), r->sealed_for); /* the referral, which a partner's stream may not hold */
    n->record = r->seq;
    n->issued_ms = r->at_ms;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}

static void state_set(notifications_rows__notice *n, notifications__notice_state state) {
    n->personal->state = state;
    n->pending = notifications_notice_is_open(state);
}

/* By what it is found; not by an empty text, which is what an erased one has. */
static void hashes_set(struct view *v, notifications_rows__notice *n, const notifications__notice_opened__personal *p) {
    struct id organization;
    if (p->code[0]) n->code_hash = id_field(view_arena(v), lookup_hash(v, "answer code", p->code));
    if (id_from(p->organization_id, &organization))
        n->organization_hash = id_field(view_arena(v), notifications_organization_hash(v, organization));
}

/* Comes right after NoticeIssued, in the same message: what the partner's stream may not hold. */
void notifications_on_notice_opened(struct apply *a, const struct record *r, const notifications__notice_opened *e) {
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!n) return;
    n->opened = r->seq;
    n->sealed_for = e->sealed_for;
    n->referral_id = e->referral_id;
    n->clsc_code = e->clsc_code;
    n->personal->organization_id = e->personal->organization_id;
    hashes_set(VIEW(a), n, e->personal);
    state_set(n, NOTICE_STATE_ISSUED);
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
    deadline_set(a, &notifications_acknowledge, notice, e->due_ms);
}

void notifications_on_wrong_code_noted(struct apply *a, const struct record *r,
                                       const notifications__wrong_code_noted *e) {
    (void)r;
    notifications_rows__code_tries *row = NEW(arena_of(a), notifications_rows__code_tries);
    row->wrong = e->wrong;
    row->since_ms = e->since_ms;
    row->closed_until_ms = e->closed_until_ms;
    ROW_PUT(a, &notifications_wrong_codes, KEY(KEY_ID(id_of(e->member_id))), row);
}

/* One that was no answer leaves the notice as it was before: it is waited for, and late where its day has passed. */
void notifications_on_notice_answered(struct apply *a, const struct record *r,
                                      const notifications__notice_answered *e) {
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!n) return;
    bool none = e->personal->answer == NOTICE_STATE_ISSUED;
    n->version = id_field(arena_of(a), r->id);
    n->answer = none ? 0 : r->seq;
    state_set(n, e->personal->answer);
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
    if (e->due_ms)
        deadline_set(a, &notifications_acknowledge, notice, e->due_ms);
    else
        deadline_clear(a, &notifications_acknowledge, notice);
}

/* The version stays: a late answer with what the stream gave must not be stale because it is late. */
void notifications_on_notice_overdue(struct apply *a, const struct record *r, const notifications__notice_overdue *e) {
    (void)r;
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!n) return;
    n->personal->overdue = true;
    n->personal->rung = e->rung + 1;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
    if (e->next_ms) deadline_set(a, &notifications_acknowledge, notice, e->next_ms);
}

/* A service that is left out stays: a referral to it may be on its way, and then waits for nothing. */
void notifications_on_organization_noted(struct apply *a, const struct record *r,
                                         const notifications__organization_noted *e) {
    struct id organization, service;
    notifications_rows__organization *o = NEW(arena_of(a), notifications_rows__organization);
    if (!id_from(e->organization_id, &organization)) return;
    o->name = e->name;
    o->phone = e->phone;
    ROW_PUT(a, &notifications_organizations, KEY(KEY_ID(organization)), o);
    door_put(a, r, organization, e->name);
    for (size_t i = 0; i < e->n_services; i++) {
        notifications_rows__service *s = NEW(arena_of(a), notifications_rows__service);
        if (!id_from(e->services[i]->service_id, &service)) continue;
        s->name = e->services[i]->name;
        ROW_PUT(a, &notifications_services, KEY(KEY_ID(organization), KEY_ID(service)), s);
    }
}
