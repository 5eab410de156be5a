import { deployed, named, ofType, statementsOf, template, type AnyResource } from './template.ts';
import type { Reach } from './reach.ts';
import type { CommandUse } from './uses-of-handlers.ts';

// What code may do is what it does: each command of the AWS SDK that stands in what a function is deployed with, its layers included, needs an
// action on a resource (https://docs.aws.amazon.com/service-authorization/latest/reference/).

/** An action on a resource, as "action on resource". */
export type Grant = string;

const grant = (action: string, place: string): Grant => `${action} on ${place}`;

/** The table that a command, or a part of a transaction, is about. */
function tableOf({ input, file }: Pick<CommandUse, 'input' | 'file'>): string {
  const [, name = ''] = /(?:TableName: |RequestItems: \{ \[)([\w.#]+)/.exec(input) ?? [];
  // Contacts are the one thing beside the registry that gets a table of its own under the same name.
  if (name === 'name') return file.endsWith('/contacts.ts') ? 'ShortLivedTable' : 'RegistryTable';
  return { 'this.#tables.registry': 'RegistryTable', 'this.#tables.shortLived': 'ShortLivedTable' }[name] ?? `?${name}`;
}

const onTable = (action: string) => (use: CommandUse) => [grant(`dynamodb:${action}`, tableOf(use))];
const onIndex = (action: string) => (use: CommandUse) => [
  grant(`dynamodb:${action}`, `${tableOf(use)}/index/${/IndexName: '(\w+)'/.exec(use.input)?.[1] ?? '?'}`),
];
const objects = 'CatalogBucket/catalog/*';

/** What each command needs. */
const needs: Record<string, (use: CommandUse) => Grant[]> = {
  GetParametersByPathCommand: () => [grant('ssm:GetParametersByPath', 'parameters')],
  GetObjectCommand: () => [grant('s3:GetObject', objects)],
  HeadObjectCommand: () => [grant('s3:GetObject', objects)],
  SelectObjectContentCommand: () => [grant('s3:GetObject', objects)],
  PutObjectCommand: () => [grant('s3:PutObject', objects)],
  GetItemCommand: onTable('GetItem'),
  BatchGetItemCommand: onTable('BatchGetItem'),
  ScanCommand: onTable('Scan'),
  // No code asks a table by its own key.
  QueryCommand: onIndex('Query'),
  PutItemCommand: onTable('PutItem'),
  UpdateItemCommand: onTable('UpdateItem'),
  DeleteItemCommand: onTable('DeleteItem'),
  // A transaction has no action of its own
  // (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html).
  TransactWriteItemsCommand: ({ input, file }) =>
    [...input.matchAll(/\b(Put|Update|Delete|ConditionCheck): (\{\s*TableName: [\w.#]+)/g)].map(
      ([, part = '', text = '']) => grant(`dynamodb:${part}Item`, tableOf({ input: text, file })),
    ),
  StartExecutionCommand: () => [grant('states:StartExecution', 'ReportWorkflow')],
  PublishBatchCommand: () => [grant('sns:Publish', 'EventsTopic')],
  PublishCommand: ({ input }) => [grant('sns:Publish', input.includes('PhoneNumber:') ? 'phones' : 'EventsTopic')],
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html
  GetDeploymentCommand: () => [grant('codedeploy:GetDeployment', 'deploymentgroups')],
  PutLifecycleEventHookExecutionStatusCommand: () => [
    grant('codedeploy:PutLifecycleEventHookExecutionStatus', 'deploymentgroups'),
  ],
  GetApplicationRevisionCommand: () => [grant('codedeploy:GetApplicationRevision', 'application')],
  // Every version of every function that callers are sent to in steps.
  InvokeCommand: () => deployed.map(({ logicalId }) => grant('lambda:InvokeFunction', `${logicalId}:*`)),
  AdminGetUserCommand: () => [grant('cognito-idp:AdminGetUser', 'UserPool')],
};

/** What some code needs. */
export function neededByCode(reach: Reach): Grant[] {
  const grants = reach
    .commands()
    .flatMap((use) => needs[use.command]?.(use) ?? [`no action is known for ${use.command}`]);
  // Without it S3 answers 403 for a key that does not exist, and a missing catalogue could not be told from a forbidden one.
  return grants.includes(grant('s3:GetObject', objects))
    ? [...grants, grant('s3:ListBucket', 'CatalogBucket')]
    : grants;
}

/**
 * What Lambda does in the role of a function to bring it a stream, and to tell what it gave up.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export function neededByLambda({ logicalId }: AnyResource): Grant[] {
  return ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => named(properties.FunctionName) === logicalId)
    .flatMap(({ properties }) => [
      ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) =>
        grant(`dynamodb:${action}`, 'RegistryTable.StreamArn'),
      ),
      grant('dynamodb:ListStreams', 'RegistryTable/stream/*'),
      grant('sqs:SendMessage', named(properties.DestinationConfig.OnFailure.Destination) ?? 'no queue'),
    ]);
}

/** What the template grants a function. */
export const granted = (resource: AnyResource): Grant[] =>
  statementsOf(resource).flatMap(({ actions, resources, notResources }) =>
    actions.flatMap((action) => [
      ...resources.map((arn) => grant(action, placeOf(arn))),
      // A phone has no ARN: it is whatever is no topic.
      ...notResources.map((arn) => grant(action, arn === 'arn:*:sns:*:*:*' ? 'phones' : `everything but ${arn}`)),
    ]),
  );

/** A resource's ARN in words. */
function placeOf(arn: string): string {
  const table = template.resources.get('RegistryTable');
  if (arn === table?.attributes.StreamArn) return 'RegistryTable.StreamArn';
  // IAM compares the path as it is sent, the slash at its end included.
  if (arn.endsWith(':parameter/dragons/dev/*')) return 'parameters';
  const [, codeDeploy] =
    /:codedeploy:.*?:(application|deploymentgroup):[^:]+-ServerlessDeploymentApplication-\w+(?:\/\*)?$/.exec(arn) ?? [];
  if (codeDeploy !== undefined) return arn.endsWith('/*') ? `${codeDeploy}s` : codeDeploy;
  const below = /(?:\/(?:(?:catalog|stream)\/\*|index\/\w+)|:\*)$/.exec(arn)?.[0] ?? '';
  const owner = arn.slice(0, arn.length - below.length);
  return `${named(owner) ?? owner}${below}`;
}
