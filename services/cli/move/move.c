/* A family goes to another CLSC of the territory: offered, accepted, declined, taken back. A move is named by its
 * family: one waits for an answer at most. */
#include "base/message.h"
#include "cli/call/clsc.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/move/move.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* One thing that was said of it, and by whom; what was said with it below. */
static void said_show(struct cli *c, const char *what, const sippe__instant *at, const char *by, const char *words) {
    say(c, "    %s, %s, %s", "    %s, %s, %s", what, show_instant(c, at), show_who(by));
    if (*words) paragraph(c, words, 6, output_width(c));
}

void moves_show(struct cli *c, intake__move *const *moves, size_t n) {
    if (n) heading(c, "Déménagements", "Moves");
    for (size_t i = 0; i < n; i++) {
        const intake__move *m = moves[i];
        say(c, "  %s  %s → %s, %s", "  %s  %s → %s, %s", show_short(c, m->move_id), m->from_clsc_code, m->to_clsc_code,
            WORD(c, intake__move_reason, m->reason));
        if (m->offered_at)
            said_show(c, WORD(c, intake__move_state, MOVE_STATE_OFFERED), m->offered_at, m->offered_by, m->note);
        if (m->state == MOVE_STATE_OFFERED)
            say(c, "    à accepter à partir du %s, réponse d'ici le %s", "    to be accepted from %s on, answer by %s",
                show_date(c, m->on), show_date(c, m->answer_by));
        if (m->answered_at)
            said_show(c, WORD(c, intake__move_state, m->state), m->answered_at, m->answered_by, m->answer);
    }
}

/* ---- offered ---- */

static int offer_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__offer_move_request *r = NEW(&c->arena, intake__offer_move_request);
    r->family_id = f->family_id;
    r->version = version_of(c, f->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!(r->to_clsc_code = clsc_read(c, r->to_clsc_code))) return c->exit;
    intake__offer_move_reply *done = CALL(c, r, intake__offer_move_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "La famille %s est offerte au CLSC %s; réponse attendue d'ici le %s. D'ici là, elle reste au CLSC %s.",
        "Family %s is offered to CLSC %s; an answer is expected by %s. Until then she stays with CLSC %s.", f->number,
        r->to_clsc_code, show_date(c, done->answer_by), f->clsc_code);
    return CLI_DONE;
}

/* ---- answered ---- */

/* The one that is somebody's turn; NULL: said. */
static const intake__move *open_move(struct cli *c, const intake__get_family_reply *f) {
    for (size_t i = 0; i < f->n_moves; i++)
        if (f->moves[i]->state == MOVE_STATE_OFFERED || f->moves[i]->state == MOVE_STATE_DECLINED) return f->moves[i];
    stop(c, CLI_REFUSED, "La famille %s n'est offerte à aucun CLSC.", "Family %s is offered to no CLSC.", f->number);
    return NULL;
}

static int accept_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__move *m = f ? open_move(c, f) : NULL;
    if (!m) return c->exit;
    intake__accept_move_request *r = NEW(&c->arena, intake__accept_move_request);
    r->move_id = m->move_id;
    r->version = version_of(c, m->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__accept_move_reply *done = CALL(c, r, intake__accept_move_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "La famille %s est au CLSC %s. Son dossier, ses appels et ce qu'il y a à faire le sont aussi.",
        "Family %s is with CLSC %s. So are her file, her calls and what is to be done.", f->number, m->to_clsc_code);
    if (f->enrolment && f->enrolment->enrolment_id.len && f->enrolment->state != ENROLMENT_STATE_ENDED)
        say(c,
            "Ensuite : une intervenante d'ici (sippe keyworker candidates %s), et les visites convenues là-bas (sippe "
            "visits %s).",
            "Next: a key worker of here (sippe keyworker candidates %s), and the visits that were agreed there (sippe "
            "visits %s).",
            f->number, f->number);
    return CLI_DONE;
}

static int decline_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__move *m = f ? open_move(c, f) : NULL;
    if (!m) return c->exit;
    intake__decline_move_request *r = NEW(&c->arena, intake__decline_move_request);
    r->move_id = m->move_id;
    r->version = version_of(c, m->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__decline_move_reply *done = CALL(c, r, intake__decline_move_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Refusée : la famille %s reste au CLSC %s, qui lira pourquoi.",
        "Declined: family %s stays with CLSC %s, which reads why.", f->number, m->from_clsc_code);
    return CLI_DONE;
}

static int withdraw_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__move *m = f ? open_move(c, f) : NULL;
    if (!m) return c->exit;
    intake__withdraw_move_request *r = NEW(&c->arena, intake__withdraw_move_request);
    r->move_id = m->move_id;
    r->version = version_of(c, m->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__withdraw_move_reply *done = CALL(c, r, intake__withdraw_move_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Reprise : la famille %s reste au CLSC %s.", "Taken back: family %s stays with CLSC %s.", f->number,
        m->from_clsc_code);
    return CLI_DONE;
}

/* ---- how they are said ---- */

static const struct option offer_options[] = {
    {"to", OPTION_TEXT, OPTION_REQUIRED, "to_clsc_code", NULL, NULL, "à ce CLSC, par son code",
     "to this CLSC, by its code"},
    {"reason", OPTION_CHOICE, OPTION_REQUIRED, "reason", NULL, &intake__move_reason__descriptor, "pourquoi", "why"},
    {"on", OPTION_DATE, 0, "on", NULL, NULL, "à partir de ce jour (sinon d'aujourd'hui)",
     "from this day on (else from today)"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};
static const struct option note_options[] = {
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};
static const struct option decline_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi elle n'est pas acceptée",
     "why she is not accepted"},
    OPTION_VERSION,
};

const struct command move_commands[] = {
    {.noun = "move",
     .verb = "offer",
     .fr = "offrir une famille à un autre CLSC du territoire",
     .en = "offer a family to another CLSC of the territory",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(offer_options),
     .run = offer_run},
    {.noun = "move",
     .verb = "accept",
     .fr = "accepter une famille offerte : elle est à ce CLSC",
     .en = "accept a family who is offered: she is this CLSC's",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(note_options),
     .run = accept_run},
    {.noun = "move",
     .verb = "decline",
     .fr = "ne pas accepter une famille offerte, avec un motif",
     .en = "decline a family who is offered, with a reason",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(decline_options),
     .run = decline_run},
    {.noun = "move",
     .verb = "withdraw",
     .fr = "reprendre une offre, ou renoncer à une offre refusée",
     .en = "take an offer back, or give up one that was declined",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(note_options),
     .run = withdraw_run},
};
COMMANDS_END(move);
