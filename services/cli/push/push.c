#include "cli/push/push.h"

#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "proto/intake.h"
#include "cli/show/output.h"
#include "cli/call/profile.h"
#include "cli/show/proposal.h"
#include "cli/push/push_report.h"
#include "cli/call/session.h"
#include "sys/clock.h"
#include "cli/show/words.h"

enum { ATTEMPTS_MAX = 1000 }; /* of one refused row: no person comes so far */

static int files_read(struct cli *c, struct push_rows *rows) {
    for (size_t i = 0; operand(c, i); i++) {
        int rc = push_file_read(c, operand(c, i), rows);
        if (rc) return rc;
    }
    return 0;
}

/* ---- --dry-run ---- */

/* As intake would take it (as_submitted): what a push refuses, a dry run refuses. */
static void preview_row(struct cli *c, const struct push_row *row, struct table *t, size_t *refused) {
    intake__preview_route_request *p = NEW(&c->arena, intake__preview_route_request);
    p->screening = (intake__screening *)(uintptr_t)row->screening;
    p->as_submitted = true;
    struct bus_request r = {.method = "intake.PreviewRoute", .message = &p->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &r);
    if (!reply) return;
    c->exit = 0;
    if (reply->status->code != CODE_OK) {
        ++*refused;
        if (c->json)
            print_json_line(c, &reply->status->base);
        else
            push_refusal(c, row, reply->status);
        return;
    }
    intake__preview_route_reply *done =
        UNPACK(&c->arena, intake__preview_route_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!done) return;
    if (!done->proposal) ++*refused;
    if (c->json) {
        print_json_line(c, &done->base);
        return;
    }
    if (!done->proposal) {
        sippe__status *wrong = status_make(&c->arena, REASON_FIELDS_INVALID);
        wrong->violations = done->violations;
        wrong->n_violations = done->n_violations;
        push_refusal(c, row, wrong);
        return;
    }
    table_cell(t, row->line ? arena_printf(&c->arena, "%u", row->line) : "");
    table_cell(t, row->screening->local_reference);
    table_cell(t, WORD(c, intake__route, done->proposal->route));
    table_paint(t, COLOUR_YELLOW,
                done->proposal->consider_override ? pick(c, "drapeaux à considérer", "flags to consider") : "");
}

static int push_preview(struct cli *c, const struct push_rows *rows) {
    struct table *t = table_new(c, "Ligne|~Réf. locale|~Orientation proposée|~", "Line|~Local ref.|~Proposed route|~");
    struct push_rows unreadable = {0};
    size_t refused = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->list[i].screening) {
            *(struct push_row *)message_grow(&c->arena, (void **)&unreadable.list, &unreadable.n,
                                             sizeof rows->list[0]) = rows->list[i];
            continue;
        }
        c->exit = 0;
        preview_row(c, &rows->list[i], t, &refused);
        if (c->exit) return c->exit;
    }
    push_report(c, &unreadable, NULL);
    table_end(t);
    say(c, "Rien n'a été envoyé. %zu fiche(s) : %zu illisible(s), %zu refusée(s).",
        "Nothing was sent. %zu form(s): %zu unreadable, %zu refused.", rows->n, unreadable.n, refused);
    return unreadable.n || refused ? CLI_PARTIAL : CLI_DONE;
}

/* ---- into the spool ---- */

/* The id of a row's request: the first that was not refused before, when refused ones are to be presented again. A
 * refusal is remembered by the daemon like a grant: under the old id the same one would come back, whatever has changed
 * since. */
static struct id row_id(struct cli *c, struct spool *s, const char *key, struct span body, const char *identity) {
    struct id id = spool_request_id(key, body, identity, 0);
    if (!arg_flag(c, "retry-refused")) return id;
    for (uint64_t attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
        const struct spool_entry *e = spool_find(spool_state(s), id);
        if (!e || !e->answered_ms || !e->refused) return id;
        id = spool_request_id(key, body, identity, attempt);
    }
    return id;
}

static bool stands_above(const struct push_rows *rows, size_t n, struct id id) {
    for (size_t i = 0; i < n; i++)
        if (rows->list[i].screening && id_equal(rows->list[i].id, id)) return true;
    return false;
}

static int row_queue(struct cli *c, struct spool *s, const char *key, struct push_rows *rows, size_t at) {
    struct push_row *row = &rows->list[at];
    intake__submit_screening_request *r = NEW(&c->arena, intake__submit_screening_request);
    r->screening = (intake__screening *)(uintptr_t)row->screening;
    struct span body = message_pack(&c->arena, &r->base);
    row->id = row_id(c, s, key, body, row->screening->local_reference);
    const struct spool_entry *before = spool_find(spool_state(s), row->id);
    row->repeated = before && stands_above(rows, at, row->id);
    row->known = before && before->answered_ms; /* by an earlier run */
    if (before) return 0;
    int rc = spool_add(s, &(struct spool_entry){.id = row->id,
                                                .method = "intake.SubmitScreening",
                                                .body = body,
                                                .label = row->screening->local_reference,
                                                .queued_ms = clock_now_ms()});
    return rc < 0 ? push_fail_disk(c, rc) : 0;
}

static int rows_queue(struct cli *c, struct spool *s, const char *key, struct push_rows *rows) {
    for (size_t i = 0; i < rows->n; i++) {
        int rc = rows->list[i].screening ? row_queue(c, s, key, rows, i) : 0;
        if (rc) return rc;
    }
    int rc = spool_sync(s);
    return rc ? push_fail_disk(c, rc) : 0;
}

