#include "cli/cut/cut.h"

#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/show/output.h"
#include "text/json.h"

int cut_name_check(struct cli *c, const char *name) {
    size_t len = strlen(name);
    if (len >= 1 && len <= 63 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len) return 0;
    return stop(c, CLI_USAGE, "--cut %s : a-z, 0-9 et trait d'union, comme 2026-11-21",
                "--cut %s: a-z, 0-9 and hyphen, like 2026-11-21", name);
}

const sippe__position *cut_position(const node__manifest_part *part, const char *journal) {
    for (size_t i = 0; i < part->standing->n_followed; i++)
        if (strcmp(part->standing->followed[i]->journal, journal) == 0) return part->standing->followed[i]->position;
    return NULL;
}

/* Positions name the producer's own numbers. At its very end the chain can be compared too; before it only with the
 * journal in hand, as a restore does. */
static bool is_ahead(const node__manifest_part *follower, const node__manifest_part *producer) {
    const sippe__position *p = cut_position(follower, producer->daemon);
    const node__standing *s = producer->standing;
    if (!p || p->seq < s->seq) return false;
    return p->seq > s->seq || !span_equal(span_pb(p->chain), span_pb(s->chain));
}

int cut_agrees(struct cli *c, node__manifest_part *const parts[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++)
        for (int j = 0; j < DAEMONS; j++)
            if (i != j && is_ahead(parts[i], parts[j]))
                return stop(c, CLI_REFUSED,
                            "Les copies se contredisent : celle de %s a déjà pris ce que celle de %s ne contient pas. "
                            "Rien n'a été changé; prenez une autre coupe, ou refaites la sauvegarde.",
                            "The copies contradict each other: that of %s has taken what that of %s does not hold. "
                            "Nothing was changed; take another cut, or make the backup again.",
                            parts[i]->daemon, parts[j]->daemon);
    return 0;
}

char *cut_manifest(struct cli *c, const char *cut, node__manifest_part *const parts[DAEMONS]) {
    node__manifest *m = NEW(&c->arena, node__manifest);
    m->cut = cut;
    for (int i = 0; i < DAEMONS; i++) APPEND(&c->arena, m, parts, parts[i]);
    return json_write(&c->arena, &m->base, true);
}
