/**
 * Everything the functions log, as a closed list. Metric filters, alarms and runbooks key on the codes, so a code never changes
 * its meaning and is never used again.
 */
export const logMessages = {
  answered: { code: 'DRAGONS_0001', level: 'info', text: 'Answered' },
  failed: { code: 'DRAGONS_0002', level: 'error', text: 'The operation failed unexpectedly' },
  tokenRefused: { code: 'DRAGONS_0003', level: 'warn', text: 'The access token was refused' },
  backgroundFailed: { code: 'DRAGONS_0004', level: 'error', text: 'A function that no client waits for failed' },
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
  registryUnavailable: { code: 'DRAGONS_0401', level: 'error', text: 'The registry cannot be reached' },
  workflowNotStarted: {
    code: 'DRAGONS_0402',
    level: 'error',
    text: 'A report was stored, but its workflow could not be started; the same request sent again starts it',
  },
  submissionOpen: {
    code: 'DRAGONS_0403',
    level: 'warn',
    text: 'The workflow of a report runs, but the Idempotency-Key could not be marked as done',
  },
  reportDecided: { code: 'DRAGONS_0404', level: 'info', text: 'A report was decided' },
  confirmationSent: { code: 'DRAGONS_0405', level: 'info', text: 'A reporter was sent a text message' },
  confirmationWithheld: {
    code: 'DRAGONS_0406',
    level: 'info',
    text: 'A reporter wanted a text message, but the number is not the verified one of the account',
  },
  unreadableReports: {
    code: 'DRAGONS_0407',
    level: 'error',
    text: "Items among a reporter's reports are no reports and were left out",
  },
  catalogPublished: { code: 'DRAGONS_0501', level: 'info', text: 'The catalogue was published' },
  catalogContended: {
    code: 'DRAGONS_0502',
    level: 'warn',
    text: 'Somebody else wrote the catalogue first; it is read again',
  },
  unreadableItem: {
    code: 'DRAGONS_0503',
    level: 'error',
    text: 'An item of the registry is no dragon and was not published',
  },
  catalogDamaged: {
    code: 'DRAGONS_0504',
    level: 'error',
    text: 'The catalogue is damaged and is made anew from the registry',
  },
  eventsNotPublished: { code: 'DRAGONS_0505', level: 'error', text: 'Events were not taken by the topic' },
  catalogMissing: {
    code: 'DRAGONS_0506',
    level: 'info',
    text: 'There is no catalogue yet; it is made from the registry',
  },
  publishingDelayed: {
    code: 'DRAGONS_0507',
    level: 'warn',
    text: 'The catalogue could not be published; it is tried again',
  },
  unreadableChange: {
    code: 'DRAGONS_0508',
    level: 'error',
    text: 'A change of the registry is of no dragon and was not announced',
  },
  dragonsImported: { code: 'DRAGONS_0601', level: 'info', text: 'Dragons were imported' },
  firstDataLoaded: { code: 'DRAGONS_0602', level: 'info', text: 'The first data was loaded, or had been before' },
  versionVerified: { code: 'DRAGONS_0701', level: 'info', text: 'A new version answered as it should' },
  versionRefused: {
    code: 'DRAGONS_0702',
    level: 'error',
    text: 'A new version did not answer as it should and gets no callers',
  },
  versionUnverifiable: {
    code: 'DRAGONS_0703',
    level: 'error',
    text: 'A new version could not be verified and gets no callers',
  },
} as const;
