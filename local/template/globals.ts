import { describe, type Entry, type MapNode, type TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';

/**
 * What `Globals` may hold, by section.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
const globalProperties: Readonly<Record<string, readonly string[]>> = {
  Function: [
    ...['Architectures', 'AssumeRolePolicyDocument', 'AutoPublishAlias', 'AutoPublishAliasAllProperties'],
    ...['CapacityProviderConfig', 'CodeSigningConfigArn', 'CodeUri', 'DeadLetterQueue', 'DeploymentPreference'],
    ...['Description', 'DurableConfig', 'Environment', 'EphemeralStorage', 'EventInvokeConfig', 'FileSystemConfigs'],
    ...['FunctionScalingConfig', 'FunctionUrlConfig', 'Handler', 'KmsKeyArn', 'Layers', 'LoggingConfig'],
    ...['MemorySize', 'PermissionsBoundary', 'PropagateTags', 'ProvisionedConcurrencyConfig'],
    ...['PublishToLatestPublished', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'RolePath', 'Runtime'],
    ...['RuntimeManagementConfig', 'SnapStart', 'SourceKMSKeyArn', 'Tags', 'TenancyConfig', 'Timeout', 'Tracing'],
    ...['VersionDeletionPolicy', 'VpcConfig'],
  ],
  Api: [
    ...['AccessLogSetting', 'AlwaysDeploy', 'Auth', 'BinaryMediaTypes', 'CacheClusterEnabled', 'CacheClusterSize'],
    ...['CanarySetting', 'Cors', 'DefinitionUri', 'Domain', 'EndpointAccessMode', 'EndpointConfiguration'],
    ...['GatewayResponses', 'MergeDefinitions', 'MethodSettings', 'MinimumCompressionSize', 'Name', 'OpenApiVersion'],
    ...['PropagateTags', 'SecurityPolicy', 'TracingEnabled', 'Variables'],
  ],
};

/** Checks the `Globals` section: unknown sections and properties are noted as problems. */
export function checkGlobals(globals: MapNode, problems: Problems): void {
  for (const [section, { keyPosition, value }] of globals.entries) {
    const known = globalProperties[section];
    if (!known) {
      problems.add(keyPosition, `Globals.${section} is not simulated; Function and Api are.`);
      continue;
    }
    if (value.kind !== 'map') {
      problems.add(value.position, `Globals.${section} must be a map, not ${describe(value)}.`);
      continue;
    }
    for (const [property, entry] of value.entries) {
      if (known.includes(property)) continue;
      problems.add(entry.keyPosition, `Globals.${section} takes no ${property}; it takes ${known.join(', ')}.`);
    }
  }
}

/**
 * The properties of a resource with its type's globals merged in, by SAM's rules: maps merge, lists append to the
 * global list, everything else (intrinsic functions included) is overridden by the resource.
 */
export function withGlobals(globals: MapNode | undefined, type: string, properties: MapNode): MapNode {
  const prefix = 'AWS::Serverless::';
  const section = type.startsWith(prefix) ? globals?.entries.get(type.slice(prefix.length))?.value : undefined;
  return section?.kind === 'map' ? mergeMaps(section, properties) : properties;
}

function mergeMaps(global: MapNode, local: MapNode): MapNode {
  const entries = new Map<string, Entry>(global.entries);
  for (const [key, entry] of local.entries) {
    const inherited = global.entries.get(key);
    entries.set(key, inherited ? { ...entry, value: merge(inherited.value, entry.value) } : entry);
  }
  return { ...local, entries };
}

function merge(global: TemplateNode, local: TemplateNode): TemplateNode {
  if (global.kind === 'list' && local.kind === 'list') return { ...local, items: [...global.items, ...local.items] };
  if (global.kind === 'map' && local.kind === 'map' && !isIntrinsic(global) && !isIntrinsic(local)) {
    return mergeMaps(global, local);
  }
  return local;
}

function isIntrinsic(node: MapNode): boolean {
  const [key] = node.entries.keys();
  return (
    node.entries.size === 1 && key !== undefined && (key.startsWith('Fn::') || key === 'Ref' || key === 'Condition')
  );
}
