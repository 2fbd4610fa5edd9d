/* What is counted of a day. */
#include <string.h>
#include "civil/civil.h"
#include "intake/figures/figures.h"

/* A decision is counted by its route; anything else by what it is. */
static const char *decision(struct view *v, const struct record *r) {
    const intake__route_decided *e = READ_EVENT(v, intake__route_decided, r->seq, NULL);
    if (e && e->personal->route == ROUTE_SIPPE) return "decided-sippe";
    return e && e->personal->route == ROUTE_OLO_ONLY ? "decided-olo" : "decided-other";
}

/* Families that were followed already are no enrolments of the day; nor is it an end when their sheet is taken back. */
static const char *enrolment(struct view *v, const struct record *r) {
    const intake__family_enrolled *e = READ_EVENT(v, intake__family_enrolled, r->seq, NULL);
    return e && e->take_over_id.len ? "taken-over" : "enrolments";
}

static const char *end(struct view *v, const struct record *r) {
    const intake__enrolment_ended *e = READ_EVENT(v, intake__enrolment_ended, r->seq, NULL);
    return e && e->personal->reason == END_REASON_ERROR ? "enrolled-in-error" : "enrolments-ended";
}

/* Indicator 7.03: met in person, by priority, within its delay or past it. A delay that ended otherwise is none of it.
 * What a delay was opened with stands in its row. */
static const char *met(struct view *v, const struct record *r) {
    static const char *const words[][2] = {
        {"met-p1", "met-p1-late"}, {"met-p2", "met-p2-late"}, {"met-p3", "met-p3-late"}, {"met-p4", "met-p4-late"}};
    const intake__access_clock_stopped *e = READ_EVENT(v, intake__access_clock_stopped, r->seq, NULL);
    const intake_rows__access_clock *row = e ? intake_access_clock_row(v, e->clock_id) : NULL;
    if (!row || e->personal->end != ACCESS_END_MET) return NULL;
    const intake_rows__access_clock__personal *p = row->personal;
    if (p->priority < 1 || p->priority > 4) return NULL;
    return words[p->priority - 1][civil_day(e->personal->on) > civil_day(p->due_on)];
}

/* Of what is done to a family's people and pregnancies births alone are counted. */
static const char *kin(struct view *v, const struct record *r) {
    const intake__kin_changed *e = READ_EVENT(v, intake__kin_changed, r->seq, NULL);
    return e && e->personal->change == KIN_CHANGE_BIRTH ? "births" : NULL;
}

/* Meetings that took place, on the day on which they were heard of. */
static const char *visits(struct view *v, const struct record *r) {
    const intake__follow_up_noted *e = READ_EVENT(v, intake__follow_up_noted, r->seq, NULL);
    return e && e->personal->more > 0 ? "visits" : NULL;
}

/* What takes the place of an answer was counted with it. */
static const char *answer(struct view *v, const struct record *r) {
    const intake__referral_answer_noted *e = READ_EVENT(v, intake__referral_answer_noted, r->seq, NULL);
    return e && e->personal->corrected ? NULL : "referrals-answered";
}

static const struct {
    const ProtobufCMessageDescriptor *type;
    const char *what; /* NULL: `by` says, or that it is not counted */
    const char *(*by)(struct view *v, const struct record *r);
} counted[] = {
    {&intake__screening_submitted__descriptor, "calls", NULL},
    {&intake__screening_amended__descriptor, "corrections", NULL},
    {&intake__family_call_recorded__descriptor, "family-calls", NULL},
    {&intake__route_decided__descriptor, NULL, decision},
    {&intake__route_revised__descriptor, "decisions-revised", NULL},
    {&intake__urgent_raised__descriptor, "urgent-needs", NULL},
    {&intake__access_clock_stopped__descriptor, NULL, met},
    {&intake__consent_recorded__descriptor, "consents", NULL},
    {&intake__consent_withdrawn__descriptor, "consents-withdrawn", NULL},
    {&intake__referral_opened__descriptor, "referrals", NULL},
    {&intake__referral_answer_noted__descriptor, NULL, answer},
    {&intake__family_enrolled__descriptor, NULL, enrolment},
    {&intake__enrolment_ended__descriptor, NULL, end},
    {&intake__kin_changed__descriptor, NULL, kin},
    {&intake__follow_up_noted__descriptor, NULL, visits},
};

/* Whose file it is, by the family among what the record is about. */
static const char *clsc_of(struct view *v, const struct record *r) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        const intake_rows__family *f = row_get(v, &intake_families, KEY(KEY_ID(r->subjects[i])));
        if (f) return f->clsc_code;
    }
    return "";
}

static void add(struct arena *a, intake_jobs__figures_input *in, const char *clsc, const char *what) {
    for (size_t i = 0; i < in->n_figures; i++)
        if (strcmp(in->figures[i]->what, what) == 0 && strcmp(in->figures[i]->clsc, clsc) == 0) {
            in->figures[i]->n++;
            return;
        }
    intake_jobs__figure *f = NEW(a, intake_jobs__figure);
    f->clsc = arena_text(a, clsc);
    f->what = what;
    f->n = 1;
    APPEND(a, in, figures, f);
}

void intake_figure_add(struct view *v, const struct record *r, intake_jobs__figures_input *in) {
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (strcmp(r->type, counted[i].type->name) == 0) {
            const char *what = counted[i].what ? counted[i].what : counted[i].by(v, r);
            if (what) add(view_arena(v), in, clsc_of(v, r), what);
            return;
        }
}
