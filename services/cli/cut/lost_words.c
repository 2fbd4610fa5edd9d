#include "cli/cut/lost_words.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/members.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node_events.h"
#include "proto/notifications_events.h"
#include "proto/scheduling_events.h"

typedef void describe_fn(struct cli *c, struct lost *one, const void *event);

static void consent_withdrawn(struct cli *c, struct lost *one, const void *event) {
    const intake__consent_withdrawn *e = event;
    one->what = phrase(c, "consentement %s retiré", "consent %s withdrawn", show_short(c, e->consent_id));
    one->command = arena_printf(&c->arena, "sippe consent withdraw %s %s --reason ...", show_hex(c, e->family_id),
                                show_short(c, e->consent_id));
}

static void referral_cancelled(struct cli *c, struct lost *one, const void *event) {
    const intake__referral_cancelled *e = event;
    one->what = phrase(c, "référence %s annulée", "referral %s cancelled", show_short(c, e->referral_id));
    one->command = arena_printf(&c->arena, "sippe referral cancel %s %s --reason ...", pick(c, "FAMILLE", "FAMILY"),
                                show_short(c, e->referral_id));
}

/* What there was is said whole; whoever writes it again does so by what was done. */
static void kin_changed(struct cli *c, struct lost *one, const void *event) {
    const intake__kin_changed *e = event;
    one->what = WORD(c, intake__kin_change, e->personal->change);
    one->command = arena_printf(&c->arena, "sippe kin show %s", show_hex(c, e->family_id));
}

/* Made again by the same command as before: the answer to it names another number. */
static void child_separated(struct cli *c, struct lost *one, const void *event) {
    const intake__child_separated *e = event;
    one->what = phrase(c, "dossier propre ouvert à %s", "file of their own opened to %s",
                       counted(c, e->personal->n_were, "enfant", "child"));
    one->command = arena_printf(&c->arena, "sippe person separate %s %s --since ... --reason ...",
                                show_hex(c, e->family_id), pick(c, "ENFANT", "CHILD"));
}

static void child_returned(struct cli *c, struct lost *one, const void *event) {
    const intake__child_returned *e = event;
    one->what = pick(c, "retour d'un enfant", "a child's return");
    one->command = arena_printf(&c->arena, "sippe person return %s %s --reason ...", show_hex(c, e->family_id),
                                show_short(c, e->personal->person_id));
}

static void enrolment_ended(struct cli *c, struct lost *one, const void *event) {
    const intake__enrolment_ended *e = event;
    one->what =
        phrase(c, "suivi terminé : %s", "follow-up ended: %s", WORD(c, intake__end_reason, e->personal->reason));
    one->command = arena_printf(&c->arena, "sippe enrolment end %s --reason \"%s\"", show_hex(c, e->family_id),
                                WORD(c, intake__end_reason, e->personal->reason));
}

static void consent_recorded(struct cli *c, struct lost *one, const void *event) {
    const intake__consent_recorded *e = event;
    one->what = phrase(c, "consentement %s : %s", "consent %s: %s", show_short(c, e->consent_id),
                       WORD(c, intake__consent_purpose, e->personal->purpose));
    struct joined covers = joined_new(c, ",");
    for (size_t i = 0; i < e->personal->n_covers; i++)
        joined_add(&covers, WORD(c, intake__shared_item, e->personal->covers[i]));
    one->command = arena_printf(&c->arena, "sippe consent record %s --to %s --covers \"%s\"", show_hex(c, e->family_id),
                                show_hex(c, e->personal->organization_id), joined_text(&covers));
}

static void login_ended(struct cli *c, struct lost *one, const void *event) {
    const intake__login_ended *e = event;
    one->what = phrase(c, "accès %s retiré", "way in %s ended", show_short(c, e->login_id));
    one->command = arena_printf(&c->arena, "sippe people unbind %s", show_short(c, e->login_id));
}

static void family_taken_over(struct cli *c, struct lost *one, const void *event) {
    const intake__family_taken_over *e = event;
    one->what = phrase(c, "famille %s reprise", "family %s taken over", show_short(c, e->family_id));
    one->command = arena_printf(&c->arena, "sippe takeover run %s", pick(c, "FEUILLE.csv", "SHEET.csv"));
}

