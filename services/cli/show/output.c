#include "cli/show/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/reason.h"
#include "cli/show/visible.h"
#include "text/json.h"

int output_width(const struct cli *c) {
    if (c->columns <= 0) return OUTPUT_WIDTH;
    if (c->columns < OUTPUT_WIDTH_MIN) return OUTPUT_WIDTH_MIN;
    return c->columns < OUTPUT_WIDTH_MAX ? c->columns : OUTPUT_WIDTH_MAX;
}

const char *pick(const struct cli *c, const char *fr, const char *en) { return c->language == FRENCH ? fr : en; }

static char *vphrase(struct cli *c, const char *fr, const char *en, va_list arguments) {
    return visible_vformat(&c->arena, pick(c, fr, en), arguments);
}

char *phrase(struct cli *c, const char *fr, const char *en, ...) {
    va_list arguments;
    va_start(arguments, en);
    char *text = vphrase(c, fr, en, arguments);
    va_end(arguments);
    return text;
}

void say(struct cli *c, const char *fr, const char *en, ...) {
    if (c->json) return;
    va_list arguments;
    va_start(arguments, en);
    print_text(c->out, vphrase(c, fr, en, arguments));
    fputc('\n', c->out);
    va_end(arguments);
}

/* Both streams often are one terminal: what was printed before must stand before. */
void remark(struct cli *c, const char *fr, const char *en, ...) {
    va_list arguments;
    va_start(arguments, en);
    fflush(c->out);
    print_text(c->err, vphrase(c, fr, en, arguments));
    fputc('\n', c->err);
    va_end(arguments);
}

const char *json_text(struct arena *a, const char *text) {
    json_t *value = json_string(text);
    char *printed = value ? json_print(a, value, false) : arena_text(a, "\"\"");
    json_decref(value);
    return visible_json(a, printed);
}

/* Under --json the error is the value of the run, on stdout: a program reads one stream, and finds either what it asked
 * for or why not. */
static int fail_said(struct cli *c, int exit, const char *text) {
    c->exit = exit;
    if (c->json)
        fprintf(c->out, "{\"error\": {\"exit\": %d, \"message\": %s}}\n", exit, json_text(&c->arena, text));
    else {
        fflush(c->out);
        fprintf(c->err, "%s\n", text);
    }
    return exit;
}

int stop(struct cli *c, int exit, const char *fr, const char *en, ...) {
    va_list arguments;
    va_start(arguments, en);
    char *text = vphrase(c, fr, en, arguments);
    va_end(arguments);
    return fail_said(c, exit, text);
}

/* No default: a code that the contract gains must be put under one of these. */
int exit_of(const sippe__status *s) {
    switch (s->code) {
    case CODE_OK: return CLI_DONE;
    case CODE_UNAUTHENTICATED: return CLI_KEY;
    case CODE_CANCELLED:
    case CODE_DEADLINE_EXCEEDED:
    case CODE_RESOURCE_EXHAUSTED:
    case CODE_UNAVAILABLE: return CLI_UNREACHABLE;
    case CODE_UNKNOWN:
    case CODE_UNIMPLEMENTED:
    case CODE_INTERNAL:
    case CODE_DATA_LOSS: return CLI_INTERNAL;
    case CODE_INVALID_ARGUMENT:
    case CODE_NOT_FOUND:
    case CODE_ALREADY_EXISTS:
    case CODE_PERMISSION_DENIED:
    case CODE_FAILED_PRECONDITION:
    case CODE_ABORTED:
    case CODE_OUT_OF_RANGE: return CLI_REFUSED;
    }
    return CLI_REFUSED;
}

/* The option that gave this answer, or its path: people know what they typed, not what the contract calls it. */
static const char *given_as(struct cli *c, const char *path) {
    const struct command *k = c->command;
    for (size_t i = 0; k && i < k->n_options; i++)
        if (k->options[i].field && strcmp(k->options[i].field, path) == 0)
            return arena_printf(&c->arena, "--%s", k->options[i].name);
    return path;
}

int fail_status(struct cli *c, const sippe__status *s) {
    c->exit = exit_of(s);
    if (c->json) {
        /* As every error: the exit code first, then what the daemon said (+ 1: without its brace). */
        fprintf(c->out, "{\"error\": {\"exit\": %d, %s}\n", c->exit, json_shown(c, &s->base, false) + 1);
        return c->exit;
    }
    fflush(c->out);
    const char *sentence = pick(c, s->message_fr, s->message_en);
    if (!*sentence) sentence = pick(c, reason_info((int)s->reason)->fr, reason_info((int)s->reason)->en);
    remark(c, "%s", "%s", sentence);
    for (size_t i = 0; i < s->n_violations; i++) {
        const sippe__violation *v = s->violations[i];
        const char *why = pick(c, v->message_fr, v->message_en);
        if (!*why) why = pick(c, reason_info((int)v->reason)->fr, reason_info((int)v->reason)->en);
        remark(c, "  %s : %s", "  %s: %s", given_as(c, v->path), why);
    }
    if (s->retry_after_ms)
        remark(c, "  (réessayer dans %u s)", "  (try again in %u s)", (unsigned)(s->retry_after_ms + 999) / 1000);
    return c->exit;
}

