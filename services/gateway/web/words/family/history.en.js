// @ts-check
export const words = {
  'history.reasonWas': 'Reason: {reason}',
  'history.unread': 'The history could not be read.',
  'history.nobody': 'nobody',
  'history.none': 'Nothing has happened yet.',
  'history.withWords': 'Show what is written',
};
