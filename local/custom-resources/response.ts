import { isObject } from '../json.ts';
import { CustomResourceError } from './custom-resource-error.ts';
import type { CustomResourceRequest } from './request.ts';

/** What a function said that it made. */
export interface Made {
  readonly physicalId: string;
  /** What `Fn::GetAtt` would yield. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether the data must not be shown. */
  readonly noEcho: boolean;
}

const mostBytes = 4096;
const longestPhysicalId = 1024;

/**
 * Reads what a function sent to the ResponseURL.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 * @throws CustomResourceError when it is no answer to this request, or says FAILED
 */
export function readResponse(body: Buffer, request: CustomResourceRequest): Made {
  if (body.length > mostBytes) throw invalid(`it has ${body.length} bytes, and ${mostBytes} are allowed`);
  const answer = parse(body);
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (answer[name] !== request[name])
      throw invalid(`${name} has to be ${request[name]} as in the request, not ${JSON.stringify(answer[name])}`);
  }
  const { Status: status, Reason: reason, PhysicalResourceId: physicalId, Data: data, NoEcho: noEcho } = answer;
  if (status !== 'SUCCESS' && status !== 'FAILED')
    throw invalid(`Status has to be SUCCESS or FAILED, not ${JSON.stringify(status)}`);
  if (status === 'FAILED') {
    if (typeof reason !== 'string' || reason === '') throw invalid('Status is FAILED and there is no Reason');
    throw new CustomResourceError(`the function answered FAILED: ${reason}`);
  }
  if (typeof physicalId !== 'string' || physicalId === '')
    throw invalid('PhysicalResourceId has to be a text that is not empty');
  if (Buffer.byteLength(physicalId) > longestPhysicalId)
    throw invalid(`PhysicalResourceId has more than ${longestPhysicalId} bytes`);
  if (data !== undefined && data !== null && !isObject(data)) throw invalid('Data has to be an object');
  return { physicalId, data: isObject(data) ? data : {}, noEcho: noEcho === true || noEcho === 'true' };
}

function parse(body: Buffer): Record<string, unknown> {
  let answer: unknown;
  try {
    answer = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
  if (!isObject(answer)) throw invalid('it is not a JSON object');
  return answer;
}

function invalid(why: string, cause?: unknown): CustomResourceError {
  return new CustomResourceError(`the answer at the ResponseURL is not valid: ${why}`, { cause });
}
