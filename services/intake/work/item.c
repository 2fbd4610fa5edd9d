/* An item of the worklist as a person sees it, and whether she does. */
#include "intake/access/access.h"
#include "intake/domain/worklist.h"
#include "intake/work/work.h"

static bool match_is_seen(struct query *q, struct id screening) {
    const intake_rows__screening *row = row_get(VIEW(q), &intake_screenings, KEY(KEY_ID(screening)));
    if (!row) return false;
    struct matches all = intake_last_word(VIEW(q), row).matches;
    return !all.n_matches || intake_matches_seen(VIEW(q), query_principal(q), all).n_matches;
}

bool intake_work_is_seen(struct query *q, intake__work_kind kind, struct id thing, const char *clsc_code,
                         struct id family) {
    const struct principal *p = query_principal(q);
    unsigned needs = intake_work_needs(kind);
    if (may_see(VIEW(q), p, clsc_code, family, needs) != needs) return false;
    if (kind == WORK_KIND_FILE_OPENED) return p->role == ROLE_COORDINATOR;
    return kind != WORK_KIND_SETTLE_MATCH || match_is_seen(q, thing);
}

static void show_person(struct query *q, const intake_rows__work *row, const intake_rows__family *family,
                        intake__worklist_item *item) {
    const intake__screening *s = intake_family_answers(VIEW(q), family);
    item->family_number = family->personal->number;
    if (s && s->identity) item->name = s->identity->name;
    if (!intake_sees(VIEW(q), query_principal(q), row->clsc_code, row->family_id, SHOWS_CONTACT)) return;
    if (s && s->identity) item->phone = s->identity->phone;
    if (s && s->consent) item->safe_to_leave_message = s->consent->safe_to_leave_message;
}

static void show_opening(struct query *q, struct id opening, intake__worklist_item *item) {
    const intake_rows__opening *row = row_get(VIEW(q), &intake_openings, KEY(KEY_ID(opening)));
    const intake__file_opened *e = row ? READ_EVENT(q, intake__file_opened, row->opened, NULL) : NULL;
    if (!e || !e->personal->opened) return;
    item->opened_by = member_name(VIEW(q), id_of(e->personal->opened->member_id));
    item->opened_reason = e->personal->reason;
}

/* On its day an item is still in time, but for a referral that notifications called late: that is late at once. */
static intake__worklist_item *item_shown(struct query *q, struct id thing, const intake_rows__work *row,
                                         const intake_rows__work__item *of) {
    struct arena *a = arena_of(q);
    day due = civil_day(of->due_on), today = query_today(q);
    bool late = due != DAY_NONE && due < today;
    if (of->silent && !late) return NULL;
    const intake_rows__family *family = intake_family_row(VIEW(q), row->family_id);
    intake__worklist_item *item = NEW(a, intake__worklist_item);
    item->kind = of->kind;
    item->thing = id_field(a, thing);
    item->family_id = row->family_id;
    item->role = of->role;
    item->clsc_code = row->clsc_code;
    item->since = civil_instant(a, of->since_ms);
    item->due_on = of->due_on;
    item->overdue = late || (of->kind == WORK_KIND_REFERRAL_OVERDUE && !of->silent);
    item->not_yet = of->waits && due != DAY_NONE && due > today;
    item->priority = of->rank < WORK_RANK_USUAL ? of->rank : 0;
    if (family) show_person(q, row, family, item);
    if (of->kind == WORK_KIND_FILE_OPENED) show_opening(q, thing, item);
    return item;
}

intake__worklist_item *intake_work_item(struct query *q, struct id thing, intake__work_kind kind) {
    const intake_rows__work *row = intake_work_row(VIEW(q), thing);
    const intake_rows__work__item *item = intake_work_find(row, kind);
    return item ? item_shown(q, thing, row, item) : NULL;
}

/* In the order of their kinds. */
void intake_work_list_thing(struct query *q, struct id thing, struct work_items *out) {
    const intake_rows__work *row = intake_work_row(VIEW(q), thing);
    for (int k = WORK_KIND_DECIDE_ROUTE; row && k <= WORK_KIND_PLACE_VISIT; k++) {
        const intake_rows__work__item *of = intake_work_find(row, (intake__work_kind)k);
        bool seen = of && intake_work_is_seen(q, of->kind, thing, row->clsc_code, id_of(row->family_id));
        intake__worklist_item *item = seen ? item_shown(q, thing, row, of) : NULL;
        if (item) APPEND(arena_of(q), out, items, item);
    }
}
