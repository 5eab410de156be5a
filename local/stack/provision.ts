import { isCustomResourceType } from '../custom-resources/index.ts';
import { isExpected } from './expected-error.ts';
import { ServiceError } from '../services/service-error.ts';
import { stateMachineOf } from '../services/states/index.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';
import type { Services } from './services.ts';

/** A service refuses to create a resource of the template. The message names the resource and its place. */
export class ResourceRefusedError extends Error {
  override readonly name = 'ResourceRefusedError';

  constructor({ place, logicalId, type }: TemplateResource, cause: Error) {
    const reason = cause.message === '' && cause instanceof ServiceError ? cause.code : cause.message;
    super(`${place}: ${logicalId} (${type}): ${reason}`, { cause });
  }
}

type Declare = (resource: TemplateResource, services: Services, template: ResolvedTemplate) => void;

/** Who brings about the resources of a type, apart from Cognito, which looks at all of them together. */
const declarations: Readonly<Record<string, Declare>> = {
  'AWS::S3::Bucket': declareBucket,
  'AWS::SSM::Parameter': declareParameter,
  'AWS::DynamoDB::Table': ({ ref, attributes, properties }, { dynamoDb }) =>
    dynamoDb.declareTable({
      name: ref,
      arn: attributes.Arn ?? '',
      streamArn: attributes.StreamArn ?? '',
      properties,
    }),
  'AWS::SQS::Queue': ({ attributes, properties }, { sqs }) =>
    void sqs.declareQueue({ name: attributes.QueueName ?? '', arn: attributes.Arn ?? '', properties }),
  'AWS::SNS::Topic': ({ ref, attributes, properties }, { sns }) =>
    void sns.declareTopic({ name: attributes.TopicName ?? '', arn: ref, properties }),
  'AWS::SNS::Subscription': ({ ref, properties }, { sns }) => void sns.declareSubscription({ arn: ref, properties }),
  'AWS::Lambda::EventSourceMapping': ({ logicalId, properties }, { eventSources }) =>
    eventSources.declare({ id: logicalId, functionName: textOf(properties.FunctionName), properties }),
  'AWS::Scheduler::Schedule': ({ logicalId, properties }, { schedules }) =>
    schedules.declare({ id: logicalId, properties }),
  'AWS::CloudWatch::Alarm': ({ ref, attributes, properties }, { cloudWatch }) =>
    cloudWatch.declareAlarm({ name: ref, arn: attributes.Arn ?? '', properties }),
  'AWS::Serverless::StateMachine': declareStateMachine,
  'AWS::StepFunctions::StateMachine': declareStateMachine,
};

/**
 * Creates what the template declares, or brings what is there to what is declared now. What the template no longer declares stays, but for
 * event source mappings and schedules, which would go on invoking functions, and alarms, which would go on ringing.
 * @throws ResourceRefusedError for what cannot be created
 */
export async function provision(template: ResolvedTemplate, services: Services): Promise<void> {
  const resources = [...template.resources.values()];
  await services.cognito.declare(resources);
  for (const resource of resources) {
    try {
      declarations[resource.type]?.(resource, services, template);
    } catch (error) {
      throw isExpected(error) ? new ResourceRefusedError(resource, error) : error;
    }
  }
  const idsOf = (wanted: string): string[] =>
    resources.filter(({ type }) => type === wanted).map(({ logicalId }) => logicalId);
  services.eventSources.keepOnly(idsOf('AWS::Lambda::EventSourceMapping'));
  services.schedules.keepOnly(idsOf('AWS::Scheduler::Schedule'));
  services.cloudWatch.keepOnlyAlarms(
    resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').map(({ ref }) => ref),
  );
}

/**
 * Has the functions of custom resources do what they are declared for, one after the other, where the declaration is new or changed.
 * The endpoint has to answer by then: the functions use it, and answer there.
 * @throws ResourceRefusedError when a function says that it failed
 */
export async function applyCustomResources(template: ResolvedTemplate, services: Services): Promise<void> {
  for (const resource of template.resources.values()) {
    const { logicalId, type, properties } = resource;
    if (!isCustomResourceType(type)) continue;
    try {
      await services.customResources.apply({
        logicalId,
        type,
        serviceToken: textOf(properties.ServiceToken),
        properties,
      });
    } catch (error) {
      throw isExpected(error) ? new ResourceRefusedError(resource, error) : error;
    }
  }
}

function declareBucket({ ref, properties }: TemplateResource, { s3 }: Services): void {
  const { VersioningConfiguration: versioning } = properties;
  const status =
    typeof versioning === 'object' && versioning !== null && !Array.isArray(versioning) ? versioning.Status : undefined;
  s3.declareBucket(ref, status === 'Enabled' || status === 'Suspended' ? { versioning: status } : {});
}

function declareParameter({ ref, properties }: TemplateResource, { ssm }: Services): void {
  const { Type, Value, Description, AllowedPattern } = properties;
  ssm.declareParameter({
    name: ref,
    type: Type === 'StringList' || Type === 'SecureString' ? Type : 'String',
    value: typeof Value === 'string' ? Value : JSON.stringify(Value),
    ...(typeof Description === 'string' ? { description: Description } : {}),
    ...(typeof AllowedPattern === 'string' ? { allowedPattern: AllowedPattern } : {}),
  });
}

function declareStateMachine(
  resource: TemplateResource,
  { stepFunctions }: Services,
  { directory }: ResolvedTemplate,
): void {
  stepFunctions.declareStateMachine(stateMachineOf(resource, directory));
}

/** What the table of resource kinds has seen to be a text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
