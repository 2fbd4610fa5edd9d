// @ts-check
// Notes of one kind: written, corrected, withdrawn. A note is never changed: what it said stays readable below what it says now. Those of
// her file and those that are kept apart have methods of their own, and are read, written and shown alike.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { moment } from '../../lib/dates.js';
import { now } from '../../lib/session.js';
import { band, refused } from '../band.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { errorOf } from '../../lib/status.js';
import { say } from '../../lib/words.js';
import { field } from '../fields.js';
import { conflict } from './conflict.js';
import { rest, waiting, waitsHere } from '../panel.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/notes.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/notes_pb').NoteJson} Note */
/** @typedef {import('../../proto/intake/notes_pb').NoteSaidJson} Said */
/** @typedef {{ note: Note, strike: boolean, text: string, reason: string, missing: string, now: Note | null }} Editing `now`: as somebody else left it */

export class Notebook {
  /** @type {Note[] | null} */
  notes = null;
  next = '';
  /** @type {import('../../lib/status.js').ApiError | null} */
  error = null;
  text = '';
  toldBy = '';
  missing = false;
  /** @type {Editing | null} */
  editing = null;

  /**
   * @param {string} key of its fields @param {{ list: string, record: string, correct: string, withdraw: string }} methods
   * @param {() => Promise<void> | void} changed a note was added or withdrawn
   */
  constructor(key, methods, changed) {
    this.key = key;
    this.methods = methods;
    this.changed = changed;
    this.writing = new Command(key);
    this.changing = new Command(`${key}-fix`);
  }

  /** @param {Family} family */
  async read(family) {
    this.notes = null;
    this.next = '';
    await this.more(family);
  }

  /** @param {Family} family */
  async more(family) {
    this.error = null;
    try {
      const answer = await ask(INTAKE + this.methods.list, { familyId: family.id, ...(this.next && { after: this.next }) });
      this.notes = [...(this.notes ?? []), ...(answer.notes ?? [])];
      this.next = answer.next ?? '';
    } catch (fault) {
      this.error = errorOf(fault);
    }
    draw();
  }

  get conflicting() {
    return Boolean(this.editing?.now);
  }

  /* ---- one more ---- */

