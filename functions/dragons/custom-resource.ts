import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** CloudFormation did not take the answer. */
export class AnswerRefusedError extends Error {
  override readonly name = 'AnswerRefusedError';
}

/**
 * Does what a custom resource is asked for and tells CloudFormation how it went, which otherwise waits for an hour.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 * @param work its error becomes the resource's failure, with its message as the reason
 * @throws AnswerRefusedError
 */
export async function answerCloudFormation(
  event: CloudFormationCustomResourceEvent,
  work: () => Promise<void>,
): Promise<void> {
  const failure = await work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const body = JSON.stringify({
    Status: failure === undefined ? 'SUCCESS' : 'FAILED',
    // The whole answer may have 4096 bytes.
    ...(failure !== undefined && { Reason: `${failure.name}: ${failure.message}`.slice(0, 1000) }),
    PhysicalResourceId: event.RequestType === 'Create' ? event.LogicalResourceId : event.PhysicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  // Bytes, not text: the address is signed for a request without a content type.
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body: Buffer.from(body) });
  if (!answer.ok)
    throw new AnswerRefusedError(`CloudFormation refused the answer: ${answer.status}`, { cause: failure });
}
