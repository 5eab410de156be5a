import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from '../../clock.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import type { Storage } from '../../state/storage.ts';
import { canonicalPath, canonicalQuery, canonicalRequest, parseQuery } from '../canonical-request.ts';
import { createEndpoint } from '../endpoint.ts';
import type { Endpoint, EndpointOptions } from '../endpoint.ts';
import { s3Service } from '../s3/s3-service.ts';
import type { S3Service } from '../s3/s3-service.ts';
import { scopeText, sha256Hex, signatureOf, signingKeys } from '../signing-key.ts';
import { ssmService } from '../ssm/ssm-service.ts';
import type { SsmService } from '../ssm/ssm-service.ts';

/** The key pair that the endpoint under test knows. */
export const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' };
export const region = 'eu-west-1';
export const accountId = '000000000000';

export interface SignedCall {
  readonly method?: string;
  /** Path and query, as they are sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly service?: string;
}

/** S3 and SSM behind a listening endpoint, with clients that talk to it. */
export interface TestEndpoint {
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly s3: S3Service;
  readonly ssm: SsmService;
  readonly s3Client: S3Client;
  readonly ssmClient: SSMClient;
  /** Sends a request with a right signature and nothing that an SDK would add. */
  send(call: SignedCall): Promise<Response>;
  close(): Promise<void>;
}

/** Starts an endpoint on a free port. */
export async function startTestEndpoint(
  options: { storage?: Storage; clock?: Clock } & Partial<EndpointOptions> = {},
): Promise<TestEndpoint> {
  const { storage = memoryStorage(), clock, ...endpointOptions } = options;
  const shared = { storage, region, accountId, ...(clock === undefined ? {} : { clock }) };
  const s3 = s3Service(shared);
  const ssm = ssmService(shared);
  const endpoint = createEndpoint({ services: [s3, ssm], credentials: [credentials], ...endpointOptions });
  const url = await endpoint.listen(0);
  const client = { endpoint: url, region, credentials, maxAttempts: 1 };
  const s3Client = new S3Client(client);
  const ssmClient = new SSMClient(client);
  return {
    url,
    endpoint,
    s3,
    ssm,
    s3Client,
    ssmClient,
    send: (call) => fetch(url + call.path, sign(url, call)),
    async close() {
      s3Client.destroy();
      ssmClient.destroy();
      await endpoint.close();
    },
  };
}

function sign(url: string, { method = 'GET', path, headers = {}, body, service = 's3' }: SignedCall): RequestInit {
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: timestamp.slice(0, 8), region, service };
  const payloadHash = headers['x-amz-content-sha256'] ?? sha256Hex(body ?? '');
  const [rawPath = '/', query = ''] = path.split('?');
  const all: Record<string, string> = {
    ...headers,
    host: new URL(url).host,
    'x-amz-date': timestamp,
    ...(service === 's3' ? { 'x-amz-content-sha256': payloadHash } : {}),
  };
  const signedHeaders = Object.keys(all).sort();
  const canonical = canonicalRequest({
    method,
    path: canonicalPath(rawPath, service === 's3'),
    query: canonicalQuery(parseQuery(query)),
    headers: all,
    signedHeaders,
    payloadHash,
  });
  const toSign = `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText(scope)}\n${sha256Hex(canonical)}`;
  const signature = signatureOf(signingKeys()(credentials.secretAccessKey, scope), toSign);
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scopeText(scope)}, ` +
    `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const { host: _, ...sent } = all;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    method,
    headers: { ...sent, authorization },
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  };
}
