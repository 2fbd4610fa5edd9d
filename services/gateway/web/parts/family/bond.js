// @ts-check
// Who keeps the bond with her, and that whoever was confirmed last was so in error: another family was meant, or another worker.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { allows } from '../../lib/session.js';
import { field } from '../fields.js';
import { facts, panel } from '../panel.js';
import { changed } from './change.js';
import { t, workerName } from './encounter_form.js';

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('./change.js').Change} Change */

/** @param {Family} family */
const nameOf = (family) => (family.visits?.keyWorker ? workerName(family, family.visits.keyWorker) : '');

/** @param {Family} family @param {() => void} typing @returns {import('./change.js').Form} */
function strikeForm(family, typing) {
  let seen = family.visits, reason = '';
  return {
    at: 'bond', first: 'reason', procedure: '/sippe.scheduling.Scheduling/StrikeKeyWorker', verb: t('bond.strikeNow'), undone: t('bond.notDone'),
    lead: t('bond.lead', { who: nameOf(family) }), body: () => ({ enrolmentId: seen?.enrolmentId, version: seen?.enrolmentVersion, reason }),
    check: () => (reason.trim() ? /** @type {Record<string, string>} */ ({}) : { reason: t('change.reasonMissing') }),
    fields: (faults) => field('met-reason', t('change.reason'), reason, (value) => { reason = value; typing(); }, { rows: 2, fault: faults.reason }),
    meet: async () => {
      const before = nameOf(family);
      await family.read();
      seen = family.visits;
      return html`<p><b>${t('bond.theyChanged')}</b></p>${changed([{ before, after: nameOf(family) }])}`;
    },
    done: async (reply) => {
      await family.read();
      return [t(reply.keyWorker ? 'bond.before' : 'bond.nobody', { who: reply.keyWorker ? workerName(family, reply.keyWorker) : '' }),
        reply.visitsToSettle ? t('bond.toSettle', { n: reply.visitsToSettle }) : ''].filter(Boolean).join(' ');
    },
  };
}

/** @param {Family} family @param {Change} change */
export function bond(family, change) {
  const who = nameOf(family);
  if (!who) return nothing;
  const strike = allows(['scheduling.StrikeKeyWorker']) && change.form?.at !== 'bond' ? html`
    <button class="link" type="button" @click=${() => change.open(strikeForm(family, () => change.typed()))}>${t('bond.strike')}</button>` : nothing;
  return panel(t('bond.title'), html`${facts([[t('bond.keyWorker'), who]])}${change.viewAt('bond')}`, strike);
}
