import { isObject } from '../../local/json.ts';
import { readTemplate, type ResolvedTemplate, type TemplateResource } from '../../local/template/index.ts';

/** What of a function makes a difference. */
export interface DeployedFunction {
  /** Megabytes. */
  readonly memory: number;
  readonly architecture: 'arm64' | 'x86_64';
}

/** How many requests a second a method takes. */
export interface MethodRate {
  readonly method: string;
  readonly path: string;
  readonly rate: number;
}

/** What of a stack costs something or limits it, as its template says. */
export interface Deployment {
  /** By logical id. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly isTraced: boolean;
  readonly logDays: number;
  /** Value of the parameter QueryEngine. */
  readonly queryEngine: string;
  /** Seconds. */
  readonly parameterMaxAge: number;
  /** How many APIs count each method by itself, which makes custom metrics. */
  readonly meteredApis: number;
  /** Requests a second that methods take: of one method, or of every other one (path `/*`, method `*`). */
  readonly methodRates: readonly MethodRate[];
  /** Metrics that alarms look at. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** lite, essentials or plus. */
  readonly userPoolPlan: string;
  /** Clients of machines. */
  readonly machineClients: number;
  readonly webAcls: number;
  readonly webAclRules: number;
  /** How often schedules run functions in a month, by logical id of the function. */
  readonly schedules: ReadonlyMap<string, number>;
  /** Days for which the bucket of the catalogue keeps what was overwritten. */
  readonly oldCatalogDays: number;
  readonly hasPointInTimeRecovery: boolean;
  /** Most records that publishCatalog takes at a time. */
  readonly publishBatch: number;
}

/** Hours and seconds of a month as AWS reckons it. */
export const monthHours = 730;
export const monthSeconds = monthHours * 3600;

/**
 * Reads from a template what costs something.
 * @param parameters of the template
 * @throws InvalidTemplateError
 */
export function readDeployment(file: string, parameters: Readonly<Record<string, string>>): Deployment {
  const template = readTemplate(file, { parameters });
  const all = new Resources(template);
  const apis = all.ofType('AWS::Serverless::Api').map(({ properties }) => list(properties.MethodSettings));
  const days = all.ofType('AWS::Logs::LogGroup').map(({ properties }) => Number(properties.RetentionInDays));
  const catalogRule = list(group(all.byId('CatalogBucket')?.LifecycleConfiguration).Rules)[0] ?? {};
  const acls = all.ofType('AWS::WAFv2::WebACL');
  return {
    functions: new Map(all.ofType('AWS::Serverless::Function').map((one) => [one.logicalId, functionOf(one)])),
    isTraced: group(group(template.resources.get('Api')).properties).TracingEnabled === true,
    logDays: Math.max(0, ...days),
    queryEngine: template.parameters.QueryEngine ?? 'auto',
    parameterMaxAge: Number(template.parameters.ParameterMaxAge ?? 1),
    meteredApis: apis.filter((settings) => settings.some(({ MetricsEnabled }) => MetricsEnabled === true)).length,
    methodRates: list(all.byId('Api')?.MethodSettings).map(methodRate),
    alarmMetrics: all.ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    dashboards: all.ofType('AWS::CloudWatch::Dashboard').length,
    userPoolPlan: textOf(
      all.ofType('AWS::Cognito::UserPool')[0]?.properties.UserPoolTier ?? 'ESSENTIALS',
    ).toLowerCase(),
    machineClients: all
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(({ properties }) => JSON.stringify(properties.AllowedOAuthFlows ?? []).includes('client_credentials'))
      .length,
    webAcls: acls.length,
    webAclRules: acls.reduce((sum, { properties }) => sum + list(properties.Rules).length, 0),
    schedules: new Map(all.ofType('AWS::Scheduler::Schedule').flatMap((schedule) => scheduled(schedule, template))),
    oldCatalogDays: Number(group(catalogRule.NoncurrentVersionExpiration).NoncurrentDays ?? 0),
    hasPointInTimeRecovery:
      group(all.byId('RegistryTable')?.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled === true,
    publishBatch: Number(all.byId('PublishCatalogStream')?.BatchSize ?? 100),
  };
}

class Resources {
  readonly #template: ResolvedTemplate;

  constructor(template: ResolvedTemplate) {
    this.#template = template;
  }

  ofType(type: string): TemplateResource[] {
    return [...this.#template.resources.values()].filter((resource) => resource.type === type);
  }

  byId(logicalId: string): Record<string, unknown> | undefined {
    return this.#template.resources.get(logicalId)?.properties;
  }
}

function functionOf({ properties }: TemplateResource): DeployedFunction {
  const [architecture] = Array.isArray(properties.Architectures) ? properties.Architectures : [];
  return {
    memory: Number(properties.MemorySize ?? 128),
    architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
  };
}

/** CloudFormation writes the slashes of a path as `~1`. */
function methodRate({ HttpMethod, ResourcePath, ThrottlingRateLimit }: Record<string, unknown>): MethodRate {
  const path = textOf(ResourcePath).replaceAll('~1', '/').replace(/^\/+/, '/');
  return { method: textOf(HttpMethod), path, rate: Number(ThrottlingRateLimit ?? Infinity) };
}

/** An alarm costs by the metrics that it looks at: one, or as many as its metric math names. */
function metricsOf({ properties }: TemplateResource): number {
  const math = list(properties.Metrics).filter(({ MetricStat }) => MetricStat !== undefined);
  return Math.max(1, math.length);
}

/** How often a schedule runs its function in a month. */
function scheduled({ properties }: TemplateResource, template: ResolvedTemplate): [string, number][] {
  const [, count = '1', unit = ''] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(textOf(properties.ScheduleExpression)) ?? [];
  const hours = { minute: 1 / 60, hour: 1, day: 24 }[unit];
  const arn = textOf(group(properties.Target).Arn);
  const target = [...template.resources.values()].find(
    ({ type, attributes }) =>
      type === 'AWS::Serverless::Function' && (arn === attributes.Arn || arn === `${attributes.Arn ?? ''}:live`),
  );
  if (hours === undefined || target === undefined || properties.State === 'DISABLED') return [];
  return [[target.logicalId, monthHours / (Number(count) * hours)]];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function group(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