static void counts_say(struct cli *c, const struct push_counts *n) {
    const struct {
        size_t n;
        const char *fr, *en;
    } parts[] = {
        {n->accepted, "acceptée(s)", "accepted"},
        {n->known, "déjà envoyée(s)", "sent before"},
        {n->refused, "refusée(s)", "refused"},
        {n->unreadable, "illisible(s)", "unreadable"},
        {n->waiting, "en attente", "waiting"},
        {n->repeated, "répétée(s) dans les fichiers", "repeated in the files"},
    };
    const char *all = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].n)
            all = arena_printf(&c->arena, "%s%s%zu %s", all, *all ? ", " : "", parts[i].n,
                               pick(c, parts[i].fr, parts[i].en));
    say(c, "%s.", "%s.", *all ? all : pick(c, "Aucune fiche", "No form"));
}

/* The run's own failure first, then whether all, some or nothing was taken; what was sent before counts as taken. */
static int counts_exit(struct cli *c, const struct push_counts *n, int sent) {
    size_t bad = n->refused + n->unreadable, good = n->accepted + n->known;
    counts_say(c, n);
    if (sent) {
        if (n->waiting)
            say(c, "Ce qui attend est gardé sur ce poste et partira au prochain « sippe screening push ».",
                "What waits is kept on this machine and leaves with the next \"sippe screening push\".");
        return sent;
    }
    if (bad == 0) return CLI_DONE;
    return good ? CLI_PARTIAL : n->refused ? CLI_REFUSED : CLI_USAGE;
}

static bool entry_waits(const struct spool_entry *e) { return !e->answered_ms && e->body.len; }

/* What was refused of what had waited, by the desk's own number of the call: the file is not at hand, so there is no
 * line to name. */
static size_t refused_say(struct cli *c, const struct spool_state *state, const bool *waited, size_t n) {
    size_t refused = 0;
    for (size_t i = 0; i < n; i++) {
        const struct spool_entry *e = &state->list[i];
        if (!waited[i] || !e->answered_ms || !e->refused || !e->reply) continue;
        const sippe__status *status = e->reply->status;
        refused++;
        say(c, "%s : %s", "%s: %s", paint(c, COLOUR_RED, *e->label ? e->label : "?"),
            pick(c, status->message_fr, status->message_en));
        for (size_t v = 0; v < status->n_violations; v++)
            say(c, "    %s : %s", "    %s: %s", status->violations[v]->path,
                pick(c, status->violations[v]->message_fr, status->violations[v]->message_en));
    }
    return refused;
}

/* Without a file: what waits is all there is to tell. */
static int waiting_send(struct cli *c, struct spool *s) {
    struct spool_state *state = spool_state(s);
    size_t n = state->n, waiting = 0, left = 0;
    bool *waited = arena_alloc(&c->arena, n * sizeof *waited);
    for (size_t i = 0; i < n; i++) waiting += waited[i] = entry_waits(&state->list[i]);
    int rc = push_send(c, s);
    for (size_t i = 0; i < n; i++) left += entry_waits(&state->list[i]);
    size_t refused = refused_say(c, state, waited, n);
    if (c->json && rc == 0)
        fprintf(c->out, "{\"waited\":%zu,\"refused\":%zu,\"waiting\":%zu}\n", waiting, refused, left);
    if (waiting == 0 && left == 0 && rc == 0)
        say(c, "Rien n'attendait d'être envoyé.", "Nothing was waiting to be sent.");
    else
        say(c, "%zu fiche(s) attendai(en)t : %zu refusée(s), %zu attend(ent) encore.",
            "%zu form(s) were waiting: %zu refused, %zu still wait.", waiting, refused, left);
    return rc ? rc : refused ? CLI_PARTIAL : CLI_DONE;
}

static int push_spooled(struct cli *c, struct spool *s, const char *key, struct push_rows *rows) {
    if (!operand(c, 0)) return waiting_send(c, s);
    int rc = rows_queue(c, s, key, rows);
    if (rc) return rc;
    rc = push_send(c, s);
    struct push_counts counts = push_report(c, rows, s);
    return counts_exit(c, &counts, rc);
}

int push_run(struct cli *c) {
    struct push_rows rows = {0};
    struct spool *spool;
    size_t cut = 0;
    const struct key_file *key = session_key(c);
    if (!key) return c->exit;
    int rc = files_read(c, &rows);
    if (rc) return rc;
    if (arg_flag(c, "dry-run")) return push_preview(c, &rows);
    if ((rc = profile_folder(c, "spool")) != 0) return rc;
    const char *path = profile_path(c, "spool", key->name);
    rc = spool_open(&spool, &c->arena, path, clock_now_ms(), &cut);
    if (rc == ERR_BUSY)
        return stop(c, CLI_UNREACHABLE, "Un autre envoi est en cours avec cette clé. Recommencez quand il aura fini.",
                    "Another push is running with this key. Try again when it has finished.");
    if (rc) return fail_err(c, rc, path);
    if (cut)
        remark(c, "(La fin du fichier d'envoi, coupée par une panne, a été retirée : %zu octets.)",
               "(The end of the spool, torn by a crash, was cut: %zu bytes.)", cut);
    rc = push_spooled(c, spool, key->name, &rows);
    spool_close(spool);
    return rc;
}
