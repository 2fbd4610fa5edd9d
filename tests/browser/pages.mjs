// All tests of the pages in one process, with one browser.
import './connexion.test.mjs';
