import { describe, expect, it } from 'vitest';
import { deployments, type DeployedTemplate } from '../testing/deployed-template.ts';
import { callersIn, failuresOfEvents } from '../testing/deployed/callers.ts';
import { references } from '../testing/deployed/cloudformation.ts';
import { isWide, statementsOf, textOf, vagueIn, widePlacesOf, type WidePlace } from '../testing/deployed/policies.ts';
import { commentAtSecurity, comments, commentsOf } from '../testing/deployed/reasons.ts';

// Properties of whatever is deployed, over what SAM makes of the template where its translator is there (scripts/check-sam.sh), and over our own
// reading of the template otherwise. An exception needs a reason, and the reason stands as a comment where one looks for it: in the template, at the
// resource that it is about, or in the contract.

/**
 * A reason that stands, word by word, in a comment.
 * @param where the comments among which one looks for it
 */
function expectReason(reason: string | undefined, what: string, where: string): void {
  expect(reason ?? '', `${what} needs a reason`).toMatch(/\S+ \S+/);
  expect(where, `the reason of ${what} is to stand beside it`).toContain(reason);
}

/** Functions that nobody calls who stands in the template. */
const calledBySomebodyElse: Readonly<Record<string, string>> = {
  ImportDragons: 'Called by hand: npm run seed',
  VerifyVersion: 'What CodeDeploy asks before it sends callers to a new version',
};

/** Functions whose new version takes all calls at once, without a check before. */
const withoutCanary: Readonly<Record<string, string>> = {
  VerifyVersion: 'Nobody verifies who verifies',
  RebuildCatalog: 'No caller notices a version of it that fails',
  ImportDragons: 'No caller notices a version of it that fails',
  LoadFirstData: 'CloudFormation calls it past its alias',
  ConfirmSignUp: 'Not deployed where there are canaries',
};

/** Callers that name a function itself and not its alias. */
const withoutAlias: Readonly<Record<string, string>> = {
  FirstData: 'Not the alias: CloudFormation refuses to change the token of a resource that is there',
};

/** Stateful resources that go with the stack. */
const notKept: Readonly<Record<string, string>> = {
  ShortLivedTable: 'Requests and phone numbers, which are to be forgotten',
};

/** Managed policies, all of which speak of every resource. */
const managedPolicies: Readonly<Record<string, string>> = {
  AWSLambdaBasicExecutionRole: 'SAM lets every function write logs and traces, wherever they are',
  AWSXrayWriteOnlyAccess: 'SAM lets every function write logs and traces, wherever they are',
  AWSCodeDeployRoleForLambda: 'SAM makes one role for CodeDeploy',
  AmazonAPIGatewayPushToCloudWatchLogs: 'The role with which API Gateway writes logs is a setting of the account',
};

/** What is allowed on more than what belongs to the stack. */
const wide: readonly {
  /** The resource of the source with the policy. */
  readonly at: string;
  readonly role: string;
  readonly actions: readonly string[];
  readonly place: string;
  readonly reason: string;
}[] = [
  {
    at: 'ReportWorkflow',
    role: 'ReportWorkflowRole',
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    place: '*',
    reason: 'Delivery of logs knows no resources',
  },
  {
    at: 'ConfirmReport',
    role: 'ConfirmReportRole',
    actions: ['sns:Publish'],
    place: 'all but arn:*:sns:*:*:*',
    reason: 'A phone has no ARN: whatever is no topic',
  },
];

const reasonOf = ({ logicalId, action, place }: WidePlace): (typeof wide)[number] | undefined =>
  wide.find((one) => one.role === logicalId && one.actions.includes(action) && one.place === place);

/** Methods that anybody may call. */
const open: Readonly<Record<string, string>> = {
  'GET /health':
    'No token, because a deployment and a monitor ask, and neither has an account. The answer tells nothing about anybody, and template.yaml throttles the method',
};

const stateful = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
];

