import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, expect, it, vi } from 'vitest';

// Nothing of functions/ is imported before the variables of Lambda are set: handlers look at theirs when they are loaded.

const phoneNumber = '+15555550147';
const username = 'somebody@example.com';

const fields = ['dragonName', 'family', 'description', 'city', 'country', 'state', 'neighborhood'];
const report = marshall({
  reportId: 'report-1',
  dragon: Object.fromEntries(fields.map((field) => [field, 'Traced'])),
  reporter: 'subject-1',
  username,
  confirmationRequired: true,
  submittedAt: '2026-01-31T12:00:00.000Z',
  decidedAt: '2026-01-31T12:00:01.000Z',
  status: 'ACCEPTED',
});
const contact = marshall({ phoneNumber, expiresAt: 9_999_999_999 });

/** An account of the reporter, with the number of the report. */
const account = {
  UserAttributes: Object.entries({ sub: 'subject-1', phone_number: phoneNumber, phone_number_verified: 'true' }).map(
    ([Name, Value]) => ({ Name, Value }),
  ),
};
const refusal = `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code>
  <Message>Invalid parameter: PhoneNumber Reason: ${phoneNumber} is not valid to publish to</Message></Error></ErrorResponse>`;

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface CognitoAnswer {
  readonly status: number;
  readonly body: object;
}

/** AWS as confirmReport needs it, whose SNS refuses. @param adminGetUser Cognito's answers. @returns its address */
async function awsWhereSnsRefuses(adminGetUser: () => CognitoAnswer): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, operation] = request.headers['x-amz-target']?.toString().split('.') ?? [];
      const isContact = Buffer.concat(chunks).includes('CONTACT#');
      const answer =
        {
          GetItem: { status: 200, body: { Item: isContact ? contact : report } },
          UpdateItem: { status: 200, body: {} },
          AdminGetUser: adminGetUser(),
        }[operation ?? ''] ?? undefined;
      response.writeHead(answer?.status ?? 400, {
        'Content-Type': answer === undefined ? 'text/xml' : 'application/x-amz-json-1.0',
      });
      response.end(answer === undefined ? refusal : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What X-Ray's daemon on Lambda gets. */
async function daemon() {
  const socket = createSocket('udp4');
  const documents: string[] = [];
  socket.on('message', (message) => documents.push(message.toString()));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  ends.push(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, documents };
}

/** What an invocation of confirmReport on a Lambda with tracing writes into its trace, by what Cognito answered. */
async function tracing(): Promise<(adminGetUser: CognitoAnswer) => Promise<string>> {
  const { address, documents } = await daemon();
  let answer: CognitoAnswer = { status: 500, body: {} };
  const variables = {
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: '/var/task',
    _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
    AWS_XRAY_DAEMON_ADDRESS: address,
    AWS_ENDPOINT_URL: await awsWhereSnsRefuses(() => answer),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    REGISTRY_TABLE: 'registry',
    SHORT_LIVED_TABLE: 'short-lived',
    USER_POOL_ID: 'us-east-1_pool',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { handler } = await import('../../functions/dragons/confirm-report/handler.ts');
  return async (adminGetUser) => {
    answer = adminGetUser;
    documents.splice(0);
    await expect(handler({ reportId: 'report-1' }, { awsRequestId: 'request-1' } as Context)).rejects.toThrow(
      /answered/,
    );
    // The segment of the invocation is closed last.
    await vi.waitFor(() => expect(documents.join()).toContain('"## confirmReport"'), { timeout: 20_000 });
    return documents.join('\n');
  };
}

it('what services repeat of people in their refusals is in no trace', async () => {
  const traceOf = await tracing();

  const ofText = await traceOf({ status: 200, body: account });
  const ofAccount = await traceOf({
    status: 400,
    body: { __type: 'InvalidParameterException', message: `Value '${username}' at 'username' is not valid` },
  });

  expect(ofText).toContain('SNS answered 400');
  expect(ofAccount).toContain('Cognito answered 400');
  expect(ofText + ofAccount).not.toMatch(/5555550147|somebody@example\.com/);
});
