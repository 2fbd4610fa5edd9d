// @ts-check
// A family's people and pregnancies in words, and what differs between two readings of them.
import { civil } from '../../lib/dates.js';
import { mot, say } from '../../lib/words.js';
import { nameOf } from '../person.js';
import { words } from '../../words/famille.js';

const t = say(words);

/** @typedef {import('../../proto/intake/kin_pb').KinJson} Kin */
/** @typedef {import('../../proto/intake/kin_pb').PersonJson} Person */
/** @typedef {import('../../proto/intake/kin_pb').FamilyPregnancyJson} Pregnancy */

/** @param {Person} p */
export const isChild = (p) => p.kind === 'PERSON_KIND_CHILD';
/** @param {Kin | undefined} kin @returns {Pregnancy | undefined} */
export const lastOf = (kin) => kin?.pregnancies?.at(-1);
/** @param {Person} p */
export const personName = (p) => nameOf(p.name) || t('kin.unnamed');

/** After a death: that the family has not been spoken to, then what it wishes. @param {Person} p */
function spokenText(p) {
  if (p.left !== 'PERSON_LEFT_DIED') return '';
  if (p.spokenTo !== 'YES_NO_YES') return t('kin.notSpokenFamily');
  return p.wish ? t('kin.familyWishes', { wish: mot('sippe.intake.LossWish', p.wish) }) : '';
}

/** Where a child is, or that somebody is there no more. @param {Person} p */
export function whereText(p) {
  const left = mot('sippe.intake.PersonLeft', p.left);
  if (p.left) return [p.leftOn ? t('kin.on', { what: left, date: civil(p.leftOn) }) : left, spokenText(p)].filter(Boolean).join(', ');
  const home = mot('sippe.intake.ChildHome', p.home);
  return p.homeOn ? t('kin.since', { what: home, date: civil(p.homeOn) }) : home;
}

/** « Rose (3 mai 2026), mère, encore à l’hôpital » @param {Person} p */
export const personText = (p) => [personName(p) + (p.birthDate ? ` (${civil(p.birthDate)})` : ''), p.relation, whereText(p)].filter(Boolean).join(', ');

/** What became of her comes before what she wishes. @param {Pregnancy} p */
function endText(p) {
  const asks = p.state === 'PREGNANCY_STATE_ENDED' && p.spokenTo !== 'YES_NO_YES';
  return [p.endedOn ? civil(p.endedOn) : '', asks ? t('kin.notSpoken') : '', p.wish ? t('kin.wishes', { wish: mot('sippe.intake.LossWish', p.wish) }) : ''];
}

/** @param {Pregnancy} p */
const dueText = (p) => (p.dueDate ? t('kin.due', { date: civil(p.dueDate), source: mot('sippe.intake.DueSource', p.source) }) : '');

/** Once it is over, when it was to be says nothing more. @param {Pregnancy} p */
export const pregnancyText = (p) => [mot('sippe.intake.PregnancyState', p.state), ...(p.state === 'PREGNANCY_STATE_OPEN' ? [dueText(p)] : []),
  (p.expected ?? 0) > 1 ? t('kin.expected', { n: p.expected ?? 0 }) : '', ...endText(p)].filter(Boolean).join(', ');
