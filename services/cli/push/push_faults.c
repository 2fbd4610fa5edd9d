#include "cli/push/push_faults.h"

#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/profile.h"
#include "cli/show/column.h"
#include "cli/show/output.h"

/* RANGES: of lines that one sentence names. GROUPS: sentences that are kept apart before they are told; of a large file
 * in which each row has another fault they are told in turns. SAID: lines of a run, past which nobody reads on. */
enum { RANGES_MAX = 20, GROUPS_MAX = 60, SAID_MAX = 60 };

struct range {
    unsigned from, to;
};

/* The same fault in the same column of a file. */
struct group {
    const char *file, *answer, *sentence;
    enum colour colour;
    bool tree;
    size_t n, n_ranges; /* rows; past RANGES_MAX they are counted alone */
    struct range ranges[RANGES_MAX];
};

struct push_faults {
    struct cli *c;
    struct arena arena; /* of the groups, until they are told */
    struct group list[GROUPS_MAX];
    size_t n, said, left_out;
};

struct push_faults *push_faults_new(struct cli *c) {
    struct push_faults *f = arena_alloc(&c->arena, sizeof *f);
    *f = (struct push_faults){.c = c};
    arena_init(&f->arena);
    return f;
}

/* "2", "2 et 3", "2 à 50, 53". */
static const char *lines_text(struct push_faults *f, const struct group *g) {
    struct cli *c = f->c;
    const char *all = "";
    size_t named = 0;
    for (size_t i = 0; i < g->n_ranges; i++) {
        const struct range *r = &g->ranges[i];
        const char *to = pick(c, r->to == r->from + 1 ? "et" : "à", r->to == r->from + 1 ? "and" : "to");
        const char *one = r->to == r->from ? arena_printf(&f->arena, "%u", r->from)
                                           : arena_printf(&f->arena, "%u %s %u", r->from, to, r->to);
        all = arena_printf(&f->arena, "%s%s%s", all, i ? ", " : "", one);
        named += r->to - r->from + 1;
    }
    return g->n > named ? phrase(c, "%s et %zu autres", "%s and %zu more", all, g->n - named) : all;
}

static const char *place_text(struct cli *c, const char *file, const char *lines, const char *which,
                              const char *answer) {
    return arena_printf(&c->arena, "%s%s%s%s", file, lines, *answer ? which : "", answer);
}

static const char *answer_word(struct cli *c, bool tree) {
    return tree ? pick(c, ", réponse ", ", answer ") : pick(c, ", colonne ", ", column ");
}

static void group_say(struct push_faults *f, const struct group *g) {
    struct cli *c = f->c;
    bool many = g->n_ranges > 1 || (g->n_ranges == 1 && g->ranges[0].to > g->ranges[0].from);
    const char *word = many ? pick(c, ", lignes ", ", lines ") : pick(c, ", ligne ", ", line ");
    const char *lines = g->n_ranges ? arena_printf(&f->arena, "%s%s", word, lines_text(f, g)) : "";
    const char *place = place_text(c, g->file, lines, answer_word(c, g->tree), g->answer);
    sentence(c, "%s : %s", "%s: %s", paint(c, g->colour, place), g->sentence);
}

static void groups_say(struct push_faults *f) {
    for (size_t i = 0; i < f->n; i++) {
        if (f->said == SAID_MAX) {
            f->left_out += f->list[i].n;
            continue;
        }
        group_say(f, &f->list[i]);
        f->said++;
    }
    f->n = 0;
    arena_reset(&f->arena);
}

static struct group *group_of(struct push_faults *f, const struct push_place *at, const char *answer,
                              const char *sentence) {
    for (size_t i = 0; i < f->n; i++) {
        struct group *g = &f->list[i];
        if (strcmp(g->sentence, sentence) == 0 && strcmp(g->answer, answer) == 0 && strcmp(g->file, at->file) == 0)
            return g;
    }
    if (f->n == GROUPS_MAX) groups_say(f);
    struct group *g = &f->list[f->n++];
    *g = (struct group){.file = arena_text(&f->arena, at->file),
                        .answer = arena_text(&f->arena, answer),
                        .sentence = arena_text(&f->arena, sentence),
                        .tree = at->tree != NULL};
    return g;
}

static void line_add(struct group *g, unsigned line) {
    struct range *last = g->n_ranges ? &g->ranges[g->n_ranges - 1] : NULL;
    if (last && line == last->to) return; /* twice in one row */
    g->n++;
    if (!line) return;
    if (last && line == last->to + 1 && g->n_ranges < RANGES_MAX)
        last->to = line;
    else if (g->n_ranges < RANGES_MAX)
        g->ranges[g->n_ranges++] = (struct range){line, line};
}

static void group_add(struct push_faults *f, enum colour colour, const struct push_place *at, const char *answer,
                      const char *sentence) {
    if (f->c->json) return;
    struct group *g = group_of(f, at, answer, sentence);
    g->colour = colour;
    line_add(g, at->line);
}

void push_fault_say(struct push_faults *f, const struct push_place *at, const char *answer, const char *fr,
                    const char *en) {
    group_add(f, COLOUR_RED, at, answer, pick(f->c, fr, en));
}

void push_remark_say(struct push_faults *f, const struct push_place *at, const char *answer, const char *fr,
                     const char *en) {
    group_add(f, COLOUR_YELLOW, at, answer, pick(f->c, fr, en));
}

void push_clsc_say(struct push_faults *f, const struct push_place *at, const char *sent, const char *kept) {
    struct arena *a = &f->c->arena;
    if (!*kept || strcmp(sent, kept) == 0 || f->c->json) return;
    push_remark_say(f, at, at->tree ? "call.clsc_code" : "clsc", arena_printf(a, "%s est lu comme %s.", sent, kept),
                    arena_printf(a, "%s is read as %s.", sent, kept));
}

void push_left_out_say(struct push_faults *f, const struct push_place *at, size_t n) {
    struct arena *a = &f->c->arena;
    if (!n || f->c->json) return;
    push_remark_say(f, at, at->tree ? "call.caller_is_subject" : "appelle_pour_elle_meme",
                    arena_printf(a, "quelqu'un d'autre appelle pour elle : %s. Il reste de quoi la rappeler.",
                                 counted(f->c, n, "réponse n'est pas gardée/réponses ne sont pas gardées", "")),
                    arena_printf(a, "somebody else calls for her: %s. What is needed to call her back is kept.",
                                 counted(f->c, n, "", "answer is not kept/answers are not kept")));
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
    groups_say(f);
    if (f->left_out)
        say(f->c, "(… et %s : --json les dit toutes, une par ligne)",
            "(… and %s: --json tells all of them, one a line)",
            counted(f->c, f->left_out, "autre ligne", "more row/more rows"));
    arena_close(&f->arena);
}

void file_faults_say(struct cli *c, const struct text_errors *errors, const char *file) {
    fflush(c->out);
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        const char *line = e->place.line ? phrase(c, ", ligne %u", ", line %u", e->place.line) : "";
        const char *place = place_text(c, file, line, answer_word(c, false), e->path);
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
