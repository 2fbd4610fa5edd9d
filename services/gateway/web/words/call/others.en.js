// @ts-check
export const words = {
  'appel.nothing': '(nothing)',
  'appel.both': '{who} wrote at the same time as you',
  'appel.keepMine': 'Keep:',
  'appel.takeTheirs': 'Take:',
  'appel.samePhone': { one: 'One file has the same telephone.', many: '{n} files have the same telephone.' },
  'appel.askKnown': 'Ask: “Have you been followed here before?”',
  'appel.isShe': 'It is she',
  'appel.isOther': 'Somebody else',
};