  /** @param {Family} family */
  #record(family) {
    const body = { familyId: family.id, words: { text: this.text, toldBy: this.toldBy } };
    return this.writing.send(INTAKE + this.methods.record, body, {
      clear: () => {
        this.text = '';
        this.toldBy = '';
      },
      done: async () => {
        await this.changed();
        if (this.notes) await this.read(family);
        return t('notes.kept');
      },
    });
  }

  /** @param {Event} event @param {Family} family */
  #write(event, family) {
    event.preventDefault();
    this.missing = this.text.trim() === '';
    draw();
    if (this.missing) focus(`${this.key}-text`);
    else this.#record(family);
  }

  /** @param {Family} family @param {string} label @param {string} hint */
  form(family, label, hint) {
    if (this.writing.waits) return waitsHere(this.writing);
    const set = (/** @type {'text' | 'toldBy'} */ of) => (/** @type {string} */ value) => { this[of] = value; this.writing.changed(); };
    return html`
      <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => this.#write(e, family)}>
        ${this.writing.error ? refused(t('notes.notKept'), this.writing.error) : nothing}
        ${this.writing.done ? band('ok', this.writing.done, '', true) : nothing}
        ${field(`${this.key}-text`, label, this.text, set('text'), { rows: 3, hint, fault: this.missing ? t('notes.textMissing') : '' })}
        ${field(`${this.key}-by`, t('notes.toldBy'), this.toldBy, set('toldBy'))}
        <p class="acts"><button class="button first" type="submit">${t(this.writing.sending ? 'famille.sending' : 'notes.record')}</button></p>
      </form>`;
  }

  /* ---- other words in its place, or none ---- */

  /** @param {Note} note @param {boolean} strike */
  #open(note, strike) {
    if (this.changing.sending) this.changing.next();
    this.editing = { note, strike, text: note.said?.words?.text ?? '', reason: '', missing: '', now: null };
    this.changing.changed();
    draw();
    focus(strike ? `${this.key}-reason` : `${this.key}-again`);
  }

  #close() {
    this.editing = null;
    this.changing.changed();
    draw();
  }

  /** What she wrote stays until she has said which one stands. @param {Family} family @param {Editing} e */
  async #meet(family, e) {
    await this.read(family);
    e.now = this.notes?.find((n) => n.noteId === e.note.noteId) ?? null;
    draw();
    if (e.now) focus('conflict');
  }

  /** @param {Family} family @param {Editing} e */
  async #change(family, e) {
    const body = { familyId: family.id, noteId: e.note.noteId, version: e.note.version, reason: e.reason };
    const words = { ...e.note.said?.words, text: e.text };
    const apart = this.methods.withdraw === this.methods.correct;
    const done = await this.changing.send(INTAKE + (e.strike ? this.methods.withdraw : this.methods.correct),
      e.strike ? { ...body, ...(apart && { withdraw: true }) } : { ...body, words }, {
        clear: () => { this.editing = null; },
        done: async () => {
          await this.changed();
          await this.read(family);
          return t(e.strike ? 'notes.struck' : 'notes.corrected');
        },
      });
    if (!done && this.changing.stale) await this.#meet(family, e);
  }

  /** @param {Event} event @param {Family} family @param {Editing} e */
  #send(event, family, e) {
    event.preventDefault();
    e.missing = !e.strike && !e.text.trim() ? 'text' : e.reason.trim() ? '' : 'reason';
    draw();
    if (e.missing) focus(`${this.key}-${e.missing === 'text' ? 'again' : 'reason'}`);
    else this.#change(family, e);
  }

  /** Hers in place of what somebody else wrote meanwhile: that stays readable below. @param {Family} family @param {Editing} e */
  #keep(family, e) {
    e.note = e.now ?? e.note;
    e.now = null;
    this.changing.changed();
    this.#change(family, e);
  }

  /** @param {Family} family @param {Editing} e */
  #correction(family, e) {
    if (this.changing.waits) return waitsHere(this.changing);
    if (e.now) {
      const said = e.now.said;
      return conflict({ mine: e.strike ? t('notes.strike') : e.text, theirs: e.now.withdrawn ? t('notes.withdrawn') : said?.words?.text ?? '',
        by: said?.by ?? '', at: Number(said?.at?.ms ?? 0), keep: () => this.#keep(family, e), take: () => this.#close() });
    }
    const set = (/** @type {'text' | 'reason'} */ of) => (/** @type {string} */ value) => { e[of] = value; this.changing.changed(); };
    return html`
      <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ event) => this.#send(event, family, e)}>
        ${this.changing.error && !this.changing.stale ? refused(t('notes.notChanged'), this.changing.error) : nothing}
        ${e.strike ? html`<p>${t('notes.strikeLead')}</p>`
          : field(`${this.key}-again`, t('notes.again'), e.text, set('text'), { rows: 3, fault: e.missing === 'text' ? t('notes.textMissing') : '' })}
        ${field(`${this.key}-reason`, t('notes.reason'), e.reason, set('reason'), { fault: e.missing === 'reason' ? t('notes.reasonMissing') : '' })}
        <p class="acts"><button class="button first" type="submit">${t(e.strike ? 'notes.strike' : 'notes.correct')}</button>
          <button class="button second" type="button" @click=${() => this.#close()}>${t('notes.leave')}</button></p>
      </form>`;
  }

  /* ---- shown ---- */

  /** Old → new, the newest change first. @param {Note} n */
  #before(n) {
    const all = /** @type {Said[]} */ ([n.said, ...(n.before ?? [])]);
    if (all.length < 2) return nothing;
    return html`<ul class="changes">${all.slice(0, -1).map((said, i) => html`<li>
      <span class="hint">${t('notes.change', { when: moment(Number(said.at?.ms), now()), who: said.by ?? '', reason: said.reason ?? '' })}</span>
      <del>${all[i + 1].words?.text}</del> → ${said.words ? html`<ins>${said.words.text}</ins>` : t('notes.withdrawn')}</li>`)}</ul>`;
  }

  /** @param {Family} family @param {Note} n */
  #note(family, n) {
    const said = n.said, open = this.editing?.note.noteId === n.noteId;
    const of = html`<span class="hidden"> ${t('notes.of', { when: moment(Number(said?.at?.ms), now()) })}</span>`;
    return html`<li class="note">
      <p class="hint">${moment(Number(said?.at?.ms), now())} · ${said?.by}
        ${said?.words?.toldBy ? `· ${t('notes.accordingTo', { who: said.words.toldBy })}` : ''}
        ${n.withdrawn ? html`<span class="chip">${t('notes.withdrawn')}</span>` : nothing}</p>
      ${said?.words ? html`<p class="words">${said.words.text}</p>` : nothing}
      ${this.#before(n)}
      ${open && this.editing ? this.#correction(family, this.editing) : n.withdrawn ? nothing : html`<p class="acts">
        <button class="link" type="button" @click=${() => this.#open(n, false)}>${t('notes.correct')}${of}</button>
        <button class="link" type="button" @click=${() => this.#open(n, true)}>${t('notes.strike')}${of}</button></p>`}
    </li>`;
  }

  /** @param {Family} family @param {string} none */
  list(family, none) {
    if (this.error) return refused(t('notes.unread'), this.error, () => this.more(family));
    if (!this.notes) return waiting(3, () => this.read(family));
    return html`${this.changing.done ? band('ok', this.changing.done, '', true) : nothing}
      ${this.notes.length ? html`<ul class="notes">${this.notes.map((n) => this.#note(family, n))}</ul>` : html`<p class="hint">${none}</p>`}
      ${this.next ? rest(() => this.more(family)) : nothing}`;
  }
}
