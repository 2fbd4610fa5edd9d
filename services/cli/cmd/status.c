/* The four daemons at a glance, and what a person should look at. Everything is shown that can be had: a daemon that is
 * silent is one line of it, not the end. */
#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "proto/node.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "cli/call/session.h"
#include "text/json.h"

enum { ASK_MS = 15000, SILENT_MS = 30000, DISK_LOW = 1 << 30 }; /* followers ask every 2 s and less; a GiB */
/* A supervisor's patience; a key that is refused is known after 4 s (bus/client.h). */
enum { HEALTH_MS = 5000 };

/* A daemon's answer, or why there is none. */
struct told {
    const char *why; /* NULL: it answered */
    int exit;        /* of that why */
    node__get_status_reply *status;
};

static struct told told_of(struct cli *c, const struct answer *a) {
    if (a->err)
        return (struct told){.why = session_why(c, a->err), .exit = a->err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE};
    if (a->reply->status->code != CODE_OK)
        return (struct told){.why = pick(c, a->reply->status->message_fr, a->reply->status->message_en),
                             .exit = exit_of(a->reply->status)};
    node__get_status_reply *s = UNPACK(&c->arena, node__get_status_reply, span_pb(a->reply->body), MESSAGE_OPEN);
    return s ? (struct told){.status = s}
             : (struct told){.why = pick(c, "réponse illisible", "the answer cannot be read"), .exit = CLI_INTERNAL};
}

static void ok_or_not(struct cli *c, const char *sentence, size_t *wrong) {
    say(c, "  %s %s", "  %s %s", paint(c, COLOUR_RED, "✗"), sentence);
    ++*wrong;
}

