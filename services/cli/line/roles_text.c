/* Which roles those are, for whoever reads. */
#include "cli/cli.h"
#include "cli/line/roles.h"
#include "cli/show/words.h"

const char *roles_text(struct cli *c, unsigned roles) {
    const char *all = "";
    for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++)
        if (role != ROLE_GATEWAY && roles >> role & 1)
            all = arena_printf(&c->arena, "%s%s%s", all, *all ? ", " : "", WORD(c, sippe__role, role));
    return all;
}
