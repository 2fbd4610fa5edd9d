#include "cli/push/push_faults.h"

#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/profile.h"
#include "cli/show/column.h"
#include "cli/show/output.h"

enum { SAID_MAX = 3, LINES_MAX = 20, GROUPS_MAX = 400 };

/* The same fault in the same column of a file. */
struct group {
    const char *file, *answer, *fr;
    size_t said, more;
    unsigned lines[LINES_MAX]; /* of those that were kept back */
};

struct push_faults {
    struct cli *c;
    struct group *list;
    size_t n;
};

struct push_faults *push_faults_new(struct cli *c) {
    struct push_faults *f = arena_alloc(&c->arena, sizeof *f);
    f->c = c;
    return f;
}

static const char *place_text(struct cli *c, const struct push_place *at, const char *answer) {
    const char *line = at->line ? phrase(c, ", ligne %u", ", line %u", at->line) : "";
    const char *which = at->tree ? pick(c, ", réponse ", ", answer ") : pick(c, ", colonne ", ", column ");
    return arena_printf(&c->arena, "%s%s%s%s", at->file, line, *answer ? which : "", answer);
}

/* NULL: too many kinds of faults to keep them apart, and each is said. */
static struct group *group_of(struct push_faults *f, const char *file, const char *answer, const char *fr) {
    struct arena *a = &f->c->arena;
    for (size_t i = 0; i < f->n; i++) {
        struct group *g = &f->list[i];
        if (strcmp(g->fr, fr) == 0 && strcmp(g->answer, answer) == 0 && strcmp(g->file, file) == 0) return g;
    }
    if (f->n == GROUPS_MAX) return NULL;
    struct group *g = message_grow(a, (void **)&f->list, &f->n, sizeof *g);
    *g = (struct group){.file = arena_text(a, file), .answer = arena_text(a, answer), .fr = arena_text(a, fr)};
    return g;
}

void push_fault_say(struct push_faults *f, const struct push_place *at, const char *answer, const char *fr,
                    const char *en) {
    if (f->c->json) return;
    struct group *g = group_of(f, at->file, answer, fr);
    if (g && g->said == SAID_MAX && at->line) {
        if (g->more < LINES_MAX) g->lines[g->more] = at->line;
        g->more++;
        return;
    }
    if (g) g->said++;
    say(f->c, "%s : %s", "%s: %s", paint(f->c, COLOUR_RED, place_text(f->c, at, answer)), pick(f->c, fr, en));
}

void push_fault_read(struct push_faults *f, const struct push_place *at, const struct text_errors *errors) {
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        struct push_place here = *at;
        if (e->place.line) here.line = e->place.line;
        push_fault_say(f, &here, e->path, e->fr, e->en);
    }
}

/* Paths of the contract begin at the request, those of the file at what it holds. */
static const char *answer_of(struct cli *c, struct push_place *at, const char *path) {
    if (!at->tree) {
        const char *column = column_of(c, path);
        return column ? column : path;
    }
    const char *inside = strncmp(path, "screening.", 10) == 0 ? path + 10 : path;
    at->line = tree_place(at->tree, inside).line;
    return inside;
}

void push_fault_refused(struct push_faults *f, const struct push_place *at, const sippe__status *s) {
    if (!s->n_violations) push_fault_say(f, at, "", s->message_fr, s->message_en);
    for (size_t i = 0; i < s->n_violations; i++) {
        const sippe__violation *v = s->violations[i];
        const struct reason_info *why = reason_info((int)v->reason);
        struct push_place here = *at;
        const char *answer = answer_of(f->c, &here, v->path);
        push_fault_say(f, &here, answer, *v->message_fr ? v->message_fr : why->fr,
                       *v->message_en ? v->message_en : why->en);
    }
}

void push_faults_end(struct push_faults *f) {
    struct cli *c = f->c;
    for (size_t i = 0; i < f->n; i++) {
        const struct group *g = &f->list[i];
        const char *lines = "";
        size_t shown = g->more < LINES_MAX ? g->more : LINES_MAX;
        if (!g->more) continue;
        for (size_t k = 0; k < shown; k++) lines = arena_printf(&c->arena, "%s%s%u", lines, k ? ", " : "", g->lines[k]);
        const char *place = place_text(c, &(struct push_place){g->file, 0, NULL}, g->answer);
        const char *rest = g->more > shown ? phrase(c, " et %zu autres", " and %zu others", g->more - shown) : "";
        say(c, "%s : la même chose %s %s%s.", "%s: the same in %s %s%s.", paint(c, COLOUR_RED, place),
            g->more == 1 ? pick(c, "à la ligne", "line") : pick(c, "aux lignes", "lines"), lines, rest);
    }
}

void file_faults_say(struct cli *c, const struct text_errors *errors, const char *file) {
    fflush(c->out);
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        const char *place = place_text(c, &(struct push_place){file, e->place.line, NULL}, e->path);
        /* Without an answer the column is where an editor must go; with one it is the number of the cell. */
        bool inside = !*e->path && e->place.column > 1;
        const char *where = inside ? phrase(c, ", caractère %u", ", character %u", e->place.column) : "";
        remark(c, "%s%s : %s", "%s%s: %s", place, where, pick(c, e->fr, e->en));
    }
}

int fail_file(struct cli *c, const struct text_errors *errors, const char *file) {
    if (c->json) return fail_text(c, errors, file);
    file_faults_say(c, errors, file);
    return c->exit = CLI_USAGE;
}

int push_fail_disk(struct cli *c, int err) {
    if (err != ERR_FULL) return fail_err(c, err, profile_path(c, "spool", ""));
    return stop(
        c, CLI_USAGE,
        "Le disque de ce poste est plein : des fiches n'ont pas pu être gardées. Faites de la place, puis renvoyez "
        "le même fichier; rien ne partira deux fois.",
        "This machine's disk is full: some forms could not be kept. Make room, then send the same file again; "
        "nothing will leave twice.");
}
