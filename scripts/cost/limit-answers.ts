/** The limits that requests may meet. */
export type LimitId =
  | 'concurrency-new'
  | 'concurrency'
  | 'method'
  | 'api'
  | 'catalog-reads'
  | 'table-reads'
  | 'table-writes'
  | 'hot-dragon'
  | 'starts'
  | 'transitions'
  | 'parameters'
  | 'publishing'
  | 'sign-ins'
  | 'events'
  | 'texts'
  | 'text-budget'
  | 'e-mails'
  | 'traces';

/** How a limit shows, and what to do about it. */
export interface LimitAnswer {
  readonly symptom: string;
  /** Names of the alarms that ring, less `dragons-STAGE-`; none where a client alone would notice. */
  readonly alarms: readonly string[];
  readonly change: string;
  readonly cost: string;
}

const throttledFunctions: LimitAnswer = {
  symptom:
    'Clients get a 5xx with Retry-After from API Gateway; the stream and the workflow try again and fall behind.',
  alarms: ['api-throttles', 'background-throttles', 'list-dragons-errors'],
  change:
    'Ask for more in Service Quotas (concurrent executions), then give the functions behind the API reserved concurrency, so that nothing else takes it.',
  cost: 'Nothing: what runs is paid for, not what may run.',
};

/** What to do for a table on demand. */
const onDemand: Pick<LimitAnswer, 'change' | 'cost'> = {
  change:
    'Nothing when traffic grows slowly: a table on demand takes twice its highest peak within half an hour. Before a sudden peak: set WarmThroughput of the table; above 40,000 units ask for more in Service Quotas.',
  cost: 'Warming a table costs once, by unit; what it does then costs the same.',
};

