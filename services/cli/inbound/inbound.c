/* Referrals that come in: sent by a partner, whose key may read no more than whether they were received; looked at,
 * screened and closed by the desk. */
#include <string.h>
#include "base/codes/spoken.h"
#include "base/message.h"
#include "cli/call/clsc.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

enum { LOOK_MAX = 200, NUMBER_LEN = 6 };

/* ---- a partner's ---- */

static int send_run(struct cli *c) {
    intake__send_inbound_referral_request *r = NEW(&c->arena, intake__send_inbound_referral_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__send_inbound_referral_reply *done = CALL(c, r, intake__send_inbound_referral_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Référence %s reçue par le CLSC le %s. Vous saurez si elle est prise en charge, et rien d'autre.",
        "Referral %s received by the CLSC on %s. You will hear whether it is taken care of, and nothing else.",
        done->number, show_date(c, done->received_on));
    return CLI_DONE;
}

static const char *outcome_text(struct cli *c, const notifications__inbound_receipt *r) {
    return r->outcome ? WORD(c, notifications__inbound_outcome, r->outcome) : pick(c, "reçue", "received");
}

static int receipts_run(struct cli *c) {
    notifications__list_inbound_receipts_request *r = NEW(&c->arena, notifications__list_inbound_receipts_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    notifications__list_inbound_receipts_reply *list = PAGES(c, r, notifications__list_inbound_receipts_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t =
        table_new(c, "Numéro|Reçue le|~CLSC|Téléphone|État|Depuis", "Number|Received|~CLSC|Phone|State|Since");
    for (size_t i = 0; i < list->n_receipts; i++) {
        const notifications__inbound_receipt *one = list->receipts[i];
        table_cell(t, one->number);
        table_cell(t, show_date(c, one->received_on));
        table_cell(t, one->clsc_name);
        table_cell(t, show_phone(c, one->clsc_phone));
        table_cell(t, outcome_text(c, one));
        table_cell(t, one->told_at ? show_brief(c, one->told_at) : "");
    }
    table_end(t);
    if (list->n_receipts == 0) say(c, "Aucune référence envoyée.", "No referral was sent.");
    pages_more(c, list->next);
    return CLI_DONE;
}

/* ---- the desk's ---- */

static int list_run(struct cli *c) {
    intake__list_inbound_referrals_request *r = NEW(&c->arena, intake__list_inbound_referrals_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_inbound_referrals_reply *list = PAGES(c, r, intake__list_inbound_referrals_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Numéro|Reçue|~De|~Qui|Échéance|Suite", "Number|Received|~From|~Who|Due|Outcome");
    for (size_t i = 0; i < list->n_referrals; i++) {
        const intake__inbound_summary *s = list->referrals[i];
        table_cell(t, s->number);
        table_cell(t, show_brief(c, s->received_at));
        table_cell(t, s->organization_name);
        table_cell(t, s->given_name);
        table_cell(t, s->disposition ? "" : show_brief_date(c, s->act_by));
        table_cell(t, WORD(c, intake__inbound_disposition, s->disposition));
    }
    table_end(t);
    say(c, "%s.", "%s.", counted(c, list->n_referrals, "référence reçue", "referral received"));
    pages_more(c, list->next);
    return CLI_DONE;
}

static bool is_named(const char *text, const intake__inbound_summary *s) {
    char given[NUMBER_LEN + 1], own[NUMBER_LEN + 1];
    if (prefix_fits(text, s->inbound_id)) return true;
    return spoken_read(text, NUMBER_LEN, given) && spoken_read(s->number, NUMBER_LEN, own) && !strcmp(given, own);
}

/* By its number, or the first digits of its id, among those of the caller's CLSC. NULL after saying why. */
static const intake__inbound_summary *lookup_inbound(struct cli *c, const char *text) {
    intake__list_inbound_referrals_request *r = NEW(&c->arena, intake__list_inbound_referrals_request);
    r->limit = LOOK_MAX;
    r->closed_too = true;
    do {
        const intake__list_inbound_referrals_reply *list = CALL(c, r, intake__list_inbound_referrals_reply);
        if (!list) return NULL;
        for (size_t i = 0; i < list->n_referrals; i++)
            if (is_named(text, list->referrals[i])) return list->referrals[i];
        r->after = list->next;
    } while (r->after.len);
    stop(c, CLI_REFUSED, "Aucune référence reçue n'a le numéro « %s » (sippe inbound list --all).",
         "No referral that came in has the number \"%s\" (sippe inbound list --all).", text);
    return NULL;
}

static void referral_show(struct cli *c, const intake__inbound_referral *r) {
    field(c, "Qui", "Who", r->given_name);
    field(c, "Téléphone", "Phone", show_phone_of(c, r->phone, r->phone_extension));
    field(c, "Message possible", "May leave a message", show_safe_message(c, r->safe_to_leave_message));
    field(c, "Heures sûres", "Safe hours", r->safe_contact_hours);
    field(c, "Langue", "Language", show_language(c, r->language));
    field(c, "Besoin", "Need", WORD(c, sippe__need, r->need));
    field(c, "Permission", "Permission",
          phrase(c, "demandée par %s, donnée le %s", "asked by %s, given on %s", r->permission_asked_by,
                 show_date(c, r->permitted_on)));
}

/* Told to nobody but the desk: a suggestion of the machine's. */
static void matches_show(struct cli *c, const intake__get_inbound_referral_reply *g) {
    for (size_t i = 0; i < g->n_matches; i++)
        field(c, i ? "" : "Peut-être", i ? "" : "Perhaps",
              phrase(c, "la famille %s : même téléphone", "family %s: same phone", g->matches[i]->family_number));
}

static void closing_show(struct cli *c, const intake__inbound_summary *s) {
    if (!s->disposition) {
        field(c, "À appeler", "To call", phrase(c, "au plus tard le %s", "by %s", show_date(c, s->act_by)));
        return;
    }
    field(c, "Suite", "Outcome",
          phrase(c, "%s, %s, %s", "%s, %s, %s", WORD(c, intake__inbound_disposition, s->disposition),
                 show_instant(c, s->closed_at), show_who(s->closed_by)));
    field(c, "Note", "Note", s->note);
}

/* What it was before it is what it is: of one that was closed once there is nothing to tell. */
static void steps_show(struct cli *c, const intake__get_inbound_referral_reply *g) {
    for (size_t i = 0; g->n_steps > 1 && i < g->n_steps; i++) {
        const intake__inbound_step *s = g->steps[i];
        const char *what =
            s->disposition ? WORD(c, intake__inbound_disposition, s->disposition) : pick(c, "rouverte", "opened again");
        field(c, i ? "" : "Histoire", i ? "" : "History",
              phrase(c, "%s, %s, %s%s%s", "%s, %s, %s%s%s", what, show_instant(c, s->at), show_who(s->by),
                     *s->note ? " : " : "", s->note));
    }
}

static int show_run(struct cli *c) {
    const intake__inbound_summary *known = lookup_inbound(c, operand(c, 0));
    if (!known) return c->exit;
    intake__get_inbound_referral_request *r = NEW(&c->arena, intake__get_inbound_referral_request);
    r->inbound_id = known->inbound_id;
    const intake__get_inbound_referral_reply *g = CALL(c, r, intake__get_inbound_referral_reply);
    if (!g) return c->exit;
    if (!g->summary || !g->referral) return fail_hollow(c, NULL);
    if (c->json) return print_json(c, &g->base);
    say(c, "Référence reçue %s", "Referral received %s", g->summary->number);
    field(c, "De", "From", g->summary->organization_name);
    field(c, "Reçue", "Received", show_instant(c, g->summary->received_at));
    referral_show(c, g->referral);
    matches_show(c, g);
    closing_show(c, g->summary);
    steps_show(c, g);
    return CLI_DONE;
}

static int close_run(struct cli *c) {
    const intake__inbound_summary *known = lookup_inbound(c, operand(c, 0));
    if (!known) return c->exit;
    intake__close_inbound_referral_request *r = NEW(&c->arena, intake__close_inbound_referral_request);
    r->inbound_id = known->inbound_id;
    r->version = version_of(c, known->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->disposition = (intake__inbound_disposition)operand_choice(c, 1);
    intake__close_inbound_referral_reply *done = CALL(c, r, intake__close_inbound_referral_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Référence %s : %s.", "Referral %s: %s.", known->number,
        WORD(c, intake__inbound_disposition, r->disposition));
    say(c, "L'organisme saura qu'elle est prise en charge, ou qu'elle n'a pu être jointe, et rien d'autre.",
        "The organisation hears that it is taken care of, or that she could not be reached, and nothing else.");
    return CLI_DONE;
}

static int reopen_run(struct cli *c) {
    const intake__inbound_summary *known = lookup_inbound(c, operand(c, 0));
    if (!known) return c->exit;
    intake__reopen_inbound_referral_request *r = NEW(&c->arena, intake__reopen_inbound_referral_request);
    r->inbound_id = known->inbound_id;
    r->version = version_of(c, known->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__reopen_inbound_referral_reply *done = CALL(c, r, intake__reopen_inbound_referral_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Référence %s rouverte : à appeler au plus tard le %s.", "Referral %s opened again: to be called by %s.",
        known->number, show_date(c, done->act_by));
    return CLI_DONE;
}

/* The call that came of it: with it the referral is taken. */
static int screen_run(struct cli *c) {
    const intake__inbound_summary *known = lookup_inbound(c, operand(c, 0));
    struct input in;
    if (!known) return c->exit;
    intake__submit_screening_request *r = NEW(&c->arena, intake__submit_screening_request);
    r->screening = input_screening(c, operand(c, 1), &in);
    if (!r->screening) return c->exit;
    r->inbound_id = known->inbound_id;
    intake__submit_screening_reply *done =
        input_call(c, &in, "screening.", &r->base, &intake__submit_screening_reply__descriptor);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Évaluation %s de la famille %s. La référence %s est prise en charge.",
        "Screening %s of family %s. Referral %s is taken care of.", show_short(c, done->screening_id),
        done->family_number, known->number);
    return CLI_DONE;
}

static const struct option send_options[] = {
    {"clsc", OPTION_TEXT, OPTION_REQUIRED, "clsc_code", NULL, NULL, "le CLSC qui doit l'appeler, par son code",
     "the CLSC that is to call her, by its code"},
    {"name", OPTION_TEXT, OPTION_REQUIRED, "referral.given_name", NULL, NULL, "son prénom", "her given name"},
    {"phone", OPTION_TEXT, OPTION_REQUIRED, "referral.phone", NULL, NULL, "son téléphone", "her telephone"},
    {"asked-by", OPTION_TEXT, 0, "referral.permission_asked_by", NULL, NULL,
     "qui lui a demandé la permission de nous écrire", "who asked her whether we may be written to"},
    {"permitted", OPTION_DATE, 0, "referral.permitted_on", NULL, NULL, "le jour où elle l'a permis",
     "the day on which she permitted it"},
    {"hours", OPTION_TEXT, 0, "referral.safe_contact_hours", NULL, NULL, "les heures où l'appeler sans risque",
     "the hours at which it is safe to call"},
    {"message", OPTION_CHOICE, 0, "referral.safe_to_leave_message", NULL, &sippe__voice_mail__descriptor,
     "s'il est permis de laisser un message", "whether a message may be left"},
    {"language", OPTION_TEXT, 0, "referral.language.code", NULL, NULL, "sa langue", "her language"},
    {"need", OPTION_CHOICE, 0, "referral.need", NULL, &sippe__need__descriptor, "son besoin", "her need"},
};
static const struct option list_options[] = {
    {"all", OPTION_FLAG, 0, "closed_too", NULL, NULL, "celles qui ont eu leur suite aussi", "closed ones too"},
    OPTION_LIMIT,
    OPTION_AFTER,
};
static const struct option receipts_options[] = {OPTION_LIMIT, OPTION_AFTER};
static const struct option close_options[] = {
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "un mot pour vos collègues; l'organisme ne le voit pas",
     "a word for colleagues; the organisation does not see it"},
    OPTION_VERSION,
};

static const struct option reopen_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

const struct command inbound_commands[] = {
    {.noun = "inbound",
     .verb = "send",
     .fr = "demander au CLSC d'appeler quelqu'un qui l'a permis (organisme)",
     .en = "ask the CLSC to call somebody who permitted it (organisation)",
     .more_fr = "Sans sa permission, rien n'est reçu. Vous ne saurez pas si elle était déjà connue.",
     .more_en = "Without her permission nothing is taken. You will not learn whether she was known already.",
     OPTIONS(send_options),
     .run = send_run},
    {.noun = "inbound",
     .verb = "receipts",
     .fr = "ce que le CLSC a reçu de votre organisme",
     .en = "what the CLSC has received of your organisation",
     OPTIONS(receipts_options),
     .run = receipts_run},
    {.noun = "inbound",
     .verb = "list",
     .fr = "les références reçues d'organismes",
     .en = "the referrals received of organisations",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "inbound",
     .verb = "show",
     .fr = "une référence reçue, et les familles qu'elle peut être",
     .en = "a referral that came in, and the families that she may be",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NUMÉRO", .en = "NUMBER"}},
     .run = show_run},
    {.noun = "inbound",
     .verb = "screen",
     .fr = "inscrire l'évaluation téléphonique qui en est venue",
     .en = "submit the telephone screening that came of it",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NUMÉRO", .en = "NUMBER"},
                  {.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     .run = screen_run},
    {.noun = "inbound",
     .verb = "close",
     .fr = "dire ce qu'une référence reçue est devenue",
     .en = "say what became of a referral that came in",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NUMÉRO", .en = "NUMBER"},
                  {.kind = OPERAND_CHOICE,
                   .fr = "SUITE",
                   .en = "OUTCOME",
                   .choices = &intake__inbound_disposition__descriptor}},
     OPTIONS(close_options),
     .run = close_run},
    {.noun = "inbound",
     .verb = "reopen",
     .fr = "rouvrir une référence reçue, fermée par erreur",
     .en = "open a referral again that was closed in error",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NUMÉRO", .en = "NUMBER"}},
     OPTIONS(reopen_options),
     .run = reopen_run},
};
COMMANDS_END(inbound);
