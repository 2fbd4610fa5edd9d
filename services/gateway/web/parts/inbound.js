// @ts-check
// A referral that came in, below its line of the list: whom to call and how, families that she may be, and what became of it. It is read
// when it is opened, as each look is an entry of the access journal. The organisation hears one of two words, whatever is chosen here.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, hex } from '../lib/api.js';
import { Command } from '../lib/command.js';
import { civil } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { allows } from '../lib/session.js';
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
let missing = false;
const closing = new Command('inbound');

/** Reads it anew. @param {string} thing */
export async function inboundOpen(thing) {
  if (closing.sending) closing.next();
  closing.changed();
  of = thing;
  shown = null;
  fault = null;
  disposition = '';
  note = '';
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

/** @param {SubmitEvent} event @param {() => void} closed */
async function close(event, closed) {
  event.preventDefault();
  missing = !disposition;
  draw();
  if (missing) return focus('summary');
  await closing.send(INTAKE + 'CloseInboundReferral', { inboundId: of, version: shown?.summary?.version, disposition, note: note.trim() }, {
    done: () => {
      closed();
      return '';
    },
  });
}

/** @param {() => void} closed @param {() => void} leave */
const form = (closed, leave) => (closing.waits ? waitsHere(closing) : html`
  <form class="settle" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => close(e, closed)}>
    ${missing ? summary(t('inbound.notDone'), [{ field: 'inbound-what', text: t('inbound.choose') }]) : nothing}
    ${closing.error ? refused(t('inbound.notDone'), closing.error) : nothing}
    ${choice('inbound-what', t('inbound.what'), valuesOf(DISPOSITION).map((v) => [v, mot(DISPOSITION, v)]), disposition, (v) => { disposition = v; missing = false; },
    { fault: missing ? t('inbound.choose') : undefined })}
    ${field('inbound-note', t('inbound.note'), note, (v) => { note = v; }, { rows: 2, hint: t('inbound.noteHint') })}
    <p class="hint">${t('inbound.told')}</p>
    <p class="acts"><button class="button first" type="submit">${t('inbound.close')}</button>
      <button class="button second" type="button" @click=${leave}>${t('inbound.leave')}</button></p>
  </form>`);

/** The call begins with what was told; the decision in it takes the referral up. */
const begin = () => (allows(['intake.SubmitScreening']) ? html`<p class="acts"><a class="button first" href="/appel#recue-${hex(of)}">${t('inbound.begin')}</a></p>` : nothing);

/** @param {() => void} closed @param {() => void} leave */
export function inboundView(closed, leave) {
  if (fault) return refused('', fault, () => inboundOpen(of));
  return shown ? html`${facts(shown)}${begin()}${form(closed, leave)}` : waiting(2, () => inboundOpen(of));
}
