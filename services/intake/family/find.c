/* Finding a family by what is said on the telephone. What is asked for is hashed as the answers were; nothing is
 * compared in clear, and no list of names exists. */
#include "intake/access/access.h"
#include "intake/call/match.h"
#include "intake/contact/contact.h"
#include "intake/erasure/erasure.h"
#include "intake/family/named.h"
#include "intake/family/postings.h"
#include "intake/rows.h"
#include <string.h>
#include "text/fold.h"

/* A page that a person reads; what frequent names may cost. Where it stopped is told (`next`). Measured:
 * tests/bench/lists.c. */
enum { PAGE = 50, PAGE_MAX = 200, STEPS_MAX = 5000, HIT_COSTS = 8, ASKED_MAX = POSTINGS_MAX };

struct asked {
    struct id hashes[ASKED_MAX];
    size_t n;
    bool impossible; /* something was asked for that nobody can have */
};

/* How a name that was typed is taken apart: at blanks, where "N'Guessan" is one word; at every sign; not at all, where
 * "de la fontaine" is Delafontaine. Each finds what the others do not. */
enum apart { APART_AT_BLANKS, APART_AT_SIGNS, APART_NOWHERE, APARTS };

static size_t name_words(struct arena *a, const char *name, enum apart how, const char ***out) {
    if (how == APART_AT_BLANKS) return intake_name_pieces(a, name, out);
    if (how == APART_AT_SIGNS) return fold_tokens(a, name, out);
    *out = arena_alloc(a, sizeof **out);
    **out = name;
    return 1;
}

static void ask_name(struct view *v, const char *name, enum apart how, struct asked *asked) {
    const char **words;
    size_t n = name_words(view_arena(v), name, how, &words), before = asked->n;
    for (size_t i = 0; i < n && asked->n < ASKED_MAX; i++)
        if (intake_hash_word(v, words[i], &asked->hashes[asked->n])) asked->n++;
    if (asked->n == before) asked->impossible = true;
}

/* A telephone or a date that cannot be read, or a name without a letter, is nobody's: the answer is an empty list,
 * since what was typed is no fault of the request. */
static struct asked asked_for(struct query *q, const intake__find_family_request *in, enum apart how) {
    struct asked asked = {.n = 0};
    struct view *v = VIEW(q);
    if (*in->phone) {
        if (intake_hash_phone(v, in->phone, &asked.hashes[asked.n]))
            asked.n++;
        else
            asked.impossible = true;
    }
    if (in->birth_date) {
        if (intake_hash_birth(v, in->birth_date, &asked.hashes[asked.n]))
            asked.n++;
        else
            asked.impossible = true;
    }
    if (*in->reference) {
        if (intake_hash_reference(v, in->reference, &asked.hashes[asked.n]))
            asked.n++;
        else
            asked.impossible = true;
    }
    if (*in->name) ask_name(v, in->name, how, &asked);
    return asked;
}

static bool has(const intake_rows__lookup *row, struct id hash) {
    for (size_t i = 0; i < row->n_hashes; i++)
        if (id_is(row->hashes[i], hash)) return true;
    return false;
}

/* What the call is found by, if it is by all that was asked, else NULL: a name of the first and a telephone of the
 * second are not found together, unless it is hers now. */
static const intake_rows__lookup *has_all(struct view *v, const char *scope, const struct asked *asked,
                                          struct id screening) {
    const intake_rows__lookup *row = row_get(v, &intake_lookups, KEY(KEY_ID(screening)));
    if (!row || (*scope && strcmp(row->clsc_code, scope) != 0)) return NULL;
    for (size_t i = 0; i < asked->n; i++)
        if (!has(row, asked->hashes[i])) return NULL;
    return row;
}

/* Before she is matched: by a telephone only where that may be seen, or asking for one would tell that it is hers. */
static bool is_found(struct query *q, const intake__find_family_request *in, struct id family,
                     const intake_rows__family *row) {
    unsigned needs = *in->phone ? SHOWS_IDENTITY | SHOWS_CONTACT : SHOWS_IDENTITY;
    return row && may_see(VIEW(q), query_principal(q), row->clsc_code, family, needs) == needs;
}

static void list_family(struct query *q, struct id family, const intake_rows__family *row,
                        intake__find_family_reply *out) {
    struct arena *a = arena_of(q);
    intake__family_summary *f = NEW(a, intake__family_summary);
    f->family_id = id_field(a, family);
    const intake__screening *s = intake_family_answers(VIEW(q), f->family_id);
    f->number = row->personal->number;
    f->clsc_code = row->clsc_code;
    const struct named named = intake_family_named(VIEW(q), f->family_id, s);
    f->name = named.name;
    f->birth_date = named.birth_date;
    const intake__contact_number *first = intake_contact_first(intake_family_contact(VIEW(q), f->family_id));
    if (first && may_see(VIEW(q), query_principal(q), row->clsc_code, family, SHOWS_CONTACT)) f->phone = first->number;
    APPEND(a, out, families, f);
    query_shows(q, family);
}

