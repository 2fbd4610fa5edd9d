/* Who must act next: one list per CLSC and one of all, in the order of the days on which things are due. */
#include <string.h>
#include "intake/rows.h"
#include "intake/work/chosen.h"
#include "intake/work/whose.h"

/* Past so many the count is of no use to a person; and past so many entries, silent ones above all, a page is given as
 * far as it came. With 100,000 open items a page takes as long as with 1,000 (tests/bench/lists.c). */
enum { PAGE = 50, PAGE_MAX = 200, COUNT_MAX = 1000, LOOK_MAX = 2000, SEEK_COSTS = 8 };
/* Items that one page reads to find those that were chosen; the loop waits for a query. */
enum { READ_MIN = 32, READ_MAX = 1000 }; /* READ_MIN: a daemon that the machine holds up goes on all the same */

/* What the key of an entry says (indexes.c): scope, day, rank, role, kind, since, family, thing. */
struct entry {
    day due;
    int rank, role, kind;
    struct id family, thing;
};

static struct entry entry_of(const struct key *key, size_t scope_len) {
    size_t at = scope_len + 1;
    return (struct entry){.due = (day)key_i64_at(key, at),
                          .rank = key->bytes[at + 8],
                          .role = key->bytes[at + 9],
                          .kind = key->bytes[at + 10],
                          .family = key_id_at(key, at + 19),
                          .thing = key_id_at(key, at + 19 + ID_LEN)};
}

/* A walk over the list, of one role or of all. */
struct walk {
    struct query *query;
    const char *scope;
    int role; /* 0: all */
    day today;
    const struct whose *whose;
    bool partners_turn; /* also what a partner is to act on first */
    struct row_scan *scan;
    struct key key; /* where it stands */
    struct entry at;
    size_t looked;
    bool ended; /* the list has no more; else it was cut at LOOK_MAX */
};

static void walk_from(struct walk *w, const struct key *from) {
    w->scan = row_scan(VIEW(w->query), &intake_work_in_order, KEY(KEY_TEXT(w->scope)), from);
}

/* To the first entry of the role that is asked for, of this day and rank or those behind: a team's few things stand
 * behind thousands that are the desks'. */
static void leap_to_role(struct walk *w) {
    int rank = w->at.role < w->role ? w->at.rank : w->at.rank + 1;
    struct key from = KEY(KEY_TEXT(w->scope), KEY_I64(w->at.due), KEY_U8((uint64_t)rank), KEY_U8((uint64_t)w->role));
    row_scan_end(w->scan);
    walk_from(w, &from);
    w->looked += SEEK_COSTS;
}

/* A referral that a partner has not acknowledged yet is the partner's turn until the day has passed, and an erasure the
 * daemons'. */
static bool is_silent(const struct walk *w) {
    bool may_be = w->at.kind == WORK_KIND_REFERRAL_OVERDUE || w->at.kind == WORK_KIND_ERASURE_UNANSWERED;
    if (!may_be || w->at.due < w->today) return false;
    const intake_rows__work *row = intake_work_row(VIEW(w->query), w->at.thing);
    const intake_rows__work__item *item = intake_work_find(row, (sippe__work_kind)w->at.kind);
    return !item || item->silent;
}

/* Whose CLSC it is, of the list of all, only the row says; whose list that is asks for none. */
static bool is_seen(const struct walk *w) {
    const struct principal *p = query_principal(w->query);
    const char *clsc = *w->scope ? w->scope : p->organization;
    return intake_work_is_seen(w->query, (sippe__work_kind)w->at.kind, w->at.thing, clsc, w->at.family);
}

/* Whose CLSC an entry of the list of all is, its row says. */
static bool is_unstaffed(const struct walk *w) {
    if (w->whose->all_there) return false;
    const intake_rows__work *row = *w->scope ? NULL : intake_work_row(VIEW(w->query), w->at.thing);
    return intake_whose_unstaffed(w->whose, (sippe__role)w->at.role, row ? row->clsc_code : w->scope);
}

/* Is it the role's that is asked for? A coordinator's is also what has climbed. */
static bool is_theirs(const struct walk *w) {
    if (!w->role || w->at.role == w->role) return true;
    if (w->role != ROLE_COORDINATOR) return false;
    return intake_whose_climbed(w->whose, (sippe__role)w->at.role, w->at.due) || is_unstaffed(w);
}

/* Where nobody is there for some CLSC, any entry may be a coordinator's. */
static void skip_to_role(struct walk *w) {
    if (w->role != ROLE_COORDINATOR || w->whose->all_there) leap_to_role(w);
}

static bool is_asked_for(const struct walk *w) {
    return !is_silent(w) || (w->partners_turn && w->at.kind == WORK_KIND_REFERRAL_OVERDUE);
}

