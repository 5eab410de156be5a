import { goldenSuite, type GoldenCase } from './testing/golden-suite.ts';
import { libraryContract, mock } from './testing/library-contract.ts';
import { poolKey } from './testing/gateway-under-test.ts';
import { idClaims, token } from './testing/tokens.ts';

goldenSuite('a preflight from the contract', [
  {
    title: 'is answered without a token, with the headers of the contract',
    source: '2.12 [S]',
    request: {
      path: '/books',
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example.org', 'Access-Control-Request-Method': 'POST' },
    },
    expected: {
      status: 200,
      json: {},
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'Authorization,Content-Type',
        'access-control-allow-methods': 'GET,OPTIONS,POST',
        'content-type': 'application/json',
        'x-amzn-requestid': /^[0-9a-f-]{36}$/,
        'x-amzn-trace-id': null,
        'x-amzn-errortype': null,
      },
      event: null,
    },
  },
  {
    title: 'does not care for a content type without a body',
    source: '2.3 [D]',
    request: { path: '/books', method: 'OPTIONS', headers: { 'Content-Type': 'text/plain' } },
    expected: { status: 200, headers: { 'access-control-allow-origin': '*' } },
  },
]);

const status = (code: string) => ({ requestTemplates: { 'application/json': code } });
const answers = (template: string, more: object = {}) =>
  ({
    ...status('{"statusCode": 200}'),
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template }, ...more } },
  }) as never;
const responses = (...codes: string[]) => Object.fromEntries(codes.map((code) => [code, { description: code }]));

const misconfigured: GoldenCase['expected'] = {
  status: 500,
  body: '{"message": "Internal server error"}',
  headers: { 'x-amzn-errortype': 'InternalServerErrorException' },
};

const chooser = mock(
  {
    requestTemplates: { 'application/json': '{"statusCode": $input.params(\'code\')}' },
    responses: {
      default: { statusCode: '200', responseTemplates: { 'application/json': '"default"' } },
      '40[0-9]': { statusCode: 400, responseTemplates: { 'application/json': '"four"' } },
      '5': { statusCode: '500', responseTemplates: { 'application/json': '"five"' } },
    },
  },
  { responses: responses('200', '400', '500') },
);

const onlyOk = {
  requestTemplates: { 'application/json': '{"statusCode": 404}' },
  responses: { '200': { statusCode: '200' } },
};

const params = [
  "$input.params('id')",
  "$input.params('q')",
  "$input.params('X-Name')",
  '$input.params().path.id',
  '$input.params().querystring.q',
  "$input.params().header.get('X-Name')",
].join('|');

