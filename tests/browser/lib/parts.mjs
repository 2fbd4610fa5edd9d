// Which pages are looked at over the gateway itself, by a part of their own each; all others are before the stand-in (pages.mjs).
export const OWN = { work: ['afaire', 'journal', 'reglages'], family: ['familles', 'famille'], appel: ['appel'], lien: ['r'], referrals: ['demandes', 'partenaire'] };
export const LOOKED_AT_THERE = Object.values(OWN).flat();
