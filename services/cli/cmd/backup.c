/* One cut of all four stores. The four are asked at once and never again: a second asking would be a second copy, at
 * another moment. A cut that lacks one daemon is told as what it is, useless, by exit code too: a restore takes all
 * four or none. */
#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "proto/node.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/cmd/restore.h"
#include "cli/call/session.h"
#include "text/json.h"

enum { BACKUP_MS = 600000 }; /* ten minutes: copies of gigabytes, made while the daemons serve */

static void whys_say(struct cli *c, const char *const whys[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++)
        if (whys[i]) say(c, "  %s %s : %s", "  %s %s: %s", paint(c, COLOUR_RED, "✗"), daemon_names[i], whys[i]);
}

static const char *why_not(struct cli *c, const struct answer *a) {
    if (!a->reply) return session_why(c, a->err);
    const sippe__status *s = a->reply->status;
    if (s->reason == REASON_DUPLICATE)
        return pick(c, "une sauvegarde de ce nom est déjà là : donnez un autre nom, ou effacez-la",
                    "there is a backup of this name already: give another name, or delete it");
    return pick(c, s->message_fr, s->message_en);
}

/* The daemons' own rule for a name that becomes a folder, asked first: four refusals of one mistake are three too
 * many. */
static bool cut_name_is_good(const char *name) {
    size_t len = strlen(name);
    return len >= 1 && len <= 63 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

/* Copied elsewhere is the person's part: a backup beside the store goes with its disk. */
static int backup_run(struct cli *c) {
    struct answer answers[DAEMONS];
    node__backup_request *r = NEW(&c->arena, node__backup_request);
    const char *whys[DAEMONS];
    size_t bad = 0;
    int refused = CLI_UNREACHABLE;
    int64_t first_ms = INT64_MAX, last_ms = 0;
    int rc = request_fill(c, &r->base);
    if (rc == 0 && !cut_name_is_good(r->cut))
        rc = stop(c, CLI_USAGE, "--cut %s : a-z, 0-9 et trait d'union, comme 2026-11-21",
                  "--cut %s: a-z, 0-9 and hyphen, like 2026-11-21", r->cut);
    if (rc == 0) rc = session_ask_all(c, &r->base, BACKUP_MS, answers);
    if (rc) return rc;
    struct table *t = table_new(c, "Démon|Copie|Enreg.|Taille", "Daemon|Copy|Records|Size");
    if (c->json) fputs("{", c->out);
    for (int i = 0; i < DAEMONS; i++) {
        const sippe__reply *reply = answers[i].reply;
        node__backup_reply *done = reply && reply->status->code == CODE_OK
                                       ? UNPACK(&c->arena, node__backup_reply, span_pb(reply->body), MESSAGE_OPEN)
                                       : NULL;
        const char *why = done ? "" : why_not(c, &answers[i]);
        whys[i] = done ? NULL : why;
        bad += !done;
        if (!done && reply) refused = exit_of(reply->status);
        if (done && done->cut_ms < first_ms) first_ms = done->cut_ms;
        if (done && done->cut_ms > last_ms) last_ms = done->cut_ms;
        if (c->json)
            fprintf(c->out, "%s\"%s\": %s", i ? ", " : "", daemon_names[i],
                    done ? json_write(&c->arena, &done->base, false)
                         : arena_printf(&c->arena, "{\"error\": %s}", json_text(&c->arena, why)));
        table_paint(t, done ? COLOUR_BOLD : COLOUR_RED, daemon_names[i]);
        table_cell(t, done ? done->path : pick(c, "échec", "failed"));
        table_cell(t, done ? arena_printf(&c->arena, "%" PRIu64, done->seq) : "");
        table_cell(t, done ? show_bytes(c, done->bytes) : "");
    }
    if (c->json) fputs("}\n", c->out);
    table_end(t);
    whys_say(c, whys);
    if (bad == DAEMONS)
        say(c, "Rien n'a été sauvegardé.", "Nothing was backed up.");
    else if (bad)
        say(c, "La sauvegarde « %s » est incomplète : elle ne peut pas servir.",
            "The backup \"%s\" is incomplete: it cannot be used.", r->cut);
    else
        say(c, "Sauvegarde « %s » faite; les quatre coupes tiennent en %lld ms. Copiez-la ailleurs.",
            "Backup \"%s\" made; the four cuts lie within %lld ms. Copy it elsewhere.", r->cut,
            (long long)(last_ms - first_ms));
    return bad == 0 ? CLI_DONE : bad == DAEMONS ? refused : CLI_PARTIAL;
}

static const struct option backup_options[] = {
    {"cut", OPTION_TEXT, OPTION_REQUIRED, "cut", NULL, NULL, "nom de la sauvegarde : a-z, 0-9, trait d'union",
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
     .more_fr = "Les quatre bases ensemble, jamais une seule. Refusé tant qu'un démon tourne. Ce qui était là est "
                "gardé à côté.",
     .more_en = "All four stores together, never one alone. Refused while a daemon runs. What was there is kept aside.",
     OPTIONS(restore_options),
     .run = restore_run},
};
COMMANDS_END(backup);
