/* What the tests of a family's people and pregnancies tell of her. */
#pragma once
#include "../intake_world.h"

/* Twenty days from her term. */
HOLDER intake__submit_screening_reply *called(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->pregnancy->due_date = told_day(&t->a, fixture_today() + 20);
    assert_int_equal(submit(t, "desk", call, &s), 0);
    return s;
}

HOLDER const intake__get_family_reply *file(struct desk *t, ProtobufCBinaryData id) { return family(t, "team", id); }

HOLDER int birth(struct desk *t, ProtobufCBinaryData her, day on, intake__child_home home) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->family_id = her;
    in->birth_date = civil_date(&t->a, on);
    in->home = home;
    return ASK(t, "team", RecordBirth, record_birth, in, NULL);
}

HOLDER intake__change_person_request *person(struct desk *t, ProtobufCBinaryData her, const intake__person *was) {
    intake__change_person_request *in = NEW(&t->a, intake__change_person_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->who = was ? message_copy(&t->a, &was->base) : NEW(&t->a, intake__person);
    in->reason = "mal noté";
    return in;
}

HOLDER int change(struct desk *t, const intake__change_person_request *in) {
    return ASK(t, "team", ChangePerson, change_person, in, NULL);
}

HOLDER const intake__person *newest(struct desk *t, ProtobufCBinaryData her) {
    const intake__kin *k = file(t, her)->kin;
    return k->people[k->n_people - 1];
}

HOLDER intake__record_loss_request *loss(struct desk *t, ProtobufCBinaryData her) {
    intake__record_loss_request *in = NEW(&t->a, intake__record_loss_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->on = civil_date(&t->a, fixture_today() - 1);
    in->told_by = "l'hôpital";
    in->kind = LOSS_KIND_STILLBIRTH;
    return in;
}
