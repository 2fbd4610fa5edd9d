// @ts-check
// The lines of the list of work: what a person must know before she dials stands in each, in words, so that nobody opens a file to find a
// number. What is late is said, not coloured alone.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hex } from '../lib/api.js';
import { Command } from '../lib/command.js';
import { civil, daysTo, hour, moment, weekday } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { languageName, mot, Mot, phone as phoneText, said, say } from '../lib/words.js';
import { Later } from '../lib/later.js';
import { acting, allows, now } from '../lib/session.js';
import { dialled, isIntakes, personName } from '../lib/work.js';
import { icon, refused, summary } from './band.js';
import { waitsHere } from './panel.js';
import { words } from '../words/afaire.js';

const t = say(words);

/** @typedef {import('../lib/work.js').Item & { settled?: boolean, doing?: Command }} Item `doing`: what was pressed, until it is answered */
/** @typedef {import('../proto/territory_pb').ClscJson} Clsc */
/** @typedef {{ take: (w: Item) => void, giveBack: (w: Item) => void, settled: (w: Item) => void, reopened: (w: Item) => void }} Acts */

/** What is gone on with in the call itself. Of a call to her file, it is the file's (`thing` is that call). */
const IN_CALL = ['WORK_KIND_DRAFT', 'WORK_KIND_DECIDE_ROUTE', 'WORK_KIND_CALL_BACK', 'WORK_KIND_START_WEEK', 'WORK_KIND_PLACE_UNKNOWN'];
/** Where her number would be dialled although another is meant: whoever holds what she took back, or nobody any more. */
const NOT_HER_CALL = ['WORK_KIND_TELL_HOLDER', 'WORK_KIND_REFERRAL_OUTDATED', 'WORK_KIND_CONFIRM_ERASURE', 'WORK_KIND_PLACE_UNKNOWN'];

/** Where in her file it is acted on. @type {Record<string, string>} */
const PLACE = { WORK_KIND_SUSPENDED: '#suivi', WORK_KIND_END_OF_PROGRAMME: '#suivi', WORK_KIND_AFTER_LOSS: '#suivi', WORK_KIND_AGREEMENT: '/accords#participation',
  WORK_KIND_CHILD_FILE: '/personnes', WORK_KIND_MINOR_AID: '/accords#aide', WORK_KIND_UNDO_REVIEW: '/personnes#reunions' };

/** A call of her file that asked for something: `thing` is that call. @param {Item} w */
const isOfCall = (w) => w.thing !== undefined && w.thing === w.lastCall?.callId;

/** @param {Item} w */
const isInCall = (w) => IN_CALL.includes(String(w.kind)) && !isOfCall(w);

/** @param {Item} w */
function address(w) {
  if (isInCall(w)) return `/appel/${hex(w.thing)}`;
  return w.familyId ? `/famille/${hex(w.familyId)}${PLACE[String(w.kind)] ?? ''}` : '';
}

/** Which need it is says what to do. @param {Item} w */
export const what = (w) => (w.urgent ? t('work.urgent', { need: Mot('sippe.Urgency', w.urgent) }) : Mot('sippe.WorkKind', w.kind));

/** « Samira Benali, 1042-9 » for whoever hears a button by itself. @param {Item} w */
export const whom = (w) => [personName(w.name), w.familyNumber].filter(Boolean).join(', ');

/** @param {unknown} content */
const line = (content) => html`<span class="line">${content}</span>`;
/** @param {boolean} when @param {() => unknown} content */
const lineIf = (when, content) => (when ? line(content()) : nothing);

/* ---- until when ---- */

/** @param {Item} w */
function dayText(w) {
  if (!w.dueOn) return t('work.noDay');
  const days = daysTo(w.dueOn, now());
  return days === 0 ? t('work.today') : days === 1 ? t('work.tomorrow') : weekday(w.dueOn);
}

/** @param {Item} w */
function lateChip(w) {
  if (!w.overdue) return nothing;
  const text = w.daysLate ? t('work.lateDays', { n: w.daysLate }) : t('work.late');
  return html`<span class="chip error">${icon('alert')}${text}</span>`;
}

/** @param {Item} w */
const due = (w) => html`
  <b>${dayText(w)}</b>${w.dueAt?.ms ? html` <span class="bound">${hour(Number(w.dueAt.ms))}</span>` : nothing}
  ${w.priority ? html`<span class="chip">P${w.priority}</span>` : nothing} ${lateChip(w)}
  ${lineIf(Boolean(w.notYet), () => html`<small>${t('work.notYet')}</small>`)}`;