/* The engine's own words begin with what happened; what follows is for its log. */
static const char *stopped_text(struct cli *c, const char *why) {
    static const struct {
        const char *begins, *fr, *en;
    } known[] = {
        {"another store", "ce démon a une autre base que celle suivie jusqu'ici; rendez-lui la sienne, voir RUNBOOK",
         "that daemon has another store than the one followed so far; give it back its own, see RUNBOOK"},
        {"forked", "ce démon a été restauré d'une sauvegarde", "that daemon was restored from a backup"},
        {"too many", "trop d'enregistrements mis de côté", "too many records are parked"},
        {"gap", "il manque un enregistrement", "a record is missing"},
        {"broken", "un enregistrement illisible", "a record that cannot be read"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(why, known[i].begins, strlen(known[i].begins)) == 0) return pick(c, known[i].fr, known[i].en);
    return why;
}

/* Since when nothing was heard, or could have been: not before either of the two was started, nor while there is no
 * room to follow. Durations only, as each daemon has its own clock. */
static int64_t silence_ms(const node__get_status_reply *s, const node__followed *f, const struct told told[DAEMONS]) {
    int producer = daemon_find(f->journal);
    const node__get_status_reply *p = producer < 0 ? NULL : told[producer].status;
    int64_t silence = s->now_ms - (f->heard_ms ? f->heard_ms : s->started_ms);
    if (!s->following) return 0;
    return p && p->now_ms - p->started_ms < silence ? p->now_ms - p->started_ms : silence;
}

static void followed_say(struct cli *c, const node__get_status_reply *s, const struct told told[DAEMONS],
                         size_t *wrong) {
    for (size_t i = 0; i < s->n_followed; i++) {
        const node__followed *f = s->followed[i];
        bool silent = silence_ms(s, f, told) > SILENT_MS;
        if (*f->stopped)
            ok_or_not(c,
                      phrase(c, "%s ← %s : flux arrêté (%s). Pour reprendre : sippe stream resume %s %s --by ...",
                             "%s ← %s: stream stopped (%s). To resume: sippe stream resume %s %s --by ...", s->daemon,
                             f->journal, stopped_text(c, f->stopped), s->daemon, f->journal),
                      wrong);
        else if (silent && f->heard_ms == 0)
            ok_or_not(c,
                      phrase(c, "%s ← %s : rien entendu encore", "%s ← %s: nothing heard yet", s->daemon, f->journal),
                      wrong);
        else if (silent)
            ok_or_not(c,
                      phrase(c, "%s ← %s : rien entendu depuis %s", "%s ← %s: nothing heard for %s", s->daemon,
                             f->journal, show_ago(c, s->now_ms - f->heard_ms)),
                      wrong);
        else if (f->head > f->n)
            ok_or_not(c,
                      phrase(c, "%s ← %s : en retard de %s", "%s ← %s: %s behind", s->daemon, f->journal,
                             counted(c, f->head - f->n, "enregistrement", "record")),
                      wrong);
    }
}

static void space_say(struct cli *c, const node__get_status_reply *s, size_t *wrong) {
    if (!s->accepting)
        ok_or_not(c, phrase(c, "%s n'accepte plus de commandes", "%s takes no commands any more", s->daemon), wrong);
    if (s->map_bytes && s->used_bytes > s->map_bytes / 10 * 7) /* commands stop at 80 % */
        ok_or_not(c,
                  phrase(c, "la base %s est pleine à %d %%", "the store of %s is %d %% full", of_name(c, s->daemon),
                         (int)(s->used_bytes * 100 / s->map_bytes)),
                  wrong);
    if (s->disk_free_bytes < DISK_LOW)
        ok_or_not(c,
                  phrase(c, "il ne reste que %2$s sur le disque %1$s", "the disk of %1$s has only %2$s left",
                         of_name(c, s->daemon), show_bytes(c, s->disk_free_bytes)),
                  wrong);
}

/* What is due does not fire meanwhile. A little of it passes by itself; else the clock must be mended, or a person says
 * that it is right. */
static void clock_say(struct cli *c, const node__get_status_reply *s, size_t *wrong) {
    if (s->clock == CLOCK_BELIEVED) return;
    bool passes = s->clock == CLOCK_ASKING || s->clock == CLOCK_SET_BACK;
    const char *next = passes ? pick(c, "cela passe seul", "this passes by itself")
                              : pick(c, "réglez-la ; si elle est juste, voir sippe call node.ConfirmClock au RUNBOOK",
                                     "set it; if it is right, see sippe call node.ConfirmClock in the RUNBOOK");
    ok_or_not(c,
              phrase(c, "%s : aucune échéance ne se déclenche, %s (%s)", "%s: no deadline fires, %s (%s)", s->daemon,
                     WORD(c, node__clock, s->clock), next),
              wrong);
}

/* ---- what one daemon alone cannot see ---- */

static uint64_t head_for(const node__get_status_reply *producer, const char *follower) {
    for (size_t i = 0; i < producer->n_streams; i++)
        if (strncmp(producer->streams[i]->name, "daemons:", 8) == 0 &&
            strcmp(producer->streams[i]->name + 8, follower) == 0)
            return producer->streams[i]->n;
    return 0;
}

/* The two were asked at one moment, and records go on: a producer that seems to be behind is asked once more. */
static bool is_behind(struct cli *c, const struct told told[DAEMONS], int producer, const node__get_status_reply *by,
                      uint64_t n) {
    if (!told[producer].status || head_for(told[producer].status, by->daemon) >= n) return false;
    node__get_status_reply *again =
        CALL_AT(c, (enum daemon_name)producer, NEW(&c->arena, node__get_status_request), node__get_status_reply);
    return again && head_for(again, by->daemon) < n;
}

/* A follower that has taken what its producer does not hold has effects of records that are no more. A stream that has
 * stopped says it by itself. */
static void ahead_say(struct cli *c, const struct told told[DAEMONS], size_t *wrong) {
    for (int i = 0; i < DAEMONS; i++)
        for (size_t f = 0; told[i].status && f < told[i].status->n_followed; f++) {
            const node__followed *followed = told[i].status->followed[f];
            int producer = daemon_find(followed->journal);
            if (producer < 0 || *followed->stopped || !is_behind(c, told, producer, told[i].status, followed->n))
                continue;
            ok_or_not(c,
                      phrase(c,
                             "%s a pris %s jusqu'à %" PRIu64 ", qui n'y est plus : %s a été restauré seul, ou d'une "
                             "autre coupe",
                             "%s has taken %s up to %" PRIu64 ", which is there no more: %s was restored alone, or "
                             "from another cut",
                             daemon_names[i], followed->journal, followed->n, followed->journal),
                      wrong);
        }
}

/* One restore gives all four the same epoch. */
static void restored_say(struct cli *c, const struct told told[DAEMONS], size_t *wrong) {
    const node__get_status_reply *first = NULL;
    const char *unreviewed = "";
    bool mixed = false, any = false;
    for (int i = 0; i < DAEMONS; i++) {
        const node__get_status_reply *s = told[i].status;
        if (!s) continue;
        any |= *s->restored_cut != 0;
        mixed |= first && !span_equal(span_pb(first->epoch), span_pb(s->epoch));
        if (!first) first = s;
        if (s->unreviewed)
            unreviewed = arena_printf(&c->arena, "%s%s%s", unreviewed, *unreviewed ? ", " : "", daemon_names[i]);
    }
    if (any && mixed)
        ok_or_not(c,
                  pick(c, "les démons ne viennent pas d'une même restauration : arrêtez-les et restaurez les quatre",
                       "the daemons do not come from one restore: stop them and restore all four"),
                  wrong);
    if (*unreviewed)
        ok_or_not(
            c,
            phrase(c, "%s : restauré, et la revue n'est pas terminée; aucune référence ne part (sippe restore review)",
                   "%s: restored, and the review is not closed; no referral leaves (sippe restore review)", unreviewed),
            wrong);
}

static void wrong_say(struct cli *c, const struct told told[DAEMONS], int which, size_t *wrong) {
    const node__get_status_reply *s = told[which].status;
    if (!s) {
        ok_or_not(c, phrase(c, "%s : %s", "%s: %s", daemon_names[which], told[which].why), wrong);
        return;
    }
    followed_say(c, s, told, wrong);
    if (s->parked)
        ok_or_not(c,
                  phrase(c, "%s a mis de côté %s, une personne doit regarder : sippe parked list",
                         "%s has parked %s, a person must look: sippe parked list", s->daemon,
                         counted(c, s->parked, "enregistrement", "record")),
                  wrong);
    if (!*s->rules)
        ok_or_not(c,
                  phrase(c, "%s : aucune règle en vigueur aujourd'hui (sippe territory adopt)",
                         "%s: no rules in force today (sippe territory adopt)", s->daemon),
                  wrong);
    space_say(c, s, wrong);
    clock_say(c, s, wrong);
}

/* One label may have had two contents: the digests tell. Followers are behind for a moment after an adoption. */
static void rules_say(struct cli *c, const struct told told[DAEMONS], size_t *wrong) {
    const node__get_status_reply *one = told[DAEMON_INTAKE].status;
    for (int i = 0; one && i < DAEMONS; i++) {
        const node__get_status_reply *s = told[i].status;
        if (!s || strcmp(s->rules_digest, one->rules_digest) == 0 || !*s->rules_digest) continue;
        ok_or_not(c,
                  phrase(c, "%s suit d'autres règles qu'intake : « %s » %.8s, et non « %s » %.8s",
                         "%s follows other rules than intake: \"%s\" %.8s, not \"%s\" %.8s", s->daemon, s->rules,
                         s->rules_digest, one->rules, one->rules_digest),
                  wrong);
    }
}

/* "à jour", or who is how far behind. */
static const char *lag_text(struct cli *c, const node__get_status_reply *s) {
    const char *all = "";
    for (size_t i = 0; i < s->n_followed; i++) {
        const node__followed *f = s->followed[i];
        if (f->head <= f->n && !*f->stopped) continue;
        all = arena_printf(&c->arena, "%s%s%s %" PRIu64 "/%" PRIu64, all, *all ? ", " : "", f->journal, f->n, f->head);
    }
    return *all ? all : pick(c, "à jour", "up to date");
}

static void daemon_row(struct cli *c, struct table *t, const char *name, const struct told *told) {
    const node__get_status_reply *s = told->status;
    table_paint(t, s ? COLOUR_BOLD : COLOUR_RED, name);
    table_cell(t, s ? s->release : "–");
    table_cell(t, s ? show_ago(c, s->now_ms - s->started_ms) : "–");
    table_cell(t, s ? arena_printf(&c->arena, "%" PRIu64, s->seq) : "–");
    table_cell(t, s ? lag_text(c, s) : "–");
    table_cell(t, s ? arena_printf(&c->arena, "%u/%u", s->parked, s->waiting) : "–");
    table_cell(t, s ? show_bytes(c, s->used_bytes) : "–");
    table_cell(t, s ? show_bytes(c, s->disk_free_bytes) : "–");
    table_cell(t, s ? s->rules : "–");
}

static void json_all(struct cli *c, const struct told told[DAEMONS]) {
    fputs("{", c->out);
    for (int i = 0; i < DAEMONS; i++)
        fprintf(c->out, "%s\"%s\": %s", i ? ", " : "", daemon_names[i],
                told[i].status ? json_shown(c, &told[i].status->base, false)
                               : arena_printf(&c->arena, "{\"error\": %s}", json_text(&c->arena, told[i].why)));
    fputs("}\n", c->out);
}

/* A daemon that is silent outweighs one that refuses this key (3 before 4), and both what merely needs a look (5). */
static int status_run(struct cli *c) {
    struct answer answers[DAEMONS];
    struct told told[DAEMONS];
    size_t wrong = 0;
    int missing = 0;
    int rc = session_ask_all(c, &NEW(&c->arena, node__get_status_request)->base, ASK_MS, answers);
    if (rc) return rc;
    struct table *t = table_new(c, "Démon|Version|Depuis|Enreg.|~Suit|Côté/att.|Base|Disque|~Règles",
                                "Daemon|Release|Up|Records|~Follows|Park/wait|Store|Disk|~Rules");
    for (int i = 0; i < DAEMONS; i++) {
        told[i] = told_of(c, &answers[i]);
        if (!told[i].status && missing != CLI_UNREACHABLE) missing = told[i].exit;
        daemon_row(c, t, daemon_names[i], &told[i]);
    }
    if (c->json) json_all(c, told);
    table_end(t);
    say(c, "%s", "%s", "");
    for (int i = 0; i < DAEMONS; i++) wrong_say(c, told, i, &wrong);
    ahead_say(c, told, &wrong);
    restored_say(c, told, &wrong);
    rules_say(c, told, &wrong);
    if (wrong == 0) say(c, "  %s Tout va bien.", "  %s All is well.", paint(c, COLOUR_GREEN, "✓"));
    return missing ? missing : wrong ? CLI_PARTIAL : CLI_DONE;
}

/* "sert", or why not. A daemon that answers without serving takes no commands: nobody would be helped by a restart. */
static const char *health_text(struct cli *c, const struct answer *a, bool serving) {
    if (serving) return pick(c, "sert", "serving");
    if (a->err) return session_why(c, a->err);
    return pick(c, "ne sert pas (plus de place ? voir sippe status)", "not serving (out of space? see sippe status)");
}

static bool is_serving(struct cli *c, const struct answer *a) {
    if (a->err || a->reply->status->code != CODE_OK) return false;
    node__get_health_reply *h = UNPACK(&c->arena, node__get_health_reply, span_pb(a->reply->body), MESSAGE_OPEN);
    return h && h->serving;
}

/* Whoever supervises asks for one, and must not be told of it what is true of another. */
static int health_run(struct cli *c) {
    struct answer answers[DAEMONS];
    const char *only = operand(c, 0), *before = "{";
    unsigned which = only ? 1u << daemon_find(only) : (1u << DAEMONS) - 1;
    int rc = session_ask_some(c, which, &NEW(&c->arena, node__get_health_request)->base, HEALTH_MS, answers);
    if (rc) return rc;
    int exit = CLI_DONE;
    for (int i = 0; i < DAEMONS; i++) {
        if (!(which >> i & 1)) continue;
        bool serving = is_serving(c, &answers[i]);
        if (!serving && exit != CLI_UNREACHABLE) exit = answers[i].err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE;
        if (c->json) fprintf(c->out, "%s\"%s\": %s", before, daemon_names[i], serving ? "true" : "false");
        before = ", ";
        say(c, "%s : %s", "%s: %s", daemon_names[i], health_text(c, &answers[i], serving));
    }
    if (c->json) fputs("}\n", c->out);
    return exit;
}

static int metrics_run(struct cli *c) {
    enum daemon_name n = (enum daemon_name)daemon_find(operand(c, 0));
    node__get_metrics_reply *m = CALL_AT(c, n, NEW(&c->arena, node__get_metrics_request), node__get_metrics_reply);
    if (!m) return c->exit;
    if (c->json) return print_json(c, &m->base);
    fputs(m->text, c->out);
    return CLI_DONE;
}

const struct command status_commands[] = {
    {.noun = "status",
     .fr = "les quatre démons, et ce qui ne va pas",
     .en = "the four daemons, and what is wrong",
     .more_fr =
         "Sortie 0 : tout va bien; 5 : quelque chose demande un regard; 3 : un démon ne répond pas. Il faut une clé "
         "d'exploitation ou de coordination.",
     .more_en = "Exit 0: all is well; 5: something needs a look; 3: a daemon does not answer. An operator's or "
                "coordinator's key is needed.",
     .run = status_run},
    {.noun = "health",
     .fr = "servent-ils ?",
     .en = "are they serving?",
     .more_fr =
         "Avec un nom, celui-là seul est interrogé. Sortie 0 : sert; 3 : pas de réponse en 5 secondes, ou ne sert "
         "pas; 4 : la clé n'est pas acceptée. Pour un superviseur.",
     .more_en = "With a name, that one alone is asked. Exit 0: serving; 3: no answer within 5 seconds, or not serving; "
                "4: the key is not accepted. For a supervisor.",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .optional = true, .words = DAEMON_WORDS}},
     .run = health_run},
    {.noun = "metrics",
     .fr = "les mesures d'un démon, en texte Prometheus",
     .en = "a daemon's metrics, as Prometheus text",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .words = DAEMON_WORDS}},
     .run = metrics_run},
};
COMMANDS_END(status);
