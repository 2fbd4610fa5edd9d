#include "cli/call/members.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"

static int by_name(const void *a, const void *b) {
    return strcmp((*(intake__member *const *)a)->name, (*(intake__member *const *)b)->name);
}

const intake__list_members_reply *members_of(struct cli *c) {
    intake__list_members_request *r = NEW(&c->arena, intake__list_members_request);
    intake__list_members_reply *all = NEW(&c->arena, intake__list_members_reply), *page;
    do {
        page = CALL(c, r, intake__list_members_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_members; i++) APPEND(&c->arena, all, members, page->members[i]);
        r->after = page->next;
    } while (page->next.len);
    if (all->n_members) qsort(all->members, all->n_members, sizeof *all->members, by_name);
    return all;
}

intake__member *member_among(const intake__list_members_reply *all, const char *text) {
    struct id id;
    bool by_id = id_parse(text, &id);
    for (size_t i = 0; i < all->n_members; i++)
        if (by_id ? id_is(all->members[i]->id, id) : strcmp(all->members[i]->name, text) == 0) return all->members[i];
    return NULL;
}

intake__member *member_of(struct cli *c, const char *text) {
    const intake__list_members_reply *all = members_of(c);
    intake__member *m = all ? member_among(all, text) : NULL;
    if (m || !all) return m;
    stop(
        c, CLI_REFUSED,
        "Personne n'est admis sous le nom %s (sippe members list). Une clé de confiance (ligne « trust ») se retire de "
        "la configuration de chaque démon.",
        "Nobody is admitted under the name %s (sippe members list). A trusted key (line \"trust\") is removed from "
        "each daemon's configuration.",
        text);
    return NULL;
}
