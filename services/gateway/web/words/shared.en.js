// @ts-check
// What each page may say, by the keys of shared.fr.js.
/** @type {'fr' | 'en'} */
export const lang = 'en';
export const words = {
  'act.retry': 'Try again',
  'act.rest': 'See the rest',
  'act.refresh': 'Refresh',
  'act.signOut': 'Sign out',
  'act.more': 'Show more',
  'act.print': 'Print',

  'state.loading': 'Loading',
  'state.late': 'This takes longer than usual.',

  'later.failed': 'This part could not be loaded.',
  'later.failedMore': 'Try again; if SIPPE answers elsewhere, reload the page.',
  'later.reload': 'Reload the page',

  'error.away': 'No answer. Check this station’s network, then try again.',
  'error.other': 'That did not work. Try again; if it happens again, tell your coordinator the word beside this.',

  'time.minutes': { one: '{n} minute', many: '{n} minutes' },
  'time.hours': { one: '{n} hour', many: '{n} hours' },
  'time.days': { one: '{n} day', many: '{n} days' },

  'bar.find': 'Find a family',
  'bar.findExample': 'Name, phone, file',
  'bar.menu': 'Pages',

  'frame.skip': 'Skip to content',
  'frame.home': 'Go to the home page',
  'frame.release': 'release {release}',
  'frame.lost': 'SIPPE does not answer',
  'frame.lostLead': 'Nothing that was recorded is lost. A call can be taken on the paper form.',
  'frame.unknown': 'There is no such page',
  'frame.unknownLead': 'The address may be copied wrongly.',
  'frame.closed': 'This page is not open to this role',
  'frame.closedLead': 'If your work needs it, speak with your coordinator, who gives access.',
  'frame.away': 'This page does not answer at the moment',
  'frame.awayLead': 'A part of SIPPE does not answer. The rest works.',
  'frame.accessibility': 'Accessibility',
  'frame.someAway': { one: 'A part of SIPPE does not answer.', many: 'Parts of SIPPE do not answer.' },
  'frame.someAwayMore': 'Pages are missing from the menu until it is back.',
  'frame.above': 'Notices',

  'idle.soon': 'Your session ends in {lapse}.',
  'idle.stay': 'Stay',
  'idle.end': 'It has lasted for 12 hours: ask for another code to go on.',

  'kept.saving': 'Saving',
  'kept.saved': 'Saved {hour}',
  'kept.here': 'Kept at this station ({n})',
  'kept.closing': 'Kept until the browser closes',
  'kept.waits': 'It is kept at this station.',
  'kept.waitsMore': 'It leaves as soon as SIPPE answers, once.',
  'kept.next': 'Continue',
  'kept.mark': { one: '{n} kept', many: '{n} kept' },
  'kept.where': 'at this station',
  'kept.total': { one: '{n} thing waits at this station. It will leave when SIPPE answers and that person signs in.',
    many: '{n} things wait at this station. They will leave when SIPPE answers and that person signs in.' },
  'kept.leaving': { one: '{n} thing waits at this station.', many: '{n} things wait at this station.' },
  'kept.sealed': 'What waits stays sealed here and leaves when you sign in at it again. Your coordinator is told after 4 hours.',
  'kept.closes': 'Your session will close as soon as all has left.',
  'kept.wait': 'Wait',
  'kept.leave': 'Close anyway',
  'kept.stay': 'Stay',
  'kept.unclosed': 'Your session is not closed.',

};
