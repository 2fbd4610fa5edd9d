/* What each answer can show of a family is what its LOGGED row names, or the access journal tells less than was seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "engine/service.h"
#include "proto/options/classes.h"
#include "proto/options/safe.h"
#include "services.h"

struct walk {
    unsigned classes;
    size_t without;
    char first[200]; /* of those without */
};

static unsigned class_said(const char *message, const char *field) {
    for (size_t i = 0; i < n_proto_class_fields; i++)
        if (strcmp(proto_class_fields[i].message, message) == 0 && strcmp(proto_class_fields[i].field, field) == 0)
            return proto_class_fields[i].class;
    return 0;
}

static void walk(struct walk *w, const ProtobufCMessageDescriptor *m, unsigned handed) {
    for (unsigned i = 0; i < m->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->fields[i];
        unsigned said = class_said(m->name, f->name), class = said ? said : handed;
        const ProtobufCMessageDescriptor *part = f->type == PROTOBUF_C_TYPE_MESSAGE ? f->descriptor : NULL;
        if (part && part->n_fields)
            walk(w, part, class);
        else if (!class && !w->without++)
            snprintf(w->first, sizeof w->first, "%s.%s", m->name, f->name);
        else
            w->classes |= class == CLASS_OF_NOBODY ? 0 : class;
    }
}

static const struct shown *shown_of(const struct service *s, const struct method *m) {
    for (size_t i = 0; i < s->n_shown; i++)
        if (strcmp(s->shown[i].rpc, m->rpc) == 0) return &s->shown[i];
    return NULL;
}

static int faults_of(const struct service *s, const struct method *m) {
    const struct shown *shown = shown_of(s, m);
    struct walk w = {0};
    if (!m->query || !shown) return 0;
    walk(&w, m->reply, 0);
    unsigned more = w.classes & ~shown->shows;
    if (shown->shows && w.without) print_error("%s: %s says not of which class it is\n", m->rpc, w.first);
    if (shown->shows && more) print_error("%s: can show %u, which its LOGGED row does not name\n", m->rpc, more);
    return (shown->shows && w.without) + (shown->shows && more);
}

static void test_no_answer_shows_more_than_its_row(void **state) {
    int faults = 0;
    size_t logged = 0;
    (void)state;
    for (size_t i = 0; i < DAEMONS; i++)
        for (size_t k = 0; k < all_services[i]->n_methods; k++) {
            const struct shown *shown = shown_of(all_services[i], &all_services[i]->methods[k]);
            logged += shown && shown->shows;
            faults += faults_of(all_services[i], &all_services[i]->methods[k]);
        }
    assert_int_equal(faults, 0);
    assert_true(logged >= 20);
}

/* Of what is logged as nothing, only the answers that somebody has typed herself are of a class. */
static void test_what_is_not_logged_shows_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < DAEMONS; i++)
        for (size_t k = 0; k < all_services[i]->n_methods; k++) {
            const struct method *m = &all_services[i]->methods[k];
            const struct shown *shown = shown_of(all_services[i], m);
            struct walk w = {0};
            if (!m->query || !shown || shown->shows || strcmp(m->rpc, "preview_route") == 0) continue;
            walk(&w, m->reply, 0);
            if (w.classes) fail_msg("%s can show %u", m->rpc, w.classes);
        }
}

/* "intake.GetTerritory": the type of its request is no other's. */
static const struct method *method_of(const char *name, const struct service **of) {
    char type[200];
    snprintf(type, sizeof type, "sippe.%sRequest", name);
    for (size_t i = 0; i < DAEMONS; i++)
        for (size_t k = 0; k < all_services[i]->n_methods; k++) {
            *of = all_services[i];
            if (strcmp((*of)->methods[k].request->name, type) == 0) return &(*of)->methods[k];
        }
    return NULL;
}

/* What may stand in an address, and in a browser's store: a query of which no entry is made, and that shows nobody. */
static void test_what_is_without_side_effects_shows_nobody(void **state) {
    (void)state;
    assert_true(n_proto_safe_methods >= 2);
    for (size_t i = 0; i < n_proto_safe_methods; i++) {
        const struct service *s;
        const struct method *m = method_of(proto_safe_methods[i], &s);
        const struct shown *shown = m ? shown_of(s, m) : NULL;
        struct walk asked = {0}, answered = {0};
        if (!m || !m->query || !shown || shown->shows) fail_msg("%s is no UNLOGGED query", proto_safe_methods[i]);
        walk(&asked, m->request, 0);
        walk(&answered, m->reply, 0);
        if (asked.classes | answered.classes) fail_msg("%s can show something of a family", proto_safe_methods[i]);
    }
}

/* What is kept apart is shown by its own three methods, and by them alone. */
static void test_what_is_kept_apart_has_its_own_doors(void **state) {
    size_t doors = 0;
    (void)state;
    for (size_t i = 0; i < DAEMONS; i++)
        for (size_t k = 0; k < all_services[i]->n_methods; k++) {
            const struct method *m = &all_services[i]->methods[k];
            struct walk w = {0};
            walk(&w, m->reply, 0);
            bool apart = strcmp(m->rpc, "get_safety_notes") == 0 || strcmp(m->rpc, "get_protection_reports") == 0 ||
                         strcmp(m->rpc, "get_losses") == 0;
            assert_int_equal((w.classes & CLASS_SAFETY) != 0, apart);
            doors += apart;
        }
    assert_int_equal(doors, 3);
}

static void test_classes_are_what_the_journal_tells(void **state) {
    (void)state;
    assert_int_equal(CLASS_IDENTITY, SHOWS_IDENTITY);
    assert_int_equal(CLASS_CONTACT, SHOWS_CONTACT);
    assert_int_equal(CLASS_ANSWERS, SHOWS_ANSWERS);
    assert_int_equal(CLASS_DECISIONS, SHOWS_DECISIONS);
    assert_int_equal(CLASS_CONSENTS, SHOWS_CONSENTS);
    assert_int_equal(CLASS_REFERRALS, SHOWS_REFERRALS);
    assert_int_equal(CLASS_FOLLOW_UP, SHOWS_FOLLOW_UP);
    assert_int_equal(CLASS_SAFETY, SHOWS_SAFETY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_answer_shows_more_than_its_row),
        cmocka_unit_test(test_what_is_not_logged_shows_nothing),
        cmocka_unit_test(test_what_is_without_side_effects_shows_nobody),
        cmocka_unit_test(test_what_is_kept_apart_has_its_own_doors),
        cmocka_unit_test(test_classes_are_what_the_journal_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
