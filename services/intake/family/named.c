#include "intake/family/named.h"

#include "civil/civil.h"
#include "intake/call/match.h"
#include "intake/contact/contact.h"
#include "intake/kin/kin.h"

static struct named told_by(const intake__screening *answers) {
    const intake__identity *i = answers ? answers->identity : NULL;
    return i ? (struct named){i->name, i->birth_date} : (struct named){NULL, NULL};
}

/* Most files have no record of it, and then nothing more is read. */
struct named intake_family_named(struct view *v, ProtobufCBinaryData family_id, const intake__screening *answers) {
    ProtobufCBinaryData now = intake_id_now(v, family_id);
    const intake__kin *k = intake_kin_row(v, now) ? intake_family_kin(v, now) : NULL;
    const intake__person *holder = k ? intake_kin_person(k, k->holder_id) : NULL;
    return holder && holder->name ? (struct named){holder->name, holder->birth_date} : told_by(answers);
}

day intake_family_born(struct view *v, ProtobufCBinaryData family_id) {
    struct named named = intake_family_named(v, family_id, intake_family_answers(v, family_id));
    return named.birth_date ? civil_day(named.birth_date) : DAY_NONE;
}

/* Adults of a file that it is found by; past that the room of one row is used up (call/match.c). */
enum { ADULTS_MAX = 3 };
struct adults {
    const intake__identity *list[ADULTS_MAX];
    size_t n;
};

static void add(struct arena *a, struct adults *all, const intake__person *p) {
    if (all->n == ADULTS_MAX || p->kind != PERSON_KIND_ADULT || p->left || !p->name) return;
    intake__identity *i = NEW(a, intake__identity);
    i->name = p->name;
    i->birth_date = p->birth_date;
    all->list[all->n++] = i;
}

/* In whose name it is first, then whoever else may call. By her own record alone: an apply has the words of nobody
 * else. */
static struct adults adults_of(struct apply *a, ProtobufCBinaryData family_id, const intake_rows__family *family) {
    struct adults all = {.n = 0};
    const intake__kin *k = intake_own_kin(VIEW(a), family_id);
    const intake__person *holder = k ? intake_kin_person(k, k->holder_id) : NULL;
    if (holder) add(arena_of(a), &all, holder);
    for (size_t i = 0; k && i < k->n_people; i++)
        if (k->people[i] != holder) add(arena_of(a), &all, k->people[i]);
    const intake__screening *answers = all.n ? NULL : intake_own_answers(VIEW(a), family);
    if (answers && answers->identity) all.list[all.n++] = answers->identity;
    return all;
}

void intake_family_found_by(struct apply *a, ProtobufCBinaryData family_id) {
    const intake_rows__family *family = intake_family_row(VIEW(a), family_id);
    const intake_rows__contact *contact = intake_contact_row(VIEW(a), family_id);
    const intake_rows__kin *kin = intake_kin_row(VIEW(a), family_id);
    if (!family || (!contact && !kin)) return;
    struct adults adults = adults_of(a, family_id, family);
    const struct lookup_of of = {intake_owned_by(VIEW(a), family_id).organization, family_id};
    intake_lookup_of_family(a, id_of(family_id), &of,
                            &(struct lookup_by){.contact = contact ? intake_own_contact(VIEW(a), family_id) : NULL,
                                                .who = adults.list,
                                                .n_who = adults.n,
                                                .named = kin != NULL});
}
