/* What waits on this machine: sent without a file, looked at, taken out. */
#include <dirent.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include "base/message.h"
#include "cli/call/profile.h"
#include "cli/call/session.h"
#include "cli/push/push.h"
#include "cli/quarantine/held.h"
#include "cli/show/output.h"
#include "sys/clock.h"

/* ---- opening ---- */

static void mended_say(struct cli *c, const struct spool_mended *m, size_t kept) {
    if (m->aside)
        remark(
            c,
            "Le fichier d'envoi de ce poste était abîmé. Fiches retrouvées : %zu; perdues : %zu au moins (%zu octets "
            "illisibles). Le fichier abîmé est gardé : %s\nRenvoyez les fichiers d'évaluations des derniers jours "
            "(sippe screening push FICHIER) : rien ne part deux fois. Quand tout y est, effacez le fichier abîmé : "
            "il contient des noms.",
            "This machine's spool was damaged. Forms found again: %zu; lost: at least %zu (%zu unreadable bytes). The "
            "damaged file is kept: %s\nPush the screening files of the last days again (sippe screening push FILE): "
            "nothing leaves twice. When all is there, delete the damaged file: names stand in it.",
            kept, m->damage.lost, m->damage.bytes, m->aside);
    else if (m->damage.cut)
        remark(c, "(La fin du fichier d'envoi, coupée par une panne, a été retirée : %zu octets.)",
               "(The end of the spool, torn by a crash, was cut: %zu bytes.)", m->damage.cut);
}

/* Pushed again under another key, what was taken under the first one would be taken a second time. */
static int fail_others_key(struct cli *c, const char *path, const char *fingerprint) {
    return stop(
        c, CLI_KEY,
        "%s attend sous une autre clé du même nom (empreinte %s), et ce qui attend sous une clé se termine avec "
        "elle : remettez son fichier .key dans le profil, puis sippe screening push. Si elle est perdue ou "
        "révoquée, déplacez ce fichier, et ne renvoyez que les fiches que l'accueil n'a pas (sippe screening "
        "list) : sous une autre clé, une fiche déjà reçue partirait une deuxième fois.",
        "%s waits under another key of the same name (fingerprint %s), and what waits under a key is finished "
        "under it: put its .key file back into the profile, then sippe screening push. If it is lost or revoked, "
        "move this file away, and send again only the forms that intake has not (sippe screening list): under "
        "another key a form that was taken would leave a second time.",
        path, fingerprint);
}

static int open_fail(struct cli *c, int rc, const char *path) {
    if (rc == ERR_BUSY)
        return stop(c, CLI_UNREACHABLE, "Un autre envoi est en cours avec cette clé. Recommencez quand il aura fini.",
                    "Another push is running with this key. Try again when it has finished.");
    if (rc == ERR_FULL)
        return stop(c, CLI_USAGE,
                    "Le disque de ce poste est plein : le fichier d'envoi ne peut pas être ouvert ni réparé. Il est "
                    "resté tel quel. Faites de la place, puis recommencez.",
                    "This machine's disk is full: the spool cannot be opened or mended. It was left as it was. Make "
                    "room, then try again.");
    if (rc == ERR_VERSION)
        return stop(
            c, CLI_USAGE,
            "%s est le fichier d'envoi d'une version précédente, non scellé. Il est resté tel quel : videz-le "
            "avec la version qui l'a écrit (sippe screening push, jusqu'à « En attente : 0 » dans sippe screening "
            "spool), effacez-le, puis recommencez.",
            "%s is the spool of an earlier release, not sealed. It was left as it was: empty it with the release "
            "that wrote it (sippe screening push, until \"Waiting: 0\" in sippe screening spool), delete it, then "
            "begin again.",
            path);
    if (rc == ERR_INVALID)
        return stop(c, CLI_USAGE,
                    "%s n'est pas un fichier d'envoi de cette version. Il est resté tel quel : déplacez-le ailleurs, "
                    "puis renvoyez vos fichiers.",
                    "%s is no spool of this release. It was left as it was: move it elsewhere, then push your files "
                    "again.",
                    path);
    return fail_err(c, rc, path);
}

int push_spool_open(struct cli *c, struct spool **out, bool *damaged) {
    struct spool_mended mended = {0};
    const struct key_file *key = session_key(c);
    int rc = key ? profile_folder(c, "spool") : c->exit;
    if (rc) return rc;
    const char *path = profile_path(c, "spool", key->name);
    struct spool_place at = {path, &key->pair, clock_now_ms()};
    rc = spool_open(out, &c->arena, &at, &mended);
    if (rc && mended.others_key) return fail_others_key(c, path, mended.others_key);
    if (rc) return open_fail(c, rc, path);
    mended_say(c, &mended, spool_state(*out)->n);
    rc = held_settle(*out);
    if (rc) return push_fail_disk(c, rc);
    *damaged = mended.aside != NULL;
    return 0;
}

/* ---- push without a file ---- */

/* What was refused of what had waited, by the desk's own number of the call: the file is not at hand, so there is no
 * line to name. Entries that waited are marked. */
