/* Calls to and from a family: recorded, corrected, and read with all that was ever said of each. */
#include "base/message.h"
#include "civil/civil.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/reach/calls_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "sys/clock.h"
#include "text/plain.h"

/* ---- recorded ---- */

/* A day, or a day and an hour. */
static int call_back_read(struct cli *c, intake__call_told *told) {
    const char *text = arg_text(c, "call-back-on");
    sippe__date *on = NEW(&c->arena, sippe__date);
    int64_t at_ms;
    if (!text) return 0;
    if (plain_date_read(text, on))
        told->call_back_on = on;
    else if (time_read(c, text, &at_ms))
        told->call_back_at = civil_instant(&c->arena, at_ms);
    else
        return stop(c, CLI_USAGE, "--call-back-on %s : %s, ou avec l'heure : « 2026-11-24 09:30 »",
                    "--call-back-on %s: %s, or with the hour: \"2026-11-24 09:30\"", text, date_fault(c, text));
    return 0;
}

/* What is usual is set first: a call of ours, by telephone, now; request_fill puts what was said over it. */
static intake__call_told *told_usual(struct cli *c, intake__call_outcome outcome) {
    intake__call_told *told = NEW(&c->arena, intake__call_told);
    told->direction = arg_flag(c, "incoming") ? CALL_DIRECTION_INCOMING : CALL_DIRECTION_OUTGOING;
    told->way = CALL_WAY_PHONE;
    told->outcome = outcome;
    told->at = civil_instant(&c->arena, clock_now_ms());
    return told;
}

/* So many without an answer that the territory proposes to stop; a person decides, and writes first where she may. */
static void unreachable_say(struct cli *c, const intake__record_family_call_reply *done, const char *number) {
    if (!done->propose_unreachable) return;
    say(c, "%s.", "%s.", unanswered_text(c, done->unanswered, done->unanswered_letters));
    if (done->by_letter)
        say(c, "Écrivez-lui d'abord, elle permet la poste : sippe letter print %s --kind …",
            "Write to her first, she allows mail: sippe letter print %s --kind ...", number);
    if (done->screening_id.len)
        say(c, "Si elle reste injoignable : sippe route decide %s UNREACHABLE",
            "If she stays unreachable: sippe route decide %s UNREACHABLE", show_short(c, done->screening_id));
}

/* What comes next after this outcome: another call, or somebody's decision. */
static void next_say(struct cli *c, const intake__call_told *told, const intake__record_family_call_reply *done,
                     const intake__get_family_reply *f) {
    const char *number = f->number;
    const char *id = done->screening_id.len ? show_short(c, done->screening_id) : NULL;
    if (told->call_back_at)
        say(c, "À rappeler le %s.", "Call back on %s.", show_instant(c, told->call_back_at));
    else if (done->call_back_on)
        say(c, "À rappeler le %s.", "Call back on %s.", show_date(c, done->call_back_on));
    unreachable_say(c, done, number);
    if (done->call_back_on) return;
    if (told->outcome == CALL_OUTCOME_REFUSED)
        say(c, "À demander : faut-il arrêter? Notez ce qu'elle veut (sippe worklist --family %s).",
            "To be asked: is it to stop? Note what she wants (sippe worklist --family %s).", number);
    if (told->outcome == CALL_OUTCOME_REFUSED && id)
        say(c, "Si elle refuse : sippe route decide %s DECLINED", "If she declines: sippe route decide %s DECLINED",
            id);
    if (told->outcome == CALL_OUTCOME_WRONG_NUMBER || told->outcome == CALL_OUTCOME_RETURNED)
        say(c, "Un autre numéro ou une adresse est à trouver, puis à noter (sippe contact change %s).",
            "Another number or an address is to be found, then written down (sippe contact change %s).", number);
    if (told->outcome == CALL_OUTCOME_COMPLETED && id)
        say(c,
            "Ensuite : complétez les réponses (sippe screening amend %s FICHIER), puis décidez (sippe route decide "
            "%s).",
            "Next: complete the answers (sippe screening amend %s FILE), then decide (sippe route decide %s).", id, id);
}

static int record_run(struct cli *c) {
    const char *about = arg_text(c, "screening");
    intake__record_family_call_request *r = NEW(&c->arena, intake__record_family_call_request);
    r->told = told_usual(c, (intake__call_outcome)operand_choice(c, 1));
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = call_back_read(c, r->told);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    if (about) {
        intake__get_screening_reply *seen = lookup_screening(c, about);
        if (!seen || !seen->summary) return fail_hollow(c, seen);
        r->screening_id = seen->summary->screening_id;
        r->version = version_of(c, seen->summary->version);
    }
    intake__record_family_call_reply *done = CALL(c, r, intake__record_family_call_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s (%s) : %s.", "Recorded, family %s (%s): %s.", f->number, show_short(c, done->call_id),
        WORD(c, intake__call_outcome, r->told->outcome));
    next_say(c, r->told, done, f);
    return CLI_DONE;
}

/* ---- read ---- */

