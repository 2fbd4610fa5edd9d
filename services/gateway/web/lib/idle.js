// @ts-check
// Two minutes before the session ends by itself the page says so, and how to stay (WCAG 2.2, 2.2.1). Any request counts as a sign of
// life; another tab's do too, which this one does not see: then the warning comes too early, never too late.
import { draw } from './draw.js';
import { ends, load, now, signedIn } from './session.js';

const WARN_MS = 120000;
const LOOK_MS = 15000;

/** What is left until it ends, when that is less than the warning; null: more, or nobody is signed in. */
export function left() {
  if (!signedIn()) return null;
  const { idle, latest } = ends();
  const ms = Math.min(idle, latest) - now();
  return ms < WARN_MS ? Math.max(0, ms) : null;
}
/** Whether she may stay by saying so: not past the end that no use moves. */
export const mayStay = () => ends().latest - now() > WARN_MS;
export const stay = () => load();

export function watch() {
  setInterval(() => left() !== null && draw(), LOOK_MS);
}
