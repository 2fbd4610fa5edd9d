#include "cli/show/phase.h"

#include <stdlib.h>
#include <string.h>
#include "cli/show/output.h"

/* "POSTNATAL_0_6W", "INFANT_7W_12M": the ages that a phase's name tells; NULL: it tells none. */
static const char *ages_text(struct cli *c, const char *name) {
    static const char *const units[2][2] = {{"semaines", "weeks"}, {"mois", "months"}};
    const char *at = name + strcspn(name, "0123456789");
    char *end;
    unsigned long from = strtoul(at, &end, 10), to;
    char first = *end == 'W' || *end == 'M' ? *end++ : '\0';
    if (end == at || *end != '_') return NULL;
    at = end + 1;
    to = strtoul(at, &end, 10);
    if (end == at || (*end != 'W' && *end != 'M') || end[1]) return NULL;
    const char *unit = units[*end == 'M'][c->language];
    if (!first || first == *end) return phrase(c, "de %lu à %lu %s", "%lu to %lu %s", from, to, unit);
    return phrase(c, "de %lu %s à %lu %s", "%lu %s to %lu %s", from, units[first == 'M'][c->language], to, unit);
}

/* The names that territories give to phases, and the reasons that scheduling writes itself, by their words; what is not
 * among them is somebody's own text. */
const char *phase_text(struct cli *c, const char *text) {
    static const struct {
        const char *text, *fr, *en;
    } known[] = {
        {"FIRST", "première", "first"},
        {"PRENATAL", "prénatale", "prenatal"},
        {"PRENATAL_LATE", "prénatale, fin de grossesse", "prenatal, late"},
        {"Fin du suivi / End of follow-up", "fin du suivi", "end of follow-up"},
        {"Inscrite par erreur / Enrolled in error", "inscrite par erreur", "enrolled in error"},
        {"À convenir avec elle / To be agreed with her", "à convenir avec elle", "to be agreed with her"},
        {"Intervenante nommée par erreur / Key worker confirmed in error", "intervenante nommée par erreur",
         "key worker confirmed in error"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].text, text) == 0) return pick(c, known[i].fr, known[i].en);
    const char *ages = ages_text(c, text);
    return ages ? ages : text;
}
