#include "cli/audit/looks.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "words/words.h"

enum { PAGE = 200 };

const char *look_what(struct cli *c, const char *method) {
    const struct look *look = look_of(method);
    return look ? pick(c, look->fr, look->en) : method;
}

const char *look_who(struct cli *c, const node__access_shown *e) {
    if (!e->actor) return "–";
    const char *name = *e->actor->name ? e->actor->name : show_short(c, e->actor->member);
    return *e->actor->via_name ? arena_printf(&c->arena, "%s (%s)", name, e->actor->via_name) : name;
}

/* ---- asked ---- */

/* NULL: refused, or silent, which is said. */
static node__list_access_reply *looks_page(struct cli *c, struct looks *l, enum daemon_name at,
                                           const node__list_access_request *in) {
    struct bus_request r = {.method = "node.ListAccess", .message = &in->base};
    sippe__reply *answer = session_ask(c, at, &r);
    if (answer) return session_body(c, at, answer, &node__list_access_reply__descriptor);
    l->silent[at] = true;
    l->exit = CLI_PARTIAL;
    return NULL;
}

static int looks_of(struct cli *c, struct looks *l, enum daemon_name at, node__list_access_request *in) {
    in->limit = PAGE;
    in->after = 0;
    do {
        const node__list_access_reply *page = looks_page(c, l, at, in);
        if (!page) return l->silent[at] && !c->json ? CLI_DONE : c->exit;
        for (size_t i = 0; i < page->n_entries; i++)
            *(struct look_shown *)message_grow(&c->arena, (void **)&l->rows, &l->n, sizeof *l->rows) =
                (struct look_shown){at, page->entries[i]};
        looks_ended_add(c, l, at, page);
        in->after = page->next;
    } while (in->after);
    return CLI_DONE;
}

int looks_add(struct cli *c, struct looks *l, node__list_access_request *in) {
    int rc = 0;
    for (int i = 0; i < DAEMONS && !rc; i++)
        if (!l->silent[i]) rc = looks_of(c, l, (enum daemon_name)i, in);
    return rc;
}

/* ---- sorted ---- */

static int64_t order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_time(const void *a, const void *b) {
    const struct look_shown *x = a, *y = b;
    int64_t o = order(x->entry->at_ms, y->entry->at_ms);
    if (!o) o = order(x->at, y->at);
    return (int)(o ? o : order((int64_t)x->entry->n, (int64_t)y->entry->n));
}

/* One that shows two of her things was given twice. */
void looks_sort(struct looks *l) {
    size_t kept = 0;
    if (l->n) qsort(l->rows, l->n, sizeof *l->rows, by_time);
    for (size_t i = 0; i < l->n; i++)
        if (!kept || by_time(&l->rows[kept - 1], &l->rows[i])) l->rows[kept++] = l->rows[i];
    l->n = kept;
}
