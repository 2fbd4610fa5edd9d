/* What happened with a family, in one list. */
#include <inttypes.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/kin/kin_show.h"
#include "cli/reach/contact_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *what(struct cli *c, const intake__history_entry *e) {
    const char *kind = WORD(c, intake__history_kind, e->kind), *more = "";
    if (e->route) more = WORD(c, intake__route, e->route);
    if (e->kind == HISTORY_KIND_KIN) more = WORD(c, intake__kin_change, e->kin_change);
    if (e->agreement) more = WORD(c, intake__agreement_answer, e->agreement);
    if (e->kind == HISTORY_KIND_MOVE && e->move)
        more = phrase(c, "%s → %s", "%s → %s", e->move->from_clsc_code, e->move->to_clsc_code);
    if (e->kind == HISTORY_KIND_MOVE_ANSWERED && e->move) more = WORD(c, intake__move_state, e->move->state);
    if (e->call) more = WORD(c, intake__call_outcome, e->call->outcome);
    if (e->kind == HISTORY_KIND_CALL_CORRECTED && !e->call) more = pick(c, "noté par erreur", "recorded in error");
    return phrase(c, "%s%s%s", "%s%s%s", kind, *more ? pick(c, " : ", ": ") : "", more);
}

static void entry_show(struct cli *c, const intake__history_entry *e) {
    int width = output_width(c);
    const char *why = *e->why           ? e->why
                      : *e->why_answers ? e->why_answers
                                        : e->why_contact,
               *words = e->call ? e->call->note : e->note;
    say(c, "%s   %s   %s, %s", "%s   %s   %s, %s", show_short(c, e->thing), e->at ? show_instant(c, e->at) : "?",
        show_who(e->by), what(c, e));
    if (e->kin) kin_changes_show(c, e->kin_before, e->kin);
    if (e->contact) contact_changes_show(c, e->contact_before, e->contact);
    if (e->move && *e->move->answer) paragraph(c, e->move->answer, 4, width);
    if (*why) paragraph(c, phrase(c, "motif : %s", "why: %s", why), 4, width);
    if (*words) paragraph(c, words, 4, width);
}

static int history_run(struct cli *c) {
    intake__list_history_request *r = NEW(&c->arena, intake__list_history_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    intake__list_history_reply *list = CALL(c, r, intake__list_history_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    for (size_t i = 0; i < list->n_entries; i++) entry_show(c, list->entries[i]);
    if (list->next)
        say(c, "La suite : sippe family history %s --before %" PRIu64,
            "The rest: sippe family history %s --before %" PRIu64, f->number, list->next);
    return CLI_DONE;
}

static const struct option history_options[] = {
    {"words", OPTION_FLAG, 0, "words", NULL, NULL, "aussi ce que disent les notes et les appels",
     "also what notes and calls say"},
    {"limit", OPTION_NUMBER, 0, "limit", NULL, NULL, "au plus tant (sinon 50)", "at most so many (else 50)"},
    {"before", OPTION_NUMBER, 0, "before", NULL, NULL, "la suite, par le nombre qui était sous la liste",
     "the rest, by the number that stood below the list"},
};

const struct command history_commands[] = {
    {.noun = "family",
     .verb = "history",
     .fr = "ce qui est arrivé à une famille, en une liste : appels, lettres, notes, décisions, corrections",
     .en = "what happened with a family, in one list: calls, letters, notes, decisions, corrections",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(history_options),
     .run = history_run},
};
COMMANDS_END(history);
