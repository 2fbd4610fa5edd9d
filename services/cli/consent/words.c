/* The words that are read to a family, by their version. */
#include "civil/civil.h"
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/consent/consent.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"

struct texts {
    sippe__text *const *list;
    size_t n;
};

static struct texts texts_of(const sippe__territory *t, enum words_of of) {
    if (!t) return (struct texts){0};
    if (of == WORDS_OF_PARTICIPATION) return (struct texts){t->participation_texts, t->n_participation_texts};
    return (struct texts){t->consent_texts, t->n_consent_texts};
}

int text_version_choose(struct cli *c, enum words_of of, day on, const char **version) {
    intake__get_territory_request *r = NEW(&c->arena, intake__get_territory_request);
    struct joined known = joined_new(c, ", ");
    const char *named = *version;
    bool found = false;
    r->on = civil_date(&c->arena, on);
    intake__get_territory_reply *g = CALL(c, r, intake__get_territory_reply);
    if (!g) return c->exit;
    struct texts texts = texts_of(g->territory, of);
    for (size_t i = 0; i < texts.n; i++) {
        const sippe__text *text = texts.list[i];
        day from = civil_day(text->from);
        if (from != DAY_NONE && from > on) continue;
        if (!*named) *version = text->version;
        found = found || !*named || strcmp(named, text->version) == 0;
        joined_add(&known, text->version);
    }
    if (found || !texts.n) return 0;
    return stop(c, CLI_REFUSED, "Le %s, aucun texte de version « %s » n'était adopté. Versions de ce jour-là : %s",
                "On %s no text of version \"%s\" was adopted. Versions of that day: %s", show_date(c, r->on), named,
                joined_text(&known));
}
