#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FAULTS_SHOWN = 40 };

void fault_found(struct report *r, const char *code, const char *format, ...) {
    va_list args;
    if (++r->faults > FAULTS_SHOWN) return;
    printf("FAULT %s: ", code);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
}

const struct book *book_of(const struct book books[BOOKS], const char *name) {
    for (size_t i = 0; i < BOOKS; i++)
        if (strcmp(books[i].name, name) == 0) return &books[i];
    return NULL;
}

static void check_chain(const struct book *b, struct report *r) {
    uint8_t previous[ID_LEN] = {0};
    for (size_t i = 0; i < b->n_entries; i++) {
        const struct entry *e = &b->entries[i];
        if (e->key_seq != i + 1 || e->r->seq != e->key_seq) {
            fault_found(r, "journal.gap", "%s: record %zu stands under %llu and says %llu", b->name, i + 1,
                        (unsigned long long)e->key_seq, (unsigned long long)e->r->seq);
            return;
        }
        bool ends_so = e->packed.len > CHAIN_FIELD_LEN && e->r->chain.len == ID_LEN &&
                       memcmp(e->packed.data + e->packed.len - ID_LEN, e->r->chain.data, ID_LEN) == 0;
        struct id chain = {{0}};
        if (ends_so) chain = chain_after(previous, span_of(e->packed.data, e->packed.len - CHAIN_FIELD_LEN));
        if (!ends_so || memcmp(chain.bytes, e->r->chain.data, ID_LEN) != 0) {
            fault_found(r, "journal.chain", "%s: the chain breaks at record %zu", b->name, i + 1);
            return;
        }
        memcpy(previous, chain.bytes, ID_LEN);
    }
    if (b->n_entries && (!b->has_head || b->head_seq != b->n_entries || memcmp(b->head_chain, previous, ID_LEN) != 0))
        fault_found(r, "journal.head", "%s: the head says %llu, the journal has %zu records", b->name,
                    (unsigned long long)b->head_seq, b->n_entries);
}

static int id_compare(const void *x, const void *y) { return memcmp(x, y, ID_LEN); }

static void check_ids(const struct book *b, struct report *r) {
    struct id *ids = calloc(b->n_entries + 1, sizeof *ids);
    if (!ids) abort();
    for (size_t i = 0; i < b->n_entries; i++)
        if (!id_from(b->entries[i].r->id, &ids[i]))
            fault_found(r, "journal.id", "%s: record %zu has no id", b->name, i + 1);
    qsort(ids, b->n_entries, sizeof *ids, id_compare);
    for (size_t i = 1; i < b->n_entries; i++) {
        if (!id_equal(ids[i - 1], ids[i])) continue;
        char hex[33];
        id_hex(ids[i], hex);
        fault_found(r, "journal.id_twice", "%s: two records have the id %s", b->name, hex);
    }
    free(ids);
}

/* Is this record the number n of the stream by its own word? */
static bool entry_is(const struct entry *e, const char *stream, uint64_t n) {
    for (size_t i = 0; e && i < e->r->n_streams; i++)
        if (e->r->streams[i]->n == n && strcmp(e->r->streams[i]->name, stream) == 0) return true;
    return false;
}

static void check_streams(const struct book *b, struct report *r) {
    size_t said = 0;
    for (size_t i = 0; i < b->n_entries; i++) said += b->entries[i].r->n_streams;
    if (said != b->n_streams)
        fault_found(r, "stream.rows", "%s: the records name %zu places in streams, the index has %zu", b->name, said,
                    b->n_streams);
    uint64_t n = 0;
    for (size_t i = 0; i < b->n_streams; i++) {
        const struct stream_row *s = &b->streams[i];
        n = i && strcmp(b->streams[i - 1].name, s->name) == 0 ? n + 1 : 1;
        if (s->n != n) {
            fault_found(r, "stream.gap", "%s: %s has no number %llu", b->name, s->name, (unsigned long long)n);
            return;
        }
        if (!entry_is(book_entry(b, s->seq), s->name, n))
            fault_found(r, "stream.other", "%s: number %llu of %s is not the record that it names", b->name,
                        (unsigned long long)n, s->name);
    }
}

void check_journal(const struct book *b, struct report *r) {
    r->records += b->n_entries;
    check_chain(b, r);
    check_ids(b, r);
    check_streams(b, r);
}
