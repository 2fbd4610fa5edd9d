// @ts-check
// The document of no page: it leads whom it knows home, and says of an address that it is none.
import { begin } from './app.js';

begin();
