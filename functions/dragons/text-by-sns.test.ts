import { InvalidParameterException, type SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { TextNotSentError } from './accounts.ts';
import { AwsRefusalError } from './aws-failure.ts';
import { textBySns } from './text-by-sns.ts';

const sendText = (answer: () => object) => textBySns({ send: async () => answer() } as unknown as SNSClient);

it('tells of a refusal what SNS answered, without its message: that names the number', async () => {
  const refused = sendText(() => {
    const message = 'Invalid parameter: PhoneNumber Reason: +15555550123 is not valid to publish to';
    throw new InvalidParameterException({ message, $metadata: { httpStatusCode: 400 } });
  });

  const error: unknown = await refused('+15555550123', 'Hello').catch((thrown: unknown) => thrown);

  expect(error).toEqual(new TextNotSentError('SNS answered 400 InvalidParameterException.'));
  expect(error).not.toHaveProperty('cause');
});

it('does not say that a message was not sent when the answer broke off', async () => {
  const brokenOff = sendText(() => {
    throw Object.assign(new Error('aborted'), { $metadata: { httpStatusCode: 200 } });
  });

  await expect(brokenOff('+15555550123', 'Hello')).rejects.toEqual(new AwsRefusalError('SNS answered 200 Error.'));
});

it('passes on what is no answer of SNS', async () => {
  const broken = sendText(() => {
    throw new Error('socket hang up');
  });

  await expect(broken('+15555550123', 'Hello')).rejects.toThrow('socket hang up');
});
