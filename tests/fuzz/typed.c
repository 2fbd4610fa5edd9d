#include "typed.h"

#include <string.h>
#include "contract/contract.h"
#include "cli/line/commands.h"
#include "text/plain.h"

struct typing {
    struct typed *line;
    struct arena *arena;
    struct bytes *from;
    const char *folder;
};

static const char *one_of(struct typing *t, const char *const *list, size_t n) { return list[bytes_below(t->from, n)]; }
#define ONE_OF(t, list) one_of((t), (list), sizeof(list) / sizeof *(list))

static void word(struct typing *t, const char *text) {
    if (t->line->argc < TYPED_MAX) t->line->argv[t->line->argc++] = arena_text(t->arena, text);
}

static const char *text(struct typing *t) {
    static const char *const texts[] = {
        "1042-9", "0123456789abcdef0123456789abcdef", "01234567", "Tremblay", "w1", "7", "intake", "fr", "coupe",
        "H2M 1A1"};
    return ONE_OF(t, texts);
}

static const char *file(struct typing *t) {
    static const char *const own[] = {"forms.csv", "forms.json", "desk.pub"};
    static const char *const kept[] = {"deploy/demo/team.csv", "deploy/territories/ahuntsic-demo.yaml"};
    if (bytes_next(t->from) & 1) return arena_printf(t->arena, SOURCE_DIR "/%s", ONE_OF(t, kept));
    return arena_printf(t->arena, "%s/%s", t->folder, ONE_OF(t, own));
}

static const char *choice(struct typing *t, const ProtobufCEnumDescriptor *type) {
    size_t i = 1 + bytes_below(t->from, type->n_values - 1);
    return plain_enum_write(type, type->values[i].value);
}

/* The nth of "json csv". */
static const char *listed(struct typing *t, const char *words) {
    const char *all[16];
    size_t n = 0;
    char *rest = arena_text(t->arena, words);
    for (char *one = strsep(&rest, " "); one && n < 16; one = strsep(&rest, " "))
        if (*one) all[n++] = one;
    return one_of(t, all, n);
}

static const char *method(struct typing *t) {
    struct rpc r, last = {.method = "node.GetStatus"};
    size_t nth = bytes_next(t->from);
    for (size_t i = 0; i <= nth && contract_at(t->arena, i, &r); i++) last = r;
    return last.method;
}

static const char *option_value(struct typing *t, const struct option *o) {
    static const char *const numbers[] = {"0", "1", "3", "200", "4000000000"};
    switch (o->kind) {
    case OPTION_FLAG: break;
    case OPTION_TEXT: return text(t);
    case OPTION_NUMBER: return ONE_OF(t, numbers);
    case OPTION_DATE: return "2026-11-21";
    case OPTION_TIME: return "2026-11-23 09:30";
    case OPTION_CHOICE: return choice(t, o->choices);
    case OPTION_HEX: return "0123456789abcdef0123456789abcdef";
    case OPTION_DAEMON: return daemon_names[bytes_below(t->from, DAEMONS)];
    case OPTION_FILE: return file(t);
    case OPTION_FOLDER: return t->folder; /* into which it may write */
    }
    return NULL;
}

static const char *operand_value(struct typing *t, const struct operand *o) {
    switch (o->kind) {
    case OPERAND_NONE: break;
    case OPERAND_TEXT: return text(t);
    case OPERAND_FILE: return file(t);
    case OPERAND_FOLDER: return SOURCE_DIR "/deploy/demo/directory";
    case OPERAND_CHOICE: return choice(t, o->choices);
    case OPERAND_METHOD: return method(t);
    case OPERAND_JSON: return "{}";
    case OPERAND_DAEMON:
    case OPERAND_WORD: return listed(t, o->words);
    }
    return NULL;
}

/* Two commands go on for ever by themselves: they are made to end. */
static bool is_given(struct typing *t, const struct option *o) {
    bool wanted = bytes_next(t->from) >= 160;
    if (strcmp(o->name, "follow") == 0) return false;
    return wanted || o->flags & OPTION_REQUIRED || strcmp(o->name, "once") == 0;
}

static void options(struct typing *t, const struct command *k) {
    for (size_t i = 0; i < k->n_options; i++) {
        const struct option *o = &k->options[i];
        if (!is_given(t, o)) continue;
        word(t, arena_printf(t->arena, "--%s", o->name));
        if (o->kind != OPTION_FLAG) word(t, option_value(t, o));
    }
}

struct search {
    size_t left;
    const struct command *found;
};

static bool search_one(void *owner, const struct command *k) {
    struct search *s = owner;
    if (s->left--) return true;
    s->found = k;
    return false;
}

static bool count_one(void *owner, const struct command *k) {
    (void)k;
    return ++*(size_t *)owner, true;
}

size_t typed_commands(void) {
    size_t n = 0;
    commands_each(count_one, &n);
    return n;
}

void typed_line(struct typed *line, struct arena *a, size_t command, const char *in, struct bytes *from) {
    struct typing t = {line, a, from, in};
    struct search s = {.left = command % typed_commands()};
    commands_each(search_one, &s);
    word(&t, "sippe");
    word(&t, s.found->noun);
    if (s.found->verb) word(&t, s.found->verb);
    for (size_t i = 0; i < OPERANDS_MAX && s.found->operands[i].kind != OPERAND_NONE; i++) {
        const struct operand *o = &s.found->operands[i];
        if (!o->optional || bytes_next(from) & 1) word(&t, operand_value(&t, o));
    }
    options(&t, s.found);
}
