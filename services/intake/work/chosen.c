#include "intake/work/chosen.h"
#include <string.h>
#include "civil/civil.h"
#include "text/fold.h"

enum { KINDS_MAX = 64 }; /* proto/work.proto: a set of kinds is 64 bits */

int intake_chosen_read(struct query *q, const sippe__list_work_request *in, struct chosen *out) {
    const char *worker = query_principal(q)->worker;
    *out = (struct chosen){.in = in, .worker = worker ? worker : "", .due_by = civil_day(in->due_by)};
    if (in->due_by && out->due_by == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    if (in->family_id.len && in->family_id.len != ID_LEN) return REASON_ID_INVALID;
    for (size_t i = 0; i < in->n_kinds; i++) out->kinds |= UINT64_C(1) << ((unsigned)in->kinds[i] % KINDS_MAX);
    if (*in->text) out->n_words = fold_tokens(arena_of(q), in->text, &out->words);
    return 0;
}

bool intake_chosen_entry(const struct chosen *c, int kind, day due) {
    if (c->in->kind && kind != (int)c->in->kind) return false;
    if (c->kinds && !(c->kinds >> (unsigned)kind & 1)) return false;
    return c->due_by == DAY_NONE || due <= c->due_by;
}

static bool begins_one(const char *word, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strncmp(names[i], word, strlen(word)) == 0) return true;
    return false;
}

/* A word of digits may stand anywhere in her number: people remember its end. */
static bool fits_text(struct view *v, const struct chosen *c, const sippe__work_item *item) {
    const sippe__person_name *n = item->name;
    const char **names;
    struct arena *a = view_arena(v);
    size_t n_names = fold_tokens(a, n ? arena_printf(a, "%s %s %s", n->given, n->family, n->preferred) : "", &names);
    for (size_t i = 0; i < c->n_words; i++)
        if (!begins_one(c->words[i], names, n_names) && !strstr(item->phone, c->words[i])) return false;
    return true;
}

bool intake_chosen_item(struct view *v, const struct chosen *c, const sippe__work_item *item) {
    const sippe__list_work_request *in = c->in;
    if (*in->clsc_code && strcmp(in->clsc_code, item->clsc_code) != 0) return false;
    if (in->family_id.len && !span_equal(span_pb(in->family_id), span_pb(item->family_id))) return false;
    if (*in->worker && strcmp(item->key_worker, in->worker) != 0) return false;
    if (in->mine && !item->yours && !(*c->worker && strcmp(item->key_worker, c->worker) == 0)) return false;
    if (in->taken && (in->taken == WORK_TAKEN_TAKEN) != (*item->taken_by != '\0')) return false;
    return fits_text(v, c, item);
}
