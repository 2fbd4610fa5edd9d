#include "cli/show/wrong.h"

#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

enum { SILENT_MS = 30000, DISK_LOW = 1 << 30 }; /* followers ask every 2 s and less; a GiB */

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
    int64_t silence = lapse_ms(f->heard_ms ? f->heard_ms : s->started_ms, s->now_ms);
    if (!s->following) return 0;
    int64_t running = p ? lapse_ms(p->started_ms, p->now_ms) : silence;
    return running < silence ? running : silence;
}

static void followed_say(struct cli *c, const node__get_status_reply *s, const struct told told[DAEMONS],
                         size_t *wrong) {
    for (size_t i = 0; i < s->n_followed; i++) {
        const node__followed *f = s->followed[i];
        bool silent = silence_ms(s, f, told) > SILENT_MS;
        if (*f->stopped)
            ok_or_not(c,
                      phrase(c, "%s ← %s : flux arrêté (%s). Pour reprendre : sippe stream resume %s %s",
                             "%s ← %s: stream stopped (%s). To resume: sippe stream resume %s %s", s->daemon,
                             f->journal, stopped_text(c, f->stopped), s->daemon, f->journal),
                      wrong);
        else if (silent && f->heard_ms == 0)
            ok_or_not(c,
                      phrase(c, "%s ← %s : rien entendu encore", "%s ← %s: nothing heard yet", s->daemon, f->journal),
                      wrong);
        else if (silent)
            ok_or_not(c,
                      phrase(c, "%s ← %s : rien entendu depuis %s", "%s ← %s: nothing heard for %s", s->daemon,
                             f->journal, show_ago(c, lapse_ms(f->heard_ms, s->now_ms))),
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
                              : pick(c, "réglez-la; si elle est juste, voir sippe call node.ConfirmClock au RUNBOOK",
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

static void daemon_say(struct cli *c, const struct told told[DAEMONS], int which, size_t *wrong) {
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
    if (s->jobs_given_up)
        ok_or_not(c,
                  phrase(c, "%s a abandonné %s, une personne doit regarder : sippe jobs list",
                         "%s has given up %s, a person must look: sippe jobs list", s->daemon,
                         counted(c, s->jobs_given_up, "travail/travaux", "job")),
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

/* No fault of a daemon, and no family is left alone by it: her work is a coordinator's until somebody is there. */
static void unstaffed_say(struct cli *c, const struct told told[DAEMONS]) {
    const node__get_status_reply *s = told[DAEMON_INTAKE].status;
    for (size_t i = 0; s && i < s->n_unstaffed; i++) {
        const node__unstaffed *u = s->unstaffed[i];
        if (*u->clsc_code)
            say(c, "  ! CLSC %s : personne pour ce qui revient à « %s »; c'est à la coordination.",
                "  ! CLSC %s: nobody for what is the %s's to do; it is the coordinators'.", u->clsc_code,
                WORD(c, sippe__role, u->role));
        else
            say(c, "  ! Personne à la coordination : ce qui y revient n'est à personne (sippe member add).",
                "  ! No coordinator: what is theirs is nobody's (sippe member add).");
    }
}

size_t wrong_say(struct cli *c, const struct told told[DAEMONS]) {
    size_t wrong = 0;
    for (int i = 0; i < DAEMONS; i++) daemon_say(c, told, i, &wrong);
    ahead_say(c, told, &wrong);
    restored_say(c, told, &wrong);
    rules_say(c, told, &wrong);
    unstaffed_say(c, told);
    return wrong;
}
