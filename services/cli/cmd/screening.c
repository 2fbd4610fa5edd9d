#include <string.h>
#include "base/message.h"
#include "cli/cmd/amend.h"
#include "cli/show/changes.h"
#include "cli/show/label.h"
#include "cli/line/commands.h"
#include "cli/csv/screening_file.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/show/joined.h"
#include "cli/reach/calls_show.h"
#include "cli/show/output.h"
#include "cli/show/proposal.h"
#include "cli/push/push.h"
#include "cli/screening/marks.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"
#include "cli/show/work.h"

static int list_run(struct cli *c) {
    intake__list_screenings_request *r = NEW(&c->arena, intake__list_screenings_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_screenings_reply *list = PAGES(c, r, intake__list_screenings_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Évaluation|Famille|Reçue|État|~Proposée|~Décidée|Rappel|~Réf. locale",
                                "Screening|Family|Received|State|~Proposed|~Decided|Call back|~Local ref.");
    for (size_t i = 0; i < list->n_screenings; i++) {
        const intake__screening_summary *s = list->screenings[i];
        table_cell(t, show_short(c, s->screening_id));
        table_cell(t, s->family_number);
        table_cell(t, show_brief(c, s->submitted_at));
        table_cell(t, WORD(c, intake__screening_state, s->state));
        table_paint(t, s->consider_override ? COLOUR_YELLOW : COLOUR_NONE,
                    arena_printf(&c->arena, "%s%s%s", WORD(c, intake__route, s->proposed_route),
                                 s->consider_override ? " !" : "", s->n_matches ? " ≈" : ""));
        table_cell(t, WORD(c, intake__route, s->decided_route));
        table_cell(t, s->call_back_on ? show_brief_date(c, s->call_back_on) : "");
        table_cell(t, s->local_reference);
    }
    table_end(t);
    say(c, "%s.  ! : drapeaux à considérer   ≈ : famille peut-être connue",
        "%s.  !: flags to consider   ≈: family perhaps known",
        counted(c, list->n_screenings, "évaluation", "screening"));
    pages_more(c, list->next);
    return CLI_DONE;
}

static void shown_if(struct cli *c, sippe__yes_no v, sippe__yes_no when, const char *path) {
    const char *label = label_of(c, path);
    if (v == when) field(c, label, label, paint(c, COLOUR_YELLOW, show_yes_no(c, v)));
}

/* What cannot wait, and what may be told to nobody: on the sheet itself, not in the answers behind it. */
static void show_urgent(struct cli *c, const intake__screening *s) {
    const intake__urgent_needs *u = s->urgent;
    if (s->consent) shown_if(c, s->consent->restriction_requested, YES_NO_YES, "restriction_requested");
    if (!u) return;
    struct joined needs = joined_new(c, ", ");
    for (size_t i = 0; i < u->n_needs; i++) joined_add(&needs, WORD(c, sippe__need, u->needs[i]));
    field(c, "Besoins", "Needs", joined_text(&needs));
    shown_if(c, u->food_today, YES_NO_NO, "food_today");
    shown_if(c, u->housing_risk, YES_NO_YES, "housing_risk");
    shown_if(c, u->safety_concern, YES_NO_YES, "safety_concern");
}

static const char *other_phone(struct cli *c, const intake__identity *i) {
    const char *number = show_phone_of(c, i->alt_phone, i->alt_phone_extension);
    return *i->alt_phone_of ? phrase(c, "%s (%s)", "%s (%s)", number, i->alt_phone_of) : number;
}

static void show_answers(struct cli *c, const intake__screening *s) {
    const intake__identity *i = s->identity;
    heading(c, "Réponses", "Answers");
    if (s->call) {
        field(c, "Appel", "Call", show_instant(c, s->call->started_at));
        field(c, "Par", "By", s->call->called_by);
        field(c, "Source", "Source", WORD(c, intake__referral_source, s->call->source));
        field(c, "Langue", "Language", show_language(c, s->call->language));
    }
    if (i) {
        field(c, "Nom", "Name", show_name(c, i->name));
        field(c, "Naissance", "Birth date", show_date(c, i->birth_date));
        field(c, "Téléphone", "Phone", show_phone_of(c, i->phone, i->phone_extension));
        field(c, "Autre téléphone", "Other phone", other_phone(c, i));
        field(c, "Courriel", "E-mail", i->email);
        field(c, "Adresse", "Address", show_address(c, i->address));
    }
    if (s->call && s->call->interpreter_needed)
        field(c, "Interprète", "Interpreter",
              arena_printf(&c->arena, "%s%s%s", show_yes_no(c, s->call->interpreter_needed),
                           s->call->interpreter_language ? ", " : "", show_language(c, s->call->interpreter_language)));
    show_urgent(c, s);
    if (s->call) field(c, "Peut parler librement", "Can talk freely", show_yes_no(c, s->call->can_talk_now));
    if (s->consent) {
        field(c, "Consentement donné par", "Consent given by", WORD(c, intake__consent_giver, s->consent->given_by));
        field(c, "Moyens de la joindre", "Ways to reach her",
              show_channels(c, s->consent->channels, s->consent->n_channels));
        field(c, "Message possible", "May leave a message", show_safe_message(c, s->consent->safe_to_leave_message));
        field(c, "Heures sûres", "Safe hours", s->consent->safe_contact_hours);
    }
}

static void show_matches(struct cli *c, const intake__get_screening_reply *s) {
    for (size_t i = 0; i < s->n_matches; i++) {
        const intake__match *m = s->matches[i];
        struct joined why = joined_new(c, ", ");
        for (size_t j = 0; j < m->n_reasons; j++) joined_add(&why, WORD(c, intake__match_reason, m->reasons[j]));
        field(c, "≈ Peut-être", "≈ Perhaps",
              phrase(c, "la famille %s : %s (sippe match settle %s --same-as %s, ou --new)",
                     "family %s: %s (sippe match settle %s --same-as %s, or --new)", m->family_number,
                     joined_text(&why), show_short(c, s->summary->screening_id), m->family_number));
    }
}

static void show_calls(struct cli *c, const intake__get_screening_reply *s) {
    if (s->n_calls) heading(c, "Appels", "Calls");
    calls_show(c, s->calls, s->n_calls);
    if (!s->propose_unreachable) return;
    say(c, "  %s : injoignable est proposé%s.", "  %s: unreachable is proposed%s.",
        unanswered_text(c, s->unanswered, s->unanswered_letters),
        s->by_letter ? pick(c, ", après une lettre (sippe letter print)", ", after a letter (sippe letter print)")
                     : "");
}

static void show_corrections(struct cli *c, const intake__get_screening_reply *s) {
    if (s->n_corrections) heading(c, "Corrections", "Corrections");
    for (size_t i = 0; i < s->n_corrections; i++) {
        const intake__correction *one = s->corrections[i];
        paragraph(c, phrase(c, "%s, %s : %s", "%s, %s: %s", show_instant(c, one->at), show_who(one->by), one->reason),
                  2, output_width(c));
        changes_show(c, 4, one->before ? &one->before->base : NULL, one->after ? &one->after->base : NULL);
    }
}

/* Alone on stdout, to be kept, corrected and sent back. */
static int answers_run(struct cli *c, const intake__get_screening_reply *s) {
    if (s->screening) return print_json(c, &s->screening->base);
    return stop(c, CLI_REFUSED, "Les réponses de cette évaluation ont été effacées.",
                "The answers of this screening were erased.");
}

static int show_run(struct cli *c) {
    intake__get_screening_reply *s = lookup_screening(c, operand(c, 0));
    if (!s || !s->summary) return fail_hollow(c, s);
    if (arg_flag(c, "answers")) return answers_run(c, s);
    if (c->json) return print_json(c, &s->base);
    say(c, "Évaluation %s, famille %s : %s", "Screening %s, family %s: %s", show_hex(c, s->summary->screening_id),
        s->summary->family_number, WORD(c, intake__screening_state, s->summary->state));
    field(c, "Reçue", "Received", show_instant(c, s->summary->submitted_at));
    field(c, "Référence locale", "Local reference", s->summary->local_reference);
    if (s->summary->call_back_on) field(c, "À rappeler le", "Call back on", show_date(c, s->summary->call_back_on));
    if (s->safety_note)
        field(c, "Note de sécurité", "Safety note",
              paint(c, COLOUR_YELLOW,
                    phrase(c, "il y en a une : sippe safety show %s", "there is one: sippe safety show %s",
                           s->summary->family_number)));
    urgents_show(c, s->urgent, s->n_urgent);
    show_calls(c, s);
    show_corrections(c, s);
    show_matches(c, s);
    if (s->screening) show_answers(c, s->screening);
    show_marks(c, s);
    show_proposal(c, s->proposal, s->screening);
    show_proposal_today(c, s->today);
    show_decision(c, s->decision);
    show_earlier_decisions(c, s->decisions, s->n_decisions, s->decision);
    return CLI_DONE;
}

/* Every block there, so that the shape of a screening can be seen. */
static int template_run(struct cli *c) {
    const char *form = operand(c, 0);
    bool csv = !form || strcmp(form, "csv") == 0;
    fputs(csv ? screening_file_template(&c->arena) : push_template_json(), c->out);
    return CLI_DONE;
}

static const struct option push_options[] = {
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL,
     "vérifier et montrer l'orientation de chaque fiche, sans rien envoyer",
     "check and show the route of each form, send nothing"},
    {"mapping", OPTION_FILE, 0, NULL, NULL, NULL,
     "noms de colonnes d'un autre système : une ligne « leur;nôtre » par colonne, « leur; » pour la laisser de côté",
     "another system's column names: a line \"theirs;ours\" a column, \"theirs;\" to leave it out"},
    OPTION_ENCODING,
    {"retry-refused", OPTION_FLAG, 0, NULL, NULL, NULL, "présenter de nouveau ce qui a été refusé sans changement",
     "present again what was refused, unchanged"},
};
static const struct option spool_options[] = {
    {"drop", OPTION_HEX, OPTION_MANY, NULL, NULL, NULL, "ôter cet envoi (premiers chiffres) sans l'envoyer",
     "remove this entry (first digits) without sending it"},
    {"drop-all", OPTION_FLAG, 0, NULL, NULL, NULL, "ôter tout ce qui attend, sans l'envoyer",
     "remove all that waits, without sending it"},
};
static const struct option list_options[] = {
    {"state", OPTION_CHOICE, 0, "state", NULL, &intake__screening_state__descriptor, "seulement cet état",
     "only this state"},
    {"reference", OPTION_TEXT, 0, "local_reference", NULL, NULL, "seulement l'appel de ce numéro (référence locale)",
     "only the call of this number (local reference)"},
    OPTION_LIMIT,
    OPTION_AFTER,
};
static const struct option show_options[] = {
    {"answers", OPTION_FLAG, 0, NULL, NULL, NULL, "toutes les réponses et rien d'autre, en JSON",
     "all answers and nothing else, as JSON"},
};
static const struct option amend_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi la correction", "why it is corrected"},
    {"yes", OPTION_FLAG, 0, NULL, NULL, NULL, "corriger sans demander", "correct without asking"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer ce qui changerait, ne rien corriger",
     "show what would change, correct nothing"},
    {"reference", OPTION_TEXT, 0, NULL, NULL, NULL,
     "d'un fichier de plusieurs fiches, celle de ce numéro d'appel (référence locale)",
     "of a file with several forms, the one of this number of the call (local reference)"},
    OPTION_ENCODING,
    OPTION_VERSION,
};

