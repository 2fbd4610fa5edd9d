// @ts-check
// Where a follow-up stands, in words, and what may be done about it then.
import { civil, civilOf, daysTo, shortDay } from '../../lib/dates.js';
import { dateOf, daysOf } from '../../lib/days.js';
import { allows, now } from '../../lib/session.js';
import { mot, say } from '../../lib/words.js';
import { words } from '../../words/famille.js';

const t = say(words);

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/enrolment_pb').EnrolmentJson} Enrolment */
/** @typedef {'Suspend' | 'Resume' | 'End' | 'Reopen'} Act as its command begins */

const REOPEN_WITHIN_DAYS = 30; // services/intake/follow/suspension.c

/** @param {Enrolment | undefined} e */
export const isSuspended = (e) => e?.state === 'ENROLMENT_STATE_SUSPENDED';
/** @param {Enrolment} e */
const isEnded = (e) => e.state === 'ENROLMENT_STATE_ENDED';

/** @param {Enrolment} e */
const endedOn = (e) => civilOf(Number(e.endedAt?.ms));
/** @param {Enrolment} e */
const mayReopen = (e) => daysTo(endedOn(e), now()) >= -REOPEN_WITHIN_DAYS;

/** « souhait de la famille; à revoir le 15 décembre 2026 » @param {Enrolment} e */
export const suspensionText = (e) => t('suivi.suspension', { why: mot('sippe.intake.SuspensionReason', e.suspension), date: civil(e.reviewOn ?? {}) });

/** « SIPPE depuis 24 nov. », « SIPPE depuis 24 nov., suivi suspendu », « suivi terminé le 24 nov. : déménagement » @param {Enrolment} e */
export function standing(e) {
  if (isEnded(e)) return t('person.ended', { date: shortDay(Number(e.endedAt?.ms), now()), why: mot('sippe.intake.EndReason', e.endReason) });
  return t(isSuspended(e) ? 'person.suspended' : 'person.enrolled', { date: shortDay(Number(e.enrolledAt?.ms), now()) });
}

/** What was agreed or proposed and is still to come, in its order. @param {Family} family */
export function upcoming({ visits }) {
  const start = (/** @type {import('../../proto/scheduling_pb').VisitJson} */ v) => Number(v.start?.ms ?? 0);
  return (visits?.visits ?? []).filter((v) => ['VISIT_STATE_PROPOSED', 'VISIT_STATE_CONFIRMED'].includes(v.state ?? '') && start(v) > now())
    .sort((a, b) => start(a) - start(b));
}

/** What follows from where it stands; when it began and why it ended stand at the head of the page. @param {Family} family @param {Enrolment} e */
export function followUpText(family, e) {
  if (isEnded(e)) return t(mayReopen(e) ? 'suivi.mayReopen' : 'suivi.tooLate', { date: civil(dateOf(daysOf(endedOn(e)) + REOPEN_WITHIN_DAYS)) });
  if (!isSuspended(e)) return [t('suivi.open', { date: civil(civilOf(Number(e.enrolledAt?.ms))) }), e.visitsDone ? t('suivi.met', { n: e.visitsDone, date: civil(e.lastEncounterOn ?? {}) }) : ''].join(' ');
  const n = upcoming(family).length;
  return [t('suivi.paused'), n ? t('suivi.agreed', { n }) : ''].join(' ');
}

/** @param {Enrolment} e @returns {Act[]} */
function possible(e) {
  if (isEnded(e)) return mayReopen(e) ? ['Reopen'] : [];
  return isSuspended(e) ? ['Resume', 'End'] : ['Suspend', 'End'];
}

/** What she who asks may do of it now. @param {Enrolment} e */
export const acts = (e) => possible(e).filter((act) => allows([`intake.${act}Enrolment`]));
