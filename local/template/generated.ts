import type { Account } from './account.ts';
import { iamRoleIdentity, type Identity } from './identities.ts';
import { Naming } from './naming.ts';

/** Something that SAM adds to the stack for a resource. */
export interface Generated {
  /** Logical id of the resource it comes from. */
  readonly source: string;
  /** Names that `Ref` takes for it: its own logical id, and SAM's `Function.Alias`. */
  readonly names: readonly string[];
  readonly identity: () => Identity;
}

/** The application of CodeDeploy that SAM makes for all functions with a `DeploymentPreference` together. */
const deploymentApplication = 'ServerlessDeploymentApplication';

/** The `Ref` of what SAM generates once for the whole stack; undefined for another name. */
export function generatedForStack(name: string, account: Account): string | undefined {
  if (name !== deploymentApplication) return undefined;
  return new Naming(account, deploymentApplication, () => undefined).name('ApplicationName', 100);
}

/**
 * What SAM generates for a function, a state machine or an API.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 * @param has whether a property is given
 */
export function generatedBy(
  type: string,
  naming: Naming,
  has: (property: string) => boolean,
  own: () => Identity,
): readonly Generated[] {
  const { logicalId: source } = naming;
  if (type === 'AWS::Serverless::Api') {
    const stage = naming.text('StageName');
    if (stage === undefined) return [];
    const names = [`${source}.Stage`, ...(/^[A-Za-z0-9]+$/.test(stage) ? [`${source}${stage}Stage`] : [])];
    return [{ source, names, identity: () => ({ ref: stage, attributes: {} }) }];
  }
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Serverless::StateMachine') return [];

  const generated: Generated[] = [];
  if (!has('Role')) {
    const id = `${source}Role`;
    const role = new Naming(naming.account, id, (property) =>
      property === 'Path' ? naming.text('RolePath') : undefined,
    );
    generated.push({ source, names: [id], identity: () => iamRoleIdentity(role) });
  }
  const alias = type === 'AWS::Serverless::Function' ? naming.text('AutoPublishAlias') : undefined;
  if (alias === undefined) return generated;
  const qualified = (qualifier: string) => () => {
    const ref = `${own().attributes.Arn ?? ''}:${qualifier}`;
    return { ref, attributes: qualifier === alias ? { AliasArn: ref } : { Version: qualifier, FunctionArn: ref } };
  };
  const aliasId = `${source}Alias${alias.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  return [
    ...generated,
    { source, names: [aliasId, `${source}.Alias`], identity: qualified(alias) },
    { source, names: [`${source}.Version`], identity: qualified('1') },
  ];
}
