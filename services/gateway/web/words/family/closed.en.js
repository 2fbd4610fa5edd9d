// @ts-check
export const words = {
  'closed.title': 'This file is not accessible',
  'closed.lead': 'It does not exist, or it is not for you. Your attempt is recorded.',
  'closed.ask': 'Ask your coordinator, with the file number.',
  'closed.must': 'Open it all the same',
  'closed.reason': 'Why',
  'closed.reasonHint': 'For whoever replaces a colleague or answers an emergency. The coordination sees it and talks to you.',
  'closed.reasonMissing': 'Write why',
  'closed.open': 'Open for this reason',
  'closed.notOpened': 'The file is not opened.',
  'closed.search': 'Look for a family',
  'closed.kept': 'The rest of the file is for those who follow this family.',
  'closed.keptMore': 'Kept: {classes}. Ask her key worker or your coordinator.',
};
