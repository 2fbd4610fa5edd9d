// @ts-check
// One command of a form: kept at this station and sent (envois.js), then answered, now or when SIPPE is back. While it is on its way the
// form sends nothing more; where nothing is answered she may go on to another one, and the form is hers again.
import { awaiting, draw, focus } from './draw.js';
import { drop, kept, known, put } from './envois.js';
import { errorOf } from './status.js';

/**
 * @typedef {object} After
 * @property {() => void} [clear]  what was written is kept elsewhere now: the form begins anew
 * @property {(reply: any) => Promise<string> | string} done  it was answered; its sentence stays
 */

export class Command {
  /** @type {import('./status.js').ApiError | null} */
  error = null;
  sending = false;
  done = '';
  #clear = () => {};
  /** Which one the form is about: of one that was left the list of what is kept tells, not the form. */
  #turn = 0;
  /** Another one: what is answered for the one before is not this page's any more. */
  #of = {};

  /** @param {string} key of its place on the page */
  constructor(key) {
    this.key = key;
  }

  /** What it says is another thing now. */
  changed() {
    this.error = null;
    this.done = '';
  }

  /** Somebody else wrote in the same place since it was read. */
  get stale() {
    return this.error?.code === 'aborted' && this.error.word === 'VERSION_STALE';
  }

  /** It is kept here, and nothing is answered. */
  get waits() {
    return this.sending && kept().stalled;
  }

  /** She goes on to another one while this one waits. */
  next() {
    this.#turn += 1;
    this.sending = false;
    this.#clear();
    this.#clear = () => {};
    this.changed();
    draw();
  }

  /** Of another family nothing stays. */
  forget() {
    this.#of = {};
    this.#clear = () => {};
    this.next();
  }

  /**
   * False: it was refused, and `error` says how; or she went on before it was answered.
   * @param {string} procedure @param {object} body @param {After} after
   */
  async send(procedure, body, { clear = () => {}, done }) {
    if (this.sending) return false;
    this.changed();
    this.sending = true;
    this.#clear = clear;
    draw();
    const [turn, of] = [++this.#turn, this.#of];
    const mine = () => turn === this.#turn;
    let id = '';
    try {
      const sent = await put({ procedure, body });
      id = sent.id;
      known(sent.answer).then(() => mine() && this.waits && focus(`waits-${this.key}`));
      const reply = await sent.answer;
      if (of !== this.#of) return false;
      if (mine()) clear();
      const sentence = await done(reply);
      if (mine()) this.done = sentence;
    } catch (fault) {
      if (!mine()) return false; // it stays listed, with what was said of it
      this.error = errorOf(fault);
      draw();
      if (id) await awaiting(drop(id)); // this page says it
    }
    if (!mine()) return false;
    this.sending = false;
    draw();
    return !this.error;
  }
}
