import { isRecord } from './records.ts';

/** A place in a trace that subsegments hang below: the segment that Lambda makes of the function, or a subsegment. */
export interface TracePlace {
  readonly traceId: string;
  /** The id of the segment or subsegment: 16 hexadecimal digits. */
  readonly id: string;
  /** What else the invocation's trace header says, to be passed on: `;Lineage=…`, by which Lambda finds endless loops. */
  readonly others: string;
}

/**
 * The segment that Lambda makes of the current invocation.
 * @returns undefined when the invocation is not sampled or has no trace header, so that nothing may be recorded
 */
export function sampledInvocation(): TracePlace | undefined {
  const header = invocationHeader();
  // The usual case is told without taking the header apart: most invocations are not sampled.
  return header !== undefined && /(?:^|;) *Sampled=1 *(?:;|$)/.test(header) ? sampledPlace(header) : undefined;
}

/** The header that a request made at this place carries. */
export function traceHeader({ traceId, id, others }: TracePlace): string {
  return `Root=${traceId};Parent=${id};Sampled=1${others}`;
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function sampledPlace(header: string): TracePlace | undefined {
  const fields = header.split(';').map((field) => field.trim());
  const valueOf = (key: string) => fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
  const [traceId, id] = [valueOf('Root'), valueOf('Parent')];
  if (!/^1-[\da-f]{8}-[\da-f]{24}$/.test(traceId) || !/^[\da-f]{16}$/.test(id)) return undefined;
  const others = fields.filter((field) => field !== '' && !/^(Root|Parent|Sampled|Self)=/.test(field));
  return { traceId, id, others: others.map((field) => `;${field}`).join('') };
}

/**
 * Where an execution environment works on many invocations at once, the variable is the newest one's; there the runtime keeps each one's header
 * in a store, which it offers as a global (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, `@aws/lambda-invoke-store`).
 */
function invocationHeader(): string | undefined {
  const lambda: unknown = Reflect.get(globalThis, 'awslambda');
  const store = isRecord(lambda) ? lambda.InvokeStore : undefined;
  if (isInvokeStore(store)) {
    const header = store.getXRayTraceId();
    if (typeof header === 'string') return header;
  }
  return process.env._X_AMZN_TRACE_ID;
}

function isInvokeStore(value: unknown): value is { getXRayTraceId: () => unknown } {
  return isRecord(value) && typeof value.getXRayTraceId === 'function';
}
