// @ts-check
// One command of a form. It has one id from the press to its answer, and another one only when what it says was changed.
import { Act } from './api.js';
import { draw } from './draw.js';
import { errorOf } from './status.js';

export class Command {
  /** @type {import('./status.js').ApiError | null} */
  error = null;
  sending = false;
  done = '';
  /** @type {Act | null} */
  #act = null;

  /** What it says is another thing now. */
  changed() {
    this.#act = null;
    this.error = null;
    this.done = '';
  }

  /** Somebody else wrote in the same place since it was read. */
  get stale() {
    return this.error?.code === 'aborted' && this.error.word === 'VERSION_STALE';
  }

  /**
   * False: it was refused or not answered, and `error` says how.
   * @param {string} procedure @param {object} body @param {(answer: any) => Promise<string> | string} then what follows; its sentence stays
   */
  async send(procedure, body, then) {
    if (this.sending) return false;
    this.#act ??= new Act(procedure, body);
    this.sending = true;
    this.error = null;
    this.done = '';
    draw();
    try {
      const answer = await this.#act.send();
      this.#act = null;
      this.done = await then(answer);
    } catch (fault) {
      this.error = errorOf(fault);
      if (!this.error.unanswered) this.#act = null;
    }
    this.sending = false;
    draw();
    return !this.error;
  }
}