static void take_over_undone(struct cli *c, struct lost *one, const void *event) {
    const intake__take_over_undone *e = event;
    one->what = phrase(c, "reprise annulée", "take-over taken back");
    one->command = arena_printf(&c->arena, "sippe takeover undo %s --reason ...", show_short(c, e->batch_id));
}

static void referral_opened(struct cli *c, struct lost *one, const void *event) {
    const intake__referral_opened *e = event;
    one->what = phrase(c, "référence %s : %s", "referral %s: %s", show_short(c, e->referral_id),
                       WORD(c, sippe__need, e->personal->need));
    one->command =
        arena_printf(&c->arena, "sippe refer %s %s", show_hex(c, e->family_id), show_hex(c, e->personal->service_id));
}

static void notice_answered(struct cli *c, struct lost *one, const void *event) {
    const notifications__notice_answered *e = event;
    notifications__notice_state answer = e->personal ? e->personal->answer : NOTICE_STATE_UNSPECIFIED;
    one->what = phrase(c, "réponse du partenaire à l'avis %s : %s", "the partner's answer to the notice %s: %s",
                       show_short(c, e->notice_id), WORD(c, notifications__notice_state, answer));
    one->command = phrase(c, "(le partenaire répond de nouveau) sippe notices show %s",
                          "(the partner answers again) sippe notices show %s", show_short(c, e->notice_id));
}

/* What it was called is sealed in the store that was put aside; intake knows whoever was not lost with it. */
static const char *member_called(struct cli *c, ProtobufCBinaryData id) {
    const intake__list_members_reply *all = members_of(c);
    const intake__member *m = all ? member_among(all, show_hex(c, id)) : NULL;
    return m ? m->name : show_short(c, id);
}

static void disclosed(struct cli *c, struct lost *one, const void *event) {
    const intake__disclosed *e = event;
    one->what = phrase(c, "dit à un organisme : %s", "told to an organisation: %s",
                       WORD(c, intake__consent_purpose, e->personal->purpose));
    one->command =
        arena_printf(&c->arena, "sippe family tell %s --to %s --purpose \"%s\"", show_hex(c, e->family_id),
                     show_hex(c, e->personal->organization_id), WORD(c, intake__consent_purpose, e->personal->purpose));
}

static void sheet_printed(struct cli *c, struct lost *one, const void *event) {
    const notifications__notice_shared *e = event;
    one->what =
        phrase(c, "feuille de la référence %s imprimée", "sheet of referral %s printed", show_short(c, e->referral_id));
    one->command = arena_printf(&c->arena, "sippe notices print %s", show_short(c, e->referral_id));
}

static void holder_told(struct cli *c, struct lost *one, const void *event) {
    const intake__holder_told *e = event;
    one->what = phrase(c, "retrait dit à %s", "%s was told of a withdrawal", e->personal->told_person);
    one->command = arena_printf(&c->arena, "sippe work told %s --person \"%s\"", show_short(c, e->thing),
                                e->personal->told_person);
}

/* Whole at each change: one that takes something away is a revocation, whatever else it says. */
static void membership_changed(struct cli *c, struct lost *one, const void *event) {
    const node__membership_changed *e = event;
    const char *name = member_called(c, e->member_id);
    one->rank = e->ended || e->n_revoked_keys ? LOST_REVOKED : LOST_OTHER;
    one->what = e->ended            ? phrase(c, "membre %s retiré", "member %s ended", name)
                : e->n_revoked_keys ? phrase(c, "clé de %s révoquée", "key of %s revoked", name)
                                    : phrase(c, "membre %s admis ou changé", "member %s admitted or changed", name);
    if (e->ended || e->n_revoked_keys)
        one->command = arena_printf(
            &c->arena, e->ended ? "sippe members end %s --reason ..." : "sippe keys revoke %s --reason ...", name);
    else
        one->command = arena_printf(&c->arena, "sippe keys allow %s.pub   (sippe members list)", name);
}

