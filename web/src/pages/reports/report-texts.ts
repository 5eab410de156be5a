import type { Report } from '../../api/api.ts';
import { t, type MessageKey } from '../../messages/messages.ts';

const reasons: Readonly<Record<string, MessageKey>> = {
  'name-taken': 'report.reason.name-taken',
  'not-processed': 'report.reason.not-processed',
};

/** Why a report was rejected: in the person's language for what this version of the page knows, else as the API says it. */
export function reasonText({ reason }: Report): string | undefined {
  if (reason === undefined) return undefined;
  const key = Object.hasOwn(reasons, reason.code) ? reasons[reason.code] : undefined;
  return key === undefined ? reason.detail : t(key);
}
