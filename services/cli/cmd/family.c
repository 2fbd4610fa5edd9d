/* The family's file: found by what one remembers, and shown. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "civil/family_number.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/kin/kin_show.h"
#include "cli/reach/calls_show.h"
#include "cli/reach/contact_show.h"
#include "cli/move/move.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"
#include "cli/takeover/told.h"
#include "text/plain.h"
#include "cli/show/work.h"

/* ---- what a person remembers, told by its form ---- */

static size_t digits_in(const char *text) {
    size_t n = 0;
    for (; *text; text++) n += *text >= '0' && *text <= '9';
    return n;
}

/* "438 555-0177", "(438) 555.0177", "1 438 555 0177": one telephone, however many words it is. */
static bool is_phone(const char *text) {
    return strspn(text, "0123456789 ()+.-") == strlen(text) && digits_in(text) >= 10;
}

static bool is_number(const char *text) {
    uint64_t n;
    return strchr(text, '-') && strspn(text, "0123456789-") == strlen(text) && digits_in(text) < 10 &&
           family_number_parse(text, &n);
}

/* A date is a birth date, a word with a digit in it the desk's own reference, the rest a name. */
static void word_take(struct cli *c, const char *text, intake__find_family_request *r) {
    sippe__date *born = NEW(&c->arena, sippe__date);
    if (strpbrk(text, "-/. ") && date_read(c, text, born))
        r->birth_date = born;
    else if (is_number(text))
        r->number = text;
    else if (digits_in(text))
        r->reference = text;
    else
        r->name = arena_printf(&c->arena, "%s%s%s", r->name, *r->name ? " " : "", text);
}

static int find_read(struct cli *c, intake__find_family_request *r) {
    const char *all = operands_joined(c, 0);
    if (is_phone(all))
        r->phone = all;
    else
        for (size_t i = 0; operand(c, i); i++) word_take(c, operand(c, i), r);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    bool nothing = !*r->name && !*r->phone && !r->birth_date && !*r->number && !*r->reference;
    if (nothing)
        return stop(c, CLI_USAGE, "Donnez un nom, un téléphone, une naissance, un numéro ou une référence locale.",
                    "Give a name, a phone, a birth date, a number or a local reference.");
    return *r->number && !family_number_check(c, r->number) ? c->exit : 0;
}

/* As a list of names is read. */
static int by_name(const void *a, const void *b) {
    const intake__family_summary *x = *(intake__family_summary *const *)a, *y = *(intake__family_summary *const *)b;
    if (!x->name || !y->name) return (y->name != NULL) - (x->name != NULL);
    int order = strcoll(x->name->family, y->name->family);
    if (order == 0) order = strcoll(x->name->given, y->name->given);
    return order ? order : strcmp(x->number, y->number);
}

static int find_run(struct cli *c) {
    intake__find_family_request *r = NEW(&c->arena, intake__find_family_request);
    int rc = find_read(c, r);
    if (rc) return rc;
    intake__find_family_reply *found = PAGES(c, r, intake__find_family_reply);
    if (!found) return c->exit;
    if (found->n_families) qsort(found->families, found->n_families, sizeof *found->families, by_name);
    if (c->json) return print_json(c, &found->base);
    struct table *t =
        table_new(c, "Famille|~Nom|Naissance|Téléphone|CLSC|Identifiant", "Family|~Name|Birth date|Phone|CLSC|Id");
    for (size_t i = 0; i < found->n_families; i++) {
        const intake__family_summary *f = found->families[i];
        table_paint(t, COLOUR_BOLD, f->number);
        table_cell(t, f->erased_at ? phrase(c, "détruite le %s, attestation %s", "erased on %s, certificate %s",
                                            show_instant(c, f->erased_at), show_short(c, f->erasure_id))
                                   : show_name(c, f->name));
        table_cell(t, show_date(c, f->birth_date));
        table_cell(t, show_phone(c, f->phone));
        table_cell(t, f->clsc_code);
        table_paint(t, COLOUR_DIM, show_short(c, f->family_id));
    }
    table_end(t);
    if (found->n_families == 0) say(c, "Aucune famille trouvée.", "No family found.");
    pages_more(c, found->next);
    return CLI_DONE;
}

