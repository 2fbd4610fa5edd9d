/* Who must act next: one list per CLSC and one of all, in the order of the days on which things are due. */
#include <string.h>
#include "intake/rows.h"
#include "intake/work/chosen.h"
#include "intake/work/work.h"

/* LOOKED_AT: items that one page reads to find those that were chosen; the loop waits for a query. */
enum { PAGE = 50, PAGE_MAX = 200, LOOKED_AT_MAX = 1000 };

/* What the key of an entry says (indexes.c): scope, day, rank, role, kind, thing. */
struct entry {
    day due;
    int role, kind;
    struct id thing;
};

static struct entry entry_of(const struct key *key, size_t scope_len) {
    size_t at = scope_len + 1;
    return (struct entry){.due = (day)key_i64_at(key, at),
                          .role = key->bytes[at + 9],
                          .kind = key->bytes[at + 10],
                          .thing = key_id_at(key, at + 11)};
}

struct list {
    struct query *query;
    const intake__list_worklist_request *in;
    intake__list_worklist_reply *out;
    day today;
    uint32_t limit, looked_at;
    struct chosen chosen;
    struct key last; /* that was given or passed over */
};

/* A referral that a partner has not acknowledged yet is the partner's turn until the day has passed. */
static bool is_silent(struct list *l, const struct entry *e) {
    if (e->kind != WORK_KIND_REFERRAL_OVERDUE || e->due < l->today) return false;
    const intake_rows__work *row =
        row_get(VIEW(l->query), &intake_work, KEY(KEY_ID(e->thing), KEY_U8((uint64_t)e->kind)));
    return !row || row->silent;
}

/* A comparison and no place to begin: the whole list is read anyway, to be counted. Any bytes will do, from whatever
 * list. */
static bool is_after(const struct key *key, ProtobufCBinaryData after) {
    if (after.len == 0) return true;
    size_t n = key->len < after.len ? key->len : after.len;
    int order = memcmp(key->bytes, after.data, n);
    return order > 0 || (order == 0 && key->len > after.len);
}

/* Counts stand for the whole list, not for what is left of it. Reading it whole is what that costs: 0.1 ms for 1,000
 * open items, 13.6 ms for 100,000 (measured). `next` is the last item that was looked at: the page after it
 * begins behind. */
static void take(struct list *l, const struct key *key, const struct entry *e) {
    struct arena *a = arena_of(l->query);
    bool late = e->due != DAY_NONE && (e->due < l->today || e->kind == WORK_KIND_REFERRAL_OVERDUE);
    l->out->total++;
    if (late) l->out->overdue++;
    if ((l->in->overdue_only && !late) || !is_after(key, l->in->after)) return;
    if (l->out->next.len || !intake_chosen_entry(&l->chosen, e->kind, e->due)) return;
    bool over = l->looked_at == LOOKED_AT_MAX || (l->looked_at && query_time_is_up(l->query));
    if (l->out->n_items == l->limit || over) {
        l->out->next = pb_of(arena_span(a, key_span(&l->last)));
        return;
    }
    intake__worklist_item *item = intake_work_item(VIEW(l->query), e->thing, (intake__work_kind)e->kind, l->today);
    l->last = *key;
    l->looked_at++;
    if (item && intake_chosen_item(VIEW(l->query), &l->chosen, item)) APPEND(a, l->out, items, item);
}

int intake_list_worklist(struct query *q, const intake__list_worklist_request *in, intake__list_worklist_reply *out) {
    const char *scope = intake_scope(query_principal(q));
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    struct list l = {.query = q, .in = in, .out = out, .today = query_today(q), .limit = in->limit ? in->limit : PAGE};
    int reason = intake_chosen_read(q, in, &l.chosen);
    if (reason) return reason;
    struct row_scan *s = row_scan(VIEW(q), &intake_work_in_order, KEY(KEY_TEXT(scope)), NULL);
    struct key key;
    while (row_next(s, &key, NULL)) {
        struct entry e = entry_of(&key, strlen(scope));
        if (in->role != ROLE_UNSPECIFIED && e.role != (int)in->role) continue;
        if (!is_silent(&l, &e)) take(&l, &key, &e);
    }
    row_scan_end(s);
    return 0;
}
