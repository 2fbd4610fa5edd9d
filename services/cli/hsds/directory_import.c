#include "cli/hsds/directory_import.h"

#include <string.h>
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "sys/file.h"

enum { TABLE_MAX = 64 << 20, PAGE = 200, PAGES_MAX = 500 }; /* bytes of a table; 100,000 organisations held */

/* A package has the tables that it needs: one that is not there is empty, but for those without which it is none. */
int directory_package_read(struct cli *c, const char *folder, struct hsds *out) {
    *out = (struct hsds){.arena = &c->arena};
    for (int i = 0; i < HSDS_TABLES; i++) {
        struct text_errors errors = {0};
        struct span text = {0};
        char *path = arena_printf(&c->arena, "%s/%s.csv", folder, hsds_names[i]);
        int rc = file_read(&c->arena, path, TABLE_MAX, &text);
        if (rc == ERR_NOTFOUND && i != HSDS_ORGANIZATIONS && i != HSDS_SERVICES) text = span_of("", 0), rc = 0;
        if (rc) return fail_err(c, rc, path);
        if (!hsds_table_read(&out->tables[i], &c->arena, hsds_names[i], text, &errors))
            return fail_text(c, &errors, path);
    }
    return 0;
}

/* What the directory holds now. */
struct held {
    directory__organization_summary **list;
    size_t n;
};

static int held_read(struct cli *c, struct held *out) {
    directory__list_organizations_request *r = NEW(&c->arena, directory__list_organizations_request);
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        directory__list_organizations_reply *list = CALL(c, r, directory__list_organizations_reply);
        if (!list) return c->exit;
        for (size_t i = 0; i < list->n_organizations; i++)
            *(directory__organization_summary **)message_grow(&c->arena, (void **)&out->list, &out->n,
                                                              sizeof *out->list) = list->organizations[i];
        if (!list->next.len) return 0;
        r->after = list->next;
    }
    return 0;
}

static const directory__organization_summary *held_find(const struct held *h, ProtobufCBinaryData id) {
    for (size_t i = 0; i < h->n; i++)
        if (span_equal(span_pb(h->list[i]->organization_id), span_pb(id))) return h->list[i];
    return NULL;
}

struct import {
    struct cli *c;
    struct held held;
    size_t added, changed, same, refused, missing, retired;
};

static void refused_say(struct import *m, const struct hsds_organization *o, const sippe__status *s) {
    struct cli *c = m->c;
    m->refused++;
    remark(c, "organizations.csv:%u: %s : %s", "organizations.csv:%u: %s: %s", o->line, o->organization->name,
           pick(c, s->message_fr, s->message_en));
    for (size_t i = 0; i < s->n_violations; i++)
        remark(c, "    %s : %s", "    %s: %s", s->violations[i]->path,
               pick(c, s->violations[i]->message_fr, s->violations[i]->message_en));
}

/* The id of the request follows from the content and from what the directory holds: a repeat after a lost answer is the
 * same request, and content that comes back after another is a new one (without the version it would be answered from
 * memory, and nothing would change). */
static struct id put_id(struct import *m, const struct hsds_organization *o,
                        const directory__organization_summary *before) {
    struct span version = before ? span_pb(before->version) : span_of("", 0);
    return id_derive("sippe.directory-import", span_pb(o->organization->organization_id),
                     message_pack(&m->c->arena, &o->organization->base), version);
}

/* False: no use to go on, said. */
/* A refused organisation stops no other: it is told with its line. A key or a role that is refused stops all, as does
 * silence. */
static bool organization_put(struct import *m, const struct hsds_organization *o) {
    struct cli *c = m->c;
    const directory__organization_summary *before = held_find(&m->held, o->organization->organization_id);
    directory__put_organization_request *r = NEW(&c->arena, directory__put_organization_request);
    r->organization = o->organization;
    struct bus_request request = {
        .method = "directory.PutOrganization", .message = &r->base, .id = put_id(m, o, before)};
    sippe__reply *reply = session_ask(c, DAEMON_DIRECTORY, &request);
    if (!reply) return false;
    if (reply->status->reason == REASON_NOT_ALLOWED || exit_of(reply->status) > CLI_USAGE) {
        fail_status(c, reply->status);
        return false;
    }
    if (reply->status->code != CODE_OK) {
        refused_say(m, o, reply->status);
        return true;
    }
    directory__put_organization_reply *done =
        UNPACK(&c->arena, directory__put_organization_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!done || !done->changed)
        m->same++;
    else if (before)
        m->changed++;
    else
        m->added++;
    return true;
}

