/**
 * Everything the functions log, as a closed list. Metric filters, alarms and runbooks key on the codes, so a code never changes
 * its meaning and is never used again.
 */
export const logMessages = {
  answered: { code: 'DRAGONS_0001', level: 'info', text: 'Answered' },
  failed: { code: 'DRAGONS_0002', level: 'error', text: 'The operation failed unexpectedly' },
  tokenRefused: { code: 'DRAGONS_0003', level: 'warn', text: 'The access token was refused' },
  parametersStale: {
    code: 'DRAGONS_0101',
    level: 'warn',
    text: 'Parameter Store did not answer; the last values stay in use',
  },
  engineSwitched: {
    code: 'DRAGONS_0201',
    level: 'warn',
    text: 'S3 Select is not available to this account; the select engine answers',
  },
  engineFailed: { code: 'DRAGONS_0202', level: 'warn', text: 'S3 Select failed; the select engine answers' },
  breakerOpened: {
    code: 'DRAGONS_0203',
    level: 'error',
    text: 'S3 Select failed repeatedly and is left alone for a while',
  },
  catalogUnavailable: { code: 'DRAGONS_0204', level: 'error', text: 'The catalogue cannot be read' },
  signUpConfirmed: { code: 'DRAGONS_0301', level: 'info', text: 'A sign-up was confirmed without a check' },
  scopesGranted: { code: 'DRAGONS_0302', level: 'info', text: 'Scopes were granted by group' },
} as const;