/* ---- what ---- */

/** @param {NonNullable<Item['lastCall']>} call */
function outcome(call) {
  if (call.inError) return t('work.inError');
  if (call.letter) return t('work.letter', { date: civil(call.letter.replyBy ?? {}) });
  const text = mot('sippe.intake.CallOutcome', call.outcome);
  return call.whom === 'CALL_WHOM_OTHER' ? t('work.toOther', { outcome: text }) : text;
}

/** @param {NonNullable<Item['lastCall']>} call */
function callText(call) {
  const values = { moment: moment(Number(call.at?.ms ?? 0), now()), by: call.by ?? '–', outcome: outcome(call) };
  return call.direction === 'CALL_DIRECTION_INCOMING' ? t('work.calls', values) : t('work.called', values);
}

/** @param {Item} w */
const todo = (w) => html`
  ${address(w) ? html`<a class="what" href=${address(w)}>${what(w)}</a>` : html`<b>${what(w)}</b>`}
  ${lineIf(!w.familyId && w.since !== undefined, () => t('work.since', { moment: moment(Number(w.since?.ms ?? 0), now()) }))}
  ${lineIf(w.openedBy !== undefined && w.openedBy !== '', () => t('work.opened', { by: w.openedBy ?? '', reason: said(w.openedReason, w.openedReason) }))}
  ${lineIf(Boolean(w.nextDay), () => t('work.nextDay'))}
  ${lineIf(Boolean(w.outdated), () => t('work.outdated', { because: mot('sippe.intake.OutdatedBecause', w.outdated) }))}
  ${w.lastCall ? line(callText(w.lastCall)) : nothing}
  ${lineIf(Boolean(w.proposeUnreachable), () => t(w.byLetter ? 'work.letterFirst' : 'work.unreachable', { n: w.unanswered ?? 0 }))}`;

/* ---- who ---- */

/** Where a message would be heard by somebody else; of whom nothing is known none is left. @param {Item} w */
function voiceMail(w) {
  if (w.safeToLeaveMessage === 'VOICE_MAIL_WITHOUT_NAMING_US') return html`<span class="chip wait">${icon('mute')}${t('work.withoutUs')}</span>`;
  const safe = !w.safeToLeaveMessage || w.safeToLeaveMessage === 'VOICE_MAIL_YES' || w.safeToLeaveMessage === 'VOICE_MAIL_UNSPECIFIED';
  return safe ? nothing : html`<span class="chip wait">${icon('mute')}${t('work.noMessage')}</span>`;
}

/** @param {Item} w */
function phone(w) {
  if (!w.phone || NOT_HER_CALL.includes(String(w.kind))) return nothing;
  const extension = w.phoneExtension ? `, ${t('work.extension', { extension: w.phoneExtension })}` : '';
  return html`
    <span class="line"><a class="bound" href=${dialled(w.phone, w.phoneExtension)}>${phoneText(w.phone)}</a>${extension} ${voiceMail(w)}</span>
    ${lineIf(Boolean(w.safeContactHours), () => t('work.safe', { hours: said(w.safeContactHours, w.safeContactHours) }))}
    ${lineIf(Boolean(w.interpreter), () => t('work.interpreter', { language: languageName(w.language?.code) }))}`;
}

/** @param {Item} w */
const who = (w) => html`
  ${personName(w.name) ? html`<b>${personName(w.name)}</b> ` : nothing}${w.familyId && w.familyNumber
    ? html`<a class="bound" href="/famille/${hex(w.familyId)}">${w.familyNumber}</a>` : w.familyNumber ?? nothing}
  ${phone(w)}`;

/* ---- whose ---- */

/** @param {Item} w */
function taken(w) {
  if (!w.takenBy) return nothing;
  const values = { by: w.takenBy, moment: moment(Number(w.takenUntil?.ms ?? 0), now()) };
  return html`<span class="line"><span class="chip ${w.yours ? 'ok' : 'taken'}">${icon('person')}${t(w.yours ? 'work.takenYours' : 'work.takenBy', values)}</span></span>`;
}

