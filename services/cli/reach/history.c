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

/* "premier contact fait, le 12 novembre" */
static const char *answer_words(struct cli *c, intake__referral_state state, const sippe__date *on) {
    const char *said = WORD(c, intake__referral_state, state);
    return on ? phrase(c, "%s, le %s", "%s, on %s", said, show_date(c, on)) : said;
}

/* "ts-1 → ts-2"; of one who was confirmed in error, whose term it was. */
static const char *bond_words(struct cli *c, const intake__history_entry *e) {
    const char *before = *e->key_worker_before ? e->key_worker_before : pick(c, "personne", "nobody");
    const char *now = *e->key_worker ? e->key_worker : pick(c, "personne", "nobody");
    bool first = !*e->key_worker_before || e->kind == HISTORY_KIND_KEY_WORKER_STRUCK;
    return first ? now : phrase(c, "%s → %s", "%s → %s", before, now);
}

/* What became of it, in a word or two; "": its kind says all. */
static const char *became(struct cli *c, const intake__history_entry *e) {
    const char *more = "";
    if (e->route) more = WORD(c, intake__route, e->route);
    if (e->kind == HISTORY_KIND_KIN) more = WORD(c, intake__kin_change, e->kin_change);
    if (e->agreement) more = WORD(c, intake__agreement_answer, e->agreement);
    if (e->kind == HISTORY_KIND_MOVE && e->move)
        more = phrase(c, "%s → %s", "%s → %s", e->move->from_clsc_code, e->move->to_clsc_code);
    if (e->kind == HISTORY_KIND_MOVE_ANSWERED && e->move) more = WORD(c, intake__move_state, e->move->state);
    if (e->referral_state) more = answer_words(c, e->referral_state, e->first_contact_on);
    if (*e->key_worker || *e->key_worker_before) more = bond_words(c, e);
    if (e->end_reason) more = WORD(c, intake__end_reason, e->end_reason);
    if (e->route_before)
        more =
            phrase(c, "%s → %s", "%s → %s", WORD(c, intake__route, e->route_before), WORD(c, intake__route, e->route));
    if (e->call) more = WORD(c, intake__call_outcome, e->call->outcome);
    if (e->kind == HISTORY_KIND_CALL_CORRECTED && !e->call) more = pick(c, "noté par erreur", "recorded in error");
    return more;
}

/* On one line where the screen holds it; else what became of it stands below. */
static void head_show(struct cli *c, const intake__history_entry *e, int width) {
    const char *head =
        phrase(c, "%s   %s   %s, %s", "%s   %s   %s, %s", show_short(c, e->thing), e->at ? show_instant(c, e->at) : "?",
               show_who(e->by), WORD(c, intake__history_kind, e->kind));
    const char *more = became(c, e), *line = *more ? phrase(c, "%s : %s", "%s: %s", head, more) : head;
    bool fits = text_width(line) <= (size_t)width;
    say(c, "%s", "%s", fits ? line : head);
    if (!fits) paragraph(c, more, 4, width);
}

/* One of them: each kind has a reason of its own class. */
static const char *why_of(const intake__history_entry *e) {
    const char *const reasons[] = {e->why,       e->why_answers,  e->why_contact,
                                   e->why_match, e->why_referral, e->why_decision};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (*reasons[i]) return reasons[i];
    return "";
}

static void entry_show(struct cli *c, const intake__history_entry *e) {
    int width = output_width(c);
    const char *why = why_of(e), *words = e->call ? e->call->note : e->note;
    head_show(c, e, width);
    if (e->kin) kin_changes_show(c, e->kin_before, e->kin);
    if (e->contact) contact_changes_show(c, e->contact_before, e->contact);
    if (e->referral_before)
        paragraph(c,
                  phrase(c, "avant : %s", "before: %s", answer_words(c, e->referral_before, e->first_contact_before)),
                  4, width);
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
