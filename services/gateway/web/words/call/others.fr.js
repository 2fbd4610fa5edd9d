// @ts-check
export const words = {
  'appel.nothing': '(rien)',
  'appel.both': '{who} a écrit en même temps que vous',
  'appel.keepMine': 'Garder :',
  'appel.takeTheirs': 'Prendre :',
  'appel.samePhone': { one: 'Un dossier a le même téléphone.', many: '{n} dossiers ont le même téléphone.' },
  'appel.askKnown': 'Demandez : « Avez-vous déjà eu un suivi ici? »',
  'appel.isShe': 'C’est elle',
  'appel.isOther': 'Autre personne',
};
