// The call over the real gateway and the real engines, on virtual time: what a desk does with a caller on the line.
import { playAll, servedBy } from './lib/browser.mjs';
import { checkPage } from './lib/checks.mjs';
import { gateway } from './lib/territory_told.mjs';
import './appel.test.mjs';

servedBy(gateway, checkPage);
playAll();
