/* Links of notices and the browsers that organisations are known by, for whoever refers. */
#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/cmd/notice.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* Of the notice that the first operand names; NULL after saying why not. */
static void *ask_of(struct cli *c, const struct notice_question *q, const ProtobufCMessageDescriptor *reply) {
    ProtobufCBinaryData id;
    if (!notice_named(c, operand(c, 0), &id)) return NULL;
    sippe__reply *answer = notice_ask(c, id, q);
    return answer ? session_body(c, DAEMON_NOTIFICATIONS, answer, reply) : NULL;
}

/* ---- links ---- */

static int link_run(struct cli *c) {
    notifications__make_link_request *r = NEW(&c->arena, notifications__make_link_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (r->channel == LINK_CHANNEL_UNSPECIFIED) r->channel = LINK_CHANNEL_SHEET;
    notifications__make_link_reply *done =
        ask_of(c, &(struct notice_question){"notifications.MakeLink", &r->base, &r->referral_id, &r->notice_id},
               &notifications__make_link_reply__descriptor);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s", "%s", done->link);
    say(c, "Valable jusqu'au %s. Celui d'avant, par le même moyen, n'ouvre plus rien.",
        "Good until %s. The one before, over the same way, opens nothing any more.", show_instant(c, done->until));
    return CLI_DONE;
}

static notifications__list_links_reply *links_of(struct cli *c) {
    notifications__list_links_request *r = NEW(&c->arena, notifications__list_links_request);
    return ask_of(c, &(struct notice_question){"notifications.ListLinks", &r->base, &r->referral_id, &r->notice_id},
                  &notifications__list_links_reply__descriptor);
}

static int links_run(struct cli *c) {
    notifications__list_links_reply *all = links_of(c);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    struct table *t = table_new(c, "Lien|Par|État|Fait|Jusqu'au|Ouvert", "Link|Over|State|Made|Until|Opened");
    for (size_t i = 0; i < all->n_links; i++) {
        const notifications__link *l = all->links[i];
        bool ended = l->standing == LINK_STANDING_ENDED;
        table_cell(t, arena_printf(&c->arena, "%d", l->number));
        table_cell(t, WORD(c, notifications__link_channel, l->channel));
        table_paint(t, ended ? COLOUR_DIM : COLOUR_GREEN, WORD(c, notifications__link_standing, l->standing));
        table_cell(t, show_brief(c, l->made_at));
        table_cell(t, show_brief(c, l->until));
        table_cell(t, l->read_at ? show_brief(c, l->read_at) : pick(c, "jamais", "never"));
    }
    table_end(t);
    if (!all->n_links) say(c, "Aucun lien.", "No link.");
    return CLI_DONE;
}

static int end_link_run(struct cli *c) {
    notifications__list_links_reply *all = links_of(c);
    notifications__end_link_request *r = NEW(&c->arena, notifications__end_link_request);
    if (!all) return c->exit;
    for (size_t i = 0; i < all->n_links; i++)
        if (strcmp(arena_printf(&c->arena, "%d", all->links[i]->number), operand(c, 1)) == 0)
            r->link_id = all->links[i]->link_id;
    if (!r->link_id.len)
        return stop(c, CLI_REFUSED, "Cet avis n'a pas de lien %s. La liste : sippe notices links",
                    "This notice has no link %s. The list: sippe notices links", operand(c, 1));
    notifications__end_link_reply *done = CALL(c, r, notifications__end_link_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Lien retiré : il n'ouvre plus rien.", "Link ended: it opens nothing any more.");
    return CLI_DONE;
}

/* ---- browsers ---- */

static int code_run(struct cli *c) {
    notifications__make_browser_code_request *r = NEW(&c->arena, notifications__make_browser_code_request);
    notifications__make_browser_code_reply *done =
        ask_of(c, &(struct notice_question){"notifications.MakeBrowserCode", &r->base, &r->referral_id, &r->notice_id},
               &notifications__make_browser_code_reply__descriptor);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Code : %.3s %s", "Code: %.3s %s", done->code, strlen(done->code) > 3 ? done->code + 3 : "");
    say(c, "Appelez %s au %s, le numéro du répertoire, et lisez-le. Il sert une fois, jusqu'à %s.",
        "Call %s at %s, the directory's number, and read it out. It is used once, until %s.", done->organization_name,
        show_phone(c, done->organization_phone), show_instant(c, done->until));
    return CLI_DONE;
}

static int browsers_run(struct cli *c) {
    notifications__list_browsers_request *r = NEW(&c->arena, notifications__list_browsers_request);
    const char *organization = arg_text(c, "organization");
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (organization && !whole_id(c, organization, &r->organization_id) &&
        !lookup_organization(c, organization, &r->organization_id, NULL))
        return c->exit;
    notifications__list_browsers_reply *all = PAGES(c, r, notifications__list_browsers_reply);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    struct table *t = table_new(c, "Navigateur|~Organisme|~Poste|Connu par|Depuis|Jusqu'au",
                                "Browser|~Organisation|~Station|Known by|Since|Until");
    for (size_t i = 0; i < all->n_browsers; i++) {
        const notifications__browser *b = all->browsers[i];
        table_cell(t, show_short(c, b->known_id));
        table_cell(t, b->organization_name);
        table_cell(t, b->place);
        table_cell(t, WORD(c, notifications__browser_way, b->way));
        table_cell(t, show_brief(c, b->known_at));
        table_cell(t, show_brief(c, b->until));
    }
    table_end(t);
    if (!all->n_browsers) say(c, "Aucun navigateur connu.", "No browser is known.");
    pages_more(c, all->next);
    return CLI_DONE;
}

/* By the first digits of its id, among all that are known now. NULL after saying that it is not one. */
static const notifications__browser *browser_of(struct cli *c, const char *digits) {
    const notifications__browser *found = NULL;
    size_t n = 0;
    notifications__list_browsers_request *r = NEW(&c->arena, notifications__list_browsers_request);
    while (prefix_is(digits)) {
        notifications__list_browsers_reply *page = CALL(c, r, notifications__list_browsers_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_browsers; i++) {
            if (!prefix_fits(digits, page->browsers[i]->known_id)) continue;
            found = page->browsers[i];
            n++;
        }
        r->after = page->next;
        if (!page->next.len) break;
    }
    if (n == 1) return found;
    stop(c, CLI_REFUSED, "« %s » ne désigne pas un seul navigateur. La liste : sippe notices browsers",
         "\"%s\" is not one browser. The list: sippe notices browsers", digits);
    return NULL;
}

static int end_browser_run(struct cli *c) {
    notifications__end_browser_request *r = NEW(&c->arena, notifications__end_browser_request);
    const notifications__browser *b = browser_of(c, operand(c, 0));
    if (!b) return c->exit;
    r->known_id = b->known_id;
    notifications__end_browser_reply *done = CALL(c, r, notifications__end_browser_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s ne connaît plus ce navigateur (%s) : il faut de nouveau un code.",
        "%s knows this browser (%s) no more: a code is needed again.", b->organization_name, b->place);
    return CLI_DONE;
}

#define NOTICE                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "RÉFÉRENCE|AVIS", .en = "REFERRAL|NOTICE" }

static const struct option link_options[] = {
    {"channel", OPTION_CHOICE, 0, "channel", NULL, &notifications__link_channel__descriptor,
     "sur la feuille (sinon), ou dans un courriel que vous écrivez",
     "on the sheet (else), or in a mail that you write"},
};
static const struct option browsers_options[] = {
    {"organization", OPTION_TEXT, 0, NULL, NULL, NULL, "ceux de cet organisme", "those of this organisation"},
    OPTION_LIMIT,
    OPTION_AFTER,
};

const struct command notice_link_commands[] = {
    {.noun = "notices",
     .verb = "link",
     .fr = "faire un lien qui ouvre l'avis dans un navigateur",
     .en = "make a link that opens the notice in a browser",
     .more_fr =
         "Celui d'avant, par le même moyen, n'ouvre plus rien; celui de l'autre moyen reste. Rien de personnel ne "
         "s'ouvre avant que le navigateur soit connu de l'organisme.",
     .more_en = "The one before, over the same way, opens nothing any more; that of the other way stays. Nothing "
                "personal opens before the organisation is known by that browser.",
     .operands = {NOTICE},
     OPTIONS(link_options),
     .run = link_run},
    {.noun = "notices",
     .verb = "links",
     .fr = "les liens d'un avis, et s'ils ont été ouverts",
     .en = "a notice's links, and whether they were opened",
     .operands = {NOTICE},
     .run = links_run},
    {.noun = "notices",
     .verb = "end-link",
     .fr = "retirer un lien",
     .en = "end a link",
     .operands = {NOTICE, {.kind = OPERAND_TEXT, .fr = "LIEN", .en = "LINK"}},
     .run = end_link_run},
    {.noun = "notices",
     .verb = "code",
     .fr = "un code de six chiffres à lire au téléphone, pour que le navigateur de l'organisme soit connu",
     .en = "six digits to read out by telephone, so that the organisation's browser becomes known",
     .operands = {NOTICE},
     .run = code_run},
    {.noun = "notices",
     .verb = "browsers",
     .fr = "les navigateurs connus des organismes",
     .en = "the browsers that organisations are known by",
     OPTIONS(browsers_options),
     .run = browsers_run},
    {.noun = "notices",
     .verb = "end-browser",
     .fr = "oublier un navigateur, perdu ou partagé",
     .en = "forget a browser, lost or shared",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NAVIGATEUR", .en = "BROWSER"}},
     .run = end_browser_run},
};
COMMANDS_END(notice_link);
