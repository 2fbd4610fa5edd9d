/* A family with twins, and a grandmother who looks after one of them. */
#pragma once
#include "../erasure/erasure_world.h"
#include "../follow_world.h"

enum { TWO = 2 };

/* Two children of four days, of the pregnancy of the call. */
HOLDER void twins_are_born(struct desk *t, ProtobufCBinaryData her) {
    static const char *const names[TWO] = {"Lou", "Zoé"};
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->family_id = her;
    in->birth_date = civil_date(&t->a, fixture_today() - 4);
    in->sure = true;
    for (int i = 0; i < TWO; i++) {
        intake__born_child *child = NEW(&t->a, intake__born_child);
        child->given_name = names[i];
        APPEND(&t->a, in, born, child);
    }
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, in, NULL), 0);
}

HOLDER const intake__person *child_of(const intake__kin *k, const char *given) {
    for (size_t i = 0; i < k->n_people; i++)
        if (k->people[i]->name && strcmp(k->people[i]->name->given, given) == 0) return k->people[i];
    return NULL;
}

HOLDER const intake__kin *kin_of(struct desk *t, ProtobufCBinaryData id) { return family(t, "coord", id)->kin; }

HOLDER intake__submit_screening_reply *family_with_twins(struct desk *t) {
    intake__submit_screening_reply *s = family_for_sippe(t);
    twins_are_born(t, s->family_id);
    return s;
}

HOLDER intake__submit_screening_reply *followed_with_twins(struct desk *t) {
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = family_with_twins(t);
    assert_int_equal(enrol(t, s, &e), 0);
    assert_true(world_settle(t->w, 60000));
    return s;
}

/* With her grandmother since yesterday. */
HOLDER intake__separate_child_request *separation_of(struct desk *t, ProtobufCBinaryData her, const char *child) {
    struct arena *a = &t->a;
    intake__separate_child_request *in = NEW(a, intake__separate_child_request);
    const intake__get_family_reply *f = family(t, "coord", her);
    in->family_id = her;
    in->version = f->kin_version;
    APPEND(a, in, children, child_of(f->kin, child)->person_id);
    in->since = civil_date(a, fixture_today() - 1);
    in->holder = NEW(a, intake__identity);
    in->holder->name = NEW(a, sippe__person_name);
    in->holder->name->given = "Ginette";
    in->holder->name->family = "Lavoie";
    in->holder->birth_date = date(a, 1958, 3, 9);
    in->holder->phone = "438 555-0177";
    in->relation = "grand-mère";
    in->decides = CONSENT_GIVER_TUTOR;
    in->language = language(a, "fr");
    in->reason = "placée après l'hospitalisation de sa mère";
    return in;
}

HOLDER int separate(struct desk *t, const intake__separate_child_request *in, intake__separate_child_reply **out) {
    return ASK(t, "team", SeparateChild, separate_child, in, out);
}

/* The file of her own. */
HOLDER ProtobufCBinaryData separated(struct desk *t, ProtobufCBinaryData her, const char *child) {
    intake__separate_child_reply *out = NULL;
    assert_int_equal(separate(t, separation_of(t, her, child), &out), 0);
    assert_true(world_settle(t->w, 60000));
    return out->child_family_id;
}

HOLDER intake__return_child_request *return_of(struct desk *t, ProtobufCBinaryData her, const char *child) {
    intake__return_child_request *in = NEW(&t->a, intake__return_child_request);
    const intake__get_family_reply *f = family(t, "coord", her);
    in->family_id = her;
    in->version = f->kin_version;
    in->person_id = child_of(f->kin, child)->person_id;
    in->reason = "sa mère est rentrée";
    return in;
}

HOLDER int come_back(struct desk *t, const intake__return_child_request *in) {
    int reason = ASK(t, "team", ReturnChild, return_child, in, NULL);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

HOLDER int enrol_apart(struct desk *t, ProtobufCBinaryData own, intake__enrol_family_reply **out) {
    intake__enrol_family_request *in = NEW(&t->a, intake__enrol_family_request);
    in->family_id = own;
    int reason = ASK(t, "team", EnrolFamily, enrol_family, in, out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

HOLDER intake__list_separations_reply *separations(struct desk *t, const char *key, ProtobufCBinaryData id) {
    intake__list_separations_request *in = NEW(&t->a, intake__list_separations_request);
    intake__list_separations_reply *out = NULL;
    in->family_id = id;
    assert_int_equal(ASK(t, key, ListSeparations, list_separations, in, &out), 0);
    return out;
}

HOLDER const sippe__work_item *asked_of(struct desk *t, ProtobufCBinaryData own) {
    const sippe__list_work_reply *list = worklist(t, "coord");
    for (size_t i = 0; i < list->n_items; i++)
        if (list->items[i]->kind == WORK_KIND_CHILD_FILE && SAME_BYTES(list->items[i]->family_id, own))
            return list->items[i];
    return NULL;
}
