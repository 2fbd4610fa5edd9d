/* What is kept apart from a family's file: recorded, read, corrected; by who may and by who may not. */
#include "sim.h"

static intake__note_words *words(struct arena *a) {
    intake__note_words *w = NEW(a, intake__note_words);
    w->text = arena_printf(a, "%s a peur de lui", planted_secret);
    w->told_by = "elle-même";
    return w;
}

/* The last one that was kept is what this clerk corrects. */
static void on_kept(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__record_safety_note_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__record_safety_note_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) {
        c->kept.note = id_of(done->note_id);
        c->kept.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static void kept_by(struct clerk *c, bool report) {
    c->kept.family = c->about->family_id;
    c->kept.note = (struct id){{0}};
    c->kept.report = report;
}

static bool note(struct clerk *c, struct arena *a) {
    intake__record_safety_note_request *r = NEW(a, intake__record_safety_note_request);
    r->family_id = c->file->family_id;
    if (chance(c->task.sim, 85)) r->words = words(a); /* else nothing is said, and nothing noted */
    kept_by(c, false);
    task_call(&c->task, "intake", c->about->desk, "intake.RecordSafetyNote", &r->base, "sippe.intake.NoteKept",
              on_kept);
    return true;
}

static bool report(struct clerk *c, struct arena *a) {
    intake__record_protection_report_request *r = NEW(a, intake__record_protection_report_request);
    r->family_id = c->file->family_id;
    if (chance(c->task.sim, 85)) r->words = words(a);
    kept_by(c, true);
    task_call(&c->task, "intake", c->about->team, "intake.RecordProtectionReport", &r->base, "sippe.intake.NoteKept",
              on_kept);
    return true;
}

static bool correct(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(c->kept.note)) return false;
    bool withdraw = chance(s, 30);
    ProtobufCBinaryData family = id_field(a, c->kept.family), note_id = id_field(a, c->kept.note),
                        version = id_field(a, c->kept.version);
    c->kept.note = (struct id){{0}};
    if (c->kept.report) {
        intake__correct_protection_report_request *r = NEW(a, intake__correct_protection_report_request);
        r->family_id = family, r->note_id = note_id, r->version = version;
        r->words = withdraw ? NULL : words(a);
        r->reason = "mal compris", r->withdraw = withdraw;
        CLERK_SEND(c, "intake", c->about->team, "intake.CorrectProtectionReport", r, "sippe.intake.NoteCorrected");
        return true;
    }
    intake__correct_safety_note_request *r = NEW(a, intake__correct_safety_note_request);
    r->family_id = family, r->note_id = note_id, r->version = version;
    r->words = withdraw ? NULL : words(a);
    r->reason = "mal compris", r->withdraw = withdraw;
    CLERK_SEND(c, "intake", c->about->desk, "intake.CorrectSafetyNote", r, "sippe.intake.NoteCorrected");
    return true;
}

static bool look(struct clerk *c, struct arena *a) {
    intake__get_safety_notes_request *r = NEW(a, intake__get_safety_notes_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->desk, "intake.GetSafetyNotes", r, NULL);
    return true;
}

/* For a reason, or for none, and then nothing is shown. */
static bool look_at_reports(struct clerk *c, struct arena *a) {
    intake__get_protection_reports_request *r = NEW(a, intake__get_protection_reports_request);
    r->family_id = c->file->family_id;
    c->task.sim->world->purpose = chance(c->task.sim, 70) ? "suivi du signalement" : NULL;
    CLERK_SEND(c, "intake", c->about->team, "intake.GetProtectionReports", r, NULL);
    c->task.sim->world->purpose = NULL;
    return true;
}

static deed_fn *const list[] = {note, report, correct, correct, correct, look, look_at_reports};
const struct deeds deeds_apart = {list, sizeof list / sizeof list[0]};
