/* What an index says of a row is what its version says. A store makes an index anew only when the version is another
 * one, so other keys under the same number would leave every store with the old ones, and nobody would know before
 * --verify. One in memory is made at each start. With SIPPE_WRITE=1 what is new is added to indexes.txt; nothing is ever changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/message.h"
#include "engine/rows/rows.h"
#include "sample.h"
#include "services.h"

#define LIST SOURCE_DIR "/tests/golden/indexes.txt"

enum { VARIANTS_MAX = 200 };

/* What an index gives for a row and its variants: a field that it does not read changes nothing of it. */
struct variants {
    struct view view;
    const struct row_table *index;
    struct id list[VARIANTS_MAX];
    size_t n;
};

static void variant_add(struct variants *v, const ProtobufCMessage *row) {
    struct key of = KEY(KEY_TEXT("the row's own key, long enough for those that read it"));
    struct keys k = index_keys(&v->view, v->index, of, row);
    struct id_hash h;
    id_hash_init(&h, "keys");
    for (size_t i = 0; i < k.n; i++) id_hash_add(&h, key_span(k.list[i]));
    struct id all = id_hash_end(&h);
    for (size_t i = 0; i < v->n; i++)
        if (id_equal(v->list[i], all)) return;
    assert_true(v->n < VARIANTS_MAX);
    v->list[v->n++] = all;
}

static int by_bytes(const void *a, const void *b) { return memcmp(a, b, ID_LEN); }

/* A row with another value in this field; `within`: the field is one of its personal part. */
static void vary(struct variants *v, const ProtobufCFieldDescriptor *within, const ProtobufCFieldDescriptor *f,
                 const void *value, size_t size) {
    ProtobufCMessage *row = sample_message(v->view.arena, v->index->of->type);
    memcpy((uint8_t *)(within ? personal_of(row, within) : row) + f->offset, value, size);
    variant_add(v, row);
}

static void vary_fields(struct variants *v, const ProtobufCMessageDescriptor *type,
                        const ProtobufCFieldDescriptor *within) {
    const protobuf_c_boolean no = false;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        if (f->label == PROTOBUF_C_LABEL_REPEATED) continue;
        const ProtobufCEnumDescriptor *values = f->type == PROTOBUF_C_TYPE_ENUM ? f->descriptor : NULL;
        for (unsigned n = 0; values && n < values->n_values; n++)
            vary(v, within, f, &values->values[n].value, sizeof values->values[n].value);
        if (f->type == PROTOBUF_C_TYPE_BOOL) vary(v, within, f, &no, sizeof no);
    }
}

/* The row as a sample has it, and with each value of each of its states, kinds and flags. */
static struct id index_hash(struct arena *a, const struct row_table *index) {
    const ProtobufCMessageDescriptor *type = index->of->type;
    const ProtobufCFieldDescriptor *personal = personal_field(type);
    struct variants v = {.view = {.arena = a}, .index = index};
    variant_add(&v, sample_message(a, type));
    vary_fields(&v, type, NULL);
    if (personal) vary_fields(&v, personal->descriptor, personal);
    qsort(v.list, v.n, sizeof v.list[0], by_bytes);
    return id_derive("index", span_of(v.list, v.n * sizeof v.list[0]), (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* "intake families_by_number 1 <hash>"; false: this version is not in the list yet. */
static bool listed(const char *beginning, char hash[40]) {
    char line[200];
    bool found = false;
    FILE *f = fopen(LIST, "r");
    while (f && !found && fgets(line, sizeof line, f)) {
        size_t len = strlen(beginning);
        found = strncmp(line, beginning, len) == 0 && line[len] == ' ';
        if (found) snprintf(hash, 40, "%.*s", (int)strcspn(line + len + 1, "\n"), line + len + 1);
    }
    if (f) fclose(f);
    return found;
}

static void line_add(const char *beginning, const char *hash) {
    FILE *f = fopen(LIST, "a");
    assert_non_null(f);
    fprintf(f, "%s %s\n", beginning, hash);
    assert_int_equal(fclose(f), 0);
    print_message("added %s\n", beginning);
}

static void check(struct arena *a, const struct service *s, const struct row_table *index) {
    char beginning[160], hash[40];
    snprintf(beginning, sizeof beginning, "%s %s %u", s->name, index->name, index->version);
    const char *now = id_text(a, index_hash(a, index));
    if (!listed(beginning, hash)) {
        if (!getenv("SIPPE_WRITE")) fail_msg("%s is not in tests/golden/indexes.txt: run tests/golden/make", beginning);
        line_add(beginning, now);
    } else if (strcmp(hash, now) != 0)
        fail_msg("%s: other keys than in the stores that have it; give it another version in tables.def", beginning);
}

static void test_other_keys_are_another_version(void **state) {
    (void)state;
    struct arena a;
    size_t n = 0;
    arena_init(&a);
    for (size_t s = 0; s < DAEMONS; s++)
        for (size_t i = 0; i < all_services[s]->n_rows; i++)
            if (all_services[s]->rows[i]->of && !all_services[s]->rows[i]->in_memory) {
                check(&a, all_services[s], all_services[s]->rows[i]);
                arena_reset(&a);
                n++;
            }
    arena_close(&a);
    assert_true(n > 10);
}

static void one_key(const ProtobufCMessage *r, struct keys *out) {
    keys_add(out, KEY(KEY_U64(r->descriptor->n_fields)));
}

static void no_key(const ProtobufCMessage *r, struct keys *out) { (void)r, (void)out; }

static void test_other_keys_are_found(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    const struct row_table *index = NULL;
    for (size_t i = 0; i < all_services[0]->n_rows; i++)
        if (all_services[0]->rows[i]->of) index = all_services[0]->rows[i];
    assert_non_null(index);
    struct row_table other = *index;
    struct id was = index_hash(&a, index);
    assert_true(id_equal(was, index_hash(&a, &other)));
    other.keys = (any_fn)one_key;
    assert_false(id_equal(was, index_hash(&a, &other)));
    other.keys = (any_fn)no_key;
    assert_false(id_equal(was, index_hash(&a, &other)));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other_keys_are_another_version),
        cmocka_unit_test(test_other_keys_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
