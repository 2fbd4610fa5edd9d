#include "directory/domain/need_words.h"

#include <stddef.h>

const char *directory_need_words(sippe__need need) {
    static const struct {
        sippe__need need;
        const char *words;
    } names[] = {
        {NEED_HOUSING, "logement hébergement loyer toit housing shelter rent"},
        {NEED_CLOTHING, "vêtements vêtement habits linge friperie clothing clothes"},
        {NEED_BABY_EQUIPMENT,
         "matériel bébé poussette lit berceau couches siège layette baby equipment stroller crib diapers"},
        {NEED_FOOD_AID, "aide alimentaire nourriture panier épicerie repas dépannage food bank aid groceries meals"},
        {NEED_MEDICAL_FOLLOW_UP, "suivi médical médecin santé grossesse clinique medical health doctor clinic"},
        {NEED_LEGAL_FILE, "dossier juridique droit avocat immigration legal lawyer papers"},
        {NEED_ATTACHMENT, "attachement lien parent enfant attachment bonding"},
        {NEED_BREASTFEEDING, "allaitement allaiter sein breastfeeding nursing"},
        {NEED_PARENTING_SKILLS, "compétences parentales parents parentalité parenting skills"},
        {NEED_FATHER_INVOLVEMENT, "engagement père pères papa papas father fathers dads"},
        {NEED_DAILY_DIFFICULTIES, "difficultés quotidien budget soutien daily difficulties support"},
        {NEED_BIRTH_PREPARATION,
         "préparation naissance accouchement cours prénataux prenatal birth classes childbirth"},
        {NEED_EMPLOYMENT, "emploi travail employment job work"},
        {NEED_SCHOOLING, "scolarité école études francisation cours schooling school studies"},
        {NEED_NETWORKING, "réseau social rencontres isolement briser network groups isolation"},
        {NEED_CHILDCARE_ENTRY, "garderie cpe service garde daycare childcare"},
        {NEED_POSTPARTUM_HELP, "relevailles aide domicile postnatal postpartum help"},
        {NEED_RESPITE, "répit halte garderie gardiennage respite drop-in"},
        {NEED_SAFETY, "sécurité violence conjugale danger safety abuse"},
        {NEED_OTHER, ""},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].need == need) return names[i].words;
    return "";
}
