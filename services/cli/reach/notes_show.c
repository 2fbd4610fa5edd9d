#include "cli/reach/notes_show.h"

#include "cli/call/lookup.h"
#include "cli/show/output.h"

static void said_show(struct cli *c, const intake__note_said *said, int indent) {
    const intake__note_words *w = said->words;
    if (!w) {
        paragraph(c, phrase(c, "(retirée : %s)", "(withdrawn: %s)", said->reason), indent, output_width(c));
        return;
    }
    paragraph(c, w->text, indent, output_width(c));
    if (*w->told_by)
        paragraph(c,
                  phrase(c, "selon %s%s%s", "as told by %s%s%s", w->told_by, w->told_at ? ", " : "",
                         w->told_at ? show_instant(c, w->told_at) : ""),
                  indent, output_width(c));
    if (*said->reason) paragraph(c, phrase(c, "corrigée : %s", "corrected: %s", said->reason), indent, output_width(c));
}

void note_show(struct cli *c, const intake__note *n) {
    say(c, "%s   %s, %s%s", "%s   %s, %s%s", show_short(c, n->note_id), n->said ? show_instant(c, n->said->at) : "",
        n->said ? show_who(n->said->by) : "", n->withdrawn ? pick(c, "   RETIRÉE", "   WITHDRAWN") : "");
    if (n->said) said_show(c, n->said, 2);
    for (size_t i = 0; i < n->n_before; i++) {
        paragraph(c,
                  phrase(c, "avant (%s, %s) :", "before (%s, %s):", show_instant(c, n->before[i]->at),
                         show_who(n->before[i]->by)),
                  4, output_width(c));
        said_show(c, n->before[i], 6);
    }
}

const intake__note *note_find(struct cli *c, intake__note *const *notes, size_t n_notes, const char *list) {
    const intake__note *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_notes; i++)
        if (prefix_fits(operand(c, 1), notes[i]->note_id)) found = notes[i], n++;
    if (n == 1) return found;
    c->exit = stop(c, CLI_USAGE, "« %s » n'est le début d'aucune note de cette famille, ou de plusieurs : %s",
                   "\"%s\" begins no note of this family, or several: %s", operand(c, 1), list);
    return NULL;
}

int note_corrected_say(struct cli *c, const ProtobufCMessage *done, const intake__note *n, bool withdrawn) {
    if (c->json) return print_json(c, done);
    if (withdrawn)
        say(c, "Note %s retirée. Ce qui y était reste lisible au-dessous.",
            "Note %s withdrawn. What it said stays readable below it.", show_short(c, n->note_id));
    else
        say(c, "Note %s corrigée. Ce qui y était reste lisible au-dessous.",
            "Note %s corrected. What it said stays readable below it.", show_short(c, n->note_id));
    return CLI_DONE;
}
