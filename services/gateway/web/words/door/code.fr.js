// @ts-check
export const words = {
  'code.label': 'Code du jour',
  'code.hint': '10 caractères, avec ou sans tiret. Les majuscules ne comptent pas.',
  'code.none': 'Écrire le code du jour',
  'code.short': { one: 'Le code a 10 caractères; celui-ci en a {n}', many: 'Le code a 10 caractères; celui-ci en a {n}' },
  'code.notSent': 'Rien n’est envoyé',
  'code.refused': 'La session n’est pas ouverte.',
  'code.unanswered': 'Pas encore de réponse.',
  'code.send': 'Ouvrir ma session',
  'code.sending': 'Vérification…',
  'code.wait': 'Réessayer dans {lapse}',
  'over.title': 'Votre session est terminée',
  'over.lead': 'Entrez un nouveau code : vous retrouverez cette page, avec ce que vous y aviez écrit.',
  'over.other': 'Vous n’êtes pas la personne qui travaillait ici?',
  'over.leave': 'Laisser cette page',
};
