#include "cli/cli.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "cli/line/commands.h"
#include "cli/line/help.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "text/plain.h"

static const char *environment(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* French unless the locale says English: the language of the network, also where no locale is set (a script, a cron
 * job). The first variable that is set decides, as in POSIX. */
static enum language language_of(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = environment(names[i]);
        if (value) return strncmp(value, "en", 2) == 0 ? ENGLISH : FRENCH;
    }
    return FRENCH;
}

/* An explicit folder, then the XDG base directory specification, then its default. */
static const char *home_of(struct cli *c) {
    const char *home = environment("SIPPE_HOME");
    if (home) return home;
    const char *config = environment("XDG_CONFIG_HOME");
    if (config) return arena_printf(&c->arena, "%s/sippe", config);
    home = environment("HOME");
    return arena_printf(&c->arena, "%s/.config/sippe", home ? home : "");
}

/* What a person says first, then the window; 0 for a pipe or a file: what is read by a program must not depend on the
 * window that happens to be open. */
static int columns_of(FILE *out) {
    struct winsize size;
    const char *said = environment("COLUMNS");
    uint64_t columns;
    if (said && plain_uint_read(said, &columns) && columns > 0 && columns <= INT16_MAX) return (int)columns;
    return isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* --help after a wrong word helps with the part that was right. Without any word it is a wrong use, and says so by the
 * exit code. */
static int help_show(struct cli *c, int argc, char **argv) {
    bool alone;
    const char *noun = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;
    if (c->command)
        help_command(c, c->command);
    else if (noun && command_noun(noun, &alone))
        help_noun(c, noun);
    else
        help_all(c);
    return argc > 1 ? CLI_DONE : CLI_USAGE;
}

/* --version is the command under its other name. Help wins over whatever else is wrong, but for a command that is known
 * and misused: then the fault is more use than its whole page. */
static int cli_run(struct cli *c, int argc, char **argv) {
    static char version[] = "version";
    bool help;
    if (argc > 1 && strcmp(argv[1], "--version") == 0) argv[1] = version;
    int rc = args_parse(c, argc, argv, &help);
    if (help && (rc == 0 || !c->command)) return help_show(c, argc, argv);
    return rc ? rc : c->command->run(c);
}

/* A full disk or a closed pipe is seen only when the last bytes leave: a run whose output was lost has not done its
 * work. */
int cli_main(int argc, char **argv, FILE *out, FILE *err) {
    struct cli c = {.out = out, .err = err, .language = language_of()};
    arena_init(&c.arena);
    c.home = home_of(&c);
    c.key_name = environment("SIPPE_KEY");
    c.by = environment("SIPPE_BY");
    c.columns = columns_of(out);
    c.colour = isatty(fileno(out)) && !environment("NO_COLOR");
    int rc = cli_run(&c, argc, argv);
    session_close(&c);
    if (output_flush(&c) && rc == 0) rc = CLI_INTERNAL;
    arena_close(&c.arena);
    return rc;
}