/** @param {Item} w @param {Clsc[]} clscs */
const whose = (w, clscs) => html`
  ${Mot('sippe.Role', w.role)}
  ${acting()?.role === 'ROLE_COORDINATOR' && w.clscCode ? line(clscs.find((c) => c.code === w.clscCode)?.name ?? w.clscCode) : nothing}
  ${lineIf(Boolean(w.keyWorker), () => t('work.keyWorker', { worker: w.keyWorker ?? '' }))}
  ${lineIf(Boolean(w.unstaffed), () => t('work.unstaffed'))}${lineIf(Boolean(w.climbed) && !w.unstaffed, () => t('work.climbed'))}
  ${taken(w)}`;

/* ---- what only a person can end ----
 * She says that it is dealt with, and what was done. All else ends by what is done about it: who could tick that off would leave a family
 * without anybody (services/intake/work/work_settle.c). */

const SETTLED = ['WORK_KIND_REFERRAL_DECLINED', 'WORK_KIND_WRONG_PARTNER', 'WORK_KIND_ANSWER_AFTER_CANCEL', 'WORK_KIND_FILE_OPENED',
  'WORK_KIND_REFERRAL_OUTDATED', 'WORK_KIND_URGENT_NEED', 'WORK_KIND_OLO_START', 'WORK_KIND_TELL_DOOR', 'WORK_KIND_SECOND_OFFER', 'WORK_KIND_PLACE_VISIT',
  'WORK_KIND_UNDO_REVIEW', 'WORK_KIND_CHILD_FILE', 'WORK_KIND_CONFIRM_CONSENT', 'WORK_KIND_ALREADY_FOLLOWED', 'WORK_KIND_ASK_NUMBER', 'WORK_KIND_ASK_STOP', 'WORK_KIND_LETTER'];
const WITH_NOTE = ['WORK_KIND_URGENT_NEED', 'WORK_KIND_CHILD_FILE', 'WORK_KIND_ALREADY_FOLLOWED', 'WORK_KIND_REFERRAL_OUTDATED', 'WORK_KIND_CONFIRM_CONSENT', 'WORK_KIND_ASK_STOP'];
/** @param {Item} w */
const needsNote = (w) => WITH_NOTE.includes(String(w.kind)) || Boolean(w.outdated);

/** @type {Item | null} the one that is being settled */
let chosen = null;
let note = '';
let missing = false;
const settlement = new Command('settle');

export const settling = () => chosen;
export const settlingState = () => (missing || settlement.error ? 'unsettled' : 'settle');

/** @param {Item} w */
function mayBeSettled(w) {
  if (!allows(['intake.SettleWork'])) return false;
  if (w.kind === 'WORK_KIND_FILE_OPENED' && acting()?.role !== 'ROLE_COORDINATOR') return false;
  return SETTLED.includes(String(w.kind)) || isOfCall(w);
}

export function settlingEnd() {
  chosen = null;
  note = '';
  missing = false;
  settlement.changed();
}

/** @param {Item} w */
function settleChoose(w) {
  if (settlement.sending) settlement.next();
  settlingEnd();
  read = null;
  chosen = w;
  draw();
  focus('settle-note');
}

/** @param {Item} w @param {(w: Item) => void} then */
const run = (w, then) => settlement.send('/sippe.intake.Intake/SettleWork', { kind: w.kind, thing: w.thing, note }, {
  clear: settlingEnd,
  done: () => {
    then(w);
    return '';
  },
});

/** @param {Event} event @param {Item} w @param {(w: Item) => void} then */
function settle(event, w, then) {
  event.preventDefault();
  missing = needsNote(w) && note.trim() === '';
  draw();
  if (missing) focus('summary');
  else run(w, then);
}

function keep() {
  settlingEnd();
  draw();
}

/** @param {Item} w @param {string} what @param {(w: Item) => void} then */
const settleForm = (w, what, then) => (settlement.waits ? waitsHere(settlement) : html`
  <form class="settle" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => settle(e, w, then)}>
    ${missing ? summary(t('settle.notDone'), [{ field: 'settle-note', text: t('settle.missing') }]) : nothing}
    ${settlement.error ? refused(t('settle.notDone'), settlement.error) : nothing}
    <label for="settle-note">${t('settle.note', { what })}</label>
    <p class="hint" id="settle-hint">${t(needsNote(w) ? 'settle.needed' : 'settle.hint')}</p>
    ${missing ? html`<p class="field-fault" id="settle-fault">${t('settle.missing')}</p>` : nothing}
    <textarea class="in" id="settle-note" rows="2" maxlength="1000" autocomplete="off" spellcheck="false"
      aria-describedby=${missing ? 'settle-hint settle-fault' : 'settle-hint'} aria-invalid=${missing ? 'true' : nothing} .value=${note}
      @input=${(/** @type {InputEvent} */ e) => { note = /** @type {HTMLTextAreaElement} */ (e.target).value; }}></textarea>
    <p class="acts"><button class="button first" type="submit">${t('settle.do')}</button>
      <button class="button second" type="button" @click=${keep}>${t('settle.keep')}</button></p>
  </form>`);

