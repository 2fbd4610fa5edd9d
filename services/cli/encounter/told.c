/* What a family was told by a person: that nobody comes, because her follow-up has ended. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"

static int told_run(struct cli *c) {
    scheduling__family_visits_request *of = NEW(&c->arena, scheduling__family_visits_request);
    if (!lookup_family_id(c, operand(c, 0), &of->family_id, NULL)) return c->exit;
    scheduling__family_visits_reply *v = CALL(c, of, scheduling__family_visits_reply);
    scheduling__record_family_told_request *r = NEW(&c->arena, scheduling__record_family_told_request);
    if (!v) return c->exit;
    r->enrolment_id = v->enrolment_id;
    r->version = version_of(c, v->enrolment_version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__record_family_told_reply *done = CALL(c, r, scheduling__record_family_told_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté : la famille %s sait que ses visites sont annulées.",
        "Noted: family %s knows that her visits are cancelled.", operand(c, 0));
    return CLI_DONE;
}

static const struct option told_options[] = {
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};

const struct command told_commands[] = {
    {.noun = "visit",
     .verb = "told",
     .fr = "dire que la famille sait ses visites annulées par la fin du suivi",
     .en = "say that the family knows of the visits that the end of her follow-up cancelled",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(told_options),
     .run = told_run},
};
COMMANDS_END(told);