static const char *items_text(struct cli *c, const intake__consent *k) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < k->n_covers; i++) joined_add(&all, WORD(c, intake__shared_item, k->covers[i]));
    return joined_text(&all);
}

static void consents_show(struct cli *c, const intake__get_family_reply *f) {
    if (f->n_consents) heading(c, "Consentements", "Consents");
    struct table *t =
        table_new(c, "Id|~But|~À|Donné|Jusqu'au|Texte|~Couvre", "Id|~Purpose|~To|Given|Until|Text|~Covers");
    for (size_t i = 0; i < f->n_consents; i++) {
        const intake__consent *k = f->consents[i];
        table_cell(t, show_short(c, k->consent_id));
        table_cell(t, WORD(c, intake__consent_purpose, k->purpose));
        table_cell(t, *k->organization_name    ? k->organization_name
                      : k->organization_id.len ? show_short(c, k->organization_id)
                                               : "");
        table_cell(t, k->given_at ? show_brief(c, k->given_at) : "");
        if (k->withdrawn_at)
            table_paint(t, COLOUR_RED, pick(c, "retiré", "withdrawn"));
        else if (k->renewed_by.len)
            table_paint(t, COLOUR_DIM, pick(c, "remplacé", "renewed"));
        else
            table_cell(t, show_date(c, k->expires_on));
        table_cell(t, k->text_version);
        table_cell(t, items_text(c, k));
    }
    table_end(t);
}

/* "FULL: trois mois d'attente": the reason's name of the contract by its word, then what was added. */
static const char *show_answer_reason(struct cli *c, const char *text) {
    size_t len = strcspn(text, ":");
    const char *name = arena_printf(&c->arena, "%.*s", (int)len, text);
    const ProtobufCEnumValue *v = plain_enum_read(&notifications__decline_reason__descriptor, name);
    if (!v || !v->value) return text;
    const char *rest = text[len] ? text + len + 1 + strspn(text + len + 1, " ") : "";
    return phrase(c, "%s%s%s", "%s%s%s", WORD(c, notifications__decline_reason, v->value),
                  *rest ? pick(c, " : ", ": ") : "", rest);
}

/* "ACCEPTED, 2026-11-21T14:03:00Z, M. Roy": the state and the moment as people say them. */
static const char *show_noted(struct cli *c, const char *text) {
    char *rest = arena_text(&c->arena, text), *state = strsep(&rest, ","), *at = rest ? strsep(&rest, ",") : NULL;
    const ProtobufCEnumValue *v = plain_enum_read(&intake__referral_state__descriptor, state);
    int64_t ms;
    if (!v || !at || !plain_instant_read(at + strspn(at, " "), &ms)) return text;
    return phrase(c, "%s, %s%s%s", "%s, %s%s%s", WORD(c, intake__referral_state, v->value), show_ms(c, ms),
                  rest ? "," : "", rest ? rest : "");
}

/* Why what the partner was told no longer holds, and what of it is another one now. */
static void outdated_say(struct cli *c, const intake__referral *r) {
    struct joined differing = joined_new(c, ", ");
    if (!r->outdated) return;
    for (size_t i = 0; i < r->n_differs; i++) joined_add(&differing, WORD(c, intake__shared_item, r->differs[i]));
    const char *all = joined_text(&differing);
    say(c,
        "  %s : à revoir, %s%s%s. Ensuite : sippe referral cancel %s, ou sippe work settle %s --note CE QUI A ÉTÉ FAIT",
        "  %s: to look at, %s%s%s. Next: sippe referral cancel %s, or sippe work settle %s --note WHAT WAS DONE",
        show_short(c, r->referral_id), WORD(c, intake__outdated_because, r->outdated), *all ? pick(c, " : ", ": ") : "",
        all, show_short(c, r->referral_id), show_short(c, r->referral_id));
}