const paths = {
  '/unquoted': { get: mock({ ...status('{statusCode: 200}'), responses: { default: { statusCode: '200' } } }) },
  '/nonsense': { get: mock({ ...status('hello'), responses: { default: { statusCode: '200' } } }) },
  '/no-status': { get: mock({ ...status('{}'), responses: { default: { statusCode: '200' } } }) },
  '/no-template': { get: mock({ responses: { default: { statusCode: '200' } } }) },
  '/choose': { get: chooser },
  '/no-default': { get: mock(onlyOk) },
  '/body-through': { post: mock({ responses: { default: { statusCode: '200' } } }) },
  '/never': {
    post: mock({
      passthroughBehavior: 'never',
      ...status('{"statusCode": 200}'),
      responses: { default: { statusCode: '200' } },
    }),
  },
  '/when-no-templates': {
    post: mock({
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      ...status('{"statusCode": 200}'),
      responses: { default: { statusCode: '200' } },
    }),
  },
  '/headers': {
    get: mock(
      answers('', {
        responseParameters: {
          'method.response.header.X-Static': "'fixed'",
          'method.response.header.X-Context': 'context.resourcePath',
          'method.response.header.X-Request': 'method.request.header.x-name',
          'method.response.header.X-Query': 'method.request.querystring.q',
          'method.response.header.X-Stage-Variable': 'stageVariables.shelf',
          'method.response.header.X-Absent': 'method.request.header.absent',
        },
      }),
      {
        responses: {
          '200': {
            description: 'ok',
            headers: Object.fromEntries(
              ['X-Static', 'X-Context', 'X-Request', 'X-Query', 'X-Stage-Variable', 'X-Absent'].map((name) => [
                name,
                { schema: { type: 'string' } },
              ]),
            ),
          },
        },
      },
    ),
  },
  '/params/{id}': { get: mock(answers(params)) },
  '/echo': {
    post: mock(
      answers(
        "$input.body ~ $input.json('$.a') ~ $input.path('$.a.b') ~ $input.path('$.list[1]') ~ $input.path('$.none') ~ $input.path('$.a')",
      ),
    ),
  },
  '/context': {
    get: mock(
      answers(
        '$context.stage $context.httpMethod $context.resourcePath $context.identity.sourceIp [$context.nothing.at.all] $stageVariables.shelf',
      ),
    ),
  },
  '/claims': {
    get: mock(answers("$context.authorizer.claims.sub $context.authorizer.claims['email']"), {
      security: [{ Readers: [] }],
    }),
  },
  '/util': {
    post: mock(
      answers(
        "$util.escapeJavaScript($input.path('$.text')) $util.urlEncode($input.path('$.text')) $util.urlDecode('a%20b+c') $util.base64Encode('hi') $util.base64Decode('aGk=') $util.parseJson('{\"a\":[1]}').a[0]",
      ),
    ),
  },
  '/logic': {
    get: mock(
      answers(
        "#set($n = $input.params('n'))#if($n == 'one')single#elseif($n)many#{else}none#end:#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end",
      ),
    ),
  },
  '/override': {
    get: mock(
      answers(
        '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Mock = "teapot")short and stout',
      ),
    ),
  },
  '/override-nonsense': { get: mock(answers('#set($context.responseOverride.status = "green")fine')) },
  '/failing': { get: mock(answers("$util.parseJson('{')")) },
  '/accept': {
    get: mock({
      ...status('{"statusCode": 200}'),
      responses: {
        default: { statusCode: '200', responseTemplates: { 'text/html': '<p>', 'application/json': '{}' } },
      },
    }),
  },
};