/* Files that a person named: most of these she can mend herself, and the sentence says what to look at. */
int fail_err(struct cli *c, int err, const char *about) {
    static const struct {
        int err;
        const char *fr, *en;
    } whys[] = {
        {ERR_NOTFOUND, "introuvable", "not found"},
        {ERR_DENIED, "accès refusé : les droits de ce fichier ne conviennent pas",
         "permission denied, or the file's permissions are too wide"},
        {ERR_FULL, "le disque est plein", "the disk is full"},
        {ERR_BUSY, "déjà là, ou utilisé par un autre programme", "already there, or in use by another program"},
        {ERR_INVALID, "ce n'est pas un fichier que ce programme peut lire", "not a file that this program can read"},
        {ERR_CORRUPT, "contenu abîmé", "damaged content"},
    };
    int exit = err == ERR_NOMEM || err == ERR_IO ? CLI_INTERNAL : CLI_USAGE;
    for (size_t i = 0; i < sizeof whys / sizeof whys[0]; i++)
        if (whys[i].err == err) return stop(c, exit, "%s : %s.", "%s: %s.", about, pick(c, whys[i].fr, whys[i].en));
    return stop(c, exit, "%s : lecture ou écriture impossible.", "%s: cannot be read or written.", about);
}

int fail_text(struct cli *c, const struct text_errors *errors, const char *file) {
    c->exit = CLI_USAGE;
    if (!c->json) {
        fflush(c->out);
        print_text(c->err, visible(&c->arena, text_errors_print(&c->arena, errors, file, c->language == FRENCH), true));
        return c->exit;
    }
    fprintf(c->out, "{\"error\": {\"exit\": %d, \"file\": %s, \"faults\": [", CLI_USAGE, json_text(&c->arena, file));
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        fprintf(c->out, "%s{\"line\": %u, \"column\": %u, \"path\": %s, \"message_fr\": %s, \"message_en\": %s}",
                i ? ", " : "", e->place.line, e->place.column, json_text(&c->arena, e->path),
                json_text(&c->arena, e->fr), json_text(&c->arena, e->en));
    }
    fputs("]}}\n", c->out);
    return c->exit;
}

/* The mark and its end in one text, put around what was cut to its column: none is left open. */
const char *paint(struct cli *c, enum colour colour, const char *text) {
    if (!c->colour || colour == COLOUR_NONE) return text;
    return arena_printf(&c->arena, "%c%d%s%c0", MARK, (int)colour, visible(&c->arena, text, false), MARK);
}

/* The only place that writes an escape. */
void print_text(FILE *to, const char *text) {
    static const char *const codes[] = {
        [COLOUR_NONE] = "0", [COLOUR_BOLD] = "1",   [COLOUR_DIM] = "2",
        [COLOUR_RED] = "31", [COLOUR_GREEN] = "32", [COLOUR_YELLOW] = "33",
    };
    for (; *text; text++) {
        size_t n = mark_len(text), colour = n ? (size_t)(text[1] - '0') : 0;
        if (n && colour < sizeof codes / sizeof codes[0])
            fprintf(to, "\033[%sm", codes[colour]);
        else
            fputc(*text, to);
        text += n ? n - 1 : 0;
    }
}

const char *json_shown(struct cli *c, const ProtobufCMessage *m, bool pretty) {
    return visible_json(&c->arena, json_write(&c->arena, m, pretty));
}

int print_json(struct cli *c, const ProtobufCMessage *m) {
    fprintf(c->out, "%s\n", json_shown(c, m, true));
    return CLI_DONE;
}

/* To stderr also under --json: stdout is what failed. ferror too: an earlier write may have been lost and its flush not
 * looked at. */
int output_flush(struct cli *c) {
    if (fflush(c->out) == 0 && !ferror(c->out)) return 0;
    if (!c->output_lost)
        fprintf(c->err, "%s\n",
                pick(c,
                     "La sortie n'a pas pu être écrite (disque plein, ou lecteur fermé) : il en manque. Faites de la "
                     "place ou changez de sortie, puis recommencez.",
                     "The output could not be written (disk full, or reader closed): some of it is missing. Make room "
                     "or change the output, then run this again."));
    c->output_lost = true;
    c->exit = CLI_INTERNAL;
    return c->exit;
}

int print_json_line(struct cli *c, const ProtobufCMessage *m) {
    fprintf(c->out, "%s\n", json_shown(c, m, false));
    fflush(c->out);
    return CLI_DONE;
}
