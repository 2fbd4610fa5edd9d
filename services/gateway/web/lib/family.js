// @ts-check
// The family whose file is open: read from intake, her visits from scheduling, where she who asks may. What is not hers and what is not
// there are one answer.
import { ask, bytesOf } from './api.js';
import { draw } from './draw.js';
import { allows } from './session.js';
import { errorOf } from './status.js';

/** @typedef {import('../proto/intake/family_pb').GetFamilyReplyJson} File */
/** @typedef {import('../proto/scheduling_pb').FamilyVisitsReplyJson} Visits */
/** @typedef {import('../proto/scheduling_pb').WorkerSummaryJson} Worker */
/** @typedef {import('./status.js').ApiError} ApiError */

export const INTAKE = '/sippe.intake.Intake/';
const SCHEDULING = '/sippe.scheduling.Scheduling/';
const HIDDEN = ['not_found', 'permission_denied', 'invalid_argument'];

/** Whoever is responsible for personal information sees who looked at her. */
export const mayLook = () => allows(['node.ListAccess', 'intake.IdentifyFamily']);

/** The call that was recorded last. @param {File} f */
export const latestCall = (f) => [...(f.screenings ?? [])].sort((a, b) => Number(b.submittedAt?.ms ?? 0) - Number(a.submittedAt?.ms ?? 0))[0];

export class Family {
  /** @type {File | null} */
  file = null;
  /** @type {ApiError | null} */
  error = null;
  /** @type {Visits | null} */
  visits = null;
  /** @type {ApiError | null} */
  visitsError = null;
  /** @type {Worker[]} */
  workers = [];

  /** @param {string} hex */
  constructor(hex) {
    this.hex = hex;
    this.id = bytesOf(hex);
  }

  /** Whether there is nothing to be shown of her: the same of what there is not and of what is not for who asks. */
  get hidden() {
    return !this.id || HIDDEN.includes(this.error?.code ?? '');
  }

  /** A part of her file is kept from who asks, because she does not follow her. */
  get partly() {
    return (this.file?.withheld ?? []).length > 0;
  }

  async read() {
    this.error = null;
    if (!this.id) return draw();
    try {
      this.file = await ask(INTAKE + 'GetFamily', { familyId: this.id });
    } catch (fault) {
      this.file = null;
      this.error = errorOf(fault);
    }
    draw();
    if (this.file && !this.file.mergedInto && !this.partly) await this.#readVisits();
  }

  /** Her file is shown without them. */
  async #readVisits() {
    this.visitsError = null;
    try {
      if (this.file?.enrolment && allows(['scheduling.ListWorkers'])) this.workers = (await ask(SCHEDULING + 'ListWorkers')).workers ?? [];
      if (this.file?.enrolment && allows(['scheduling.FamilyVisits'])) this.visits = await ask(SCHEDULING + 'FamilyVisits', { familyId: this.id });
    } catch (fault) {
      const error = errorOf(fault);
      if (error.code !== 'not_found') this.visitsError = error; // scheduling has not heard of her yet
    }
    draw();
  }
}