goldenSuite(
  'a mock integration',
  [
    {
      title: 'may write its status without quotes around the key',
      source: '2.3 [V]',
      request: { path: '/unquoted' },
      expected: { status: 200, body: '', headers: { 'content-type': 'application/json', 'content-length': '0' } },
    },
    {
      title: 'needs a status: a template that yields text is a 500',
      source: '2.3',
      request: { path: '/nonsense' },
      expected: misconfigured,
    },
    {
      title: 'needs a status: an empty object is a 500',
      source: '2.3',
      request: { path: '/no-status' },
      expected: misconfigured,
    },
    {
      title: 'needs a status: no template is a 500',
      source: '2.3',
      request: { path: '/no-template' },
      expected: misconfigured,
    },
    {
      title: 'takes the default response',
      source: '2.11',
      request: { path: '/choose?code=201' },
      expected: { status: 200, body: '"default"' },
    },
    {
      title: 'selects by a pattern on the status',
      source: '2.11',
      request: { path: '/choose?code=404' },
      expected: { status: 400, body: '"four"' },
    },
    {
      title: 'has nothing but a 500 when no pattern matches and there is no default',
      source: '2.11',
      request: { path: '/no-default' },
      expected: misconfigured,
    },
    {
      title: 'passes a body through when no template matches its type',
      source: '2.11',
      request: {
        path: '/body-through',
        method: 'POST',
        headers: { 'Content-Type': 'text/plain' },
        body: '{"statusCode": 200}',
      },
      expected: { status: 200 },
    },
    {
      title: 'is a 500 when the body that passed through holds no status',
      source: '2.3, 2.11',
      request: { path: '/body-through', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
      expected: misconfigured,
    },
    {
      title: 'refuses an unmatched type with passthrough never',
      source: '2.11, 2.5 [V]',
      request: { path: '/never', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
      expected: {
        status: 415,
        json: { message: 'Unsupported Media Type' },
        headers: { 'x-amzn-errortype': 'BadRequestException' },
      },
    },
    {
      title: 'refuses an unmatched type with passthrough when_no_templates',
      source: '2.11',
      request: { path: '/when-no-templates', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
      expected: { status: 415 },
    },
    {
      title: 'sets headers from texts, context, request and stage variables, and leaves absent ones out',
      source: '2.11 [D]',
      request: { path: '/headers?q=1', headers: { 'X-Name': 'Jane' } },
      expected: {
        status: 200,
        headers: {
          'x-static': 'fixed',
          'x-context': '/headers',
          'x-request': 'Jane',
          'x-query': '1',
          'x-stage-variable': 'north',
          'x-absent': null,
        },
      },
    },
    {
      title: 'reads path, query and header parameters',
      source: '2.11 [D]',
      request: { path: '/params/7?q=b', headers: { 'X-Name': 'Jane' } },
      expected: { status: 200, body: '7|b|Jane|7|b|Jane' },
    },
    {
      title: 'reads the body as text, JSON and values',
      source: '2.11 [D]',
      request: { path: '/echo', method: 'POST', body: '{"a":{"b":"c"},"list":[1,2]}' },
      expected: { status: 200, body: '{"a":{"b":"c"},"list":[1,2]} ~ {"b":"c"} ~ c ~ 2 ~  ~ {b=c}' },
    },
    {
      title: 'takes an empty body for an empty object',
      source: '2.11 [V]',
      request: { path: '/echo', method: 'POST', headers: { 'Content-Length': '0' } },
      expected: { status: 200, bodyMatches: /^\{\} ~/ },
    },
    {
      title: 'is a 500 when its template cannot read the body',
      source: '2.5 [V]',
      request: { path: '/echo', method: 'POST', body: 'not json' },
      expected: misconfigured,
    },
    {
      title: 'reads the context, and prints nothing for what is not there',
      source: '2.11 [D]',
      request: { path: '/context' },
      expected: { status: 200, body: 'v1 GET /context 127.0.0.1 [] north' },
    },
    {
      title: 'reads the claims of the caller',
      source: '2.6 [D]',
      request: { path: '/claims', headers: { Authorization: token(poolKey, idClaims()) } },
      expected: { status: 200, body: 'reader-1 reader@example.org' },
    },
    {
      title: 'has the helpers of $util',
      source: '2.11 [D]',
      request: { path: '/util', method: 'POST', body: JSON.stringify({ text: `a'b"c\n` }) },
      expected: { status: 200, body: `a\\'b\\"c\\n a'b%22c%0A a b c aGk= hi 1` },
    },
    {
      title: 'knows conditions and loops',
      source: '2.15',
      request: { path: '/logic?n=one' },
      expected: { status: 200, body: 'single:1,2,3' },
    },
    { title: 'knows else', source: '2.15', request: { path: '/logic' }, expected: { status: 200, body: 'none:1,2,3' } },
    {
      title: 'overrides status and headers',
      source: '2.11 [D]',
      request: { path: '/override' },
      expected: { status: 418, body: 'short and stout', headers: { 'x-mock': 'teapot' } },
    },
    {
      title: 'ignores an override that is no status',
      source: '2.11 [D]',
      request: { path: '/override-nonsense' },
      expected: { status: 200, body: 'fine' },
    },
    {
      title: 'is a 500 when its template fails',
      source: '2.5 [V]',
      request: { path: '/failing' },
      expected: misconfigured,
    },
    {
      title: 'answers in the accepted media type',
      source: '2.11',
      request: { path: '/accept', headers: { Accept: 'text/html' } },
      expected: { status: 200, body: '<p>', headers: { 'content-type': 'text/html' } },
    },
    {
      title: 'answers in JSON for a type that it does not have',
      source: '2.11',
      request: { path: '/accept', headers: { Accept: 'image/png' } },
      expected: { status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
    },
  ],
  { definition: libraryContract({}, paths), stageVariables: { shelf: 'north' } },
);
