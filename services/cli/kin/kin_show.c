#include "cli/kin/kin_show.h"

#include <string.h>
#include <strings.h>
#include "base/message.h"
#include "text/fold.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* ---- one of them ---- */

static const char *name_of(struct cli *c, const intake__person *p) {
    const char *name = p->name ? show_name(c, p->name) : "";
    return *name ? name : pick(c, "sans nom", "no name");
}

static const char *spoken_of(struct cli *c, const intake__person *p) {
    if (p->left != PERSON_LEFT_DIED) return "";
    if (p->spoken_to != YES_NO_YES)
        return pick(c, ", personne n'en a encore parlé à la famille", ", nobody has spoken with the family yet");
    return p->wish
               ? phrase(c, ", la famille souhaite : %s", ", the family wishes: %s", WORD(c, intake__loss_wish, p->wish))
               : "";
}

static const char *where_of(struct cli *c, const intake__person *p) {
    if (p->left)
        return phrase(c, "%s%s%s%s", "%s%s%s%s", WORD(c, intake__person_left, p->left), p->left_on ? " " : "",
                      p->left_on ? show_date(c, p->left_on) : "", spoken_of(c, p));
    if (!p->home) return "";
    const char *home = WORD(c, intake__child_home, p->home);
    return p->home_on ? phrase(c, "%s %s", "%s %s", home, show_date(c, p->home_on)) : home;
}

/* "Rose, enfant, 3 mai 2026, encore à l'hôpital". */
static const char *person_text(struct cli *c, const intake__person *p) {
    struct joined all = joined_new(c, ", ");
    joined_add(&all, name_of(c, p));
    joined_add(&all, WORD(c, intake__person_kind, p->kind));
    if (p->birth_date) joined_add(&all, show_date(c, p->birth_date));
    if (p->gender) joined_add(&all, WORD(c, intake__gender, p->gender));
    if (*p->relation) joined_add(&all, p->relation);
    const char *where = where_of(c, p);
    if (*where) joined_add(&all, where);
    return joined_text(&all);
}

static const char *ended_text(struct cli *c, const intake__family_pregnancy *p) {
    const char *spoken = "";
    if (p->state == PREGNANCY_STATE_ENDED && p->spoken_to != YES_NO_YES)
        spoken = pick(c, ", personne ne lui a encore parlé", ", nobody has spoken with her yet");
    else if (p->wish)
        spoken = phrase(c, ", elle souhaite : %s", ", she wishes: %s", WORD(c, intake__loss_wish, p->wish));
    return phrase(c, "%s%s", "%s%s", p->ended_on ? show_date(c, p->ended_on) : "", spoken);
}

static const char *pregnancy_text(struct cli *c, const intake__family_pregnancy *p) {
    struct joined all = joined_new(c, ", ");
    joined_add(&all, WORD(c, intake__pregnancy_state, p->state));
    if (p->due_date)
        joined_add(&all, phrase(c, "prévue le %s (%s)", "due on %s (%s)", show_date(c, p->due_date),
                                WORD(c, intake__due_source, p->source)));
    if (p->expected > 1) joined_add(&all, phrase(c, "%d enfants", "%d children", p->expected));
    const char *ended = ended_text(c, p);
    if (*ended) joined_add(&all, ended);
    return joined_text(&all);
}

/* ---- all of them ---- */

static const char *relation_of(struct cli *c, const intake__person *p, bool holder) {
    struct joined all = joined_new(c, ", ");
    if (holder) joined_add(&all, pick(c, "titulaire", "holder"));
    if (*p->relation) joined_add(&all, p->relation);
    return joined_text(&all);
}

static void people_show(struct cli *c, const intake__kin *kin) {
    struct table *t = table_new(c, "Id|^Nom|Qui|Naissance|^Lien|^Où", "Id|^Name|Who|Born|^Relation|^Where");
    for (size_t i = 0; i < kin->n_people; i++) {
        const intake__person *p = kin->people[i];
        bool holder = span_equal(span_pb(p->person_id), span_pb(kin->holder_id));
        table_cell(t, show_short(c, p->person_id));
        table_paint(t, holder ? COLOUR_BOLD : COLOUR_NONE, name_of(c, p));
        table_cell(t, WORD(c, intake__person_kind, p->kind));
        table_cell(t, p->birth_date ? show_date(c, p->birth_date) : "");
        table_cell(t, relation_of(c, p, holder));
        table_cell(t, where_of(c, p));
    }
    table_end(t);
}

static void pregnancies_show(struct cli *c, const intake__kin *kin) {
    struct table *t = table_new(c, "Id|État|Date prévue|~Source|Enfants|^Fin", "Id|State|Due|~Source|Children|^End");
    for (size_t i = 0; i < kin->n_pregnancies; i++) {
        const intake__family_pregnancy *p = kin->pregnancies[i];
        table_cell(t, show_short(c, p->pregnancy_id));
        table_cell(t, WORD(c, intake__pregnancy_state, p->state));
        table_cell(t, p->due_date ? show_date(c, p->due_date) : "");
        table_cell(t, WORD(c, intake__due_source, p->source));
        table_cell(t, p->expected > 1 ? arena_printf(&c->arena, "%d", p->expected) : "");
        table_cell(t, ended_text(c, p));
    }
    table_end(t);
}

