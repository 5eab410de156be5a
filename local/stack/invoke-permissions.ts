import { functionReference } from '../lambda/function-reference.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';

/** Services that invoke functions and need a permission in the function's own policy for it. */
export type InvokingService = 'apigateway.amazonaws.com' | 'cognito-idp.amazonaws.com' | 'sns.amazonaws.com';

/** Answers whether something, named by its ARN, may invoke a function. */
export type MayInvoke = (functionArn: string, sourceArn: string) => boolean;

/**
 * Who may invoke which function: the `AWS::Lambda::Permission` resources of a template, for one service.
 * The source is a method of an API, a user pool or a topic (https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html).
 */
export function invokePermissions(template: ResolvedTemplate, service: InvokingService): MayInvoke {
  const permissions = [...template.resources.values()]
    .filter(({ type, properties }) => type === 'AWS::Lambda::Permission' && allowsInvocation(properties.Action))
    .filter(({ properties }) => properties.Principal === service)
    .map(readPermission);
  return (functionArn, sourceArn) => {
    const { name, qualifier } = functionReference(functionArn);
    return permissions.some(
      (permission) =>
        permission.name === name &&
        permission.qualifier === qualifier &&
        permission.source.test(sourceArn) &&
        (permission.account === undefined || permission.account === accountOf(sourceArn)),
    );
  };
}

/** The names of the functions that are invoked for somebody who waits: a client of the API, a person who signs in. */
export function invokedFromOutside(template: ResolvedTemplate): Set<string> {
  return new Set(
    [...template.resources.values()]
      .filter(({ type }) => type === 'AWS::Lambda::Permission')
      .map(({ properties }) => functionReference(textOf(properties.FunctionName)).name),
  );
}

/** A permission for a function's name is for the unpublished version alone: an alias needs one that names it. */
function readPermission({ properties }: TemplateResource) {
  const { FunctionName, SourceArn, SourceAccount } = properties;
  const { name, qualifier } = functionReference(textOf(FunctionName));
  return {
    name,
    qualifier,
    source: typeof SourceArn === 'string' ? arnPattern(SourceArn) : /^/,
    account: SourceAccount === undefined ? undefined : textOf(SourceAccount),
  };
}

function allowsInvocation(action: unknown): boolean {
  return action === 'lambda:InvokeFunction' || action === 'lambda:*';
}

function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}

/** The wildcards of an ARN condition, `*` and `?`, reach over slashes. */
function arnPattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
