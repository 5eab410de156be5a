import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DeployedTemplate, FunctionReference } from '../deployed-template.ts';
import { root } from '../contract.ts';
import { references } from './cloudformation.ts';

/** Somebody who calls a function. */
export interface Caller extends FunctionReference {
  /** The logical id of the resource that says so, with what it is. */
  readonly caller: string;
  readonly type: string;
  /** Seconds after which the caller gives up. */
  readonly patience: number;
  /** Who calls and does not wait has to say what becomes of failures. */
  readonly waits: boolean;
  /** Where the caller itself tells what was given up, in case it does. */
  readonly failures: unknown;
}

/** As long as a function may run: who brings work and waits for nothing else. */
const longest = 900;

/** Everybody who calls a function, as far as the template and the contract say. */
export function callersIn(template: DeployedTemplate): Caller[] {
  return template.resources.flatMap(({ logicalId: caller, type, properties }): Caller[] => {
    const calls = (where: unknown, patience: number, waits = true, failures?: unknown): Caller[] =>
      template.functionsIn(where).map((reference) => ({ ...reference, caller, type, patience, waits, failures }));
    switch (type) {
      case 'AWS::ApiGateway::RestApi':
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
        return calls(properties.Body, 29);
      case 'AWS::Cognito::UserPool':
        // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
        return calls(properties.LambdaConfig, 5);
      case 'AWS::StepFunctions::StateMachine':
        return calls(properties.DefinitionSubstitutions, taskPatience);
      case 'AWS::Lambda::EventSourceMapping':
        return calls(properties.FunctionName, longest, false, properties.DestinationConfig?.OnFailure?.Destination);
      case 'AWS::Scheduler::Schedule':
        return calls(properties.Target.Arn, longest, false);
      case 'AWS::Lambda::Alias':
        return [];
      default:
        return type.startsWith('Custom::') ? calls(properties.ServiceToken, Number(properties.ServiceTimeout)) : [];
    }
  });
}

/** The shortest time that a task of the workflow gives its function. */
const taskPatience = Math.min(
  ...Object.values(
    (
      parse(readFileSync(join(root, 'functions/dragons/report-dragon.asl.yaml'), 'utf8')) as {
        States: Record<string, { Type: string; TimeoutSeconds?: number }>;
      }
    ).States,
  ).flatMap(({ Type, TimeoutSeconds }) => (Type === 'Task' ? [TimeoutSeconds ?? Infinity] : [])),
);

/** Where Lambda tells what it gave up of what somebody handed to an alias without waiting. */
export function failuresOfEvents(template: DeployedTemplate, logicalId: string): unknown {
  return template
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find(
      ({ properties }) => references(properties.FunctionName).includes(logicalId) && properties.Qualifier === 'live',
    )?.properties.DestinationConfig?.OnFailure?.Destination;
}