describe.each(deployments)('$title', (template: DeployedTemplate) => {
  const callers = callersIn(template);
  const roles = template.functions.map(({ properties }) => references(properties.Role)[0]);
  const queues = template.ofType('AWS::SQS::Queue');
  const aliases = template.ofType('AWS::Lambda::Alias');
  const isWideHere = (arn: string): boolean => isWide(arn, template);

  it('has functions, or nothing below says anything', () => {
    expect(template.functions.length).toBeGreaterThan(15);
    expect(callers.length).toBeGreaterThan(15);
  });

  describe.each(template.functions)('function $logicalId', ({ logicalId, properties }) => {
    const own = callers.filter((caller) => caller.logicalId === logicalId);

    it('has a role that Lambda alone takes on, and that nothing else has', () => {
      const role = template.named(properties.Role);

      expect(roles.filter((one) => one === role.logicalId)).toHaveLength(1);
      const [statement, ...more] = role.properties.AssumeRolePolicyDocument.Statement as Record<string, unknown>[];
      expect(more).toEqual([]);
      expect(statement?.Principal).toEqual({ Service: ['lambda.amazonaws.com'] });
      const others = template.resources.filter(
        (other) => other.logicalId !== logicalId && references(other.properties).includes(role.logicalId),
      );
      expect(others.map((other) => other.logicalId)).toEqual([]);
    });

    it('has a log group of its own, which forgets', () => {
      const group = template.named(properties.LoggingConfig.LogGroup);

      expect(group.type).toBe('AWS::Logs::LogGroup');
      expect(Number(group.properties.RetentionInDays)).toBeGreaterThan(0);
      const sharers = template.functions.filter((one) =>
        references(one.properties.LoggingConfig).includes(group.logicalId),
      );
      expect(sharers).toHaveLength(1);
    });

    it('is traced, and says how much memory it needs', () => {
      expect(properties.TracingConfig).toEqual({ Mode: 'Active' });
      expect(properties.MemorySize).toBeGreaterThanOrEqual(128);
    });

    it('ends before those give up who wait for its answer', () => {
      expect(properties.Timeout).toBeGreaterThan(0);
      for (const { caller, patience, waits } of own) {
        // At the same moment it would be luck who is heard: the function, which says that it was too slow, or the caller, who says that nobody answers.
        if (waits) expect(properties.Timeout, caller).toBeLessThan(patience);
        // Nobody is there to give up: it may run for as long as Lambda lets it.
        else expect(properties.Timeout, caller).toBeLessThanOrEqual(patience);
      }
    });

    it('is called by somebody', () => {
      if (own.length > 0) return;
      expectReason(calledBySomebodyElse[logicalId], `${logicalId}, which nobody calls,`, commentsOf(logicalId));
    });

    it('has a queue for what is given up, where nobody waits for it', () => {
      for (const { caller, failures } of own.filter(({ waits }) => !waits)) {
        const destination = failures ?? failuresOfEvents(template, logicalId);
        expect(destination, `${caller} calls ${logicalId} without waiting`).toBeDefined();
        expect(template.named(destination).type).toBe('AWS::SQS::Queue');
      }
    });

    it('is published as the alias live', () => {
      expect(template.aliasOf(logicalId)?.properties.Name).toBe('live');
    });
  });

  // Nothing else calls a function while a stack is deleted; a caller of the API may, until a moment before.
  const byThemselves = ['Custom::FirstData', 'AWS::Lambda::EventSourceMapping', 'AWS::Scheduler::Schedule'];

  it.each(callers.filter(({ caller }) => template.ofType(...byThemselves).some((one) => one.logicalId === caller)))(
    '$logicalId, which $caller calls until the end, cannot bring back a log group of a stack that is gone',
    ({ logicalId }) => {
      const role = template.named(template.functions.find((one) => one.logicalId === logicalId)?.properties.Role);
      const denied = statementsOf(role).filter(({ effect }) => effect === 'Deny');

      expect(denied.map(({ actions }) => actions)).toEqual([['logs:CreateLogGroup']]);
      expect(denied[0]?.resources.join(' ')).toContain(':log-group:/dragons/${Stage}/*');
    },
  );

  it.each(callers)('$caller calls $logicalId by its alias', ({ caller, byAlias }) => {
    if (!byAlias) expectReason(withoutAlias[caller], caller, commentsOf(caller));
  });

  it.each(aliases)('$logicalId moves under the eyes of CodeDeploy, with an alarm and a check before', (alias) => {
    const { logicalId } = template.named(alias.properties.FunctionName);
    const update = alias.updatePolicy?.CodeDeployLambdaAliasUpdate as Record<string, unknown> | undefined;
    if (update === undefined) {
      expectReason(withoutCanary[logicalId], `${logicalId} without CodeDeploy`, commentsOf(logicalId));
      return;
    }
    expect(template.named(update.BeforeAllowTrafficHook).type).toBe('AWS::Lambda::Function');
    const { AlarmConfiguration: alarms, DeploymentConfigName: how } = template.named(
      update.DeploymentGroupName,
    ).properties;
    expect(alarms.Enabled).toBe(true);
    for (const { Name: name } of alarms.Alarms as { Name: unknown }[]) {
      expect(template.named(name).type).toBe('AWS::CloudWatch::Alarm');
    }
    expect(alarms.Alarms).not.toEqual([]);
    expect(JSON.stringify(how)).toContain(template.title.startsWith('prod') ? 'Canary10Percent5Minutes' : 'AllAtOnce');
  });

  it.each(queues)('queue $logicalId has a dead-letter queue, or is one', ({ logicalId, properties }) => {
    if (properties.RedrivePolicy !== undefined) {
      expect(template.named(properties.RedrivePolicy.deadLetterTargetArn).type).toBe('AWS::SQS::Queue');
      return;
    }
    const givingUp = template.resources.flatMap((resource) => [
      resource.properties.DestinationConfig?.OnFailure?.Destination as unknown,
      resource.properties.RedrivePolicy?.deadLetterTargetArn as unknown,
      resource.properties.Target?.DeadLetterConfig?.Arn as unknown,
      // The workflow puts there what the topic does not take (tests/workflow).
      resource.type === 'AWS::StepFunctions::StateMachine' && (resource.properties.DefinitionSubstitutions as unknown),
    ]);
    expect(references(givingUp)).toContain(logicalId);
    // Nobody reads it but people: what failed twice would be lost.
    expect(callers.map(({ caller }) => caller)).not.toContain(logicalId);
  });

  it.each(template.ofType('AWS::CloudWatch::Alarm'))('alarm $logicalId tells somebody', ({ properties }) => {
    const told = ((properties.AlarmActions ?? []) as unknown[]).map((action) => template.named(action).type);

    expect(told).toContain('AWS::SNS::Topic');
    expect(properties.ActionsEnabled ?? true).toBe(true);
  });

  it.each(template.ofType(...stateful))(
    '$logicalId outlives the stack, whatever happens to it',
    ({ logicalId, deletionPolicy, updateReplacePolicy }) => {
      if (deletionPolicy === 'Retain' && updateReplacePolicy === 'Retain') return;
      expectReason(notKept[logicalId], `${logicalId}, which is not kept,`, commentsOf(logicalId));
      // Somebody decided so: CloudFormation's default is nobody's decision.
      expect([deletionPolicy, updateReplacePolicy]).toEqual(['Delete', 'Delete']);
    },
  );

  const withPolicies = template.resources.filter((resource) => statementsOf(resource).length > 0);

  it('has policies of roles, buckets and topics', () => {
    const types = withPolicies.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['AWS::IAM::Role', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy']));
    expect(types.filter((type) => type === 'AWS::IAM::Role').length).toBeGreaterThan(template.functions.length);
  });

  describe.each(withPolicies)('the policies of $logicalId', (resource) => {
    it('name every action, and who is allowed it', () => {
      expect(vagueIn(resource)).toEqual([]);
    });

    it('are about what belongs to the stack', () => {
      for (const one of widePlacesOf(resource, template)) {
        const known = reasonOf(one);
        const what = `${one.logicalId}, which may ${one.action} on ${one.place},`;
        expectReason(known?.reason, what, known === undefined ? '' : commentsOf(known.at));
      }
    });
  });

  it.each(template.ofType('AWS::IAM::Role'))(
    'role $logicalId has no policies of others but those that are known to be broad',
    ({ logicalId, properties }) => {
      for (const arn of (properties.ManagedPolicyArns ?? []) as unknown[]) {
        const [, name = ''] = /:iam::aws:policy\/(?:service-role\/)?(\w+)$/.exec(textOf(arn)) ?? [];
        expectReason(managedPolicies[name], `${logicalId} with ${name}`, comments);
      }
    },
  );

  describe.each(template.ofType('AWS::ApiGateway::RestApi'))('API $logicalId', ({ logicalId, properties }) => {
    const paths = properties.Body.paths as Record<string, Record<string, { security?: Record<string, string[]>[] }>>;
    const methods = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { security }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        security,
      })),
    );

    it.each(methods)('$name asks who calls', ({ name, security }) => {
      // Browsers send preflights without a token (https://fetch.spec.whatwg.org/#cors-protocol-and-credentials).
      if (name.startsWith('OPTIONS ')) return;
      if ((security ?? []).length === 0) {
        expectReason(open[name], `${name} without an authorizer`, commentAtSecurity(name));
        return;
      }
      // An empty way is one without a token.
      expect(security).not.toContainEqual({});
      const scopes = security?.flatMap((way) => way.DragonsCognito ?? []) ?? [];
      expect(scopes).toEqual([expect.stringMatching(/^dragons\/(read|write|admin)$/)]);
    });

    it('has a stage that is traced, limits its callers, and logs who asked for what', () => {
      const stages = template
        .ofType('AWS::ApiGateway::Stage')
        .filter((stage) => references(stage.properties.RestApiId).includes(logicalId));

      expect(stages).toHaveLength(1);
      for (const { properties: stage } of stages) {
        expect(stage.TracingEnabled).toBe(true);
        expect(template.named(stage.AccessLogSetting.DestinationArn).type).toBe('AWS::Logs::LogGroup');
        const all = (stage.MethodSettings as Record<string, unknown>[]).find(({ HttpMethod }) => HttpMethod === '*');
        expect(all?.ThrottlingRateLimit).toBeGreaterThan(0);
      }
    });
  });

  it.each(template.ofType('AWS::Lambda::Permission'))(
    '$logicalId lets a service call for one resource of this account',
    ({ properties }) => {
      expect(properties.SourceArn ?? properties.SourceAccount).toBeDefined();
      if (properties.SourceArn !== undefined) expect(textOf(properties.SourceArn)).not.toSatisfy(isWideHere);
      expect(properties.Principal).toMatch(/\.amazonaws\.com$/);
      expect(properties.Action).toBe('lambda:InvokeFunction');
    },
  );
});

describe('reasons', () => {
  const used = (table: Readonly<Record<string, string>>, names: readonly string[]): string[] =>
    Object.keys(table).filter((key) => !names.includes(key));

  it('are given for what is there', () => {
    const all = deployments.flatMap(({ resources }) => resources.map(({ logicalId }) => logicalId));

    for (const table of [calledBySomebodyElse, withoutCanary, withoutAlias, notKept]) {
      expect(used(table, all)).toEqual([]);
    }
    expect(used(open, ['GET /health'])).toEqual([]);
    const places = deployments.flatMap((template) =>
      template.resources.flatMap((resource) => widePlacesOf(resource, template)),
    );
    for (const one of wide) {
      const allowed = places.filter(({ logicalId, place }) => logicalId === one.role && place === one.place);
      expect(allowed.map(({ action }) => action)).toEqual(expect.arrayContaining([...one.actions]));
    }
  });
});
