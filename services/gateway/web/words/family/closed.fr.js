// @ts-check
export const words = {
  'closed.title': 'Ce dossier n’est pas accessible',
  'closed.lead': 'Il n’existe pas, ou il n’est pas pour vous. Votre essai est inscrit.',
  'closed.ask': 'Demandez à votre coordination, en donnant le numéro de dossier.',
  'closed.must': 'L’ouvrir quand même',
  'closed.reason': 'Pourquoi',
  'closed.reasonHint': 'Pour qui remplace une collègue ou répond à une urgence. La coordination le verra et vous en parlera.',
  'closed.reasonMissing': 'Écrire pourquoi',
  'closed.open': 'Ouvrir avec ce motif',
  'closed.notOpened': 'Le dossier n’est pas ouvert.',
  'closed.search': 'Chercher une famille',
  'closed.kept': 'Le reste du dossier est pour les personnes qui suivent cette famille.',
  'closed.keptMore': 'Gardé : {classes}. Demandez à son intervenante privilégiée ou à votre coordination.',
};
