// @ts-check
export const words = {
  'code.label': 'Day code',
  'code.hint': '10 characters, with or without a dash. Capitals do not matter.',
  'code.none': 'Write the day code',
  'code.short': { one: 'The code has 10 characters; this one has {n}', many: 'The code has 10 characters; this one has {n}' },
  'code.notSent': 'Nothing was sent',
  'code.refused': 'The session is not open.',
  'code.unanswered': 'No answer yet.',
  'code.send': 'Sign in',
  'code.sending': 'Checking…',
  'code.wait': 'Try again in {lapse}',
  'over.title': 'Your session is over',
  'over.lead': 'Enter a new code: you will find this page again, with what you had written.',
  'over.other': 'Are you not the person who worked here?',
  'over.leave': 'Leave this page',
};
