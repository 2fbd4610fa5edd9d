/* Who must act, and by when. A page; the whole is for programs (--json has the place of the next). */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"
#include "cli/cmd/work.h"

/* Colour and words say the same: late, not yet. Nothing is told by colour alone. */
void work_show(struct cli *c, intake__worklist_item *const *items, size_t n) {
    struct table *t =
        table_new(c, "Échéance|À faire|Famille|Qui|CLSC|Depuis|Sur", "Due|To do|Family|Who|CLSC|Since|About");
    for (size_t i = 0; i < n; i++) {
        const intake__worklist_item *w = items[i];
        table_paint(t,
                    w->overdue   ? COLOUR_RED
                    : w->not_yet ? COLOUR_DIM
                                 : COLOUR_NONE,
                    arena_printf(&c->arena, "%s%s", w->due_on ? show_brief_date(c, w->due_on) : "–",
                                 w->overdue   ? pick(c, ", en retard", ", overdue")
                                 : w->not_yet ? pick(c, ", à venir", ", not yet")
                                              : ""));
        table_cell(t, WORD(c, intake__work_kind, w->kind));
        table_paint(t, COLOUR_BOLD, w->family_number);
        table_cell(t, WORD(c, sippe__role, w->role));
        table_cell(t, w->clsc_code);
        table_cell(t, show_brief(c, w->since));
        table_paint(t, COLOUR_DIM, show_short(c, w->thing));
    }
    table_end(t);
}

static int worklist_run(struct cli *c) {
    intake__list_worklist_request *r = NEW(&c->arena, intake__list_worklist_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_worklist_reply *w = CALL(c, r, intake__list_worklist_reply);
    if (!w) return c->exit;
    if (c->json) return print_json(c, &w->base);
    work_show(c, w->items, w->n_items);
    if (w->total == 0)
        say(c, "Rien à faire.", "Nothing to do.");
    else
        say(c, "%s%u chose(s) à faire, dont %u en retard%s.", "%s%u thing(s) to do, %u of them overdue%s.",
            w->more_than ? pick(c, "Plus de ", "More than ") : "", w->total, w->overdue,
            w->next.len ? pick(c, "; la suite : --limit", "; more: --limit") : "");
    return CLI_DONE;
}

/* The item that a prefix names; NULL after saying why. There is no Get for items: a whole id too is looked for in the
 * list, among its first 10,000. */
static const intake__worklist_item *work_find(struct cli *c, const char *text) {
    intake__list_worklist_request *r = NEW(&c->arena, intake__list_worklist_request);
    const intake__worklist_item *found = NULL;
    size_t n = 0;
    r->limit = 200;
    for (int page = 0; page < 50; page++) {
        intake__list_worklist_reply *w = CALL(c, r, intake__list_worklist_reply);
        if (!w) return NULL;
        for (size_t i = 0; i < w->n_items; i++)
            if (prefix_fits(text, w->items[i]->thing)) found = w->items[i], n++;
        if (!w->next.len) break;
        r->after = w->next;
    }
    if (n != 1)
        stop(c, n ? CLI_USAGE : CLI_REFUSED, "%zu chose(s) de la liste de travail commencent par « %s ».",
             "%zu thing(s) of the worklist begin with \"%s\".", n, text);
    return n == 1 ? found : NULL;
}

/* The kind goes with the thing: one thing may be on the list for two reasons, and only the one that was read is
 * settled. */
static int settle_run(struct cli *c) {
    const intake__worklist_item *w = work_find(c, operand(c, 0));
    intake__settle_work_request *r = NEW(&c->arena, intake__settle_work_request);
    if (!w) return c->exit;
    r->kind = w->kind;
    r->thing = w->thing;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__settle_work_reply *done = CALL(c, r, intake__settle_work_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Fait, famille %s : %s.", "Done, family %s: %s.", w->family_number, WORD(c, intake__work_kind, w->kind));
    return CLI_DONE;
}

static const struct option settle_options[] = {
    OPTION_BY,
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "ce qui a été fait", "what was done"},
};
static const struct option worklist_options[] = {
    {"role", OPTION_CHOICE, 0, "role", NULL, &sippe__role__descriptor, "ce que ce rôle doit faire",
     "what this role must do"},
    {"overdue", OPTION_FLAG, 0, "overdue_only", NULL, NULL, "seulement ce qui est en retard", "only what is overdue"},
    {"limit", OPTION_NUMBER, 0, "limit", NULL, NULL, "au plus tant (200 au plus)", "at most so many (up to 200)"},
};

const struct command worklist_commands[] = {
    {.noun = "worklist",
     .fr = "qui doit agir, et pour quand",
     .en = "who must act, and by when",
     OPTIONS(worklist_options),
     .run = worklist_run},
    {.noun = "work",
     .verb = "settle",
     .fr = "dire qu'une chose de la liste est réglée",
     .en = "say that a thing of the list is dealt with",
     .more_fr = "Pour ce que seule une personne peut clore : une autre porte trouvée, le partenaire prévenu. CHOSE : "
                "ses premiers "
                "chiffres, dans la colonne Sur de la liste.",
     .more_en = "For what only a person can end: another door found, the partner told. THING: its first digits, in the "
                "list's column "
                "About.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     OPTIONS(settle_options),
     .run = settle_run},
};
COMMANDS_END(worklist);