/* The next entry that is there for her, before it is counted or has a place in a page. False: there is none, or enough
 * was looked at. */
static bool walk_next(struct walk *w) {
    while (w->looked < LOOK_MAX) {
        w->looked++;
        if (!row_next(w->scan, &w->key, NULL)) {
            w->ended = true;
            return false;
        }
        w->at = entry_of(&w->key, strlen(w->scope));
        if (!is_theirs(w))
            skip_to_role(w);
        else if (is_asked_for(w) && is_seen(w))
            return true;
    }
    row_scan_end(w->scan);
    return false;
}

/* What was called late before its day ended is late all the same: it would be silent otherwise. */
static bool is_late(const struct walk *w) {
    if (w->at.due == DAY_NONE) return false;
    return w->at.due < w->today || (w->at.kind == WORK_KIND_REFERRAL_OVERDUE && !is_silent(w));
}

/* Behind what has no day, which cannot be late. */
static struct key dated(const struct walk *w) { return KEY(KEY_TEXT(w->scope), KEY_I64(DAY_NONE + 1)); }

/* Up to COUNT_MAX of the whole list, or of what is late in it. *cut: there are more. */
static uint32_t count(struct walk w, bool late_only, bool *cut) {
    struct key from = dated(&w);
    uint32_t n = 0;
    w.partners_turn = false; /* of nobody's here */
    walk_from(&w, late_only ? &from : NULL);
    while (walk_next(&w)) {
        bool over = late_only && w.at.due > w.today;
        if (over || n == COUNT_MAX) {
            row_scan_end(w.scan);
            *cut = *cut || !over;
            return n;
        }
        n += !late_only || is_late(&w);
    }
    *cut = *cut || !w.ended;
    return n;
}

static ProtobufCBinaryData place(struct query *q, const struct key *key) {
    return pb_of(arena_span(arena_of(q), key_span(key)));
}

/* A page that is being filled; `next` is the last entry that was looked at: the page after it begins behind. */
struct page {
    const sippe__list_work_request *in;
    sippe__list_work_reply *out;
    struct chosen chosen;
    uint32_t limit, read;
    struct key last;
};

static bool is_full(const struct page *p, struct query *q) {
    return p->out->n_items == p->limit || p->read == READ_MAX || (p->read >= READ_MIN && query_time_is_up(q));
}

static void page_take(struct page *p, const struct walk *w) {
    if (span_equal(key_span(&w->key), span_pb(p->in->after)) || (p->in->overdue_only && !is_late(w))) return;
    if (!intake_chosen_entry(&p->chosen, w->at.kind, w->at.due)) return;
    struct view *v = VIEW(w->query);
    sippe__work_item *item = intake_work_item(w->query, w->at.thing, (sippe__work_kind)w->at.kind, w->partners_turn);
    p->read++;
    p->last = w->key;
    if (!item || !intake_chosen_item(v, &p->chosen, item)) return;
    intake_whose_say(w->whose, item);
    APPEND(arena_of(w->query), p->out, items, item);
    if (item->family_id.len) query_shows(w->query, id_of(item->family_id));
}

/* Where it begins: behind the page before. A place in another list leads nowhere. */
static void page_begin(struct page *p, struct walk *w) {
    struct key first = p->in->overdue_only ? dated(w) : KEY(KEY_TEXT(w->scope));
    p->last = p->in->after.len ? key_from(span_pb(p->in->after)) : KEY_EMPTY;
    walk_from(w, key_order(&p->last, &first) > 0 ? &p->last : &first);
}

/* Nothing is late whose day is still to come. */
static void page_fill(struct page *p, struct walk w) {
    page_begin(p, &w);
    while (walk_next(&w)) {
        bool over = p->in->overdue_only && w.at.due > w.today;
        if (!over && !is_full(p, w.query)) {
            page_take(p, &w);
            continue;
        }
        if (!over) p->out->next = place(w.query, &p->last);
        row_scan_end(w.scan);
        return;
    }
    if (!w.ended) p->out->next = place(w.query, &w.key);
}

int intake_list_work(struct query *q, const sippe__list_work_request *in, sippe__list_work_reply *out) {
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    struct page p = {.in = in, .out = out, .limit = in->limit ? in->limit : PAGE};
    int reason = intake_chosen_read(q, in, &p.chosen);
    if (reason) return reason;
    struct whose whose = intake_whose(q);
    struct walk w = {.query = q,
                     .scope = intake_scope(query_principal(q)),
                     .role = (int)in->role,
                     .today = query_today(q),
                     .whose = &whose,
                     .partners_turn = in->partners_turn};
    bool cut = false;
    page_fill(&p, w); /* first: what counting takes of the query's time would leave a page of one item */
    out->total = count(w, false, &cut);
    out->overdue = count(w, true, &cut);
    out->more_than = cut;
    return 0;
}