/* What was noted after a cancellation is below the table: it moves no state, and somebody should read it. */
static void referrals_show(struct cli *c, const intake__get_family_reply *f) {
    if (f->n_referrals) heading(c, "Références", "Referrals");
    struct table *t = table_new(c, "Id|~Service|~Organisme|~Besoin|État|Depuis|Échéance",
                                "Id|~Service|~Organisation|~Need|State|Since|Due");
    for (size_t i = 0; i < f->n_referrals; i++) {
        const intake__referral *r = f->referrals[i];
        table_cell(t, show_short(c, r->referral_id));
        table_cell(t, r->service_name);
        table_cell(t, r->organization_name);
        table_cell(t, WORD(c, sippe__need, r->need));
        table_paint(t, r->state == REFERRAL_STATE_FIRST_CONTACT ? COLOUR_GREEN : COLOUR_NONE,
                    WORD(c, intake__referral_state, r->state));
        table_cell(t, show_brief(c, r->changed_at ? r->changed_at : r->sent_at));
        table_paint(t, r->overdue ? COLOUR_RED : COLOUR_NONE,
                    r->overdue  ? phrase(c, "en retard (%s)", "overdue (%s)", show_date(c, r->due_on))
                    : r->due_on ? show_date(c, r->due_on)
                                : "");
    }
    table_end(t);
    for (size_t i = 0; i < f->n_referrals; i++) {
        const intake__referral *r = f->referrals[i];
        if (*r->answered_by)
            say(c, "  %s : réponse %s%s%s", "  %s: answered by %s%s%s", show_short(c, r->referral_id),
                of_name(c, r->answered_by), *r->answer_reason ? ", " : "", show_answer_reason(c, r->answer_reason));
        outdated_say(c, r);
        for (size_t j = 0; j < r->n_noted; j++)
            say(c, "  %s : noté après l'annulation : %s", "  %s: noted after the cancellation: %s",
                show_short(c, r->referral_id), show_noted(c, r->noted[j]));
    }
}

/* Of those families who were enrolled before it was asked, nothing. */
static void agreement_show(struct cli *c, const intake__enrolment *e) {
    const intake__agreement *said = e->n_agreements ? e->agreements[0] : NULL;
    if (said)
        field(c, "Participation", "Takes part",
              phrase(c, "%s (%s, %s, le %s)", "%s (%s, %s, on %s)", WORD(c, intake__agreement_answer, said->answer),
                     *said->given_by_name ? said->given_by_name : WORD(c, intake__consent_giver, said->given_by),
                     WORD(c, intake__consent_mode, said->mode), show_date(c, said->on)));
    if (e->agree_by)
        field(c, said ? "À régler avec elle" : "Accord à noter",
              said ? "To be settled with her" : "Agreement to be noted", show_date(c, e->agree_by));
}

static void aid_show(struct cli *c, const intake__enrolment *e) {
    const intake__aid *aid = e->n_aids ? e->aids[0] : NULL;
    if (!aid && !e->aid_on) return;
    field(c, "Aide aux mineures", "Aid for minors",
          !aid ? phrase(c, "à attester à partir du %s", "to be attested from %s on", show_date(c, e->aid_on))
               : phrase(c, "%s, le %s%s%s", "%s, on %s%s%s", WORD(c, intake__aid_outcome, aid->outcome),
                        show_date(c, aid->on), *aid->given_to ? pick(c, ", remise à ", ", given to ") : "",
                        aid->given_to));
}

/* The last enrolment, ended or not. */
static void enrolment_show(struct cli *c, const intake__enrolment *e) {
    if (!e || !e->state) return;
    heading(c, "Inscription aux SIPPE", "SIPPE enrolment");
    field(c, "État", "State", WORD(c, intake__enrolment_state, e->state));
    field(c, "Depuis", "Since", show_instant(c, e->enrolled_at));
    if (e->basis == ENROLMENT_BASIS_TAKEN_OVER || e->basis == ENROLMENT_BASIS_CHILD_FILE)
        field(c, "Repose sur", "Rests on", WORD(c, intake__enrolment_basis, e->basis));
    field(c, "Intervenante privilégiée", "Key worker", e->key_worker);
    if (e->first_visit_on) field(c, "Première visite", "First visit", show_date(c, e->first_visit_on));
    if (e->last_encounter_on) field(c, "Dernière rencontre", "Last met", show_date(c, e->last_encounter_on));
    field(c, "Visites faites", "Visits made", arena_printf(&c->arena, "%d", e->visits_done));
    if (e->programme_end_on && !e->end_reason)
        field(c, "Programme jusqu'au", "Programme until", show_date(c, e->programme_end_on));
    field(c, "Fin", "End", WORD(c, intake__end_reason, e->end_reason));
    if (e->state == ENROLMENT_STATE_SUSPENDED)
        field(c, "Suspendu", "Suspended",
              phrase(c, "depuis le %s (%s), à revoir le %s", "since %s (%s), to be looked at again on %s",
                     show_date(c, e->suspended_on), WORD(c, intake__suspension_reason, e->suspension),
                     show_date(c, e->review_on)));
    agreement_show(c, e);
    aid_show(c, e);
    if (e->visit_to_place_at)
        say(c, "  La visite convenue pour %s n'a pas pu être inscrite : %s",
            "  The visit agreed for %s could not be booked: %s", show_instant(c, e->visit_to_place_at),
            pick(c, reason_info((int)e->visit_not_placed)->fr, reason_info((int)e->visit_not_placed)->en));
}

