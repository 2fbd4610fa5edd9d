/* What went wrong, from a daemon, the system or a file, as a person reads it or as one JSON value. */
#include <string.h>
#include "base/reason.h"
#include "cli/line/args.h"
#include "cli/line/roles.h"
#include "cli/show/label.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"

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

/* The option that gave this answer, or its label (beside its path, where the person wrote the path herself): people
 * know what they typed, not what the contract calls it. */
static const char *given_as(struct cli *c, const char *path) {
    const struct command *k = c->command;
    size_t len = strcspn(path, "[");
    for (size_t i = 0; k && i < k->n_options; i++) {
        const char *field = k->options[i].field;
        if (field && strlen(field) == len && strncmp(field, path, len) == 0)
            return arena_printf(&c->arena, "--%s", k->options[i].name);
    }
    if (k && strcmp(k->noun, "call") == 0) return arena_printf(&c->arena, "%s (%s)", path, label_of(c, path));
    return label_of(c, path);
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
    unsigned roles = s->reason == REASON_NOT_ALLOWED && c->method ? roles_of_method(c->method) : 0;
    if (roles) remark(c, "  (le peuvent : %s)", "  (who may: %s)", roles_text(c, roles));
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

int fail_hollow(struct cli *c, const void *reply) {
    if (!reply) return c->exit;
    return stop(
        c, CLI_INTERNAL,
        "%s : la réponse est incomplète; le démon est peut-être d'une autre version que ce programme, voir : sippe "
        "status",
        "%s: the answer is incomplete; the daemon may be of another release than this program, see: sippe status",
        c->method ? c->method : "sippe");
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
