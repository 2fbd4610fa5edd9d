// @ts-check
// A referral that came in, below its line of the list: whom to call and how, families that she may be, and what became of it. It is read
// when it is opened, as each look is an entry of the access journal. The organisation hears one of two words, whatever is chosen here. One
// that was closed in error is opened again, as long as its line stands there.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, hex } from '../lib/api.js';
import { Command } from '../lib/command.js';
import { civil, moment } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { allows, now } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { languageName, mot, phone, say, typo, valuesOf } from '../lib/words.js';
import { words } from '../words/inbound.js';
import { refused, summary } from './band.js';
import { choice, field } from './fields.js';
import { waiting, waitsHere } from './panel.js';

const t = say(words);
const INTAKE = '/sippe.intake.Intake/';
const DISPOSITION = 'sippe.intake.InboundDisposition';

/** @typedef {import('../proto/intake/inbound_pb').GetInboundReferralReplyJson} Shown */

/** @type {string} */
let of = '';
/** @type {Shown | null} */
let shown = null;
/** @type {import('../lib/status.js').ApiError | null} */
let fault = null;
let disposition = '';
let note = '';
/** Why it is opened again. */
let reason = '';
let missing = false;
const closing = new Command('inbound');
const reopening = new Command('reopen');

/** Reads it anew. @param {string} thing */
export async function inboundOpen(thing) {
  for (const command of [closing, reopening]) {
    if (command.sending) command.next();
    command.changed();
  }
  of = thing;
  shown = null;
  fault = null;
  disposition = '';
  note = '';
  reason = '';
  missing = false;
  draw();
  try {
    const reply = await ask(INTAKE + 'GetInboundReferral', { inboundId: thing });
    if (of === thing) shown = reply;
  } catch (e) {
    if (of === thing) fault = errorOf(e);
  }
  draw();
}

/** @param {string} name @param {unknown} value */
const fact = (name, value) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing);

/** @param {Shown} s */
function facts(s) {
  const r = s.referral ?? {};
  return html`
    <dl class="facts">
      ${fact(t('inbound.number'), s.summary?.number)}
      ${fact(t('inbound.from'), typo(s.summary?.organizationName ?? ''))}
      ${fact(t('inbound.who'), typo(r.givenName ?? ''))}
      ${fact(t('inbound.phone'), r.phone ? html`<a class="bound" href="tel:${r.phone}">${phone(r.phone)}</a>${r.phoneExtension ? `, ${t('inbound.extension', { n: r.phoneExtension })}` : ''}` : '')}
      ${fact(t('inbound.message'), r.safeToLeaveMessage ? mot('sippe.VoiceMail', r.safeToLeaveMessage) : '')}
      ${fact(t('inbound.hours'), typo(r.safeContactHours ?? ''))}
      ${fact(t('inbound.language'), r.language?.code ? languageName(r.language.code) : '')}
      ${fact(t('inbound.need'), r.need ? mot('sippe.Need', r.need) : '')}
      ${fact(t('inbound.permission'), r.permittedOn ? t('inbound.permitted', { by: r.permissionAskedBy ?? '', day: civil(r.permittedOn) }) : '')}
      ${fact(t('inbound.perhaps'), s.matches?.length ? s.matches.map((m) => html`<a class="bound" href="/famille/${hex(m.familyId)}">${m.familyNumber}</a> `) : '')}
    </dl>`;
}

/** @param {SubmitEvent} event @param {() => void} then */
async function close(event, then) {
  event.preventDefault();
  missing = !disposition;
  draw();
  if (missing) return focus('summary');
  await closing.send(INTAKE + 'CloseInboundReferral', { inboundId: of, version: shown?.summary?.version, disposition, note: note.trim() }, {
    done: () => {
      then();
      return '';
    },
  });
}

/** @param {() => void} done @param {() => void} leave */
const form = (done, leave) => (closing.waits ? waitsHere(closing) : html`
  <form class="settle" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => close(e, done)}>
    ${missing ? summary(t('inbound.notDone'), [{ field: 'inbound-what', text: t('inbound.choose') }]) : nothing}
    ${closing.error ? refused(t('inbound.notDone'), closing.error) : nothing}
    ${choice('inbound-what', t('inbound.what'), valuesOf(DISPOSITION).map((v) => [v, mot(DISPOSITION, v)]), disposition, (v) => { disposition = v; missing = false; },
    { fault: missing ? t('inbound.choose') : undefined })}
    ${field('inbound-note', t('inbound.note'), note, (v) => { note = v; }, { rows: 2, hint: t('inbound.noteHint') })}
    <p class="hint">${t('inbound.told')}</p>
    <p class="acts"><button class="button first" type="submit">${t('inbound.close')}</button>
      <button class="button second" type="button" @click=${leave}>${t('inbound.leave')}</button></p>
  </form>`);

/** @param {SubmitEvent} event @param {() => void} reopened */
async function reopen(event, reopened) {
  event.preventDefault();
  missing = reason.trim() === '';
  draw();
  if (missing) return focus('summary');
  await reopening.send(INTAKE + 'ReopenInboundReferral', { inboundId: of, version: shown?.summary?.version, reason: reason.trim() }, {
    done: () => {
      reopened();
      return '';
    },
  });
}

/** What became of it, and how that is taken back. @param {Shown} s @param {() => void} reopened @param {() => void} leave */
function closed(s, reopened, leave) {
  const { disposition, closedBy, closedAt, note: word } = s.summary ?? {};
  const told = html`<p>${t('inbound.closed', { what: mot(DISPOSITION, disposition), by: closedBy ?? '–', moment: moment(Number(closedAt?.ms ?? 0), now()) })}
    ${word ? typo(word) : nothing}</p>`;
  if (!allows(['intake.ReopenInboundReferral'])) return told;
  if (reopening.waits) return html`${told}${waitsHere(reopening)}`;
  return html`${told}
  <form class="settle" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => reopen(e, reopened)}>
    ${missing ? summary(t('inbound.notReopened'), [{ field: 'inbound-reason', text: t('inbound.reasonMissing') }]) : nothing}
    ${reopening.error ? refused(t('inbound.notReopened'), reopening.error) : nothing}
    ${field('inbound-reason', t('inbound.reason'), reason, (v) => { reason = v; missing = false; }, { rows: 2, fault: missing ? t('inbound.reasonMissing') : undefined })}
    <p class="acts"><button class="button first" type="submit">${t('inbound.reopen')}</button>
      <button class="button second" type="button" @click=${leave}>${t('inbound.leaveClosed')}</button></p>
  </form>`;
}

/** The call begins with what was told; the decision in it takes the referral up. */
const begin = () => (allows(['intake.SubmitScreening']) ? html`<p class="acts"><a class="button first" href="/appel#recue-${hex(of)}">${t('inbound.begin')}</a></p>` : nothing);

/** @param {{ closed: () => void, reopened: () => void, leave: () => void }} acts */
export function inboundView(acts) {
  if (fault) return refused('', fault, () => inboundOpen(of));
  if (!shown) return waiting(2, () => inboundOpen(of));
  if (shown.summary?.disposition) return html`${facts(shown)}${closed(shown, acts.reopened, acts.leave)}`;
  return html`${facts(shown)}${begin()}${form(acts.closed, acts.leave)}`;
}