static void taken_over_show(struct cli *c, const intake__taken_over *t) {
    if (!t) return;
    heading(c, "Reprise d'un suivi en cours", "Taken over, already followed");
    field(c, "Feuille", "Sheet",
          phrase(c, "%s, référence %s", "%s, reference %s", show_short(c, t->batch_id), t->reference));
    field(c, "Reprise le", "Taken over on", show_date(c, t->on));
    field(c, "Suivie depuis", "Followed since", show_date(c, t->followed_since));
    if (t->last_visit_on) field(c, "Dernière visite avant", "Last visit before", show_date(c, t->last_visit_on));
    if (t->agreed_by) field(c, "Accord", "Agreement", takeover_agreed_text(c, t->agreed_by, t->agreed_on));
    field(c, "Enfants", "Children", takeover_children_text(c, t->children, t->n_children));
    if (t->undone_at)
        say(c, "  Annulée le %s : %s", "  Taken back on %s: %s", show_instant(c, t->undone_at), t->undone_reason);
}

/* Where the child was before stands in no file but that one (sippe person files). */
static void child_file_show(struct cli *c, const intake__child_file *own) {
    if (!own) return;
    heading(c, "Dossier propre d'un enfant", "A child's own file");
    field(c, "Y vit depuis", "Lives there since", show_date(c, own->since));
    field(c, "Décide pour l'enfant", "Decides for the child", WORD(c, intake__consent_giver, own->decides));
    if (own->followed)
        field(c, "Suivi avant", "Followed before",
              *own->key_worker ? phrase(c, "oui, par %s", "yes, by %s", own->key_worker) : pick(c, "oui", "yes"));
    if (own->ended_at)
        say(c, "  %s le %s.", "  %s on %s.",
            own->in_error ? pick(c, "Ouvert par erreur, fermé", "Opened in error, closed")
                          : pick(c, "L'enfant est reparti; noté", "The child has gone back; recorded"),
            show_instant(c, own->ended_at));
}

/* What she asked for: read before anybody dials. */
static void asked_show(struct cli *c, const intake__get_family_reply *f) {
    struct joined needs = joined_new(c, ", ");
    for (size_t i = 0; i < f->n_needs; i++) joined_add(&needs, WORD(c, sippe__need, f->needs[i]));
    if (f->restriction_requested == YES_NO_YES)
        field(c, "Restriction demandée", "Restriction asked for",
              paint(c, COLOUR_YELLOW,
                    phrase(c, "oui : sippe family restrict %s", "yes: sippe family restrict %s", f->number)));
    field(c, "Besoins", "Needs", joined_text(&needs));
}

static void person_show(struct cli *c, const intake__get_family_reply *f) {
    field(c, "Naissance", "Birth date", show_date(c, f->birth_date));
    contact_show(c, f->contact);
    asked_show(c, f);
    if (f->due_date) field(c, "Date prévue", "Due date", show_date(c, f->due_date));
    if (f->child_birth_date) field(c, "Enfant né le", "Child born on", show_date(c, f->child_birth_date));
    kin_brief(c, f->kin);
    field(c, "CLSC", "CLSC", f->clsc_code);
    if (f->n_notes)
        field(c, "Notes", "Notes",
              phrase(c, "%s : sippe note list %s", "%s: sippe note list %s",
                     counted(c, (uint64_t)f->n_notes, "note", "note"), f->number));
    if (f->safety_note)
        field(
            c, "Note de sécurité", "Safety note",
            paint(c, COLOUR_YELLOW,
                  phrase(c, "il y en a une : sippe safety show %s", "there is one: sippe safety show %s", f->number)));
}

