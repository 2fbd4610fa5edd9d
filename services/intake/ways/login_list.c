/* Ways in as people see them, and end them. */
#include "civil/civil.h"
#include "intake/ways/logins.h"

enum { PAGE_MAX = 100 };

static bool keeps_all(const struct principal *p) { return p->role == ROLE_OPERATOR || p->role == ROLE_COORDINATOR; }

static bool is_hers(const intake_rows__login *row, struct id member) {
    for (size_t i = 0; i < row->n_member_ids; i++)
        if (id_is(row->member_ids[i], member)) return true;
    return false;
}

/* ---- ended ---- */

static void ended_emit(struct decide *d, struct id login, const intake_rows__login *row) {
    intake__login_ended *e = NEW(arena_of(d), intake__login_ended);
    struct login_subjects s = intake_login_subjects(login, row->member_ids, row->n_member_ids);
    e->login_id = id_field(arena_of(d), login);
    emit_for(d, id_of(row->sealed_for), s.ids, s.n, &e->base);
}

int intake_end_login(struct decide *d, const intake__end_login_request *in, intake__end_login_reply *out) {
    (void)out;
    const struct principal *p = decide_principal(d);
    const intake_rows__login *row = intake_login_row(VIEW(d), in->login_id);
    if (!row || (!keeps_all(p) && !is_hers(row, p->id))) return REASON_NOT_FOUND;
    if (row->ended) return REASON_MOVE_ILLEGAL;
    ended_emit(d, id_of(in->login_id), row);
    return 0;
}

/* Which code was used since the copy was made nobody knows, and one that opens twice is worse than one to be given
 * anew. What is older than a code waits is passed. */
void intake_logins_restored(struct decide *d, const node__restored *e) {
    (void)e;
    struct view *v = VIEW(d);
    struct key key;
    struct record made;
    struct row_scan *s = row_scan(v, &intake_logins_in_order, KEY(KEY_ID(((struct id){{0}}))), NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        const intake_rows__login *row = intake_login_row(v, id_field(arena_of(d), id));
        if (!row || !record_head(v, row->made, &made)) continue;
        if (made.at_ms + (int64_t)CODE_WAITS_HOURS * LOGIN_HOUR_MS < decide_now_ms(d)) {
            row_scan_end(s);
            return;
        }
        struct login l = intake_login(row);
        if (intake_code_waits(&l, decide_now_ms(d))) ended_emit(d, id, row);
    }
}

/* ---- shown ---- */

static void moment(struct view *v, uint64_t seq, sippe__instant **at, const char **by) {
    struct record r;
    if (!seq || !record_head(v, seq, &r)) return;
    *at = civil_instant(view_arena(v), r.at_ms);
    if (by) *by = member_name(v, r.actor);
}

static intake__login *login_shown(struct query *q, struct id id, const intake_rows__login *row) {
    struct arena *a = arena_of(q);
    struct view *v = VIEW(q);
    struct login l = intake_login(row);
    struct login_members members;
    intake__login *out = NEW(a, intake__login);
    intake_login_members(v, row, (struct id){{0}}, query_now_ms(q), &members);
    out->login_id = id_field(a, id);
    out->kind = l.kind;
    out->state = intake_login_state(&l, intake_day_codes(v, query_today(q)), members.n > 0, query_now_ms(q));
    out->label = row->personal->label;
    for (size_t i = 0; i < row->n_member_ids; i++) APPEND(a, out, members, member_name(v, id_of(row->member_ids[i])));
    out->until = civil_instant(a, l.until_ms);
    moment(v, row->made, &out->made_at, &out->made_by);
    moment(v, row->used, &out->last_used_at, NULL);
    moment(v, row->ended, &out->ended_at, &out->ended_by);
    return out;
}

/* The newest first: `made` is the record that made it. Under the zero id all of them stand once more. */
void intake_logins_in_order_keys(const intake_rows__login *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(((struct id){{0}})), KEY_U64(~r->made)));
    for (size_t i = 0; i < r->n_member_ids; i++) keys_add(out, KEY(KEY_ID(id_of(r->member_ids[i])), KEY_U64(~r->made)));
}

void intake_logins_by_secret_keys(const intake_rows__login *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->found_by))));
}

/* Whose: a membership's, or all (zero). 0, or NOT_FOUND: who may see her own learns of no others. */
static int scope_of(struct query *q, const intake__list_logins_request *in, struct id *scope) {
    const struct principal *p = query_principal(q);
    *scope = id_of(in->member_id);
    if (keeps_all(p)) return 0;
    if (in->member_id.len && !id_equal(*scope, p->id)) return REASON_NOT_FOUND;
    *scope = p->id;
    return 0;
}

int intake_list_logins(struct query *q, const intake__list_logins_request *in, intake__list_logins_reply *out) {
    size_t most = in->limit && in->limit < PAGE_MAX ? in->limit : PAGE_MAX;
    struct id scope;
    struct key key, from = KEY_EMPTY;
    int reason = scope_of(q, in, &scope);
    const intake_rows__login *row = in->after.len ? intake_login_row(VIEW(q), in->after) : NULL;
    if (!reason && in->after.len && !row) reason = REASON_NOT_FOUND;
    if (reason) return reason;
    if (row) from = KEY(KEY_ID(scope), KEY_U64(~row->made), KEY_ID(id_of(in->after)));
    struct row_scan *s = row_scan(VIEW(q), &intake_logins_in_order, KEY(KEY_ID(scope)), row ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        if (out->n_logins == most || (out->n_logins && query_time_is_up(q))) {
            out->next = id_field(arena_of(q), id);
            row_scan_end(s);
            break;
        }
        row = intake_login_row(VIEW(q), id_field(arena_of(q), id));
        if (row) APPEND(arena_of(q), out, logins, login_shown(q, id, row));
    }
    return 0;
}
