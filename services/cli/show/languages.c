#include <string.h>
#include "civil/language.h"
#include "cli/show/output.h"

/* One that has no name here shows its code. */
const char *show_language(struct cli *c, const sippe__language *l) {
    if (!l) return "";
    for (size_t i = 0; i < n_language_names; i++)
        if (strcmp(language_names[i].code, l->code) == 0) return pick(c, language_names[i].fr, language_names[i].en);
    return l->code;
}
