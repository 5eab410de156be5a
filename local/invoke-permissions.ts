import { functionReference } from './lambda/function-reference.ts';
import type { ResolvedTemplate } from './template/model.ts';

/**
 * Who may invoke which function: the `AWS::Lambda::Permission` resources of a template, for API Gateway.
 * @returns whether an API's method, named by its source ARN, may invoke a function
 */
export function invokePermissions(template: ResolvedTemplate): (functionArn: string, sourceArn: string) => boolean {
  const permissions = [...template.resources.values()]
    .filter(({ type, properties }) => type === 'AWS::Lambda::Permission' && allowsInvocation(properties.Action))
    .filter(({ properties }) => properties.Principal === 'apigateway.amazonaws.com')
    .map(({ properties }) => ({
      functionName: functionReference(textOf(properties.FunctionName)).name,
      source: typeof properties.SourceArn === 'string' ? arnPattern(properties.SourceArn) : /^/,
    }));
  return (functionArn, sourceArn) => {
    const { name } = functionReference(functionArn);
    return permissions.some(({ functionName, source }) => functionName === name && source.test(sourceArn));
  };
}

function allowsInvocation(action: unknown): boolean {
  return action === 'lambda:InvokeFunction' || action === 'lambda:*';
}

/** The wildcards of an ARN condition, `*` and `?`, reach over slashes. */
function arnPattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