const struct command screening_commands[] = {
    {.noun = "screening",
     .verb = "push",
     .fr = "envoyer des évaluations (JSON ou CSV)",
     .en = "send screenings (JSON or CSV)",
     .more_fr = "Chaque fiche est d'abord gardée sur le disque, puis envoyée : un poste hors ligne ne perd rien, et le "
                "même fichier "
                "présenté deux fois n'envoie rien deux fois. Sans fichier : envoie ce qui attend.",
     .more_en = "Each form is kept on the disk first, then sent: an offline desk loses nothing, and the same file "
                "given twice sends "
                "nothing twice. Without a file: sends what waits.",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE", .optional = true, .many = true}},
     OPTIONS(push_options),
     .run = push_run},
    {.noun = "screening",
     .verb = "spool",
     .fr = "ce qui attend sur ce poste d'être envoyé",
     .en = "what waits on this machine to be sent",
     OPTIONS(spool_options),
     .run = push_spool_run},
    {.noun = "screening",
     .verb = "list",
     .fr = "les évaluations, de la plus récente à la plus ancienne",
     .en = "the screenings, newest first",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "screening",
     .verb = "show",
     .fr = "une évaluation : réponses, orientation, décision",
     .en = "a screening: answers, route, decision",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"}},
     OPTIONS(show_options),
     .run = show_run},
    {.noun = "screening",
     .verb = "amend",
     .fr = "remplacer les réponses d'une évaluation",
     .en = "replace a screening's answers",
     .more_fr = "FICHIER : toutes les réponses de cette seule évaluation, en JSON (sippe screening show --answers les "
                "donne) ou en CSV d'une ligne. Ce qui change est montré, ancien → nouveau, puis confirmé.",
     .more_en = "FILE: all answers of this one screening, as JSON (sippe screening show --answers gives them) or as a "
                "CSV of one row. What changes is shown, old → new, then confirmed.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"},
                  {.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     OPTIONS(amend_options),
     .run = amend_run},
    {.noun = "screening",
     .verb = "template",
     .fr = "un fichier vide à remplir",
     .en = "an empty file to fill in",
     .operands = {{.kind = OPERAND_WORD, .fr = "FORME", .en = "FORM", .optional = true, .words = "csv json"}},
     .run = template_run},
};
COMMANDS_END(screening);
