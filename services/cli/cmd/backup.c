/* One cut of all four stores, in three rounds (cli/cut/cut.h, proto/node.proto). A round that one daemon does not
 * answer ends the whole: what was copied by then has no manifest, and cannot be restored. */
#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/cut/cut.h"
#include "cli/cut/restore.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "text/json.h"

/* HOLD: less than the hold itself, which begins when a daemon is asked. COPY: copies of gigabytes, made while the
 * daemons serve; one that goes away meanwhile ends the waiting. */
enum { HOLD_ASK_MS = 4000, COPY_MS = 1800000, FINISH_MS = 15000 };

static const char *why_not(struct cli *c, const struct answer *a) {
    if (!a->reply) return session_why(c, a->err);
    const sippe__status *s = a->reply->status;
    if (s->reason == REASON_DUPLICATE)
        return pick(c, "une sauvegarde de ce nom est déjà là : donnez un autre nom, ou effacez-la",
                    "there is a backup of this name already: give another name, or delete it");
    return pick(c, s->message_fr, s->message_en);
}

static bool is_done(const struct answer *a) { return a->reply && a->reply->status->code == CODE_OK; }

/* Those that were not waited for to the end, because another one had failed, are not to blame. */
static bool is_failed(const struct answer *a) { return !is_done(a) && (a->reply || a->err != ERR_BUSY); }

static int round_failed(struct cli *c, const struct answer answers[DAEMONS], const char *fr, const char *en) {
    int exit = 0;
    for (int i = 0; i < DAEMONS; i++) {
        if (!is_failed(&answers[i])) continue;
        int one = answers[i].reply               ? exit_of(answers[i].reply->status)
                  : answers[i].err == ERR_DENIED ? CLI_KEY
                                                 : CLI_UNREACHABLE;
        if (!exit || one == CLI_UNREACHABLE) exit = one;
    }
    stop(c, exit, "%s", "%s", pick(c, fr, en));
    for (int i = 0; i < DAEMONS; i++)
        if (is_failed(&answers[i])) remark(c, "  ✗ %s : %s", "  ✗ %s: %s", daemon_names[i], why_not(c, &answers[i]));
    return exit;
}

/* 0 when all four have answered and done it. */
static int ask_round(struct cli *c, const ProtobufCMessage *request, int ms, struct answer answers[DAEMONS],
                     const char *fr, const char *en) {
    int rc = session_ask_all_or_none(c, request, ms, answers);
    for (int i = 0; rc == 0 && i < DAEMONS; i++)
        if (!is_done(&answers[i])) rc = round_failed(c, answers, fr, en);
    return rc;
}

static int hold(struct cli *c, const char *cut, node__standing *held[DAEMONS]) {
    struct answer answers[DAEMONS];
    node__hold_following_request *r = NEW(&c->arena, node__hold_following_request);
    r->cut = cut;
    int rc = ask_round(c, &r->base, HOLD_ASK_MS, answers,
                       "Rien n'a été sauvegardé : il faut les quatre démons. Remettez en route celui qui manque, puis "
                       "recommencez.",
                       "Nothing was backed up: all four daemons are needed. Start the one that is missing, then begin "
                       "again.");
    for (int i = 0; rc == 0 && i < DAEMONS; i++) {
        node__hold_following_reply *reply =
            session_body(c, (enum daemon_name)i, answers[i].reply, &node__hold_following_reply__descriptor);
        if (!reply || !reply->standing) return fail_hollow(c, reply);
        held[i] = reply->standing;
    }
    return rc;
}

static int copy(struct cli *c, const char *cut, node__backup_reply *done[DAEMONS]) {
    struct answer answers[DAEMONS];
    node__backup_request *r = NEW(&c->arena, node__backup_request);
    r->cut = cut;
    int rc = ask_round(c, &r->base, COPY_MS, answers,
                       "La sauvegarde n'a pas abouti, et ce qui en est déjà copié ne peut pas servir. Recommencez.",
                       "The backup did not succeed, and what was copied of it cannot be used. Begin again.");
    for (int i = 0; rc == 0 && i < DAEMONS; i++) {
        done[i] = session_body(c, (enum daemon_name)i, answers[i].reply, &node__backup_reply__descriptor);
        if (done[i] && done[i]->standing) continue;
        rc = fail_hollow(c, done[i]);
        return rc ? rc : CLI_INTERNAL; /* it is never 0; clang-tidy cannot know that */
    }
    return rc;
}

/* In the copy a follower stands where it stood when it was held, or the hold was none. */
static int holds_kept(struct cli *c, node__standing *const held[DAEMONS], node__manifest_part *const parts[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++) {
        node__manifest_part before = {.standing = held[i]};
        for (int j = 0; j < DAEMONS; j++) {
            const sippe__position *was = cut_position(&before, daemon_names[j]);
            const sippe__position *is = cut_position(parts[i], daemon_names[j]);
            if ((was ? was->n : 0) != (is ? is->n : 0))
                return stop(c, CLI_INTERNAL, "%s a continué de suivre %s pendant la sauvegarde : recommencez.",
                            "%s went on following %s during the backup: begin again.", daemon_names[i],
                            daemon_names[j]);
        }
    }
    return 0;
}

