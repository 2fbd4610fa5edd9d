// @ts-check
export const words = {
  'received.unread': 'The referral that came in could not be read; the call can begin without it.',
};
