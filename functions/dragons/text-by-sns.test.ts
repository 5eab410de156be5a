import { InvalidParameterException, type SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { AwsRefusalError } from './aws-failure.ts';
import { textBySns } from './text-by-sns.ts';

const sendText = (answer: () => object) => textBySns({ send: async () => answer() } as unknown as SNSClient);

it('tells of a refusal what SNS answered, without its message: that names the number', async () => {
  const refused = sendText(() => {
    const message = 'Invalid parameter: PhoneNumber Reason: +15555550123 is not valid to publish to';
    throw new InvalidParameterException({ message, $metadata: { httpStatusCode: 400 } });
  });

  const error: unknown = await refused('+15555550123', 'Hello').catch((thrown: unknown) => thrown);

  expect(error).toEqual(new AwsRefusalError('SNS answered 400 InvalidParameterException.'));
  expect(error).not.toHaveProperty('cause');
});

it('passes on what is no answer of SNS', async () => {
  const broken = sendText(() => {
    throw new Error('socket hang up');
  });

  await expect(broken('+15555550123', 'Hello')).rejects.toThrow('socket hang up');
});
