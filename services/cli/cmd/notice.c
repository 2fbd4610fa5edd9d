/* Notices as a partner or a coordinator reads them. notice_watch.c follows the stream, notice_sheet.c prints for
 * partners without a program, answer.c answers. */
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/cmd/notice.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/out/save.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

/* What the consent does not cover is not there, and its line is left out: no line is no answer, not "none". */
void notice_content_show(struct cli *c, const notifications__notice_content *k) {
    if (!k) return;
    const char *name =
        arena_printf(&c->arena, "%s%s%s", k->given_name, *k->given_name && *k->family_name ? " " : "", k->family_name);
    field(c, "Qui", "Who", name);
    field(c, "Téléphone", "Phone", show_phone_of(c, k->phone, k->phone_extension));
    field(c, "Message possible", "May leave a message", show_safe_message(c, k->safe_to_leave_message));
    field(c, "Heures sûres", "Safe hours", k->safe_contact_hours);
    field(c, "Courriel", "E-mail", k->email);
    field(c, "Langue", "Language", show_language(c, k->language));
    field(c, "Secteur", "Area", k->postal_area);
    if (k->due_date) field(c, "Date prévue", "Due date", show_date(c, k->due_date));
    field(c, "Note", "Note", k->note);
}

void notice_show(struct cli *c, const notifications__notice *n) {
    say(c, "Avis %s : %s", "Notice %s: %s", show_hex(c, n->notice_id), WORD(c, notifications__notice_state, n->state));
    field(c, "Service", "Service", n->service_name);
    field(c, "Besoin", "Need", WORD(c, sippe__need, n->need));
    field(c, "Reçu", "Received", show_instant(c, n->issued_at));
    if (n->acknowledge_by && n->state != NOTICE_STATE_WITHDRAWN)
        field(c, "Accuser réception", "Acknowledge",
              phrase(c, "au plus tard le %s%s", "by %s%s", show_date(c, n->acknowledge_by),
                     n->overdue ? pick(c, " (en retard)", " (overdue)") : ""));
    notice_content_show(c, n->content);
    if (n->state == NOTICE_STATE_WITHDRAWN)
        say(c, "  Cet avis a été retiré : n'agissez plus, et détruisez ce que vous avez noté.",
            "  This notice was withdrawn: do not act on it, and destroy what you wrote down.");
    field(c, "Répondu par", "Answered by", n->answered_by);
    field(c, "Motif", "Reason", WORD(c, notifications__decline_reason, n->decline_reason));
    field(c, "Mot", "Note", n->note);
    if (n->first_contact_on) field(c, "Premier contact", "First contact", show_date(c, n->first_contact_on));
    field(c, "Questions", "Questions", arena_printf(&c->arena, "%s, %s", n->clsc_name, show_phone(c, n->clsc_phone)));
}

/* Open ones unless --all: a partner's list is what it still has to do. */
static int list_run(struct cli *c) {
    notifications__list_notices_request *r = NEW(&c->arena, notifications__list_notices_request);
    const char *organization = arg_text(c, "organization");
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->open_only = !arg_flag(c, "all");
    if (organization && !whole_id(c, organization, &r->organization_id) &&
        !lookup_organization(c, organization, &r->organization_id, NULL))
        return c->exit;
    notifications__list_notices_reply *list = PAGES(c, r, notifications__list_notices_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Avis|Reçu|~Service|~Besoin|~Qui|État|Répondre avant",
                                "Notice|Received|~Service|~Need|~Who|State|Answer by");
    for (size_t i = 0; i < list->n_notices; i++) {
        const notifications__notice *n = list->notices[i];
        table_cell(t, show_short(c, n->notice_id));
        table_cell(t, show_brief(c, n->issued_at));
        table_cell(t, n->service_name);
        table_cell(t, WORD(c, sippe__need, n->need));
        table_cell(t, n->content ? n->content->given_name : "");
        table_paint(t, n->state == NOTICE_STATE_ISSUED ? COLOUR_BOLD : COLOUR_NONE,
                    WORD(c, notifications__notice_state, n->state));
        table_paint(t, n->overdue ? COLOUR_RED : COLOUR_NONE,
                    n->state == NOTICE_STATE_ISSUED ? show_date(c, n->acknowledge_by) : "");
    }
    table_end(t);
    if (list->n_notices == 0) say(c, "Aucun avis.", "No notice.");
    pages_more(c, list->next);
    return CLI_DONE;
}

/* By its whole id directly; a prefix is looked for in the list. */
static int show_run(struct cli *c) {
    ProtobufCBinaryData id;
    notifications__notice *n;
    if (whole_id(c, operand(c, 0), &id)) {
        notifications__get_notice_request *r = NEW(&c->arena, notifications__get_notice_request);
        r->notice_id = id;
        notifications__get_notice_reply *one = CALL(c, r, notifications__get_notice_reply);
        n = one ? one->notice : NULL;
    } else
        n = lookup_notice(c, operand(c, 0));
    if (!n) return fail_hollow(c, c->exit ? NULL : c);
    if (c->json) return print_json(c, &n->base);
    notice_show(c, n);
    return CLI_DONE;
}

static const struct option watch_options[] = {
    {"once", OPTION_FLAG, 0, NULL, NULL, NULL, "lire ce qui est là et s'arrêter", "read what is there and stop"},
    {"from-start", OPTION_FLAG, 0, NULL, NULL, NULL, "relire depuis le début", "read again from the beginning"},
};
static const struct option list_options[] = {
    {"all", OPTION_FLAG, 0, NULL, NULL, NULL, "les avis clos aussi", "closed notices too"},
    {"organization", OPTION_TEXT, 0, NULL, NULL, NULL, "ceux de cet organisme (coordination)",
     "those of this organisation (coordinators)"},
    OPTION_LIMIT,
    OPTION_AFTER,
};
static const struct option print_options[] = {
    {"html", OPTION_FILE, 0, NULL, NULL, NULL, "une page à imprimer ou à télécopier, dans ce fichier",
     "a page to print or fax, into this file"},
    OPTION_FORCE,
};

const struct command notice_commands[] = {
    {.noun = "notices",
     .verb = "watch",
     .fr = "recevoir les avis dès qu'ils arrivent",
     .en = "receive notices as they come",
     .more_fr = "L'endroit où la lecture s'est arrêtée est gardé après chaque avis montré : après une absence, rien ne "
                "manque.",
     .more_en =
         "Where the reading stopped is kept after each notice that was shown: after an absence nothing is missed.",
     OPTIONS(watch_options),
     .run = notice_watch_run},
    {.noun = "notices",
     .verb = "list",
     .fr = "les avis ouverts",
     .en = "the open notices",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "notices",
     .verb = "show",
     .fr = "un avis",
     .en = "a notice",
     .operands = {{.kind = OPERAND_TEXT, .fr = "AVIS", .en = "NOTICE"}},
     .run = show_run},
    {.noun = "notices",
     .verb = "print",
     .fr = "la feuille à imprimer pour un organisme, avec le code de réponse (accueil)",
     .en = "the sheet to print for an organisation, with the answer code (desk)",
     .operands = {{.kind = OPERAND_TEXT, .fr = "RÉFÉRENCE|AVIS", .en = "REFERRAL|NOTICE"}},
     OPTIONS(print_options),
     .run = notice_print_run},
};
COMMANDS_END(notice);