void kin_show(struct cli *c, const intake__kin *kin) {
    if (!kin) return;
    if (kin->n_people) heading(c, "Personnes", "People");
    people_show(c, kin);
    if (kin->n_pregnancies) heading(c, "Grossesses", "Pregnancies");
    pregnancies_show(c, kin);
}

void kin_brief(struct cli *c, const intake__kin *kin) {
    struct joined children = joined_new(c, "; ");
    for (size_t i = 0; kin && i < kin->n_people; i++)
        if (kin->people[i]->kind == PERSON_KIND_CHILD)
            joined_add(&children,
                       phrase(c, "%s (%s)%s%s", "%s (%s)%s%s", name_of(c, kin->people[i]),
                              show_date(c, kin->people[i]->birth_date),
                              kin->people[i]->left || kin->people[i]->home ? ", " : "", where_of(c, kin->people[i])));
    field(c, "Enfants", "Children", joined_text(&children));
    const intake__family_pregnancy *last = kin && kin->n_pregnancies ? kin->pregnancies[kin->n_pregnancies - 1] : NULL;
    if (last && last->state == PREGNANCY_STATE_ENDED)
        field(c, "Grossesse", "Pregnancy", paint(c, COLOUR_YELLOW, pregnancy_text(c, last)));
}

/* ---- what differs ---- */

static intake__person *person_with(const intake__kin *k, ProtobufCBinaryData id) {
    for (size_t i = 0; k && i < k->n_people; i++)
        if (span_equal(span_pb(k->people[i]->person_id), span_pb(id))) return k->people[i];
    return NULL;
}

static intake__family_pregnancy *pregnancy_with(const intake__kin *k, ProtobufCBinaryData id) {
    for (size_t i = 0; k && i < k->n_pregnancies; i++)
        if (span_equal(span_pb(k->pregnancies[i]->pregnancy_id), span_pb(id))) return k->pregnancies[i];
    return NULL;
}

static void line(struct cli *c, const char *old, const char *new) {
    if (strcmp(old, new) == 0) return;
    say(c, "    %s → %s", "    %s → %s", *old ? old : "–", *new ? new : "–");
}

static const char *holder_text(struct cli *c, const intake__kin *k) {
    const intake__person *holder = k ? person_with(k, k->holder_id) : NULL;
    return holder ? phrase(c, "dossier au nom de %s", "file in the name of %s", name_of(c, holder)) : "";
}

void kin_changes_show(struct cli *c, const intake__kin *before, const intake__kin *after) {
    if (before && after && !span_equal(span_pb(before->holder_id), span_pb(after->holder_id)))
        line(c, holder_text(c, before), holder_text(c, after));
    for (size_t i = 0; after && i < after->n_people; i++) {
        const intake__person *was = person_with(before, after->people[i]->person_id);
        line(c, was ? person_text(c, was) : "", person_text(c, after->people[i]));
    }
    for (size_t i = 0; before && i < before->n_people; i++)
        if (!person_with(after, before->people[i]->person_id)) line(c, person_text(c, before->people[i]), "");
    for (size_t i = 0; after && i < after->n_pregnancies; i++) {
        const intake__family_pregnancy *was = pregnancy_with(before, after->pregnancies[i]->pregnancy_id);
        line(c, was ? pregnancy_text(c, was) : "", pregnancy_text(c, after->pregnancies[i]));
    }
}

/* ---- named ---- */

enum { PREFIX_MIN = 4 };

static bool begins(struct cli *c, ProtobufCBinaryData id, const char *text) {
    return strlen(text) >= PREFIX_MIN && strncasecmp(show_hex(c, id), text, strlen(text)) == 0;
}

intake__person *kin_person(struct cli *c, const intake__kin *kin, const char *text) {
    intake__person *found = NULL;
    size_t n = 0;
    for (size_t i = 0; kin && i < kin->n_people; i++) {
        intake__person *p = kin->people[i];
        bool named = p->name && *fold(&c->arena, p->name->given) &&
                     strcmp(fold(&c->arena, p->name->given), fold(&c->arena, text)) == 0;
        if (!named && !begins(c, p->person_id, text)) continue;
        found = p;
        n++;
    }
    if (n == 1) return found;
    stop(c, CLI_USAGE,
         n ? "%s : plusieurs personnes; nommez-la par son identifiant (sippe kin show)."
           : "%s : personne de ce nom ni de cet identifiant (sippe kin show).",
         n ? "%s: several people; name her by her id (sippe kin show)."
           : "%s: nobody of this name or id (sippe kin show).",
         text);
    return NULL;
}

intake__family_pregnancy *kin_pregnancy(struct cli *c, const intake__kin *kin, const char *text) {
    for (size_t i = kin ? kin->n_pregnancies : 0; i > 0; i--) {
        intake__family_pregnancy *p = kin->pregnancies[i - 1];
        if (text ? begins(c, p->pregnancy_id, text) : p->state == PREGNANCY_STATE_OPEN) return p;
    }
    stop(c, CLI_USAGE,
         text ? "%s : aucune grossesse de cet identifiant (sippe kin show)."
              : "%sAucune grossesse n'est en cours au dossier (sippe kin show).",
         text ? "%s: no pregnancy of this id (sippe kin show)."
              : "%sNo pregnancy goes on in the file (sippe kin show).",
         text ? text : "");
    return NULL;
}
