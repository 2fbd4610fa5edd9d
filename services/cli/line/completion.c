#include "cli/line/completion.h"

#include <string.h>
#include "base/message.h"
#include "contract/contract.h"
#include "cli/line/commands.h"
#include "text/builder.h"
#include "text/plain.h"

struct script {
    struct cli *c;
    struct builder out;
    const char *noun; /* the last one written */
};

static void add(struct script *s, const char *text) { builder_text(&s->out, text); }

/* "A B C", without the values of that set: 1 << value. */
static const char *choices(struct script *s, const ProtobufCEnumDescriptor *type, unsigned unoffered) {
    const char *list = "";
    for (unsigned i = 0; i < type->n_values; i++) {
        int value = type->values[i].value;
        if (!value || (value < 32 && unoffered & 1u << value)) continue;
        list = arena_printf(&s->c->arena, "%s%s%s", list, *list ? " " : "", plain_enum_write(type, value));
    }
    return list;
}

/* Rows of one noun stand together, so the one before is all that is compared. */
static bool noun_add(void *owner, const struct command *k) {
    struct script *s = owner;
    if (!s->noun || strcmp(s->noun, k->noun) != 0) add(s, arena_printf(&s->c->arena, " %s", k->noun));
    s->noun = k->noun;
    return true;
}

/* `;;&` goes on to the next pattern: all rows of a noun add their verb. */
static bool verb_add(void *owner, const struct command *k) {
    struct script *s = owner;
    if (!k->verb) return true;
    add(s, arena_printf(&s->c->arena, "        \"%s\") verbs=\"$verbs %s\" ;;&\n", k->noun, k->verb));
    return true;
}

static void option_names(struct script *s, const struct option *list, size_t n) {
    for (size_t i = 0; i < n; i++) add(s, arena_printf(&s->c->arena, " --%s", list[i].name));
}

/* By the contract's names alone: words of people have blanks and accents, which a shell would part or quote. */
static void option_value(struct script *s, const struct option *o) {
    if (o->kind == OPTION_CHOICE)
        add(s,
            arena_printf(&s->c->arena, "                --%s) values=\"%s\" ;;\n", o->name, choices(s, o->choices, 0)));
    if (o->kind == OPTION_DAEMON)
        add(s, arena_printf(&s->c->arena, "                --%s) values=\"%s\" ;;\n", o->name, DAEMON_WORDS));
    if (o->kind == OPTION_FILE) add(s, arena_printf(&s->c->arena, "                --%s) files=-f ;;\n", o->name));
    if (o->kind == OPTION_FOLDER) add(s, arena_printf(&s->c->arena, "                --%s) files=-d ;;\n", o->name));
}

static void methods_add(struct script *s) {
    struct rpc r;
    for (size_t i = 0; contract_at(&s->c->arena, i, &r); i++) add(s, arena_printf(&s->c->arena, " %s", r.method));
}

static void operand_values(struct script *s, const struct command *k) {
    for (size_t i = 0; i < OPERANDS_MAX && k->operands[i].kind; i++) {
        const struct operand *p = &k->operands[i];
        if (p->choices) add(s, arena_printf(&s->c->arena, " %s", choices(s, p->choices, p->unoffered)));
        if (p->kind == OPERAND_METHOD) methods_add(s);
        if (p->words) add(s, arena_printf(&s->c->arena, " %s", p->words));
    }
}

static bool has_operand(const struct command *k, enum operand_kind kind) {
    for (size_t i = 0; i < OPERANDS_MAX; i++)
        if (k->operands[i].kind == kind) return true;
    return false;
}

/* All that may follow a command in one branch; what the word before asks for (a value, a file) goes before it. */
static bool command_add(void *owner, const struct command *k) {
    struct script *s = owner;
    add(s, arena_printf(&s->c->arena, "        \"%s%s%s\")\n            words=\"", k->noun, k->verb ? " " : "",
                        k->verb ? k->verb : ""));
    operand_values(s, k);
    option_names(s, k->options, k->n_options);
    option_names(s, options_common, n_options_common);
    add(s, "\"\n");
    if (has_operand(k, OPERAND_FILE)) add(s, "            more=-f\n");
    if (has_operand(k, OPERAND_FOLDER)) add(s, "            more=-d\n");
    if (has_operand(k, OPERAND_JSON)) add(s, "            at=@\n");
    add(s, "            case \"$previous\" in\n");
    for (size_t i = 0; i < k->n_options; i++) option_value(s, &k->options[i]);
    for (size_t i = 0; i < n_options_common; i++) option_value(s, &options_common[i]);
    add(s, "            esac ;;\n");
    return true;
}

/* Nouns and verbs by position, the rest by the words before: enough for a line that is typed from left to right. */
char *completion_bash(struct cli *c) {
    struct script s = {.c = c, .out = {.arena = &c->arena}};
    add(&s, "# sippe: complétion pour bash, faite par « sippe completion bash »\n"
            "_sippe() {\n"
            "    local current=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
            "    local noun=\"${COMP_WORDS[1]}\" verb=\"${COMP_WORDS[2]}\" verbs= words= values= files= more= at=\n"
            "    COMPREPLY=()\n"
            "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
            "        COMPREPLY=($(compgen -W \"");
    commands_each(noun_add, &s);
    add(&s, "\" -- \"$current\"))\n        return\n    fi\n    case \"$noun\" in\n");
    commands_each(verb_add, &s);
    add(&s, "    esac\n"
            "    if [ -n \"$verbs\" ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n"
            "        COMPREPLY=($(compgen -W \"$verbs\" -- \"$current\"))\n"
            "        return\n"
            "    fi\n"
            "    [ -n \"$verbs\" ] && noun=\"$noun $verb\"\n"
            "    case \"$noun\" in\n");
    commands_each(command_add, &s);
    add(&s,
        "    esac\n"
        /* bash parts words at "@" unless it was told not to, but puts the whole in their place; as the name of a file
             * it would quote the "@". */
        "    if [ -n \"$at\" ] && { [ \"$previous\" = @ ] || [ \"${current:0:1}\" = @ ]; }; then\n"
        "        compopt +o filenames 2>/dev/null\n"
        "        COMPREPLY=($(compgen -P @ -f -- \"${current#@}\"))\n"
        "    elif [ -n \"$values\" ]; then\n"
        "        COMPREPLY=($(compgen -W \"$values\" -- \"$current\"))\n"
        "    elif [ -n \"$files\" ]; then\n"
        "        COMPREPLY=($(compgen \"$files\" -- \"$current\"))\n"
        "    else\n"
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\") $([ -n \"$more\" ] && compgen \"$more\" -- "
        "\"$current\"))\n"
        "    fi\n"
        "}\n"
        "complete -o filenames -F _sippe sippe\n");
    return builder_end(&s.out);
}
