// @ts-check
// French typography as the Office québécois de la langue française asks for it (Vitrine linguistique, 22039): a no-break space before
// : » % $ and after «, none before ; ! ?, and the curved apostrophe. What a daemon says passes through here too.
export const NB = '\u00a0';

const UNITS = 'h|min|s|sem|j|jours?|semaines?|mois|ans?|caractères|Go|Mo|GB|MB';
const RULES = /** @type {[RegExp, string][]} */ ([
  [/(\p{L})'(?=\p{L})/gu, '$1’'],
  [/[ \u00a0\u202f]+([;!?])/g, '$1'],
  [/[ \u202f]([:»%$])/g, NB + '$1'],
  [/«[ \u202f]/g, '«' + NB],
  [new RegExp(`(\\d) (${UNITS})(?![\\p{L}])`, 'gu'), '$1' + NB + '$2'],
  [/ h (\d)/g, NB + 'h' + NB + '$1'],
  [new RegExp(`${NB}h (\\d)`, 'g'), NB + 'h' + NB + '$1'],
]);

/** @param {string} text */
export const typo = (text) => RULES.reduce((all, [from, to]) => all.replace(from, to), text);

/** « 514 555-0142 », « 514 555-0142 poste 12 »; what is no number of here stays as it is. @param {string} digits */
export const phone = (digits) => digits.replace(/^(\d{3})(\d{3})(\d{4})(?!\d)/, `$1${NB}$2-$3`);

/** « 2 000 » @param {number} n */
export const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, NB);
