// @ts-check
// What is said of the questions that are asked seldom: it comes behind the page, and is there before anybody shows them.
export { options, questions } from '../../words/call/seldom.js';
