// @ts-check
// A consent as she gives it: for what, to whom, what may be told. The words that were read are the territory's latest.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { Mot, said, say } from '../../lib/words.js';
import { now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { band, refused } from '../band.js';
import { choice, field, several } from '../fields.js';
import { waiting, waitsHere } from '../panel.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/agreements.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/directory_pb').OrganizationSummaryJson} Organization */
/** @typedef {import('../../proto/territory_pb').TextJson} Text */

const PURPOSES = ['PARTNER_REFERRAL', 'INTERPRETER', 'INSTITUTION'].map((name) => `CONSENT_PURPOSE_${name}`);
const ITEMS = ['GIVEN_NAME', 'FAMILY_NAME', 'PHONE', 'EMAIL', 'LANGUAGE', 'POSTAL_AREA', 'NEED', 'DUE_DATE', 'NOTE'].map((name) => `SHARED_ITEM_${name}`);
/** Who interprets is told how she is reached and spoken with; what she needs she says herself. */
const TO_INTERPRETER = ['GIVEN_NAME', 'PHONE', 'LANGUAGE', 'POSTAL_AREA'].map((name) => `SHARED_ITEM_${name}`);
const items = () => (purpose === 'CONSENT_PURPOSE_INTERPRETER' ? TO_INTERPRETER : ITEMS);
const GIVERS = ['SELF', 'PARENT', 'TUTOR', 'REPRESENTATIVE'].map((name) => `CONSENT_GIVER_${name}`);
/** Who is called when it is asked for again: not her, so that her file does not name them. */
const isAnother = () => giver !== '' && giver !== 'CONSENT_GIVER_SELF';
const MODES = ['VERBAL', 'WRITTEN'].map((name) => `CONSENT_MODE_${name}`);

let shown = false;
let purpose = '', to = '', giver = '', giverName = '', mode = '';
/** Nothing is chosen for her: what is told is what she said. @type {Set<string>} */
let covers = new Set();
/** @type {Record<string, string>} */
let faults = {};
/** @type {Organization[] | null} */
let organizations = null;
/** @type {Text | undefined} */
let text;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;
const recording = new Command('agree');

export const open = () => shown;

function blank() {
  purpose = to = giver = giverName = mode = '';
  covers = new Set();
  faults = {};
}

/** Of another family nothing stays. */
export function forget() {
  shown = false;
  recording.forget();
  blank();
}

export function enter() {
  if (recording.sending) return;
  shown = false;
  recording.changed();
  blank();
}

/** All of the directory, page by page. */
async function read() {
  error = null;
  try {
    const all = /** @type {Organization[]} */ ([]);
    for (let after = ''; ;) {
      const page = await ask('/sippe.directory.Directory/ListOrganizations', { limit: 200, ...(after && { after }) });
      all.push(...(page.organizations ?? []));
      after = page.next ?? '';
      if (!after) break;
    }
    text = (await ask(INTAKE + 'GetTerritory')).territory?.consentTexts?.at(-1);
    organizations = all.filter((o) => !o.retired).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'fr'));
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

function begin() {
  shown = true;
  recording.changed();
  draw();
  if (!organizations) read();
}

function check() {
  faults = {};
  if (!purpose) faults.purpose = t('agree.purposeMissing');
  if (!to) faults.to = t('agree.toMissing');
  if (!items().some((i) => covers.has(i))) faults.covers = t('agree.coversMissing');
  if (!giver) faults.giver = t('agree.giverMissing');
  if (isAnother() && !giverName.trim()) faults.giverName = t('agree.giverNameMissing');
  if (!mode) faults.mode = t('agree.modeMissing');
  return Object.keys(faults)[0];
}

/** @param {Family} family */
function record(family) {
  const consent = { purpose, organizationId: to, covers: items().filter((i) => covers.has(i)), givenBy: giver, givenByName: isAnother() ? giverName.trim() : '', mode,
    givenAt: { ms: String(Math.floor(now())) }, textVersion: text?.version };
  return recording.send(INTAKE + 'RecordConsent', { familyId: family.id, consent }, {
    clear: () => {
      blank();
      shown = false;
    },
    done: async () => {
      await family.read();
      return t('agree.kept');
    },
  });
}

/** @param {Event} event @param {Family} family */
function submit(event, family) {
  event.preventDefault();
  const wrong = check();
  draw();
  if (wrong) focus(`agree-${wrong}`);
  else record(family);
}

/** @param {(value: string) => void} set */
const noted = (set) => (/** @type {string} */ value) => { set(value); recording.changed(); draw(); };
/** @param {string} type @param {string[]} values @returns {[string, string][]} */
const options = (type, values) => values.map((v) => [v, Mot(type, v)]);

/** @param {Organization[]} all */
const recipient = (all) => html`
  <div class="field"><label for="agree-to">${t('agreements.to')}</label>
    ${faults.to ? html`<p class="field-fault" id="agree-to-fault">${faults.to}</p>` : nothing}
    <select class="in" id="agree-to" autocomplete="off" aria-describedby=${faults.to ? 'agree-to-fault' : nothing}
      @change=${(/** @type {Event} */ e) => noted((v) => { to = v; })(/** @type {HTMLSelectElement} */ (e.target).value)}>
      <option value="" ?selected=${!to}>${t('agree.choose')}</option>
      ${all.map((o) => html`<option value=${o.organizationId ?? ''} ?selected=${o.organizationId === to}>${o.name}</option>`)}
    </select></div>`;

/** @param {Family} family @param {Organization[]} all */
const form = (family, all) => html`
  <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => submit(e, family)}>
    ${recording.error ? refused(t('agree.notKept'), recording.error) : nothing}
    ${text ? html`<blockquote>${said(text.fr, text.en)}</blockquote>` : nothing}
    ${choice('agree-purpose', t('agreements.purpose'), options('sippe.intake.ConsentPurpose', PURPOSES), purpose, noted((v) => { purpose = v; }),
    { fault: faults.purpose })}
    ${recipient(all)}
    ${several('agree-covers', t('agreements.covers'), options('sippe.intake.SharedItem', items()), covers, () => { recording.changed(); draw(); },
    { fault: faults.covers })}
    <div class="beside">
      ${choice('agree-giver', t('agree.giver'), options('sippe.intake.ConsentGiver', GIVERS), giver, noted((v) => { giver = v; }), { fault: faults.giver })}
      ${choice('agree-mode', t('agree.mode'), options('sippe.intake.ConsentMode', MODES), mode, noted((v) => { mode = v; }), { fault: faults.mode })}
    </div>
    ${isAnother() ? field('agree-giverName', t('agree.giverName'), giverName, noted((v) => { giverName = v; }), { fault: faults.giverName }) : nothing}
    <p class="acts"><button class="button first" type="submit">${t(recording.sending ? 'famille.sending' : 'agree.record')}</button>
      <button class="button second" type="button" @click=${() => { shown = false; draw(); }}>${t('agreements.leave')}</button></p>
  </form>`;

/** @param {Family} family */
export function view(family) {
  if (recording.waits) return waitsHere(recording);
  const done = recording.done ? band('ok', recording.done, '', true) : nothing;
  if (!shown) return html`${done}<p class="acts"><button class="button second" type="button" @click=${begin}>${t('agree.begin')}</button></p>`;
  if (error) return refused(t('agree.unread'), error, read);
  return organizations ? form(family, organizations) : waiting(4, read);
}
