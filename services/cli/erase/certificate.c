/* The certificate of an erasure, as it is put into a binder: what was done, by whom, and what is still out there. */
#include "cli/erase/erase.h"
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static void rule_line(struct cli *c) {
    for (int i = 0; i < SHEET_WIDTH; i++) fputc('-', c->out);
    fputc('\n', c->out);
}

/* As of a program that reads its notices it is known that it was told, and of a person when. */
static const char *holder_text(struct cli *c, const intake__erasure_holder *h) {
    const char *name = *h->organization_name ? h->organization_name : show_short(c, h->organization_id);
    if (h->given_up)
        return phrase(c, "%s (le %s) : n'a pas pu être prévenu", "%s (on %s): could not be told", name,
                      show_date(c, h->shared_on));
    if (!h->told_on)
        return phrase(c, "%s (le %s) : prévenu par son programme", "%s (on %s): told by its program", name,
                      show_date(c, h->shared_on));
    return phrase(c, "%s (le %s) : prévenu le %s", "%s (on %s): told on %s", name, show_date(c, h->shared_on),
                  show_date(c, h->told_on));
}

static const char *answer_text(struct cli *c, const intake__erasure_answer *a) {
    if (!a->answered_at) return pick(c, "pas encore répondu", "not answered yet");
    if (!a->rewrapped_at)
        return phrase(c, "effacé le %s; clés à réenvelopper", "erased on %s; keys to be wrapped anew",
                      show_instant(c, a->answered_at));
    return phrase(c, "effacé le %s; clés réenveloppées le %s", "erased on %s; keys wrapped anew on %s",
                  show_instant(c, a->answered_at), show_instant(c, a->rewrapped_at));
}

static void acts(struct cli *c, const intake__erasure *e) {
    field(c, "Attestation", "Certificate", show_hex(c, e->erasure_id));
    field(c, "Famille numéro", "Family number", e->number);
    for (size_t i = 0; i < e->n_merged_numbers; i++) field(c, "Numéro réuni", "Merged number", e->merged_numbers[i]);
    field(c, "Motif", "Reason", *e->rule_fr ? pick(c, e->rule_fr, *e->rule_en ? e->rule_en : e->rule_fr) : e->rule);
    field(c, "Règle", "Rule", e->rule);
    field(c, "Proposée", "Proposed",
          phrase(c, "%s, par %s", "%s, by %s", show_instant(c, e->proposed_at), show_who(e->proposed_by)));
    field(c, "Confirmée", "Confirmed",
          phrase(c, "%s, par %s", "%s, by %s", show_instant(c, e->confirmed_at), show_who(e->confirmed_by)));
}

/* What no daemon can say. */
static void outside(struct cli *c) {
    paragraph(
        c,
        pick(c,
             "Ce système ne peut pas effacer ce qui est dehors : feuilles imprimées, fichiers et files d'attente des "
             "postes, copies des bases emportées ailleurs, bases mises de côté par une restauration. sippe erase "
             "report nomme celles de cette machine; les autres sont à chercher à la main.",
             "This system cannot erase what is outside of it: printed sheets, desks' files and spools, copies of "
             "the stores that were taken elsewhere, stores that a restore has put aside. sippe erase report names "
             "those of this machine; the others are to be looked for by hand."),
        2, SHEET_WIDTH);
}

static void finality(struct cli *c, const intake__erasure *e) {
    if (e->state == ERASURE_STATE_FINAL)
        say(c, "  DÉFINITIVE depuis le %s : les anciens fichiers de clés sont détruits (%s).",
            "  FINAL since %s: the older key files are destroyed (%s).", show_instant(c, e->final_at),
            show_who(e->final_by_member));
    else
        say(c,
            "  PROVISOIRE : une ancienne copie et un ancien fichier de clés l'ouvriraient encore. À faire pour le "
            "%s%s.",
            "  PROVISIONAL: an older copy and an older key file would still open it. To be done by %s%s.",
            show_date(c, e->final_by), e->overdue ? pick(c, " (EN RETARD)", " (OVERDUE)") : "");
}

static void sheet_once(struct cli *c, const intake__erasure *e) {
    rule_line(c);
    say(c, "ATTESTATION DE DESTRUCTION", "CERTIFICATE OF ERASURE");
    rule_line(c);
    acts(c, e);
    fputc('\n', c->out);
    for (size_t i = 0; i < e->n_answers; i++)
        field(c, e->answers[i]->daemon, e->answers[i]->daemon, answer_text(c, e->answers[i]));
    if (e->n_holders) heading(c, "Détenaient quelque chose d'elle", "Held something of her");
    for (size_t i = 0; i < e->n_holders; i++) say(c, "  - %s", "  - %s", holder_text(c, e->holders[i]));
    fputc('\n', c->out);
    outside(c);
    fputc('\n', c->out);
    finality(c, e);
}

void certificate_sheet(struct cli *c, const intake__erasure *e) {
    enum language language = c->language;
    c->width = SHEET_WIDTH;
    c->language = FRENCH;
    sheet_once(c, e);
    fputc('\n', c->out);
    c->language = ENGLISH;
    sheet_once(c, e);
    rule_line(c);
    c->language = language;
    c->width = 0;
}
