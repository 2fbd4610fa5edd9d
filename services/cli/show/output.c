#include "cli/show/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
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

/* The mark and its end in one text, put around what was cut to its column: none is left open. */
const char *paint(struct cli *c, enum colour colour, const char *text) {
    if (!c->colour || colour == COLOUR_NONE) return text;
    return arena_printf(&c->arena, "%c%d%s%c0", MARK, (int)colour, visible(&c->arena, text, false), MARK);
}

/* The only place that writes an escape. A tab of a text with lines is a blank: it would move the cursor. */
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
            fputc(*text == '\t' ? ' ' : *text, to);
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
