/* Calls to a family and from her, and letters: at any time, of any outcome, corrected or struck out, read. */
#include "sim.h"

static intake__call_told *told(struct sim *s, struct arena *a) {
    static const intake__call_outcome outcomes[] = {
        CALL_OUTCOME_NO_ANSWER, CALL_OUTCOME_NO_ANSWER,    CALL_OUTCOME_LEFT_MESSAGE, CALL_OUTCOME_WRONG_NUMBER,
        CALL_OUTCOME_COMPLETED, CALL_OUTCOME_CALL_BACK_AT, CALL_OUTCOME_REFUSED,      CALL_OUTCOME_RETURNED};
    intake__call_told *t = NEW(a, intake__call_told);
    t->outcome = outcomes[prng_below(&s->prng, sizeof outcomes / sizeof outcomes[0])];
    t->direction = chance(s, 70) ? CALL_DIRECTION_OUTGOING : CALL_DIRECTION_INCOMING;
    t->way = t->outcome == CALL_OUTCOME_RETURNED ? CALL_WAY_MAIL : CALL_WAY_PHONE;
    if (chance(s, 20)) t->whom = CALL_WHOM_OTHER;
    if (chance(s, 15)) t->call_back_on = day_on(s, a, (int)prng_below(&s->prng, 4));
    if (chance(s, 30)) t->note = "sera chez sa soeur";
    return t;
}

