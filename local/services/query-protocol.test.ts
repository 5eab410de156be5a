import { CreateTopicCommand, ListTagsForResourceCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonInput } from './json-protocol.ts';
import { queryService, readForm } from './query-protocol.ts';
import { ServiceError } from './service-error.ts';
import { credentials, region, startTestEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

describe('a form', () => {
  it('is read as the input that it stands for', () => {
    const form = [
      'Name=a%20b+c',
      'Tags.member.2.Key=second',
      'Tags.member.1.Key=f%C3%BCrst%20%F0%9F%90%89',
      'Attributes.entry.1.key=__proto__',
      'Attributes.entry.1.value=x%3D%26%00',
      'MessageAttributes.entry.1.Name=kind',
      'MessageAttributes.entry.1.Value.DataType=String',
      'Empty=',
    ].join('&');

    expect(readForm(form)).toEqual({
      Name: 'a b c',
      Tags: [{ Key: 'fürst 🐉' }, { Key: 'second' }],
      Attributes: Object.fromEntries([['__proto__', 'x=&\u0000']]),
      MessageAttributes: { kind: { DataType: 'String' } },
      Empty: '',
    });
  });

  it('keeps lists of more than nine items in their order', () => {
    const form = Array.from({ length: 12 }, (_, i) => `L.member.${i + 1}=${i}`).reverse();

    expect(readForm(form.join('&'))).toEqual({ L: Array.from({ length: 12 }, (_, i) => `${i}`) });
  });

  it.each(['a=1&a.b=2', 'a.b=2&a=1', 'a=1&a=2', 'M.entry.1.value=x'])('that means nothing is refused: %s', (form) => {
    expect(() => readForm(form)).toThrow(ServiceError);
  });
});

describe('a service that speaks it', () => {
  let aws: TestEndpoint;
  let client: SNSClient;
  let output: object;
  let input: JsonInput | undefined;
  beforeEach(async () => {
    const service = queryService({
      signingName: 'sns',
      namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      operations: {
        ListTagsForResource: (given) => {
          input = given;
          return output;
        },
        DeleteTopic: () => undefined,
        CreateTopic: () => {
          throw new ServiceError('InvalidParameter', 'Invalid parameter: <Name> & "more" 🐉');
        },
      },
    });
    aws = await startTestEndpoint({ services: [service] });
    client = new SNSClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  });
  afterEach(async () => {
    client.destroy();
    await aws.close();
  });

  it.each([
    ['markup and quotes', '<a b="c">&amp;</a> \'d\''],
    ['emoji', '🐉'],
    ['line ends', 'a\r\nb\nc\rd\t'],
    ['blanks around', '  a  '],
    ['nothing', ''],
    ['digits', '007'],
    ['control characters, which XML 1.0 has no name for', 'a\u0001b\u001fc'],
  ])('gives clients texts as they are: %s', async (_what, Value) => {
    output = { Tags: [{ Key: 'k', Value }, { Key: 'l' }] };

    const answer = await client.send(new ListTagsForResourceCommand({ ResourceArn: `a ${Value}` }));

    expect(answer.Tags).toEqual([{ Key: 'k', Value }, { Key: 'l' }]);
    expect(input).toMatchObject({ ResourceArn: `a ${Value}` });
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('gives clients errors by name', async () => {
    await expect(client.send(new CreateTopicCommand({ Name: 'x' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: <Name> & "more" 🐉',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('answers an operation without output by its request id alone', async () => {
    const answer = await aws.send({
      method: 'POST',
      path: '/',
      service: 'sns',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=DeleteTopic&Version=2010-03-31&TopicArn=x',
    });

    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(await answer.text()).toMatch(
      /<DeleteTopicResponse xmlns="http:\/\/sns.amazonaws.com\/doc\/2010-03-31\/"><ResponseMetadata><RequestId>[^<]+<\/RequestId><\/ResponseMetadata><\/DeleteTopicResponse>$/,
    );
  });
});
