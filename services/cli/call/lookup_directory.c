#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "text/fold.h"

/* Organisations and services by prefix or words. HITS: as many as a person can choose from; the search says how many
 * there are. */
enum { PAGE = 200, PAGES_MAX = 50, HITS = 20 };

/* Is every folded word of the text one of the name, or the beginning of one? In any order: people remember words, not
 * names. */
static bool name_fits(struct cli *c, const char *text, const char *name) {
    const char **wanted, **words;
    size_t n_wanted = fold_tokens(&c->arena, text, &wanted), n = fold_tokens(&c->arena, name, &words);
    for (size_t i = 0; i < n_wanted; i++) {
        bool found = false;
        for (size_t j = 0; j < n && !found; j++) found = strncmp(words[j], wanted[i], strlen(wanted[i])) == 0;
        if (!found) return false;
    }
    return n_wanted > 0;
}

/* By its id also when it is retired, for what was; by its name only among those that still are. */
bool lookup_organization(struct cli *c, const char *text, ProtobufCBinaryData *id, const char **name) {
    directory__list_organizations_request *r = NEW(&c->arena, directory__list_organizations_request);
    size_t n = 0;
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        directory__list_organizations_reply *list = CALL(c, r, directory__list_organizations_reply);
        if (!list) return false;
        for (size_t i = 0; i < list->n_organizations; i++) {
            const directory__organization_summary *o = list->organizations[i];
            if (prefix_is(text) ? !prefix_fits(text, o->organization_id) : o->retired || !name_fits(c, text, o->name))
                continue;
            *id = o->organization_id;
            if (name) *name = o->name;
            n++;
        }
        if (!list->next.len) break;
        r->after = list->next;
    }
    if (n == 0) stop(c, CLI_REFUSED, "Aucun organisme ne correspond à « %s ».", "No organisation fits \"%s\".", text);
    if (n > 1)
        stop(c, CLI_USAGE, "%zu organismes correspondent à « %s » : soyez plus précis (voir : sippe directory list).",
             "%zu organisations fit \"%s\": be more precise (see: sippe directory list).", n, text);
    return n == 1;
}

static directory__get_service_reply *service_get(struct cli *c, ProtobufCBinaryData id) {
    directory__get_service_request *r = NEW(&c->arena, directory__get_service_request);
    r->service_id = id;
    return CALL(c, r, directory__get_service_reply);
}

/* The services of all organisations are not listed: a prefix is looked for in what a search finds, need by need, a
 * hundred each. One without a need, or past the hundredth of its needs, is found by words or by its whole id only. */
static bool service_by_prefix(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    size_t n = 0;
    for (unsigned i = 0; i < sippe__need__descriptor.n_values; i++) {
        directory__search_services_request *r = NEW(&c->arena, directory__search_services_request);
        r->need = (sippe__need)sippe__need__descriptor.values[i].value;
        r->limit = 100;
        if (!r->need) continue;
        directory__search_services_reply *found = CALL(c, r, directory__search_services_reply);
        if (!found) return false;
        for (size_t j = 0; j < found->n_hits; j++) {
            ProtobufCBinaryData hit = found->hits[j]->service_id;
            if (!prefix_fits(text, hit) || (n && span_equal(span_pb(*id), span_pb(hit)))) continue;
            *id = hit;
            n++;
        }
    }
    if (n == 0) stop(c, CLI_REFUSED, "Aucun service ne commence par %s.", "No service begins with %s.", text);
    if (n > 1) stop(c, CLI_USAGE, "Plusieurs services commencent par %s.", "Several services begin with %s.", text);
    return n == 1;
}

/* Several are listed with the ids that tell them apart: the next line that is typed can then be right. */
static bool service_by_words(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    directory__search_services_request *r = NEW(&c->arena, directory__search_services_request);
    r->text = arena_text(&c->arena, text);
    r->limit = HITS;
    directory__search_services_reply *found = CALL(c, r, directory__search_services_reply);
    if (!found) return false;
    if (found->n_hits == 0)
        stop(c, CLI_REFUSED, "Aucun service ne correspond à « %s ».", "No service fits \"%s\".", text);
    if (found->n_hits > 1) {
        stop(c, CLI_USAGE, "%u services correspondent à « %s » : donnez l'identifiant du bon.",
             "%u services fit \"%s\": give the id of the right one.", found->total, text);
        for (size_t i = 0; i < found->n_hits && !c->json; i++)
            remark(c, "  %s  %s – %s", "  %s  %s – %s", show_short(c, found->hits[i]->service_id),
                   found->hits[i]->service_name, found->hits[i]->organization_name);
    }
    if (found->n_hits == 1) *id = found->hits[0]->service_id;
    return found->n_hits == 1;
}

directory__get_service_reply *lookup_service(struct cli *c, const char *text) {
    ProtobufCBinaryData id = {0};
    if (whole_id(c, text, &id)) return service_get(c, id);
    bool found = prefix_is(text) ? service_by_prefix(c, text, &id) : service_by_words(c, text, &id);
    return found ? service_get(c, id) : NULL;
}
