#include "cli/push/push.h"

#include "cli/call/profile.h"
#include "cli/call/session.h"
#include "cli/push/push_report.h"
#include "cli/quarantine/held.h"
#include "cli/show/output.h"
#include "sys/clock.h"

/* ---- how it ended ---- */

static void counts_say(struct cli *c, const struct push_counts *n) {
    const struct {
        size_t n;
        const char *one, *many, *en;
    } parts[] = {
        {n->accepted, "acceptée", "acceptées", "accepted"},
        {n->known, "déjà envoyée", "déjà envoyées", "sent before"},
        {n->refused, "refusée", "refusées", "refused"},
        {n->unreadable, "illisible", "illisibles", "unreadable"},
        {n->waiting, "en attente", "en attente", "waiting"},
        {n->repeated, "répétée dans les fichiers", "répétées dans les fichiers", "repeated in the files"},
        {n->notes_refused, "note de sécurité à noter à la main", "notes de sécurité à noter à la main",
         n->notes_refused == 1 ? "safety note to be recorded by hand" : "safety notes to be recorded by hand"},
        {n->notes_waiting, "note de sécurité en attente", "notes de sécurité en attente",
         n->notes_waiting == 1 ? "safety note waiting" : "safety notes waiting"},
    };
    const char *all = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].n)
            all = arena_printf(&c->arena, "%s%s%zu %s", all, *all ? ", " : "", parts[i].n,
                               pick(c, parts[i].n > 1 ? parts[i].many : parts[i].one, parts[i].en));
    say(c, "%s.", "%s.", *all ? all : pick(c, "Aucune fiche", "No form"));
}

/* Whether all, some or nothing was taken; what was sent before counts as taken. The same for a dry run. */
static int counts_exit(const struct push_counts *n) {
    size_t bad = n->refused + n->unreadable + n->notes_refused, good = n->accepted + n->known;
    if (bad == 0) return CLI_DONE;
    return good ? CLI_PARTIAL : n->refused ? CLI_REFUSED : CLI_USAGE;
}

/* ---- the run ---- */

static int preview_run(struct cli *c, struct push_file *files) {
    struct push_counts counts = {0};
    int rc = push_preview(c, files, &counts);
    if (rc) return rc;
    say(c, "Rien n'a été envoyé; l'envoi donnerait :", "Nothing was sent; a push would give:");
    counts_say(c, &counts);
    return counts_exit(&counts);
}

/* What a key may not send it never may: the rows that this run has queued are taken out again, bodies and all. The
 * file is still there for a key that may. */
static int forbidden_end(struct cli *c, struct spool *s, int rc) {
    struct spool_state *state = spool_state(s);
    size_t fresh = 0, older = 0;
    for (size_t i = 0; i < state->n; i++) {
        struct spool_entry *e = &state->list[i];
        if (!spool_waits(e)) continue;
        e->drop = e->fresh;
        fresh += e->fresh;
        older += !e->fresh;
    }
    size_t held = held_drop_fresh(s);
    if ((fresh || held) && spool_drop(s)) return push_fail_disk(c, ERR_IO);
    say(c,
        "Aucune fiche n'est gardée sur ce poste : cette clé ne peut pas envoyer d'évaluations (clé d'accueil : --as).",
        "No form is kept on this machine: this key may not send screenings (a desk's key: --as).");
    if (older)
        say(c, "%zu d'un envoi précédent y restent : sippe screening spool",
            "%zu of an earlier push remain: sippe screening spool", older);
    return rc;
}

/* The run's own failure first. What could not be sent as it is keeps the run from being well, and nothing else. */
static int spooled_end(struct cli *c, struct spool *s, const struct push_counts *counts, const struct push_sent *sent) {
    size_t held = spool_state(s)->n_held;
    counts_say(c, counts);
    if (held)
        say(c, "%s : sippe quarantine list", "%s: sippe quarantine list",
            counted(c, held, "fiche en quarantaine/fiches en quarantaine", "form in quarantine/forms in quarantine"));
    if (sent->rc && counts->waiting + counts->notes_waiting)
        say(c, "Ce qui attend est gardé sur ce poste et partira au prochain « sippe screening push ».",
            "What waits is kept on this machine and leaves with the next \"sippe screening push\".");
    if (sent->rc) return sent->rc;
    int rc = counts_exit(counts);
    return rc == CLI_DONE && sent->stuck ? CLI_PARTIAL : rc;
}

int push_rows_send(struct cli *c, struct spool *s, const struct push_rows *rows) {
    struct push_sent sent = push_send(c, s);
    if (sent.forbidden) return forbidden_end(c, s, sent.rc);
    struct push_counts counts = push_report(c, rows, s);
    int rc = held_settle(s);
    if (rc == 0) rc = spool_sync(s);
    if (rc) return push_fail_disk(c, rc);
    return spooled_end(c, s, &counts, &sent);
}

static int files_push(struct cli *c, struct spool *s, struct push_file *files) {
    struct push_rows rows = {0};
    int rc = push_rows_queue(c, s, files, &rows);
    return rc ? rc : push_rows_send(c, s, &rows);
}

static int spool_push(struct cli *c, struct push_file *files) {
    struct spool *spool;
    bool damaged;
    int rc = push_spool_open(c, &spool, &damaged);
    if (rc) return rc;
    rc = operand(c, 0) ? files_push(c, spool, files) : push_waiting(c, spool);
    spool_close(spool);
    return rc == CLI_DONE && damaged ? CLI_PARTIAL : rc;
}

/* The profile is asked first: what could never leave is not queued. */
int push_run(struct cli *c) {
    struct push_file *files;
    if (!session_key(c) || !session_client(c, DAEMON_INTAKE)) return c->exit;
    int rc = push_files_open(c, &files);
    if (rc) return rc;
    rc = arg_flag(c, "dry-run") ? preview_run(c, files) : spool_push(c, files);
    push_files_close(files);
    return rc;
}
