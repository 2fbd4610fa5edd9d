// @ts-check
// One thing of her file that is changed in its place: a form, its command, and what somebody else changed of it meanwhile. What she typed
// stays until it is done or she leaves it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { Command } from '../../lib/command.js';
import { draw, focus } from '../../lib/draw.js';
import { say } from '../../lib/words.js';
import { band, icon, refused } from '../band.js';
import { waitsHere } from '../panel.js';
import { words } from '../../words/famille.js';

const t = say(words);

/**
 * @typedef {object} Form
 * @property {string} at  at what it is opened: an id, or "new"
 * @property {string} procedure
 * @property {() => object} body
 * @property {() => Record<string, string>} check  what is wrong with a field, by its name
 * @property {(faults: Record<string, string>) => unknown} fields  with ids `KEY-name`
 * @property {string} verb  on its button
 * @property {string} undone  said where it was refused
 * @property {unknown} [lead]
 * @property {string} [first]  the field that has the focus when it is opened
 * @property {() => Promise<unknown>} meet  reads it anew and says what somebody else changed of it
 * @property {(reply: any) => Promise<string>} done  reads what there is now; the sentence that stays
 * @property {(error: import('../../lib/status.js').ApiError) => void} [refused]  what it asks more, after this
 */

export class Change {
  /** @type {Form | null} */
  form = null;
  /** @type {Record<string, string>} */
  faults = {};
  /** What somebody else changed since it was opened. @type {unknown} */
  theirs = null;

  /** @param {string} key of its place on the page */
  constructor(key) {
    this.key = key;
    this.command = new Command(key);
  }

  /** @param {Form} form */
  open(form) {
    if (this.command.sending) this.command.next();
    this.leave();
    this.form = form;
    if (form.first) focus(`${this.key}-${form.first}`);
  }

  leave() {
    this.form = null;
    this.faults = {};
    this.theirs = null;
    this.command.changed();
    draw();
  }

  /** Of another family nothing stays. */
  forget() {
    this.command.forget();
    this.leave();
  }

  /** Something was typed: what was wrong and is right now is told no more; nothing new is before she sends. */
  typed() {
    const wrong = this.form?.check() ?? {};
    this.faults = Object.fromEntries(Object.entries(this.faults).filter(([key]) => key in wrong));
    this.command.changed();
    draw();
  }

  /** @param {Form} form */
  async #send(form) {
    this.theirs = null;
    const sent = await this.command.send(form.procedure, form.body(), {
      clear: () => { this.form = null; },
      done: form.done,
    });
    const error = this.command.error;
    if (sent || !error || this.form !== form) return;
    form.refused?.(error);
    if (this.command.stale) this.theirs = await form.meet().catch(() => null);
    draw();
    if (this.theirs) focus(`${this.key}-met`);
  }

  /** @param {Event} event @param {Form} form */
  #submit(event, form) {
    event.preventDefault();
    this.faults = form.check();
    const [wrong] = Object.keys(this.faults);
    draw();
    if (wrong) focus(`${this.key}-${wrong}`);
    else this.#send(form);
  }

  /** Hers goes over it when she presses again. */
  #met() {
    return html`
      <div class="band wait" role="alert" tabindex="-1" id="${this.key}-met">${icon('alert')}
        <div>${this.theirs}<p>${t('change.again')}</p></div></div>`;
  }

  view() {
    const { form, command } = this;
    if (!form) return nothing;
    if (command.waits) return waitsHere(command);
    return html`
      <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => this.#submit(e, form)}>
        ${this.theirs ? this.#met() : command.error ? refused(form.undone, command.error) : nothing}
        ${form.lead ? html`<p>${form.lead}</p>` : nothing}
        ${form.fields(this.faults)}
        <p class="acts"><button class="button first" type="submit">${command.sending ? t('famille.sending') : form.verb}</button>
          <button class="button second" type="button" @click=${() => this.leave()}>${t('change.leave')}</button></p>
      </form>`;
  }

  /** What was done last, in its place. */
  outcome() {
    return this.command.done ? band('ok', this.command.done, '', true) : nothing;
  }

  /** @param {string} at @param {() => unknown} [otherwise] */
  viewAt(at, otherwise = () => nothing) {
    return this.form?.at === at ? this.view() : otherwise();
  }
}

/** What changed, old → new. @param {{ name?: string, before: string, after: string }[]} rows */
export const changed = (rows) => html`<ul class="changes">${rows.map(({ name, before, after }) => html`
  <li>${name ? html`<span class="hint">${name}</span> ` : nothing}${before ? html`<del>${before}</del>` : '–'} → ${
    after ? html`<ins>${after}</ins>` : '–'}</li>`)}</ul>`;
