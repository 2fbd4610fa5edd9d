// @ts-check
// The session is over while a page was open. The page stays, hidden, with what was typed in it: the same person goes on where she was;
// for anybody else it is gone.
import { html } from '../vendor/lit-html/lit-html.js';
import { leave } from '../lib/session.js';
import { t } from '../lib/words.js';
import { codeForm } from './code.js';
import { icon } from './icon.js';

export const overlay = () => html`
  <main class="page narrow" data-page="overlay" data-state="over" id="over">
    <section class="panel door">
      <h1 tabindex="-1">${t('over.title')}</h1>
      <p class="lead">${t('over.lead')}</p>
      ${codeForm()}
      <p class="quiet">${icon('lock')}<span>${t('over.other')}
        <button class="link" type="button" @click=${() => leave('/connexion')}>${t('over.leave')}</button></span></p>
    </section>
  </main>`;
