#include "intake/call/urgent.h"

#include "civil/civil.h"
#include "intake/domain/proposal/urgent.h"
#include "intake/work/work.h"

struct owned intake_owner_of_urgent(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__urgent *row = intake_urgent_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* ---- raised ---- */

/* The rows are those of before this message: of a new call there are none. */
static bool is_raised(struct view *v, ProtobufCBinaryData family, ProtobufCBinaryData screening, sippe__urgency need) {
    struct id_list list = intake_of_family(v, &intake_urgents_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__urgent *row = row_get(v, &intake_urgents, KEY(KEY_ID(list.ids[i])));
        if (row && id_is(row->screening_id, id_of(screening)) && row->personal->need == need) return true;
    }
    return false;
}

static intake__urgent_raised *raised(struct decide *d, const intake__urgent *told, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    const sippe__urgent_rule *rule = intake_urgent_rule(t, told->need);
    struct calendar calendar = civil_calendar(a, t);
    struct urgent_due due = intake_urgent_due(t, rule, &calendar, decide_now_ms(d));
    intake__urgent_raised *e = NEW_WITH_PERSONAL(a, intake__urgent_raised);
    e->urgent_id = id_field(a, decide_new_id(d, "urgent"));
    e->personal->need = told->need;
    e->personal->facts = told->facts;
    e->personal->n_facts = told->n_facts;
    e->personal->role = rule->role;
    e->personal->due_on = civil_date(a, due.on);
    e->personal->due_at = civil_instant(a, due.at_ms);
    e->personal->next_day = due.next_day;
    return e;
}

void intake_urgent_emit(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                        const intake__proposal *p, const sippe__territory *t) {
    for (size_t i = 0; i < p->n_urgent; i++) {
        if (is_raised(VIEW(d), family_id, screening_id, p->urgent[i]->need)) continue;
        intake__urgent_raised *e = raised(d, p->urgent[i], t);
        e->family_id = family_id;
        e->screening_id = screening_id;
        struct id subjects[] = {id_of(e->urgent_id), id_of(family_id), id_of(screening_id)};
        emit_for(d, subjects[1], subjects, 3, &e->base);
    }
}

/* ---- its rows ---- */

static void put(struct apply *a, struct id urgent, intake_rows__urgent *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_urgents, KEY(KEY_ID(urgent)), row);
    intake_work_refresh_urgent(a, urgent, r->at_ms);
}

/* It is sealed as its call is, whoever's the call is by now. */
void intake_on_urgent_raised(struct apply *a, const struct record *r, const intake__urgent_raised *e) {
    const intake_rows__screening *call = intake_screening_row(VIEW(a), e->screening_id);
    if (!call) return;
    intake_rows__urgent *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__urgent);
    row->family_id = e->family_id;
    row->sealed_for = call->sealed_for;
    row->screening_id = e->screening_id;
    row->raised = r->seq;
    row->personal->need = e->personal->need;
    row->personal->role = e->personal->role;
    row->personal->due_on = e->personal->due_on;
    put(a, id_of(e->urgent_id), row, r);
}

bool intake_urgent_settled(struct apply *a, struct id urgent, const struct record *r) {
    intake_rows__urgent *row = row_get(VIEW(a), &intake_urgents, KEY(KEY_ID(urgent)));
    if (!row) return false;
    row->settled = r->seq;
    put(a, urgent, row, r);
    return true;
}

/* ---- shown ---- */

static void show_settled(struct query *q, const intake_rows__urgent *row, intake__urgent_need *out) {
    struct record r;
    const intake__work_settled *e = row->settled ? READ_EVENT(q, intake__work_settled, row->settled, &r) : NULL;
    if (!e) return;
    out->settled_at = civil_instant(arena_of(q), r.at_ms);
    out->settled_by = member_name(VIEW(q), r.actor);
    out->settled_note = e->personal->note;
}

intake__urgent_need *intake_urgent_shown(struct query *q, struct id id, const intake_rows__urgent *row) {
    struct arena *a = arena_of(q);
    struct record r;
    intake__urgent_need *out = NEW(a, intake__urgent_need);
    out->urgent_id = id_field(a, id);
    out->need = row->personal->need;
    out->role = row->personal->role;
    out->screening_id = row->screening_id;
    const intake__urgent_raised *e = READ_EVENT(q, intake__urgent_raised, row->raised, &r);
    if (e) {
        out->raised_at = civil_instant(a, r.at_ms);
        out->due_at = e->personal->due_at;
        out->next_day = e->personal->next_day;
        for (size_t i = 0; i < e->personal->n_facts; i++) APPEND(a, out, facts, e->personal->facts[i]);
    }
    show_settled(q, row, out);
    out->overdue = !row->settled && out->due_at && out->due_at->ms < query_now_ms(q);
    return out;
}
