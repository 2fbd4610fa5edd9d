/* Ways in through the gateway: which there are, and ending one. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/members.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"

/* Prefixes are looked for among so many, the newest: a table shows the id, and JSON all of it. */
enum { SEARCHED_MAX = 2000 };

static const char *whose(struct cli *c, const intake__login *l) {
    struct joined names = joined_new(c, ", ");
    for (size_t i = 0; i < l->n_members; i++) joined_add(&names, show_who(l->members[i]));
    return joined_text(&names);
}

static enum colour colour_of(intake__login_state state) {
    if (state == LOGIN_STATE_OPEN) return COLOUR_GREEN;
    return state == LOGIN_STATE_WAITING ? COLOUR_YELLOW : COLOUR_DIM;
}

static const char *state_text(struct cli *c, const intake__login *l) {
    const char *is = WORD(c, intake__login_state, l->state);
    if (l->state != LOGIN_STATE_ENDED) return is;
    return phrase(c, "%s %s, %s", "%s %s, %s", is, show_brief(c, l->ended_at), show_who(l->ended_by));
}

static void logins_show(struct cli *c, intake__login *const *list, size_t n) {
    struct table *t = table_new(c, "Accès|Sorte|État|~De|~Étiquette|Donné|~Par|Jusqu'au|Dernier usage",
                                "Way in|Kind|State|~Of|~Label|Given|~By|Until|Last used");
    for (size_t i = 0; i < n; i++) {
        const intake__login *l = list[i];
        table_cell(t, show_short(c, l->login_id));
        table_cell(t, WORD(c, intake__login_kind, l->kind));
        table_paint(t, colour_of(l->state), state_text(c, l));
        table_paint(t, COLOUR_BOLD, whose(c, l));
        table_cell(t, l->label);
        table_cell(t, show_brief(c, l->made_at));
        table_cell(t, show_who(l->made_by));
        table_cell(t, show_brief(c, l->until));
        table_cell(t, l->last_used_at ? show_brief(c, l->last_used_at) : pick(c, "jamais", "never"));
    }
    table_end(t);
}

static int list_run(struct cli *c) {
    intake__list_logins_request *r = NEW(&c->arena, intake__list_logins_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__member *m = operand(c, 0) ? member_of(c, operand(c, 0)) : NULL;
    if (operand(c, 0) && !m) return c->exit;
    if (m) r->member_id = m->id;
    intake__list_logins_reply *all = PAGES(c, r, intake__list_logins_reply);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    logins_show(c, all->logins, all->n_logins);
    if (!all->n_logins) say(c, "Aucun accès par la passerelle.", "No way in through the gateway.");
    pages_more(c, all->next);
    return CLI_DONE;
}

/* ---- ended ---- */

/* By the first digits of its id. NULL after saying that there is none, or that there are several. */
static const intake__login *login_of(struct cli *c, const char *digits) {
    const intake__login *found = NULL;
    size_t n = 0, seen = 0;
    intake__list_logins_request *r = NEW(&c->arena, intake__list_logins_request);
    while (prefix_is(digits) && seen < SEARCHED_MAX) {
        intake__list_logins_reply *page = CALL(c, r, intake__list_logins_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_logins; i++) {
            if (!prefix_fits(digits, page->logins[i]->login_id)) continue;
            found = page->logins[i];
            n++;
        }
        seen += page->n_logins;
        r->after = page->next;
        if (!page->next.len || !page->n_logins) break;
    }
    if (n == 1) return found;
    stop(c, CLI_REFUSED, "« %s » ne désigne pas un seul accès. La liste : sippe people logins",
         "\"%s\" is not one way in. The list: sippe people logins", digits);
    return NULL;
}

static int unbind_run(struct cli *c) {
    intake__end_login_request *r = NEW(&c->arena, intake__end_login_request);
    const intake__login *l = login_of(c, operand(c, 0));
    if (!l) return c->exit;
    if (l->state == LOGIN_STATE_ENDED)
        return stop(c, CLI_REFUSED, "Cet accès est déjà retiré.", "This way in was ended already.");
    r->login_id = l->login_id;
    intake__end_login_reply *done = CALL(c, r, intake__end_login_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Accès retiré (%s, %s) : il n'ouvre plus rien. Pour en donner un autre : sippe people invite %s",
        "Way in ended (%s, %s): it opens nothing any more. To give another one: sippe people invite %s",
        WORD(c, intake__login_kind, l->kind), whose(c, l), l->n_members ? l->members[0] : pick(c, "NOM", "NAME"));
    return CLI_DONE;
}

static const struct option list_options[] = {OPTION_LIMIT, OPTION_AFTER};

const struct command login_commands[] = {
    {.noun = "people",
     .verb = "logins",
     .fr = "les accès par la passerelle : les siens, ou ceux de tous",
     .en = "ways in through the gateway: one's own, or everybody's",
     .more_fr = "Chacun voit les siens; la coordination et l'exploitation les voient tous.",
     .more_en = "Everybody sees her own; coordinators and operations see them all.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME", .optional = true}},
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "people",
     .verb = "unbind",
     .fr = "retirer un accès, pour toujours",
     .en = "end a way in, for good",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ACCÈS", .en = "WAY-IN"}},
     .run = unbind_run},
};
COMMANDS_END(login);
