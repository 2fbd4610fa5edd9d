/* An incident as a person reads it: what is known now, then how it came to be known. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/session.h"
#include "cli/incident/incident.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

enum { LOOK_MAX = 200 };

/* They are few: all pages are read. True once exactly one was found; else after saying why. */
static bool by_prefix(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    intake__list_incidents_request *r = NEW(&c->arena, intake__list_incidents_request);
    size_t found = 0;
    r->closed_too = true;
    r->limit = LOOK_MAX;
    do {
        const intake__list_incidents_reply *page = CALL(c, r, intake__list_incidents_reply);
        if (!page) return false;
        for (size_t i = 0; i < page->n_incidents; i++) {
            if (!prefix_fits(text, page->incidents[i]->incident_id)) continue;
            *id = page->incidents[i]->incident_id;
            found++;
        }
        r->after = page->next;
    } while (r->after.len);
    if (found == 1) return true;
    if (found)
        stop(c, CLI_USAGE, "Plusieurs incidents commencent par « %s »; donnez plus de chiffres.",
             "Several incidents begin with \"%s\"; give more digits.", text);
    else
        stop(c, CLI_REFUSED, "Aucun incident ne commence par « %s » (sippe incident list --all).",
             "No incident begins with \"%s\" (sippe incident list --all).", text);
    return false;
}

intake__get_incident_reply *lookup_incident(struct cli *c, const char *text) {
    intake__get_incident_request *r = NEW(&c->arena, intake__get_incident_request);
    if (!by_prefix(c, text, &r->incident_id)) return NULL;
    intake__get_incident_reply *g = CALL(c, r, intake__get_incident_reply);
    if (!g) return NULL;
    return g->summary && g->summary->facts ? g : (fail_hollow(c, NULL), NULL);
}

const char *incident_information(struct cli *c, const intake__incident_facts *f) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < f->n_information; i++) joined_add(&all, WORD(c, node__shows, f->information[i]));
    return joined_text(&all);
}

const char *incident_days(struct cli *c, const intake__incident_facts *f) {
    const char *about = f->occurred_about ? pick(c, " (environ)", " (about)") : "";
    const char *first = show_date(c, f->occurred_on);
    if (!f->occurred_until) return phrase(c, "%s%s", "%s%s", first, about);
    return phrase(c, "du %s au %s%s", "from %s to %s%s", first, show_date(c, f->occurred_until), about);
}

static const char *people_text(struct cli *c, const intake__incident_facts *f) {
    if (!f->people) return pick(c, "pas encore connu", "not known yet");
    return phrase(c, "%d%s", "%d%s", f->people, f->people_about ? pick(c, " (environ)", " (about)") : "");
}

static void facts_show(struct cli *c, const intake__incident_facts *f) {
    field(c, "Nature", "Kind", WORD(c, intake__incident_kind, f->kind));
    field(c, "Renseignements", "Information", incident_information(c, f));
    field(c, "Lesquels", "Which", f->described);
    field(c, "Circonstances", "Circumstances", f->circumstances);
    field(c, "A eu lieu", "Took place", incident_days(c, f));
    field(c, "Connu le", "Known on", show_date(c, f->known_on));
    field(c, "Personnes", "People", people_text(c, f));
}

static void assessment_show(struct cli *c, const intake__incident_assessment *a) {
    if (!a) {
        field(c, "Préjudice sérieux", "Serious injury", pick(c, "personne ne l'a évalué", "nobody has assessed it"));
        return;
    }
    field(c, "Préjudice sérieux", "Serious injury", show_yes_no(c, a->serious_injury));
    field(c, "Sensibilité", "Sensitivity", a->sensitivity);
    field(c, "Conséquences", "Consequences", a->consequences);
    field(c, "Probabilité", "Likelihood", a->likelihood);
}

static const char *notice_text(struct cli *c, const intake__incident_notice *n) {
    const char *who = WORD(c, intake__incident_notified, n->notified);
    return phrase(c, "avisé : %s, le %s%s%s", "told: %s, on %s%s%s", who, show_date(c, n->on), *n->note ? ", " : "",
                  n->note);
}

/* What a step told, one thing after the other. */
static const char *step_text(struct cli *c, const intake__incident_step *s, bool first) {
    struct joined all = joined_new(c, "; ");
    if (first) joined_add(&all, pick(c, "ouvert", "opened"));
    if (s->facts && !first) joined_add(&all, pick(c, "faits corrigés", "facts corrected"));
    if (s->assessment)
        joined_add(&all, phrase(c, "préjudice sérieux : %s", "serious injury: %s",
                                show_yes_no(c, s->assessment->serious_injury)));
    if (s->notice) joined_add(&all, notice_text(c, s->notice));
    if (*s->measure) joined_add(&all, phrase(c, "mesure : %s", "measure: %s", s->measure));
    if (!first && !s->facts && !s->assessment && !s->notice && !*s->measure)
        joined_add(&all, s->state == INCIDENT_STATE_OPEN ? pick(c, "rouvert", "opened again")
                                                         : WORD(c, intake__incident_state, s->state));
    if (*s->reason) joined_add(&all, s->reason);
    return joined_text(&all);
}

static void steps_show(struct cli *c, const intake__get_incident_reply *g) {
    struct table *t = table_new(c, "Quand|Par|^Quoi", "When|By|^What");
    for (size_t i = 0; i < g->n_steps; i++) {
        table_cell(t, show_brief(c, g->steps[i]->at));
        table_cell(t, *g->steps[i]->by ? g->steps[i]->by : pick(c, "le système", "the system"));
        table_cell(t, step_text(c, g->steps[i], i == 0));
    }
    table_end(t);
}

void incident_show(struct cli *c, const intake__get_incident_reply *g) {
    const intake__incident_summary *s = g->summary;
    say(c, "Incident %s : %s", "Incident %s: %s", show_short(c, s->incident_id),
        WORD(c, intake__incident_state, s->state));
    field(c, "Origine", "Source", WORD(c, intake__incident_source, s->source));
    field(c, "Famille", "Family", s->family_number);
    if (s->referral_id.len) field(c, "Référence", "Referral", show_short(c, s->referral_id));
    facts_show(c, s->facts);
    assessment_show(c, s->assessment);
    if (s->act_by)
        field(c, "À évaluer", "To assess", phrase(c, "au plus tard le %s", "by %s", show_date(c, s->act_by)));
    if (s->kept_until)
        field(c, "Au registre", "In the register",
              phrase(c, "jusqu'au %s au moins", "until %s at least", show_date(c, s->kept_until)));
    steps_show(c, g);
}
