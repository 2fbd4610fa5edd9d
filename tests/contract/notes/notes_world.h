/* What is noted apart of a family: safety notes, and reports. */
#pragma once
#include "clear.h"
#include "intake/notes/notes.h"
#include "../intake_world.h"
#include "seal/vault.h"

#undef HOLDER
#define HOLDER __attribute__((unused)) static

HOLDER const char *const danger = "Mornefontaine la menace", *const report = "Grisemouture signalée";

HOLDER int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    world_key(t->w, "team2", ROLE_TEAM, "99002");
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

HOLDER int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

HOLDER intake__submit_screening_reply *called(struct desk *t, const char *given) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->identity->name->given = given;
    s->identity->nam = "";
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

HOLDER intake__note_words *words(struct desk *t, const char *text) {
    intake__note_words *w = NEW(&t->a, intake__note_words);
    w->text = text;
    w->told_by = "elle-même";
    return w;
}

HOLDER int note(struct desk *t, const char *key, ProtobufCBinaryData family, const char *text,
                intake__record_safety_note_reply **out) {
    intake__record_safety_note_request *in = NEW(&t->a, intake__record_safety_note_request);
    in->family_id = family;
    in->words = words(t, text);
    return ASK(t, key, RecordSafetyNote, record_safety_note, in, out);
}

HOLDER int notes(struct desk *t, const char *key, ProtobufCBinaryData family, intake__get_safety_notes_reply **out) {
    intake__get_safety_notes_request *in = NEW(&t->a, intake__get_safety_notes_request);
    in->family_id = family;
    return ASK(t, key, GetSafetyNotes, get_safety_notes, in, out);
}

/* Without a rebuild: what it leaves of an index of rows that are gone is the erasure's own matter. */
HOLDER int closed_erased(void **state) {
    struct desk *t = *state;
    world_free(t->w);
    arena_close(&t->a);
    free(t);
    return 0;
}
