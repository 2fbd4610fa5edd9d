// @ts-check
// Who she is, and what must be known before anybody dials: at the head of each page that is about one family.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { civil, civilOf, dayAndHour, daysTo, moment, shortDay, weeks } from '../lib/dates.js';
import { ageOn, TERM_DAYS } from '../lib/days.js';
import { latestCall } from '../lib/family.js';
import { languageName, Mot, mot, say, typo } from '../lib/words.js';
import { now } from '../lib/session.js';
import { words } from '../words/famille.js';
import { icon } from './band.js';
import { standing, upcoming } from './family/follow_up.js';

const t = say(words);

/** @typedef {import('../lib/family.js').Family} Family */
/** @typedef {import('../lib/family.js').File} File */
/** @typedef {import('../proto/types_pb').PersonNameJson} Name */


/** @param {Name | undefined} name */
export const nameOf = (name) => [name?.preferred || name?.given, name?.family].filter(Boolean).join(' ');

/** "514 555-0142, poste 12" @param {string | undefined} phone @param {string} [extension] */
export function phoneOf(phone, extension) {
  if (!phone) return '';
  const [, area, office, line] = /^(?:\+?1)?(\d{3})(\d{3})(\d{4})$/.exec(phone.replace(/[ ().-]/g, '')) ?? [];
  const number = area ? `${area}\u00a0${office}-${line}` : phone;
  return extension ? t('person.extension', { number, extension }) : number;
}

/** "14 sem. 3 j" of the one that goes on. @param {File} f */
export const weeksOf = (f) => (f.dueDate ? weeks(TERM_DAYS - daysTo(f.dueDate, now())) : '');

const NEWBORN_DAYS = 14;

/** Of the child that was born last. @param {File} f */
export function childAge(f) {
  if (!f.childBirthDate) return '';
  const days = -daysTo(f.childBirthDate, now());
  if (days < NEWBORN_DAYS) return t('person.childDays', { n: days });
  return days < 62 ? t('person.childWeeks', { n: Math.floor(days / 7) }) : t('person.childMonths', { n: Math.floor(days / 30.44) });
}

const VOICE = /** @type {const} */ ({
  VOICE_MAIL_YES: ['ok', 'person.voiceYes'], VOICE_MAIL_WITHOUT_NAMING_US: ['wait', 'person.voiceUnnamed'], VOICE_MAIL_NO: ['error', 'person.voiceNo'],
});

/** Whoever hears a message may be the danger: what was not asked is none. The number that is tried first has its own word, else the
 * family's. @param {File} f */
function voice(f) {
  const c = f.contact;
  const [tone, key] = VOICE[/** @type {keyof typeof VOICE} */ (c?.numbers?.[0]?.safeToLeaveMessage ?? c?.safeToLeaveMessage)] ?? ['error', 'person.voiceUnknown'];
  const interpreter = c?.interpreterNeeded === 'YES_NO_YES' ? t('person.interpreter', { language: languageName(c.interpreterLanguage?.code) }) : '';
  const rest = [typo(c?.safeContactHours ?? ''), languageName(c?.language?.code), interpreter].filter(Boolean).join(' · ');
  return html`<p class="reach"><span class="chip ${tone}">${icon(tone === 'ok' ? 'phone' : 'mute')}${t(key)}</span> ${rest}</p>`;
}

/** Where her follow-up stands, else the route that was decided last. @param {File} f */
function stands(f) {
  if (f.enrolment?.state) return standing(f.enrolment);
  const route = latestCall(f)?.decidedRoute;
  return route ? Mot('sippe.intake.Route', route) : t('person.undecided');
}

/** @param {Family} family */
function keyWorker({ file, visits, workers }) {
  const code = visits?.keyWorker || file?.enrolment?.keyWorker;
  return code ? workers.find((w) => w.worker?.code === code)?.worker?.name ?? code : '';
}

/** @param {Family} family */
function visitsOf(family) {
  if (family.visitsError) return t('person.visitsAway');
  const all = family.visits?.visits ?? [];
  const start = (/** @type {typeof all[number]} */ v) => Number(v.start?.ms ?? 0);
  const [next] = upcoming(family);
  const last = all.filter((v) => v.state === 'VISIT_STATE_DONE').sort((a, b) => start(b) - start(a))[0];
  return [next ? t('person.nextVisit', { when: dayAndHour(start(next)), state: mot('sippe.scheduling.VisitState', next.state) }) : '',
    last ? t('person.lastVisit', { when: shortDay(start(last), now()) }) : ''].filter(Boolean).join(' · ');
}

/** @param {Family} family */
function followed(family) {
  const who = keyWorker(family), e = family.file?.enrolment;
  const worker = who ? t('person.keyWorker', { who }) : e?.state === 'ENROLMENT_STATE_AWAITING_KEY_WORKER' ? t('person.noKeyWorker') : '';
  const first = !family.visits && e?.firstVisitOn ? t('person.firstVisit', { date: civil(e.firstVisitOn) }) : '';
  return [worker, visitsOf(family) || first].filter(Boolean).join(' · ');
}

/** What cannot wait, before all else. @param {File} f */
function urgent(f) {
  const open = (f.urgent ?? []).filter((u) => !u.settledAt);
  if (!open.length) return nothing;
  return html`<ul class="urgent">${open.map((u) => html`<li class="chip error">${icon('alert')}${Mot('sippe.Urgency', u.need)} · ${
    t(u.overdue ? 'person.urgentLate' : 'person.urgentDue', { when: moment(Number(u.dueAt?.ms), now()), who: mot('sippe.Role', u.role) })}</li>`)}</ul>`;
}

/** Her family, who she is and how she is reached. @param {Family} family */
export function person(family) {
  const f = family.file;
  if (!f) return nothing;
  const about = [f.birthDate ? t('person.age', { n: ageOn(/** @type {import('../lib/days.js').Civil} */ (f.birthDate), civilOf(now())) }) : '', weeksOf(f), childAge(f)].filter(Boolean).join(' · ');
  return html`
    <header class="who">
      <div class="who-line">
        <div><h1 tabindex="-1">${nameOf(f.name) || t('person.unnamed')}</h1>
          <p>${[about, family.partly ? '' : stands(f)].filter(Boolean).join(' · ')}</p></div>
        <div class="who-end">${family.partly ? nothing : voice(f)}
          <p class="hint">${t('person.number', { number: f.number ?? '', clsc: f.clscCode ?? '' })}</p></div>
      </div>
      ${followed(family) ? html`<p class="who-followed">${followed(family)}</p>` : nothing}
      ${urgent(f)}
    </header>`;
}
