/* What stands behind a family's work: needs that were urgent, and until when she is to be met. */
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "cli/show/work.h"

static const char *urgent_state(struct cli *c, const intake__urgent_need *u) {
    if (u->settled_at)
        return phrase(c, "fait le %s par %s : %s", "done on %s by %s: %s", show_instant(c, u->settled_at),
                      show_who(u->settled_by), u->settled_note);
    const char *role = WORD(c, sippe__role, u->role), *until = show_instant(c, u->due_at);
    const char *late = u->overdue ? pick(c, ", en retard", ", overdue") : "";
    return phrase(c, "à faire d'ici le %s (%s)%s : sippe work settle %s --note CE-QUI-EST-FAIT",
                  "to be done by %s (%s)%s: sippe work settle %s --note WHAT-WAS-DONE", until, role, late,
                  show_short(c, u->urgent_id));
}

void urgents_show(struct cli *c, intake__urgent_need *const *list, size_t n) {
    if (n) heading(c, "Besoins urgents", "Urgent needs");
    for (size_t i = 0; i < n; i++) {
        const char *need = WORD(c, sippe__urgency, list[i]->need);
        enum colour colour = list[i]->settled_at ? COLOUR_NONE : COLOUR_RED;
        paragraph(c, paint(c, colour, phrase(c, "%s : %s", "%s: %s", need, urgent_state(c, list[i]))), 2,
                  output_width(c));
    }
}

void clocks_show(struct cli *c, intake__access_clock *const *list, size_t n) {
    if (n) heading(c, "Délai d'accès", "Delay of access");
    for (size_t i = 0; i < n; i++) {
        const intake__access_clock *k = list[i];
        const char *asked = show_date(c, k->first_asked_on), *due = show_instant(c, k->due_at);
        const char *end =
            k->end ? phrase(c, "%s le %s", "%s on %s", WORD(c, intake__access_end, k->end), show_date(c, k->stopped_on))
                   : phrase(c, "à rencontrer d'ici le %s", "to be met by %s", due);
        const char *late = k->overdue ? pick(c, ", en retard", ", late") : "";
        paragraph(c,
                  phrase(c, "P%d, demandé le %s, décidé le %s : %s%s", "P%d, asked on %s, decided on %s: %s%s",
                         k->priority, asked, show_instant(c, k->opened_at), end, late),
                  2, output_width(c));
    }
}
