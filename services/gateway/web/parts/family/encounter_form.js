// @ts-check
// What took place with her, or should have: recorded with the appointment that it closes or without one, corrected, struck out. Who was met
// and how long it took are asked of what took place alone.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { dayAndHour, hour, isoDay, longDay } from '../../lib/dates.js';
import { now } from '../../lib/session.js';
import { instantOf, minuteOf, pastDayOf } from '../../lib/said.js';
import { languageName, languages, Mot, mot, say, valuesOf } from '../../lib/words.js';
import { choice, dayField, field, select, several, tick } from '../fields.js';
import { changed } from './change.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/encounters.js';

export const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/encounters_pb').EncounterJson} Encounter */
/** @typedef {import('../../proto/encounters_pb').EncounterFactsJson} Facts */
/** @typedef {import('../../proto/scheduling_pb').VisitJson} Visit */
/** @typedef {import('./change.js').Form} Form */
/** @typedef {{ visit: string, result: string, day: string, hour: string, minutes: string, mode: string, place: string, workers: Set<string>,
 *   met: Set<string>, language: string, interpreter: boolean, note: string, reason: string }} Typed */

const SCHEDULING = '/sippe.scheduling.Scheduling/';
const MODE = 'sippe.scheduling.EncounterMode', PLACE = 'sippe.scheduling.EncounterPlace', MISSED = 'sippe.scheduling.EncounterMissed', MET = 'sippe.scheduling.EncounterMet';
const IN_PERSON = 'ENCOUNTER_MODE_IN_PERSON', DONE = 'DONE';

/* ---- in words ---- */

/** @param {Family} family @param {string} code */
export const workerName = (family, code) => family.workers.find((w) => w.worker?.code === code)?.worker?.name ?? code;

/** Of one that took place before she was taken over only its day is known. @param {Encounter} e */
export const whenText = (e) => { const at = Number(e.facts?.start?.ms ?? 0); return e.dayOnly ? longDay(at) : dayAndHour(at); };

/** In which way, where, how long, in which language, who was there. @param {Family} family @param {Facts} f */
export const factsText = (family, f) => [
  Mot(MODE, f.mode), mot(PLACE, f.place), f.minutes ? t('encounters.nMinutes', { n: f.minutes }) : '', languageName(f.language), f.interpreter ? t('encounters.withInterpreter') : '',
  (f.workers ?? []).map((code) => workerName(family, code)).join(', '), (f.met ?? []).map((who) => mot(MET, who)).join(', ')].filter(Boolean).join(' · ');

/** @param {Facts} f */
export const resultText = (f) => (f.missed ? t('encounters.missed', { why: mot(MISSED, f.missed) }) : t('encounters.done'));

/** @param {Family} family @param {Encounter | undefined} e */
const wholeText = (family, e) => (!e ? '' : e.inError || !e.facts ? t('famille.struck')
  : [whenText(e), resultText(e.facts), factsText(family, e.facts), e.facts.note].filter(Boolean).join(' · '));

/* ---- typed ---- */

/** @param {Facts} f @returns {Typed} */
const typedOf = (f) => {
  const at = Number(f.start?.ms ?? 0);
  return { visit: '', result: f.missed ?? DONE, day: at ? isoDay(at) : '', hour: at ? hour(at) : '', minutes: f.minutes ? String(f.minutes) : '', mode: f.mode ?? IN_PERSON,
    place: f.place ?? '', workers: new Set(f.workers ?? []), met: new Set(f.met ?? []), language: f.language ?? '', interpreter: f.interpreter ?? false, note: f.note ?? '', reason: '' };
};

/** @param {string} text */
const past = (text) => pastDayOf(text, now());

/** @param {Typed} v @returns {Facts} */
const factsOf = (v) => /** @type {Facts} */ ({
  ...(v.result !== DONE && { missed: v.result }), start: { ms: String(instantOf(/** @type {any} */ (past(v.day)), minuteOf(v.hour) ?? 0)) }, mode: v.mode,
  ...(v.mode === IN_PERSON && v.place && { place: v.place }), workers: [...v.workers], note: v.note, language: v.language, interpreter: v.interpreter,
  ...(v.result === DONE && { minutes: Number(v.minutes) || 0, met: valuesOf(MET).filter((who) => v.met.has(who)) }),
});

/** @param {Typed} v @param {boolean} again */
function check(v, again) {
  /** @type {Record<string, string>} */
  const faults = {};
  if (!v.result) faults.result = t('encounters.resultMissing');
  if (!past(v.day)) faults.day = t(v.day ? 'encounters.dayUnread' : 'encounters.dayMissing');
  if (minuteOf(v.hour) === null) faults.hour = t(v.hour ? 'encounters.hourUnread' : 'encounters.hourMissing');
  if (v.minutes && !/^\d{1,3}$/.test(v.minutes.trim())) faults.minutes = t('encounters.minutesUnread');
  if (v.result === 'ENCOUNTER_MISSED_OTHER' && !v.note.trim()) faults.note = t('encounters.noteMissing');
  if (again && !v.reason.trim()) faults.reason = t('change.reasonMissing');
  return faults;
}

/** @param {string} type @returns {[string, string][]} */
const options = (type) => valuesOf(type).map((v) => [v, Mot(type, v)]);

/** Those of her CLSC who work, and whoever went. @param {Family} family @param {Set<string>} went @returns {[string, string][]} */
function workers(family, went) {
  const here = family.workers.map((w) => w.worker ?? {}).filter((w) => !w.inactive && (!w.clscCode || w.clscCode === family.file?.clscCode)).map((w) => w.code ?? '');
  return [...new Set([...went, ...here])].map((code) => [code, workerName(family, code)]);
}

