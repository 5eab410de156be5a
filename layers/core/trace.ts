import { Tracer } from '@aws-lambda-powertools/tracer';

const tracer = new Tracer({ serviceName: 'dragons' });

/** Makes every call of an AWS SDK client a subsegment of the trace. Returns the client. */
export function traceClient<Client>(client: Client): Client {
  return tracer.captureAWSv3Client(client);
}

/** Runs a step as a subsegment of that name; an error marks it and is thrown on. */
export async function traced<T>(name: string, step: () => Promise<T>): Promise<T> {
  return withTrace(`### ${name}`, {}, step);
}

/** Runs something as a subsegment of the current segment, with annotations that traces can be searched by. */
export async function withTrace<T>(
  name: string,
  annotations: Readonly<Record<string, string | number | boolean>>,
  step: () => Promise<T>,
): Promise<T> {
  const parent = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
  if (parent === undefined) return step();
  const subsegment = parent.addNewSubsegment(name);
  tracer.setSegment(subsegment);
  try {
    for (const [key, value] of Object.entries(annotations)) tracer.putAnnotation(key, value);
    return await step();
  } catch (error) {
    tracer.addErrorAsMetadata(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    subsegment.close();
    tracer.setSegment(parent);
  }
}