static size_t refused_say(struct cli *c, struct spool *s) {
    struct spool_state *state = spool_state(s);
    size_t refused = 0;
    for (size_t i = 0; i < state->n; i++) {
        const struct spool_entry *e = &state->list[i];
        struct spool_request asked;
        const sippe__reply *reply = e->mark && e->refused ? spool_reply(s, &c->arena, e) : NULL;
        if (!reply) continue;
        const sippe__status *status = reply->status;
        bool named = spool_request(s, &c->arena, e, &asked) && *asked.label;
        const char *what = spool_is_note(e) ? pick(c, ", sa note de sécurité", ", its safety note") : "";
        struct held_from from = {pick(c, "envoi différé", "deferred push"), 0};
        refused++;
        if (!spool_is_note(e)) held_refused(c, s, &from, e, status);
        say(c, "%s%s : %s", "%s%s: %s", paint(c, COLOUR_RED, named ? asked.label : "?"), what,
            pick(c, status->message_fr, status->message_en));
        for (size_t v = 0; v < status->n_violations; v++)
            say(c, "    %s : %s", "    %s: %s", status->violations[v]->path,
                pick(c, status->violations[v]->message_fr, status->violations[v]->message_en));
    }
    return refused;
}

static size_t waiting_count(const struct spool_state *state) {
    size_t n = 0;
    for (size_t i = 0; i < state->n; i++) n += spool_will_leave(state, &state->list[i]);
    return n;
}

static size_t answered_count(const struct spool_state *state) {
    size_t n = 0;
    for (size_t i = 0; i < state->n; i++) n += !spool_waits(&state->list[i]);
    return n;
}

int push_waiting(struct cli *c, struct spool *s) {
    struct spool_state *state = spool_state(s);
    size_t waiting = waiting_count(state);
    for (size_t i = 0; i < state->n; i++) state->list[i].mark = spool_waits(&state->list[i]);
    struct push_sent sent = push_send(c, s);
    size_t left = waiting_count(state), refused = refused_say(c, s);
    int rc = held_settle(s);
    if (rc) return push_fail_disk(c, rc);
    if (c->json && sent.rc == 0)
        fprintf(c->out, "{\"waited\":%zu,\"refused\":%zu,\"waiting\":%zu}\n", waiting, refused, left);
    if (waiting == 0 && left == 0 && sent.rc == 0)
        say(c, "Rien n'attendait d'être envoyé.", "Nothing was waiting to be sent.");
    else
        say(c, "Fiches qui attendaient : %zu; refusées : %zu; qui attendent encore : %zu.",
            "Forms that were waiting: %zu; refused: %zu; still waiting: %zu.", waiting, refused, left);
    if (sent.forbidden)
        say(c,
            "Cette clé ne peut pas envoyer d'évaluations; pour les ôter de ce poste : sippe screening spool --drop-all",
            "This key may not send screenings; to remove them from this machine: sippe screening spool --drop-all");
    if (sent.rc) return sent.rc;
    return refused || sent.stuck ? CLI_PARTIAL : CLI_DONE;
}

/* ---- sippe screening spool ---- */

static const char *state_word(struct cli *c, const struct spool_state *s, const struct spool_entry *e) {
    if (!spool_will_leave(s, e))
        return pick(c, "note de sécurité, avec un appel refusé", "safety note, with a call that was refused");
    if (spool_is_note(e)) return pick(c, "note de sécurité, après son appel", "safety note, after its call");
    if (e->again) return pick(c, "à renvoyer (serveur restauré)", "to be sent again (server restored)");
    return pick(c, "en attente", "waiting");
}

static void entry_json(struct cli *c, const struct spool_request *r) {
    char id[33], at[CLOCK_TEXT_LEN + 1];
    id_hex(r->id, id);
    clock_text(r->queued_ms, at);
    fprintf(c->out, "{\"request_id\":\"%s\",\"local_reference\":%s,\"queued_at\":\"%s\",\"bytes\":%zu}\n", id,
            json_text(&c->arena, r->label), at, r->body.len);
}

