import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withOneOfEach } from '../../local/stack/one-of-each.ts';
import { readTemplate } from '../../local/template/index.ts';
import { contract, root } from '../testing/contract.ts';
import { full } from '../testing/full-template.ts';
import { production, template } from '../testing/template.ts';

const under = (parameters: Record<string, string>) => readTemplate(join(root, 'template.yaml'), { parameters });
const propertiesOf = (logicalId: string, of = full): Record<string, any> =>
  of.resources.get(logicalId)?.properties ?? {};
/** Reads the template as a laptop does. */
const locally = (parameters: Record<string, string>) => () =>
  readTemplate(join(root, 'template.yaml'), { parameters, refusals: withOneOfEach() });

describe('the firewall', () => {
  const { Scope, DefaultAction, Rules, VisibilityConfig } = propertiesOf('FirewallAcl');
  const rules = Rules as Record<string, any>[];
  const groups = rules.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name ?? []) as string[];

  it('stands before the stage of the API for people, and lets pass what no rule stops', () => {
    expect(Scope).toBe('REGIONAL');
    expect(DefaultAction).toEqual({ Allow: {} });
    expect(propertiesOf('FirewallOfApi')).toEqual({
      WebACLArn: full.resources.get('FirewallAcl')?.attributes.Arn,
      ResourceArn: `arn:aws:apigateway:us-east-1::/restapis/${full.resources.get('Api')?.ref}/stages/dev`,
    });
  });

  it('stops who asks too often, known attackers, and attacks on other software', () => {
    const [rate] = rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);

    expect(rate).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 300 });
    expect(rate.Limit).toBeGreaterThanOrEqual(1000);
    expect(groups.sort()).toEqual(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet']);
    expect(new Set(rules.map(({ Priority }) => Priority)).size).toBe(rules.length);
  });

  it('stops no dragon called O’Brien: no rule looks for SQL or scripts in texts', () => {
    expect(JSON.stringify(rules)).not.toMatch(/SqliMatch|XssMatch|CommonRuleSet|SQLiRuleSet/);
  });

  it('stops bodies that are far too long, and none that the contract takes', () => {
    const [size] = rules.flatMap(({ Statement }) => Statement.SizeConstraintStatement ?? []);
    const isStopped = (length: number): boolean => String(length).length > size.Size;

    expect(size).toMatchObject({
      FieldToMatch: { SingleHeader: { Name: 'content-length' } },
      ComparisonOperator: 'GT',
    });
    expect([65_536, 99_999, 100_000, 10_485_760].map(isStopped)).toEqual([false, false, true, true]);
  });

  it('counts what it stops, and shows no request to whoever looks at the console', () => {
    for (const visibility of [VisibilityConfig, ...rules.map((rule) => rule.VisibilityConfig)])
      expect(visibility).toMatchObject({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false });
  });

  it('keeps a log of what it stopped, without tokens and without what people looked for', () => {
    const { LogDestinationConfigs, RedactedFields, LoggingFilter, ResourceArn } = propertiesOf('FirewallLogging');
    const group = full.resources.get('FirewallLogs');

    expect(ResourceArn).toBe(full.resources.get('FirewallAcl')?.attributes.Arn);
    expect(group?.properties.LogGroupName).toMatch(/^aws-waf-logs-/);
    expect(LogDestinationConfigs).toEqual([group?.attributes.Arn?.replace(/:\*$/, '')]);
    expect(RedactedFields).toEqual([{ SingleHeader: { Name: 'authorization' } }, { QueryString: {} }]);
    expect(LoggingFilter).toMatchObject({ DefaultBehavior: 'DROP', Filters: [{ Behavior: 'KEEP' }] });
  });

  it('refuses as the API refuses everything: with a problem document that names its status', () => {
    const { responseTemplates } = contract['x-amazon-apigateway-gateway-responses'].WAF_FILTERED;

    expect(JSON.parse(responseTemplates['application/json'])).toMatchObject({
      type: 'urn:dragons:problem:refused',
      status: 403,
    });
  });

  it('is there only if the operator wants it, and never on a laptop', () => {
    for (const of of [template, production])
      expect([...of.resources.values()].filter(({ type }) => type.startsWith('AWS::WAFv2::'))).toEqual([]);
    expect(locally({ Firewall: 'on' })).toThrow(
      'FirewallAcl (AWS::WAFv2::WebACL): this type of resource is not simulated locally',
    );
  });
});