static intake__list_family_calls_reply *all_calls(struct cli *c, ProtobufCBinaryData family_id) {
    intake__list_family_calls_reply *all = NEW(&c->arena, intake__list_family_calls_reply);
    intake__list_family_calls_request *r = NEW(&c->arena, intake__list_family_calls_request);
    r->family_id = family_id;
    do {
        intake__list_family_calls_reply *page = CALL(c, r, intake__list_family_calls_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_calls; i++) APPEND(&c->arena, all, calls, page->calls[i]);
        r->after = page->next;
    } while (r->after.len);
    return all;
}

static const char *told_text(struct cli *c, const intake__call_told *t) {
    const char *minutes = t->minutes ? phrase(c, ", %d min", ", %d min", t->minutes) : "";
    return phrase(c, "%s, %s : %s%s%s", "%s, %s: %s%s%s", WORD(c, intake__call_direction, t->direction),
                  WORD(c, intake__call_way, t->way), WORD(c, intake__call_outcome, t->outcome),
                  t->whom == CALL_WHOM_OTHER ? pick(c, ", à quelqu'un d'autre", ", to somebody else") : "", minutes);
}

static void said_show(struct cli *c, const intake__family_call_said *said, int indent) {
    const intake__call_told *t = said->told;
    int width = output_width(c);
    if (!t) {
        paragraph(c, phrase(c, "(noté par erreur : %s)", "(recorded in error: %s)", said->reason), indent, width);
        return;
    }
    paragraph(c, told_text(c, t), indent, width);
    if (t->call_back_at || t->call_back_on)
        paragraph(c,
                  phrase(c, "rappeler le %s", "call back on %s",
                         t->call_back_at ? show_instant(c, t->call_back_at) : show_date(c, t->call_back_on)),
                  indent, width);
    if (*t->note) paragraph(c, t->note, indent, width);
    if (*said->reason) paragraph(c, phrase(c, "corrigé : %s", "corrected: %s", said->reason), indent, width);
}

static void call_show(struct cli *c, const intake__family_call *k) {
    const intake__call_told *t = k->said ? k->said->told : NULL;
    say(c, "%s   %s, %s%s", "%s   %s, %s%s", show_short(c, k->call_id), t && t->at ? show_instant(c, t->at) : "?",
        k->said ? show_who(k->said->by) : "?", k->in_error ? pick(c, "   PAR ERREUR", "   IN ERROR") : "");
    if (k->letter)
        paragraph(c,
                  phrase(c, "lettre %s imprimée le %s, réponse d'ici le %s", "letter %s printed on %s, reply by %s",
                         k->letter->kind, show_date(c, k->letter->printed_on), show_date(c, k->letter->reply_by)),
                  2, output_width(c));
    if (k->said) said_show(c, k->said, 2);
    for (size_t i = 0; i < k->n_before; i++) {
        paragraph(c,
                  phrase(c, "avant (%s, %s) :", "before (%s, %s):", show_instant(c, k->before[i]->written_at),
                         show_who(k->before[i]->by)),
                  4, output_width(c));
        said_show(c, k->before[i], 6);
    }
}

