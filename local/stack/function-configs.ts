import type { BuildResult } from '../build/index.ts';
import { isObject } from '../json.ts';
import { eventInvokeConfig, type FunctionConfig } from '../lambda/index.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';

/** SAM's default, which differs from CloudFormation's. */
const defaultRuntime = 'nodejs24.x';

/**
 * The functions of a template as Lambda would have them, with the folders that the build left.
 * A function that was never built, or whose layer was not, is left out.
 * @param buildOf what tells one build of a function or layer from the next, by logical id
 */
export function functionConfigs(
  template: ResolvedTemplate,
  build: BuildResult,
  buildOf: (logicalId: string) => string,
): FunctionConfig[] {
  const layers = new Map(
    [...template.resources.values()]
      .filter(({ type }) => type === 'AWS::Serverless::LayerVersion')
      .map((layer) => [layer.ref, layer.logicalId]),
  );
  return [...template.resources.values()]
    .filter(({ type }) => type === 'AWS::Serverless::Function')
    .flatMap((resource) => {
      const unit = build.units.get(resource.logicalId);
      const layerIds = textList(resource.properties.Layers).map((arn) => layers.get(arn) ?? arn);
      const layerUnits = layerIds.map((id) => build.units.get(id));
      if (unit === undefined || layerUnits.includes(undefined)) return [];
      return [
        {
          ...fromProperties(resource, unit.sourceMaps),
          handler: unit.handler ?? text(resource.properties.Handler) ?? '',
          artifact: unit.directory,
          layers: layerUnits.flatMap((layer) => layer?.directory ?? []),
          build: [resource.logicalId, ...layerIds].map(buildOf).join(' '),
        },
      ];
    });
}

function fromProperties({ ref, attributes, properties }: TemplateResource, sourceMaps: boolean) {
  const { Timeout, MemorySize, ReservedConcurrentExecutions, LoggingConfig, AutoPublishAlias } = properties;
  const { EventInvokeConfig } = properties;
  const logging = isObject(LoggingConfig) ? LoggingConfig : {};
  const logGroup = text(logging.LogGroup);
  const logLevel = text(logging.ApplicationLogLevel);
  const alias = text(AutoPublishAlias);
  return {
    name: ref,
    arn: attributes.Arn ?? ref,
    runtime: text(properties.Runtime) ?? defaultRuntime,
    environment: environmentOf(properties.Environment, sourceMaps),
    timeoutSeconds: Timeout === undefined ? 3 : Number(Timeout),
    memoryMb: MemorySize === undefined ? 128 : Number(MemorySize),
    tracing: properties.Tracing === 'Active' ? ('Active' as const) : ('PassThrough' as const),
    logFormat: logging.LogFormat === 'JSON' ? ('JSON' as const) : ('Text' as const),
    ...(ReservedConcurrentExecutions === undefined
      ? {}
      : { reservedConcurrency: Number(ReservedConcurrentExecutions) }),
    ...(logGroup === undefined ? {} : { logGroup }),
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(alias === undefined ? {} : { aliases: [alias] }),
    ...(EventInvokeConfig === undefined ? {} : { eventInvoke: eventInvokeConfig(EventInvokeConfig) }),
  };
}

/** The declared variables, and what SAM adds for a function that is built with source maps. */
function environmentOf(environment: unknown, sourceMaps: boolean): Record<string, string> {
  const declared = isObject(environment) && isObject(environment.Variables) ? environment.Variables : {};
  const variables = Object.fromEntries(Object.entries(declared).map(([name, value]) => [name, text(value) ?? '']));
  if (!sourceMaps) return variables;
  const options = variables.NODE_OPTIONS ?? '';
  if (options.includes('--enable-source-maps')) return variables;
  return { ...variables, NODE_OPTIONS: `${options} --enable-source-maps`.trim() };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => text(item) ?? []) : [];
}
