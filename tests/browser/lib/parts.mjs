// Which pages are looked at by a part of their own, over the gateway itself; all others are before the stand-in (pages.mjs).
export const WORKED = ['afaire', 'journal', 'reglages'];