static const struct kind {
    const ProtobufCMessageDescriptor *type;
    enum lost_rank rank;
    describe_fn *describe;
} kinds[] = {
    {&node__membership_changed__descriptor, LOST_REVOKED, membership_changed},
    {&intake__login_ended__descriptor, LOST_REVOKED, login_ended},
    {&intake__consent_withdrawn__descriptor, LOST_WITHDRAWN, consent_withdrawn},
    {&intake__referral_cancelled__descriptor, LOST_CANCELLED, referral_cancelled},
    {&intake__kin_changed__descriptor, LOST_OTHER, kin_changed},
    {&intake__child_separated__descriptor, LOST_OTHER, child_separated},
    {&intake__child_returned__descriptor, LOST_OTHER, child_returned},
    {&intake__enrolment_ended__descriptor, LOST_OTHER, enrolment_ended},
    {&intake__family_taken_over__descriptor, LOST_OTHER, family_taken_over},
    {&intake__take_over_undone__descriptor, LOST_OTHER, take_over_undone},
    {&intake__consent_recorded__descriptor, LOST_OTHER, consent_recorded},
    {&intake__referral_opened__descriptor, LOST_OTHER, referral_opened},
    {&notifications__notice_answered__descriptor, LOST_OTHER, notice_answered},
    {&intake__disclosed__descriptor, LOST_OTHER, disclosed},
    {&notifications__notice_shared__descriptor, LOST_OTHER, sheet_printed},
    {&intake__holder_told__descriptor, LOST_OTHER, holder_told},
};

bool lost_describe(struct cli *c, struct lost *one) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].type->name, one->type) != 0 || !one->event) continue;
        one->rank = kinds[i].rank;
        one->order = (int)i;
        kinds[i].describe(c, one, one->event);
        return true;
    }
    return false;
}

const char *lost_drop_command(struct cli *c, const struct lost *one, const char *reason) {
    return arena_printf(&c->arena, "sippe restore settle %s --in %s --drop \"%s\"",
                        show_short(c, id_field(&c->arena, one->record)), arg_text(c, "in"), reason);
}

/* What the register says of a notice or a sheet follows from it; a notice is shared when it is issued. Who is taken
 * over is enrolled by that, and when she was last seen. A child's own file follows from that she left, and its end from
 * that she is back (KinChanged). */
static bool follows_from_another(const ProtobufCMessage *event) {
    if (event->descriptor == &intake__family_enrolled__descriptor)
        return ((const intake__family_enrolled *)event)->take_over_id.len > 0;
    if (event->descriptor == &intake__kin_changed__descriptor)
        return ((const intake__kin_changed *)event)->personal->change >= KIN_CHANGE_SEPARATED;
    if (event->descriptor == &intake__child_file_made__descriptor ||
        event->descriptor == &intake__child_file_ended__descriptor)
        return true;
    if (event->descriptor == &scheduling__encounter_recorded__descriptor)
        return ((const scheduling__encounter_recorded *)event)->day_only;
    if (event->descriptor == &intake__referral_cancelled__descriptor)
        return ((const intake__referral_cancelled *)event)->personal->consent_withdrawn;
    if (event->descriptor == &intake__disclosed__descriptor) return ((const intake__disclosed *)event)->referral_id.len;
    return event->descriptor == &notifications__notice_shared__descriptor &&
           !((const notifications__notice_shared *)event)->on_paper;
}

/* A referral that fell with its consent; what a daemon noted of another (a membership is intake's, and all write it
 * down); what time or the engine did. */
bool lost_is_consequence(const struct lost *one) {
    static const char *const ends[] = {"Noted",           "Fired",     "Stopped",       "Parked",
                                       "Reached",         "Overdue",   "Unheard",       "ReferralSent",
                                       "DisclosureEnded", "LoginUsed", "VisitUnplaced", "Seen"};
    if (one->event && follows_from_another(one->event)) return true;
    if (one->event && one->event->descriptor == &node__membership_changed__descriptor && one->at != DAEMON_INTAKE)
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(one->type), m = strlen(ends[i]);
        if (n >= m && strcmp(one->type + n - m, ends[i]) == 0) return true;
    }
    return false;
}