/* By the number alone, as nothing else of her is known, and to who sees all families (family/family.c says why). */
static void find_erased(struct query *q, const char *number, intake__find_family_reply *out) {
    struct id id;
    const intake_rows__erasure *row = intake_erasure_of_number(VIEW(q), number, &id);
    if (!row || role_reach(query_principal(q)->role) != REACH_ALL) return;
    intake__family_summary *f = NEW(arena_of(q), intake__family_summary);
    const intake__erasure *e = intake_erasure_shown(VIEW(q), id, row, query_today(q), ERASURE_NAMED);
    f->number = e->number;
    f->erased_at = e->confirmed_at;
    f->erasure_id = e->erasure_id;
    APPEND(arena_of(q), out, families, f);
}

/* Whatever else was asked must be true of one of her calls: a number that was misheard finds nobody else. Of another
 * CLSC's family no more is read than whose she is. */
static void find_by_number(struct query *q, const intake__find_family_request *in, const struct asked *asked,
                           intake__find_family_reply *out) {
    struct view *v = VIEW(q);
    struct id told;
    if (!intake_family_by_number(v, in->number, &told)) {
        if (!asked->n) find_erased(q, in->number, out);
        return;
    }
    ProtobufCBinaryData id = id_field(arena_of(q), told);
    const intake_rows__family *row = intake_family_now(v, &id);
    if (!is_found(q, in, id_of(id), row)) return;
    struct id_list list = intake_said_of_family(v, id);
    for (size_t i = 0; i < list.n && out->n_families == 0; i++)
        if (has_all(v, row->clsc_code, asked, list.ids[i])) list_family(q, id_of(id), row, out);
}

/* ---- page by page ----
 *
 * Calls are gone through CLSC by CLSC, in the order of their ids, and a family is listed with the first of hers: on one
 * page only, whichever page her other calls are on. */

/* Where a page begins: how the name was taken apart, whether a page before found somebody, and the call. */
struct place {
    uint8_t how, found;
    struct key from;
};

/* It comes back from outside, so it must lie in the caller's own list. */
static bool place_read(ProtobufCBinaryData after, const char *scope, struct place *at) {
    struct key prefix = *scope ? KEY(KEY_TEXT(scope)) : KEY_EMPTY;
    *at = (struct place){0};
    if (after.len == 0) return true;
    if (after.len < 2u + prefix.len || after.len > 2u + KEY_MAX - ID_LEN || after.data[0] >= APARTS) return false;
    at->how = after.data[0];
    at->found = after.data[1];
    at->from = key_from(span_of(after.data + 2, after.len - 2));
    return memcmp(at->from.bytes, prefix.bytes, prefix.len) == 0;
}

static ProtobufCBinaryData place_write(struct arena *a, struct place at, const struct key *from, bool found) {
    uint8_t *bytes = arena_alloc(a, 2u + from->len);
    bytes[0] = at.how;
    bytes[1] = at.found || found;
    memcpy(bytes + 2, from->bytes, from->len);
    return (ProtobufCBinaryData){2u + from->len, bytes};
}

static bool is_her_first(struct query *q, const char *scope, const struct asked *asked, struct id family,
                         const struct key *at) {
    struct id_list list = intake_said_of_family(VIEW(q), id_field(arena_of(q), family));
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__lookup *other = has_all(VIEW(q), scope, asked, list.ids[i]);
        struct key place = other ? intake_posting_at(other->clsc_code, list.ids[i]) : *at;
        if (key_order(&place, at) < 0) return false;
    }
    return true;
}

static bool is_full(struct query *q, const intake__find_family_request *in, const intake__find_family_reply *out) {
    return out->n_families == (in->limit ? in->limit : PAGE) || (out->n_families && query_time_is_up(q));
}

/* What is asked for is looked up in the caller's own list: nobody else's calls are gone through. */
static void find_by_hash(struct query *q, const intake__find_family_request *in, const struct asked *asked,
                         struct place at, intake__find_family_reply *out) {
    const char *scope = intake_scope(query_principal(q));
    struct postings p = {.view = VIEW(q), .scope = scope, .steps_left = STEPS_MAX};
    struct id family;
    struct key call;
    intake_postings_open(&p, asked->hashes, asked->n, &at.from);
    while (intake_postings_next(&p, &call)) {
        const intake_rows__family *row = intake_family_of_said(VIEW(q), intake_lookup_said(&call), &family);
        if (is_found(q, in, family, row) && is_her_first(q, scope, asked, family, &call)) {
            if (is_full(q, in, out)) {
                out->next = place_write(arena_of(q), at, &call, true);
                break;
            }
            list_family(q, family, row, out);
        }
        p.steps_left -= p.steps_left < HIT_COSTS ? p.steps_left : HIT_COSTS;
    }
    if (p.cut) out->next = place_write(arena_of(q), at, &call, out->n_families > 0);
    intake_postings_close(&p);
}

int intake_find_family(struct query *q, const intake__find_family_request *in, intake__find_family_reply *out) {
    struct place at;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (!place_read(in->after, intake_scope(query_principal(q)), &at)) return REASON_ID_INVALID;
    for (; at.how < APARTS && out->n_families == 0 && !out->next.len; at.how++, at.from = KEY_EMPTY) {
        struct asked asked = asked_for(q, in, at.how);
        if (!*in->number && asked.n == 0 && !asked.impossible) return REASON_FIELD_REQUIRED;
        if (asked.impossible) return 0;
        if (*in->number)
            find_by_number(q, in, &asked, out);
        else
            find_by_hash(q, in, &asked, at, out);
        if (!*in->name || at.found) break;
    }
    return 0;
}
