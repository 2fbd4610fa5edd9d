// @ts-check
// Fields of a form. Nothing of what is typed is remembered by the browser, sent to a spell checker or moved by what a poll brings.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { civil } from '../lib/dates.js';
import { draw } from '../lib/draw.js';

/** @typedef {{ hint?: string, fault?: string, rows?: number, optional?: string }} More `fault`: what is wrong with it */

/** @param {string} id @param {More} more */
const described = (id, { hint, fault }) => [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || nothing;

/** What is drawn is what stands there, so that a field that is emptied is emptied there too. @param {(value: string) => void} set */
const heard = (set) => (/** @type {Event} */ event) => {
  set(/** @type {HTMLInputElement} */ (event.target).value);
  draw();
};

/** @param {string} id @param {string} label @param {string} value @param {(value: string) => void} set @param {More} [more] */
export const field = (id, label, value, set, more = {}) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    ${more.hint ? html`<p class="hint" id="${id}-hint">${more.hint}</p>` : nothing}
    ${more.fault ? html`<p class="field-fault" id="${id}-fault">${more.fault}</p>` : nothing}
    ${more.rows ? html`<textarea class="in" id=${id} rows=${more.rows} autocomplete="off" spellcheck="false" aria-describedby=${described(id, more)}
      aria-invalid=${more.fault ? 'true' : nothing} .value=${value} @input=${heard(set)}></textarea>`
    : html`<input class="in" id=${id} type="text" autocomplete="off" spellcheck="false" aria-describedby=${described(id, more)}
      aria-invalid=${more.fault ? 'true' : nothing} .value=${value} @input=${heard(set)}>`}
  </div>`;

/**
 * One of a few, each seen.
 * @param {string} id @param {string} legend @param {[string, string][]} options value and words
 * @param {string} value @param {(value: string) => void} set @param {More} [more]
 */
export const choice = (id, legend, options, value, set, more = {}) => html`
  <fieldset class="field" id=${id} tabindex="-1" aria-describedby=${described(id, more)}>
    <legend>${legend}</legend>
    ${more.fault ? html`<p class="field-fault" id="${id}-fault">${more.fault}</p>` : nothing}
    <div class="choices">${options.map(([of, label]) => html`
      <label class="choice"><input type="radio" name=${id} value=${of} autocomplete="off" spellcheck="false"
      .checked=${of === value} @change=${() => { set(of); draw(); }}>${label}</label>`)}</div>
  </fieldset>`;

/**
 * Any of a few.
 * @param {string} id @param {string} legend @param {[string, string][]} options
 * @param {Set<string>} chosen @param {() => void} changed @param {More} [more]
 */
export const several = (id, legend, options, chosen, changed, more = {}) => html`
  <fieldset class="field" id=${id} tabindex="-1" aria-describedby=${described(id, more)}>
    <legend>${legend}</legend>
    ${more.fault ? html`<p class="field-fault" id="${id}-fault">${more.fault}</p>` : nothing}
    <div class="choices">${options.map(([of, label]) => html`
      <label class="choice"><input type="checkbox" value=${of} autocomplete="off" spellcheck="false"
      .checked=${chosen.has(of)} @change=${() => { if (!chosen.delete(of)) chosen.add(of); changed(); draw(); }}>${label}</label>`)}</div>
  </fieldset>`;

/** A day as it is said, with what was read of it below, so that she sees that it was understood.
 * @param {string} id @param {string} label @param {string} value @param {(value: string) => void} set
 * @param {More & { read: (text: string) => import('../lib/days.js').Civil | null }} more */
export const dayField = (id, label, value, set, more) => {
  const read = value ? more.read(value) : null;
  return field(id, label, value, set, { ...more, hint: read ? civil(read) : more.hint });
};

/**
 * One of many, or of a few where there is no room.
 * @param {string} id @param {string} label @param {[string, string][]} options value and words; the first stands while nothing is chosen
 * @param {string} value @param {(value: string) => void} set @param {More} [more]
 */
export const select = (id, label, options, value, set, more = {}) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    ${more.hint ? html`<p class="hint" id="${id}-hint">${more.hint}</p>` : nothing}
    ${more.fault ? html`<p class="field-fault" id="${id}-fault">${more.fault}</p>` : nothing}
    <select class="in" id=${id} autocomplete="off" aria-describedby=${described(id, more)} aria-invalid=${more.fault ? 'true' : nothing}
      @change=${heard(set)}>${options.map(([of, words]) => html`<option value=${of} .selected=${of === value}>${words}</option>`)}</select>
  </div>`;

/** @param {string} id @param {string} label @param {boolean} value @param {(value: boolean) => void} set */
export const tick = (id, label, value, set) => html`
  <p class="choices"><label class="choice"><input type="checkbox" id=${id} autocomplete="off" spellcheck="false"
    .checked=${value} @change=${() => { set(!value); draw(); }}>${label}</label></p>`;