static bool organization_retire(struct import *m, const directory__organization_summary *o) {
    directory__retire_organization_request *r = NEW(&m->c->arena, directory__retire_organization_request);
    r->organization_id = o->organization_id;
    r->by = arg_text(m->c, "by");
    r->reason = "absent du répertoire importé";
    if (!CALL(m->c, r, directory__retire_organization_reply)) return false;
    m->retired++;
    return true;
}

/* An organisation that a package leaves out is not retired by that: a package may be a part. A person says so, and who
 * she is. */
static bool missing_handle(struct import *m, const struct hsds_organization *list, size_t n) {
    for (size_t i = 0; i < m->held.n; i++) {
        const directory__organization_summary *o = m->held.list[i];
        bool found = o->retired;
        for (size_t j = 0; j < n && !found; j++)
            found = span_equal(span_pb(o->organization_id), span_pb(list[j].organization->organization_id));
        if (found) continue;
        m->missing++;
        say(m->c, "  absent du paquet : %s (%s)", "  missing from the package: %s (%s)", o->name,
            show_short(m->c, o->organization_id));
        if (arg_flag(m->c, "retire-missing") && !arg_flag(m->c, "dry-run") && !organization_retire(m, o)) return false;
    }
    return true;
}

static void remarks_say(struct cli *c, const struct hsds *h) {
    for (size_t i = 0; i < h->remarks.n && !c->json; i++)
        remark(c, "%s:%u: %s", "%s:%u: %s", h->remarks.list[i].path, h->remarks.list[i].place.line,
               pick(c, h->remarks.list[i].fr, h->remarks.list[i].en));
}

static int import_end(struct import *m, size_t n) {
    struct cli *c = m->c;
    if (c->json)
        fprintf(c->out,
                "{\"read\":%zu,\"added\":%zu,\"changed\":%zu,\"unchanged\":%zu,\"refused\":%zu,\"missing\":%zu,"
                "\"retired\":%zu,\"dry_run\":%s}\n",
                n, m->added, m->changed, m->same, m->refused, m->missing, m->retired,
                arg_flag(c, "dry-run") ? "true" : "false");
    say(c,
        "%zu organisme(s) lu(s) : %zu ajouté(s), %zu changé(s), %zu inchangé(s), %zu refusé(s); %zu absent(s) du "
        "paquet, dont %zu retiré(s).",
        "%zu organisation(s) read: %zu added, %zu changed, %zu unchanged, %zu refused; %zu missing from the package, "
        "%zu of them retired.",
        n, m->added, m->changed, m->same, m->refused, m->missing, m->retired);
    if (m->missing > m->retired && !arg_flag(c, "retire-missing"))
        say(c, "Pour retirer les absents : --retire-missing --by ...",
            "To retire those missing: --retire-missing --by ...");
    return m->refused ? CLI_PARTIAL : CLI_DONE;
}

int directory_import_run(struct cli *c) {
    struct import m = {.c = c};
    struct hsds_organization *list;
    struct hsds h;
    if (arg_flag(c, "retire-missing") && !arg_flag(c, "dry-run") && !arg_text(c, "by"))
        return stop(c, CLI_USAGE, "--retire-missing attend --by : la personne qui agit.",
                    "--retire-missing expects --by: the person who acts.");
    int rc = directory_package_read(c, operand(c, 0), &h);
    if (rc) return rc;
    size_t n = hsds_join(&h, &list), n_services = 0;
    remarks_say(c, &h);
    if ((rc = held_read(c, &m.held)) != 0) return rc;
    for (size_t i = 0; i < n; i++) n_services += list[i].organization->n_services;
    if (arg_flag(c, "dry-run"))
        say(c, "Rien n'est envoyé : %zu organisme(s), %zu service(s), %zu remarque(s).",
            "Nothing is sent: %zu organisation(s), %zu service(s), %zu remark(s).", n, n_services, h.remarks.n);
    for (size_t i = 0; i < n; i++) {
        bool known = held_find(&m.held, list[i].organization->organization_id);
        if (!arg_flag(c, "dry-run") && !organization_put(&m, &list[i])) return c->exit;
        if (arg_flag(c, "dry-run")) m.added += !known, m.same += known;
    }
    return missing_handle(&m, list, n) ? import_end(&m, n) : c->exit;
}
