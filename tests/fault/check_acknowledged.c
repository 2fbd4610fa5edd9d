#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/message.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"

/* Any record type whose open part has the id of the thing in a field of bytes. */
static bool thing_of(struct arena *a, const struct entry *e, const ProtobufCMessageDescriptor *type, const char *field,
                     struct id *out) {
    ProtobufCMessage *m = message_unpack_own(a, type, span_pb(e->r->open));
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(type, field);
    if (!m || !f) return false;
    ProtobufCBinaryData value;
    memcpy(&value, (const uint8_t *)m + f->offset, sizeof value);
    return id_from(value, out);
}

/* ---- referrals ---- */

static int id_compare(const void *x, const void *y) { return memcmp(x, y, ID_LEN); }

struct things {
    struct id *ids;
    size_t n;
};

/* The things of all records of a type, sorted; a thing that stands twice is a fault. */
static struct things things_of(struct arena *a, const struct book *b, const ProtobufCMessageDescriptor *type,
                               const char *field, const char *twice, struct report *r) {
    struct things out = {NULL, 0};
    for (size_t i = 0; i < b->n_entries; i++) {
        if (strcmp(b->entries[i].r->type, type->name) != 0) continue;
        struct id *id = message_grow(a, (void **)&out.ids, &out.n, sizeof *id);
        if (!thing_of(a, &b->entries[i], type, field, id))
            fault_found(r, "journal.event", "%s: record %zu does not decode as %s", b->name, i + 1, type->name);
    }
    if (out.n) qsort(out.ids, out.n, sizeof *out.ids, id_compare);
    for (size_t i = 1; i < out.n; i++) {
        char hex[33];
        id_hex(out.ids[i], hex);
        if (id_equal(out.ids[i - 1], out.ids[i])) fault_found(r, twice, "%s: two %s of %s", b->name, type->name, hex);
    }
    return out;
}

static bool has(const struct things *t, struct id id) {
    return t->n && bsearch(&id, t->ids, t->n, sizeof *t->ids, id_compare);
}

void check_referrals(const struct book books[BOOKS], bool settled, struct report *r) {
    const struct book *intake = book_of(books, "intake"), *notifications = book_of(books, "notifications");
    struct arena a;
    arena_init(&a);
    struct things sent = things_of(&a, intake, &intake__referral_sent__descriptor, "referral_id", "referral.twice", r);
    things_of(&a, intake, &intake__referral_opened__descriptor, "referral_id", "referral.twice", r);
    struct things noticed =
        things_of(&a, notifications, &notifications__notice_opened__descriptor, "referral_id", "notice.twice", r);
    things_of(&a, notifications, &notifications__notice_issued__descriptor, "notice_id", "notice.twice", r);
    r->referrals += sent.n;
    for (size_t i = 0; i < sent.n; i++)
        if (settled && !has(&noticed, sent.ids[i])) fault_found(r, "notice.missing", "a referral without its notice");
    for (size_t i = 0; i < noticed.n; i++)
        if (!has(&sent, noticed.ids[i])) fault_found(r, "notice.stray", "a notice of a referral that was never sent");
    arena_close(&a);
}

/* ---- what clients were told ---- */

static const struct told {
    const char *word, *daemon;
    const ProtobufCMessageDescriptor *type;
    const char *field;
} tellings[] = {
    {"screening", "intake", &intake__screening_submitted__descriptor, "screening_id"},
    {"referral", "intake", &intake__referral_sent__descriptor, "referral_id"},
    {"answer", "notifications", &notifications__notice_answered__descriptor, "notice_id"},
};