static void waiting_list(struct cli *c, struct spool *s) {
    struct spool_state *state = spool_state(s);
    struct table *t = table_new(c, "Envoi|~Réf. locale|Gardée le|Taille|État", "Entry|~Local ref.|Kept on|Size|State");
    for (size_t i = 0; i < state->n; i++) {
        const struct spool_entry *e = &state->list[i];
        struct spool_request r = {.id = e->id, .label = "?"};
        if (!spool_waits(e)) continue;
        bool whole = spool_request(s, &c->arena, e, &r);
        if (c->json) {
            entry_json(c, &r);
            continue;
        }
        table_cell(t, show_short(c, id_field(&c->arena, e->id)));
        table_cell(t, r.label);
        table_cell(t, show_ms(c, r.queued_ms));
        table_cell(t, show_bytes(c, r.body.len));
        table_cell(t, whole ? state_word(c, state, e) : pick(c, "abîmée", "damaged"));
    }
    table_end(t);
    size_t waiting = waiting_count(state);
    say(c,
        waiting ? "En attente : %zu; envoyées : %zu. Pour envoyer : sippe screening push. Pour ôter : --drop ENVOI, "
                  "--drop-all"
                : "En attente : %zu; envoyées : %zu.",
        waiting ? "Waiting: %zu; sent: %zu. To send: sippe screening push. To remove: --drop ENTRY, --drop-all"
                : "Waiting: %zu; sent: %zu.",
        waiting, answered_count(state));
    if (state->n_held)
        say(c, "Et ce qu'un envoi n'a pas pris, %s : sippe quarantine list",
            "And what a push did not take, %s: sippe quarantine list", counted(c, state->n_held, "fiche", "form"));
}

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* Damaged files that were kept hold names: whoever looks at the spool is told of them. */
static void aside_list(struct cli *c) {
    const char *name = session_key(c)->name, *folder = profile_path(c, "spool", "");
    DIR *open = opendir(folder);
    for (struct dirent *e = open ? readdir(open) : NULL; e; e = readdir(open)) {
        size_t len = strlen(name);
        if (strncmp(e->d_name, name, len) != 0 || strncmp(e->d_name + len, ".damaged-", 9) != 0) continue;
        say(c, "Fichier abîmé gardé : %s/%s (effacez-le quand tout a été renvoyé : il contient des noms)",
            "Damaged file kept: %s/%s (delete it when all was sent again: names stand in it)", folder, e->d_name);
    }
    if (open) closedir(open);
}

/* What was queued under a key is finished under it: with another key in use it would wait without a word. */
static void others_list(struct cli *c) {
    const char *name = session_key(c)->name, *folder = profile_path(c, "spool", "");
    DIR *open = opendir(folder);
    for (struct dirent *e = open ? readdir(open) : NULL; e; e = readdir(open)) {
        struct stat st;
        if (!key_name_is_valid(e->d_name) || strcmp(e->d_name, name) == 0 || strstr(e->d_name, ".damaged-")) continue;
        if (stat(arena_printf(&c->arena, "%s/%s", folder, e->d_name), &st) || st.st_size <= SPOOL_MAGIC_LEN) continue;
        if (ends_with(e->d_name, ".lock") || ends_with(e->d_name, ".new")) continue;
        say(c, "Une autre clé a son propre fichier d'envoi, qui se termine avec elle : sippe screening spool --as %s",
            "Another key has a spool of its own, which is finished under it: sippe screening spool --as %s", e->d_name);
    }
    if (open) closedir(open);
}

static bool begins(struct id id, const char *digits) {
    char text[33];
    id_hex(id, text);
    return strncasecmp(text, digits, strlen(digits)) == 0;
}

/* `digits` NULL: all that wait. 0 or the exit code, said. */
static int drop_choose(struct cli *c, struct spool_state *state, const char *digits, size_t *n) {
    size_t here = 0;
    for (size_t i = 0; i < state->n; i++) {
        struct spool_entry *e = &state->list[i];
        if (!spool_waits(e) || (digits && !begins(e->id, digits))) continue;
        e->drop = true;
        here++;
    }
    for (size_t i = 0; i < state->n; i++) {
        const struct spool_entry *call =
            spool_is_note(&state->list[i]) ? spool_find(state, state->list[i].after) : NULL;
        if (call && call->drop) state->list[i].drop = true;
    }
    if (digits && here == 0)
        return stop(c, CLI_USAGE, "Rien de ce qui attend ne commence par %s : sippe screening spool",
                    "Nothing that waits begins with %s: sippe screening spool", digits);
    if (digits && here > 1)
        return stop(c, CLI_USAGE, "%zu envois commencent par %s : donnez plus de chiffres.",
                    "%zu entries begin with %s: give more digits.", here, digits);
    *n += here;
    return 0;
}

static int drop_run(struct cli *c, struct spool *s) {
    size_t n = 0;
    int rc = arg_flag(c, "drop-all") ? drop_choose(c, spool_state(s), NULL, &n) : 0;
    for (size_t i = 0; rc == 0 && i < c->args.n_given; i++)
        if (strcmp(c->args.given[i].option->name, "drop") == 0)
            rc = drop_choose(c, spool_state(s), c->args.given[i].text, &n);
    if (rc) return rc;
    rc = spool_drop(s);
    if (rc) return push_fail_disk(c, rc);
    if (c->json) fprintf(c->out, "{\"dropped\":%zu}\n", n);
    say(c, "Ôtées de ce poste, sans être envoyées : %zu.", "Removed from this machine without being sent: %zu.", n);
    return CLI_DONE;
}

int push_spool_run(struct cli *c) {
    struct spool *s;
    bool damaged = false;
    int rc = push_spool_open(c, &s, &damaged);
    if (rc) return rc;
    if (arg_flag(c, "drop-all") || arg_text(c, "drop"))
        rc = drop_run(c, s);
    else
        waiting_list(c, s);
    if (!c->json) aside_list(c);
    if (!c->json) others_list(c);
    spool_close(s);
    return rc == CLI_DONE && damaged ? CLI_PARTIAL : rc;
}
