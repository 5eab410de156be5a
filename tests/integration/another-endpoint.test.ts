import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogText } from '../../functions/dragons/catalog-record.ts';
import { dragon } from '../../functions/dragons/testing/dragons.ts';
import { lambdaService, type LambdaService } from '../../local/lambda/index.ts';
import { createEndpoint } from '../../local/services/endpoint.ts';
import { s3Service } from '../../local/services/s3/s3-service.ts';
import { ssmService } from '../../local/services/ssm/ssm-service.ts';
import { memoryStorage } from '../../local/state/memory-storage.ts';
import { buildBundles, sampleEvent, type Bundles } from '../testing/bundles.ts';
import { undocumented } from '../testing/contract.ts';

const account = { region: 'us-east-1', accountId: '123456789012' };
const credentials = { accessKeyId: 'elsewhere', secretAccessKey: 'elsewhere' };
const settings: Record<string, string> = {
  'catalog-bucket': 'other-bucket',
  'catalog-key': 'other/list.jsonl',
  'query-engine': 'auto',
  'page-size': '7',
};
const catalog = catalogText([dragon({ dragonName: 'Elsewhere' }), dragon({ dragonName: 'Nowhere', family: 'blue' })]);

let bundles: Bundles;
let event: APIGatewayProxyEvent;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  bundles = await buildBundles('dev');
  event = await sampleEvent('list-dragons');
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => bundles.remove());

/** The deployed bundle of listDragons, whose AWS is at an address. */
function bundleAt(endpointUrl: string): (query?: Record<string, string[]>) => Promise<APIGatewayProxyResult> {
  const lambda: LambdaService = lambdaService({
    functions: bundles.functions.filter(({ name }) => name === 'dragons-dev-list-dragons'),
    region: account.region,
    endpointUrl,
    credentials,
    log: () => undefined,
  });
  ends.push(() => lambda.close());
  return async (query = {}) => {
    const result = await lambda.invoke('dragons-dev-list-dragons', {
      ...event,
      multiValueQueryStringParameters: query,
    });
    if (result.outcome !== 'returned') throw new Error(JSON.stringify(result));
    return JSON.parse(result.payload) as APIGatewayProxyResult;
  };
}

const names = ({ statusCode, body }: APIGatewayProxyResult): string[] => {
  expect([statusCode, body]).toEqual([200, expect.any(String)]);
  return (JSON.parse(body) as { items: { dragonName: string }[] }).items.map(({ dragonName }) => dragonName);
};

it('the same bundle answers from another account, whose bucket, key and dragons are different', async () => {
  const s3 = s3Service({ ...account, storage: memoryStorage() });
  const ssm = ssmService({ ...account, storage: memoryStorage() });
  const endpoint = createEndpoint({ services: [s3, ssm], credentials: [credentials] });
  ends.push(() => endpoint.close());
  s3.declareBucket('other-bucket');
  s3.writeObject('other-bucket', 'other/list.jsonl', Buffer.from(catalog));
  for (const [name, value] of Object.entries(settings))
    ssm.declareParameter({ name: `/dragons/dev/${name}`, type: 'String', value });

  const list = bundleAt(await endpoint.listen(0));

  expect(names(await list())).toEqual(['Elsewhere', 'Nowhere']);
  expect(names(await list({ family: ['blue'] }))).toEqual(['Nowhere']);
});

/** How a stand-in for S3 answers each of its operations. */
type S3Answers = Record<'HEAD' | 'GET' | 'POST', (response: ServerResponse) => unknown>;

const tag = { ETag: '"0123456789abcdef0123456789abcdef"' };
const withoutSelect: S3Answers = {
  HEAD: (response) => response.writeHead(200, tag).end(),
  GET: (response) => response.writeHead(200, { ...tag, 'Content-Length': Buffer.byteLength(catalog) }).end(catalog),
  // What a new account is believed to get from SelectObjectContent.
  POST: (response) =>
    response
      .writeHead(405, { 'Content-Type': 'application/xml' })
      .end(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>MethodNotAllowed</Code><Message>The specified method is not allowed against this resource.</Message></Error>',
      ),
};

const ssmAnswers = (response: ServerResponse): unknown => {
  const Parameters = Object.entries(settings).map(([name, Value]) => ({ Name: `/dragons/dev/${name}`, Value }));
  return response.setHeader('Content-Type', 'application/x-amz-json-1.1').end(JSON.stringify({ Parameters }));
};

/** An AWS that shares no code with the local one. @returns its address, and what S3 was asked */
async function handWritten(answers: S3Answers, parameters = ssmAnswers): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    if (request.headers['x-amz-target'] === 'AmazonSSM.GetParametersByPath') {
      parameters(response);
      return;
    }
    asked.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''}`);
    answers[request.method as keyof S3Answers](response);
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('where S3', () => {
  it('has no SelectObjectContent, the engine in the function answers, and the service is not asked again', async () => {
    const { url, asked } = await handWritten(withoutSelect);
    const list = bundleAt(url);

    expect(names(await list({ family: ['red'] }))).toEqual(['Elsewhere']);
    expect(names(await list({ family: ['blue'] }))).toEqual(['Nowhere']);

    const object = '/other-bucket/other/list.jsonl';
    expect(asked.filter((line) => line !== `HEAD ${object}`)).toEqual([
      `POST ${object}`,
      `GET ${object}`,
      `GET ${object}`,
    ]);
  });

  it('does not answer, the client gets a 503 with Retry-After before the function runs out of time', async () => {
    const { url } = await handWritten({ ...withoutSelect, HEAD: () => undefined });

    const answer = await bundleAt(url)();

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '2' } });
    expect(undocumented('listDragons', documented(answer))).toEqual([]);
  });

  it('stops in the middle of the catalogue, the client gets a 502 and not a short list', async () => {
    const { url } = await handWritten({
      ...withoutSelect,
      GET: (response) =>
        response
          .writeHead(200, { ...tag, 'Content-Length': Buffer.byteLength(catalog) })
          .write(catalog.slice(0, catalog.indexOf('\n') + 1)),
    });

    const answer = await bundleAt(url)();

    expect(answer).toMatchObject({ statusCode: 502, headers: { 'Retry-After': '1' } });
    expect(undocumented('listDragons', documented(answer))).toEqual([]);
  });
});

it('where Parameter Store throttles a function that just started, the client gets a 503 with Retry-After', async () => {
  const { url } = await handWritten(withoutSelect, (response) =>
    response
      .writeHead(400, { 'Content-Type': 'application/x-amz-json-1.1' })
      .end('{"__type":"ThrottlingException","message":"Rate exceeded"}'),
  );

  const answer = await bundleAt(url)();

  expect(answer).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '2' } });
  expect(undocumented('listDragons', documented(answer))).toEqual([]);
});

/** A function's answer as the contract's check wants it. */
const documented = ({ statusCode, headers, body }: APIGatewayProxyResult) => ({
  status: statusCode,
  headers: headers as Record<string, string>,
  body,
});
