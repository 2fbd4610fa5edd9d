// @ts-check
export const words = {
  'history.reasonWas': 'Motif : {reason}',
  'history.unread': 'Le fil n’a pas pu être lu.',
  'history.nobody': 'personne',
  'history.none': 'Rien n’est encore arrivé.',
  'history.withWords': 'Montrer ce qui est écrit',
};