/* ---- a referral that came in, opened below its line ---- */

const inbound = new Later(() => import('./inbound.js'));
/** @type {Item | null} */
let read = null;

/** Where the part does not come its button stands there to be pressed again. @param {Item} w */
async function readOpen(w) {
  const part = await inbound.open();
  if (chosen) settlingEnd();
  read = part ? w : null;
  part?.inboundOpen(w.thing ?? '');
}

function readEnd() {
  read = null;
  draw();
}

/** What was done of it stands in its line, and the part is closed. @param {Item} w @param {Acts} acts */
const readActs = (w, acts) => {
  const after = (/** @type {(w: Item) => void} */ then) => () => {
    read = null;
    then(w);
  };
  return { closed: after(acts.settled), reopened: after(acts.reopened), leave: readEnd };
};

/** @param {Item} w */
const isInbound = (w) => w.kind === 'WORK_KIND_INBOUND_REFERRAL' && allows(['intake.GetInboundReferral']);

/* ---- what is done here ---- */

/** @param {Item} w @param {string} name @param {() => void} press */
const act = (w, name, press) => html`<button class="link" type="button" @click=${press}>${name}<span class="hidden"> ${what(w)}, ${whom(w)}</span></button>`;

/** Who coordinates gives back for whoever went home with it. @param {Item} w */
const mayGiveBack = (w) => w.yours || acting()?.role === 'ROLE_COORDINATOR';

/** @param {Item} w @param {Acts} acts */
function actsOf(w, acts) {
  if (w.doing?.waits) return html`<span class="chip wait">${icon('station')}${t('work.kept')}</span>`;
  if (w.settled) return html`<span class="chip ok">${icon('check')}${t('work.settled')}</span> ${isInbound(w) ? act(w, t('work.open'), () => readOpen(w)) : nothing}`;
  if (!isIntakes(w)) return nothing;
  return html`
    ${!w.takenBy && allows(['intake.TakeWork']) ? act(w, t('work.take'), () => acts.take(w)) : nothing}
    ${w.takenBy && mayGiveBack(w) && allows(['intake.GiveBackWork']) ? act(w, t('work.giveBack'), () => acts.giveBack(w)) : nothing}
    ${isInbound(w) ? act(w, t('work.open'), () => readOpen(w)) : nothing}
    ${mayBeSettled(w) ? act(w, t('work.settle'), () => settleChoose(w)) : nothing}`;
}

/** @param {Item} w @param {Clsc[]} clscs @param {Acts} acts */
const row = (w, clscs, acts) => html`
  <tr class=${w.settled ? 'done' : nothing}>
    <td>${due(w)}</td><td>${todo(w)}</td><td>${who(w)}</td><td>${whose(w, clscs)}</td>
    <td class="row-acts">${actsOf(w, acts)}</td>
  </tr>
  ${read === w ? html`<tr class="row-form"><td colspan="5">${inbound.module?.inboundView(readActs(w, acts))}</td></tr>` : nothing}
  ${settling() === w ? html`<tr class="row-form"><td colspan="5">${settleForm(w, `${what(w)}, ${whom(w)}`, acts.settled)}</td></tr>` : nothing}`;

/** @param {Item[]} items @param {Clsc[]} clscs @param {Acts} acts */
export const table = (items, clscs, acts) => html`
  <table class="list todo">
    <caption class="hidden">${t('afaire.title')}</caption>
    <thead><tr><th scope="col">${t('work.due')}</th><th scope="col">${t('work.todo')}</th><th scope="col">${t('work.who')}</th>
      <th scope="col">${t('work.whose')}</th><td></td></tr></thead>
    <tbody>${items.map((w) => row(w, clscs, acts))}</tbody>
  </table>`;
