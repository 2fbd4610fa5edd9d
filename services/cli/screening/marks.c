#include "cli/screening/marks.h"

#include <string.h>
#include "cli/call/zone.h"
#include "cli/csv/cell.h"
#include "cli/csv/screening_path.h"
#include "cli/show/joined.h"
#include "cli/show/label.h"
#include "cli/show/output.h"

enum doubt { WHEN_TOLD, WHEN_MISSING, ALWAYS };

/* intake marks a path; what it may doubt of it stands in services/intake/domain/screening/screening_marks.c. What has
 * no words here is a question that was not asked. */
static const struct {
    const char *path;
    enum doubt when;
    const char *fr, *en;
} doubts[] = {
    {"consent.notice_read_at", WHEN_TOLD, "lu après l'appel, ou plus d'un jour avant",
     "read after the call, or more than a day before"},
    {"consent.notice_version", WHEN_TOLD, "les règles n'ont pas de texte de cette version",
     "the rules have no text of this version"},
    {"consent.consent_store", WHEN_TOLD, "dit par une autre personne : à demander à elle-même, quand elle appelle",
     "said by somebody else: ask herself, when she calls"},
    {"consent.given_by", ALWAYS, "avant 14 ans un parent ou tuteur consent, ensuite elle-même",
     "under 14 a parent or tutor consents, then she herself"},
    {"identity.birth_date", WHEN_TOLD, "enceinte à plus de 55 ans : est-ce la bonne année, est-ce elle ?",
     "pregnant above 55: is it the right year, is it she?"},
    {"identity.nam", WHEN_TOLD, "ne va pas avec le nom ou la date de naissance",
     "does not agree with the name or the birth date"},
    {"identity.phone", WHEN_MISSING, "aucun moyen de la joindre", "no way to reach her"},
    {"identity.email", WHEN_MISSING, "elle veut être jointe par courriel", "she wants to be reached by e-mail"},
    {"household.adults", WHEN_TOLD, "plus d'adultes que de personnes", "more adults than persons"},
    {"urgent.safety_concern", WHEN_TOLD, "« non » répondu alors qu'elle ne pouvait pas parler librement",
     "answered \"no\" while she could not talk freely"},
};

static bool is_told(struct cli *c, const intake__screening *s, const char *path) {
    struct screening_spot spot;
    intake__screening *there = (intake__screening *)(uintptr_t)s; /* without an arena nothing is made on the way */
    return s && screening_path_find(NULL, there, path, 0, &spot) &&
           *cell_write(&c->arena, zone_of(c), spot.owner, spot.field, 0);
}

/* NULL: it is missing, and there is no more to say. */
static const char *why(struct cli *c, const intake__screening *s, const char *path) {
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        if (strcmp(doubts[i].path, path) != 0) continue;
        bool told = is_told(c, s, path);
        if (doubts[i].when == ALWAYS || told == (doubts[i].when == WHEN_TOLD))
            return pick(c, doubts[i].fr, doubts[i].en);
    }
    return NULL;
}

void show_marks(struct cli *c, const intake__get_screening_reply *s) {
    struct joined missing = joined_new(c, ", ");
    size_t n_doubtful = 0, n_missing = 0;
    for (size_t i = 0; i < s->n_marked; i++) {
        const char *label = label_of(c, s->marked[i]), *doubt = why(c, s->screening, s->marked[i]);
        if (doubt && n_doubtful++ == 0) heading(c, "À vérifier", "To be checked");
        if (doubt) field(c, label, label, paint(c, COLOUR_YELLOW, doubt));
        if (!doubt) joined_add(&missing, label), n_missing++;
    }
    if (!n_missing) return;
    heading(c, "Réponses qui manquent", "Missing answers");
    paragraph(c, joined_text(&missing), 2, output_width(c));
}
