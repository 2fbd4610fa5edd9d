// @ts-check
export const words = {
  'connexion.title': 'Sign in',
  'connexion.heading': 'Sign in',
  'connexion.noCode': 'No code?',
  'connexion.noCodeWho': 'Your coordinator gives you one, in person or by telephone. It works once, within 24 hours.',
  'connexion.noCodeHow': 'A refused code does not come back: ask for another one. Send it neither by e-mail nor by text message.',
  'connexion.shared': 'Shared station',
  'connexion.sharedHow':
    'Sign out before you leave your place. Unused, the session ends after 30 minutes; at the latest after 12 hours.',
  'connexion.help': 'Help and privacy',
  'connexion.out': 'You are signed out.',
  'connexion.elsewhere': 'You were signed out in another tab.',
  'connexion.ended': 'The sessions of the list are ended, at all stations.',
};
