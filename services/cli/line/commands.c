#include "cli/line/commands.h"

#include <string.h>

#define LIST(name) name##_commands, &n_##name##_commands

/* One file may hold two nouns, and two files one (notices): headings group tables, not nouns. */
const struct command_group command_groups[] = {
    {"Évaluation et orientation", "Screening and route", LIST(screening)},
    {NULL, NULL, LIST(quarantine)},
    {NULL, NULL, LIST(draft)},
    {NULL, NULL, LIST(route)},
    {"Familles", "Families", LIST(family)},
    {NULL, NULL, LIST(family_access)},
    {NULL, NULL, LIST(family_merges)},
    {NULL, NULL, LIST(kin)},
    {NULL, NULL, LIST(person)},
    {NULL, NULL, LIST(person_apart)},
    {NULL, NULL, LIST(contact)},
    {NULL, NULL, LIST(calls)},
    {NULL, NULL, LIST(letter)},
    {NULL, NULL, LIST(note)},
    {NULL, NULL, LIST(history)},
    {NULL, NULL, LIST(consent)},
    {NULL, NULL, LIST(agreement)},
    {NULL, NULL, LIST(attestation)},
    {NULL, NULL, LIST(disclosure)},
    {NULL, NULL, LIST(safety)},
    {NULL, NULL, LIST(enrolment)},
    {NULL, NULL, LIST(move)},
    {NULL, NULL, LIST(takeover)},
    {NULL, NULL, LIST(referral)},
    {NULL, NULL, LIST(worklist)},
    {NULL, NULL, LIST(erase)},
    {NULL, NULL, LIST(hold)},
    {NULL, NULL, LIST(incident)},
    {"Suivi et visites", "Follow-up and visits", LIST(worker)},
    {NULL, NULL, LIST(keyworker)},
    {NULL, NULL, LIST(visit)},
    {NULL, NULL, LIST(told)},
    {NULL, NULL, LIST(intensity)},
    {NULL, NULL, LIST(encounter)},
    {NULL, NULL, LIST(encounter_export)},
    {"Partenaires", "Partners", LIST(directory)},
    {NULL, NULL, LIST(notice)},
    {NULL, NULL, LIST(notice_link)},
    {NULL, NULL, LIST(answer)},
    {NULL, NULL, LIST(inbound)},
    {"Règles et accès", "Rules and access", LIST(territory)},
    {NULL, NULL, LIST(member)},
    {NULL, NULL, LIST(invite)},
    {NULL, NULL, LIST(login)},
    {NULL, NULL, LIST(key)},
    {NULL, NULL, LIST(key_rotate)},
    {NULL, NULL, LIST(key_wrapping)},
    {NULL, NULL, LIST(key_destroyed)},
    {NULL, NULL, LIST(audit)},
    {"Exploitation", "Operation", LIST(status)},
    {NULL, NULL, LIST(parked)},
    {NULL, NULL, LIST(jobs)},
    {NULL, NULL, LIST(journal)},
    {NULL, NULL, LIST(call)},
    {NULL, NULL, LIST(backup)},
    {NULL, NULL, LIST(review)},
    {"Le programme", "The program", LIST(program)},
};
const size_t n_command_groups = sizeof command_groups / sizeof command_groups[0];

void commands_each(bool (*each)(void *owner, const struct command *k), void *owner) {
    for (size_t g = 0; g < n_command_groups; g++)
        for (size_t i = 0; i < *command_groups[g].n; i++)
            if (!each(owner, &command_groups[g].list[i])) return;
}

struct search {
    const char *noun, *verb;
    const struct command *found, *of_noun;
};

static bool is_same(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

/* of_noun is set by the way: a noun is known as soon as one row has it, with whatever verb. */
static bool search_one(void *owner, const struct command *k) {
    struct search *s = owner;
    if (strcmp(k->noun, s->noun) != 0) return true;
    s->of_noun = k;
    if (is_same(k->verb, s->verb)) s->found = k;
    return !s->found;
}

const struct command *command_find(const char *noun, const char *verb) {
    struct search s = {.noun = noun, .verb = verb};
    commands_each(search_one, &s);
    return s.found;
}

bool command_noun(const char *noun, bool *alone) {
    struct search s = {.noun = noun};
    commands_each(search_one, &s);
    *alone = s.of_noun && !s.of_noun->verb;
    return s.of_noun != NULL;
}
