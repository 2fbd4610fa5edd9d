/* Holds: nothing of a family is destroyed while one stands. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/erase/erase.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

void holds_show(struct cli *c, intake__hold *const *holds, size_t n) {
    struct table *t = table_new(c, "Id|Famille|Suspension|Depuis|Par|~Raison", "Id|Family|Hold|Since|By|~Reason");
    for (size_t i = 0; i < n; i++) {
        table_cell(t, show_short(c, holds[i]->hold_id));
        table_paint(t, COLOUR_BOLD, holds[i]->family_number);
        table_cell(t, WORD(c, intake__hold_kind, holds[i]->kind));
        table_cell(t, show_brief(c, holds[i]->put_at));
        table_cell(t, show_who(holds[i]->put_by));
        table_cell(t, holds[i]->reason);
    }
    table_end(t);
}

bool warden_family_id(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    if (whole_id(c, text, id)) return true;
    if (session_role(c) != ROLE_PRIVACY) return lookup_family_id(c, text, id, NULL);
    intake__identify_family_request *r = NEW(&c->arena, intake__identify_family_request);
    if (!family_number_check(c, text)) return false;
    r->number = text;
    intake__identify_family_reply *f = CALL(c, r, intake__identify_family_reply);
    if (f) *id = f->family_id;
    return f != NULL;
}

static int put_run(struct cli *c) {
    intake__put_hold_request *r = NEW(&c->arena, intake__put_hold_request);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = request_set(c, &r->base, "kind", operand(c, 1), pick(c, "SORTE", "KIND"));
    if (rc) return rc;
    if (!warden_family_id(c, operand(c, 0), &r->family_id)) return c->exit;
    intake__put_hold_reply *done = CALL(c, r, intake__put_hold_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Suspension %s notée pour la famille %s : rien d'elle n'est détruit tant qu'elle n'est pas levée.",
        "Hold %s recorded for family %s: nothing of her is destroyed until it is lifted.", show_short(c, done->hold_id),
        operand(c, 0));
    return CLI_DONE;
}

static int lift_run(struct cli *c) {
    intake__lift_hold_request *r = NEW(&c->arena, intake__lift_hold_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__hold *h = lookup_hold(c, operand(c, 0));
    if (!h) return c->exit;
    r->hold_id = h->hold_id;
    r->version = h->version;
    intake__lift_hold_reply *done = CALL(c, r, intake__lift_hold_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Suspension levée, famille %s.", "Hold lifted, family %s.", h->family_number);
    return CLI_DONE;
}

static const struct option put_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi (numéro de dossier, demande)",
     "why (number of the case, request)"},
};
static const struct option lift_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi elle n'est plus", "why it is over"},
};

const struct command hold_commands[] = {
    {.noun = "hold",
     .verb = "put",
     .fr = "suspendre toute destruction du dossier d'une famille",
     .en = "keep a family's file from being erased",
     .more_fr = "Coordination, responsable de l'accès. La suspension fait partie du dossier et disparaît avec lui.",
     .more_en = "Coordinator, privacy officer. The hold is part of the file and goes with it.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_CHOICE, .fr = "SORTE", .en = "KIND", .choices = &intake__hold_kind__descriptor}},
     OPTIONS(put_options),
     .run = put_run},
    {.noun = "hold",
     .verb = "lift",
     .fr = "lever une suspension",
     .en = "lift a hold",
     .operands = {{.kind = OPERAND_TEXT, .fr = "SUSPENSION", .en = "HOLD"}},
     OPTIONS(lift_options),
     .run = lift_run},
};
COMMANDS_END(hold);
