import { goldenSuite } from './testing/golden-suite.ts';
import { libraryContract } from './testing/library-contract.ts';

const responses = (entries: object) => ({
  definition: libraryContract({
    'x-amazon-apigateway-gateway-responses': JSON.parse(JSON.stringify(entries)) as never,
  }),
});

const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };
const problem = '{"title":$context.error.messageString,"type":"$context.error.responseType","id":"$context.requestId"}';

goldenSuite(
  'DEFAULT_4XX and DEFAULT_5XX',
  [
    {
      title: 'give headers and template to every type without an entry, and keep its status',
      source: '2.5 [D+V]',
      request: { path: '/books' },
      expected: {
        status: 401,
        bodyMatches: /^\{"title":"Unauthorized","type":"UNAUTHORIZED","id":"[0-9a-f-]{36}"\}$/,
        headers: {
          'access-control-allow-origin': '*',
          'content-type': 'application/json',
          'x-amzn-errortype': 'UnauthorizedException',
        },
      },
    },
    {
      title: 'apply to unknown routes',
      source: '2.5 [D+V]',
      request: { path: '/nothing' },
      expected: {
        status: 403,
        bodyMatches: /"title":"Missing Authentication Token","type":"MISSING_AUTHENTICATION_TOKEN"/,
        headers: { 'access-control-allow-origin': '*' },
      },
    },
    {
      title: 'apply to refused parameters',
      source: '2.5 [D+V]',
      request: { path: '/searches/1' },
      expected: {
        status: 400,
        bodyMatches:
          /"title":"Missing required request parameters: \[x-tenant, page, sort\]","type":"BAD_REQUEST_PARAMETERS"/,
      },
    },
    {
      title: 'apply to functions that fail, with their own entry for 5xx',
      source: '2.5 [D+V]',
      request: { path: '/open' },
      invocation: { outcome: 'failed', payload: '{}' },
      expected: {
        status: 502,
        json: { message: 'Internal server error' },
        headers: {
          'access-control-allow-origin': 'https://library.example.org',
          'x-amzn-errortype': 'InternalServerErrorException',
        },
      },
    },
  ],
  responses({
    DEFAULT_4XX: { responseParameters: cors, responseTemplates: { 'application/json': problem } },
    DEFAULT_5XX: {
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://library.example.org'" },
    },
  }),
);

goldenSuite(
  'an entry for a type',
  [
    {
      title: 'wins over DEFAULT_4XX, of which it inherits nothing',
      source: '2.5 [D+V]',
      request: { path: '/books' },
      expected: {
        status: 403,
        json: { message: 'Unauthorized' },
        headers: { 'access-control-allow-origin': null, 'x-amzn-errortype': 'UnauthorizedException' },
      },
    },
    {
      title: 'may change the status of unknown routes',
      source: '2.5 [D+V]',
      request: { path: '/nothing' },
      expected: { status: 404, json: { message: 'No such page' } },
    },
    {
      title: 'leaves the others to DEFAULT_4XX, with its status',
      source: '2.5 [D+V]',
      request: { path: '/searches/1' },
      expected: { status: 418, headers: { 'access-control-allow-origin': '*' } },
    },
  ],
  responses({
    UNAUTHORIZED: { statusCode: '403' },
    MISSING_AUTHENTICATION_TOKEN: {
      statusCode: 404,
      responseTemplates: { 'application/json': '{"message":"No such page"}' },
    },
    DEFAULT_4XX: { statusCode: 418, responseParameters: cors },
  }),
);

goldenSuite(
  'headers and templates of gateway responses',
  [
    {
      title: 'take values from the request and the context',
      source: '2.5 [D]',
      request: { path: '/searches/7?q=new%20books', headers: { Origin: 'https://a.example.org' } },
      expected: {
        status: 400,
        headers: {
          'x-origin': 'https://a.example.org',
          'x-query': 'new books',
          'x-id': '7',
          'x-stage': 'v1',
          'x-shelf': 'north',
          'x-absent': null,
          'x-amzn-errortype': 'BadRequestException',
        },
        body: 'BAD_REQUEST_PARAMETERS Missing required request parameters: [x-tenant, page, sort] /searches/{id} north  #if(true)',
      },
    },
    {
      title: 'cannot be split by a line break from the query string',
      source: 'RFC 9110, 5.5',
      request: { path: '/searches/7?q=a%0d%0aSet-Cookie:%20b' },
      expected: { status: 400, headers: { 'set-cookie': null, 'x-query': 'a  Set-Cookie: b' } },
    },
    {
      title: 'take text outside ASCII along',
      source: 'RFC 9110, 5.5',
      request: { path: '/searches/7?q=%F0%9F%90%89' },
      expected: { status: 400, headers: { 'x-query': Buffer.from('🐉').toString('latin1') } },
    },
    {
      title: 'may set their own content type, and WWW-Authenticate, which is not renamed here',
      source: '2.5 [D]',
      request: { path: '/books' },
      expected: {
        status: 401,
        body: '{"status":401}',
        headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
      },
    },
    {
      title: 'answer in the media type that the client accepts, when there is a template for it',
      source: '2.11, decided here',
      request: { path: '/nothing', headers: { Accept: 'text/html' } },
      expected: { status: 403, body: '<p>Missing Authentication Token</p>', headers: { 'content-type': 'text/html' } },
    },
    {
      title: 'answer in JSON otherwise',
      source: '2.11, decided here',
      request: { path: '/nothing', headers: { Accept: 'image/png' } },
      expected: { status: 403, body: '{"json":true}', headers: { 'content-type': 'application/json' } },
    },
    {
      title: 'show the reason of a refused body where the template asks for it',
      source: '2.5 [D]',
      request: { path: '/drafts', method: 'POST', body: '{' },
      expected: { status: 400, bodyMatches: /^\{"reason":".+"\}$/ },
    },
  ],
  {
    stageVariables: { shelf: 'north' },
    ...responses({
      BAD_REQUEST_PARAMETERS: {
        responseParameters: {
          'gatewayresponse.header.X-Origin': 'method.request.header.origin',
          'gatewayresponse.header.X-Query': 'method.request.querystring.q',
          'X-Id': 'method.request.path.id',
          'X-Stage': 'context.stage',
          'X-Shelf': 'stageVariables.shelf',
          'X-Absent': 'method.request.header.X-Absent',
        },
        responseTemplates: {
          'text/plain':
            '$context.error.responseType $context.error.message ${context.resourcePath} $stageVariables.shelf $context.nothing #if(true)',
        },
      },
      UNAUTHORIZED: {
        responseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
        },
        responseTemplates: { 'application/json': '{"status":401}' },
      },
      MISSING_AUTHENTICATION_TOKEN: {
        responseTemplates: { 'text/html': '<p>$context.error.message</p>', 'application/json': '{"json":true}' },
      },
      BAD_REQUEST_BODY: {
        responseTemplates: { 'application/json': '{"reason":"$context.error.validationErrorString"}' },
      },
    }),
  },
);
