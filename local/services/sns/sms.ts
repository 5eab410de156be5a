import { invalidParameter } from './errors.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: the total size limit of one SMS. */
const mostCharacters = 1600;

/**
 * What is logged in place of an SMS: its text, and a number of which only the last two digits can be read.
 * @throws ServiceError `InvalidParameter` for what is no number in E.164 form, or too long a text
 */
export function smsLine(phoneNumber: string, message: string): string {
  if (!/^\+[1-9]\d{1,14}$/.test(phoneNumber)) {
    throw invalidParameter(`PhoneNumber Reason: ${masked(phoneNumber)} is not valid to publish to`);
  }
  if (message.length > mostCharacters) {
    throw invalidParameter(`Message Reason: an SMS has at most ${mostCharacters} characters`);
  }
  return `SMS to ${masked(phoneNumber)} (not sent): ${message}`;
}

function masked(phoneNumber: string): string {
  return phoneNumber.slice(0, -2).replace(/\d/g, '*') + phoneNumber.slice(-2);
}
