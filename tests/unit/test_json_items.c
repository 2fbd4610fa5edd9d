/* A list read an item at a time is the list, its places and its faults those of the whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "text/json.h"
#include "text/json/json_items.h"

static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static void assert_same(const struct tree *a, const struct tree *b) {
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->place.line, b->place.line);
    assert_int_equal(a->place.column, b->place.column);
    assert_int_equal(a->n_children, b->n_children);
    if (a->text) assert_string_equal(a->text, b->text);
    if (a->key) assert_string_equal(a->key, b->key);
    const struct tree *x = a->child, *y = b->child;
    for (; x; x = x->next, y = y->next) assert_same(x, y);
}

static void test_items_are_those_of_the_list(void **state) {
    static const char *const texts[] = {
        "[]",
        " [ ] \n",
        "[1]",
        "\xef\xbb\xbf[{\"a\": 1},\n  {\"é\\\"]\": [2, {\"b\": \"x,y]\"}]} , {}\n]\n",
        "{\"a\":\n [1, 2]}",
        "[\"\\\\\", \"[\", \"]\", null, true, [[]], -1.5e3]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_errors errors = {0};
        struct json_items items = json_items(span_text(texts[i]));
        struct json_item item;
        const struct tree *whole = json_tree(&arena, texts[i], strlen(texts[i]), &errors);
        const struct tree *one = whole->kind == TREE_LIST ? whole->child : whole;
        int rc;
        while ((rc = json_items_next(&items, &arena, &item, &errors)) > 0) {
            const struct tree *read = json_tree_at(&arena, item.text, item.place, &errors);
            if (!read || !one) fail_msg("%s", texts[i]);
            assert_same(read, one);
            one = whole->kind == TREE_LIST ? one->next : NULL;
        }
        assert_int_equal(rc, 0);
        assert_null(one);
        assert_int_equal(errors.n, 0);
    }
}

/* At the line of the whole; its column is where jansson stood, which may be the sign before. */
static void test_faults_are_those_of_the_list(void **state) {
    static const char *const texts[] = {
        "",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "[1] x",
        "{} {}",
        "[{}\n,\n{\"a\": 1, \"a\": 2}]",
        "[{\"a\"\n: }]",
        "[{\"a\": [1}]",
        "[\"a",
        "[\"\\",
        "[1}",
        "[nul]",
        "[{\"a\": \"\x01\"}]",
        "[{\"a\": \"\xff\"}]",
        "[\n\n1e999]",
        "[{\"a\": 1]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_errors whole = {0}, errors = {0};
        struct json_items items = json_items(span_text(texts[i]));
        struct json_item item;
        int rc;
        assert_null(json_tree(&arena, texts[i], strlen(texts[i]), &whole));
        while ((rc = json_items_next(&items, &arena, &item, &errors)) > 0 &&
               json_tree_at(&arena, item.text, item.place, &errors)) {
        }
        if (!rc || errors.n != 1) fail_msg("%s: %d, %zu faults", texts[i], rc, errors.n);
        if (errors.list[0].place.line != whole.list[0].place.line)
            fail_msg("%s: line %u, not %u", texts[i], errors.list[0].place.line, whole.list[0].place.line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_items_are_those_of_the_list, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults_are_those_of_the_list, setup, teardown),
    };
    return cmocka_run_group_tests_name("json items", tests, NULL, NULL);
}
