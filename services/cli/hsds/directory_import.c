#include "cli/hsds/directory_import.h"

#include <dirent.h>
#include <string.h>
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "text/fold.h"

enum { TABLE_MAX = 64 << 20, PAGE = 200, PAGES_MAX = 500 }; /* bytes of a table; 100,000 organisations held */

/* What HSDS 1 and 2 called the tables of HSDS 3. */
static const struct {
    const char *name;
    enum hsds_name table;
} older[] = {
    {"physical_addresses", HSDS_ADDRESSES},   {"postal_addresses", HSDS_ADDRESSES},
    {"regular_schedules", HSDS_SCHEDULES},    {"services_at_location", HSDS_SERVICE_AT_LOCATION},
    {"taxonomy", HSDS_TAXONOMY_TERMS},        {"services_taxonomy", HSDS_ATTRIBUTES},
    {"service_taxonomy", HSDS_ATTRIBUTES},    {"service_attributes", HSDS_ATTRIBUTES},
    {"services_attributes", HSDS_ATTRIBUTES},
};

static bool table_read(struct cli *c, const char *folder, const char *name, struct span *text, const char **path) {
    *path = arena_printf(&c->arena, "%s/%s.csv", folder, name);
    return file_read(&c->arena, *path, TABLE_MAX, text) != ERR_NOTFOUND;
}

/* The text of a table, under its own name or an older one. 0 or the exit code, said. */
static int table_find(struct cli *c, const char *folder, enum hsds_name table, struct span *text, const char **path) {
    bool found = table_read(c, folder, hsds_names[table], text, path);
    for (size_t i = 0; i < sizeof older / sizeof older[0] && !found; i++)
        found = older[i].table == table && table_read(c, folder, older[i].name, text, path);
    if (!found) {
        *path = arena_printf(&c->arena, "%s/%s.csv", folder, hsds_names[table]);
        *text = span_of("", 0);
        return table == HSDS_ORGANIZATIONS || table == HSDS_SERVICES ? fail_err(c, ERR_NOTFOUND, *path) : 0;
    }
    int rc = file_read(&c->arena, *path, TABLE_MAX, text);
    return rc ? fail_err(c, rc, *path) : 0;
}

/* Without these a row is nobody: the whole table would be passed over. */
static int titles_check(struct cli *c, const struct hsds *h) {
    static const struct {
        enum hsds_name table;
        const char *title;
    } needed[] = {{HSDS_ORGANIZATIONS, "id"},
                  {HSDS_ORGANIZATIONS, "name"},
                  {HSDS_SERVICES, "id"},
                  {HSDS_SERVICES, "organization_id"},
                  {HSDS_SERVICES, "name"}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const struct hsds_table *t = &h->tables[needed[i].table];
        const char *titles = "";
        if (hsds_has(t, needed[i].title) || (t->n_titles == 0 && needed[i].table == HSDS_SERVICES)) continue;
        for (size_t k = 0; k < t->n_titles; k++)
            titles = arena_printf(&c->arena, "%s%s%s", titles, k ? ", " : "", t->titles[k]);
        return stop(c, CLI_USAGE, "%s.csv n'a pas la colonne « %s » (HSDS 3.0). Ses colonnes : %s",
                    "%s.csv has no column \"%s\" (HSDS 3.0). Its columns: %s", t->name, needed[i].title,
                    *titles ? titles : "–");
    }
    return 0;
}

static bool name_is(const char *file, const char *name) {
    size_t len = strlen(name);
    return strncmp(file, name, len) == 0 && strcmp(file + len, ".csv") == 0;
}

static bool file_is_read(const char *file) {
    bool read = false;
    for (int i = 0; i < HSDS_TABLES; i++) read |= name_is(file, hsds_names[i]);
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) read |= name_is(file, older[i].name);
    return read;
}

