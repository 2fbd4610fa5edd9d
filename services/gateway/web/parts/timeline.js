// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hour, longDay } from '../lib/dates.js';

/** @typedef {{ at: number, what: unknown, by?: string, more?: unknown }} Entry newest first */

/** Entries of one day stand under it. @param {Entry[]} entries */
function days(entries) {
  /** @type {{ day: string, entries: Entry[] }[]} */
  const all = [];
  for (const entry of entries) {
    const day = longDay(entry.at);
    if (all.at(-1)?.day !== day) all.push({ day, entries: [] });
    all.at(-1)?.entries.push(entry);
  }
  return all;
}

/** @param {Entry} e */
const line = (e) => html`
  <li><span class="line-at">${hour(e.at)}</span>
    <div><p>${e.what}${e.by ? html` <span class="hint">${e.by}</span>` : nothing}</p>${e.more ?? nothing}</div></li>`;

/** What happened, by day. @param {Entry[]} entries */
export const timeline = (entries) => html`
  <div class="timeline">${days(entries).map(({ day, entries: of }) => html`<h3>${day}</h3><ol>${of.map(line)}</ol>`)}</div>`;
