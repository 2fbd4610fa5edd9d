/* Are the access journals as they were written, and since when does another daemon know of them?
 *
 *   ListWitnessed at the witness ─▶ marks ─▶ VerifyAccess up to each mark: its chain must be that one ─▶ to the end */
#include "cli/audit/verify.h"

#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "proto/node.h"

enum { PROGRESS_EACH = 20 }; /* slices */

struct verdict {
    uint64_t whole;     /* the last that is */
    uint64_t ended;     /* up to here the rules have ended them: it begins behind */
    uint64_t witnessed; /* up to here another daemon knows of them; 0: none */
    int64_t witnessed_ms;
    const char *fault;  /* NULL: none; else of number whole + 1, or of what ends there */
    bool silent, alone; /* it, or its witness, did not answer */
};

/* The engine's words, as a person reads them. */
static const char *fault_text(struct cli *c, const char *fault) {
    static const struct {
        const char *is, *fr, *en;
    } known[] = {
        {"it is missing", "elle manque", "it is missing"},
        {"it cannot be read", "elle est illisible", "it cannot be read"},
        {"its chain does not follow from the entries before it", "elle a été changée, ou ne suit pas la précédente",
         "it was changed, or does not follow the one before"},
        {"it stands behind the journal's end", "elle se trouve après la fin du journal",
         "it stands behind the journal's end"},
        {"the journal ends with another chain", "le journal finit autrement qu'il le dit",
         "the journal ends otherwise than it says"},
        {"the journal ends before it", "la fin du journal a été coupée", "the journal's end was cut off"},
        {"the journal does not say where it ends", "le journal ne dit pas où il finit",
         "the journal does not say where it ends"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(fault, known[i].is) == 0) return pick(c, known[i].fr, known[i].en);
    return fault;
}

/* From where the last slice ended up to `until`; false: it is known how this ends. */
static bool slices(struct cli *c, enum daemon_name at, struct verdict *v, node__verify_access_request *in,
                   uint64_t until) {
    const node__verify_access_reply *out = NULL;
    in->until = until;
    for (size_t i = 1; !out || out->more; i++) {
        out = CALL_AT(c, at, in, node__verify_access_reply);
        v->silent = !out;
        if (!out) return false;
        in->from = v->whole = out->n;
        v->ended = out->ended;
        in->chain = out->chain;
        if (*out->fault) v->fault = fault_text(c, out->fault);
        if (i % PROGRESS_EACH == 0) remark(c, "%s : %" PRIu64 "...", "%s: %" PRIu64 "...", daemon_names[at], out->n);
    }
    return !v->fault;
}

static enum daemon_name witness_of(enum daemon_name at) {
    return at == DAEMON_INTAKE ? DAEMON_SCHEDULING : DAEMON_INTAKE; /* engine/node/tables.def: access_told */
}

/* Of a mark with another chain it is known that something up to it was written anew, chain and all, and not which
 * entry. */
static const char *rewritten(struct cli *c, enum daemon_name at, struct verdict *v, uint64_t n) {
    const char *witness = daemon_names[witness_of(at)];
    v->whole = v->witnessed > v->ended ? v->witnessed : v->ended;
    if (n == v->ended)
        return phrase(c, "elle suit une autre fin des mois clos que celle que %s connaît",
                      "it follows another end of the ended months than %s knows", witness);
    return phrase(c, "de là au numéro %" PRIu64 ", le journal a été réécrit (%s en connaît un autre)",
                  "from there to number %" PRIu64 ", the journal was rewritten (%s knows another one)", n, witness);
}

/* Each mark of the witness, in their order. What it was told of months that were ended is past; the first mark behind
 * them vouches for the chain that was kept. */
static bool marks(struct cli *c, enum daemon_name at, struct verdict *v, node__verify_access_request *in) {
    node__list_witnessed_request *asked = NEW(&c->arena, node__list_witnessed_request);
    const node__list_witnessed_reply *page = NULL;
    asked->journal = daemon_names[at];
    do {
        page = CALL_AT(c, witness_of(at), asked, node__list_witnessed_reply);
        v->alone = !page;
        for (size_t i = 0; page && i < page->n_marks; i++) {
            const node__witnessed *m = page->marks[i];
            asked->after = m->n;
            if (!slices(c, at, v, in, m->n)) return false;
            if (m->n < v->ended) continue;
            if (!span_equal(span_pb(m->chain), span_pb(in->chain))) {
                v->fault = rewritten(c, at, v, m->n);
                return false;
            }
            v->witnessed = m->n;
            v->witnessed_ms = m->at_ms;
        }
    } while (page && page->more && page->n_marks);
    return true;
}

static void verdict_json(struct cli *c, enum daemon_name at, const struct verdict *v) {
    fprintf(c->out,
            "%s{\"daemon\": \"%s\", \"answered\": %s, \"whole\": %" PRIu64 ", \"witnessed\": %" PRIu64
            ", \"ended\": %" PRIu64,
            at ? ", " : "[", daemon_names[at], v->silent ? "false" : "true", v->whole, v->witnessed, v->ended);
    if (v->fault)
        fprintf(c->out, ", \"wrong\": %" PRIu64 ", \"fault\": %s", v->whole + 1, json_text(&c->arena, v->fault));
    fputs(at + 1 == DAEMONS ? "}]\n" : "}", c->out);
}

static void verdict_say(struct cli *c, enum daemon_name at, const struct verdict *v) {
    const char *name = daemon_names[at], *witness = daemon_names[witness_of(at)];
    if (v->silent) return;
    uint64_t kept = v->whole - v->ended;
    if (v->fault)
        say(c, "%s %s : l'écriture n° %" PRIu64 " n'est pas bonne : %s. Les %" PRIu64 " d'avant sont intactes.",
            "%s %s: entry no. %" PRIu64 " is wrong: %s. The %" PRIu64 " before it are whole.",
            paint(c, COLOUR_RED, "✗"), name, v->whole + 1, v->fault, kept);
    else
        say(c, "%s %s : %s, toutes intactes.", "%s %s: %s, all whole.", paint(c, COLOUR_GREEN, "✓"), name,
            counted(c, kept, "écriture", "entry/entries"));
    if (v->ended)
        say(c, "  À partir du n° %" PRIu64 " : les mois d'avant sont clos par les règles (access.keep_months).",
            "  From no. %" PRIu64 " on: the months before were ended by the rules (access.keep_months).", v->ended + 1);
    if (v->witnessed)
        say(c, "  %s les connaît jusqu'au n° %" PRIu64 ", depuis le %s.",
            "  %s knows of them up to no. %" PRIu64 ", since %s.", witness, v->witnessed, show_ms(c, v->witnessed_ms));
    else if (!v->alone && !v->fault)
        say(c, "  %s n'en connaît encore aucune : une fin coupée ne se verrait pas.",
            "  %s knows of none yet: an end that was cut off would not show.", witness);
}

/* What is wrong outweighs who is away. */
int audit_verify(struct cli *c) {
    int exit = CLI_DONE;
    bool json = c->json;
    for (int i = 0; i < DAEMONS; i++) {
        struct verdict v = {0};
        node__verify_access_request *in = NEW(&c->arena, node__verify_access_request);
        c->json = false; /* who is away is said on stderr, beside the one value */
        if (marks(c, (enum daemon_name)i, &v, in)) slices(c, (enum daemon_name)i, &v, in, 0);
        c->json = json;
        if (json)
            verdict_json(c, (enum daemon_name)i, &v);
        else
            verdict_say(c, (enum daemon_name)i, &v);
        if (v.fault)
            exit = CLI_REFUSED;
        else if ((v.silent || v.alone) && exit == CLI_DONE)
            exit = c->exit == CLI_REFUSED || c->exit == CLI_USAGE ? c->exit : CLI_PARTIAL;
    }
    return exit;
}
