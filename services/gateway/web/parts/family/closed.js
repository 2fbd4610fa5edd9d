// @ts-check
// A file that is not hers, or that there is not: one page for both, since whether a family is known here is itself private. Where the
// territory lets somebody open a file that she does not follow, she does it here, with a reason.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { Command } from '../../lib/command.js';
import { INTAKE } from '../../lib/family.js';
import { mot, say } from '../../lib/words.js';
import { allows } from '../../lib/session.js';
import { draw, focus } from '../../lib/draw.js';
import { band, refused } from '../band.js';
import { field } from '../fields.js';
import { panel, waitsHere } from '../panel.js';
import { words } from '../../words/family/closed.js';

const t = say(words);

/** @typedef {import('../../lib/family.js').Family} Family */

let reason = '';
let missing = false;
const opening = new Command('open');

export function forget() {
  reason = '';
  missing = false;
  opening.forget();
}

/** @param {Family} family @param {() => void} opened */
const open = (family, opened) => opening.send(INTAKE + 'OpenFile', { familyId: family.id, reason }, {
  clear: () => { reason = ''; },
  done: () => {
    opened();
    return '';
  },
});

/** @param {Event} event @param {Family} family @param {() => void} opened */
function submit(event, family, opened) {
  event.preventDefault();
  missing = reason.trim() === '';
  draw();
  if (missing) focus('open-reason');
  else open(family, opened);
}

/** @param {Family} family @param {() => void} opened */
const form = (family, opened) => (opening.waits ? waitsHere(opening) : html`
  <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => submit(e, family, opened)}>
    ${opening.error ? refused(t('closed.notOpened'), opening.error) : nothing}
    ${field('open-reason', t('closed.reason'), reason, (value) => { reason = value; opening.changed(); },
    { rows: 2, hint: t('closed.reasonHint'), fault: missing ? t('closed.reasonMissing') : '' })}
    <p class="acts"><button class="button second" type="submit">${t('closed.open')}</button></p>
  </form>`);

/** @param {Family} family */
const may = (family) => Boolean(family.id) && allows(['intake.OpenFile']);

/** @param {Family} family @param {() => void} opened */
export const closed = (family, opened) => html`
  <section class="panel door">
    <h1 tabindex="-1">${t('closed.title')}</h1>
    <p class="lead">${t('closed.lead')}</p>
    <p>${t('closed.ask')}</p>
    ${may(family) ? html`<h2>${t('closed.must')}</h2>${form(family, opened)}` : nothing}
    ${allows(['intake.FindFamily']) ? html`<p><a class="button second" href="/familles">${t('closed.search')}</a></p>` : nothing}
  </section>`;

/** Who she is may be seen, and the rest is for those who follow her. @param {Family} family @param {() => void} opened */
export const kept = (family, opened) => html`
  ${band('wait', t('closed.kept'), t('closed.keptMore', { classes: (family.file?.withheld ?? []).map((s) => mot('sippe.node.Shows', s)).join(', ') }))}
  ${may(family) ? panel(t('closed.must'), form(family, opened)) : nothing}`;
