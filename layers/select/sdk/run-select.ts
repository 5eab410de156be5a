import { SelectError } from '../errors.ts';
import type { SelectEvent } from '../request/select-request.ts';
import { prepare, type PreparedSelect } from '../select.ts';
import { eventStream, type SelectObjectContentInput, type SelectObjectContentOutput } from './answer.ts';
import { bytesOf } from './body.ts';
import type { GetObject, ObjectPlace, ResponseMetadata } from './get-object.ts';
import { RangedObject } from './ranged-object.ts';

/**
 * Answers a request of `SelectObjectContent` by means of `GetObject`: with one call for the whole object, or where the query
 * reads from several places of it (ScanRange, Parquet) with a call for each.
 *
 * Resolves when GetObject has answered; until then it rejects, with a SelectError or with what GetObject fails with.
 */
export async function runSelect(
  getObject: GetObject,
  input: SelectObjectContentInput,
): Promise<SelectObjectContentOutput> {
  const prepared = prepare(input);
  const place = placeOf(input);
  const insistent = insisting(getObject);
  if (prepared.needsSeeking) return runOnRanges(prepared, new RangedObject(insistent, place));
  const answer = await insistent(place);
  return answerWith(prepared.run(bytesOf(answer)), answer.$metadata);
}

/** GetObject, and an error when a function that stands for it has forgotten to return the answer. */
function insisting(getObject: GetObject): GetObject {
  return async (object) => {
    const answer: unknown = await getObject(object);
    if (typeof answer === 'object' && answer !== null) return answer;
    throw new SelectError(
      'InternalError',
      `The function that fetches objects gave ${answer === null ? 'null' : typeof answer}. ` +
        'It has to return the answer of GetObject, with its Body.',
    );
  };
}

async function runOnRanges(prepared: PreparedSelect, object: RangedObject): Promise<SelectObjectContentOutput> {
  const events = prepared.run(object);
  // The run itself makes the first call, because it knows what it needs: nothing is fetched just to see whether it can be.
  const first = events.next();
  await Promise.race([object.opened, first]);
  return answerWith(resume(first, events), object.metadata);
}

function answerWith(
  events: AsyncIterable<SelectEvent>,
  metadata: ResponseMetadata | undefined,
): SelectObjectContentOutput {
  return { $metadata: { ...metadata, httpStatusCode: 200 }, Payload: eventStream(events) };
}

/** All events of a run whose first one has been asked for. */
async function* resume(
  first: Promise<IteratorResult<SelectEvent, void>>,
  events: AsyncGenerator<SelectEvent, void, undefined>,
): AsyncGenerator<SelectEvent, void, undefined> {
  try {
    for (let next = await first; next.done !== true; next = await events.next()) yield next.value;
  } finally {
    await events.return();
  }
}

const optionalNames = [
  'IfMatch',
  'VersionId',
  'ExpectedBucketOwner',
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
] as const;

function placeOf(input: SelectObjectContentInput): ObjectPlace {
  const place: ObjectPlace = { Bucket: required(input, 'Bucket'), Key: required(input, 'Key') };
  for (const name of optionalNames) {
    const value = input[name];
    if (value !== undefined) place[name] = value;
  }
  return place;
}

function required(input: SelectObjectContentInput, name: 'Bucket' | 'Key'): string {
  const value = input[name];
  if (value) return value;
  throw new SelectError('MissingRequiredParameter', `The request is missing a required parameter: ${name}.`);
}