static int calls_run(struct cli *c) {
    intake__list_family_calls_request *r = NEW(&c->arena, intake__list_family_calls_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    intake__list_family_calls_reply *list = PAGES(c, r, intake__list_family_calls_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_calls) say(c, "Aucun appel noté, famille %s.", "No call recorded, family %s.", f->number);
    for (size_t i = 0; i < list->n_calls; i++) call_show(c, list->calls[i]);
    pages_more(c, list->next);
    return CLI_DONE;
}

/* ---- corrected ---- */

static const intake__family_call *call_find(struct cli *c, const intake__get_family_reply *f) {
    const intake__list_family_calls_reply *all = all_calls(c, f->family_id);
    const intake__family_call *found = NULL;
    size_t n = 0;
    for (size_t i = 0; all && i < all->n_calls; i++)
        if (prefix_fits(operand(c, 1), all->calls[i]->call_id)) found = all->calls[i], n++;
    if (!all || n == 1) return found;
    c->exit = stop(c, CLI_USAGE,
                   "« %s » n'est le début d'aucun appel de cette famille, ou de plusieurs : sippe family calls %s",
                   "\"%s\" begins no call of this family, or several: sippe family calls %s", operand(c, 1), f->number);
    return NULL;
}

/* What stands there, with what the line says over it: who corrects an outcome need not say the rest again. */
static int corrected_fill(struct cli *c, const intake__family_call *k, intake__correct_family_call_request *r) {
    r->in_error = arg_flag(c, "in-error");
    r->told =
        k->said && k->said->told ? message_copy(&c->arena, &k->said->told->base) : NEW(&c->arena, intake__call_told);
    if (arg_text(c, "call-back-on")) {
        r->told->call_back_on = NULL;
        r->told->call_back_at = NULL;
    }
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = call_back_read(c, r->told);
    if (arg_flag(c, "incoming")) r->told->direction = CALL_DIRECTION_INCOMING;
    if (r->in_error) r->told = NULL;
    return rc;
}

static int correct_run(struct cli *c) {
    intake__correct_family_call_request *r = NEW(&c->arena, intake__correct_family_call_request);
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__family_call *k = f ? call_find(c, f) : NULL;
    if (!k) return c->exit;
    r->family_id = f->family_id;
    r->call_id = k->call_id;
    r->version = version_of(c, k->version);
    int rc = corrected_fill(c, k, r);
    if (rc) return rc;
    intake__correct_family_call_reply *done = CALL(c, r, intake__correct_family_call_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    if (r->in_error)
        say(c, "Appel %s noté par erreur : il ne compte plus. Ce qui y était reste lisible.",
            "Call %s recorded in error: it counts no more. What it said stays readable.", show_short(c, k->call_id));
    else
        say(c, "Appel %s corrigé. Ce qui y était reste lisible au-dessous.",
            "Call %s corrected. What it said stays readable below it.", show_short(c, k->call_id));
    return CLI_DONE;
}

#define CALL_OPTIONS                                                                                                   \
    {"incoming", OPTION_FLAG, 0, NULL, NULL, NULL, "c'est elle qui a appelé", "she called"},                           \
        {"way",                                                                                                        \
         OPTION_CHOICE,                                                                                                \
         0,                                                                                                            \
         "told.way",                                                                                                   \
         NULL,                                                                                                         \
         &intake__call_way__descriptor,                                                                                \
         "par quel moyen (sinon par téléphone)",                                                                       \
         "by which way (else by phone)"},                                                                              \
        {"whom",                                                                                                       \
         OPTION_CHOICE,                                                                                                \
         0,                                                                                                            \
         "told.whom",                                                                                                  \
         NULL,                                                                                                         \
         &intake__call_whom__descriptor,                                                                               \
         "qui a parlé (sinon elle-même)",                                                                              \
         "who spoke (else herself)"},                                                                                  \
        {"at", OPTION_TIME, 0, "told.at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"},                  \
        {"minutes", OPTION_NUMBER, 0, "told.minutes", NULL, NULL, "combien de minutes", "how many minutes"},           \
        {"note", OPTION_TEXT, 0, "told.note", NULL, NULL, "ce qui a été dit", "what was said"}, {                      \
        "call-back-on", OPTION_TEXT, 0, NULL, NULL, NULL,                                                              \
            "quand rappeler, un jour ou « 2026-11-24 09:30 » (sinon le délai du territoire)",                          \
            "when to call again, a day or \"2026-11-24 09:30\" (else the territory's delay)"                           \
    }

static const struct option record_options[] = {
    CALL_OPTIONS,
    {"screening", OPTION_TEXT, 0, NULL, NULL, NULL, "à propos de quelle évaluation (sinon celle qui attend)",
     "about which screening (else the one that waits)"},
    OPTION_VERSION,
};
static const struct option list_options[] = {OPTION_LIMIT, OPTION_AFTER};
static const struct option correct_options[] = {
    CALL_OPTIONS,
    {"outcome", OPTION_CHOICE, 0, "told.outcome", NULL, &intake__call_outcome__descriptor, "l'issue qu'il a eue",
     "the outcome that it had"},
    {"in-error", OPTION_FLAG, 0, NULL, NULL, NULL, "il a été noté par erreur", "it was recorded in error"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

const struct command calls_commands[] = {
    {.noun = "calls",
     .verb = "record",
     .fr = "noter un appel fait à une famille, ou reçu d'elle",
     .en = "record a call to a family, or from her",
     .more_fr =
         "À tout moment, après une décision aussi. L'issue dit ce qui suit : rappeler, trouver un numéro, demander "
         "s'il "
         "faut arrêter, ou rien. Un texto, un courriel ou une lettre envoyés : LEFT_MESSAGE; revenus : RETURNED.",
     .more_en =
         "At any time, after a decision too. The outcome says what follows: call again, find a number, ask whether to "
         "stop, or nothing. A text, an e-mail or a letter sent: LEFT_MESSAGE; come back: RETURNED.",
     .operands =
         {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
          {.kind = OPERAND_CHOICE, .fr = "RÉSULTAT", .en = "OUTCOME", .choices = &intake__call_outcome__descriptor}},
     OPTIONS(record_options),
     .run = record_run},
    {.noun = "calls",
     .verb = "correct",
     .fr = "corriger ce qui a été noté d'un appel",
     .en = "correct what was recorded of a call",
     .more_fr = "APPEL : ses premiers chiffres (sippe family calls). Ce qui n'est pas dit reste comme il était.",
     .more_en = "CALL: its first digits (sippe family calls). What is not said stays as it was.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "APPEL", .en = "CALL"}},
     OPTIONS(correct_options),
     .run = correct_run},
    {.noun = "family",
     .verb = "calls",
     .fr = "tous les appels faits à une famille et reçus d'elle, avec ce qui a été corrigé",
     .en = "all calls to a family and from her, with what was corrected",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(list_options),
     .run = calls_run},
};
COMMANDS_END(calls);
