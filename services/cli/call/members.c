#include "cli/call/members.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"

const intake__list_members_reply *members_of(struct cli *c) {
    return CALL(c, NEW(&c->arena, intake__list_members_request), intake__list_members_reply);
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

const char *member_called(struct cli *c, const intake__list_members_reply *all, ProtobufCBinaryData id) {
    for (size_t i = 0; all && i < all->n_members; i++)
        if (span_equal(span_pb(all->members[i]->id), span_pb(id))) return all->members[i]->name;
    return id.len ? show_short(c, id) : "";
}
