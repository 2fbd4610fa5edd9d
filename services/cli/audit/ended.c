/* Months of which the rules keep no entry any more: said wherever they would have been looked for. */
#include <string.h>
#include "base/message.h"
#include "cli/audit/looks.h"
#include "cli/show/output.h"

/* A family is asked for by each of her ids. */
static bool is_known(const struct looks *l, enum daemon_name at, const node__access_ended *e) {
    for (size_t i = 0; i < l->n_ended; i++)
        if (l->ended[i].at == at && l->ended[i].month->to_n == e->to_n) return true;
    return false;
}

void looks_ended_add(struct cli *c, struct looks *l, enum daemon_name at, const node__list_access_reply *page) {
    for (size_t i = 0; i < page->n_ended; i++)
        if (!is_known(l, at, page->ended[i]))
            *(struct month_ended *)message_grow(&c->arena, (void **)&l->ended, &l->n_ended, sizeof *l->ended) =
                (struct month_ended){at, page->ended[i]};
}

static const char *by_rule(struct cli *c, const node__access_ended *e) {
    if (!e->keep_months)
        return pick(c, "sa clé était déjà détruite quand la copie a été remise en place",
                    "its key was destroyed already when the copy was put back");
    const char *label = *e->rules ? phrase(c, ", règles « %s »", ", rules \"%s\"", e->rules) : "";
    return phrase(c, "access.keep_months : %d%s", "access.keep_months: %d%s", e->keep_months, label);
}

/* "2026-11" */
static const char *month_text(struct cli *c, const sippe__date *month) {
    return month ? arena_printf(&c->arena, "%04d-%02d", month->year, month->month) : "?";
}

static const char *ended_text(struct cli *c, const node__access_ended *first, const node__access_ended *last) {
    const char *from = month_text(c, first->month), *to = month_text(c, last->month),
               *when = show_ms(c, last->ended_ms), *why = by_rule(c, last);
    if (strcmp(from, to) == 0)
        return phrase(c, "le mois %s est clos depuis le %s (%s); ses accès ne sont plus connus",
                      "the month %s was ended on %s (%s); its looks are not known any more", from, when, why);
    return phrase(c, "les mois de %s à %s sont clos, le dernier depuis le %s (%s); leurs accès ne sont plus connus",
                  "the months from %s to %s were ended, the last one on %s (%s); their looks are not known any more",
                  from, to, when, why);
}

void looks_ended_say(struct cli *c, const struct looks *l) {
    for (int at = 0; at < DAEMONS; at++) {
        const node__access_ended *first = NULL, *last = NULL;
        for (size_t i = 0; i < l->n_ended; i++) {
            if ((int)l->ended[i].at != at) continue;
            if (!first) first = l->ended[i].month;
            last = l->ended[i].month;
        }
        if (!last) continue;
        if (c->json)
            remark(c, "%s : %s.", "%s: %s.", daemon_names[at], ended_text(c, first, last));
        else
            say(c, "%s : %s.", "%s: %s.", daemon_names[at], ended_text(c, first, last));
    }
}
