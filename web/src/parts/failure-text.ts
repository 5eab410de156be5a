import type { Failure, Problem } from '../api/outcome.ts';
import { t } from '../messages/messages.ts';

/** A failure in a sentence. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'aborted':
      return t('common.failure.unreachable');
    case 'signed-out':
      return t('common.failure.signed-out');
    case 'refused':
      return refusalText(failure.status, failure.problem);
  }
}

function refusalText(status: number, { type, detail }: Problem): string {
  if (status === 429) return t('common.failure.too-many-requests');
  if (status === 413) return t('common.failure.too-large');
  // A firewall's refusal has this status, too, and says nothing of the account.
  if (status === 403 && type !== 'urn:dragons:problem:refused') return t('common.failure.forbidden');
  if (status >= 500) return t('common.failure.unavailable');
  return t('common.failure.other', { detail });
}
