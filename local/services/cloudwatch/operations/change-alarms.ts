import { optionalEnum, requiredString, requiredStrings, optionalString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { alarmStates } from '../alarms/alarm.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { cloudWatchError, missingParameter } from '../errors.ts';

/**
 * SetAlarmState: until the next evaluation, and with all that a real change does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export async function setAlarmState(alarms: Alarms, input: JsonInput): Promise<undefined> {
  const name = requiredString(input, 'AlarmName', { minLength: 1, maxLength: 255 });
  const state = optionalEnum(input, 'StateValue', alarmStates);
  if (state === undefined) throw missingParameter('StateValue');
  const reason = requiredString(input, 'StateReason', { maxLength: 1023 });
  const data = optionalString(input, 'StateReasonData', { maxLength: 4000 });
  if (data !== undefined && !isJson(data)) throw cloudWatchError('InvalidFormatFault', 'StateReasonData must be JSON.');
  const declared = alarms.get(name);
  if (declared === undefined) throw cloudWatchError('ResourceNotFound', `Alarm ${name} does not exist.`, 404);
  await alarms.change(declared, state, reason, data);
  return undefined;
}

/** EnableAlarmActions and DisableAlarmActions: names of alarms that are not there are passed over. */
export function setAlarmActions(alarms: Alarms, input: JsonInput, enabled: boolean): undefined {
  for (const name of requiredStrings(input, 'AlarmNames', { maxItems: 100 })) {
    const declared = alarms.get(name);
    if (declared !== undefined) alarms.setActionsEnabled(declared, enabled);
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