static int finish(struct cli *c, const char *cut, node__manifest_part *const parts[DAEMONS]) {
    struct answer answers[DAEMONS];
    node__finish_backup_request *r = NEW(&c->arena, node__finish_backup_request);
    r->cut = cut;
    r->manifest = cut_manifest(c, cut, parts);
    return ask_round(
        c, &r->base, FINISH_MS, answers,
        "Les copies sont faites, mais le manifeste manque : sans lui elles ne peuvent pas servir. Donnez un "
        "autre nom et recommencez.",
        "The copies are made, but the manifest is missing: without it they cannot be used. Give another "
        "name and begin again.");
}

static void tell(struct cli *c, const char *cut, node__backup_reply *const done[DAEMONS]) {
    int64_t first = done[0]->cut_ms, last = first;
    struct table *t = table_new(c, "Démon|Copie|Enreg.|Taille", "Daemon|Copy|Records|Size");
    if (c->json) fputs("{", c->out);
    for (int i = 0; i < DAEMONS; i++) {
        const node__backup_reply *d = done[i];
        if (d->cut_ms < first) first = d->cut_ms;
        if (d->cut_ms > last) last = d->cut_ms;
        if (c->json) fprintf(c->out, "%s\"%s\": %s", i ? ", " : "", daemon_names[i], json_shown(c, &d->base, false));
        table_paint(t, COLOUR_BOLD, daemon_names[i]);
        table_cell(t, d->path);
        table_cell(t, arena_printf(&c->arena, "%" PRIu64, d->standing->seq));
        table_cell(t, show_bytes(c, d->bytes));
    }
    if (c->json) fputs("}\n", c->out);
    table_end(t);
    say(c,
        "Sauvegarde « %s » faite, en moins de %llu ms; aucune copie n'est en avance sur une autre. Copiez-la ailleurs.",
        "Backup \"%s\" made, within %llu ms; no copy is ahead of another. Copy it elsewhere.", cut,
        (unsigned long long)lapse_ms(first, last) + 1);
}

/* Copied elsewhere is the person's part: a backup beside the store goes with its disk. */
static int backup_run(struct cli *c) {
    const char *cut = arg_text(c, "cut");
    node__standing *held[DAEMONS];
    node__backup_reply *done[DAEMONS];
    node__manifest_part *parts[DAEMONS];
    int rc = cut_name_check(c, cut);
    if (rc == 0) rc = hold(c, cut, held);
    if (rc == 0) rc = copy(c, cut, done);
    for (int i = 0; rc == 0 && i < DAEMONS; i++) {
        parts[i] = NEW(&c->arena, node__manifest_part);
        parts[i]->daemon = daemon_names[i];
        parts[i]->bytes = done[i]->bytes;
        parts[i]->digest = done[i]->digest;
        parts[i]->vault_digest = done[i]->vault_digest;
        parts[i]->standing = done[i]->standing;
    }
    if (rc == 0) rc = holds_kept(c, held, parts);
    if (rc == 0) rc = cut_agrees(c, parts);
    if (rc == 0) rc = finish(c, cut, parts);
    if (rc) return rc;
    tell(c, cut, done);
    return CLI_DONE;
}

static const struct option backup_options[] = {
    {"cut", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, NULL, "nom de la sauvegarde : a-z, 0-9, trait d'union",
     "name of the backup: a-z, 0-9, hyphen"},
};
static const struct option restore_options[] = {
    {"cut", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, NULL, "nom de la sauvegarde", "name of the backup"},
    {"from", OPTION_FOLDER, OPTION_REQUIRED, NULL, NULL, NULL, "où sont les copies (DÉMON/backup/NOM, ou NOM/DÉMON)",
     "where the copies are (DAEMON/backup/NAME, or NAME/DAEMON)"},
    {"to", OPTION_FOLDER, OPTION_REQUIRED, NULL, NULL, NULL, "où sont les bases (un dossier par démon)",
     "where the stores are (a folder per daemon)"},
};

const struct command backup_commands[] = {
    {.noun = "backup",
     .fr = "sauvegarder les quatre démons en une coupe",
     .en = "back up the four daemons as one cut",
     OPTIONS(backup_options),
     .run = backup_run},
    {.noun = "restore",
     .fr = "revenir à une sauvegarde (démons arrêtés)",
     .en = "go back to a backup (daemons stopped)",
     .more_fr = "Les quatre bases ensemble, jamais une seule. Refusé tant qu'un démon tourne, et quand les copies ne "
                "sont pas celles d'une même coupe. Ce qui était là est gardé à côté.",
     .more_en =
         "All four stores together, never one alone. Refused while a daemon runs, and when the copies are not of "
         "one cut. What was there is kept aside.",
     OPTIONS(restore_options),
     .run = restore_run},
};
COMMANDS_END(backup);
