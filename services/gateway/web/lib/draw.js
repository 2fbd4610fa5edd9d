// @ts-check
// When the page is drawn again, and when it is ready: <html data-pret> says that nothing asked for is still awaited and all is drawn.
/** @type {() => void} */
let paint = () => {};
let asked = false;
let awaited = 0;

function settle() {
  document.documentElement.toggleAttribute('data-pret', !asked && awaited === 0);
}

/** @param {() => void} how */
export function draws(how) {
  paint = how;
  draw();
}

/** At the end of the task: what changed ten times is drawn once. */
export function draw() {
  if (asked) return;
  asked = true;
  settle();
  queueMicrotask(() => {
    asked = false;
    paint();
    settle();
  });
}

/** The page is not ready until this is over; whatever it brought is drawn. @template T @param {Promise<T>} work @returns {Promise<T>} */
export async function awaiting(work) {
  awaited += 1;
  settle();
  try {
    return await work;
  } finally {
    awaited -= 1;
    draw();
  }
}

/** Never ready again: the document is being left. */
export function pending() {
  awaited += 1;
  settle();
}

/** What waits for a person, within something awaited: the page is ready meanwhile. @template T @param {Promise<T>} work @returns {Promise<T>} */
export async function meanwhile(work) {
  awaited -= 1;
  draw();
  try {
    return await work;
  } finally {
    awaited += 1;
    settle();
  }
}

/** This element has the focus once what was asked to be drawn is drawn. @param {string} id */
export const focus = (id) => queueMicrotask(() => queueMicrotask(() => document.getElementById(id)?.focus()));
