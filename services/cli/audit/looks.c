#include "cli/audit/looks.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"

enum { PAGE = 200 };

static const struct {
    const char *method, *fr, *en;
} words[] = {
    {"intake.FindFamily", "l'a trouvée en cherchant une famille", "found her when searching for a family"},
    {"intake.GetFamily", "a ouvert son dossier", "opened her file"},
    {"intake.GetScreening", "a lu ses réponses", "read her answers"},
    {"intake.GetDraft", "a lu son appel interrompu", "read her interrupted call"},
    {"intake.ListDrafts", "l'a vue dans la liste des appels interrompus", "saw her in the list of interrupted calls"},
    {"intake.ListScreenings", "l'a vue dans la liste des évaluations", "saw her in the list of screenings"},
    {"intake.ListWaiting", "l'a vue dans la liste d'attente", "saw her in the waiting list"},
    {"intake.FindThing", "l'a trouvée par les premiers chiffres d'un identifiant",
     "found her by the first digits of an id"},
    {"intake.IdentifyFamily", "a préparé une réponse sur qui a vu ses données",
     "prepared an answer on who saw her data"},
    {"intake.ListDisclosures", "a vu à qui ses données ont été remises", "saw to whom her data was given"},
    {"intake.ListRestrictions", "a vu à qui son dossier est fermé", "saw to whom her file is closed"},
    {"intake.OpenFile", "a ouvert son dossier sans la suivre", "opened her file without following her"},
    {"intake.PreviewWithdrawal", "a vu ce que toucherait un retrait de consentement",
     "saw what withdrawing a consent would touch"},
    {"intake.PreviewErasure", "a vu ce que détruirait l'effacement de son dossier",
     "saw what erasing her file would destroy"},
    {"intake.ListHolds", "a vu ce qui retient la destruction de son dossier",
     "saw what keeps her file from being erased"},
    {"intake.GetErasure", "a lu la proposition de détruire son dossier", "read the proposal to erase her file"},
    {"intake.ListErasures", "l'a vue dans la liste des destructions", "saw her in the list of erasures"},
    {"intake.ListFamilyCalls", "a lu les appels faits et reçus", "read the calls to her and from her"},
    {"intake.ListHistory", "a lu ce qui lui est arrivé, en une liste", "read what happened with her, in one list"},
    {"intake.ListNotes", "a lu les notes de son dossier", "read the notes of her file"},
    {"intake.GetSafetyNotes", "a lu ses notes de sécurité", "read her safety notes"},
    {"intake.GetProtectionReports", "a lu les signalements notés à part", "read the reports that are kept apart"},
    {"intake.ListRadar", "l'a vue parmi les grossesses à ne pas laisser passer",
     "saw her among pregnancies that must not pass by"},
    {"intake.ListWork", "l'a vue dans la liste de travail", "saw her in the worklist"},
    {"intake.PreviewTakeOver", "a vu qu'elle est connue, avant une reprise",
     "saw that she is known, before a take-over"},
    {"intake.GetTakeOver", "l'a vue dans une feuille reprise", "saw her in a sheet that was taken over"},
    {"scheduling.ListWork", "l'a vue parmi les visites à fixer ou à inscrire",
     "saw her among visits to be booked or recorded"},
    {"scheduling.ListCandidates", "a vu qui pourrait la suivre", "saw who could follow her"},
    {"scheduling.ListSlots", "a cherché une heure pour une visite", "looked for a time for a visit"},
    {"scheduling.WorkerWeek", "a vu ses visites dans la semaine d'une intervenante",
     "saw her visits in a worker's week"},
    {"scheduling.FamilyVisits", "a vu ses visites", "saw her visits"},
    {"notifications.ListNotices", "a vu l'avis dans la liste des références",
     "saw the notice in the list of referrals"},
    {"notifications.GetNotice", "a lu l'avis de référence", "read the referral's notice"},
    {"notifications.FindNotice", "a cherché l'avis de référence", "looked for the referral's notice"},
    {"notifications.GetSheet", "a imprimé la feuille de référence", "printed the referral's sheet"},
    {"notifications.GetReceipt", "a vu si l'avis de référence a été reçu",
     "saw whether the referral's notice was received"},
    {"node.ListAccess", "a vu qui l'avait vue", "saw who had seen her"},
};

const char *look_what(struct cli *c, const char *method) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].method, method) == 0) return pick(c, words[i].fr, words[i].en);
    return method;
}

const char *look_who(struct cli *c, const node__access_shown *e) {
    if (!e->actor) return "–";
    const char *name = *e->actor->name ? e->actor->name : show_short(c, e->actor->member);
    return *e->actor->via_name ? arena_printf(&c->arena, "%s (%s)", name, e->actor->via_name) : name;
}

/* ---- asked ---- */

/* NULL: refused, or silent, which is said. */
static node__list_access_reply *looks_page(struct cli *c, struct looks *l, enum daemon_name at,
                                           const node__list_access_request *in) {
    struct bus_request r = {.method = "node.ListAccess", .message = &in->base};
    sippe__reply *answer = session_ask(c, at, &r);
    if (answer) return session_body(c, at, answer, &node__list_access_reply__descriptor);
    l->silent[at] = true;
    l->exit = CLI_PARTIAL;
    return NULL;
}

static int looks_of(struct cli *c, struct looks *l, enum daemon_name at, node__list_access_request *in) {
    in->limit = PAGE;
    in->after = 0;
    do {
        const node__list_access_reply *page = looks_page(c, l, at, in);
        if (!page) return l->silent[at] && !c->json ? CLI_DONE : c->exit;
        for (size_t i = 0; i < page->n_entries; i++)
            *(struct look_shown *)message_grow(&c->arena, (void **)&l->rows, &l->n, sizeof *l->rows) =
                (struct look_shown){at, page->entries[i]};
        looks_ended_add(c, l, at, page);
        in->after = page->next;
    } while (in->after);
    return CLI_DONE;
}

int looks_add(struct cli *c, struct looks *l, node__list_access_request *in) {
    int rc = 0;
    for (int i = 0; i < DAEMONS && !rc; i++)
        if (!l->silent[i]) rc = looks_of(c, l, (enum daemon_name)i, in);
    return rc;
}

/* ---- sorted ---- */

static int64_t order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_time(const void *a, const void *b) {
    const struct look_shown *x = a, *y = b;
    int64_t o = order(x->entry->at_ms, y->entry->at_ms);
    if (!o) o = order(x->at, y->at);
    return (int)(o ? o : order((int64_t)x->entry->n, (int64_t)y->entry->n));
}

/* One that shows two of her things was given twice. */
void looks_sort(struct looks *l) {
    size_t kept = 0;
    if (l->n) qsort(l->rows, l->n, sizeof *l->rows, by_time);
    for (size_t i = 0; i < l->n; i++)
        if (!kept || by_time(&l->rows[kept - 1], &l->rows[i])) l->rows[kept++] = l->rows[i];
    l->n = kept;
}
