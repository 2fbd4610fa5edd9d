#include "words/parts.h"
#include "proto/node.h"
#include "proto/territory.h"

const struct word words_clock[WORDS_CLOCK] = {
    {CLOCK_ASKING, "demande l'heure aux autres démons", "asking the other daemons for the time"},
    {CLOCK_SET_BACK, "horloge reculée", "clock set back"},
    {CLOCK_BEHIND, "horloge en retard de plus d'un jour", "clock more than a day behind"},
    {CLOCK_AHEAD, "horloge en avance de plus d'un jour", "clock more than a day ahead"},
    {CLOCK_PEERS, "plus d'un jour en avance sur un autre démon", "more than a day ahead of another daemon"},
};
const struct word words_shows[WORDS_SHOWS] = {
    {SHOWS_IDENTITY, "identité", "identity"},      {SHOWS_CONTACT, "coordonnées", "contact"},
    {SHOWS_ANSWERS, "réponses", "answers"},        {SHOWS_DECISIONS, "décisions", "decisions"},
    {SHOWS_CONSENTS, "consentements", "consents"}, {SHOWS_REFERRALS, "références", "referrals"},
    {SHOWS_FOLLOW_UP, "suivi", "follow-up"},       {SHOWS_SAFETY, "notes gardées à part", "notes kept apart"},
};
const struct word words_care_team[WORDS_CARE_TEAM] = {
    {CARE_TEAM_OPEN, "toutes les équipes du CLSC", "all teams of the CLSC"},
    {CARE_TEAM_ASSIGNED, "les personnes qui suivent la famille", "those who follow the family"},
};