static void check_told(const struct book books[BOOKS], const struct told *t, const char *principal, struct id request,
                       struct id thing, struct report *r) {
    const struct book *b = book_of(books, t->daemon);
    const struct entry *e;
    char hex[33];
    id_hex(request, hex);
    struct id found = {{0}};
    struct id member = member_of_key(principal);
    struct id cause = digest_of("sippe command", id_span(&member), id_span(&request), (struct span){NULL, 0});
    size_t n = book_caused(b, cause, t->type->name, &e);
    struct arena a;
    arena_init(&a);
    if (n == 0)
        fault_found(r, "told.lost", "%s of %s, request %s, was acknowledged and is not there", t->word, principal, hex);
    if (n > 1) fault_found(r, "told.twice", "%s of %s, request %s, is there %zu times", t->word, principal, hex, n);
    if (n && (!thing_of(&a, e, t->type, t->field, &found) || !id_equal(found, thing)))
        fault_found(r, "told.other", "%s of %s, request %s, is another than the one named in its reply", t->word,
                    principal, hex);
    if (!book_remembers(b, member, request))
        fault_found(r, "told.forgotten", "the reply to %s of %s, request %s, is not remembered", t->word, principal,
                    hex);
    arena_close(&a);
}

static void count_told(struct report *r, const struct told *t) {
    if (strcmp(t->word, "screening") == 0) r->screenings++;
    if (strcmp(t->word, "answer") == 0) r->answers++;
}

static void check_line(const struct book books[BOOKS], const char *line, struct report *r) {
    char word[16], principal[64], request_hex[33], thing_hex[33];
    struct id request, thing;
    if (sscanf(line, "%15s %63s %32s %32s", word, principal, request_hex, thing_hex) != 4 ||
        !id_parse(request_hex, &request) || !id_parse(thing_hex, &thing)) {
        fault_found(r, "told.line", "not a line of what was told: %s", line);
        return;
    }
    for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++) {
        if (strcmp(tellings[i].word, word) != 0) continue;
        count_told(r, &tellings[i]);
        check_told(books, &tellings[i], principal, request, thing, r);
    }
}

bool check_acknowledged(const struct book books[BOOKS], const char *path, struct report *r) {
    char line[256];
    FILE *file = fopen(path, "re");
    if (!file) return false;
    while (fgets(line, sizeof line, file)) check_line(books, line, r);
    fclose(file);
    return true;
}

/* ---- what may stand in sealed parts only ---- */

struct things_said {
    struct span *texts;
    size_t n;
};

static bool mentions(struct span where, struct span what) {
    return what.len && where.len >= what.len && memmem(where.data, where.len, what.data, what.len);
}

static void check_span(const struct book *b, struct span where, const struct things_said *v, const char *code,
                       const char *place, struct report *r) {
    for (size_t i = 0; i < v->n; i++)
        if (mentions(where, v->texts[i]))
            fault_found(r, code, "%s: %s says \"%.*s\"", b->name, place, (int)v->texts[i].len,
                        (const char *)v->texts[i].data);
}

static void check_book(const struct book *b, const struct things_said *v, struct report *r) {
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < b->n_entries; i++) {
        sippe__record *open = arena_copy(&a, b->entries[i].r, sizeof *open);
        open->sealed = (ProtobufCBinaryData){0, NULL};
        check_span(b, message_pack(&a, &open->base), v, "open.personal", open->type, r);
        arena_reset(&a);
    }
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct raw_row *row = &b->rows[i];
        if (strcmp(row->table, "held") == 0) continue; /* keeps a foreign record whole */
        check_span(b, row->key, v, "row.personal", row->table, r);
        check_span(b, row->value, v, "row.personal", row->table, r);
    }
    arena_close(&a);
}

bool check_absent(const struct book books[BOOKS], const char *path, struct report *r) {
    char line[512];
    struct things_said v = {NULL, 0};
    struct arena a;
    FILE *file = fopen(path, "re");
    if (!file) return false;
    arena_init(&a);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        struct span *text = message_grow(&a, (void **)&v.texts, &v.n, sizeof *text);
        *text = arena_span(&a, span_text(line));
    }
    fclose(file);
    for (size_t i = 0; i < BOOKS; i++) check_book(&books[i], &v, r);
    arena_close(&a);
    return true;
}
