// @ts-check
// What each page may say. What a daemon says and the words of the contract’s values are not here. Spaces are plain: lib/words.js binds
// those that must not break.
/** @type {'fr' | 'en'} */
export const lang = 'fr';
export const words = {
  'act.retry': 'Réessayer',
  'act.rest': 'Voir la suite',
  'act.refresh': 'Actualiser',
  'act.signOut': 'Fermer ma session',
  'act.more': 'Afficher la suite',
  'act.print': 'Imprimer',

  'state.loading': 'Chargement',
  'state.late': 'C’est plus long que d’habitude.',

  'later.failed': 'Cette partie n’a pas pu être chargée.',
  'later.failedMore': 'Réessayez; si SIPPE répond ailleurs, rechargez la page.',
  'later.reload': 'Recharger la page',

  'error.away': 'Pas de réponse. Vérifiez le réseau de ce poste, puis réessayez.',
  'error.other': 'Cela n’a pas marché. Réessayez; si cela se répète, donnez le mot ci-contre à la coordination.',

  'time.minutes': { one: '{n} minute', many: '{n} minutes' },
  'time.hours': { one: '{n} heure', many: '{n} heures' },
  'time.days': { one: '{n} jour', many: '{n} jours' },

  'bar.find': 'Chercher une famille',
  'bar.findExample': 'Nom, téléphone, dossier',
  'bar.menu': 'Pages',

  'frame.skip': 'Aller au contenu',
  'frame.home': 'Aller à l’accueil',
  'frame.release': 'version {release}',
  'frame.lost': 'SIPPE ne répond pas',
  'frame.lostLead': 'Rien n’est perdu de ce qui a été enregistré. Un appel peut se faire sur le formulaire papier.',
  'frame.unknown': 'Cette page n’existe pas',
  'frame.unknownLead': 'L’adresse est peut-être mal copiée.',
  'frame.closed': 'Cette page n’est pas ouverte à ce rôle',
  'frame.closedLead': 'Si votre travail la demande, parlez-en à votre coordination : c’est elle qui donne les accès.',
  'frame.away': 'Cette page ne répond pas en ce moment',
  'frame.awayLead': 'Une partie de SIPPE ne répond pas. Le reste fonctionne.',
  'frame.accessibility': 'Accessibilité',
  'frame.someAway': { one: 'Une partie de SIPPE ne répond pas.', many: 'Des parties de SIPPE ne répondent pas.' },
  'frame.someAwayMore': 'Des pages manquent au menu jusqu’à son retour.',
  'frame.above': 'Avis',

  'idle.soon': 'Votre session se ferme dans {lapse}.',
  'idle.stay': 'Rester',
  'idle.end': 'Elle dure depuis 12 heures : demandez un autre code pour continuer.',

  'kept.saving': 'Enregistrement',
  'kept.saved': 'Enregistré {hour}',
  'kept.here': 'Gardé sur ce poste ({n})',
  'kept.closing': 'Gardé jusqu’à la fermeture',
  'kept.waits': 'C’est gardé sur ce poste.',
  'kept.waitsMore': 'Cela partira dès que SIPPE répondra, une seule fois.',
  'kept.next': 'Continuer',
  'kept.mark': { one: '{n} gardé', many: '{n} gardés' },
  'kept.where': 'sur ce poste',
  'kept.total': { one: '{n} envoi attend à ce poste. Il partira quand SIPPE répondra et que la personne ouvrira une session.',
    many: '{n} envois attendent à ce poste. Ils partiront quand SIPPE répondra et que la personne ouvrira une session.' },
  'kept.leaving': { one: '{n} envoi attend à ce poste.', many: '{n} envois attendent à ce poste.' },
  'kept.sealed': 'Ce qui attend reste scellé ici et partira quand vous y ouvrirez une session. La coordination en est avertie après 4 heures.',
  'kept.closes': 'Votre session se fermera dès que tout sera parti.',
  'kept.wait': 'Attendre',
  'kept.leave': 'Fermer quand même',
  'kept.stay': 'Rester',
  'kept.unclosed': 'Votre session n’est pas fermée.',

};
