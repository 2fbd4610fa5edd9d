/* What a desk records of calls. */
#pragma once
#include "../intake_world.h"

#undef HOLDER
#define HOLDER __attribute__((unused)) static

/* ---- helpers ---- */

/* A family whose income is not known: she is to be called back. */
HOLDER intake__submit_screening_reply *to_call_back(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *answers = call_now(t);
    answers->income->annual = money_declined(&t->a);
    answers->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    return s;
}

/* By whom it is; a version is of no use where no screening is named. */
HOLDER intake__record_family_call_request *call_of(struct desk *t, const intake__submit_screening_reply *s,
                                                   intake__call_outcome outcome) {
    intake__record_family_call_request *in = call_to_her(t, s, outcome);
    in->screening_id = in->version = (ProtobufCBinaryData){0};
    return in;
}

HOLDER intake__record_family_call_reply *called(struct desk *t, const char *by,
                                                const intake__record_family_call_request *in) {
    intake__record_family_call_reply *out = NULL;
    assert_int_equal(ASK(t, by, RecordFamilyCall, record_family_call, in, &out), 0);
    return out;
}

HOLDER intake__record_family_call_reply *tried(struct desk *t, const intake__submit_screening_reply *s,
                                               intake__call_outcome outcome) {
    return called(t, "desk", call_of(t, s, outcome));
}

HOLDER intake__record_family_call_reply *she_called(struct desk *t, const intake__submit_screening_reply *s,
                                                    intake__call_outcome outcome) {
    intake__record_family_call_request *in = call_of(t, s, outcome);
    in->told->direction = CALL_DIRECTION_INCOMING;
    return called(t, "team", in);
}

HOLDER intake__list_family_calls_reply *calls(struct desk *t, const intake__submit_screening_reply *s) {
    intake__list_family_calls_request *in = NEW(&t->a, intake__list_family_calls_request);
    intake__list_family_calls_reply *out = NULL;
    in->family_id = s->family_id;
    assert_int_equal(ASK(t, "team", ListFamilyCalls, list_family_calls, in, &out), 0);
    return out;
}

HOLDER const sippe__work_item *item(struct desk *t, sippe__work_kind kind) {
    return work_of(worklist(t, "coord"), kind);
}

/* ---- what is refused ---- */

HOLDER int refused(struct desk *t, const intake__record_family_call_request *in) {
    return ASK(t, "desk", RecordFamilyCall, record_family_call, in, NULL);
}
