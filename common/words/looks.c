/* What somebody did who looked at a family, by the method that the access journal has. */
#include <string.h>
#include "words/words.h"

const struct look looks_all[] = {
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
    {"intake.GetLosses", "a lu comment une grossesse s'est terminée", "read how a pregnancy ended"},
    {"intake.ListContactDetails", "a lu les coordonnées et leurs changements",
     "read how she is reached, and what has changed"},
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
    {"scheduling.ListEncounters", "a vu ses rencontres dans une liste de toutes les familles",
     "saw her encounters in a list of all families"},
    {"scheduling.GetIntensity", "a vu combien elle est visitée", "saw how much she is visited"},
    {"scheduling.ListIntensity", "a vu combien elle est visitée, parmi d'autres familles",
     "saw how much she is visited, among other families"},
    {"notifications.ListNotices", "a vu l'avis dans la liste des références",
     "saw the notice in the list of referrals"},
    {"notifications.GetNotice", "a lu l'avis de référence", "read the referral's notice"},
    {"notifications.FindNotice", "a cherché l'avis de référence", "looked for the referral's notice"},
    {"notifications.GetSheet", "a imprimé la feuille de référence", "printed the referral's sheet"},
    {"notifications.GetReceipt", "a vu si l'avis de référence a été reçu",
     "saw whether the referral's notice was received"},
    {"node.ListAccess", "a vu qui l'avait vue", "saw who had seen her"},
};
const size_t n_looks_all = sizeof looks_all / sizeof *looks_all;

const struct look *look_of(const char *method) {
    for (size_t i = 0; i < n_looks_all; i++)
        if (strcmp(looks_all[i].method, method) == 0) return &looks_all[i];
    return NULL;
}
