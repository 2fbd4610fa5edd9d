// @ts-check
export const words = {
  'connexion.title': 'Connexion',
  'connexion.heading': 'Ouvrir une session',
  'connexion.noCode': 'Pas de code?',
  'connexion.noCodeWho': 'Votre coordination vous en donne un, de vive voix ou par téléphone. Il sert une seule fois, dans les 24 heures.',
  'connexion.noCodeHow': 'Un code refusé ne revient pas : demandez-en un autre. Ne l’envoyez ni par courriel ni par texto.',
  'connexion.shared': 'Poste partagé',
  'connexion.sharedHow':
    'Fermez votre session avant de laisser la place. Sans usage, elle se ferme au bout de 30 minutes; au plus tard après 12 heures.',
  'connexion.help': 'Aide et confidentialité',
  'connexion.out': 'Votre session est fermée.',
  'connexion.elsewhere': 'La session a été fermée dans un autre onglet.',
  'connexion.ended': 'Les sessions de la liste sont fermées, sur tous les postes.',
};