static void on_called(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__record_family_call_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__record_family_call_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (done) {
        c->called.call = id_of(done->call_id);
        c->called.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

/* About what waits, or about one that is named, in the version that this clerk has seen. */
static bool call(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__get_family_reply *f = c->file;
    intake__record_family_call_request *r = NEW(a, intake__record_family_call_request);
    r->family_id = f->family_id;
    r->told = told(s, a);
    if (f->n_screenings && chance(s, 40)) {
        const intake__screening_summary *about = f->screenings[prng_below(&s->prng, f->n_screenings)];
        r->screening_id = about->screening_id;
        r->version = about->version;
    }
    c->called.family = c->about->family_id;
    c->called.call = (struct id){{0}};
    task_call(&c->task, "intake", chance(s, 50) ? c->about->desk : c->about->team, "intake.RecordFamilyCall", &r->base,
              "sippe.intake.FamilyCallRecorded", on_called);
    return true;
}

static bool correct(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(c->called.call)) return false;
    intake__correct_family_call_request *r = NEW(a, intake__correct_family_call_request);
    r->family_id = id_field(a, c->called.family);
    r->call_id = id_field(a, c->called.call);
    r->version = id_field(a, c->called.version);
    r->in_error = chance(s, 30);
    if (!r->in_error) r->told = told(s, a);
    r->reason = "mal noté";
    c->called.call = (struct id){{0}};
    CLERK_SEND(c, "intake", c->about->desk, "intake.CorrectFamilyCall", r, "sippe.intake.FamilyCallCorrected");
    return true;
}

static bool letter(struct clerk *c, struct arena *a) {
    intake__record_letter_request *r = NEW(a, intake__record_letter_request);
    r->family_id = c->file->family_id;
    r->kind = "CALL_US";
    CLERK_SEND(c, "intake", c->about->desk, "intake.RecordLetter", r, "sippe.intake.FamilyCallRecorded");
    return true;
}

static bool look(struct clerk *c, struct arena *a) {
    intake__list_family_calls_request *r = NEW(a, intake__list_family_calls_request);
    r->family_id = c->file->family_id;
    r->limit = 2;
    CLERK_SEND(c, "intake", c->about->team, "intake.ListFamilyCalls", r, NULL);
    return true;
}

/* ---- how she is reached ---- */

/* Another number, one more, or a way to write to her; in the version that this clerk has seen. */
static bool contact(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__get_family_reply *f = c->file;
    if (!f->contact) return false;
    intake__change_contact_request *r = NEW(a, intake__change_contact_request);
    r->family_id = f->family_id;
    r->version = f->contact_version;
    r->contact = message_copy(a, &f->contact->base);
    r->reason = "elle l'a dit";
    intake__contact_number *n = NEW(a, intake__contact_number);
    n->number = arena_printf(a, "514555%04u", (unsigned)prng_below(&s->prng, 10000));
    if (chance(s, 40)) n->whose = "sa soeur";
    if (!*n->whose && r->contact->n_numbers)
        r->contact->numbers[0] = n;
    else
        APPEND(a, r->contact, numbers, n);
    if (chance(s, 30)) APPEND(a, r->contact, channels, CONTACT_CHANNEL_MAIL);
    CLERK_SEND(c, "intake", chance(s, 50) ? c->about->desk : c->about->team, "intake.ChangeContact", r,
               "sippe.intake.ContactChanged");
    return true;
}

static bool contacts(struct clerk *c, struct arena *a) {
    intake__list_contact_details_request *r = NEW(a, intake__list_contact_details_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->team, "intake.ListContactDetails", r, NULL);
    return true;
}

/* ---- notes of her file ---- */

static intake__note_words *words(struct arena *a) {
    intake__note_words *w = NEW(a, intake__note_words);
    w->text = "préfère le matin";
    return w;
}

static void on_noted(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__record_note_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__record_note_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (done) {
        c->noted.note = id_of(done->note_id);
        c->noted.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static bool note(struct clerk *c, struct arena *a) {
    intake__record_note_request *r = NEW(a, intake__record_note_request);
    r->family_id = c->file->family_id;
    if (chance(c->task.sim, 90)) r->words = words(a);
    c->noted.family = c->about->family_id;
    c->noted.note = (struct id){{0}};
    task_call(&c->task, "intake", c->about->team, "intake.RecordNote", &r->base, "sippe.intake.NoteKept", on_noted);
    return true;
}

/* The last one that was noted, corrected or withdrawn; another desk's is not found. */
static bool note_again(struct clerk *c, struct arena *a) {
    ProtobufCBinaryData family = id_field(a, c->noted.family), id = id_field(a, c->noted.note),
                        version = id_field(a, c->noted.version);
    if (id_is_zero(c->noted.note)) return false;
    c->noted.note = (struct id){{0}};
    if (chance(c->task.sim, 65)) {
        intake__withdraw_note_request *r = NEW(a, intake__withdraw_note_request);
        r->family_id = family, r->note_id = id, r->version = version;
        if (chance(c->task.sim, 80)) r->reason = "autre famille";
        CLERK_SEND(c, "intake", c->about->team, "intake.WithdrawNote", r, "sippe.intake.NoteCorrected");
        return true;
    }
    intake__correct_note_request *r = NEW(a, intake__correct_note_request);
    r->family_id = family, r->note_id = id, r->version = version;
    r->words = words(a);
    if (chance(c->task.sim, 80)) r->reason = "mal noté";
    CLERK_SEND(c, "intake", c->about->team, "intake.CorrectNote", r, "sippe.intake.NoteCorrected");
    return true;
}

static bool notes(struct clerk *c, struct arena *a) {
    intake__list_notes_request *r = NEW(a, intake__list_notes_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->team, "intake.ListNotes", r, NULL);
    return true;
}

static bool history(struct clerk *c, struct arena *a) {
    intake__list_history_request *r = NEW(a, intake__list_history_request);
    r->family_id = c->file->family_id;
    r->limit = (uint32_t)prng_below(&c->task.sim->prng, 5);
    r->words = chance(c->task.sim, 50);
    CLERK_SEND(c, "intake", c->about->team, "intake.ListHistory", r, NULL);
    return true;
}

static deed_fn *const list[] = {call,       note, note, note_again, note_again, call,    correct, correct, letter,
                                note_again, look, note, notes,      history,    contact, contact, contacts};
const struct deeds deeds_of_reaching = {list, sizeof list / sizeof list[0]};