it('a password has to be long, and otherwise whatever its owner can remember', () => {
  const { MinimumLength, ...others } = propertiesOf('UserPool').Policies.PasswordPolicy;

  expect(MinimumLength).toBeGreaterThanOrEqual(15);
  for (const kind of ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'])
    expect(others[kind], kind).toBe(false);
});

describe('threat protection of the user pool', () => {
  it.each([
    ['off', 'ESSENTIALS', { AdvancedSecurityMode: 'OFF' }],
    ['audit', 'PLUS', { AdvancedSecurityMode: 'AUDIT' }],
    ['enforced', 'PLUS', { AdvancedSecurityMode: 'ENFORCED' }],
  ])('%s needs the plan %s', (ThreatProtection, UserPoolTier, addOns) => {
    const pool = propertiesOf('UserPool', under({ ThreatProtection }));

    expect([pool.UserPoolTier, pool.UserPoolAddOns]).toEqual([UserPoolTier, addOns]);
  });

  it('stops known passwords and what is surely wrong, when it is enforced, and asks nobody for a second factor', () => {
    const responses = propertiesOf('ThreatResponses');

    expect(under({ ThreatProtection: 'audit' }).resources.has('ThreatResponses')).toBe(false);
    expect(responses.ClientId).toBe('ALL');
    expect(responses.CompromisedCredentialsRiskConfiguration.Actions).toEqual({ EventAction: 'BLOCK' });
    // A person without a second factor who is asked for one can do nothing.
    expect(propertiesOf('UserPool')).not.toHaveProperty('MfaConfiguration');
    expect(JSON.stringify(responses)).not.toContain('MFA');
  });

  it('is off by default, and on a laptop can only be off or count', () => {
    // Left out it would stay as it was, and Cognito refuses it without PLUS.
    expect(propertiesOf('UserPool', template).UserPoolAddOns).toEqual({ AdvancedSecurityMode: 'OFF' });
    expect(locally({ ThreatProtection: 'audit' })).not.toThrow();
    expect(locally({ ThreatProtection: 'enforced' })).toThrow('AdvancedSecurityMode: ENFORCED is not simulated');
  });
});

describe('the budget', () => {
  const { Budget, NotificationsWithSubscribers: notices } = propertiesOf('MonthlyCosts');

  it('is what the operator says, in a month, of this stack alone', () => {
    expect(Budget).toEqual({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 50, Unit: 'USD' },
      CostFilters: { TagKeyValue: [`aws:cloudformation:stack-name$${full.stackName}`] },
    });
  });

  it('tells the topic of the alarms, early and before it is too late', () => {
    expect(notices.map(({ Notification }: any) => [Notification.NotificationType, Notification.Threshold])).toEqual([
      ['ACTUAL', 80],
      ['FORECASTED', 100],
    ]);
    for (const { Subscribers } of notices)
      expect(Subscribers).toEqual([{ SubscriptionType: 'SNS', Address: full.resources.get('AlarmsTopic')?.ref }]);
  });

  it('may tell it, for this account alone', () => {
    const statements = propertiesOf('AlarmsTopicPolicy').PolicyDocument.Statement as Record<string, any>[];

    expect(statements.find(({ Principal }) => Principal.Service === 'budgets.amazonaws.com')).toMatchObject({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: full.resources.get('AlarmsTopic')?.ref,
      Condition: { StringEquals: { 'aws:SourceAccount': full.accountId } },
    });
  });

  it('is there only if the operator names one; on a laptop it is taken, where nothing costs anything', () => {
    expect(template.resources.has('MonthlyCosts')).toBe(false);
    expect(locally({ MonthlyBudget: '50' })).not.toThrow();
  });
});
