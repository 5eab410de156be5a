import { describe, expect, it } from 'vitest';
import { full } from '../testing/full-template.ts';
import { ofType } from '../testing/template.ts';

const apis = ofType('AWS::Serverless::Api', full).map(({ logicalId, properties }) => ({
  logicalId,
  destination: properties.AccessLogSetting.DestinationArn as unknown,
  format: JSON.parse(String(properties.AccessLogSetting.Format)) as Record<string, string>,
}));

/** Addresses, callers and claims are persons. A path and a query hold what they typed; a resource path and an operation do not. */
const harmless = [
  '$context.requestId',
  '$context.extendedRequestId',
  '$context.operationName',
  '$context.httpMethod',
  '$context.resourcePath',
  '$context.status',
  '$context.responseLatency',
  '$context.integrationLatency',
  '$context.responseLength',
  '$context.requestTime',
  '$context.error.responseType',
];

/** Whose key it is stands in the usage plan: a machine's. */
const machineKey = '$context.identity.apiKeyId';

describe.each(apis)('the access log of $logicalId', ({ logicalId, destination, format }) => {
  it('is JSON of what is no personal data', () => {
    const others = Object.values(format).filter((value) => !harmless.includes(value));

    expect(others).toEqual(logicalId === 'ApiForMachines' ? [machineKey] : []);
  });

  it('names the request, the operation and the status, in a log group', () => {
    expect(Object.values(format)).toEqual(
      expect.arrayContaining(['$context.requestId', '$context.operationName', '$context.status']),
    );
    expect([...full.resources.values()].find(({ attributes }) => attributes.Arn === destination)?.type).toBe(
      'AWS::Logs::LogGroup',
    );
  });
});