static void files_note(struct hsds *h, const char *folder) {
    DIR *open = opendir(folder);
    for (struct dirent *e = open ? readdir(open) : NULL; e; e = readdir(open)) {
        size_t len = strlen(e->d_name);
        if (len < 4 || strcmp(e->d_name + len - 4, ".csv") != 0 || file_is_read(e->d_name)) continue;
        text_errors_add(h->arena, &h->unread, (struct text_place){0}, e->d_name, "ce fichier n'est pas lu",
                        "this file is not read");
    }
    if (open) closedir(open);
}

/* A package has the tables that it needs: one that is not there is empty, but for those without which it is none. */
int directory_package_read(struct cli *c, const char *folder, struct hsds *out) {
    *out = (struct hsds){.arena = &c->arena, .today = DAY_NONE};
    for (int i = 0; i < HSDS_TABLES; i++) {
        struct text_errors errors = {0};
        struct span text = {0};
        const char *path;
        int rc = table_find(c, folder, (enum hsds_name)i, &text, &path);
        if (rc) return rc;
        if (!hsds_table_read(&out->tables[i], &c->arena, hsds_names[i], text, &errors))
            return fail_text(c, &errors, path);
    }
    files_note(out, folder);
    return titles_check(c, out);
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
    remark(c, "organizations.csv, ligne %u, %s : %s", "organizations.csv, line %u, %s: %s", o->line,
           o->organization->name, pick(c, s->message_fr, s->message_en));
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

/* The same number under another name: another publisher's, most often, and to put it would give one organisation's open
 * referrals to another. */
static bool is_another(struct import *m, const struct hsds_organization *o,
                       const directory__organization_summary *before) {
    struct cli *c = m->c;
    if (!before || arg_flag(c, "renamed")) return false;
    if (strcmp(fold(&c->arena, before->name), fold(&c->arena, o->organization->name)) == 0) return false;
    m->refused++;
    remark(c,
           "organizations.csv, ligne %u, %s : cet identifiant (%s) est déjà celui de « %s ». Un autre répertoire : "
           "--source NOM. "
           "Le même organisme sous un nouveau nom : --renamed.",
           "organizations.csv, line %u, %s: this id (%s) is that of \"%s\" already. Another directory: --source NAME. "
           "The same "
           "organisation under a new name: --renamed.",
           o->line, o->organization->name, o->organization->external_id, before->name);
    return true;
}

/* False: no use to go on, said. */
/* A refused organisation stops no other: it is told with its line. A key or a role that is refused stops all, as does
 * silence. */
static bool organization_put(struct import *m, const struct hsds_organization *o) {
    struct cli *c = m->c;
    const directory__organization_summary *before = held_find(&m->held, o->organization->organization_id);
    if (is_another(m, o, before)) return true;
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
    r->reason = "absent du répertoire importé";
    if (!CALL(m->c, r, directory__retire_organization_reply)) return false;
    m->retired++;
    return true;
}

static bool is_missing(const directory__organization_summary *o, const struct hsds_organization *list, size_t n) {
    for (size_t j = 0; j < n; j++)
        if (span_equal(span_pb(o->organization_id), span_pb(list[j].organization->organization_id))) return false;
    return !o->retired;
}

/* Past a tenth of what is listed a package is more likely a part, or badly read, than a directory that has lost so
 * many: then their number must be given. 0 or the exit code, said, before anything is sent. */
static int retire_check(struct import *m, const struct hsds_organization *list, size_t n) {
    struct cli *c = m->c;
    size_t listed = 0, missing = 0;
    for (size_t i = 0; i < m->held.n; i++) {
        listed += !m->held.list[i]->retired;
        missing += is_missing(m->held.list[i], list, n);
    }
    if (!arg_flag(c, "retire-missing") || arg_flag(c, "dry-run") || missing * 10 <= listed) return 0;
    if (arg_number(c, "retire", -1) == (int64_t)missing) return 0;
    return stop(
        c, CLI_USAGE,
        "Ce paquet ferait retirer %zu des %zu organismes du répertoire. Rien n'a été envoyé. Voyez-les avec "
        "--dry-run; si c'est bien voulu, ajoutez --retire %zu.",
        "This package would retire %zu of the %zu organisations of the directory. Nothing was sent. See them with "
        "--dry-run; if that is meant, add --retire %zu.",
        missing, listed, missing);
}

/* An organisation that a package leaves out is not retired by that: a package may be a part. A person says so, and who
 * she is. */
static bool missing_handle(struct import *m, const struct hsds_organization *list, size_t n) {
    for (size_t i = 0; i < m->held.n; i++) {
        const directory__organization_summary *o = m->held.list[i];
        if (!is_missing(o, list, n)) continue;
        m->missing++;
        say(m->c, "  absent du paquet : %s (%s)", "  missing from the package: %s (%s)", o->name,
            show_short(m->c, o->organization_id));
        if (arg_flag(m->c, "retire-missing") && !arg_flag(m->c, "dry-run") && !organization_retire(m, o)) return false;
    }
    return true;
}

/* Files that are not read, and columns: once a file. */
static void unread_say(struct cli *c, const struct hsds *h) {
    for (size_t i = 0; i < h->unread.n && !c->json; i++)
        remark(c, "%s : %s", "%s: %s", h->unread.list[i].path, pick(c, h->unread.list[i].fr, h->unread.list[i].en));
}

static void remarks_say(struct cli *c, const struct hsds *h) {
    for (size_t i = 0; i < h->remarks.n && !c->json; i++)
        remark(c, "%s, ligne %u : %s", "%s, line %u: %s", h->remarks.list[i].path, h->remarks.list[i].place.line,
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
    say(c, "%s : %s, %s, %s, %s; %s du paquet, dont %s.", "%s: %s, %s, %s, %s; %s from the package, %s of them.",
        counted(c, n, "organisme lu", "organisation read/organisations read"),
        counted(c, m->added, "ajouté", "added/added"), counted(c, m->changed, "changé", "changed/changed"),
        counted(c, m->same, "inchangé", "unchanged/unchanged"), counted(c, m->refused, "refusé", "refused/refused"),
        counted(c, m->missing, "absent", "missing/missing"), counted(c, m->retired, "retiré", "retired/retired"));
    if (m->missing > m->retired && !arg_flag(c, "retire-missing"))
        say(c, "Pour retirer les absents : --retire-missing", "To retire those missing: --retire-missing");
    return m->refused ? CLI_PARTIAL : CLI_DONE;
}

int directory_import_run(struct cli *c) {
    struct import m = {.c = c};
    struct hsds_organization *list;
    struct hsds h;
    int rc = directory_package_read(c, operand(c, 0), &h);
    if (rc) return rc;
    h.today = wall_at(zone_of(c), clock_now_ms()).day;
    h.source = arg_text(c, "source");
    size_t n = hsds_join(&h, &list), n_services = 0;
    unread_say(c, &h);
    remarks_say(c, &h);
    if (n == 0)
        return stop(c, CLI_USAGE, "Aucun organisme lu dans %s : rien n'a été changé. Est-ce bien un paquet HSDS ?",
                    "No organisation read in %s: nothing was changed. Is it an HSDS package?", operand(c, 0));
    if ((rc = held_read(c, &m.held)) != 0 || (rc = retire_check(&m, list, n)) != 0) return rc;
    for (size_t i = 0; i < n; i++) n_services += list[i].organization->n_services;
    if (arg_flag(c, "dry-run"))
        say(c, "Rien n'est envoyé : %s, %s, %s.", "Nothing is sent: %s, %s, %s.",
            counted(c, n, "organisme", "organisation"), counted(c, n_services, "service", "service"),
            counted(c, h.remarks.n, "remarque", "remark"));
    for (size_t i = 0; i < n; i++) {
        const directory__organization_summary *before = held_find(&m.held, list[i].organization->organization_id);
        if (!arg_flag(c, "dry-run") && !organization_put(&m, &list[i])) return c->exit;
        if (arg_flag(c, "dry-run") && !is_another(&m, &list[i], before)) m.added += !before, m.same += before != NULL;
    }
    return missing_handle(&m, list, n) ? import_end(&m, n) : c->exit;
}