/** @param {Family} family @param {Typed} v @param {() => void} typing @param {Record<string, string>} faults */
function fields(family, v, typing, faults) {
  const set = (/** @type {Exclude<keyof Typed, 'workers' | 'met' | 'interpreter'>} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  return html`
    ${choice('met-result', t('encounters.result'), [[DONE, t('encounters.took')], ...options(MISSED)], v.result, set('result'), { fault: faults.result })}
    <div class="beside short">
      ${dayField('met-day', t('encounters.day'), v.day, set('day'), { read: past, hint: t('encounters.dayHint'), fault: faults.day })}
      ${field('met-hour', t('encounters.hour'), v.hour, set('hour'), { hint: t('encounters.hourHint'), fault: faults.hour })}
      ${v.result === DONE ? field('met-minutes', t('encounters.minutes'), v.minutes, set('minutes'), { hint: t('encounters.minutesHint'), fault: faults.minutes }) : nothing}
    </div>
    ${choice('met-mode', t('encounters.mode'), options(MODE), v.mode, set('mode'))}
    ${v.mode === IN_PERSON ? choice('met-place', t('encounters.place'), options(PLACE), v.place, set('place')) : nothing}
    ${several('met-workers', t('encounters.workers'), workers(family, v.workers), v.workers, typing)}
    ${v.result === DONE ? several('met-who', t('encounters.met'), options(MET), v.met, typing) : nothing}
    ${select('met-language', t('encounters.language'), [['', t('encounters.unsaid')], ...languages(v.language)], v.language, set('language'))}
    ${tick('met-interpreter', t('encounters.interpreter'), v.interpreter, (value) => { v.interpreter = value; typing(); })}
    ${field('met-note', t('encounters.note'), v.note, set('note'), { rows: 2, fault: faults.note })}`;
}

/* ---- forms ---- */

/** @param {Family} family @param {string | undefined} id */
const encounterNow = (family, id) => family.visits?.encounters?.find((e) => e.encounterId === id);

/** Those that were agreed and whose time has passed. @param {Family} family */
export const toRecord = (family) => (family.visits?.visits ?? []).filter((v) => ['VISIT_STATE_PROPOSED', 'VISIT_STATE_CONFIRMED'].includes(v.state ?? '')
  && Number(v.start?.ms ?? 0) <= now());

/** @param {Family} family @param {Visit | null} visit null: without an appointment @param {() => void} typing @returns {Form} */
export function recordForm(family, visit, typing) {
  const v = { ...typedOf({ start: visit?.start, minutes: visit?.minutes, workers: visit?.workers ?? (family.visits?.keyWorker ? [family.visits.keyWorker] : []) }), result: '' };
  let version = visit?.version;
  return {
    at: visit?.visitId ?? 'new', procedure: SCHEDULING + 'RecordEncounter', verb: t('encounters.record'), undone: t('encounters.unrecorded'), first: 'result',
    lead: visit ? t('encounters.ofVisit', { when: dayAndHour(Number(visit.start?.ms ?? 0)) }) : nothing, check: () => check(v, false),
    body: () => ({ familyId: family.id, ...(visit && { visitId: visit.visitId, visitVersion: version }), facts: factsOf(v) }),
    fields: (faults) => fields(family, v, typing, faults),
    meet: async () => {
      await family.read();
      const is = family.visits?.visits?.find((one) => one.visitId === visit?.visitId);
      version = is?.version;
      return html`<p><b>${t('encounters.theyChanged')}</b> ${is ? `${dayAndHour(Number(is.start?.ms ?? 0))}, ${mot('sippe.scheduling.VisitState', is.state)}` : nothing}</p>`;
    },
    done: async () => {
      await family.read();
      return t('encounters.recorded');
    },
  };
}

/** The right facts in place of the wrong ones, or none. @param {Family} family @param {Encounter} encounter @param {boolean} strike @param {() => void} typing @returns {Form} */
export function correctForm(family, encounter, strike, typing) {
  const v = typedOf(encounter.facts ?? {});
  let seen = encounter;
  return {
    at: encounter.encounterId ?? '', procedure: SCHEDULING + 'CorrectEncounter', verb: t(strike ? 'encounters.strike' : 'encounters.correct'), undone: t('encounters.unchanged'),
    first: strike ? 'reason' : 'result', lead: strike ? t(encounter.visitId ? 'encounters.strikeVisit' : 'encounters.strikeLead') : nothing,
    check: () => (strike ? /** @type {Record<string, string>} */ (v.reason.trim() ? {} : { reason: t('change.reasonMissing') }) : check(v, true)),
    body: () => ({ encounterId: encounter.encounterId, version: seen.version, reason: v.reason, ...(strike ? { inError: true } : { facts: factsOf(v) }) }),
    fields: (faults) => html`${strike ? nothing : fields(family, v, typing, faults)}
      ${field('met-reason', t('change.reason'), v.reason, (value) => { v.reason = value; typing(); }, { fault: faults.reason })}`,
    meet: async () => {
      const was = seen;
      await family.read();
      seen = encounterNow(family, encounter.encounterId) ?? seen;
      return html`<p><b>${t('encounters.theyChanged')}</b> ${seen.reason ?? ''}</p>${changed([{ before: wholeText(family, was), after: wholeText(family, seen) }])}`;
    },
    done: async () => {
      await family.read();
      return t(strike ? 'encounters.struck' : 'encounters.corrected');
    },
  };
}
