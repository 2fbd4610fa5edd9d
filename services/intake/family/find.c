/* Finding a family by what is said on the telephone. What is asked for is hashed as the answers were; nothing is
 * compared in clear, and no list of names exists. */
#include "intake/call/match.h"
#include "intake/family/postings.h"
#include "intake/rows.h"
#include <string.h>
#include "text/fold.h"

/* A page that a person reads; what frequent names may cost. What is not looked at is told (`more`). Measured:
 * tests/bench/lists.c. */
enum { FOUND_MAX = 50, STEPS_MAX = 5000, HIT_COSTS = 8, ASKED_MAX = POSTINGS_MAX };

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

/* All of one call: a name of the first and a telephone of the second are not found together. */
static bool has_all(struct view *v, const struct asked *asked, struct id screening) {
    for (size_t i = 0; i < asked->n; i++)
        if (!row_exists(v, &intake_screenings_by_hash, KEY(KEY_ID(asked->hashes[i]), KEY_ID(screening)))) return false;
    return true;
}

static bool is_listed(const intake__find_family_reply *out, struct id family) {
    for (size_t i = 0; i < out->n_families; i++)
        if (id_is(out->families[i]->family_id, family)) return true;
    return false;
}

/* Asked before it is counted: families of other CLSCs do not fill the page. */
static void list_family(struct query *q, struct id family, const intake_rows__family *row,
                        intake__find_family_reply *out) {
    struct arena *a = arena_of(q);
    if (!intake_may_see(query_principal(q), row->clsc_code) || is_listed(out, family)) return;
    if (out->n_families == FOUND_MAX) {
        out->more = true;
        return;
    }
    const intake__screening *s = intake_family_answers(VIEW(q), row);
    intake__family_summary *f = NEW(a, intake__family_summary);
    f->family_id = id_field(a, family);
    f->number = row->number;
    f->clsc_code = row->clsc_code;
    if (s && s->identity) {
        f->name = s->identity->name;
        f->birth_date = s->identity->birth_date;
        f->phone = s->identity->phone;
    }
    APPEND(a, out, families, f);
}

/* Whatever else was asked must be true of one of her calls: a number that was misheard finds nobody else. */
static void find_by_number(struct query *q, const intake__find_family_request *in, const struct asked *asked,
                           intake__find_family_reply *out) {
    struct view *v = VIEW(q);
    struct id told;
    if (!intake_family_by_number(v, in->number, &told)) return;
    ProtobufCBinaryData id = id_field(arena_of(q), told);
    const intake_rows__family *row = intake_family_now(v, &id);
    struct id_list list = intake_of_family(v, &intake_screenings_of_family, id);
    for (size_t i = 0; row && i < list.n; i++)
        if (has_all(v, asked, list.ids[i])) list_family(q, id_of(id), row, out);
}

static void find_by_hash(struct query *q, const struct asked *asked, intake__find_family_reply *out) {
    struct postings p;
    struct id family, screening;
    intake_postings_open(&p, VIEW(q), asked->hashes, asked->n, STEPS_MAX);
    while (!out->more && intake_postings_next(&p, &screening)) {
        const intake_rows__family *row = intake_family_of_screening(VIEW(q), screening, &family);
        if (row) list_family(q, family, row, out);
        p.steps_left -= p.steps_left < HIT_COSTS ? p.steps_left : HIT_COSTS;
    }
    if (!p.steps_left) out->more = true;
    intake_postings_close(&p);
}

int intake_find_family(struct query *q, const intake__find_family_request *in, intake__find_family_reply *out) {
    for (enum apart how = 0; how < APARTS && out->n_families == 0 && !out->more; how++) {
        struct asked asked = asked_for(q, in, how);
        if (!*in->number && asked.n == 0 && !asked.impossible) return REASON_FIELD_REQUIRED;
        if (asked.impossible) return 0;
        if (*in->number)
            find_by_number(q, in, &asked, out);
        else
            find_by_hash(q, &asked, out);
        if (!*in->name) break;
    }
    return 0;
}
