/* What the program says of itself. Asks nobody. */
#include <string.h>
#include "cli/line/commands.h"
#include "cli/line/completion.h"
#include "cli/line/help.h"
#include "cli/show/output.h"

static int completion_run(struct cli *c) {
    fputs(completion_bash(c), c->out);
    return CLI_DONE;
}

/* A noun alone may be a command or several: the first is explained, the others are listed. */
static int help_run(struct cli *c) {
    const char *noun = operand(c, 0), *verb = operand(c, 1);
    bool alone;
    if (!noun) {
        help_all(c);
        return CLI_DONE;
    }
    const struct command *k = command_find(noun, verb);
    if (k)
        help_command(c, k);
    else if (command_noun(noun, &alone) && !verb)
        help_noun(c, noun);
    else
        return stop(c, CLI_USAGE, "Commande inconnue : %s%s%s.", "Unknown command: %s%s%s.", noun, verb ? " " : "",
                    verb ? verb : "");
    return CLI_DONE;
}

static int version_run(struct cli *c) {
    if (c->json) fprintf(c->out, "{\"version\":\"%s\"}\n", SIPPE_RELEASE);
    say(c, "sippe %s", "sippe %s", SIPPE_RELEASE);
    return CLI_DONE;
}

const struct command program_commands[] = {
    {.noun = "help",
     .fr = "cette aide, ou celle d'une commande",
     .en = "this help, or that of a command",
     .operands = {{.kind = OPERAND_TEXT, .fr = "COMMANDE", .en = "COMMAND", .optional = true},
                  {.kind = OPERAND_TEXT, .fr = "ACTION", .en = "VERB", .optional = true}},
     .run = help_run},
    {.noun = "completion",
     .fr = "un script de complétion : source <(sippe completion bash)",
     .en = "a completion script: source <(sippe completion bash)",
     .operands = {{.kind = OPERAND_WORD, .fr = "SHELL", .en = "SHELL", .words = "bash"}},
     .run = completion_run},
    {.noun = "version", .fr = "la version de ce programme", .en = "the version of this program", .run = version_run},
};
COMMANDS_END(program);