/** What is known about each limit, but for the figures. */
export const limitAnswers: Readonly<Record<LimitId, LimitAnswer>> = {
  'concurrency-new': throttledFunctions,
  concurrency: throttledFunctions,
  method: {
    symptom:
      'Clients get 429 too-many-requests with Retry-After, before a function runs. The page waits and asks again.',
    alarms: [],
    change:
      'Raise ThrottlingRateLimit and ThrottlingBurstLimit of the method in the template, up to what the account has, after what lies behind it.',
    cost: 'Nothing by itself; it is also what keeps a flood of requests from becoming a bill.',
  },
  api: {
    symptom: 'Clients of every API of the account in the region get 429 too-many-requests with Retry-After.',
    alarms: [],
    change:
      'Ask for more in Service Quotas. Far above that: let CloudFront keep the answers to GET /dragons, which only works once these need no token.',
    cost: 'Nothing for the quota. A list that CloudFront answers costs less than a tenth of one that reaches the function.',
  },
  'catalog-reads': {
    symptom:
      'S3 answers 503 SlowDown, the functions try once more, then clients get 503 catalog-unavailable (DRAGONS_0202, DRAGONS_0204).',
    alarms: ['list-dragons-errors', 'circuit-open'],
    change:
      'Keep the catalogue in the memory of the environment as long as HeadObject gives the same tag, and ask for the tag once a second for each environment instead of for each request.',
    cost: 'Saves money: fewer requests to S3 and shorter invocations.',
  },
  'table-reads': {
    symptom:
      'DynamoDB throttles, the functions try once more, then clients get 503 registry-unavailable (DRAGONS_0401).',
    alarms: ['get-dragon-errors'],
    ...onDemand,
  },
  'table-writes': {
    symptom:
      'DynamoDB throttles, the functions try once more, then reports and changes are refused with 503 registry-unavailable (DRAGONS_0401); a report can be sent again with the same key.',
    alarms: ['report-dragon-errors'],
    ...onDemand,
  },
  'hot-dragon': {
    symptom:
      'Reads of one dragon are throttled while the table has plenty: 503 registry-unavailable for this name alone.',
    alarms: ['get-dragon-errors'],
    change:
      'Read it eventually consistent (GetItem without ConsistentRead), which doubles what a partition serves, or keep it for a second in the environment. Whoever changed a dragon then may see the old one for a moment.',
    cost: 'Saves money: half a unit for each read.',
  },
  starts: {
    symptom:
      'StartExecution is throttled: the report is stored, the client gets 503 registry-unavailable and sends it again (DRAGONS_0402).',
    alarms: ['report-dragon-errors'],
    change:
      'Ask for more in Service Quotas. Beyond: start workflows from the stream of the registry, which waits by itself, or let an Express workflow do the first three states.',
    cost: 'Nothing for the quota. Express workflows cost a small fraction at this length, but keep no history of their own.',
  },
  transitions: {
    symptom:
      'Executions wait between states: reports are decided later. Nothing fails (the metric ExecutionThrottled shows it).',
    alarms: [],
    change: 'Ask for more in Service Quotas; new accounts begin with less, and AWS raises it with use.',
    cost: 'Nothing.',
  },
  parameters: {
    symptom:
      'Environments go on with what they have (DRAGONS_0101); new ones have nothing yet, and their clients get 503 catalog-unavailable.',
    alarms: ['list-dragons-errors'],
    change:
      'Raise the parameter ParameterMaxAge, from 15 to 60 seconds say; or turn on higher throughput in Parameter Store.',
    cost: 'Nothing for ParameterMaxAge. Higher throughput is paid for by the call.',
  },
  publishing: {
    symptom: 'The catalogue falls behind the registry: lists lack what getDragon shows.',
    alarms: ['catalog-age', 'publish-catalog-iterator-age'],
    change:
      'More memory for publishCatalog (it is also processor and network), a larger BatchSize up to 10,000, then several objects, by first letter say, that are published and searched side by side.',
    cost: 'More memory costs by the GB-second, and usually pays by shorter runs. Several objects: one request to S3 more for each, for each query.',
  },
  'sign-ins': {
    symptom:
      'The token endpoint answers TooManyRequestsException: people cannot sign in, who is signed in stays so until the token ends.',
    alarms: [],
    change:
      'Buy more requests a second in Service Quotas, or let tokens live longer (AccessTokenValidity, up to a day).',
    cost: 'Cognito takes money for each request a second above its own. Longer tokens cost nothing and are withdrawn later.',
  },
  events: {
    symptom:
      'The workflow tries Announce again, then keeps the event in the queue EventFailures; the stream tries again, then AnnounceFailures.',
    alarms: ['event-failures-depth', 'announce-failures-depth'],
    change: 'Ask for more in Service Quotas.',
    cost: 'Nothing.',
  },
  texts: {
    symptom:
      'Text messages are throttled: Confirm is tried eight times, then the execution ends as NotConfirmed. The dragon is in the catalogue.',
    alarms: ['workflow-failures', 'confirm-report-errors'],
    change: 'Ask for more, with a number of your own to send from.',
    cost: 'A number costs by the month, each message by its country.',
  },
  'text-budget': {
    symptom:
      'SNS sends no more text messages until the month ends: Confirm is tried eight times, then the execution ends as NotConfirmed.',
    alarms: ['workflow-failures', 'confirm-report-errors'],
    change:
      'Ask AWS Support for a higher monthly limit (docs/deploy.md); a limit of your own below it stays a guard against abuse.',
    cost: 'What the messages cost.',
  },
  'e-mails': {
    symptom:
      'Cognito sends no more codes on that day: who signs up cannot confirm the address, who forgot a password cannot reset it.',
    alarms: [],
    change:
      'Send through Amazon SES: EmailConfiguration of the user pool, with an address or a domain that is verified there.',
    cost: 'About ten cents for a thousand e-mails.',
  },
  traces: {
    symptom: 'X-Ray takes no more segments: traces have holes. Requests are not concerned.',
    alarms: [],
    change: 'A sampling rule for the API with a fixed rate below 5 %, in X-Ray itself.',
    cost: 'Saves money: traces are among the most expensive parts of a request.',
  },
};
