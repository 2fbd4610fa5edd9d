// @ts-check
// Two wrote in the same place: both texts, and who reads them says which one stands. Neither is lost before she has.
import { html } from '../../vendor/lit-html/lit-html.js';
import { moment } from '../../lib/dates.js';
import { now } from '../../lib/session.js';
import { say } from '../../lib/words.js';
import { icon } from '../band.js';
import { words } from '../../words/family/notes.js';

const t = say(words);

/** @typedef {{ mine: string, theirs: string, by: string, at: number, keep: () => void, take: () => void }} Conflict */

/** @param {Conflict} c */
export const conflict = (c) => html`
  <div class="band wait" role="alert" tabindex="-1" id="conflict">
    ${icon('alert')}
    <div>
      <p><b>${t('conflict.title', { who: c.by, when: moment(c.at, now()) })}</b> ${t('conflict.lead')}</p>
      <dl class="both"><div><dt>${t('conflict.mine')}</dt><dd>${c.mine}</dd></div><div><dt>${t('conflict.theirs')}</dt><dd>${c.theirs}</dd></div></dl>
      <p class="acts"><button class="button first" type="button" @click=${c.keep}>${t('conflict.keep')}</button>
        <button class="button second" type="button" @click=${c.take}>${t('conflict.take')}</button></p>
    </div>
  </div>`;