static void withheld_show(struct cli *c, const intake__get_family_reply *f) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < f->n_withheld; i++) joined_add(&all, WORD(c, node__shows, f->withheld[i]));
    if (!f->n_withheld) return;
    say(c, "  Réservé aux personnes qui suivent la famille : %s.", "  For those who follow the family: %s.",
        joined_text(&all));
    say(c, "  Au besoin : sippe family open %s --reason MOTIF", "  If you must: sippe family open %s --reason REASON",
        f->number);
}

static int show_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (c->json) return print_json(c, &f->base);
    say(c, "Famille %s : %s   (%s)", "Family %s: %s   (%s)", f->number, show_name(c, f->name),
        show_hex(c, f->family_id));
    if (f->merged_into.len)
        say(c, "  Réunie à la famille %s.", "  Merged into family %s.",
            *f->merged_number ? f->merged_number : show_hex(c, f->merged_into));
    withheld_show(c, f);
    person_show(c, f);
    urgents_show(c, f->urgent, f->n_urgent);
    clocks_show(c, f->clocks, f->n_clocks);
    enrolment_show(c, f->enrolment);
    taken_over_show(c, f->taken_over);
    child_file_show(c, f->child_file);
    moves_show(c, f->moves, f->n_moves);
    if (f->n_screenings) heading(c, "Évaluations", "Screenings");
    struct table *t = table_new(c, "Id|Reçue|État|~Proposée|~Décidée", "Id|Received|State|~Proposed|~Decided");
    for (size_t i = 0; i < f->n_screenings; i++) {
        const intake__screening_summary *s = f->screenings[i];
        table_cell(t, show_short(c, s->screening_id));
        table_cell(t, show_brief(c, s->submitted_at));
        table_cell(t, WORD(c, intake__screening_state, s->state));
        table_cell(t, WORD(c, intake__route, s->proposed_route));
        table_cell(t, WORD(c, intake__route, s->decided_route));
    }
    table_end(t);
    if (f->n_calls) heading(c, "Derniers appels", "Last calls");
    calls_show(c, f->calls, f->n_calls);
    consents_show(c, f);
    referrals_show(c, f);
    if (f->n_next) heading(c, "À faire", "To do");
    work_show(c, f->next, f->n_next);
    return CLI_DONE;
}

static const struct option find_options[] = {
    {"phone", OPTION_TEXT, 0, "phone", NULL, NULL, "par le téléphone", "by phone"},
    {"born", OPTION_DATE, 0, "birth_date", NULL, NULL, "par la date de naissance", "by birth date"},
    {"number", OPTION_TEXT, 0, "number", NULL, NULL, "par le numéro de la famille", "by the family's number"},
    {"reference", OPTION_TEXT, 0, "reference", NULL, NULL, "par la référence locale d'un appel",
     "by the local reference of a call"},
    OPTION_LIMIT,
    OPTION_AFTER,
};
const struct command family_commands[] = {
    {.noun = "family",
     .verb = "find",
     .fr = "chercher une famille",
     .en = "look for a family",
     .more_fr =
         "QUOI : un nom, un téléphone, une date de naissance, un numéro de famille ou une référence locale, comme "
         "on s'en souvient : « 438 555-0177 », « nguessan 1998-05-16 », « N-0001 ».",
     .more_en = "WHAT: a name, a phone, a birth date, a family's number or a local reference, as one remembers it: "
                "\"438 555-0177\", \"nguessan 1998-05-16\", \"N-0001\".",
     .operands = {{.kind = OPERAND_TEXT, .fr = "QUOI", .en = "WHAT", .optional = true, .many = true}},
     OPTIONS(find_options),
     .run = find_run},
    {.noun = "family",
     .verb = "show",
     .fr = "le dossier d'une famille",
     .en = "a family's file",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = show_run},
};
COMMANDS_END(family);
